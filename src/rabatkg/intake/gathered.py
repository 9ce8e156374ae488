"""What was gathered from a workbook or a table: the tree of its records, and what is wrong with its cells."""

from dataclasses import dataclass

from rabatkg.reading import Mapping
from rabatkg.records import Problem


@dataclass(frozen=True)
class Gathered:
    """What a file says.

    Attributes:
        tree: that of its record, or of its records under `records`, as YAML would give it.
        problems: what is wrong with its cells, whatever the record may say of them.
    """

    tree: Mapping
    problems: tuple[Problem, ...] = ()

"""What was gathered from a workbook or a table: the tree of its records, and what is wrong with its cells."""

from dataclasses import dataclass, field

from rabatkg.reading import Mapping
from rabatkg.records import Problem, Typed


@dataclass(frozen=True)
class Gathered:
    """What a file says.

    Attributes:
        tree: that of its record, or of its records under `records`, as YAML would give it.
        problems: what is wrong with its cells, whatever the record may say of them.
        typed: what it calls keys and things.
    """

    tree: Mapping
    problems: tuple[Problem, ...] = ()
    typed: Typed = field(default_factory=Typed)

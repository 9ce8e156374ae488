"""What is wrong with a record before any shape is asked: a word, a place, and what to do."""

from dataclasses import dataclass, field
from typing import Any

from rabatkg.records.reading import Mark


@dataclass(frozen=True)
class Problem:
    """One fault of a record file.

    Attributes:
        rule: the name of the rule that is broken, as in `Record-unknown-key`.
        template: the message in English, with {values}; its translations stand in the catalogues.
        remedy: what to do, likewise.
        mark: where in the file.
        values: what fills the templates.
        near: what may have been meant.
    """

    rule: str
    template: str
    remedy: str
    mark: Mark
    values: dict[str, Any] = field(default_factory=dict)
    near: tuple[str, ...] = ()

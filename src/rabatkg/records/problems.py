"""What is wrong with a record before any shape is asked: a word, a place, and what to do."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from rabatkg.names import near
from rabatkg.reading import Mark
from rabatkg.speech import mark


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


class Faults:
    """The problems of one record, collected while it is read."""

    def __init__(self, problems: list[Problem]) -> None:
        """Take the list that problems are added to."""
        self.problems = problems

    def add(
        self, rule: str, template: str, remedy: str, place: Mark, nearest: tuple[str, ...] = (), **values: Any
    ) -> None:
        """Add a problem; template and remedy are marked for translation where they are written."""
        self.problems.append(Problem(rule, template, remedy, place, values, nearest))

    def unknown(self, word: str, place: Mark, known: Iterable[str]) -> None:
        """Add that a word is none of those known here."""
        self.add(
            "Record-unknown-key",
            mark("'{word}' is not a word of records here."),
            mark("Check its spelling; nothing unknown is ever ignored."),
            place,
            tuple(near(word, known)),
            word=word,
        )

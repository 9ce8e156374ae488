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
        warning: whether the record may stand as it is.
        key: the key of the record that it is about.
    """

    rule: str
    template: str
    remedy: str
    mark: Mark
    values: dict[str, Any] = field(default_factory=dict)
    near: tuple[str, ...] = ()
    warning: bool = False
    key: str | None = None


MOST_HELPED = 500
"""Faults of one record for which it is worked out what may be meant."""


class Faults:
    """The problems of one record, collected while it is read."""

    def __init__(self, problems: list[Problem]) -> None:
        """Take the list that problems are added to."""
        self.problems = problems

    def add(
        self, rule: str, template: str, remedy: str, place: Mark, nearest: tuple[str, ...] = (), **values: Any
    ) -> None:
        """Add a problem; template and remedy are marked for translation where they are written.

        The value called `key` is the key of the record that the problem is about.
        """
        self.problems.append(Problem(rule, template, remedy, place, values, nearest, key=values.get("key")))

    def near(self, word: str, known: Iterable[str]) -> tuple[str, ...]:
        """Return what may be meant by a word; nothing once so much is wrong that nobody reads it."""
        return tuple(near(word, known)) if len(self.problems) < MOST_HELPED else ()

    def unknown(
        self, word: str, place: Mark, known: Iterable[str], key: str | None = None, meant: tuple[str, ...] = ()
    ) -> None:
        """Add that a word is none of those known here.

        Args:
            word: the word.
            place: where it stands.
            known: those that are known.
            key: the key under which it stands, if it is none itself.
            meant: what it certainly means; the known ones near to it, where that is nothing.
        """
        self.add(
            "Record-unknown-key",
            mark("'{word}' is not a word of records here."),
            mark("Check its spelling; nothing unknown is ever ignored."),
            place,
            meant or self.near(word, known),
            word=word,
            key=key or word,
        )

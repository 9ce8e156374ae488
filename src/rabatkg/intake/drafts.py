"""The tree of a record, put together cell by cell until it is the one that the same record has in YAML."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Union

from rabatkg.intake.cells import Cell, check
from rabatkg.intake.columns import EVIDENCE, SHOWS, Columns
from rabatkg.reading import Listing, Mapping, Mark, Scalar, Value
from rabatkg.records import Typed
from rabatkg.records.problems import Faults
from rabatkg.speech import mark

SINGLE = frozenset(
    {"id", "adds", "key", "type", "about", "property", "rank", "passage", "quote", "verification", "basis"}
)
"""Words of the grammar that take one text; the keys of the table say of themselves what they take."""


@dataclass
class Draft:
    """A mapping that is being written.

    Attributes:
        mark: the place that stands for the whole of it.
        entries: for each key its values.
        keys: the place of each key: that of its first value, or, where it has none, that where one would stand.
    """

    mark: Mark
    entries: dict[str, list[Union[Scalar, "Draft"]]] = field(default_factory=dict)
    keys: dict[str, Mark] = field(default_factory=dict)

    def put(self, path: tuple[str, ...], values: list[Scalar], place: Mark) -> None:
        """Add the values of a cell under a path of keys, as `title`, `en`.

        Args:
            path: the keys on the way.
            values: the values; without any, only the place where one would stand is kept.
            place: that of the cell.
        """
        word, *rest = path
        if not values:
            self.keys.setdefault(word, place)
            held = self._texts(word)
            if rest and held is not None:
                held.keys.setdefault(rest[0], place)
            return
        said = self.entries.setdefault(word, [])
        if not said:
            self.keys[word] = place
        if not rest:
            said.extend(values)
            return
        inner = self._texts(word)
        if inner is None:
            inner = Draft(place)
            said.append(inner)
        inner.put(tuple(rest), values, place)

    def add(self, word: str, draft: "Draft", place: Mark) -> None:
        """Add a mapping under a key."""
        self.entries.setdefault(word, []).append(draft)
        self.keys.setdefault(word, place)

    def text(self, word: str) -> str | None:
        """Return the value of a key where it is one text, or None."""
        said = self.entries.get(word, ())
        return said[0].text if len(said) == 1 and isinstance(said[0], Scalar) else None

    def rename(self, word: str, other: str) -> None:
        """Call a key by another name."""
        if word in self.entries:
            self.entries[other] = self.entries.pop(word)
        if word in self.keys:
            self.keys[other] = self.keys.pop(word)

    def single(self, faults: Faults) -> None:
        """Add as faults the second values of words of the grammar that take one, and leave them out."""
        for word in sorted(SINGLE & self.entries.keys()):
            first, *further = self.entries[word]
            for one in further:
                template = mark("'{key}' takes one value.")
                faults.add("Record-one-value", template, mark("Keep one."), one.mark, key=word)
            self.entries[word] = [first]

    def done(self, columns: Columns) -> Mapping:
        """Return the mapping."""
        entries: dict[str, Value] = {}
        for word, said in self.entries.items():
            values = [one if isinstance(one, Scalar) else one.done(columns) for one in said]
            if not values:
                continue
            alone = len(values) == 1 and not columns.listed(word)
            entries[word] = values[0] if alone else Listing(tuple(values), values[0].mark)
        return Mapping(entries, dict(self.keys), self.mark)

    def _texts(self, word: str) -> "Draft | None":
        return next(self._drafts(word), None)

    def _drafts(self, word: str) -> Iterator["Draft"]:
        return (one for one in self.entries.get(word, ()) if isinstance(one, Draft))


def values(
    sheet: str, path: tuple[str, ...], cell: Cell, columns: Columns, faults: Faults, typed: Typed
) -> list[Scalar]:
    """Return the values that a cell holds: one, or one a line where its column takes several.

    Args:
        sheet, path: the name of the sheet, and that of the column as the keys on the way.
        cell: one that is not empty.
        columns: what columns take.
        faults: takes what is wrong with the cell.
        typed: takes the things that were chosen from a list.
    """
    kind = columns.kind(sheet, path)
    check(cell, kind, next(word for word in path if word != EVIDENCE), faults)
    several = list(cell.lines() if columns.several(sheet, path) else (cell,))
    typed.choices += [choice for one in several if (choice := one.choice(kind)) is not None]
    found = [Scalar(one.plain(kind).text, one.mark) for one in several]
    return [Scalar(columns.shown(one.text), one.mark) for one in found] if path[-1] == SHOWS else found

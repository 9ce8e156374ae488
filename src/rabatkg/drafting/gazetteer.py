"""Finding names in a text: of states, organisations, places, texts, whatever a register holds.

A name is found whatever its case and accents, but a name that is written with a capital is not found in small
letters (`chad`), nor an acronym in any but its own letters (`Air` is no AIR). The longest name wins: in the name of
a process or a plan, the town that it is called after is no town.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from rabatkg.drafting.words import Word, words

GAP = re.compile(r"[ '\-./]{0,3}")
CLOSE = re.compile(r"[ '\-/]{1,3}")
ACRONYM = re.compile(r"(?=.*[A-Z].*[A-Z])[A-Za-z0-9&.\-]{2,12}$")
BRIEF = 3
"""An acronym of so few letters is a word of another language too often: in a line of capitals it is not looked for."""


@dataclass(frozen=True)
class Name:
    """One name of one thing."""

    text: str
    thing: str


@dataclass(frozen=True)
class Hit:
    """A name found in a text, from `start` to `end`; several things may bear it."""

    things: tuple[str, ...]
    start: int
    end: int
    text: str

    @property
    def thing(self) -> str:
        """The thing, or the first of those that bear the name."""
        return self.things[0]

    @property
    def kind(self) -> str:
        """What comes before the slash in the identifier, as in `state`."""
        return self.thing.partition("/")[0]

    def among(self, *kinds: str) -> "Hit | None":
        """Return the hit for those of its things that are of these kinds, or None."""
        things = tuple(thing for thing in self.things if thing.partition("/")[0] in kinds)
        return Hit(things, self.start, self.end, self.text) if things else None


class _Node:
    __slots__ = ("exact", "next", "things")

    def __init__(self) -> None:
        self.next: dict[str, _Node] = {}
        self.things: list[str] = []
        self.exact: dict[str, list[str]] = {}


class Gazetteer:
    """Names in a tree of words, so that a text is gone through once."""

    def __init__(self, names: Iterable[Name]) -> None:
        """Take the names; a name that is said twice of one thing counts once."""
        self.root = _Node()
        for name in names:
            self._add(name)

    def _add(self, name: Name) -> None:
        node, parts = self.root, words(name.text)
        if not parts:
            return
        for part in parts:
            node = node.next.setdefault(part.folded, _Node())
        bearers = node.exact.setdefault(name.text, []) if ACRONYM.match(name.text) else node.things
        if name.thing not in bearers:
            bearers.append(name.thing)

    def find(self, text: str) -> list[Hit]:
        """Return the names in a text, in order; none overlaps another."""
        return list(self._hits(text, words(text)))

    def _hits(self, text: str, parts: list[Word]) -> Iterator[Hit]:
        shouted = text.isupper()
        place = 0
        while place < len(parts):
            hit, after = self._longest(text, parts, place, shouted)
            if hit is not None:
                yield hit
            place = after

    def _longest(self, text: str, parts: list[Word], place: int, shouted: bool) -> tuple[Hit | None, int]:
        node, best, after = self.root, None, place + 1
        for index in range(place, len(parts)):
            if index > place and not GAP.fullmatch(text[parts[index - 1].end : parts[index].start]):
                break
            step = node.next.get(parts[index].folded)
            if step is None:
                break
            node = step
            start, end = parts[place].start, parts[index].end
            printed = text[start:end]
            things = [*node.things] if printed[0].isupper() or printed[0].isdigit() else []
            if not (shouted and len(printed) <= BRIEF):
                things += [one for one in node.exact.get(printed, ()) if one not in things]
            if things:
                best, after = Hit(tuple(things), start, end, printed), index + 1
        return best, after


class Topics:
    """Concepts in a text: the words of a label, one after the other, whatever their number and gender.

    Articles and prepositions between them (`fillers`) count for nothing, so that `gestion des frontières` is found
    for *Gestion de la frontière*; a comma or another word between them does.
    """

    def __init__(self, names: Iterable[Name], fillers: frozenset[str], stems: Callable[[str], str]) -> None:
        """Take the labels, the words that count for nothing, and what a word is compared by."""
        self.fillers, self.stems = fillers, stems
        self.root = _Node()
        for name in names:
            node = self.root
            parts = [word for word in words(name.text) if word.folded not in fillers]
            for part in parts:
                node = node.next.setdefault(stems(part.folded), _Node())
            if parts and name.thing not in node.things:
                node.things.append(name.thing)

    def find(self, text: str) -> list[Hit]:
        """Return the concepts in a text, in order; none overlaps another."""
        parts = words(text)
        found: list[Hit] = []
        place = 0
        while place < len(parts):
            hit, after = self._longest(text, parts, place)
            if hit is not None:
                found.append(hit)
            place = after
        return found

    def _longest(self, text: str, parts: list[Word], place: int) -> tuple[Hit | None, int]:
        node, best, after = self.root, None, place + 1
        for index in range(place, len(parts)):
            word = parts[index]
            if index > place:
                if not CLOSE.fullmatch(text[parts[index - 1].end : word.start]):
                    break
                if word.folded in self.fillers:
                    continue
            step = node.next.get(self.stems(word.folded))
            if step is None:
                break
            node = step
            if node.things:
                start, end = parts[place].start, word.end
                best, after = Hit(tuple(node.things), start, end, text[start:end]), index + 1
        return best, after

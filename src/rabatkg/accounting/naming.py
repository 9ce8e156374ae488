"""Names in a text: those that the graph knows, and the capitals that no name of the graph covers."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from rdflib import SKOS, Graph, Literal, URIRef
from rdflib.term import Node

from rabatkg.names import RKG
from rabatkg.texts import normalise

LABELS = (SKOS.prefLabel, SKOS.altLabel, URIRef(RKG + "printedAs"))
_TOKEN = re.compile(r"\w+(?:-\w+)*|[^\w\s]")
_NOTE_CALLS = str.maketrans(dict.fromkeys("⁰¹²³⁴⁵⁶⁷⁸⁹", " "))
_ENDS = frozenset(".:!?•)")


@dataclass(frozen=True)
class Token:
    """A word, or a sign between words, and where it stands. Compounds such as `Guinée-Bissau` are one word."""

    start: int
    end: int
    words: str

    @property
    def capital(self) -> bool:
        """Whether it is a word that begins with a capital."""
        return self.words[0].isupper()

    @property
    def acronym(self) -> bool:
        """Whether it is written in capitals only."""
        return len(self.words) > 1 and self.words.isupper()


@dataclass(frozen=True)
class Met:
    """Words that are a name of some things, and where they stand."""

    start: int
    end: int
    words: str
    things: frozenset[Node]


def tokens(text: str) -> list[Token]:
    """Return the words and signs of a text; the raised figures that call notes are left out."""
    return [Token(*match.span(), match[0]) for match in _TOKEN.finditer(text.translate(_NOTE_CALLS))]


class Known:
    """The names that things bear in a language, and as sources print them."""

    def __init__(self, graph: Graph, language: str, things: Collection[Node] | None = None) -> None:
        """Take the names from a graph.

        Args:
            graph: the labels and printed names.
            language: which labels count; printed names have no language, and all count.
            things: those whose names count; all things where it is None.
        """
        self._by_first: dict[str, dict[tuple[str, ...], set[Node]]] = {}
        for label in LABELS:
            for thing, name in graph.subject_objects(label):
                if isinstance(name, Literal) and name.language in (None, language):
                    if things is None or thing in things:
                        words = tuple(token.words for token in tokens(normalise(str(name))))
                        if words:
                            self._by_first.setdefault(words[0].casefold(), {}).setdefault(words, set()).add(thing)

    def met(self, text: str) -> list[Met]:
        """Return the names in a text, the longest first and none within another."""
        found, row, place = [], tokens(text), 0
        while place < len(row):
            length, things = self._longest(row, place)
            if length:
                start, end = row[place].start, row[place + length - 1].end
                found.append(Met(start, end, text[start:end], frozenset(things)))
            place += length or 1
        return found

    def covered(self, row: list[Token]) -> list[bool]:
        """Return, for each token, whether it stands in some name."""
        found = [False] * len(row)
        for place in range(len(row)):
            length, _ = self._longest(row, place)
            found[place : place + length] = [True] * length
        return found

    def _longest(self, row: list[Token], place: int) -> tuple[int, set[Node]]:
        longest, things = 0, set[Node]()
        for name, named in self._by_first.get(row[place].words.casefold(), {}).items():
            if len(name) >= longest and _same(name, [token.words for token in row[place : place + len(name)]]):
                things = named | things if len(name) == longest else named
                longest = len(name)
        return longest, things


def _same(name: tuple[str, ...], words: list[str]) -> bool:
    """Tell whether words are a name: the same letters, and the same cases or at least one capital in common."""
    pairs = list(zip(name, words, strict=False))
    if len(name) != len(words) or any(one.casefold() != other.casefold() for one, other in pairs):
        return False
    return list(name) == words or any(one[0].isupper() and other[0].isupper() for one, other in pairs)


def small_words(texts: Iterable[str]) -> frozenset[str]:
    """Return the words that texts write without a capital: written with one, they are no names."""
    return frozenset(
        token.words.casefold() for text in texts for token in tokens(text) if token.words[0].islower()
    )


def unknown(text: str, known: Known, small: Collection[str]) -> Iterator[tuple[int, int]]:
    """Yield where words with capitals stand that no name covers.

    Neighbours are one name. A word that opens a sentence counts only beside another, or if it is an acronym.
    """
    row = tokens(text)
    covered = known.covered(row)
    run: list[int] = []
    for place, token in enumerate([*row, Token(len(text), len(text), ".")]):
        if token.capital and not covered[place] and token.words.casefold() not in small:
            run.append(place)
            continue
        if any(row[one].acronym or not _opens(row, one) for one in run):
            yield row[run[0]].start, row[run[-1]].end
        run = []


def _opens(row: list[Token], place: int) -> bool:
    """Tell whether a token opens a sentence; the point after an initial ends none."""
    if place == 0:
        return True
    before = row[place - 1].words
    return before in _ENDS and not (before == "." and place > 1 and len(row[place - 2].words) == 1)

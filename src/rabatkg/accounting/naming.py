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
_ENDS, _MARKS, _QUOTES = frozenset(".:!?•"), frozenset("•)"), frozenset('«»"')


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
    """The names that things bear in a language, and as sources print them. What has no capital is no name.

    Attributes:
        names: all of them.
    """

    def __init__(self, graph: Graph, language: str, things: Collection[Node] | None = None) -> None:
        """Take the names from a graph.

        Args:
            graph: the labels and printed names.
            language: which labels count; printed names have no language, and all count.
            things: those whose names count; all things where it is None.
        """
        self.names: set[str] = set()
        self._by_first: dict[str, dict[tuple[str, ...], set[Node]]] = {}
        for label in LABELS:
            for thing, name in graph.subject_objects(label):
                spoken = isinstance(name, Literal) and name.language in (None, language)
                words = tuple(token.words for token in tokens(normalise(str(name)))) if spoken else ()
                if any(word[0].isupper() for word in words) and (things is None or thing in things):
                    self.names.add(str(name))
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
    """Tell whether words are a name: the same letters, and at least one capital in the same place."""
    if [word.casefold() for word in name] != [word.casefold() for word in words]:
        return False
    return any(one[0].isupper() and other[0].isupper() for one, other in zip(name, words, strict=True))


def small_words(texts: Iterable[str]) -> frozenset[str]:
    """Return the words that texts write without a capital, folded; where one opens a sentence, it is no name."""
    return frozenset(token.words.casefold() for text in texts for token in tokens(text) if token.words[0].islower())


def capitals(
    text: str, known: Known, small: Collection[str] = (), no_names: Collection[str] = ()
) -> Iterator[tuple[int, int, bool]]:
    """Yield where words with capitals stand, and whether a known name covers them; neighbours stand together.

    A word that opens a sentence counts beside another, unless it is a small word, and alone only if it is an acronym.

    Args:
        text: the text of a passage.
        known: all names that are known.
        small: see `small_words`.
        no_names: words that the text writes with capitals though they name nothing.
    """
    row, run = tokens(text), list[int]()
    covered = known.covered(row)
    for place, token in enumerate(row):
        if run and (place - run[-1] > 1 or covered[place] != covered[run[-1]]):
            yield from _told(row, run, covered[run[-1]])
            run = []
        opening = _opens(row, place) and token.words.casefold() in small
        if token.capital and (covered[place] or not (opening or token.words in no_names)):
            run.append(place)
    if run:
        yield from _told(row, run, covered[run[-1]])


def _told(row: list[Token], run: list[int], covered: bool) -> Iterator[tuple[int, int, bool]]:
    if covered or any(row[one].acronym or not _opens(row, one) for one in run):
        yield row[run[0]].start, row[run[-1]].end, covered


def _opens(row: list[Token], place: int) -> bool:
    """Tell whether a token opens a sentence: it stands first, or behind an end that is not that of an initial."""
    before = [token.words for token in row[max(place - 4, 0) : place] if token.words not in _QUOTES]
    if place <= 4 and all(words in _MARKS or words.isdecimal() for words in before):
        return True
    initial = before[-2:-1] and len(before[-2]) == 1 and before[-2].isalpha() and before[-1] == "."
    return bool(before) and before[-1] in _ENDS and not initial

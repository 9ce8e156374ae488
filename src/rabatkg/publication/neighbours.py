"""Pictures of a class and its neighbours: a box for it, and under it a line for what leads to or from each of them.

They are drawn from the domains and ranges that the ontology states, narrow enough for a phone, in the colour of the
text around them. What is returned are places and texts; `templates/_neighbours.html` writes them as SVG.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from textwrap import wrap

from rabatkg.forms.options import folded
from rabatkg.publication.wordbook import Branch, Wordbook

WIDE, SPINE, BOX = 360, 12, 226
"""The width of a picture, where its spine stands, and where the boxes at its right begin, in pixels."""
LINE, ROOM, GAP = 15, 6, 12
"""The height of a line of text, the room above and below it in a box, and between rows, in pixels."""
WORDS, TITLE = 27, 16
"""How many characters stand in a line over an arrow, and in one of a box."""


@dataclass(frozen=True)
class Row:
    """A neighbour: its box at the right, and the arrow between it and the spine.

    Attributes:
        iri: the class in the box; empty for anything at all.
        out: whether the arrow leads to the box, not from it.
        top: where the box begins, from above.
        high: how high it is.
        middle: where the arrow stands.
        title: the lines in the box.
        words: the lines over the arrow.
    """

    iri: str
    out: bool
    top: int
    high: int
    middle: int
    title: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def first_word(self) -> int:
        """Where the first line over the arrow stands."""
        return self.middle - 5 - LINE * (len(self.words) - 1)

    @property
    def first_title(self) -> int:
        """Where the first line in the box stands."""
        return self.top + ROOM + LINE - 4


@dataclass(frozen=True)
class Diagram:
    """A class and its neighbours: how high the picture is, where its spine begins and ends, and its rows."""

    iri: str
    high: int
    start: int
    end: int
    rows: tuple[Row, ...]


def diagram(words: Wordbook, branch: Branch, called: Callable[[str], str], anything: str) -> Diagram | None:
    """Return the picture of a class with those under it; None where no property joins it to others.

    Args:
        words: the words of the ontology.
        branch: the class.
        called: what a word is called, in the language of the reader.
        anything: what the box is called from which a property leads that may be said of many kinds of things.
    """
    rows: list[Row] = []
    start = top = 2 * ROOM + LINE
    for (iri, out), joined in _neighbours(words, branch).items():
        text = ", ".join(sorted(map(called, joined), key=folded))
        row = _row(iri, out, top + GAP, called(iri) if iri else anything, text)
        rows.append(row)
        top = max(row.top + row.high, row.middle)
    return Diagram(branch.iri, top + 2, start, rows[-1].middle, tuple(rows)) if rows else None


def _row(iri: str, out: bool, top: int, title: str, text: str) -> Row:
    titles, over = wrap(title, TITLE), wrap(text, WORDS)
    high = LINE * len(titles) + 2 * ROOM
    middle = max(top + high // 2, top + LINE * len(over) + 2)
    return Row(iri, out, middle - high // 2, high, middle, tuple(titles), tuple(over))


def _neighbours(words: Wordbook, branch: Branch) -> dict[tuple[str, bool], list[str]]:
    """Return the properties that join a class or one under it to others, by the class at the other end and direction.

    Those that lead from the class come first; what a property leads to from things of any kind comes last.
    """
    found: dict[tuple[str, bool], list[str]] = defaultdict(list)
    own = set(branch)
    for iri, out in _joining(words, own):
        for other in words.range(iri) if out else words.domain(iri) or [""]:
            if out or other not in own:
                found[other, out].append(iri)
    return dict(sorted(found.items(), key=lambda one: (not one[0][1], not one[0][0], one[0][0])))


def _joining(words: Wordbook, own: set[str]) -> Iterator[tuple[str, bool]]:
    for iri in words.properties:
        if own.intersection(words.domain(iri)):
            yield iri, True
        if own.intersection(words.range(iri)):
            yield iri, False

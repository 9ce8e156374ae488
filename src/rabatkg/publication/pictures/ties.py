"""Who led meetings with whom, as lines between two columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from rabatkg.network import Pair
from rabatkg.network.picture import columns

ROW, LEFT, RIGHT, HEAD = 26.0, 220.0, 480.0, 30.0
"""How high a row is, where the two columns stand, and where they begin."""
LABEL = 26
"""How many letters of a label stand on a line; there is room for two lines."""
MOST_PAIRS = 60
"""How many pairs are drawn at most; the table has them all."""


@dataclass(frozen=True)
class Dot:
    """An actor: its key, the lines of what it is called, where it stands, and whether that is on the left."""

    key: str
    label: tuple[str, ...]
    x: float
    y: float
    left: bool


@dataclass(frozen=True)
class Tie:
    """A pair: its line as an SVG path, and how broad it is."""

    pair: Pair
    path: str
    broad: float


@dataclass(frozen=True)
class Net:
    """The drawing of a network, and how high it is; `whole` unless some pairs are left out."""

    dots: tuple[Dot, ...]
    ties: tuple[Tie, ...]
    high: float
    whole: bool


def net(pairs: Sequence[Pair]) -> Net:
    """Return the drawing of the pairs that met most often: one side left, the other right, each near its partners."""
    drawn = pairs[:MOST_PAIRS]
    left, right = columns(drawn)
    rows = max(len(left), len(right))
    labels = {key: label for one in drawn for key, label in zip((one.first, one.second), one.labels, strict=True)}
    dots = {
        key: Dot(
            key,
            tuple(wrap(labels[key], LABEL, max_lines=2, placeholder=" …")),
            x,
            _down(place, len(keys), rows),
            x == LEFT,
        )
        for keys, x in ((left, LEFT), (right, RIGHT))
        for place, key in enumerate(keys)
    }
    ties = tuple(Tie(one, _path(dots[one.first], dots[one.second]), 1 + len(one.meetings)) for one in drawn)
    return Net(tuple(dots.values()), ties, HEAD + rows * ROW, len(drawn) == len(pairs))


def _down(place: int, own: int, rows: int) -> float:
    """Return how far down one of a column stands; the shorter column is spread over the height of the longer."""
    return round(HEAD + ROW / 2 + ROW * (place * (rows - 1) / (own - 1) if own > 1 else 0.0), 1)


def _path(start: Dot, end: Dot) -> str:
    """Return a curve between the columns, or a bow between two of one column."""
    middle = (LEFT + RIGHT) / 2
    first, second = (middle, middle) if start.x != end.x else (start.x + 90 * (1 if start.left else -1),) * 2
    return f"M{start.x:g} {start.y:g}C{first:g} {start.y:g} {second:g} {end.y:g} {end.x:g} {end.y:g}"

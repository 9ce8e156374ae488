"""The network of co-chairs as a picture: one side on the left, the other on the right, a line for each meeting.

A line is darker the later its meeting; it is one hue from light to dark, so that print keeps it. The same pairs give
the same file.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rabatkg.drawing import INK, QUIET, sheet
from rabatkg.network.asking import Pair
from rabatkg.speech import say

DOT = "#123f63"
EARLY, LATE = (0.72, 0.82, 0.89), (0.07, 0.25, 0.39)
ROW, WIDE, HEAD = 0.32, 9.0, 1.1
LEFT, RIGHT = 3.0, 6.0
"""Height of a row, width of the page, height of its head, and where the columns stand: all in inches."""
Point = tuple[float, float]


@dataclass(frozen=True)
class Words:
    """What is written around the lines, in the reader's language."""

    title: str
    subtitle: str
    left: str
    right: str


def draw(pairs: Sequence[Pair], words: Words, path: Path, lang: str) -> None:
    """Draw the pairs into an SVG file, or PNG by the file's ending.

    Raises:
        RabatkgError: matplotlib is not installed.
        UsageError: the file's ending is neither of the two.
        DataError: the file cannot be written.
    """
    left, right = columns(pairs)
    rows = max(len(left), len(right), 1)
    high = HEAD + ROW * (rows + 2) + 0.3
    with sheet(path, words.title) as axes:
        axes.figure.set_size_inches(WIDE, high)
        axes.set_xlim(0, WIDE)
        axes.set_ylim(high, 0)
        axes.text(0.4, 0.45, words.title, fontsize=13, color=INK, weight="bold")
        axes.text(0.4, 0.8, words.subtitle, fontsize=8.5, color=QUIET)
        axes.text(LEFT - 0.15, HEAD + 0.1, words.left, fontsize=8.5, color=QUIET, ha="right")
        axes.text(RIGHT + 0.15, HEAD + 0.1, words.right, fontsize=8.5, color=QUIET)
        place = {key: (LEFT, _at(number, len(left), rows)) for number, key in enumerate(left)}
        place |= {key: (RIGHT, _at(number, len(right), rows)) for number, key in enumerate(right)}
        names = {key: label for pair in pairs for key, label in zip(_ends(pair), pair.labels, strict=True)}
        years = [year for pair in pairs for year in pair.years]
        first, span = min(years, default=0), max(1, max(years, default=1) - min(years, default=0))
        for pair in reversed(pairs):
            for number, year in enumerate(pair.years):
                shift = (number - (len(pair.years) - 1) / 2) * 0.055
                share = (year - first) / span
                colour = tuple(early + (late - early) * share for early, late in zip(EARLY, LATE, strict=True))
                xs, ys = _line(place[pair.first], place[pair.second], shift)
                axes.plot(xs, ys, color=colour, linewidth=1.3, zorder=1 + share)
        for key, (x, y) in place.items():
            axes.plot((x,), (y,), "o", color=DOT, markersize=4.5, zorder=3)
            aside, align = (-0.15, "right") if x == LEFT else (0.15, "left")
            axes.text(x + aside, y + 0.05, names[key], fontsize=8.5, color=INK, ha=align)
        told = say("light: {first}, dark: {last}; a line for each meeting", lang, first=first, last=first + span)
        axes.text(WIDE / 2, high - 0.25, told if years else "", fontsize=8, color=QUIET, ha="center")


def _ends(pair: Pair) -> tuple[str, str]:
    """Return the two of a pair."""
    return pair.first, pair.second


def _line(start: Point, end: Point, shift: float) -> tuple[list[float], list[float]]:
    """Return a straight line between the columns, and an arc between two of one column."""
    if start[0] != end[0]:
        return [start[0], end[0]], [start[1] + shift, end[1] + shift]
    inward = 0.9 if start[0] == LEFT else -0.9
    steps = [number / 24 for number in range(25)]
    return (
        [start[0] + inward * 4 * step * (1 - step) for step in steps],
        [start[1] + (end[1] - start[1]) * step + shift for step in steps],
    )


def columns(pairs: Sequence[Pair]) -> tuple[list[str], list[str]]:
    """Return both columns, each actor near those that it chaired with; without a side it is across from its partner."""
    sides = {key: side for pair in pairs for key, side in zip(_ends(pair), pair.sides, strict=True)}
    last = max((side for side in sides.values() if side), default=None)
    across: dict[str, bool] = {}
    for pair in pairs:
        for own, other in (_ends(pair), _ends(pair)[::-1]):
            across.setdefault(own, sides[other] != last)
    on_right = {key: side == last if side else across[key] for key, side in sides.items()}
    left, right = [key for key in sides if not on_right[key]], [key for key in sides if on_right[key]]
    links = [ends for pair in pairs for ends in (_ends(pair), _ends(pair)[::-1])]
    for _ in range(8):
        right = _sorted(right, left, links)
        left = _sorted(left, right, links)
    return left, right


def _sorted(own: list[str], other: list[str], links: list[tuple[str, str]]) -> list[str]:
    place = {key: number for number, key in enumerate(other)}
    before = {key: number for number, key in enumerate(own)}

    def middle(key: str) -> tuple[float, str]:
        met = [place[b] for a, b in links if a == key and b in place]
        return (sum(met) / len(met) if met else before[key], key)

    return sorted(own, key=middle)


def _at(number: int, count: int, rows: int) -> float:
    """Return how far down one of a column stands; the shorter column is spread over the height of the longer."""
    return HEAD + ROW * (1.4 + (number * (rows - 1) / (count - 1) if count > 1 else 0.0))

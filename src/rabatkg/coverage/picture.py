"""The plan as a picture: a tile for each action, darker and fuller the more can be shown to have come of it.

The level stands in each tile three times, as a shade, as a pie and in the legend by name, so that the picture can be
read in print and by those who tell few colours apart. The same rows give the same file.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap
from typing import Any

from rabatkg.coverage.rows import LEVELS, NOTHING, Row
from rabatkg.drawing import INK, PAPER, QUIET, sheet
from rabatkg.speech import say

SHADES = dict(zip(LEVELS, ("#f6f4ef", "#d3e2ec", "#98c0d8", "#3f86b3", "#123f63"), strict=True))
"""One hue from light to dark."""
DARK = frozenset(LEVELS[3:])
RULE, PALE = "#c9ced3", "#a9b0b7"
WIDE, EDGE, TILES = 100.0, 4.0, 64.0
"""Width of the page, its margin, and where the tiles begin: all in hundredths of the page."""
TILE, GAP, LINE = 5.6, 1.0, 1.9


@dataclass(frozen=True)
class Words:
    """What is written around the tiles, in the reader's language.

    Attributes:
        title: the plan.
        subtitle: the time that the picture is of.
        levels: the name and the definition of each level.
        source: the documents that the tiles rest on.
    """

    title: str
    subtitle: str
    levels: Mapping[str, tuple[str, str]]
    source: str


def draw(rows: Sequence[Row], words: Words, path: Path, lang: str) -> None:
    """Draw domains, objectives and actions into an SVG file, or PNG by the file's ending.

    Args:
        rows: rows of all three kinds; the actions are the tiles.
        words: what is written around them.
        path: the file.
        lang: language of the legend.

    Raises:
        RabatkgError: matplotlib is not installed.
        UsageError: the file's ending is neither of the two.
        DataError: the file cannot be written.
    """
    with sheet(path, words.title) as axes:
        page = _Page(axes, lang)
        page.fill(rows, words)
        height = -page.y + 2
        axes.figure.set_size_inches(8.27, 8.27 * height / WIDE)
        axes.set(xlim=(0, WIDE), ylim=(-height, 0), aspect="equal")


class _Page:
    """A page filled from the top down; `y` is where the next thing goes, below zero."""

    def __init__(self, axes: Any, lang: str) -> None:
        self.axes, self.lang, self.y = axes, lang, -5.0

    def fill(self, rows: Sequence[Row], words: Words) -> None:
        """Write title, plan, legend and source."""
        self._paragraph(words.title, EDGE, 15, 60, weight="bold")
        self._paragraph(words.subtitle, EDGE, 8.5, 110, color=QUIET)
        for domain, objectives in _plan(rows):
            self._domain(domain)
            for objective, actions in objectives:
                self._objective(objective, actions)
        self._rule(RULE, 0.8)
        self._legend(words)
        self._paragraph(words.source, EDGE, 6.5, 140, color=QUIET)

    def _domain(self, row: Row) -> None:
        self._rule(INK, 1.2)
        self.axes.add_patch(_circle(EDGE + 1.3, self.y, 1.4, INK))
        self._text(row.notation, EDGE + 1.3, self.y, 8, weight="bold", color=PAPER, ha="center")
        self._paragraph(row.title, EDGE + 4, 9, 92, weight="bold")
        self.y += 0.6

    def _objective(self, row: Row | None, actions: Sequence[Row]) -> None:
        per_line = int((WIDE - EDGE - TILES + GAP) // (TILE + GAP))
        lines = max(1, -(-len(actions) // per_line))
        top = self.y
        if row is not None:
            words = wrap(row.title, 60)[:3]
            first = top - 1 - TILE / 2 + LINE * (len(words) - 1) / 2
            self._text(row.notation, EDGE + 1.3, first, 8, weight="bold", color=QUIET, ha="center")
            for place, line in enumerate(words):
                self._text(line, EDGE + 4, first - place * LINE, 8)
        for place, action in enumerate(actions):
            down, along = divmod(place, per_line)
            self._tile(TILES + along * (TILE + GAP), top - 1 - (down + 1) * TILE - down * GAP, action)
        self.y = top - 1 - lines * TILE - (lines - 1) * GAP

    def _tile(self, x: float, y: float, row: Row) -> None:
        level, stated = row.level_any, row.level_stated == row.level_any
        ink = PAPER if level in DARK else INK
        self._box(x, y, TILE, TILE, level, stated, row.assessable)
        self._text(row.notation, x + 0.9, y + TILE - 1.45, 7.5, weight="bold", color=ink)
        if not row.certain_any:
            self._text("?", x + 0.9, y + 1.45, 7.5, weight="bold", color=ink)
        self._pie(x + TILE - 1.95, y + 1.85, 1.15, level)

    def _box(
        self, x: float, y: float, wide: float, high: float, level: str, stated: bool = True, assessable: bool = True
    ) -> None:
        """Draw a shaded box, and around it the edge that tells whether the source states the level."""
        nothing = level == LEVELS[NOTHING]
        inset = 0.0 if nothing else 0.45
        style = {"boxstyle": "round,pad=0.0,rounding_size=0.7"}
        fill = _shapes().FancyBboxPatch((x + inset, y + inset), wide - 2 * inset, high - 2 * inset, **style)
        fill.set(facecolor=SHADES[level], edgecolor=PALE, linewidth=0.8 if nothing else 0.0)
        fill.set_hatch(None if assessable else "/////")
        self.axes.add_patch(fill)
        if not nothing:
            edge = _shapes().FancyBboxPatch((x, y), wide, high, facecolor="none", edgecolor=INK, linewidth=1.0, **style)
            edge.set_linestyle("solid" if stated else (0, (2.0, 1.6)))
            self.axes.add_patch(edge)

    def _pie(self, x: float, y: float, radius: float, level: str) -> None:
        ink, quarters = PAPER if level in DARK else INK, LEVELS.index(level)
        self.axes.add_patch(_circle(x, y, radius, "none", edgecolor=ink, linewidth=0.8))
        if quarters:
            self.axes.add_patch(
                _shapes().Wedge((x, y), radius, 90 - 90 * quarters, 90, facecolor=ink, edgecolor="none")
            )

    def _legend(self, words: Words) -> None:
        top, step = self.y + 1, 4.3
        for place, level in enumerate(reversed(LEVELS)):
            y = top - (place + 1) * step
            self._box(EDGE, y, 4.6, 3.5, level)
            self._pie(EDGE + 2.3, y + 1.75, 1.0, level)
            name, meaning = words.levels[level]
            self._text(name, EDGE + 7, y + 2.6, 8, weight="bold")
            self._text(meaning, EDGE + 7, y + 0.8, 7, color=QUIET)
        marks = (
            say("solid edge: the source states it", self.lang),
            say("broken edge: a curator reads it so, and says why", self.lang),
            say("hatched: no document held treats the domain", self.lang),
            say("date uncertain", self.lang),
        )
        for place, text in enumerate(marks):
            y = top - (place + 1) * step
            if place < 2:
                self._box(TILES, y, 4.6, 3.5, "discussed", stated=place == 0)
            elif place == 2:
                self._box(TILES, y, 4.6, 3.5, LEVELS[NOTHING], assessable=False)
            else:
                self._text("?", TILES + 2.3, y + 1.75, 10, weight="bold", ha="center")
            lines = wrap(text, 36)
            for line, part in enumerate(lines):
                self._text(part, TILES + 7, y + 1.75 + 0.9 * (len(lines) - 1) - line * 1.8, 7, color=QUIET)
        self.y = top - len(LEVELS) * step - 2.2

    def _rule(self, color: str, weight: float) -> None:
        self.y -= 1.7
        self.axes.plot((EDGE, WIDE - EDGE), (self.y, self.y), color=color, linewidth=weight, solid_capstyle="butt")
        self.y -= 2.1

    def _paragraph(self, text: str, x: float, size: float, width: int, **style: Any) -> None:
        for line in wrap(text, width):
            self._text(line, x, self.y, size, **style)
            self.y -= size * 0.25

    def _text(self, text: str, x: float, y: float, size: float, **style: Any) -> None:
        self.axes.text(x, y, text, fontsize=size, **{"color": INK, "va": "center_baseline", **style})


def _shapes() -> Any:
    """Return matplotlib's shapes, known to be installed by now; their types differ from one version to the next."""
    from matplotlib import patches

    return patches


def _circle(x: float, y: float, radius: float, color: str, **style: Any) -> Any:
    return _shapes().Circle((x, y), radius, facecolor=color, **{"edgecolor": "none", **style})


def _plan(rows: Sequence[Row]) -> Iterator[tuple[Row, list[tuple[Row | None, list[Row]]]]]:
    """Yield each domain with its objectives, and each objective with its actions, in the order of the plan."""
    for domain in (row for row in rows if row.kind == "Domain"):
        actions = [row for row in rows if row.kind == "Action" and domain.provision in row.above]
        objectives = [row for row in rows if row.kind == "Objective" and domain.provision in row.above]
        grouped: list[tuple[Row | None, list[Row]]] = [
            (objective, [action for action in actions if objective.provision in action.above])
            for objective in objectives
        ]
        direct = [row for row in actions if not any(one.provision in row.above for one in objectives)]
        yield domain, grouped + ([(None, direct)] if direct else [])

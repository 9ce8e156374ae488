"""Draw how work grows with the corpus: logarithms on both sides, so that what grows like the corpus has the slope 1."""

from pathlib import Path
from typing import Any

from rabatkg.drawing import INK, PAPER, QUIET, SETTINGS

WIDE, HIGH = 9.0, 5.2
QUESTION, OTHERS, LINE = "#123f63", "#b06a00", "#9fb3c2"
WORK = ("load all", "closure", "publish as nquads", "publish as turtle", "store on disk")
LEAST = 0.001
"""Seconds below which nothing is drawn."""
Points = list[tuple[float, float]]


def draw(results: list[dict[str, Any]], path: Path) -> None:
    """Draw the results of `growth` into a file, SVG or PNG by its ending; the same results give the same bytes."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    with rc_context(SETTINGS):
        figure = Figure(figsize=(WIDE, HIGH), facecolor=PAPER)
        left, right = figure.subplots(1, 2)
        _panel(left, "Each saved question", results)
        names = results[-1]["questions"]
        for name in names:
            _curve(left, _asked(results, name), LINE, 0.7)
        slowest = sorted(names, key=lambda name: names[name]["seconds"] or float("inf"))[-4:]
        for name in slowest:
            points = _asked(results, name)
            _curve(left, points, QUESTION, 1.4)
        _names(left, {name: _asked(results, name) for name in slowest}, QUESTION)
        _panel(right, "Other work", results)
        made = {name: _worked(results, name) for name in WORK} | {"coverage": _asked(results, "coverage()")}
        for points in made.values():
            _curve(right, points, OTHERS, 1.4)
        _names(right, made, OTHERS)
        figure.subplots_adjust(left=0.07, right=0.86, top=0.9, bottom=0.11, wspace=0.75)
        is_svg = path.suffix == ".svg"
        metadata: Any = {"Title": "How work grows", "Date": None, "Creator": None} if is_svg else {"Software": None}
        figure.savefig(path, metadata=metadata, dpi=150)


def _panel(axes: Any, title: str, results: list[dict[str, Any]]) -> None:
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_title(title, loc="left", fontsize=11, color=INK, weight="bold")
    first, last = results[0]["statements"], results[-1]["statements"]
    axes.set_xticks([1e4, 1e5, 1e6, 1e7], ["10 thousand", "100 thousand", "1 million", "10 million"])
    axes.set_yticks([1e-3, 1e-2, 1e-1, 1, 10, 100], ["1 ms", "10 ms", "0.1 s", "1 s", "10 s", "100 s"])
    axes.minorticks_off()
    axes.set_xlabel("statements; along a dotted line, time grows as they do", fontsize=8.5, color=QUIET)
    axes.tick_params(labelsize=8, colors=QUIET)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for factor in (1e-3, 1e-2, 1e-1, 1, 10):
        axes.plot((first, last), (factor, factor * last / first), color=QUIET, linewidth=0.4, linestyle=(0, (2, 4)))
    axes.set_xlim(first * 0.85, last * 1.15)
    axes.set_ylim(LEAST, 600)


def _curve(axes: Any, points: Points, colour: str, wide: float) -> None:
    if points:
        axes.plot(*zip(*points, strict=True), color=colour, linewidth=wide, marker="o", markersize=wide * 1.6)


def _names(axes: Any, curves: dict[str, Points], colour: str) -> None:
    """Write the names of curves to the right of their ends, each on a line of its own."""
    ends = sorted((points[-1][1], name, points[-1]) for name, points in curves.items() if points)
    at = 0.0
    for seconds, name, end in ends:
        at = max(seconds, at * 1.45)
        axes.annotate(
            name,
            xy=end,
            xytext=(axes.get_xlim()[1] * 1.1, at),
            fontsize=8,
            color=colour,
            va="center",
            annotation_clip=False,
        )


def _asked(results: list[dict[str, Any]], name: str) -> Points:
    told = ((one["statements"], one["questions"].get(name)) for one in results)
    return [(size, max(cost["seconds"], LEAST)) for size, cost in told if cost and cost["seconds"]]


def _worked(results: list[dict[str, Any]], name: str) -> Points:
    return [(one["statements"], one["work"][name]) for one in results if name in one["work"]]

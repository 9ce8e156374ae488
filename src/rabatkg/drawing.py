"""The sheet that a picture is drawn on: SVG or PNG, the same bytes every time, written whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

from rabatkg import writing
from rabatkg.errors import RabatkgError, UsageError

INK, QUIET, PAPER = "#1d2733", "#5d6a76", "#ffffff"
"""Dark for what is read first, paler for what is read beside it, and the ground of both."""
FONT, ALIKE = "DejaVu Sans", "'DejaVu Sans', Verdana, sans-serif"
"""The font that texts are measured by, and what stands for it in a picture whose texts stay texts, as in SVG."""
SETTINGS: Any = {
    "svg.hashsalt": "rabatkg",
    "svg.fonttype": "none",
    "font.family": FONT,
    "hatch.linewidth": 0.6,
    "text.parse_math": False,
}


@contextmanager
def sheet(path: Path, title: str) -> Iterator[Any]:
    """Give a matplotlib figure to draw on, whose one pair of axes is the whole sheet; then write it to the file.

    Args:
        path: the file; its ending, .svg or .png, says what it becomes.
        title: stands in the file as its title.

    Raises:
        RabatkgError: matplotlib is not installed.
        UsageError: the file's ending is neither of the two.
        DataError: the file cannot be written.
    """
    kind = path.suffix.lower().removeprefix(".") or "svg"
    if kind not in ("svg", "png"):
        raise UsageError(
            "A picture cannot be drawn as {kind}.", kind=kind, remedy="End the file's name in .svg or .png."
        )
    try:
        from matplotlib import rc_context
        from matplotlib.figure import Figure
    except ImportError as error:
        raise RabatkgError(
            "A picture needs matplotlib.", remedy="Install it with: pip install 'rabatkg[plot]'"
        ) from error
    with rc_context(SETTINGS):
        figure = Figure(facecolor=PAPER)
        axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
        axes.set_axis_off()
        yield axes
        drawn = BytesIO()
        metadata = {"Title": title, "Date": None, "Creator": None} if kind == "svg" else {"Software": None}
        figure.savefig(drawn, format=kind, metadata=metadata, dpi=150)
    content = drawn.getvalue()
    writing.replace(path, content.replace(f"'{FONT}'".encode(), ALIKE.encode()) if kind == "svg" else content)

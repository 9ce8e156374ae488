"""PDF: lines in the order in which the file draws them, with their size and weight, by pypdf.

Whoever set the page drew column after column and cell after cell, as a rule; that order is kept, so that the columns
of a page do not run into each other.
"""

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from math import hypot
from typing import Any

from rabatkg.errors import DataError
from rabatkg.speech import mark
from rabatkg.texts.extraction.cleaning import cleaned

MOST_PAGES = 400
PATIENCE = 3.0
"""Seconds after which a child hands back the pages that it has read."""
CELLS_APART = 1.6
"""So many times the size of the letters must two words stand apart to stand in two cells."""
LOWER = 0.6
"""So many times the size of the letters below the last words, words stand on a line of their own, if a tight one."""
LETTER_WIDTH = 0.52
"""The mean width of a letter of a text font, as a share of its size."""
FEWEST_LETTERS = 20
"""A page of words has more letters than these."""
_BOLD = re.compile("bold|black|heavy|semibold|demi|-bd", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Drawn:
    """A line as it is drawn: its cells with the place where each begins, in points from the lower left corner."""

    page: int
    y: float
    size: float
    bold: bool
    cells: tuple[str, ...]
    places: tuple[float, ...]

    @property
    def x(self) -> float:
        """Where the line begins."""
        return self.places[0]

    @property
    def style(self) -> tuple[float, bool]:
        """The size and the weight of its letters."""
        return self.size, self.bold

    @property
    def text(self) -> str:
        """The words of the line."""
        return " ".join(self.cells)


@dataclass(frozen=True)
class Pages:
    """Pages as far as they were read, and what the file says of itself."""

    lines: tuple[Drawn, ...]
    next: int | None
    height: float
    title: str | None
    metadata: dict[str, str]


def pages(raw: bytes, first: int) -> Pages:
    """Return the lines of the pages from `first` (counted from 0) on, as many as patience allows.

    Raises:
        DataError: it is no PDF, is locked, or has more pages than a report has.
    """
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    began = time.monotonic()
    try:
        reader = PdfReader(BytesIO(raw), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise _locked()
        number = len(reader.pages)
        _check_number(number)
        drawn: list[Drawn] = []
        after: int | None = None
        for place in range(first, number):
            if place > first and time.monotonic() - began > PATIENCE:
                after = place
                break
            drawn += _page(reader.pages[place], place + 1)
        said: Mapping[str, Any] = reader.metadata or {}
        height = float(reader.pages[0].mediabox.height) if number else 0.0
    except DependencyError as error:
        raise _locked() from error
    except PyPdfError as error:
        raise DataError(
            "This file is no PDF, or is damaged.",
            remedy="Open it with the program that made it, and save it anew.",
        ) from error
    told = {"author": cleaned(str(said.get("/Author") or "")), "created": _day(str(said.get("/CreationDate") or ""))}
    metadata = {key: value for key, value in told.items() if value}
    return Pages(tuple(drawn), after, height, cleaned(str(said.get("/Title") or "")) or None, metadata)


def _day(text: str) -> str:
    """Return the day of a date as PDF writes it (ISO 32000-1, 7.9.4), as in D:20310304103000Z, or nothing."""
    match = re.match(r"D:(\d{4})(\d{2})(\d{2})", text)
    return "-".join(match.groups()) if match else ""


def _locked() -> DataError:
    return DataError("This PDF is locked with a password.", remedy="Save it without a password.")


def _check_number(number: int) -> None:
    if number > MOST_PAGES:
        raise DataError(
            "This PDF has {n} pages; a report has at most {most}.",
            n=number,
            most=MOST_PAGES,
            remedy=mark("Give the pages that report on the meeting."),
        )


def check_words(lines: tuple[Drawn, ...], number: int) -> None:
    """Raise DataError where pages were read that hold pictures of words instead of words."""
    letters = sum(len(_LETTERS.findall(line.text)) for line in lines)
    if letters < FEWEST_LETTERS * max(1, number):
        raise DataError(
            "This PDF holds pictures of pages and no text of them.",
            remedy="Have the text recognised (OCR) by the program that scanned it, and save it anew.",
        )


def _page(page: Any, number: int) -> list[Drawn]:
    gathered = _Gathering(number)
    page.extract_text(visitor_text=gathered.piece)
    gathered.end()
    return gathered.lines


class _Gathering:
    """The pieces of a page on their way into lines."""

    def __init__(self, page: int) -> None:
        self.page = page
        self.lines: list[Drawn] = []
        self.pieces: list[tuple[str, float, float, float, bool]] = []

    def piece(self, text: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        """Take a piece of text; pypdf calls this with its matrices, its font and the size of the font."""
        from pypdf import mult

        if text.strip():
            place = mult(tm, cm)
            drawn = abs(size) * hypot(place[2], place[3])
            if self.pieces and abs(place[5] - self.pieces[-1][2]) > LOWER * max(drawn, self.pieces[-1][3]):
                self.end()
            name = str(font.get("/BaseFont", "")) if font else ""
            self.pieces.append((text, place[4], place[5], drawn, bool(_BOLD.search(name))))
        elif text and self.pieces and not text.endswith("\n"):
            last, *rest = self.pieces[-1]
            self.pieces[-1] = (last + text, *rest)  # type: ignore[assignment]
        if text.endswith("\n"):
            self.end()

    def end(self) -> None:
        """End the line."""
        pieces, self.pieces = self.pieces, []
        if not pieces:
            return
        cells = [("", pieces[0][1])]
        edge = None
        for text, x, _, size, _ in pieces:
            if edge is not None and x - edge > CELLS_APART * size and cells[-1][0].strip():
                cells.append(("", x))
            cells[-1] = (cells[-1][0] + text, cells[-1][1])
            edge = x + LETTER_WIDTH * size * len(text.strip())
        filled = [(found, x) for cell, x in cells if (found := cleaned(cell))]
        if not filled:
            return
        texts, places = zip(*filled, strict=True)
        weight = max(pieces, key=lambda one: len(one[0]))
        bold = all(one[4] for one in pieces)
        self.lines.append(Drawn(self.page, weight[2], round(weight[3], 1), bold, texts, places))

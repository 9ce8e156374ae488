"""A report as its file shows it: lines of text, with what the form of the file says about each of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Form = Literal["pdf", "docx", "html", "txt"]

PAGE = "\f"
"""Stands before the first line of a page, where the form of the file has pages."""

RUNNING = "\v"
"""Stands before a running head or foot and before a printed page number, where the form of the file shows them."""

PAGE_TOP, RUNNING_LINE = r"\f+", r"\f*\v"
"""Patterns of a reading profile for lines that are marked so."""

BETWEEN_CELLS = " | "
BULLET = "• "


@dataclass(frozen=True)
class Line:
    """A line, or an empty one between two paragraphs.

    Attributes:
        text: its words; an item of a list begins with a bullet, the cells of a row stand apart by ` | `.
        page: the page that it stands on, counted from 1, where the file has pages.
        level: of a heading, 1 the highest; 0 where it is none.
        bold: whether the whole line is bold.
        item: whether it begins an item of a list.
        cells: of a row of a table.
        running: whether it is a running head or foot, or a page number.
    """

    text: str
    page: int | None = None
    level: int = 0
    bold: bool = False
    item: bool = False
    cells: tuple[str, ...] = ()
    running: bool = False


@dataclass(frozen=True)
class Report:
    """What was read out of a file.

    Attributes:
        form: the form of the file.
        lines: in the order of reading.
        language: the code of the language that most of it is written in; `und` where that cannot be told.
        title: what the file says that it is called, where it says so.
        metadata: whatever else it says of itself, such as `author` and `created`.
        encoding: of a plain text or a web page.
        whole: the text as it was, of a plain text; of the other forms it is put together from the lines.
        checksum: of the bytes that were read, sha256 in hexadecimal digits.
    """

    form: Form
    lines: tuple[Line, ...]
    language: str
    title: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)
    encoding: str | None = None
    whole: str | None = None
    checksum: str = ""

    @property
    def text(self) -> str:
        """The text that is divided into passages: one line a line, pages and running lines marked."""
        return self.whole if self.whole is not None else "\n".join(_written(self.lines))


def _written(lines: tuple[Line, ...]) -> list[str]:
    written = []
    page: int | None = None
    for line in lines:
        opens = PAGE * ((line.page or 0) - (page or 0)) if line.page is not None else ""
        page = line.page if line.page is not None else page
        written.append(opens + (RUNNING if line.running else "") + line.text)
    return written


@dataclass(frozen=True)
class Extract:
    """What the reader of one form hands back: lines, title, what the file says of itself."""

    lines: tuple[Line, ...]
    title: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)
    encoding: str | None = None

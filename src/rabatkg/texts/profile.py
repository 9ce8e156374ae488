"""The reading profile of a document: how its lines are told apart. It is data, and stands beside the record."""

import re
from dataclasses import dataclass
from typing import Literal

Wrap = Literal["interleaved", "wrapped", "none"]
Kind = Literal["content", "heading", "footnote", "furniture", "link"]
Pattern = re.Pattern[str]

BULLET = r"[•▪◦‣●]\s"
FOOTNOTE = r"[¹²³⁰⁴⁵⁶⁷⁸⁹]+\s?\S"
LINK = r"https?://\S+$"


@dataclass(frozen=True)
class Opening:
    r"""A line that opens a passage of a kind and, where it says so, a section (``\1`` is the first group).

    ``lines`` is the number of lines of the passage, where no other sign ends it.
    """

    match: Pattern
    kind: Kind = "heading"
    section: str | None = None
    lines: int | None = None

    def section_of(self, match: re.Match[str], current: str) -> str:
        """Return the section that the line opens, or the current one."""
        if self.section is None:
            return current
        return re.sub(r"[^a-z0-9]+", "-", match.expand(self.section).lower()).strip("-")


@dataclass(frozen=True)
class Profile:
    """How to read a document.

    wrap: ``interleaved`` (an empty line after every line; a paragraph ends at a line of spaces), ``wrapped`` (a
    paragraph ends at an empty line) or ``none`` (every line is a paragraph). measure: the length of a full line; a
    line in which the next word had room ends its paragraph. first_section: the section before any opening.
    Patterns are matched from the start of a line in normal form, ``page_top`` and ``running`` with the raw line.
    page_mark: a printed page number, in a group; it ``stands`` before or after the page that it counts.
    page_top: a line that begins a page which has no mark. links_end_page: lines with links close a page.
    pages_counted: pages are not told by printed numbers, but counted from 1 at each ``page_top``.
    running: with the raw line, a running head or foot.
    no_names: words that the text writes with capitals though they name nothing, as the verbs that open clauses.
    """

    wrap: Wrap = "wrapped"
    measure: int | None = None
    first_section: str = "0"
    openings: tuple[Opening, ...] = ()
    furniture: tuple[Pattern, ...] = ()
    footnotes: tuple[Pattern, ...] = (re.compile(FOOTNOTE),)
    links: tuple[Pattern, ...] = (re.compile(LINK),)
    bullets: tuple[Pattern, ...] = (re.compile(BULLET),)
    page_mark: Pattern | None = None
    page_mark_stands: Literal["before", "after"] = "after"
    page_top: Pattern | None = None
    links_end_page: bool = False
    pages_counted: bool = False
    running: Pattern | None = None
    no_names: tuple[str, ...] = ()

"""Reading a document: its lines are divided into passages, and the passages make up its normal form.

The normal form has one passage a line, in the order in which the passages begin in the raw file. What cuts a
paragraph (a running footer, a footnote, links) therefore stands behind it, and the paragraph is in one piece.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rabatkg.texts.extraction import read_report
from rabatkg.texts.normal import NormalText, joined, normal_text, normalise
from rabatkg.texts.pages import Line, is_furniture, is_link, pages
from rabatkg.texts.profile import Kind, Opening, Profile

ENDS = (".", "!", "?", ":", ";", "…", "»")
ROOM = 0.8
"""A line in which the next word would have stayed within this part of the measure was not broken for want of room."""


@dataclass(frozen=True)
class Piece:
    """A passage before it has a key: its kind, its section, its page where certain, and its ranges of raw text."""

    kind: Kind
    section: str
    page: int | None
    start: int
    text: NormalText


@dataclass
class _Block:
    kind: Kind
    section: str
    lines: list[Line]
    most: int | None = None

    @property
    def last(self) -> str:
        return self.lines[-1].text

    @property
    def ended(self) -> bool:
        return self.last.endswith(ENDS)


@dataclass
class _Division:
    """The lines of a text, taken one after the other into blocks."""

    profile: Profile
    section: str
    blocks: list[_Block] = field(default_factory=list)
    flow: _Block | None = None
    """The last block that is part of the running text."""
    open: _Block | None = None
    """The block that the next line goes on with, if nothing in that line says otherwise."""
    furniture: _Block | None = None
    """The run of furniture that the last printed line belongs to."""

    def take(self, line: Line) -> None:
        if not line.text:
            if self.profile.wrap != "interleaved" or line.raw.rstrip("\r"):
                self.open = None
        elif is_furniture(line, self.profile):
            self._add_furniture(line)
        else:
            self.furniture = None
            self._take_text(line)

    def _add_furniture(self, line: Line) -> None:
        top = self.profile.page_top
        if self.furniture is None or (self.profile.pages_counted and top and top.match(line.raw)):
            self.furniture = self._add("furniture", line)
        else:
            self.furniture.lines.append(line)
        self.open = None

    def _take_text(self, line: Line) -> None:
        profile = self.profile
        if is_link(line.text, profile):
            self._add("link", line)
            self.open = None
        elif any(pattern.match(line.text) for pattern in profile.footnotes):
            self.open = self._add("footnote", line)
        elif opened := self._opening(line):
            opening, match = opened
            self.section = opening.section_of(match, self.section)
            self._start(opening.kind, line, opening.lines)
        elif any(pattern.match(line.text) for pattern in profile.bullets) or not self._goes_on(line):
            self._start("content", line)

    def _opening(self, line: Line) -> tuple[Opening, re.Match[str]] | None:
        for opening in self.profile.openings:
            match = opening.match.match(line.text)
            if match:
                return opening, match
        return None

    def _goes_on(self, line: Line) -> bool:
        """Take a line into the block that it continues, if there is one."""
        block = self.open
        if block is not None and not self._breaks(block, line):
            block.lines.append(line)
            return True
        flow = self.flow
        if flow is not None and flow.kind == "content" and not flow.ended and line.text[0].islower():
            flow.lines.append(line)
            self.open = flow
            return True
        return False

    def _breaks(self, block: _Block, line: Line) -> bool:
        """Tell whether a line right under a block begins a new paragraph."""
        profile = self.profile
        if profile.wrap == "none" or (block.most is not None and len(block.lines) >= block.most):
            return True
        if profile.page_top and profile.page_top.match(line.raw):
            return block.kind != "content" or block.ended
        if profile.measure is None or line.text[0].islower():
            return False
        had_room = len(block.last) + 1 + len(line.text.split()[0]) <= ROOM * profile.measure
        return had_room and (block.ended or block.kind != "content")

    def _start(self, kind: Kind, line: Line, most: int | None = None) -> None:
        self.open = self._add(kind, line)
        self.open.most = most
        self.flow = self.open

    def _add(self, kind: Kind, line: Line) -> _Block:
        section = self.section if kind in ("content", "heading") else kind
        self.blocks.append(_Block(kind, section, [line]))
        return self.blocks[-1]


@dataclass(frozen=True)
class Reading:
    """A document as read: its normal form, and its pieces in the same order."""

    normal: NormalText
    pieces: tuple[Piece, ...]


def read(path: Path, profile: Profile) -> Reading:
    """Read a document by a profile: a plain text, a PDF, a DOCX or an HTML file, told by its ending.

    Raises:
        DataError: the file cannot be read; see `extraction.read_report`.
    """
    return read_text(read_report(path).text, profile)


def read_text(raw: str, profile: Profile) -> Reading:
    """Divide a raw text into passages by a profile.

    Each character that is neither space nor mark-up comes into exactly one passage. A paragraph that is broken off
    without a full stop goes on at the next line that begins with a small letter.
    """
    lines = list(_lines(raw))
    division = _Division(profile, profile.first_section)
    for line in lines:
        division.take(line)
    numbered = pages(lines, profile)
    pieces = tuple(_piece(raw, block, numbered) for block in division.blocks)
    return Reading(joined(piece.text for piece in pieces), pieces)


def _lines(raw: str) -> Iterator[Line]:
    place = 0
    for text in raw.split("\n"):
        yield Line(normalise(text), text, place, place + len(text))
        place += len(text) + 1


def _piece(raw: str, block: _Block, numbered: dict[int, int]) -> Piece:
    text = normal_text(raw, [(line.start, line.end) for line in block.lines])
    found = {numbered.get(line.start) for line in block.lines}
    page = found.pop() if len(found) == 1 else None
    return Piece(block.kind, block.section, page, block.lines[0].start, text)

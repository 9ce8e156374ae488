"""A report from its file: divided into the passages, sections and sentences that the rules see.

The passages are exactly those that `rabatkg document add` makes of the same file, so that what a draft cites is there
once the document is added.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from rabatkg.confined import confined
from rabatkg.drafting.sentences import HEADING_SIGN, sentences
from rabatkg.drafting.source import Part, Section, Sentence, Source
from rabatkg.errors import DataError
from rabatkg.layout import Layout
from rabatkg.names import slug
from rabatkg.speech import mark
from rabatkg.texts import (
    Kind,
    NormalText,
    PassageRegister,
    Profile,
    Report,
    load_profile,
    normalise,
    read_report,
    read_text,
    suggest,
)
from rabatkg.texts.extraction import Line

__all__ = ["Part", "Section", "Sentence", "Source", "divided", "source_of"]

LONGEST_KEY = 40
REGISTER = ".passages.yaml"
_HEAD = 2_000
FEWEST_SECTIONS = 2
"""A list of numbers that goes on through so many sections counts paragraphs."""
_NUMBER = re.compile(r"(\d{1,3})[.)]\s")
_LETTER = re.compile(r"[a-h]|[ivx]+")
_WORDED = re.compile(r"[a-z]+-\d+(?:-\d+)*")
_NUMERIC = re.compile(r"\d+(?:-\d+)*")


def source_of(path: Path, layout: Layout, key: str | None = None) -> Source:
    """Return a report as the rules see it.

    Args:
        path: a file of PDF, DOCX, HTML or plain text.
        layout: where the documents that are held already stand; one of them is known by its checksum.
        key: what the document is to be called; made of the file's name where it is None.

    Raises:
        DataError: the file cannot be read, or holds no words.
    """
    report = read_report(path)
    held = _held(layout, report.checksum)
    beside = held.with_name(f"{held.name.removesuffix(REGISTER)}.profile.yaml") if held else None
    name = held.name.removesuffix(REGISTER) if held else key or _free(layout, path)
    profile = (load_profile(beside) if beside.is_file() else Profile()) if beside else None
    source = confined(_source, report, profile, name, path.name, held is not None, file=path)
    if not source.parts:
        raise DataError("There are no words in this file.", file=path, remedy=mark("Give the text of the report."))
    return source


def _source(report: Report, profile: Profile | None, key: str, file: str, held: bool) -> Source:
    """Return a report as the rules see it; in a child process, for its lines may be such as take all day."""
    return divided(report, profile or suggest(report), key, file, report.checksum, held=held)


def divided(report: Report, profile: Profile, key: str, file: str, checksum: str, *, held: bool = False) -> Source:
    """Return a report that was read, divided by a profile into the passages that its register will have."""
    reading = read_text(report.text, profile)
    register = PassageRegister.of(reading, f"document/{key}", file, checksum)
    parts = tuple(_parts(report, profile, reading.normal, register, key))
    first = next((part.text for part in parts if part.level), None)
    return Source(
        document=register.document,
        file=file,
        checksum=checksum,
        held=held,
        language=report.language,
        title=report.title if report.form == "html" else first or report.title,
        encoding=report.encoding,
        parts=parts,
        sections=tuple(_sections(parts)),
    )


def _held(layout: Layout, checksum: str) -> Path | None:
    for path in sorted(layout.data.rglob(f"*{REGISTER}")):
        with path.open(encoding="utf-8") as file:
            if checksum in file.read(_HEAD):
                return path
    return None


def _free(layout: Layout, path: Path) -> str:
    """Return a key for a document that no other one has."""
    words = slug(path.stem)[:LONGEST_KEY].strip("-") or "report"
    taken = {one.name.removesuffix(REGISTER) for one in layout.data.rglob(f"*{REGISTER}")}
    number = next(n for n in range(1, len(taken) + 2) if (words if n == 1 else f"{words}-{n}") not in taken)
    return words if number == 1 else f"{words}-{number}"


def _parts(report: Report, profile: Profile, normal: NormalText, register: PassageRegister, key: str) -> Iterator[Part]:
    line_at = _lines(report)
    paragraphs = _numbered_paragraphs(normal, register)
    depth = _Depth.of(passage.section for passage in register.passages if passage.kind == "heading")
    above: list[tuple[int, str]] = []
    for passage in register.passages:
        text = normal.text[passage.start : passage.end]
        line = line_at(passage.raw_start)
        level = 0
        if passage.kind == "heading":
            level = line.level or depth(passage.section)
            above = [one for one in above if one[0] < level]
        item = passage.kind == "content" and (line.item or any(one.match(text) for one in profile.bullets))
        item = item and passage.key not in paragraphs
        cells = tuple(normalise(cell) for cell in line.cells)
        yield Part(
            iri=f"passage/{key}/{passage.key}",
            kind=passage.kind,
            section=passage.section,
            path=tuple(title for _, title in above),
            page=passage.page,
            text=text,
            sentences=tuple(_sentences(text, passage.kind, cells)),
            level=level,
            item=item and not cells,
            cells=cells,
            bold=line.bold,
        )
        if level:
            above.append((level, text))


def _numbered_paragraphs(normal: NormalText, register: PassageRegister) -> frozenset[str]:
    """Return the keys of the passages whose numbers count the paragraphs of the report, across its sections."""
    counted = [
        (int(sign[1]), passage)
        for passage in register.passages
        if passage.kind == "content" and (sign := _NUMBER.match(normal.text[passage.start : passage.end]))
    ]
    numbers = [number for number, _ in counted]
    rising = all(before < after for before, after in pairwise(numbers))
    if not rising or len({passage.section for _, passage in counted}) < FEWEST_SECTIONS:
        return frozenset()
    return frozenset(passage.key for _, passage in counted)


def _lines(report: Report) -> "_LineAt":
    starts, place = [], 0
    for written in report.text.split("\n"):
        starts.append(place)
        place += len(written) + 1
    return _LineAt(starts, report.lines)


@dataclass(frozen=True)
class _LineAt:
    """The line of a report that holds a place of its text."""

    starts: Sequence[int]
    lines: Sequence[Line]

    def __call__(self, place: int) -> Line:
        return self.lines[bisect_right(self.starts, place) - 1]


class _Depth:
    """The levels of headings of a text without styles, told by how their sections are called.

    A number or letter alone stands above a word with a number, and that above words; a heading that opens no section
    of its own stands below the one that opened it.
    """

    def __init__(self, ranks: Sequence[int]) -> None:
        self.ranks = ranks
        self.last: tuple[str, int] = ("", 0)

    @classmethod
    def of(cls, sections: Iterable[str]) -> "_Depth":
        """Return the levels for a text with these sections."""
        return cls(sorted({_rank(one) for one in sections}))

    def __call__(self, section: str) -> int:
        """Return the level of the next heading."""
        if section == self.last[0]:
            return self.last[1] + 1
        level = self.ranks.index(_rank(section)) + 1 + (section.count("-") if _NUMERIC.fullmatch(section) else 0)
        self.last = (section, level)
        return level


def _rank(section: str) -> int:
    if _NUMERIC.fullmatch(section) or _LETTER.fullmatch(section):
        return 0
    return 1 if _WORDED.fullmatch(section) else 2


def _sentences(text: str, kind: Kind, cells: Iterable[str]) -> Iterator[Sentence]:
    spans = sentences(text)
    if kind == "heading":
        sign = HEADING_SIGN.match(text)
        spans = [(sign.end() if sign else 0, len(text))]
    elif any(cells):
        spans, place = [], 0
        for cell in cells:
            place = text.index(cell, place)
            spans += [(place, place + len(cell))] if cell else []
            place += len(cell)
    yield from (Sentence(text[start:end], start, end) for start, end in spans)


def _sections(parts: Sequence[Part]) -> Iterator[Section]:
    first = next((place for place, part in enumerate(parts) if part.level), len(parts))
    if first:
        yield Section("", (), tuple(parts[:first]))
    for place, part in enumerate(parts):
        if part.level:
            end = next((n for n in range(place + 1, len(parts)) if 0 < parts[n].level <= part.level), len(parts))
            yield Section(part.text, part.path, tuple(parts[place + 1 : end]))

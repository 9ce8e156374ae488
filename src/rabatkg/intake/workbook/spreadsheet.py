"""The parts of a workbook, read for what is typed in its cells; how it looks is nobody's business here.

A library for spreadsheets would build the whole workbook, with its styles, pictures and rules, fail where one of those
is odd, and drop what stands under joined cells. Here each cell keeps what it holds and what the sheet takes it for.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from posixpath import join, normpath
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from defusedxml.ElementTree import iterparse  # type: ignore[import-untyped]

from rabatkg.errors import DataError
from rabatkg.intake.cells import DATE, ERROR, FORMULA, NUMBER, SHOWN, TEXT, TRUTH, Cell
from rabatkg.intake.columns import GUIDE, LISTS, MOST_COLUMNS, MOST_ROWS
from rabatkg.intake.workbook.grids import Grid
from rabatkg.reading import Mark

WORKBOOK = "xl/workbook.xml"
MOST_SHEETS = 60
MOST_CELLS = 200_000
REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
GENERAL, WHOLE, AS_TEXT = 0, 1, 49
"""Numbers of the formats in which a number is shown as it is kept."""
PLAIN = re.compile(r"-?[0-9]+(\.[0-9]+)?")
DIGITS = 15
"""What a spreadsheet keeps of a number."""
Coordinates = tuple[int, int]


@dataclass(frozen=True)
class Styles:
    """The format of the numbers of each style, as its number and its code, and the day that days are counted from."""

    formats: tuple[tuple[int, str], ...]
    from_1904: bool

    def number(self, raw: str, style: int) -> tuple[str, str]:
        """Return the text of a number, and what the sheet takes it for."""
        figure = float(raw)
        whole = figure.is_integer() and abs(figure) < 10**DIGITS
        text = str(int(figure)) if whole else repr(figure)
        number, code = self.formats[style] if style < len(self.formats) else (GENERAL, "")
        if number in (GENERAL, WHOLE, AS_TEXT) or code in ("General", "@", "0"):
            return text, NUMBER if PLAIN.fullmatch(text) and len(re.sub(r"\D", "", text)) <= DIGITS else SHOWN
        from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
        from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

        if not is_date_format(code or BUILTIN_FORMATS.get(number, "")):
            return text, SHOWN
        try:
            moment = from_excel(figure, CALENDAR_MAC_1904 if self.from_1904 else CALENDAR_WINDOWS_1900)
        except (OverflowError, ValueError):
            return text, DATE
        return str(moment).removesuffix(" 00:00:00"), DATE


def grids(archive: ZipFile, file: Path) -> list[Grid]:
    """Return the sheets of a workbook, in their order; of those that hold no facts, the first row alone.

    Args:
        archive: one that has been vetted.
        file: its path, for the places.

    Raises:
        DataError: a sheet is larger than a form is.
        Exception: it is damaged; of any kind, from the libraries below.
    """
    book = [(_local(one.tag), one) for one in _elements(archive, WORKBOOK)]
    parts = _parts(archive)
    from_1904 = any(name == "workbookPr" and one.get("date1904") in ("1", "true") for name, one in book)
    styles = Styles(tuple(_formats(archive, parts)), from_1904)
    strings = [text for path in _of_kind(parts, "sharedStrings") for text in _strings(archive, path)]
    sheets = {one.get("name", ""): _attribute(one, "id") for name, one in book if name == "sheet"}
    if len(sheets) > MOST_SHEETS:
        raise _too_large(file)
    reader = _Sheets(archive, file, styles, strings)
    worksheets = {key: path for key, (kind, path) in parts.items() if kind == "worksheet"}
    return [reader.grid(title, worksheets[key]) for title, key in sheets.items() if key in worksheets]


@dataclass
class _Sheets:
    """The reading of the sheets of one workbook."""

    archive: ZipFile
    file: Path
    styles: Styles
    strings: list[str]
    cells: int = 0

    def grid(self, title: str, path: str) -> Grid:
        cells: list[Cell] = []
        merged: list[Mark] = []
        row = 0
        for one in _elements(self.archive, path, keep=("c", "is", "r", "t", "v", "f", "rPh", "row", "mergeCell")):
            name = _local(one.tag)
            if name == "row":
                row = int(one.get("r") or row + 1)
                cells.extend(self._row(one, row, title))
                if Grid(title, tuple(cells[:1])).name in (GUIDE, LISTS):
                    return Grid(title, tuple(cells[:1]))
                one.clear()
            elif name == "mergeCell" and (found := REFERENCE.match(one.get("ref", ""))):
                merged.append(self._mark(title, int(found[2]), _column(found[1])))
        return Grid(title, tuple(sorted(cells, key=lambda cell: (cell.mark.line, cell.mark.column))), tuple(merged))

    def _row(self, row: Element, line: int, title: str) -> Iterator[Cell]:
        column = 0
        for one in row:
            if _local(one.tag) != "c":
                continue
            found = REFERENCE.fullmatch(one.get("r", ""))
            line, column = (int(found[2]), _column(found[1])) if found else (line, column + 1)
            text, kind = self._content(one)
            if text:
                self.cells += 1
                if line > MOST_ROWS or column > MOST_COLUMNS or self.cells > MOST_CELLS:
                    raise _too_large(self.file)
                yield Cell(_plain(text), self._mark(title, line, column), kind)

    def _content(self, cell: Element) -> tuple[str, str]:
        held = {_local(one.tag): one for one in cell}
        kind, raw = cell.get("t", "n"), (held["v"].text or "") if "v" in held else ""
        if "f" in held:
            return f"={held['f'].text or ''}", FORMULA
        if "is" in held:
            return _text(held["is"]), TEXT
        if not raw:
            return "", TEXT
        if kind == "s":
            return self.strings[int(raw)], TEXT
        if kind == "b":
            return ("true" if raw.strip() in ("1", "true") else "false"), TRUTH
        if kind in ("str", "inlineStr"):
            return raw, TEXT
        if kind in ("d", "e"):
            return raw, {"d": DATE, "e": ERROR}[kind]
        return self.styles.number(raw, int(cell.get("s", "0")))

    def _mark(self, title: str, line: int, column: int) -> Mark:
        return Mark(self.file, line, column, title)


def _elements(archive: ZipFile, path: str, keep: tuple[str, ...] = ()) -> Iterator[Element]:
    """Yield the elements of a part, each when it is whole, and forget those that are of no use above them."""
    with archive.open(path) as part:
        for _, one in iterparse(part, forbid_dtd=True):
            yield one
            if keep and _local(one.tag) not in keep:
                one.clear()


def _parts(archive: ZipFile) -> dict[str, tuple[str, str]]:
    """Return the parts that the workbook names: for each identifier, the kind and the path in the archive."""
    found = {}
    for one in _elements(archive, "xl/_rels/workbook.xml.rels"):
        target = one.get("Target")
        if target is not None:
            path = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
            found[one.get("Id", "")] = one.get("Type", "").rpartition("/")[2], path
    return found


def _of_kind(parts: dict[str, tuple[str, str]], wanted: str) -> list[str]:
    return [path for kind, path in parts.values() if kind == wanted]


def _formats(archive: ZipFile, parts: dict[str, tuple[str, str]]) -> Iterator[tuple[int, str]]:
    """Yield the format of each style: its number and, where it is none of those built in, its code."""
    for path in _of_kind(parts, "styles"):
        codes: dict[int, str] = {}
        for one in _elements(archive, path):
            name = _local(one.tag)
            if name == "numFmt":
                codes[int(one.get("numFmtId", "0"))] = one.get("formatCode", "")
            elif name == "cellXfs":
                for style in one:
                    number = int(style.get("numFmtId", "0"))
                    yield number, codes.get(number, "")


def _strings(archive: ZipFile, path: str) -> Iterator[str]:
    for one in _elements(archive, path):
        if _local(one.tag) == "si":
            yield _text(one)
            one.clear()


def _text(element: Element) -> str:
    """Return the text of a string and of its runs, without how it is spoken."""
    found = []
    for one in element:
        name = _local(one.tag)
        if name == "t":
            found.append(one.text or "")
        elif name == "r":
            found.append(_text(one))
    return "".join(found)


def _plain(text: str) -> str:
    """Return a text without the escapes of the format, its lines ended in one way."""
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text).replace("\r\n", "\n").replace("\r", "\n")


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.endswith(f"}}{name}")), "")


def _too_large(file: Path) -> DataError:
    return DataError(
        "This workbook is larger than a form: more than {rows} rows, {columns} columns or {sheets} sheets.",
        rows=MOST_ROWS,
        columns=MOST_COLUMNS,
        sheets=MOST_SHEETS,
        file=file,
        remedy="Take out what is not part of the form.",
    )

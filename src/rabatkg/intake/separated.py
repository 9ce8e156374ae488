"""Read separated values (CSV) strictly, each cell with its line and column.

A reader that forgives makes one cell of a thousand rows where a quotation mark is left open, and nobody is told.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from rabatkg.errors import DataError
from rabatkg.intake.cells import FORMULA, TEXT, Cell
from rabatkg.intake.hygiene import told
from rabatkg.reading import Mark
from rabatkg.speech import mark

SEPARATORS = (",", ";")
MOST_ROWS, MOST_COLUMNS = 5_000, 200
REMARK = "#"
"""How the first cell of a row begins that is for people, and is not read."""
DOUBLED = mark('Put quotation marks around the whole cell, and write each one inside it twice: "".')


def table(text: str, file: Path | None) -> list[list[Cell]]:
    """Return the rows of a table, that with the names of the columns first; without those that are empty, or remarks.

    Args:
        text: what the file holds.
        file: its path, for the places.

    Raises:
        DataError: quotation marks are left open or stand in a cell that has none around it, a row is longer or shorter
            than the first, it is not told how cells are parted, or there are too many of them; with line and column.
    """
    nothing = text.find("\0")
    if nothing >= 0:
        line, column = text.count("\n", 0, nothing) + 1, nothing - text.rfind("\n", 0, nothing)
        what, remedy = mark("This is no text: it has a zero byte."), mark("Save it as plain text, in UTF-8.")
        raise _refused(what, Mark(file, line, column), remedy)
    rows = list(_rows(text, _separator(text, file), file))
    for row in rows:
        if len(row) != len(rows[0]):
            raise _refused(
                mark("The number of cells in this row is {number}, and in the first it is {first}."),
                row[0].mark,
                mark("Put quotation marks around a cell in which there is a separator or a line break."),
                number=len(row),
                first=len(rows[0]),
            )
    if len(rows) > MOST_ROWS or (rows and len(rows[0]) > MOST_COLUMNS):
        raise DataError(
            "This table is larger than {rows} rows or {columns} columns.",
            rows=MOST_ROWS,
            columns=MOST_COLUMNS,
            file=file,
            remedy="Split it.",
        )
    return [row for number, row in enumerate(rows) if number == 0 or not row[0].text.startswith(REMARK)]


def _separator(text: str, file: Path | None) -> str:
    """Return what parts the cells, which the names of the columns tell: they have neither commas nor semicolons."""
    first = text.partition("\n")[0]
    found = [one for one in SEPARATORS if one in first]
    if len(found) > 1:
        raise _refused(
            mark("Commas and semicolons stand in the first line, so that it does not tell how cells are parted."),
            Mark(file, 1, 1),
            mark("Write the names of the columns there, parted by one of the two."),
        )
    return found[0] if found else SEPARATORS[0]


def _rows(text: str, separator: str, file: Path | None) -> Iterator[list[Cell]]:
    row: list[Cell] = []
    heads: list[str] = []
    for content, line, column, last in _cells(text, separator, file):
        number = len(row)
        head = heads[number] if number < len(heads) else _head(content, number) if not heads else str(number + 1)
        row.append(Cell(content, Mark(file, line, column, head=head), FORMULA if content.startswith("=") else TEXT))
        if last:
            if any(not one.empty for one in row):
                heads = heads or [one.mark.head or "" for one in row]
                yield row
            row = []


def _head(content: str, number: int) -> str:
    """Return what a column is called; its number where it is not called anything."""
    return told(" ".join(content.split())) or str(number + 1)


def _cells(text: str, separator: str, file: Path | None) -> Iterator[tuple[str, int, int, bool]]:
    """Yield what stands in each cell, its line and column, and whether it is the last of its row."""
    at, line, start = 0, 1, 0
    ends = re.compile(f"[{separator}\n]")
    while at < len(text):
        place = Mark(file, line, at - start + 1)
        if text[at] == '"':
            content, at = _quoted(text, at, place)
            breaks = content.count("\n")
            if breaks:
                line, start = line + breaks, text.rfind("\n", 0, at) + 1
            content = content.replace('""', '"')
            if text[at : at + 1] not in ("", "\n", separator):
                raise _refused(
                    mark("Something follows a quotation mark that closes a cell."),
                    Mark(file, line, at - start + 1),
                    DOUBLED,
                )
        else:
            found = ends.search(text, at)
            end = found.start() if found else len(text)
            content = text[at:end]
            if '"' in content:
                raise _refused(
                    mark("A quotation mark stands in a cell that has none around it."),
                    Mark(file, line, at + content.index('"') - start + 1),
                    DOUBLED,
                )
            at = end
        last = at >= len(text) or text[at] == "\n"
        yield content, place.line, place.column, last
        if at < len(text) and not last and at + 1 == len(text):
            yield "", line, at - start + 2, True
        if last:
            line, start = line + 1, at + 1
        at += 1


def _quoted(text: str, at: int, place: Mark) -> tuple[str, int]:
    """Return what stands between quotation marks, and the place after them."""
    end = text.find('"', at + 1)
    while end >= 0 and text[end + 1 : end + 2] == '"':
        end = text.find('"', end + 2)
    if end < 0:
        raise _refused(
            mark("A quotation mark is left open."), place, mark('Close it, or write it twice where it is meant: "".')
        )
    return text[at + 1 : end], end + 1


def _refused(template: str, place: Mark, remedy: str, **values: object) -> DataError:
    return DataError(template, file=place.file, line=place.line, column=place.column, remedy=remedy, **values)

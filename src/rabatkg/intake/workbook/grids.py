"""The sheets of a workbook: what each holds, what its columns are called, and its rows."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from rabatkg.intake.cells import Cell
from rabatkg.intake.columns import FIELD, FIELD_TITLE, FIRST_ROW, FOR_PEOPLE, HEAD_ROW, NAMES_ROW, SIGN, SIGN_ROW
from rabatkg.intake.hygiene import safe
from rabatkg.reading import Mark
from rabatkg.records.problems import Faults
from rabatkg.speech import mark

Keys = tuple[str, ...]
"""The name of a column: the keys on the way to the value that it holds."""


@dataclass(frozen=True)
class Grid:
    """A sheet as it stands in the file.

    Attributes:
        title: what it is called there.
        cells: those that are not empty, row by row.
        merged: where cells are joined.
    """

    title: str
    cells: tuple[Cell, ...]
    merged: tuple[Mark, ...] = ()

    @property
    def name(self) -> str | None:
        """What its first cell says that it holds, as `part`; None where that is no sheet of a form."""
        first = self.cells[0] if self.cells else None
        if first is None or (first.mark.line, first.mark.column) != (SIGN_ROW, 1):
            return None
        sign, _, name = first.text.partition(" ")
        return name.strip() if sign == SIGN else None

    def headings(self) -> Iterator[tuple[str, str]]:
        """Yield what people read over each column, or before each field of the record, with its key."""
        names = {cell.mark.column: cell.text.strip() for cell in self.cells if cell.mark.line == NAMES_ROW}
        labels: dict[int, str] = {}
        for cell in self.cells:
            name, line = names.get(cell.mark.column, ""), cell.mark.line
            if line == HEAD_ROW and name:
                yield from _heading(name, cell.text)
            elif line >= FIRST_ROW and name == FIELD_TITLE:
                labels[line] = cell.text
            elif line in labels and name == FIELD:
                yield from _heading(cell.text.strip(), labels[line])


@dataclass(frozen=True)
class Row:
    """The cells of a row by the names of their columns, and where the empty ones are.

    Attributes:
        cells: for each column that has a name and a value.
        blanks: the place of each column that has a name, in this row.
    """

    cells: tuple[tuple[Keys, Cell], ...]
    blanks: dict[Keys, Mark]

    def first(self, *path: str) -> Cell | None:
        """Return the first cell of a column, or None where it is empty."""
        return next((cell for name, cell in self.cells if name == path), None)

    def place(self, *path: str) -> Mark:
        """Return the cell of a column, filled or not; that of the first value where there is no such column."""
        return self.blanks.get(path) or self.cells[0][1].mark


def _heading(key: str, text: str) -> Iterator[tuple[str, str]]:
    title = safe(text.strip(" *\n"))
    word, _, language = key.rpartition(".")
    if title:
        yield key, title
        yield from [(word, title.removesuffix(f"({language})").strip())] if word else ()


def rows(grid: Grid, known: frozenset[str], faults: Faults) -> Iterator[Row]:
    """Yield the rows of a sheet; what stands beside its columns, or in columns of unknown names, is a fault.

    Args:
        grid: the sheet.
        known: what its columns may be called.
        faults: takes what is wrong.
    """
    names: dict[int, Keys] = {}
    aside: set[int] = set()
    for cell in (one for one in grid.cells if one.mark.line == NAMES_ROW):
        name = cell.text.strip()
        if name in known:
            names[cell.mark.column] = tuple(name.split("."))
        else:
            aside.add(cell.mark.column)
            if not name.startswith(FOR_PEOPLE):
                faults.unknown(name, cell.mark, known)
    shown = (cell for cell in grid.cells if cell.mark.line >= HEAD_ROW)
    for number, found in groupby(shown, key=lambda cell: cell.mark.line):
        row = list(found)
        for cell in row:
            if cell.mark.column not in names and cell.mark.column not in aside:
                faults.add(
                    "Cell-beside",
                    mark("'{value}' stands beside the table, where nothing is read."),
                    mark("Move it into a column of the table, or take it out."),
                    cell.mark,
                    value=cell.text,
                )
        cells = [(names[cell.mark.column], cell) for cell in row if cell.mark.column in names]
        if cells and number >= FIRST_ROW:
            start = cells[0][1].mark
            blanks: dict[Keys, Mark] = {}
            for column, path in names.items():
                blanks.setdefault(path, replace(start, column=column))
            yield Row(tuple(cells), blanks)
    for place in grid.merged:
        faults.add(
            "Cell-merged", mark("Cells are joined here."), mark("Split them; each value has a cell of its own."), place
        )

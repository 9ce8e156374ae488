"""Cells: what people typed into a sheet or a table, and into which place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rabatkg.reading import Mark
from rabatkg.records import Choice
from rabatkg.records.problems import Faults
from rabatkg.speech import mark

TEXT, NUMBER, SHOWN, DATE, TRUTH, ERROR, FORMULA = "text", "number", "shown", "date", "truth", "error", "formula"
"""What a cell may hold. SHOWN is a number that the sheet shows in another way than it is kept, as in 012 for 12."""

LABELLED = re.compile(r"(\S+) — (.+)")
"""A choice from a list that is shown with what it is called: `state/mar — Morocco`."""
YEARS = range(1000, 10_000)
THINGS = frozenset({"iri", "serve"})
NAMES = THINGS | {"word"}


@dataclass(frozen=True)
class Cell:
    """What one cell holds.

    Attributes:
        text: its text; of a number, a date or a formula as text.
        mark: where it is.
        kind: what the sheet takes it for.
    """

    text: str
    mark: Mark
    kind: str = TEXT

    @property
    def empty(self) -> bool:
        """Whether nothing is to be seen in it."""
        return not self.text.strip()

    def lines(self) -> Iterator["Cell"]:
        """Yield what stands on each line. In a workbook all lines are in one place, in a table each has its own."""
        if "\n" not in self.text:
            yield self
            return
        for number, line in enumerate(self.text.split("\n")):
            if line.strip():
                place = self.mark
                if number and place.sheet is None:
                    place = replace(place, line=place.line + number, column=1)
                yield Cell(line, place, self.kind)

    def plain(self, kind: str) -> "Cell":
        """Return the cell as it is meant: without blanks around it, a choice without what it is called.

        A text of blanks alone stays what it is, so that it is found to be no text.
        """
        return replace(self, text=self._parts(kind)[0])

    def choice(self, kind: str) -> Choice | None:
        """Return the thing that was chosen together with what it is called; None where the cell shows no name."""
        thing, name = self._parts(kind)
        return Choice(thing, name, self.mark) if name and kind in THINGS else None

    def _parts(self, kind: str) -> tuple[str, str]:
        text = self.text.strip() or self.text
        labelled = LABELLED.fullmatch(text) if kind in NAMES else None
        return (labelled[1], labelled[2]) if labelled else (text, "")


def check(cell: Cell, kind: str, key: str, faults: Faults) -> None:
    """Add what is wrong with a cell as such: what the spreadsheet made of it.

    Args:
        cell: one that is not empty.
        kind: how values of its field are written, as in the table of keys; `text` or `word` for words of the grammar.
        key: the key that the cell is for.
        faults: takes what is wrong.
    """
    again = mark("Format the cell as text, and type it again.")
    if cell.kind == FORMULA:
        faults.add(
            "Cell-formula",
            mark("This cell holds a formula: {value}"),
            mark("Type what it is to say; in a spreadsheet, format the cell as text first."),
            cell.mark,
            value=_short(cell.text),
            key=key,
        )
    elif cell.kind == ERROR:
        faults.add(
            "Cell-error",
            mark("This cell holds an error of the spreadsheet, {value}."),
            again,
            cell.mark,
            value=cell.text,
            key=key,
        )
    elif cell.kind == DATE:
        faults.add(
            "Cell-date",
            mark("The spreadsheet has made a day or an hour, {value}, of what was typed here."),
            mark("Format the cell as text, and type it again, as in 2024, 2024-10 or 2024-10-31."),
            cell.mark,
            value=cell.text,
            key=key,
        )
    elif cell.kind == TRUTH and kind != "boolean":
        faults.add(
            "Cell-boolean",
            mark("The spreadsheet has made a truth value, {value}, of what was typed here."),
            again,
            cell.mark,
            value=cell.text,
            key=key,
        )
    elif cell.kind in (NUMBER, SHOWN) and not _kept(cell, kind):
        faults.add(
            "Cell-number",
            mark("The spreadsheet has made a number, {value}, of what was typed here; something of it may be lost."),
            again,
            cell.mark,
            value=cell.text,
            key=key,
        )


def _kept(cell: Cell, kind: str) -> bool:
    """Tell whether a number says just what was typed: a year, a whole number, or a decimal where one is due."""
    if cell.kind == SHOWN:
        return False
    if kind == "date":
        return cell.text.isdecimal() and int(cell.text) in YEARS
    return kind == "decimal" or cell.text.removeprefix("-").isdecimal()


def _short(text: str, most: int = 40) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"

"""Paint the sheets of a form with openpyxl: cells of text, headings that stay, lists to choose from."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from rabatkg.forms.options import Option
from rabatkg.forms.workbook.sheets import unfit
from rabatkg.intake.columns import HEAD_ROW, HINT_ROW, LISTS, MOST_ROWS, NAMES_ROW, SIGN, SIGN_ROW
from rabatkg.reading import Mark

LONGEST = 32_767
"""Characters that a cell may have."""
LONGEST_TITLE = 31
ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
EPOCH = datetime(2000, 1, 1)
"""The day that each workbook bears, so that the same form always has the same bytes."""
LINE = 13
"""Points of height that a line of a hint takes."""
HEAD, DUE, HINT, CELL, WANTED, CLOSED, NAME, LABEL, TITLE, PLAIN = (
    f"form {name}" for name in ("head", "due", "hint", "cell", "wanted", "closed", "name", "label", "title", "plain")
)


class Painter:
    """A workbook in the making."""

    def __init__(self) -> None:
        """Begin without sheets."""
        self.book = Workbook()
        self.book.remove(self.book.worksheets[0])
        self.book.properties.creator = SIGN
        self.book.properties.created = EPOCH
        self.lists: dict[tuple[str, ...], str] = {}
        for style in _styles():
            self.book.add_named_style(style)

    def sheet(self, name: str, title: str, widths: Sequence[float]) -> Any:
        """Return a new sheet: its name in the hidden first row, each column as wide as said, and all of it text."""
        plain = re.sub(r"[\\/*?:\[\]]", " ", title)[:LONGEST_TITLE].strip(" '")
        taken = {one.title.casefold() for one in self.book.worksheets}
        sheet = self.book.create_sheet(
            plain if plain.casefold() not in taken else f"{plain[: LONGEST_TITLE - 4]} ({len(taken)})"
        )
        self.text(sheet, SIGN_ROW, 1, f"{SIGN} {name}", NAME)
        for row in (SIGN_ROW, NAMES_ROW):
            sheet.row_dimensions[row].hidden = True
        for number, width in enumerate(widths, 1):
            column = sheet.column_dimensions[get_column_letter(number)]
            column.width, column.number_format = width, "@"
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        return sheet

    def text(self, sheet: Any, row: int, column: int, text: str, style: str, place: Mark | None = None) -> None:
        """Write a text into a cell, as text, whatever it begins with.

        Args:
            place: where the text is from.

        Raises:
            DataError: a cell cannot hold it.
        """
        if len(text) > LONGEST or ILLEGAL_CHARACTERS_RE.search(text):
            raise unfit(place or Mark(None, row, column))
        cell = sheet.cell(row, column)
        if text:
            cell.value = ESCAPE.sub("_x005F_", text)
            cell.data_type = "s"
        cell.style = style

    def head(self, sheet: Any, columns: Iterable[tuple[str, str, bool]], frozen: int) -> None:
        """Write the names of the columns, which are hidden, and their headings, which stay when the sheet is moved.

        Args:
            sheet: where.
            columns: for each its name, its heading, and whether it must be filled in.
            frozen: how many columns stay as well.
        """
        for number, (name, label, due) in enumerate(columns, 1):
            self.text(sheet, NAMES_ROW, number, name, NAME)
            self.text(sheet, HEAD_ROW, number, f"{label} *" if due else label, DUE if due else HEAD)
        sheet.freeze_panes = sheet.cell(HINT_ROW, frozen + 1)

    def hints(self, sheet: Any, hints: Sequence[str], widths: Sequence[float]) -> None:
        """Write what each column is for into the row below the headings, which is made high enough."""
        for number, hint in enumerate(hints, 1):
            self.text(sheet, HINT_ROW, number, hint, HINT)
        if not any(hints):
            return
        lines = max((len(hint) // int(width) + 1 for hint, width in zip(hints, widths, strict=True)), default=1)
        sheet.row_dimensions[HINT_ROW].height = LINE * min(lines, 20)

    def choose(self, sheet: Any, cells: str, options: Sequence[Option]) -> None:
        """Let cells be chosen from a list; what is typed instead is not refused, for it is checked later and better."""
        if not options:
            return
        shown = tuple(f"{key} — {label}" if label and label != key else key for key, label in options)
        if shown not in self.lists:
            self.lists[shown] = get_column_letter(len(self.lists) + 1)
        column, last = self.lists[shown], HEAD_ROW + len(shown) - 1
        self.choose_from(sheet, cells, f"'{LISTS}'!${column}${HEAD_ROW}:${column}${last}")

    def choose_from(self, sheet: Any, cells: str, formula: str) -> None:
        """Let cells be chosen from what stands in other cells."""
        rule = DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=False)
        rule.add(cells)
        sheet.add_data_validation(rule)

    def done(self) -> bytes:
        """Return the workbook; the same sheets always give the same bytes."""
        if self.lists:
            sheet = self.sheet(LISTS, LISTS, [30.0] * len(self.lists))
            for number, shown in enumerate(self.lists, 1):
                for row, text in enumerate(shown, HEAD_ROW):
                    self.text(sheet, row, number, text, PLAIN)
            sheet.sheet_state = "hidden"
            sheet.protection.sheet = True
        self.book.active = 0
        stream = BytesIO()
        self.book.save(stream)
        return _settled(stream)


def column_cells(column: int, first: int, fixed: bool = False) -> str:
    """Return the cells of a column from a row downwards, as a spreadsheet names them; fixed, they stay when copied."""
    letter, sign = get_column_letter(column), "$" if fixed else ""
    return f"{sign}{letter}{sign}{first}:{sign}{letter}{sign}{MOST_ROWS}"


def _settled(stream: BytesIO) -> bytes:
    """Return an archive with no time in it but the one that all share."""
    settled = BytesIO()
    moment = EPOCH.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with ZipFile(stream) as old, ZipFile(settled, "w", ZIP_DEFLATED) as new:
        for part in old.infolist():
            raw = old.read(part)
            if part.filename == "docProps/core.xml":
                raw = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + moment, raw)
            new.writestr(ZipInfo(part.filename, EPOCH.timetuple()[:6]), raw, ZIP_DEFLATED)
    return settled.getvalue()


def _styles() -> Iterable[NamedStyle]:
    """Yield how cells look; each is text, and wraps."""
    thin = Side(style="thin", color="BFBFBF")
    frame = Border(left=thin, right=thin, top=thin, bottom=thin)
    looks: dict[str, dict[str, Any]] = {
        HEAD: {"font": Font(bold=True, color="FFFFFF"), "fill": _fill("1F4E79"), "border": frame},
        DUE: {"font": Font(bold=True, color="FFFFFF"), "fill": _fill("843C0C"), "border": frame},
        HINT: {"font": Font(italic=True, size=9, color="595959"), "fill": _fill("F2F2F2"), "border": frame},
        CELL: {"fill": _fill("FFFDE7"), "border": frame},
        WANTED: {"fill": _fill("FCE4D6"), "border": frame},
        CLOSED: {"fill": _fill("E7E6E6"), "border": frame},
        NAME: {"font": Font(size=9, color="7F7F7F")},
        LABEL: {"font": Font(bold=True)},
        TITLE: {"font": Font(bold=True, size=14, color="1F4E79")},
        PLAIN: {},
    }
    for name, look in looks.items():
        yield NamedStyle(name, number_format="@", alignment=Alignment(wrap_text=True, vertical="top"), **look)


def _fill(colour: str) -> PatternFill:
    return PatternFill("solid", fgColor=colour)

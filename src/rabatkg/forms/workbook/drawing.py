"""Draw a planned workbook, and remember which cell everything went to."""

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any

from openpyxl.utils import get_column_letter

from rabatkg.forms import explaining
from rabatkg.forms.fields import Kind
from rabatkg.forms.workbook.explained import Column
from rabatkg.forms.workbook.painting import CELL, CLOSED, HINT, LABEL, NAME, PLAIN, TITLE, WANTED, Painter, column_cells
from rabatkg.forms.workbook.planning import Plan
from rabatkg.forms.workbook.sheets import HEADING, Line, unfit
from rabatkg.intake.columns import (
    FIELD,
    FIELD_TITLE,
    FIRST_ROW,
    GUIDE,
    HINT_ROW,
    NAMES_ROW,
    OF,
    RECORD,
    VALUE,
    Columns,
)
from rabatkg.reading import Mark, Scalar
from rabatkg.speech import mark, say

BESIDE = 4
"""Cells that a field of the record has for its values; further ones go into the rows below."""
BLANK_ROWS = 20
"""Rows of a sheet that wait to be filled in."""
NARROW, WIDE = 26, 46
NOTHING = Scalar("", Mark(None, 1, 1))
GUIDANCE = (
    mark("Fill in the light cells of the sheet “{record}”. What bears a * is required; the rest may stay empty."),
    mark("Where there is a list, choose from it: it shows the key of a thing and what it is called. The key will do."),
    mark(
        "A date is as precise as the source gives it: 2024, 2024-10 or 2024-10-31. All cells are text; leave them so."
    ),
    mark(
        "Several values stand beside each other, or one a line in one cell (Alt+Enter); or copy the row, or the column."
    ),
    mark("What has a sheet of its own stands there, one a row, with a key by which other rows may name it."),
    mark("Nearly everything owes a proof: words of a passage, copied as they stand, or pages of the web."),
    mark("Formulas, joined cells, further sheets and what stands beside the tables are not taken."),
    mark("Then: rabatkg record check FILE. Each fault is told with its sheet and its cell."),
)


@dataclass(frozen=True)
class Drawn:
    """A workbook, and where in it stands what stood at each place of the record's own file."""

    content: bytes
    places: dict[Mark, list[Mark]]


class Drawing:
    """The drawing of one workbook.

    Args:
        columns: what the columns may be called, and what they take.
        lang: the language of the headings.
    """

    def __init__(self, columns: Columns, lang: str) -> None:
        self.columns, self.lang = columns, lang
        self.painter = Painter()
        self.places: dict[Mark, list[Mark]] = defaultdict(list)
        self.keys: dict[str | None, str] = {}

    def drawn(self, plans: list[Plan], kind: Kind | None = None) -> Drawn:
        """Return the workbook with these sheets; of a kind of record, a form with room for more."""
        guide = self.painter.sheet(GUIDE, self.say("Read first"), [NARROW, 110])
        for plan in plans:
            if plan.name == RECORD:
                self._record(plan)
            else:
                self._rows(plan, BLANK_ROWS if kind else 0)
        self._guide(guide, kind, plans)
        return Drawn(self.painter.done(), dict(self.places))

    def say(self, template: str, /, **values: object) -> str:
        """Return a template in the language of the workbook."""
        return say(template, self.lang, **values)

    def _guide(self, sheet: Any, kind: Kind | None, plans: list[Plan]) -> None:
        titles = [one.title for one in self.painter.book.worksheets[1:]]
        kinds = [kind] if kind else []
        told = [(*(explaining.text(one, self.lang) for one in (kind.label, kind.definition)), TITLE) for kind in kinds]
        told += [("", self.say(text, record=titles[0]), PLAIN) for text in GUIDANCE]
        told += [(title, plan.about, LABEL) for plan, title in zip(plans, titles, strict=True)]
        for row, (name, text, style) in enumerate(told, FIRST_ROW):
            self.painter.text(sheet, row, 1, name, style)
            self.painter.text(sheet, row, 2, text, PLAIN)
        sheet.protection.sheet = True

    # the record

    def _record(self, plan: Plan) -> None:
        """Draw the record's own fields, one a row: values beside each other, and further ones in the rows below."""
        values = [
            (VALUE, self.say("Further value") if number else self.say("Value"), False) for number in range(BESIDE)
        ]
        told = [("#form", self.say("How it is written"), False), ("#meaning", self.say("What it means"), False)]
        widths = [32, WIDE, *[NARROW] * (BESIDE - 1), 40, 60, 18]
        sheet = self.painter.sheet(RECORD, plan.title, widths)
        self.painter.head(
            sheet, [(FIELD_TITLE, self.say("Field"), False), *values, *told, (FIELD, self.say("Name"), False)], 1
        )
        self.painter.text(sheet, HINT_ROW, 1, self.say("* must be filled in"), HINT)
        row = FIRST_ROW
        for field in plan.columns:
            if not field.name:
                self.painter.text(sheet, row, 1, field.label, TITLE)
                row += 1
                continue
            lines = [line for line in plan.lines if field.name in line.names]
            row = self._field(sheet, row, field, lines)

    def _field(self, sheet: Any, row: int, field: Column, lines: list[Line]) -> int:
        """Draw the rows of a field, and return the row below them."""
        values = [value for line in lines for value in line.values.get(field.name, ())]
        self._check(RECORD, field.name, values)
        cells = [Mark(None, row, column, sheet.title) for column in range(2, 2 + BESIDE)]
        while len(cells) < len(values):
            cells += [replace(cell, line=cell.line + 1) for cell in cells[-BESIDE:]]
        for number, cell in enumerate(cells):
            value = values[number] if number < len(values) else NOTHING
            free = value.text or (not field.closed and (number == 0 or field.several))
            style = CLOSED if not free else WANTED if field.due and number == 0 else CELL
            text = value.text or (field.filled if number == 0 else "")
            self.painter.text(sheet, cell.line, cell.column, text, style, value.mark)
        exact = {value.mark: cell for value, cell in zip(values, cells, strict=False)}
        for written, name in (one for line in lines for one in line.marks):
            heading = replace(cells[0], column=4 + BESIDE)
            self.places[written].append(heading if name.startswith(HEADING) else exact.get(written, cells[0]))
        last = cells[-1].line
        for number in range(row, last + 1):
            told = ((1, field.title, LABEL), (2 + BESIDE, field.form, HINT), (3 + BESIDE, field.meaning, HINT))
            for column, text, style in (*told, (4 + BESIDE, field.name, NAME)):
                self.painter.text(sheet, number, column, text, style)
        across = get_column_letter(1 + BESIDE) if field.several else "B"
        self.painter.choose(sheet, f"B{row}:{across}{last}", field.options)
        return last + 1

    # the other sheets

    def _rows(self, plan: Plan, blank: int) -> None:
        """Draw a sheet with a row for each node, proof, value or claim."""
        laid = [column for column in plan.columns for _ in range(self._times(plan, column))]
        widths = [_width(column) for column in laid]
        sheet = self.painter.sheet(plan.name, plan.title, widths)
        frozen = next((number for number, column in enumerate(laid) if column.name not in (OF, "key", FIELD)), 0)
        self.painter.head(sheet, [(column.name, column.label, column.due) for column in laid], frozen)
        self.painter.hints(sheet, [f"{column.meaning} {column.form}".strip() for column in laid], widths)
        for row, line in enumerate([*plan.lines, *[Line()] * blank], FIRST_ROW):
            left = {name: self._texts(plan, name, values) for name, values in line.values.items()}
            first: dict[str, Mark] = {}
            exact: dict[Mark, Mark] = {}
            for number, column in enumerate(laid, 1):
                place = Mark(None, row, number, sheet.title)
                first.setdefault(column.name, place)
                first.setdefault(HEADING + column.name, replace(place, line=NAMES_ROW))
                text, marks = left[column.name].pop(0) if left.get(column.name) else ("", ())
                self.painter.text(sheet, row, number, text, WANTED if column.due else CELL, next(iter(marks), None))
                exact.update(dict.fromkeys(marks, place))
            for written, name in line.marks:
                self.places[written].append(exact.get(written, first[name]))
        for number, column in enumerate(laid, 1):
            self.painter.choose(sheet, column_cells(number, FIRST_ROW), column.options)
            if column.keys_of in self.keys:
                self.painter.choose_from(sheet, column_cells(number, FIRST_ROW), self.keys[column.keys_of])
            if column.name == "key":
                title = sheet.title.replace("'", "''")
                self.keys[plan.name] = f"'{title}'!{column_cells(number, FIRST_ROW, fixed=True)}"

    def _texts(self, plan: Plan, name: str, values: list[Scalar]) -> list[tuple[str, tuple[Mark, ...]]]:
        """Return what goes into the columns of a name, each with where it is from: all in one, or each in its own."""
        if not self._check(plan.name, name, values):
            return [(one.text, (one.mark,)) for one in values]
        return [("\n".join(one.text for one in values), tuple(one.mark for one in values))]

    def _check(self, sheet: str, name: str, values: list[Scalar]) -> bool:
        """Tell whether a column takes several values, one a line; DataError where one of these has lines of its own."""
        several = self.columns.several(sheet, tuple(name.split(".")))
        for one in values:
            if several and "\n" in one.text.strip():
                raise unfit(one.mark)
        return several

    def _times(self, plan: Plan, column: Column) -> int:
        """Return how many columns of a name there must be, so that a text which stands twice has two cells."""
        return (
            max(
                (len(self._texts(plan, column.name, line.values.get(column.name, []))) for line in plan.lines),
                default=1,
            )
            or 1
        )


def _width(column: Column) -> float:
    return WIDE if "." in column.name or column.name == "quote" else NARROW

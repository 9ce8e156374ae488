"""Gather the rows of a workbook into the tree of its record, whatever the order of sheets, columns and rows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rabatkg.errors import DataError, near
from rabatkg.intake.columns import (
    ANCHORS,
    CLAIMS,
    EVIDENCE,
    FIELD,
    GUIDE,
    LISTS,
    OF,
    RECORD,
    VALUE,
    VALUES,
    Columns,
)
from rabatkg.intake.drafts import Draft, values
from rabatkg.intake.gathered import Gathered
from rabatkg.intake.workbook.grids import Grid, Row, rows
from rabatkg.reading import Mark
from rabatkg.records import Problem, Typed
from rabatkg.records.problems import Faults
from rabatkg.speech import mark


@dataclass
class Gathering:
    """The gathering of one workbook.

    Attributes:
        columns: what its columns may be called.
        file: its path.
        problems: what is wrong with its cells.
        nodes: the record, under the empty path, and its nested nodes, under the keys on the way to them.
        typed: what it calls keys and things.
    """

    columns: Columns
    file: Path | None
    problems: list[Problem] = field(default_factory=list)
    nodes: dict[str, Draft] = field(default_factory=dict)
    typed: Typed = field(default_factory=Typed)

    def gather(self, grids: Iterable[Grid]) -> Gathered:
        """Return the record that the sheets hold; DataError where none of them holds one, or several do."""
        sheets: dict[str, list[Grid]] = {name: [] for name in self.columns.sheets}
        for grid in grids:
            self._sort(grid, sheets)
        if len(sheets[RECORD]) != 1:
            raise DataError(
                "A workbook holds one record, on a sheet of a form; this one has {number} such sheets.",
                number=len(sheets[RECORD]),
                file=self.file,
                remedy=mark("Make a form with `rabatkg record new KIND --format xlsx`, and fill in that."),
            )
        root = self.nodes[""] = self._record(sheets[RECORD][0])
        children = [one for name in self.columns.nodes for grid in sheets[name] for one in self._children(name, grid)]
        for under, name, draft in children:
            if (above := self._node(under)) is not None:
                above.add(name, draft, draft.mark)
        for grid in sheets[EVIDENCE]:
            for row in rows(grid, self.columns.known(EVIDENCE), self._faults):
                if (above := self._node(row)) is not None:
                    draft = self._draft(EVIDENCE, row)
                    above.add(EVIDENCE, draft, draft.mark)
        for name in (VALUES, CLAIMS):
            for grid in sheets[name]:
                self._proven(name, grid)
        return Gathered(root.done(self.columns), tuple(self.problems), self.typed)

    @property
    def _faults(self) -> Faults:
        return Faults(self.problems)

    def _sort(self, grid: Grid, sheets: dict[str, list[Grid]]) -> None:
        """Put a sheet to those of its name; one that is none of ours, and holds something, is a fault."""
        name = grid.name
        if name in sheets:
            sheets[name].append(grid)
            for key, title in (*grid.headings(), (f"sheet:{name}", grid.title)):
                self.typed.called.setdefault(key, title)
        elif grid.cells and name not in (GUIDE, LISTS):
            self._faults.add(
                "Sheet-unknown",
                mark("The sheet '{sheet}' is none of the form, and is not read."),
                mark("Move what it says into the sheets of the form, and take it out."),
                grid.cells[0].mark,
                tuple(near(name, sheets)) if name else (),
                sheet=grid.title,
            )

    def _record(self, grid: Grid) -> Draft:
        """Return the record's own fields, which stand one a row."""
        known, apart = self.columns.known(RECORD), frozenset(self.columns.nodes)
        root = Draft(Mark(self.file, 1, 1, grid.title))
        places: dict[str, Mark] = {}
        blanks: list[tuple[tuple[str, ...], Mark]] = []
        for row in rows(grid, frozenset({FIELD, VALUE}), self._faults):
            named = row.first(FIELD)
            cells = [cell for path, cell in row.cells if path == (VALUE,)]
            if named is None:
                for cell in cells:
                    self._nameless(cell.text, cell.mark)
                continue
            name = named.plain("word").text
            path = tuple(name.split("."))
            if name in known:
                place = row.place(VALUE)
                blanks.append((path, place))
                for cell in cells:
                    root.put(path, values(RECORD, path, cell, self.columns, self._faults, self.typed), cell.mark)
                places.setdefault(name, cells[0].mark if cells else place)
            elif name in apart and cells:
                told, remedy = mark("'{key}' has a sheet of its own."), mark("Write it there, one row for each.")
                self._faults.add("Record-node", told, remedy, cells[0].mark, key=name)
            elif name not in apart:
                self._faults.unknown(name, named.mark, known)
        for path, place in blanks:
            root.put(path, [], place)
        root.single(self._faults)
        chosen = [places[name] for name in ("adds", "id") if name in root.entries or (name == "id" and name in places)]
        root.mark = next(iter([*chosen, *places.values()]), root.mark)
        return root

    def _children(self, name: str, grid: Grid) -> Iterator[tuple[Row, str, Draft]]:
        """Yield the nodes of a sheet, and remember each under its path."""
        key = self.columns.grammar.keys[name]
        for row in rows(grid, self.columns.known(name), self._faults):
            draft = self._draft(name, row)
            own, under = key.names(draft.done(self.columns)), row.first(OF)
            if own:
                self.nodes.setdefault(f"{under.plain('word').text}/{own}" if under else own, draft)
            yield row, name, draft

    def _proven(self, sheet: str, grid: Grid) -> None:
        """Add the values that carry their own proof, or the claims; a row of proof alone goes with the one above."""
        last: Draft | None = None
        for row in rows(grid, self.columns.known(sheet), self._faults):
            if all(path[0] == EVIDENCE for path, _ in row.cells):
                if last is None:
                    told, remedy = (
                        mark("This proof has nothing above it to prove."),
                        mark("Say in its row what it proves."),
                    )
                    self._faults.add("Row-proof", told, remedy, row.cells[0][1].mark)
                else:
                    self._prove(sheet, row, last)
                continue
            last = self._draft(sheet, row)
            above = self._node(row)
            if above is None:
                continue
            if sheet == CLAIMS:
                above.add(CLAIMS, last, last.mark)
            else:
                self._carry(row, last, above)

    def _carry(self, row: Row, draft: Draft, above: Draft) -> None:
        """Put a value with its proof under the field that its row names."""
        named, known = row.first(FIELD), self.columns.fields
        name = named.plain("word").text if named else ""
        if named is None:
            self._nameless(draft.text(VALUE) or "", row.place(FIELD))
        elif name not in known:
            self._faults.unknown(name, named.mark, known)
        else:
            if self.columns.grammar.keys[name].value == "serve":
                draft.rename(VALUE, "provision")
            above.add(name, draft, named.mark)

    def _draft(self, sheet: str, row: Row) -> Draft:
        """Return what a row says, without its proof and without the columns that say where it belongs."""
        draft = Draft(row.place(ANCHORS.get(sheet, "key")))
        for path, cell in row.cells:
            if path[0] not in (OF, FIELD, EVIDENCE):
                draft.put(path, values(sheet, path, cell, self.columns, self._faults, self.typed), cell.mark)
        for path, place in row.blanks.items():
            if path[0] not in (OF, FIELD, EVIDENCE):
                draft.put(path, [], place)
        draft.single(self._faults)
        self._prove(sheet, row, draft)
        return draft

    def _prove(self, sheet: str, row: Row, draft: Draft) -> None:
        """Add the proof that stands in a row, if there is any."""
        cells = [(path, cell) for path, cell in row.cells if path[0] == EVIDENCE]
        if not cells:
            return
        proof = Draft(row.place(EVIDENCE, "passage"))
        for path, cell in cells:
            proof.put(path[1:], values(sheet, path, cell, self.columns, self._faults, self.typed), cell.mark)
        for path, place in row.blanks.items():
            if path[0] == EVIDENCE:
                proof.put(path[1:], [], place)
        proof.single(self._faults)
        draft.add(EVIDENCE, proof, proof.mark)

    def _node(self, row: Row) -> Draft | None:
        """Return the node that a row belongs to, or None, with a fault, where there is no such node."""
        cell = row.first(OF)
        path = cell.plain("word").text if cell else ""
        if path not in self.nodes:
            self._faults.add(
                "Row-of",
                mark("Nothing in this workbook has the key '{path}'."),
                mark("Name what the row belongs to by the key that it has in its own sheet; the record needs no name."),
                row.place(OF),
                tuple(near(path, (one for one in self.nodes if not one.startswith(f"{path}/")))),
                path=path,
            )
        return self.nodes.get(path)

    def _nameless(self, value: str, place: Mark) -> None:
        self._faults.add(
            "Cell-beside",
            mark("'{value}' stands in a row that names no field."),
            mark("Name the field, or copy a whole row of the form and change its value."),
            place,
            value=value,
        )

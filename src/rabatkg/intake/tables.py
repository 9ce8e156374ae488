"""Read records from a table (CSV): one a row, or a row for each part of a meeting that has its record elsewhere.

The first row names the columns as `intake.columns` does for the sheets of a workbook; the words of a proof may stand
there without `evidence.` before them. A table is of one of two kinds:

* with a column `id`, each row is a record;
* else each row is a nested node, as a participation or a recommendation. A column says which record it belongs to: it
  is called `of`, or as what it names (`meeting` over meeting/…), or by the key of the link (`arisesFrom`). Which key
  of that record the node stands under, is told by a column of that name, with the keys of the nodes (`outcome`), by the
  key of the link, or by the columns that make the name of a node (`actor` and `role`: a participation).

The rows of one record become an addition to it, whose key is the name of the file. A cell with several values has one a
line. A row whose first cell begins with # is for people, and is not read.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from rabatkg.errors import DataError
from rabatkg.intake.cells import Cell
from rabatkg.intake.columns import EVIDENCE, OF, RECORD, Columns
from rabatkg.intake.drafts import Draft, values
from rabatkg.intake.gathered import Gathered
from rabatkg.intake.hygiene import text_of
from rabatkg.intake.separated import table
from rabatkg.names import slug
from rabatkg.reading import Listing, Mapping, Mark, Scalar
from rabatkg.records import Expander, Problem, Typed
from rabatkg.records.problems import Faults
from rabatkg.records.proving import EVIDENCE_KEYS
from rabatkg.speech import mark

LARGEST = 1_000_000
"""Bytes of a table."""


def table_tree(path: Path, expander: Expander) -> Gathered:
    """Return the records that a table holds: their tree, as YAML would give it, and what is wrong with its cells.

    Each value is marked with its line and column. Where a key has no value, `keys` has the place where one would stand.

    Args:
        path: the table, in UTF-8, its cells parted by commas or semicolons.
        expander: of the dialogue that the records are to join; its keys and languages name the columns.

    Raises:
        DataError: it cannot be read at all, or does not say what its rows are.
    """
    cells = table(text_of(path, LARGEST), path)
    return _Table(Columns(expander.grammar, expander.languages, expander.called), path, cells).gathered()


@dataclass
class _Table:
    """The reading of one table: its rows, the names of the columns first."""

    columns: Columns
    file: Path
    cells: list[list[Cell]]
    problems: list[Problem] = field(default_factory=list)
    typed: Typed = field(default_factory=Typed)

    def gathered(self) -> Gathered:
        if len(self.cells) < 2:
            raise self._refused(
                mark("This table has no rows."),
                self.cells[0][0].mark if self.cells else Mark(self.file, 1, 1),
                mark("Write one below the names of the columns."),
            )
        head, *rows = self.cells
        names = [cell.plain("word").text for cell in head]
        records = self._records(names, rows) if "id" in names else self._additions(names, rows)
        found = tuple(record.done(self.columns) for record in records)
        tree = Mapping({"records": Listing(found, found[0].mark)}, {"records": found[0].mark}, found[0].mark)
        return Gathered(tree, tuple(self.problems), self.typed)

    def _records(self, names: list[str], rows: Iterable[list[Cell]]) -> list[Draft]:
        """Return the records of a table in which each row is one."""
        paths = self._paths(names, RECORD)
        place = names.index("id")
        return [self._draft(RECORD, paths, row, row[place].mark) for row in rows]

    def _additions(self, names: list[str], rows: list[list[Cell]]) -> list[Draft]:
        """Return an addition for each record that rows belong to."""
        place = self._place_of_owner(names, rows)
        part = self._part(names, place)
        keyed = [name if number != place else "" for number, name in enumerate(names)]
        paths = self._paths(["key" if name == part else name for name in keyed], part)
        found: dict[str, Draft] = {}
        for row in rows:
            owner = row[place].plain("iri")
            if owner.empty:
                template = mark("This row does not say what it belongs to.")
                self._faults.add("Row-of", template, mark("Name it, as in meeting/…"), owner.mark)
                continue
            if owner.text not in found:
                found[owner.text] = Draft(owner.mark)
                found[owner.text].put(("adds",), [Scalar(owner.text, owner.mark)], owner.mark)
                if name := slug(self.file.stem):
                    found[owner.text].put(("key",), [Scalar(name, owner.mark)], owner.mark)
            node = self._draft(part, paths, row, row[names.index(part) if part in names else place].mark)
            found[owner.text].add(part, node, node.mark)
        if not found:
            raise self._refused(
                mark("No row of this table says what it belongs to."),
                rows[0][place].mark,
                mark("Name it, as in meeting/…"),
            )
        return list(found.values())

    def _place_of_owner(self, names: list[str], rows: list[list[Cell]]) -> int:
        """Return the number of the column that says which record a row belongs to."""
        links = self._links()
        for number, name in enumerate(names):
            named = name not in self.columns.grammar.keys and any(
                row[number].text.startswith(f"{name}/") for row in rows
            )
            if name in (OF, "adds") or name in links or named:
                return number
        raise self._refused(
            mark("No column of this table says which record its rows belong to, and none gives them an identifier."),
            self.cells[0][0].mark,
            mark("Name a column `of`, with the keys of their records in it, or `id`, where each row is a record."),
        )

    def _part(self, names: list[str], place: int) -> str:
        """Return the key under which the nodes stand in their record."""
        links = self._links()
        told = [name for name in names if name in self.columns.nodes]
        told += [links[names[place]]] if names[place] in links and not told else []
        if len(told) == 1:
            return told[0]
        made = [key for key in self.columns.grammar.keys.values() if key.named_by and {*key.named_by} <= {*names}]
        longest = max((len(key.named_by) for key in made), default=0)
        made = [key for key in made if len(key.named_by) == longest]
        if not told and len(made) == 1:
            return made[0].name
        raise self._refused(
            mark("The columns of this table do not say what its rows are."),
            self.cells[0][0].mark,
            mark("Call the column with their keys by what they are: {several}."),
            several=", ".join(self.columns.nodes),
        )

    def _links(self) -> dict[str, str]:
        """Return the keys that point from a nested node to what it belongs to, each with the key of the way there."""
        keys = self.columns.grammar.keys.values()
        there = {key.iri: key.name for key in keys if key.reverse}
        return {key.name: there[key.iri] for key in keys if not key.reverse and key.iri in there}

    def _paths(self, names: list[str], sheet: str) -> list[tuple[str, ...] | None]:
        """Return where the values of each column go; None for those that have no name, or one that is not known."""
        proofs = {word for word in self._spoken() if word.partition(".")[0] in EVIDENCE_KEYS}
        known = (self.columns.known(sheet) | proofs | {f"{EVIDENCE}.{word}" for word in proofs}) - {OF}
        found: list[tuple[str, ...] | None] = []
        for name, cell in zip(names, self.cells[0], strict=True):
            if name in known:
                path = tuple(name.split("."))
                found.append((EVIDENCE, *path) if name in proofs else path)
                continue
            found.append(None)
            if name:
                self._faults.unknown(name, cell.mark, known)
        return found

    def _spoken(self) -> Iterable[str]:
        """Yield the words of proofs, those with texts once for each language."""
        return (
            name.removeprefix(f"{EVIDENCE}.") for name in self.columns.known(self.columns.nodes[0]) if EVIDENCE in name
        )

    def _draft(self, sheet: str, paths: list[tuple[str, ...] | None], row: list[Cell], place: Mark) -> Draft:
        """Return what a row says, with its proof."""
        draft, proof = Draft(place), Draft(place)
        for path, cell in zip(paths, row, strict=True):
            if path is None:
                continue
            held, way = (proof, path[1:]) if path[0] == EVIDENCE else (draft, path)
            if proof.mark == place and held is proof:
                proof.mark = cell.mark
            said = [] if cell.empty else values(sheet, path, cell, self.columns, self._faults, self.typed)
            held.put(way, said, cell.mark)
        for one in (draft, proof):
            one.single(self._faults)
        if proof.entries:
            draft.add(EVIDENCE, proof, proof.mark)
        return draft

    @property
    def _faults(self) -> Faults:
        return Faults(self.problems)

    def _refused(self, template: str, place: Mark, remedy: str, **values: object) -> DataError:
        return DataError(template, file=place.file, line=place.line, column=place.column, remedy=remedy, **values)

"""A record as rows: what stands on which sheet of its workbook, in which column; the reverse of `intake.gathering`."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rabatkg.errors import DataError
from rabatkg.intake.columns import ANCHORS, CLAIMS, EVIDENCE, FIELD, OF, RECORD, VALUE, VALUES, Columns
from rabatkg.reading import Listing, Mapping, Mark, Scalar, Value, items
from rabatkg.speech import mark

HEADING = "#heading "
"""Before the name of a column: the cell where that name itself stands, where it is none that is known."""
NOWHERE = Mark(None, 1, 1)


@dataclass
class Line:
    """One row.

    Attributes:
        values: for each column, by its name, what stands in it.
        marks: what of the record, by its place in the file, stands in which column.
    """

    values: dict[str, list[Scalar]] = field(default_factory=dict)
    marks: list[tuple[Mark, str]] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        """The columns in which it has something, or to which something of the record points."""
        return list(dict.fromkeys([*self.values, *(name.removeprefix(HEADING) for _, name in self.marks)]))

    def put(self, name: str, value: Value) -> None:
        """Put the text, or the texts, of a value into a column; an empty text says nothing, and an empty cell stays."""
        for one in items(value):
            if not isinstance(one, Scalar):
                raise unfit(one.mark)
            self.marks.append((one.mark, name))
            if one.text:
                self.values.setdefault(name, []).append(one)
        self.marks.append((value.mark, name))


class Sheets:
    """The rows of each sheet that a record takes; those of the record itself have one field each.

    Raises:
        DataError: it has something that no row can hold, and that no record is to have; with its place.
    """

    def __init__(self, record: Mapping, columns: Columns) -> None:
        """Write the rows of a record."""
        if "records" in record.entries:
            place = record.keys["records"]
            remedy = mark("Name one of those in the file.")
            raise DataError(
                "A workbook holds one record.", file=place.file, line=place.line, column=place.column, remedy=remedy
            )
        self.columns = columns
        self.lines: dict[str, list[Line]] = {name: [] for name in columns.sheets}
        named = "adds" if "adds" in record.entries else "id"
        for key, value in record.entries.items():
            for name, one, marks in self._cells(RECORD, key, value, record, ""):
                line = Line()
                self._mark(RECORD, line, name, marks)
                line.marks += [(record.mark, name)] if key == named else []
                line.put(name, one)
                self.lines[RECORD].append(line)
        if named not in record.entries:
            self.lines[RECORD].insert(0, Line({}, [(record.mark, named)]))

    def _cells(
        self, sheet: str, key: str, value: Value, tree: Mapping, path: str
    ) -> Iterator[tuple[str, Value, list[Mark]]]:
        """Yield the columns that a key of a node fills, with the places of the key; write what has a sheet of its own.

        Args:
            path: the keys on the way to the node.
        """
        known = self.columns.grammar.keys.get(key)
        kind, place = known.value if known else "", tree.keys[key]
        if key in (EVIDENCE, CLAIMS):
            for entry in items(value):
                self._entry(key, entry, path)
        elif kind == "node":
            for child in items(value):
                if isinstance(child, Mapping):
                    self._child(key, child, path)
                else:
                    yield key, child, [place]
        elif isinstance(value, Mapping) and (known is None or kind == "lang"):
            for language, text in value.entries.items():
                yield f"{key}.{language}", text, [place, value.mark, value.keys[language]]
        else:
            plain: list[Value] = []
            for one in items(value):
                if isinstance(one, Mapping):
                    self._long(key, one, [value.mark, one.mark] if not plain else [one.mark], place, path)
                else:
                    plain.append(one)
            if plain or not items(value):
                yield key, Listing(tuple(plain), value.mark), [place]

    def _child(self, sheet: str, tree: Mapping, path: str) -> None:
        """Write a nested node: a row of its sheet, its first proof that shows all of it beside it."""
        name = self.columns.grammar.keys[sheet].names(tree)
        own = f"{path}/{name}" if path and name else name
        line = self._start(sheet, path)
        line.marks.append((tree.mark, "key"))
        beside = self._beside(tree)
        for key, value in tree.entries.items():
            rest: Value = value
            if key == EVIDENCE:
                rest = Listing(tuple(one for one in items(value) if one is not beside), value.mark)
            if not own and self._apart(key, rest):
                raise unfit(tree.keys[key])
            for column, one, marks in self._cells(sheet, key, rest, tree, own):
                self._mark(sheet, line, column, marks)
                line.put(column, one)
        if beside is not None:
            self._proof(sheet, line, beside)

    def _entry(self, sheet: str, tree: Value, path: str) -> None:
        """Write an entry of evidence, or a claim."""
        if not isinstance(tree, Mapping):
            raise unfit(tree.mark)
        line = self._start(sheet, path)
        line.marks.append((tree.mark, ANCHORS[sheet]))
        for word, value in tree.entries.items():
            if word != EVIDENCE or sheet != CLAIMS:
                self._word(sheet, line, word, value, tree.keys[word])
        self._proofs(sheet, line, tree)

    def _long(self, key: str, tree: Mapping, marks: list[Mark], place: Mark, path: str) -> None:
        """Write a value that carries its own proof."""
        line = self._start(VALUES, path)
        line.values[FIELD] = [Scalar(key, NOWHERE)]
        line.marks += [(place, FIELD), *((one, VALUE) for one in marks)]
        known = self.columns.grammar.keys.get(key)
        value_word = "provision" if known and known.value == "serve" else VALUE
        for word, value in tree.entries.items():
            if word != EVIDENCE:
                self._word(VALUES, line, VALUE if word == value_word else word, value, tree.keys[word])
        self._proofs(VALUES, line, tree)

    def _proofs(self, sheet: str, line: Line, tree: Mapping) -> None:
        """Write the proof of a value or of a claim beside it, and any further proof into rows of its own."""
        if sheet == EVIDENCE:
            return
        for number, entry in enumerate(items(tree.get(EVIDENCE))):
            if not isinstance(entry, Mapping):
                raise unfit(entry.mark)
            self._proof(sheet, self._start(sheet, "") if number else line, entry)

    def _proof(self, sheet: str, line: Line, entry: Mapping) -> None:
        line.marks.append((entry.mark, f"{EVIDENCE}.{ANCHORS[EVIDENCE]}"))
        for word, value in entry.entries.items():
            self._word(sheet, line, f"{EVIDENCE}.{word}", value, entry.keys[word])

    def _word(self, sheet: str, line: Line, name: str, value: Value, place: Mark) -> None:
        """Put the value of a word of the grammar into its column, or its texts into a column for each language."""
        if isinstance(value, Mapping):
            for language, text in value.entries.items():
                self._mark(sheet, line, f"{name}.{language}", [place, value.mark, value.keys[language]])
                line.put(f"{name}.{language}", text)
        else:
            self._mark(sheet, line, name, [place])
            shown = name.endswith("shows")
            line.put(name, Listing(tuple(map(_pair, items(value))), value.mark) if shown else value)

    def _mark(self, sheet: str, line: Line, name: str, marks: Iterable[Mark]) -> None:
        known = name in self.columns.known(sheet)
        line.marks += [(place, name if known else HEADING + name) for place in marks]

    def _start(self, sheet: str, path: str) -> Line:
        line = Line({OF: [Scalar(path, NOWHERE)]} if path else {})
        self.lines[sheet].append(line)
        return line

    def _beside(self, tree: Mapping) -> Mapping | None:
        """Return the first entry of evidence that shows all of a node, which stands beside it."""
        entries = (one for one in items(tree.get(EVIDENCE)) if isinstance(one, Mapping))
        return next((one for one in entries if "shows" not in one.entries), None)

    def _apart(self, key: str, value: Value) -> bool:
        """Tell whether what a key of a node holds is written into rows that name the node."""
        known = self.columns.grammar.keys.get(key)
        if key in (EVIDENCE, CLAIMS) or (known is not None and known.value == "node"):
            return bool(items(value))
        return known is not None and known.value != "lang" and any(isinstance(one, Mapping) for one in items(value))


def _pair(value: Value) -> Value:
    """Return `status: held`, which YAML takes for a key with its value, as the text that it is."""
    if isinstance(value, Mapping) and len(value.entries) == 1:
        ((key, inner),) = value.entries.items()
        if isinstance(inner, Scalar):
            return Scalar(f"{key}: {inner.text}", value.mark)
    return value


def unfit(place: Mark) -> DataError:
    """Return the error that something of a record cannot stand in a workbook."""
    return DataError(
        "This cannot stand in a workbook.",
        file=place.file,
        line=place.line,
        column=place.column,
        remedy=mark("Correct the record first."),
    )

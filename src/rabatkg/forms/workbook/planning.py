"""What the workbook of a record has on its sheets: which fields and columns, in which order, and the rows filled in."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from rabatkg.forms import explaining
from rabatkg.forms.fields import Field, Kind
from rabatkg.forms.workbook.explained import TITLES, Column, Explained
from rabatkg.forms.workbook.sheets import Line, Sheets
from rabatkg.intake.columns import CLAIMS, EVIDENCE, FIELD, OF, RECORD, VALUE, VALUES, Columns
from rabatkg.names import kebab
from rabatkg.records.correcting import CORRECTION
from rabatkg.speech import mark, say

ABOUT = {
    RECORD: mark("What the record says of its thing, a row for each field."),
    EVIDENCE: mark("What proves it: a row for each quotation or page. “Shows” names the fields that it proves."),
    VALUES: mark("Values that need a proof or a reason of their own, as when a curator reads between the lines."),
    CLAIMS: mark("What the same sources say of other things: further support for it, or another value."),
}


@dataclass
class Plan:
    """One sheet: its name, its title, what it is for, its columns (or fields of the record), and the rows filled in."""

    name: str
    title: str
    about: str
    columns: list[Column]
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class Nested:
    """The nodes under one key: the field, what may hold them (a key, or nothing for the record), and their classes."""

    field: Field
    holders: tuple[str, ...]
    classes: tuple[str, ...]


def plans(columns: Columns, lang: str, sheets: Sheets | None, kind: Kind | None, told: Explained | None) -> list[Plan]:
    """Return the sheets of a workbook, in their order; one with neither columns nor rows is left out.

    Args:
        columns: what the columns may be called.
        lang: the language of the titles.
        sheets: the rows that are filled in; without them the form is empty.
        kind: what the record is; without it, only what is filled in is planned.
        told: explains the columns of that kind.
    """
    lines = sheets.lines if sheets is not None else {}
    wanted = {one.name: one for one in _Form(told, kind, lines).plans()} if told and kind else {}
    found = []
    for name in columns.sheets:
        plan = wanted.get(name) or Plan(name, say(TITLES.get(name, name), lang), "", [])
        plan.lines = lines.get(name, [])
        plan.columns += _further(plan)
        found.append(plan)
    return [plan for plan in found if plan.columns or plan.lines]


def _further(plan: Plan) -> list[Column]:
    """Return columns for what the rows of a sheet hold besides."""
    known = {one.name for one in plan.columns}
    names = [name for line in plan.lines for name in line.names if name not in known]
    found = [Column(name, name, several=True) for name in dict.fromkeys(names)]
    if plan.name != RECORD:
        found.sort(key=lambda one: (one.name not in (OF, FIELD, "key"), one.name.startswith(EVIDENCE)))
    return found


class _Form:
    """The form of one kind of record."""

    def __init__(self, told: Explained, kind: Kind, lines: dict[str, list[Line]]) -> None:
        self.told, self.kind = told, kind
        self.added = any("adds" in line.values for line in lines.get(RECORD, ()))
        self.nested = _nested(told, kind.class_name)

    def plans(self) -> Iterator[Plan]:
        yield self._plan(RECORD, self._record())
        for name, nested in self.nested.items():
            meaning = explaining.text(nested.field.definition, self.told.lang)
            yield Plan(name, self.told.title(name, nested.field), meaning, list(self._node(nested)))
        yield self._plan(EVIDENCE, self._evidence())
        yield self._plan(VALUES, self._values())
        yield self._plan(CLAIMS, self._claims())

    def _plan(self, name: str, columns: Iterator[Column]) -> Plan:
        return Plan(name, self.told.title(name), self.told.say(ABOUT[name]), list(columns))

    def _record(self) -> Iterator[Column]:
        word = self.told.word
        if self.added:
            yield from (word("adds", due=True), word("key"))
        else:
            yield word("id", due=True, example=self.kind.example or "")
            yield replace(word("type", due=True), filled=self.kind.class_name)
        fields = self.told.model.fields(self.kind.class_name)
        first = [one for one in fields if one.required or one.one_of]
        for one in first:
            yield from self.told.field(one)
        yield Column("", self.told.say("More that may be said"))
        for one in fields:
            if one not in first:
                yield from self.told.field(one)

    def _node(self, nested: Nested) -> Iterator[Column]:
        """Yield the columns of nodes: what must be filled in, their proof, then the rest, what all may say first."""
        word, key = self.told.word, self.told.columns.grammar.keys[nested.field.key]
        above = [one for one in nested.holders if one]
        if above:
            one = word(OF, due="" not in nested.holders)
            keyed = len(above) == 1 and not self.told.columns.grammar.keys[above[0]].named_by
            yield replace(one, keys_of=above[0]) if keyed else one
        yield word("key", due=not key.named_by)
        if key.node is None or len(nested.classes) > 1:
            options = tuple((one, self.told.kind(one)) for one in nested.classes)
            yield replace(word("type", due=True), options=options)
        takers: dict[str, list[str]] = defaultdict(list)
        columns: dict[str, Column] = {}
        for class_name in nested.classes:
            for column in self.told.fields(self.told.model.fields(class_name, key.name)):
                takers[column.name].append(class_name)
                columns.setdefault(column.name, column)
                if column.due:
                    columns[column.name] = column
        found = [self._for(column, takers[column.name], nested) for column in columns.values()]
        yield from (column for column in found if column.due)
        yield from self.told.proof()
        yield from (column for column in found if not column.due and len(takers[column.name]) == len(nested.classes))
        yield from (column for column in found if not column.due and len(takers[column.name]) < len(nested.classes))

    def _for(self, column: Column, takers: list[str], nested: Nested) -> Column:
        """Return a column which says for which classes it is, where it is not for all."""
        if len(takers) == len(nested.classes):
            return column
        kinds = self.told.say("Only for: {kinds}.", kinds=", ".join(map(self.told.kind, takers)))
        return replace(column, due=False, form=f"{column.form} {kinds}")

    def _evidence(self) -> Iterator[Column]:
        yield from map(self.told.word, (OF, "passage", "quote", "shows", "pages", "verification"))
        yield from self.told.reading()

    def _values(self) -> Iterator[Column]:
        """Yield the columns of values with their own proof: of the record, or of any node in it."""
        fields = list(self.told.model.fields(self.kind.class_name))
        for key, nested in self.nested.items():
            fields += [one for name in nested.classes for one in self.told.model.fields(name, key)]
        keys = {one.key: explaining.name(one, self.told.lang) for one in fields if one.key in self.told.columns.fields}
        yield self.told.word(OF)
        yield replace(self.told.word(FIELD, due=True), options=tuple(keys.items()))
        yield self.told.word(VALUE, due=True)
        yield from self.told.reading()
        yield from self.told.proof()

    def _claims(self) -> Iterator[Column]:
        correcting = f"{kebab(self.kind.class_name)}/" == CORRECTION
        yield self.told.word(OF)
        yield from (self.told.word(word, due=True) for word in ("about", "property"))
        for word in (VALUE, "rank", "replaces" if correcting else "rule"):
            yield self.told.word(word)
            yield from self.told.spoken(word) if word != "rank" else ()
        yield from self.told.reading()
        yield from self.told.proof()


def _nested(told: Explained, class_name: str) -> dict[str, Nested]:
    """Return the nodes that may stand below a thing of a class, at any depth, by their key."""
    found: dict[str, Nested] = {}
    waiting = [(class_name, "")]
    seen = set(waiting)
    while waiting:
        holder, under = waiting.pop(0)
        for one in told.model.fields(holder, under or None):
            if not one.node:
                continue
            held = found.get(one.key, Nested(one, (), ()))
            holders, classes = (
                {**dict.fromkeys(old), **dict.fromkeys(new)}
                for old, new in ((held.holders, (under,)), (held.classes, one.node))
            )
            found[one.key] = Nested(held.field, tuple(holders), tuple(classes))
            further = [(inner, one.key) for inner in one.node if (inner, one.key) not in seen]
            seen.update(further)
            waiting += further
    return found

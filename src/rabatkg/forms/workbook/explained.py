"""Columns of sheets, and fields of the record, explained in the language of the reader."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rabatkg.forms import explaining
from rabatkg.forms.fields import Field, Model
from rabatkg.forms.options import Option, Things
from rabatkg.forms.workbook import headings
from rabatkg.intake.columns import CLAIMS, EVIDENCE, RECORD, VALUES, Columns
from rabatkg.speech import mark, say

TITLES = {
    RECORD: mark("Record"),
    EVIDENCE: mark("Evidence"),
    VALUES: mark("Values with proof"),
    CLAIMS: mark("Claims elsewhere"),
}
PROOF = ("passage", "quote", "pages", "verification")
"""The words of a proof that a form has room for beside what it proves."""
APART = frozenset({"node", "serve"})
"""How values are written that stand on a sheet of their own."""


@dataclass(frozen=True)
class Column:
    """A column of a sheet, or a field of the record, which has a row there; without a name, a heading above fields.

    Attributes:
        name: as `intake.columns` has it.
        label: what people call it.
        meaning: what it is for.
        form: how its values are written.
        options: what may be chosen, with what it is called.
        keys_of: the name of the sheet whose keys may be chosen.
        due: whether it must be filled in.
        several: whether several values may stand, one a line.
        closed: whether nothing is to be written here, but on another sheet.
        filled: what stands in it from the beginning.
    """

    name: str
    label: str
    meaning: str = ""
    form: str = ""
    options: tuple[Option, ...] = ()
    keys_of: str | None = None
    due: bool = False
    several: bool = False
    closed: bool = False
    filled: str = ""

    @property
    def title(self) -> str:
        """What people call it, with a star where it must be filled in; empty where it is called as it is named."""
        told = "" if self.label == self.name else self.label
        return f"{told} *" if self.due else told


@dataclass(frozen=True)
class Explained:
    """The columns of one form.

    Attributes:
        columns: what columns may be called.
        lang: the language of the explanations.
        model: the fields of all classes.
        things: those that fields may name.
    """

    columns: Columns
    lang: str
    model: Model
    things: Things | None

    def field(self, asked: Field) -> Iterator[Column]:
        """Yield the columns of a field: one, or one for each language."""
        options = tuple(explaining.listed(asked, self.things, self.lang))
        label, meaning = explaining.name(asked, self.lang), explaining.text(asked.definition, self.lang)
        form = " ".join(part for part in (self._form(asked, options), explaining.due(asked, self.lang)) if part)
        closed = asked.value in APART
        due = asked.required and not closed
        one = Column(asked.key, label, meaning, form, options, due=due, several=asked.many, closed=closed)
        if asked.value == "lang":
            for language in self.columns.languages:
                yield replace(one, name=f"{asked.key}.{language}", label=f"{label} ({language})")
        else:
            yield one

    def fields(self, fields: Sequence[Field]) -> Iterator[Column]:
        """Yield the columns of fields, without those that have a sheet of their own."""
        for asked in fields:
            if asked.value not in APART:
                yield from self.field(asked)

    def word(self, word: str, *, due: bool = False, example: str = "") -> Column:
        """Return the column of a word of the grammar."""
        options = tuple(headings.choices(word, self.lang))
        several = word in ("shows", "pages")
        form = self.say("From the list.") if options else self.say("One a line.") if several else ""
        told = self.say("As in {example}.", example=example) if example else form
        label, meaning = headings.called(word, self.lang), headings.meant(word, self.lang)
        return Column(word, label, meaning, told, options, due=due, several=several)

    def spoken(self, word: str) -> Iterator[Column]:
        """Yield the columns of a word whose text stands in every language."""
        one = self.word(word)
        for language in self.columns.languages:
            yield replace(one, name=f"{word}.{language}", label=f"{one.label} ({language})")

    def reading(self) -> Iterator[Column]:
        """Yield the columns by which one says that a source is read so, and why."""
        yield self.word("basis")
        yield from self.spoken("because")

    def proof(self) -> Iterator[Column]:
        """Yield the columns of a proof that stands beside what it proves."""
        for one in map(self.word, PROOF):
            yield replace(one, name=f"{EVIDENCE}.{one.name}", label=self.say("Proof: {name}", name=one.label))

    def kind(self, class_name: str) -> str:
        """Return what a class is called."""
        labels = (kind.label for kind in self.model.kinds if kind.class_name == class_name)
        return explaining.text(next(labels, {}), self.lang) or class_name

    def title(self, sheet: str, field: Field | None = None) -> str:
        """Return what a sheet is called: as the field whose nodes stand there."""
        label = self.say(TITLES[sheet]) if sheet in TITLES else explaining.name(field, self.lang) if field else sheet
        return label[:1].upper() + label[1:]

    def say(self, template: str, /, **values: object) -> str:
        """Return a template in the language of the form."""
        return say(template, self.lang, **values)

    def _form(self, asked: Field, options: Sequence[Option]) -> str:
        if asked.value in APART:
            title = self.title(asked.key if asked.value == "node" else VALUES, asked)
            return self.say("On the sheet “{sheet}”, one a row.", sheet=title)
        if options:
            told = self.say("From the list.")
        else:
            one = replace(asked, many=False, value="string" if asked.value == "lang" else asked.value)
            taken = explaining.taken(one, self.lang)
            told = f"{taken[:1].upper()}{taken[1:]}."
        return f"{told} {self.say('Several may stand.')}" if asked.many else told

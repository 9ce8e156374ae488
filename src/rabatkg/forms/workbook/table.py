"""The form of a table (CSV): the names of its columns, and two rows that say what they are for."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO

from rabatkg.forms.fields import Kind, Model
from rabatkg.forms.words import Source
from rabatkg.forms.workbook.explained import Column, Explained
from rabatkg.intake.columns import OF, Columns
from rabatkg.intake.separated import REMARK, SEPARATORS
from rabatkg.speech import SOURCE

BYTE_ORDER = "\ufeff"
"""By this spreadsheets know that a table is in UTF-8."""


def table(source: Source | Model, class_name: str, lang: str) -> str:
    """Return the form of a table whose rows are things of a class: records, or the parts of records elsewhere.

    Args:
        source: a corpus or the words of a dialogue, or the fields that were worked out from them.
        class_name: that of the things.
        lang: the language of the two rows of remarks; it also decides whether commas or semicolons part the cells, as
            spreadsheets expect it there.

    Raises:
        UnknownName: nothing may be of the class.
    """
    model = source if isinstance(source, Model) else Model(source)
    words = model.source
    told = Explained(Columns(words.grammar, words.layout.settings.languages), lang, model, None)
    columns = list(_columns(told, class_name))
    written = StringIO()
    writer = csv.writer(written, delimiter=SEPARATORS[lang != SOURCE], lineterminator="\r\n")
    writer.writerow(column.name for column in columns)
    for first, *rest in ([column.title for column in columns], [_told(column) for column in columns]):
        writer.writerow([f"{REMARK} {first}", *rest])
    return BYTE_ORDER + written.getvalue()


def _columns(told: Explained, class_name: str) -> Iterator[Column]:
    """Yield the columns by which a row is known, those of its fields, what is due first, and those of its proof."""
    kinds = [(kind, told.model.fields(kind.class_name)) for kind in told.model.kinds]
    holders = [(kind, field) for kind, held in kinds for field in held if class_name in field.node]
    if holders:
        under = holders[0][1].key
        yield from _of_nodes(told, [kind for kind, field in holders if field.key == under], under, class_name)
    else:
        under = None
        example = next((kind.example for kind, _ in kinds if kind.class_name == class_name), None)
        yield told.word("id", due=True, example=example or "")
        yield told.word("type", due=True, example=class_name)
    fields = told.model.fields(class_name, under)
    yield from told.fields(sorted(fields, key=lambda one: not (one.required or one.one_of)))
    yield from told.proof()


def _of_nodes(told: Explained, holders: list[Kind], under: str, class_name: str) -> Iterator[Column]:
    """Yield the columns by which a row is known: what it belongs to, its key there, and what it is."""
    key = told.columns.grammar.keys[under]
    owners = {prefix for kind in holders for prefix in kind.prefixes}
    owner = owners.pop() if len(owners) == 1 else None
    meaning = told.say("The record that the row belongs to, by its identifier.")
    yield replace(told.word(OF, due=True, example=f"{owner}/…" if owner else ""), name=owner or OF, meaning=meaning)
    yield replace(told.word("key", due=not key.named_by), name=under)
    if key.node is None:
        yield told.word("type", due=True, example=class_name)


def _told(column: Column) -> str:
    """Return what a column is for and takes; where there would be a list to choose from, what is in it."""
    form = ", ".join(key for key, _ in column.options) or column.form
    return f"{column.meaning} {form}".strip()

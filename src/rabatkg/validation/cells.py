"""Findings in workbooks and tables: told by headings and cells, and what only a cell can have wrong."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from rdflib import URIRef

from rabatkg.findings import ERROR, WARNING, Finding
from rabatkg.names import slug
from rabatkg.records import Choice, Typed
from rabatkg.speech import Message, Texts, mark
from rabatkg.validation.meaning import Meaning

QUOTED = re.compile(r"([‘«`][\s\u00a0\u202f]*)(\w+)(?=(?:: [^’»`]+)?[\s\u00a0\u202f]*[’»`])")
"""A key as messages quote it: ‘grounds’, « kind: source-kind/own-check »."""
CELLS = {
    "'{key}' needs a provision and its basis.": mark("“{key}” stands on the sheet for values with their own proof."),
    "A claim needs `about`, `property` and `value`.": mark(
        "A claim needs “{about_column}”, “{property_column}” and “{value_column}”."
    ),
    "Add `because:` with one line for each.": mark("Fill in “{because_column}” for each of them."),
    "Add `key:` in lower-case letters, digits and hyphens.": mark(
        "Fill in “{key_column}”, in lower-case letters, digits and hyphens."
    ),
    "Add `type:` with its class.": mark("Fill in “{type_column}” with its class."),
    "Add a claim with that value and `rank: replaced`, or correct `replaces`.": mark(
        "Add a row with that value and “replaced” under “{rank_column}”, or correct “{replaces_column}”."
    ),
    "Add an evidence entry with a passage, a quotation and `shows: [{key}]`.": mark(
        "Give it a proof: fill in “{passage_column}” and “{quote_column}”, and, where a proof shows only some fields, "
        "name “{key}” under “{shows_column}”."
    ),
    "Give `id:` a kind and a key of lower-case letters, digits and hyphens.": mark(
        "Write a kind and a key of lower-case letters, digits and hyphens into “{id_column}”."
    ),
    "Give the record another `id`.": mark("Write another identifier into “{id_column}”."),
    "If the record is of that, give it the `id` {new}; `rabatkg record add --replace` then files it.": mark(
        "If the record is of that, write {new} into “{id_column}”; `rabatkg record add --replace` then files it."
    ),
    "Say what it is called, and when it was; or give it an `id:`.": mark(
        "Say what it is called, and when it was; or fill in “{id_column}”."
    ),
    "Write `- provision: …` and `basis: stated` or `basis: interpreted`.": mark(
        "Write it there, a row for each: the field, the provision, and stated or interpreted under “{basis_column}”."
    ),
    "Write `passage:` and `quote:`; for the web, `pages:` and `verification: reported`.": mark(
        "Fill in “{passage_column}” and “{quote_column}”; for pages of the web, “{pages_column}”, and “reported” under "
        "“{verification_column}”."
    ),
    "Write it as a list of languages.": mark("Each language ({languages}) has a cell of its own."),
    "`shows` lists keys of this node, or `key: value`.": mark(
        "“{shows_column}” takes fields of the record, or of the row that the proof belongs to, one a line, alone or "
        "with a value, as in “field: value”."
    ),
}
"""What the grammar of records says in the words of YAML, in those of a sheet."""


def in_cells(finding: Finding, typed: Typed) -> Finding:
    """Return a finding that speaks of headings and cells, where what it is about was typed into such.

    Args:
        finding: what is wrong, told in the words of YAML.
        typed: what the workbook or the table calls its columns.
    """
    return replace(finding, message=tuple(_told(part, typed.called) for part in finding.message))


def misnamed(meaning: Meaning, choices: list[Choice]) -> Iterator[Finding]:
    """Yield the choices from a list whose key is that of one thing, and whose name is that of another.

    Only the key is read. A name that nothing bears is a warning: the thing may have been called otherwise once.
    """
    for one in choices:
        called = meaning.names(URIRef(meaning.corpus.names.thing(one.thing)))
        if not called or slug(one.called) in {slug(text) for text in called}:
            continue
        others = tuple(name for name in meaning.named(one.called) if name != one.thing)
        values = {"thing": one.thing, "called": one.called, "names": ", ".join(sorted(called))}
        told = Message(mark("The key here is that of {names}, and the name beside it is {called}."), values)
        remedy = Message(mark("Choose again from the list: only the key, {thing}, is read."), values)
        severity = ERROR if others else WARNING
        yield Finding("Cell-choice", (told, remedy), severity, value=one.thing, near=others).at(one.mark)


def _told(part: Message | Texts, called: Mapping[str, str]) -> Message | Texts:
    if isinstance(part, Texts):
        return Texts({lang: _named(text, called) for lang, text in part.texts.items()})
    template = CELLS.get(part.template, part.template)
    key = part.values.get("key")
    values = {**part.values, "key": called.get(str(key), key)} if key is not None else dict(part.values)
    columns = re.findall(r"\{(\w+)_column\}", template)
    values |= {f"{word}_column": called.get(word, word) for word in columns}
    return Message(template, values)


def _named(text: str, called: Mapping[str, str]) -> str:
    return QUOTED.sub(lambda found: found[1] + called.get(found[2], found[2]), text)

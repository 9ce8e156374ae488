"""Records that are offered under an identifier that is held already: told first, and once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from rabatkg.findings import ERROR, WARNING, Finding, named
from rabatkg.graph import Corpus
from rabatkg.records import Expansion, Mark
from rabatkg.speech import Message, mark

RULE = "Record-held"
TOLD = mark("{id} is held already, in {held}.")
REPLACE = {
    False: mark("Give it another `id` if it is another thing; --replace puts it in the place of that one."),
    True: mark("Give it a `key` if it says something else; --replace puts it in the place of that one."),
}
"""What to do about a record that is held, and about an addition that is."""
TOLD_TWICE = mark("{id} is held already, in {held}, and {more} says some of the same as this record.")
ADD = mark(
    "If it is the same thing, write only what is new, with `adds: {id}` in the place of `id` and `type`; "
    "if it is another, give it another `id`."
)


def warned(corpus: Corpus, offers: Iterable[Expansion], bearers: Mapping[str, Path]) -> tuple[Finding, ...]:
    """Return a warning for each record whose identifier is held; one in the file that is checked is the held one.

    Args:
        corpus: what they are to join.
        offers: the records.
        bearers: the files of the records that are held, by identifier.
    """
    return tuple(
        finding(one, corpus.layout.name(path), WARNING)
        for one in offers
        if (path := bearers.get(one.id)) is not None and path != one.file
    )


def finding(one: Expansion, held: str | Mark, severity: str) -> Finding:
    """Return what is told of a record whose identifier is held.

    Args:
        one: the record.
        held: where the held one stands.
    """
    place = f"{held.file}:{held.line}" if isinstance(held, Mark) else held
    parts = (Message(TOLD, {"id": one.id, "held": place}), Message(REPLACE[one.adds is not None]))
    return Finding(RULE, parts, severity, node=one.id).at(one.adds or one.marks.get(one.iri))


def settled(corpus: Corpus, warnings: Sequence[Finding], found: Iterable[Finding]) -> Iterator[Finding]:
    """Yield what was found wrong; what only follows from an addition to a held thing is told as one fault.

    Args:
        corpus: what the records are to join, or a neighbourhood, with the records.
        warnings: those whose identifiers are held; see `warned`.
        found: what was found wrong with them.
    """
    first = {one.node: one for one in warnings}
    additions = [one for one in corpus.written if one.adds and corpus.names.short(str(one.iri)) in first]
    said: dict[tuple[object, object], Expansion] = {}
    for one in additions:
        for each in one.statements:
            for word in (each.key, corpus.names.short(str(each.predicate))):
                said[named(each.subject, corpus), word] = one
    told: set[str | None] = set()
    for fault in found:
        values = fault.message[0].values if isinstance(fault.message[0], Message) else {}
        addition = said.get((fault.node or values.get("subject"), fault.path or values.get("property")))
        if addition is None or fault.severity != ERROR:
            yield fault
            continue
        held = corpus.names.short(str(addition.iri))
        if held not in told:
            told.add(held)
            yield _twice(first[held], corpus.layout.name(addition.file) if addition.file else "")


def _twice(warning: Finding, more: str) -> Finding:
    """Return the error that a record is which is held, and completed by an addition in another file."""
    told = warning.message[0]
    assert isinstance(told, Message)
    values = {**told.values, "more": more}
    return replace(warning, severity=ERROR, message=(Message(TOLD_TWICE, values), Message(ADD, values)))

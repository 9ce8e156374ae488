"""Corrections of what the graph says: what was set aside or is disputed, since when, and why."""

from dataclasses import dataclass

from rabatkg.evidence.wording import Wording
from rabatkg.store import HEAD


@dataclass(frozen=True)
class Corrected:
    """One statement that a correction retracted, replaced or disputes.

    Attributes:
        key: the correction.
        on: the day on which it was made.
        grounds: why, in the reader's language.
        rank: retracted, replaced or disputed.
        stands: whether it is disputed and still asserted.
        subject, property, value: the statement, by its keys, or the text of a literal.
        words: the statement in words.
        said: the same without its subject.
        instead: what was put in its place, in words.
    """

    key: str
    on: str
    grounds: str
    rank: str
    stands: bool
    subject: str
    property: str
    value: str
    words: str
    said: str
    instead: tuple[str, ...] = ()


def corrections(wording: Wording, iri: str) -> tuple[Corrected, ...]:
    """Return the corrections of what was said of a thing, or of one claim, or all that one correction did.

    The earliest come first.
    """
    names = wording.names
    rows = wording.store.select(
        f"""{HEAD} SELECT DISTINCT ?claim ?by ?on ?grounds ?rank ?s ?p ?o ?instead ?said WHERE {{
            {{ BIND(<{iri}> AS ?s) ?claim rdf:subject ?s ; rkg:rankedBy ?by }}
            UNION {{ BIND(<{iri}> AS ?by) ?claim rkg:rankedBy ?by ; rdf:subject ?s }}
            UNION {{ BIND(<{iri}> AS ?claim) ?claim rkg:rankedBy ?by ; rdf:subject ?s }}
            ?by rkg:madeOn ?on ; rkg:grounds ?grounds .
            ?claim rkg:rank ?rank ; rdf:predicate ?p ; rdf:object ?o .
            OPTIONAL {{ ?s ?p ?said FILTER(SAMETERM(?said, ?o)) }}
            OPTIONAL {{ ?other rkg:replaces ?claim ; rdf:object ?instead }} }}"""
    ).rows
    wording.learn(row[part].value for row in rows for part in ("s", "p", "o") if row[part].kind == "uri")
    grounds = wording.choose(rows, "claim", "grounds")
    instead: dict[str, dict[str, None]] = {}
    for row in rows:
        if "instead" in row:
            instead.setdefault(row["claim"].value, {})[wording.told(row["instead"])] = None
    found = {}
    for row in rows:
        claim, value = row["claim"].value, row["o"]
        if value.lang in (None, wording.lang):
            said = wording.statement(row["p"].value, value)
            found[claim] = Corrected(
                key=names.short(row["by"].value),
                on=row["on"].value,
                grounds=grounds[claim],
                rank=row["rank"].value,
                stands=row["rank"].value == "disputed" and "said" in row,
                subject=names.short(row["s"].value),
                property=names.short(row["p"].value),
                value=names.short(value.value) if value.kind == "uri" else value.value,
                words=f"{wording.of(row['s'].value)} — {said}",
                said=said,
                instead=tuple(instead.get(claim, ())),
            )
    return tuple(sorted(found.values(), key=lambda one: (one.on, one.key, one.property, one.value)))

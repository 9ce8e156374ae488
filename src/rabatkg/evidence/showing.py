"""A thing in words: what is said of it, and what points to it."""

from collections.abc import Iterable
from dataclasses import dataclass

from rabatkg.evidence.asking import NODES, why
from rabatkg.evidence.corrections import Corrected, corrections
from rabatkg.evidence.naming import resolve
from rabatkg.evidence.supports import Support, supports
from rabatkg.evidence.threads import Step, thread
from rabatkg.evidence.wording import Wording
from rabatkg.names import RDF, RDFS, RKG, SKOS, Names
from rabatkg.store import HEAD, Row, Store, Term

APART = frozenset(
    {
        f"{RDF}type",
        f"{RDFS}label",
        f"{SKOS}prefLabel",
        f"{SKOS}altLabel",
        f"{RKG}summary",
        f"{RKG}note",
        f"{RKG}earliest",
        f"{RKG}latest",
    }
)
"""Properties that are told apart from the facts, or not at all."""


@dataclass(frozen=True)
class Fact:
    """One value of a property.

    Attributes:
        value: the key of a thing, or a text.
        words: the value in words.
        supports: the evidence, empty where the property owes none.
    """

    value: str
    words: str
    supports: tuple[Support, ...]


@dataclass(frozen=True)
class Facts:
    """The values of one property."""

    property: str
    label: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Thing:
    """A thing, in one language.

    `thread` is empty where the thing follows nothing up and nothing follows it; `corrections` tells what was set aside
    of it or is disputed, and of a correction all that it did.
    """

    key: str
    iri: str
    kind: str
    label: str
    other_labels: tuple[str, ...]
    summary: str | None
    note: str | None
    said: tuple[Facts, ...]
    pointing: tuple[Facts, ...]
    thread: tuple[Step, ...] = ()
    corrections: tuple[Corrected, ...] = ()


def show(store: Store, names: Names, thing: str, lang: str = "en") -> Thing:
    """Return all that is said of a thing, bar what follows from it by rules; of a claim or evidence, see `cited`.

    Raises:
        UnknownName: nothing bears the name.
    """
    iri = resolve(store, names, thing)
    wording = Wording(store, names, lang)
    if names.short(iri).partition("/")[0] in NODES and (groups := why(store, names, iri, lang=lang)):
        from rabatkg.evidence.citing import cited  # it tells of what stands here

        return cited(wording, iri, groups)
    apart = f"FILTER(?g NOT IN (<{names.graph('inferred')}>, <{names.graph('claims')}>))"
    said = store.select(f"SELECT DISTINCT ?p ?o WHERE {{ GRAPH ?g {{ <{iri}> ?p ?o }} {apart} }}").rows
    pointing = store.select(f"SELECT DISTINCT ?p ?o WHERE {{ GRAPH ?g {{ ?o ?p <{iri}> }} {apart} }}").rows
    types = [row["o"].value for row in said if row["p"].value == f"{RDF}type"]
    return Thing(
        key=names.short(iri),
        iri=iri,
        kind=", ".join(wording.of(one) for one in types),
        label=wording.of(iri),
        other_labels=_texts(said, f"{SKOS}altLabel", lang),
        summary=_text(wording, said, f"{RKG}summary"),
        note=_text(wording, said, f"{RKG}note"),
        said=_facts(wording, said, _proofs(wording, iri, "subject", "object")),
        pointing=_facts(wording, pointing, _proofs(wording, iri, "object", "subject")),
        thread=thread(wording, iri),
        corrections=corrections(wording, iri),
    )


def _proofs(wording: Wording, iri: str, end: str, other: str) -> dict[tuple[str, Term], tuple[Support, ...]]:
    """Return the evidence of each claim that has the thing at one end, by its property and other end."""
    rows = wording.store.select(
        f"""{HEAD} SELECT DISTINCT ?p ?o ?evidence WHERE {{
            ?claim rdf:{end} <{iri}> ; rdf:predicate ?p ; rdf:{other} ?o ; rkg:evidence ?evidence .
            FILTER NOT EXISTS {{ ?claim rkg:rank ?rank }} }}"""
    ).rows
    found = supports(wording, {row["evidence"].value for row in rows})
    grouped: dict[tuple[str, Term], list[Support]] = {}
    for row in rows:
        grouped.setdefault((row["p"].value, row["o"]), []).append(found[row["evidence"].value])
    return {key: tuple(sorted(proofs, key=lambda one: one.id)) for key, proofs in grouped.items()}


def _facts(wording: Wording, rows: list[Row], proofs: dict[tuple[str, Term], tuple[Support, ...]]) -> tuple[Facts, ...]:
    rows = [row for row in rows if row["p"].value not in APART and row["o"].kind != "bnode"]
    rows = [row for row in rows if row["o"].lang in (None, wording.lang)]
    wording.learn(row[part].value for row in rows for part in "po" if row[part].kind == "uri")
    grouped: dict[str, list[Fact]] = {}
    for row in rows:
        term, name = row["o"], row["p"].value
        value = wording.names.short(term.value) if term.kind == "uri" else term.value
        grouped.setdefault(name, []).append(Fact(value, wording.told(term), proofs.get((name, term), ())))
    found = [
        Facts(wording.names.short(name), wording.of(name), tuple(sorted(facts, key=_by_number)))
        for name, facts in grouped.items()
    ]
    return tuple(sorted(found, key=lambda one: one.property))


def _by_number(fact: Fact) -> tuple[tuple[bool, int, str], ...]:
    return tuple((not part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in fact.value.split("-"))


def _texts(rows: Iterable[Row], property: str, lang: str) -> tuple[str, ...]:
    return tuple(sorted(row["o"].value for row in rows if row["p"].value == property and row["o"].lang == lang))


def _text(wording: Wording, rows: Iterable[Row], property: str) -> str | None:
    found = wording.choose((row for row in rows if row["p"].value == property), "p", "o")
    return found.get(property)

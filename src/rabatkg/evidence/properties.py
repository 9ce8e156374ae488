"""Which properties of a thing may be asked about, and which one a person means."""

from collections.abc import Iterable
from difflib import get_close_matches

from rabatkg.errors import UnknownName
from rabatkg.evidence.calling import folded
from rabatkg.evidence.derived import derivation
from rabatkg.evidence.wording import Wording, values
from rabatkg.names import DCTERMS, FOAF, OWL, RDFS, RKG, SKOS
from rabatkg.speech import mark
from rabatkg.store import HEAD

RECORD_KEYS = {
    "title": f"{SKOS}prefLabel",
    "altTitle": f"{SKOS}altLabel",
    "part": f"{RKG}partOf",
    "outcome": f"{RKG}arisesFrom",
    "participation": f"{RKG}inEvent",
    "capacity": f"{RKG}inCapacity",
    "link": f"{FOAF}page",
    "homePage": f"{FOAF}homepage",
    "sameConcept": f"{SKOS}exactMatch",
    "closeConcept": f"{SKOS}closeMatch",
    "replacedBy": f"{DCTERMS}isReplacedBy",
}
"""The keys of records that are not called like their property."""


def askable(wording: Wording, iri: str) -> list[str]:
    """Return the properties for which there is evidence: claimed of the thing, claimed of others with it, derived."""
    rows = wording.store.select(
        f"""{HEAD} SELECT DISTINCT ?p WHERE {{
            {{ ?claim rdf:subject <{iri}> }} UNION {{ ?claim rdf:object <{iri}> }}
            ?claim rdf:predicate ?p ; rkg:evidence ?evidence }}"""
    ).rows
    found = {row["p"].value for row in rows}
    derived: dict[str, bool] = {}
    for row in wording.store.select(
        f'SELECT DISTINCT ?p ?o WHERE {{ <{iri}> ?p ?o FILTER(isIRI(?o) && STRSTARTS(STR(?p), "{RKG}")) }}'
    ).rows:
        name = row["p"].value
        if name not in found and not derived.get(name):
            derived[name] = derivation(wording.store, iri, name, row["o"]) is not None
    found |= {name for name, follows in derived.items() if follows}
    wording.learn(found)
    return sorted(found, key=lambda one: (folded(wording.of(one)), one))


def chosen(wording: Wording, iri: str, asked: str, known: set[str]) -> set[str]:
    """Return the properties meant by a word: `coChair`, `rkg:coChair`, an IRI, a label in any language, a record's key.

    `addresses` means both its bases.

    Args:
        iri: the thing that is asked about.
        asked: the word.
        known: the properties of the thing.

    Raises:
        UnknownName: none of them is called so; the remedy lists those that may be asked about.
    """
    if hits := _called(wording, known).get(folded(asked)):
        return hits
    open_to = askable(wording, iri)
    near = _near(wording, asked, open_to)
    every = wording.store.select(
        f"SELECT ?p WHERE {{ ?p <{RDFS}label> ?label FILTER NOT EXISTS {{ ?p a <{OWL}Class> }} }}"
    ).rows
    real = folded(asked) in _called(wording, {row["p"].value for row in every} | set(RECORD_KEYS.values()))
    template = mark("{name} says nothing of this.") if real else mark("No property is called {name}.")
    remedy = mark("Nothing that is said of this owes evidence: own words, structure, or a register.")
    if near:
        remedy = mark("Did you mean {offer}? What can be asked of it: {several}.")
    elif open_to:
        remedy = mark("What can be asked of it: {several}.")
    several = ", ".join(dict.fromkeys(wording.of(one) for one in open_to))
    error = UnknownName(asked, (), template, remedy=remedy, several=several, offer=", ".join(near))
    error.near = near
    raise error


def _called(wording: Wording, known: Iterable[str]) -> dict[str, set[str]]:
    """Return the properties by each word that means them, folded."""
    known = set(known)
    labels = wording.store.select(
        f"SELECT ?p ?label WHERE {{ VALUES ?p {{ {values(known)} }} ?p <{RDFS}label> ?label }}"
    ).rows
    wording.learn(known)
    called: dict[str, set[str]] = {}
    for iri in known:
        local = wording.names.short(iri).partition(":")[2] or iri
        for name in (local, wording.names.short(iri), iri, local.partition("As")[0], wording.of(iri)):
            called.setdefault(folded(name), set()).add(iri)
    for key, iri in RECORD_KEYS.items():
        if iri in known:
            called.setdefault(folded(key), set()).add(iri)
    for row in labels:
        called.setdefault(folded(row["label"].value), set()).add(row["p"].value)
    return called


def _near(wording: Wording, asked: str, known: list[str]) -> tuple[str, ...]:
    """Return the names of properties that look like a word, each property once, best first."""
    names = {folded(name): (name, iri) for iri in known for name in (wording.of(iri), _local(wording, iri))}
    close = [names[one] for one in get_close_matches(folded(asked), list(names), n=3, cutoff=0.75)]
    return tuple({iri: name for name, iri in reversed(close)}.values())[::-1]


def _local(wording: Wording, iri: str) -> str:
    return wording.names.short(iri).partition(":")[2] or iri

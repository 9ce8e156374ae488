"""From what a person types to the thing that is meant: a key, an IRI, or a label that only one thing bears."""

import re
import unicodedata
from collections.abc import Iterable

from rabatkg.errors import UnknownName
from rabatkg.names import KEY, Names
from rabatkg.speech import mark
from rabatkg.store import HEAD, Store

IRI = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+", re.IGNORECASE)


def folded(text: str) -> str:
    """Return the text without accents, case and punctuation, its words parted by single spaces."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return " ".join(re.findall(r"\w+", plain.casefold()))


def resolve(store: Store, names: Names, name: str, plan: str | None = None) -> str:
    """Return the IRI of the thing that is meant.

    Args:
        name: `kind/key`, `prefix:name`, an IRI, a label, or what a provision is called in its text (`Action 17`).
        plan: IRI of the plan whose provisions are meant where a label is that of several.

    Raises:
        UnknownName: nothing bears the name, or several things do; `near` tells which.
    """
    iri = names.full(name)
    if (KEY.fullmatch(name.strip()) or IRI.fullmatch(iri)) and _there(store, iri):
        return iri
    labelled = _labelled(store)
    hits = labelled.get(folded(name), set())
    if len(hits) > 1 and plan is not None:
        hits = {hit for hit in hits if hit.startswith(_provisions(plan))} or hits
    if len(hits) == 1:
        return hits.pop()
    if hits:
        several = ", ".join(sorted(names.short(hit) for hit in hits)[:5])
        raise UnknownName(
            name,
            (),
            "{name} is the name of several things.",
            several=several,
            remedy=mark("Name one by its key: {several}."),
        )
    shorts = {names.short(hit) for found in labelled.values() for hit in found}
    raise UnknownName(name, _near_first(name, shorts, labelled), remedy=mark("Look for it with: rabatkg search WORDS"))


def _there(store: Store, iri: str) -> bool:
    return store.select(f"ASK {{ <{iri}> ?property ?value }}").rows[0]["answer"].value == "true"


def _labelled(store: Store) -> dict[str, set[str]]:
    """Return the things that bear each label, folded; a provision also bears its class with its number."""
    found: dict[str, set[str]] = {}
    plain = store.select(f"{HEAD} SELECT ?thing ?name WHERE {{ ?thing skos:prefLabel|skos:altLabel|rdfs:label ?name }}")
    for row in plain.rows:
        found.setdefault(folded(row["name"].value), set()).add(row["thing"].value)
    numbered = store.select(
        f"""{HEAD} SELECT ?thing ?kind ?number WHERE {{
            ?thing skos:notation ?number ; a ?class . ?class rdfs:label ?kind . FILTER(isIRI(?thing)) }}"""
    )
    for row in numbered.rows:
        found.setdefault(folded(f"{row['kind'].value} {row['number'].value}"), set()).add(row["thing"].value)
    return found


def _provisions(plan: str) -> str:
    return plan.replace("/id/plan/", "/id/provision/") + "/"


def _near_first(name: str, shorts: Iterable[str], labelled: dict[str, set[str]]) -> list[str]:
    """Return the names to compare with: for what looks like a key those of its kind, else labels too."""
    kind, slash, _ = name.partition("/")
    if not slash:
        return [*shorts, *labelled]
    return [short for short in shorts if short.startswith(kind + "/")] or [*shorts]

"""Identifiers that are no longer used: what each of them leads to, and the persons whose data were removed."""

from dataclasses import dataclass

from rabatkg.evidence.wording import Wording
from rabatkg.names import DCTERMS, KEY, RKG, Names, digest
from rabatkg.store import HEAD, Store

REMOVED = "person/removed-"
"""What the identifier of a removed person begins with; a digest of the former one follows."""


@dataclass(frozen=True)
class Retired:
    """An identifier that is no longer used.

    Attributes:
        key: the identifier as it was asked for.
        tombstone: where the graph tells of it; for a removed person, an identifier without the name.
        kind: renamed, merged, mistaken or personal-data.
        on: the day on which it was retired.
        now: what took its place, or None.
        grounds: why, in the reader's language, where it was told.
    """

    key: str
    tombstone: str
    kind: str
    on: str
    now: str | None
    grounds: str | None


def removed(key: str) -> str:
    """Return the identifier under which nothing stays of a person but the day of the removal.

    Whoever knows the former identifier finds it; nobody reads the name in it.
    """
    return f"{REMOVED}{digest(key)}"


def today(store: Store, iri: str) -> str:
    """Return what a thing is called today: the thing itself, or what took the place of its identifier."""
    seen = {iri}
    while True:
        rows = store.select(
            f"SELECT ?now WHERE {{ <{iri}> a <{RKG}Tombstone> ; <{DCTERMS}isReplacedBy> ?now }} ORDER BY ?now"
        ).rows
        if not rows or rows[0]["now"].value in seen:
            return iri
        iri = rows[0]["now"].value
        seen.add(iri)


def retired(store: Store, names: Names, name: str, lang: str = "en") -> Retired | None:
    """Return what became of the identifier that was asked for, or None where it is none that was retired.

    Args:
        name: `kind/key` or an IRI.
    """
    key = names.short(names.full(name))
    if not KEY.fullmatch(key):
        return None
    for tombstone in (key, *([removed(key)] if key.startswith("person/") else [])):
        iri = names.thing(tombstone)
        rows = store.select(
            f"""{HEAD} SELECT ?kind ?on ?grounds WHERE {{ <{iri}> a rkg:Tombstone ; rkg:kind ?kind ; rkg:madeOn ?on
                OPTIONAL {{ <{iri}> rkg:grounds ?grounds }} }} ORDER BY ?on"""
        ).rows
        if rows:
            now = today(store, iri)
            return Retired(
                key=key,
                tombstone=tombstone,
                kind=rows[0]["kind"].value.rpartition("/")[2],
                on=rows[0]["on"].value,
                now=None if now == iri else names.short(now),
                grounds=Wording(store, names, lang).choose(rows, "on", "grounds").get(rows[0]["on"].value),
            )
    return None

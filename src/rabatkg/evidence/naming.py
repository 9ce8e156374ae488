"""From what a person types to the thing that is meant: a key, an IRI, or a label that only one thing bears."""

import re
from collections.abc import Collection, Iterable, Mapping

from rabatkg.errors import UnknownName
from rabatkg.evidence.calling import Calling
from rabatkg.evidence.nearness import MOST, guesses, near_keys, numbered
from rabatkg.evidence.retired import removed, today
from rabatkg.names import KEY, Names
from rabatkg.speech import Message, Texts, count, mark
from rabatkg.store import HEAD, Store

OPAQUE = re.compile(r"(?:(?P<kind>claim|evidence)/)?(?P<digits>[0-9a-f]{6,16})")
"""A claim or a piece of evidence by the digits that its key begins with, as a citation may shorten it."""
IRI = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+", re.IGNORECASE)


def resolve(store: Store, names: Names, name: str, plan: str | None = None, kinds: Collection[str] = ()) -> str:
    """Return the IRI of the thing that is meant.

    Things come before words of the ontology; a class of which there is but one thing names that thing. An identifier
    that is no longer used leads to what took its place; see `retired` for what is to be said of that. Claims and
    evidence may be named by the first digits of their keys.

    Args:
        name: `kind/key`, `prefix:name`, an IRI, a label, or what a provision is called in its text (`Action 17`).
        plan: IRI of the plan whose provisions are meant where a label is that of several.
        kinds: the kinds of things that are meant where a label is that of several, as `state`.

    Raises:
        UnknownName: nothing bears the name, or several things do; `near` holds their keys.
    """
    iri = names.full(name)
    if KEY.fullmatch(name.strip()) or IRI.fullmatch(iri):
        person = names.short(iri)
        for known in (iri, *([names.thing(removed(person))] if person.startswith("person/") else [])):
            if _there(store, known):
                return today(store, known)
    if opaque := OPAQUE.fullmatch(name.strip()):
        found = _begun(store, names, opaque["kind"], opaque["digits"])
        if len(found) == 1:
            return found[0]
    calling = Calling(store, names)
    hits = {today(store, hit) for hit in calling.bearers(name)}
    hits = {hit for hit in hits if names.short(hit).partition("/")[0] in kinds} or hits
    if things := _of_plan({hit for hit in hits if calling.is_thing(hit)}, plan):
        return things.pop() if len(things) == 1 else _refuse_several(calling, name, things)
    if members := _of_plan(_members(store, calling, hits), plan):
        return members.pop() if len(members) == 1 else _refuse_kind(calling, name, members, hits)
    if hits:
        return hits.pop() if len(hits) == 1 else _refuse_several(calling, name, hits)
    raise _unknown(calling, name, plan)


def _begun(store: Store, names: Names, kind: str | None, digits: str) -> list[str]:
    """Return the claims and pieces of evidence, or those of one of these kinds, whose keys begin with these digits."""
    starts = [names.thing(f"{one}/{digits}") for one in ([kind] if kind else ["claim", "evidence"])]
    where = " || ".join(f'STRSTARTS(STR(?it), "{start}")' for start in starts)
    rows = store.select(
        f"{HEAD} SELECT ?it {{ VALUES ?kind {{ rkg:Claim rkg:Evidence }} ?it a ?kind FILTER({where}) }}"
    )
    return sorted(row["it"].value for row in rows.rows)


def _there(store: Store, iri: str) -> bool:
    return store.select(f"ASK {{ <{iri}> ?property ?value }}").rows[0]["answer"].value == "true"


def _members(store: Store, calling: Calling, words: Iterable[str]) -> set[str]:
    """Return the things with a label that are of one of these classes."""
    listed = " ".join(f"<{word}>" for word in words)
    rows = store.select(
        f"{HEAD} SELECT DISTINCT ?thing WHERE {{ VALUES ?class {{ {listed} }} ?thing a ?class ; skos:prefLabel ?l }}"
    ).rows
    return {row["thing"].value for row in rows if calling.is_thing(row["thing"].value)}


def _of_plan(things: set[str], plan: str | None) -> set[str]:
    """Return the provisions of the plan among the things, or all if there is none."""
    if plan is None:
        return things
    start = plan.replace("/id/plan/", "/id/provision/") + "/"
    return {thing for thing in things if thing.startswith(start)} or things


def _refuse_several(calling: Calling, name: str, hits: Iterable[str]) -> str:
    hits = calling.in_order(hits)
    raise _named(
        calling,
        hits,
        UnknownName(
            name,
            (),
            "{name} is the name of several things.",
            several=_listed(calling, hits),
            remedy=mark("Name one by its key:{several}"),
        ),
    )


def _refuse_kind(calling: Calling, name: str, members: Iterable[str], words: Iterable[str]) -> str:
    members = calling.in_order(members)
    raise _named(
        calling,
        members,
        UnknownName(
            name,
            (),
            "{name} is what {n} things are.",
            n=len(members),
            word=" / ".join(calling.names.short(word) for word in sorted(words)),
            several=_listed(calling, members),
            remedy=mark("Name one of them, or the word itself, {word}:{several}"),
        ),
    )


def _unknown(calling: Calling, name: str, plan: str | None) -> UnknownName:
    if keys := near_keys(calling, name):
        error = UnknownName(name, (), offer=", ".join(keys), remedy=mark("Did you mean {offer}?"))
        error.near = keys
        return error
    number, found = numbered(calling, name)
    hits = calling.in_order(_of_plan(set(found), plan))
    parts = [found[hit] for hit in hits]
    if number and parts and number not in parts:
        *first, last = parts
        error = UnknownName(
            name,
            (),
            "Nothing here is called {name}: {number} stands as {parts}.",
            number=number,
            parts=Message(mark("{first} and {last}"), {"first": ", ".join(first), "last": last}) if first else last,
            several=_listed(calling, hits),
            remedy=mark("Name one of them:{several}"),
        )
        return _named(calling, hits, error)
    guessed = {} if hits else guesses(calling, name)
    hits = hits or list(guessed)
    if len(hits) == 1:
        offer = _listed(calling, hits, guessed, "")
        error = UnknownName(name, (), offer=offer, remedy=mark("Did you mean {offer}?"))
    elif hits:
        several = _listed(calling, hits, guessed)
        error = UnknownName(name, (), several=several, remedy=mark("Did you mean one of these?{several}"))
    else:
        error = UnknownName(name, (), remedy=mark("Look for it with: rabatkg search WORDS"))
    return _named(calling, hits, error)


def _named(calling: Calling, hits: list[str], error: UnknownName) -> UnknownName:
    error.near = tuple(calling.names.short(hit) for hit in hits[:MOST])
    return error


def _listed(calling: Calling, hits: list[str], written: Mapping[str, str] | None = None, before: str = "\n  ") -> Texts:
    """Return the first of these things, each as it is called and with its key, in every language."""
    told: dict[str, str] = {}
    for lang in calling.languages:
        lines = [f"{(written or {}).get(hit) or calling.label(hit, lang)} [{calling.names.short(hit)}]" for hit in hits]
        more = len(lines) - MOST
        lines[MOST:] = [count("… and {n} more", "… and {n} more", lang, n=more)] if more > 0 else []
        told[lang] = "".join(before + line for line in lines)
    return Texts(told)

"""A page for each thing: what is said of it, what shows that, and what points to it."""

import json
from collections.abc import Iterator
from functools import partial
from typing import Any

from rabatkg.evidence.threads import Step, thread
from rabatkg.names import RDF, RKG, SCHEMA
from rabatkg.publication.facts import shared
from rabatkg.publication.holding import CLAIMS
from rabatkg.publication.licensing import citation
from rabatkg.publication.pages import embedded
from rabatkg.publication.pointers import pointers
from rabatkg.publication.site import File, Site
from rabatkg.publication.telling import retirement, telling
from rabatkg.speech import say

STEPS = frozenset({f"{RKG}buildsOn", f"{RKG}followsUp", f"{RKG}concerns"})
"""The properties that join what is told as a thread."""
DATES = {"startDate": f"{RKG}start", "endDate": f"{RKG}end"}
"""The dates of an event that a page tells to search engines, where the graph knows them."""


def files(site: Site) -> Iterator[File]:
    """Yield the pages of all things with a page of their own, and those that go on with what points to them."""
    for key, iri in site.places.titled.items():
        last = pointers(site).pages(iri)
        for lang in site.languages:
            yield File(f"{lang}/{key}.html", partial(_page, site, lang, key, iri))
            for number in range(2, last + 1):
                yield File(f"{lang}/{key}~{number}.html", partial(_further, site, lang, key, iri, number))


def _page(site: Site, lang: str, key: str, iri: str) -> bytes:
    told = telling(site, lang)
    return site.pages.make(
        "thing.html",
        lang,
        f"{key}.html",
        site.words[lang].of(iri),
        iri=iri,
        key=key,
        told_of=told.thing(key, iri),
        tongue=told.tongue,
        retired=retirement(site, iri),
        thread=_thread(site, lang, iri),
        sections=_sections(site, lang, key),
        linked=embedded(json.dumps(_linked(site, lang, iri), ensure_ascii=False, separators=(",", ":"))),
        stem=f"data/{key}",
        graphs=sorted({one.graph for one in site.holding.said(iri)} - {CLAIMS}),
        citation=citation(site, lang),
        **_pointing(site, lang, iri, 1),
        **shared(lang),
    )


def _further(site: Site, lang: str, key: str, iri: str, number: int) -> bytes:
    title = say("{name}, page {number}", lang, name=site.words[lang].of(iri), number=number)
    values = _pointing(site, lang, iri, number) | shared(lang)
    return site.pages.make("pointing.html", lang, f"{key}~{number}.html", title, iri=iri, key=key, **values)


def _pointing(site: Site, lang: str, iri: str, number: int) -> dict[str, Any]:
    found = pointers(site)
    return {"groups": found.groups(iri, lang, number), "pages": found.pages(iri), "number": number}


def _thread(site: Site, lang: str, iri: str) -> tuple[Step, ...]:
    around = {one.property for one in site.holding.said(iri)} | {one.property for one in site.holding.pointing(iri)}
    return thread(site.words[lang], iri) if around & STEPS else ()


def _sections(site: Site, lang: str, key: str) -> list[tuple[str, str, int]]:
    """Return the sections of a document: the path of the page, what it is called, how many passages it has."""
    from rabatkg.publication.parts import sections  # which tells its proofs as this module does

    listed = sections.sections(site).get(key, ())
    return [(f"passage/{one}.html", sections.title(site, lang, inside), len(inside)) for one, inside in listed]


def _linked(site: Site, lang: str, iri: str) -> dict[str, Any]:
    """Return what a page tells to search engines, in the words of schema.org."""
    holding = site.holding
    kinds = [one.value for one in holding.values(iri, f"{RDF}type") if one.value.startswith(SCHEMA)]
    found: dict[str, Any] = {
        "@context": SCHEMA.rstrip("/"),
        "@type": min(kinds).removeprefix(SCHEMA) if kinds else "Thing",
        "@id": iri,
        "name": site.words[lang].of(iri),
    }
    for name, property in DATES.items() if found["@type"] == "Event" else ():
        if value := holding.value(iri, property) or holding.value(iri, f"{RKG}when"):
            found[name] = value
    return found

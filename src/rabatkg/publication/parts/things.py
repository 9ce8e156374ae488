"""A page for each thing: what is said of it, what shows that, and what points to it."""

import json
from collections.abc import Iterator
from functools import partial
from typing import Any

from markupsafe import Markup

from rabatkg.evidence.threads import Step, thread
from rabatkg.names import RDF, RKG, SCHEMA
from rabatkg.publication.credits import citation
from rabatkg.publication.facts import shared
from rabatkg.publication.holding import CLAIMS
from rabatkg.publication.pages import embedded
from rabatkg.publication.pictures.verdicts import numbered_title, verdicts
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
    told, verdict = telling(site, lang), verdicts(site, lang).get(iri)
    told_of = told.thing(key, iri)
    return site.pages.make(
        "thing.html",
        lang,
        f"{key}.html",
        numbered_title(site, lang, iri) if verdict else site.words[lang].of(iri),
        verdict=verdict,
        unpaged=any(support.unpaged for _, _, support in told_of.notes),
        iri=iri,
        key=key,
        told_of=told_of,
        tongue=told.tongue,
        retired=retirement(site, iri),
        thread=_thread(site, lang, iri),
        sections=_sections(site, lang, key),
        linked=_linked(site, lang, iri),
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


def _linked(site: Site, lang: str, iri: str) -> Markup | None:
    """Return what a page tells to search engines as JSON-LD, in the words of schema.org; None where it has none."""
    holding = site.holding
    kinds = [one.value for one in holding.values(iri, f"{RDF}type") if one.value.startswith(SCHEMA)]
    if not kinds:
        return None
    found = {
        "@context": SCHEMA.rstrip("/"),
        "@type": min(kinds).removeprefix(SCHEMA),
        "@id": iri,
        "name": site.words[lang].of(iri),
    }
    for name, property in DATES.items() if found["@type"] == "Event" else ():
        if value := holding.value(iri, property) or holding.value(iri, f"{RKG}when"):
            found[name] = value
    return embedded(json.dumps(found, ensure_ascii=False, separators=(",", ":")))

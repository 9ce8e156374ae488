"""The sections of documents: their passages by page and opening words, and what each of them shows."""

from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from typing import Any

from rabatkg.evidence.supports import of_section
from rabatkg.names import FOAF, RKG
from rabatkg.publication.facts import shared
from rabatkg.publication.proofs import proofs
from rabatkg.publication.remembering import once
from rabatkg.publication.site import File, Site
from rabatkg.publication.telling import telling
from rabatkg.speech import say


def files(site: Site) -> Iterator[File]:
    """Yield the pages of all sections."""
    for listed in sections(site).values():
        for at, (key, passages) in enumerate(listed):
            for lang in site.languages:
                around = [listed[one][0] if 0 <= one < len(listed) else None for one in (at - 1, at + 1)]
                yield File(f"{lang}/passage/{key}.html", partial(_page, site, lang, key, passages, around))


@once
def sections(site: Site) -> dict[str, list[tuple[str, list[str]]]]:
    """Return the sections of each document, by its key, in the order of the text.

    A section is told by its key, as `som-2024/4-2`, with the IRIs of its passages in the order of the text.
    """
    found: dict[str, list[tuple[int, str, list[str]]]] = defaultdict(list)
    for key, passages in site.places.sections():
        inside = sorted(passages, key=partial(_at, site))
        document = site.holding.value(inside[0], f"{RKG}inDocument") or ""
        found[site.names.short(document)].append((_at(site, inside[0]), key, inside))
    return {document: [(key, inside) for _, key, inside in sorted(told)] for document, told in found.items()}


def title(site: Site, lang: str, passages: list[str]) -> str:
    """Return what a section is called, by its passages."""
    section = site.holding.value(passages[0], f"{RKG}section")
    if not section:
        return say("Passages without a section", lang)
    named = of_section(section, lang)
    return named[:1].upper() + named[1:]


def printed(site: Site, document: str) -> list[str]:
    """Return the addresses of a document on the web: its own, else those that are printed of what it documents."""
    held = site.holding
    told = (document, *(term.value for term in held.values(document, f"{RKG}documents")))
    names = (f"{RKG}address", f"{FOAF}page")
    own, *others = ([term.value for name in names for term in held.values(iri, name)] for iri in told)
    return own or list(dict.fromkeys(one for found in others for one in found))


def _at(site: Site, passage: str) -> int:
    return int(site.holding.value(passage, f"{RKG}from") or 0)


def _page(site: Site, lang: str, key: str, passages: list[str], around: list[str | None]) -> bytes:
    told, held, holding = telling(site, lang), proofs(site), site.holding
    document = holding.value(passages[0], f"{RKG}inDocument") or ""
    listed: list[dict[str, Any]] = [
        {
            "place": site.places.page(iri),
            "kind": holding.value(iri, f"{RKG}passageKind"),
            "page": holding.value(iri, f"{RKG}page"),
            "opening": holding.value(iri, f"{RKG}opening"),
            "shows": [one.subject.value for one in holding.pointing(iri) if one.property == f"{RKG}passage"],
        }
        for iri in passages
    ]
    named = {one: title(site, lang, inside) for one, inside in sections(site)[site.names.short(document)]}
    return site.pages.make(
        "section.html",
        lang,
        f"passage/{key}.html",
        f"{title(site, lang, passages)} · {site.words[lang].of(document)}",
        document=document,
        title=title(site, lang, passages),
        listed=listed,
        unpaged=not all(one["page"] for one in listed),
        printed=printed(site, document),
        around=[(one, named[one]) if one else None for one in around],
        stem=f"data/passage/{key}",
        tongue=told.proofs.tongues.get(site.names.short(document)),
        supports=held.supports[lang],
        resting=held.resting,
        **shared(lang),
    )

"""What is spoken of: themes, target groups, stakeholders, regions and routes as trees, with how often each is used."""

from collections.abc import Iterator
from functools import partial

from rabatkg.publication.registers import register
from rabatkg.publication.site import File, Site
from rabatkg.speech import say

TREES = ("themes", "target-groups", "stakeholders", "regions", "routes")
"""The vocabularies that are told whole, by their keys, in this order."""


def files(site: Site) -> Iterator[File]:
    """Yield the page of themes."""
    for lang in site.languages:
        yield File(f"{lang}/themes.html", partial(_page, site, lang))


def _page(site: Site, lang: str) -> bytes:
    told = register(site)
    whole = {iri: key for key in TREES if (iri := site.names.thing(f"scheme/{key}")) in site.holding}
    return site.pages.make(
        "themes.html",
        lang,
        "themes.html",
        say("Themes", lang),
        trees=[(key, iri, told.tree(iri, lang)) for iri, key in whole.items()],
        others=[(iri, len(told.terms(iri))) for iri in told.schemes(lang) if iri not in whole],
        instruments=[(iri, len(told.uses(iri))) for iri in told.by_name(told.of_kind("Instrument"), lang)],
        definitions=site.words[lang].definitions(term for iri in whole for term in told.terms(iri)),
    )

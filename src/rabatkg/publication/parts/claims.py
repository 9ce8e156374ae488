"""The claims, and the evidence that they rest on: pages of many each, so that each of them has a stable address."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache, partial

from rabatkg.publication.facts import shared
from rabatkg.publication.licensing import citation
from rabatkg.publication.places import OPAQUE, Place
from rabatkg.publication.proofs import Claim, brief, proofs
from rabatkg.publication.site import File, Site
from rabatkg.publication.telling import telling
from rabatkg.speech import mark, say

TITLES = {"claim": mark("Claims {digits}"), "evidence": mark("Evidence {digits}")}
"""What the pages are called, by the digits that the keys of their things begin with."""
MOST = 2
"""How many things are named that one piece of evidence shows something of; the claims of all of them lead to it."""


def files(site: Site) -> Iterator[File]:
    """Yield the pages of claims and of evidence, by the first two digits of their keys."""
    for kind in OPAQUE:
        for digits in _shelves(site)[kind]:
            for lang in site.languages:
                yield File(f"{lang}/{kind}/{digits}.html", partial(_page, site, lang, kind, digits))


@lru_cache(maxsize=8)
def _shelves(site: Site) -> dict[str, dict[str, list[str]]]:
    """Return the IRIs that stand on each page, in order, by kind and digits."""
    found: dict[str, dict[str, list[str]]] = {kind: defaultdict(list) for kind in OPAQUE}
    for iri in site.holding:
        kind, _, rest = (site.places.key(iri) or "").partition("/")
        if kind in OPAQUE:
            found[kind][rest[:2]].append(iri)
    return found


def _page(site: Site, lang: str, kind: str, digits: str) -> bytes:
    told, held = telling(site, lang), proofs(site)
    return site.pages.make(
        f"{kind}.html",
        lang,
        f"{kind}/{digits}.html",
        say(TITLES[kind], lang, digits=digits),
        listed=_shelves(site)[kind][digits],
        stem=f"data/{kind}/{digits}",
        forms=site.places.forms(f"data/{kind}/{digits}"),
        claims=held.claims,
        supports=held.supports[lang],
        resting=held.resting,
        by_subject=_by_subject,
        told_by=partial(_properties, site, lang),
        address=partial(_address, site, lang),
        brief=brief,
        tongue=told.tongue,
        citation=citation(site, lang),
        most=MOST,
        **shared(lang),
    )


def _address(site: Site, lang: str, claims: Iterable[Claim]) -> str | None:
    """Return the path, from the site's root, of where the page of a thing tells one of its claims.

    That is the first that the page in this language tells; texts in another language stand on the page in that.
    """
    claim = min(claims, key=lambda one: one.value.lang not in (None, lang))
    place = site.places.page(claim.subject)
    told = claim.value.lang if claim.value.lang in site.languages else lang
    return f"{told}/{Place(place.path, claim.hex)}" if place else None


def _by_subject(claims: Iterable[Claim]) -> list[list[Claim]]:
    """Return claims by what they are about."""
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        found[claim.subject].append(claim)
    return list(found.values())


def _properties(site: Site, lang: str, claims: Iterable[Claim]) -> str:
    """Return what claims say something of, each property once, in words."""
    words = site.words[lang]
    return ", ".join(dict.fromkeys(words.of(claim.predicate) for claim in claims))

"""The claims, and the evidence that they rest on: pages of many each, so that each of them has a stable address."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache, partial

from rabatkg.evidence.supports import Source, Support
from rabatkg.publication.credits import citation
from rabatkg.publication.facts import shared
from rabatkg.publication.places import OPAQUE, Place
from rabatkg.publication.proofs import Claim, brief, proofs, shortened
from rabatkg.publication.remembering import once
from rabatkg.publication.site import File, Site
from rabatkg.publication.telling import telling
from rabatkg.speech import count, mark, say

TITLES = {"claim": mark("Claims {digits}"), "evidence": mark("Evidence {digits}")}
"""What the pages are called, by the digits that the keys of their things begin with."""
TITLE = 40
"""How many characters of the title of a page of the web tell which one it is, beside what it shows."""
MOST = 2
"""How many things are named that one piece of evidence shows something of; the claims of all of them lead to it."""


def files(site: Site) -> Iterator[File]:
    """Yield the pages of claims and of evidence, by the first two digits of their keys."""
    for kind in OPAQUE:
        for digits in _shelves(site)[kind]:
            for lang in site.languages:
                yield File(f"{lang}/{kind}/{digits}.html", partial(_page, site, lang, kind, digits))


@once
def _shelves(site: Site) -> dict[str, dict[str, list[str]]]:
    """Return the IRIs that stand on each page, in order, by kind and digits."""
    found: dict[str, dict[str, list[str]]] = {kind: defaultdict(list) for kind in OPAQUE}
    for iri in site.holding:
        kind, _, rest = (site.places.key(iri) or "").partition("/")
        if kind in OPAQUE:
            found[kind][rest[:2]].append(iri)
    return found


def _page(site: Site, lang: str, kind: str, digits: str) -> bytes:
    told, held, listed = telling(site, lang), proofs(site), _shelves(site)[kind][digits]
    return site.pages.make(
        f"{kind}.html",
        lang,
        f"{kind}/{digits}.html",
        say(TITLES[kind], lang, digits=digits),
        listed=listed,
        stem=f"data/{kind}/{digits}",
        forms=site.places.forms(f"data/{kind}/{digits}"),
        claims=held.claims,
        supports=held.supports[lang],
        resting=held.resting,
        by_subject=_by_subject,
        short=partial(_short, lang),
        told_at=partial(_told_at, lang),
        papers=_papers(site, lang, listed) if kind == "claim" else [],
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


def _papers(site: Site, lang: str, listed: Iterable[str]) -> list[tuple[str, str]]:
    """Return the documents whose passages show the claims: their keys as `_short` has them, and their IRIs."""
    held = proofs(site)
    shown = (held.supports[lang][evidence] for iri in listed for evidence in held.claims[iri].evidence)
    keys = sorted({source.document for support in shown for source in support.sources if source.passage})
    return [(key.partition("/")[2], site.names.thing(key)) for key in keys]


def _told_at(lang: str, support: Support) -> str:
    """Return where evidence stands: its first source, and how many more there are."""
    first, more = _short(lang, support.sources[0]), len(support.sources) - 1
    return f"{first} {count('and {n} more', 'and {n} more', lang, n=more)}" if more else first


@lru_cache(maxsize=100_000)
def _short(lang: str, source: Source) -> str:
    """Return a source shortly: document by its key, section and page; of a page of the web, the title."""
    if source.passage:
        return replace(source, title=source.document.partition("/")[2]).told_in(lang)
    return shortened(source.title, TITLE)

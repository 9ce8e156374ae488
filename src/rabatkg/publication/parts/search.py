"""Search in the page: what can be found, as files that the script of the search page reads.

`en/search.json.gz` holds `kinds`, what kinds of things are called; `behind`, the places of those among them that come
after others that fit as well: documents, whose titles name what they are about; and `things`, each as a list: its
label, the place of its kind among `kinds`, the path of its page below the folder of the language, and where it has
them its other names, with its number in its plan and the years of its days, and its summary. Of those that bear one
number the first is that of the usual plan. `quotations.json.gz`, for all languages, holds each quotation once, with
the path of its evidence.
"""

import json
from collections.abc import Iterator
from functools import partial
from typing import Any

from rabatkg.names import OWL, RKG, SKOS
from rabatkg.publication.downloads import packed
from rabatkg.publication.pictures.telling import number_in_plan
from rabatkg.publication.remembering import once
from rabatkg.publication.site import File, Site
from rabatkg.speech import mark, say

OTHER = (f"{SKOS}prefLabel", f"{SKOS}altLabel", f"{RKG}printedAs", f"{SKOS}notation")
"""What a thing is called besides its label: in other languages, otherwise, in print, by number."""
DAYS = ("earliest", "latest")
"""The properties whose years a thing is found by."""
TOLD = (f"{RKG}summary", f"{SKOS}definition")
SCHEME = f"{SKOS}ConceptScheme"
WORDS = ("Class", "ObjectProperty", "DatatypeProperty")
"""The kinds of words of the ontology."""


def files(site: Site) -> Iterator[File]:
    """Yield the search page and its index in each language, and the quotations."""
    for lang in site.languages:
        yield File(f"{lang}/search.html", partial(_page, site, lang))
        yield File(f"{lang}/search.json.gz", partial(_index, site, lang))
    yield File("quotations.json.gz", partial(_quotations, site))


def _page(site: Site, lang: str) -> bytes:
    kinds = sorted((name for name, _ in _kinds(site, lang)), key=str.casefold)
    return site.pages.make("search.html", lang, "search.html", say(mark("Search"), lang), kinds=kinds)


def _index(site: Site, lang: str) -> bytes:
    kinds = _kinds(site, lang)
    within = {one.subject.value for one in site.holding.pointing(site.kg[lang].plan, inferred=True)}
    things = [
        _thing(site, lang, place, iri)
        for place, (_, members) in enumerate(kinds)
        for iri in sorted(members, key=lambda iri: iri not in within)
    ]
    names = [name for name, _ in kinds]
    behind = [place for place, name in enumerate(names) if name == site.words[lang].of(f"{RKG}Document")]
    return _json({"kinds": names, "behind": behind, "things": things})


def _thing(site: Site, lang: str, kind: int, iri: str) -> list[Any]:
    label = site.words[lang].of(iri)
    others = [term.value for name in OTHER for term in site.holding.values(iri, name)]
    if site.holding.value(iri, f"{SKOS}notation"):
        others.insert(0, number_in_plan(site, lang, iri))
    others += [day[:4] for name in DAYS if (day := site.holding.value(iri, f"{RKG}{name}"))]
    others = [text for text in dict.fromkeys(others) if text != label]
    told = [term.value for name in TOLD for term in site.holding.values(iri, name) if term.lang in (lang, None)]
    row = [label, kind, str(site.places.page(iri)), " · ".join(others), " ".join(told)]
    while not row[-1]:
        row.pop()
    return row


@once
def _kinds(site: Site, lang: str) -> list[tuple[str, list[str]]]:
    """Return what the kinds of all that can be found are called, in order, and what is of each kind."""
    found: dict[str, list[str]] = {}
    for iri in site.places.titled.values():
        if site.holding.labelled(iri) and (kind := site.holding.kind(iri)):
            found.setdefault(_named(site, lang, kind), []).append(iri)
    words = [iri for iri in site.holding if iri.startswith(RKG) and _word(site, iri)]
    if words:
        found.setdefault(say(mark("Word of the ontology"), lang), []).extend(words)
    return sorted(found.items())


def _named(site: Site, lang: str, kind: str) -> str:
    return say(mark("List of terms"), lang) if kind == SCHEME else site.words[lang].of(_class(kind))


def _class(kind: str) -> str:
    return kind if ":" in kind else f"{RKG}{kind}"


def _word(site: Site, iri: str) -> bool:
    return site.holding.kind(iri) in {f"{OWL}{name}" for name in WORDS}


def _quotations(site: Site) -> bytes:
    found: dict[str, str] = {}
    for iri in site.holding.of_kind("Evidence"):
        place = site.places.page(iri)
        for term in site.holding.values(iri, f"{RKG}quote"):
            found.setdefault(term.value, str(place))
    return _json(sorted(found.items()))


def _json(content: Any) -> bytes:
    return packed((json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n").encode())

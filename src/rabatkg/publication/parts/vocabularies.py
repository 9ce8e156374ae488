"""The vocabularies: a page for each, with its terms in their order, their matches elsewhere, and their uses."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from rabatkg.forms.options import folded
from rabatkg.names import RDF, RKG, SKOS
from rabatkg.publication.books import wordbook
from rabatkg.publication.holding import CLAIMS
from rabatkg.publication.parts.ontology import page_of
from rabatkg.publication.remembering import once
from rabatkg.publication.site import File, Site
from rabatkg.speech import mark, say

SCHEME, MEMBER, BROADER = f"{SKOS}ConceptScheme", f"{SKOS}inScheme", f"{SKOS}broader"
MATCHES = {
    f"{SKOS}exactMatch": "=",
    f"{SKOS}closeMatch": "≈",
    f"{SKOS}broadMatch": "<",
    f"{SKOS}narrowMatch": ">",
    f"{SKOS}relatedMatch": "~",
}
"""The signs for how a term stands to one of others."""
WORDS = ("vocabularies/", "shapes/")
"""What the names of the graphs begin with in which words speak of words."""


@dataclass(frozen=True)
class Twig:
    """A term with those under it, in a language; `also` are the broader terms that it does not stand under here."""

    iri: str
    label: str
    below: tuple["Twig", ...]
    also: tuple[str, ...]

    def __iter__(self) -> Iterator["Twig"]:
        """Yield the term and all under it."""
        yield self
        for one in self.below:
            yield from one


@once
def schemes(site: Site) -> dict[str, str]:
    """Return the IRIs of the vocabularies, by the names of their pages, as `themes`."""
    word = f"{RDF}type"
    found = [one.subject.value for one in site.holding.pointing(SCHEME) if one.property == word]
    keys = {site.places.key(iri) or "": iri for iri in found}
    return {key.partition("/")[2].replace("/", "-"): keys[key] for key in sorted(keys) if key}


def terms(site: Site, scheme: str) -> list[str]:
    """Return the IRIs of the terms of a vocabulary, in order."""
    return sorted({one.subject.value for one in site.holding.pointing(scheme) if one.property == MEMBER})


def used(site: Site, term: str) -> int:
    """Return how many statements of records have a term for their value; claims and words are no records."""
    own = {"ontology", "alignments", CLAIMS}
    told = site.holding.pointing(term)
    return sum(one.graph not in own and not one.graph.startswith(WORDS) for one in told)


def files(site: Site) -> Iterator[File]:
    """Yield the list of vocabularies, and a page for each."""
    for lang in site.languages:
        yield File(f"{lang}/vocabularies.html", partial(_vocabularies, site, lang))
        for name, scheme in schemes(site).items():
            yield File(f"{lang}/vocabulary/{name}.html", partial(_vocabulary, site, lang, name, scheme))


def _text(site: Site, iri: str, property: str, lang: str) -> str:
    texts = {one.lang: one.value for one in site.holding.values(iri, property)}
    return texts.get(lang) or next(iter(texts.values()), "")


def _tree(site: Site, lang: str, scheme: str) -> tuple[Twig, ...]:
    """Return the terms of a vocabulary under those that are broader; by number where all have one, else by label."""
    members = terms(site, scheme)
    labels = {iri: _text(site, iri, f"{SKOS}prefLabel", lang) for iri in members}
    numbers = {iri: site.holding.value(iri, f"{SKOS}notation") or "" for iri in members}
    numbered = all(one.isdecimal() for one in numbers.values())
    broader = {iri: {one.value for one in site.holding.values(iri, BROADER)} & labels.keys() for iri in members}

    def order(iri: str) -> tuple[int, str, str]:
        return int(numbers[iri]) if numbered else 0, folded(labels[iri]), iri

    above = {iri: sorted(broader[iri], key=order) for iri in members}

    def twigs(parent: str | None, line: frozenset[str]) -> tuple[Twig, ...]:
        under = [one for one in members if next(iter(above[one]), None) == parent and one not in line]
        return tuple(
            Twig(one, labels[one], twigs(one, line | {one}), tuple(above[one][1:])) for one in sorted(under, key=order)
        )

    return twigs(None, frozenset())


def _vocabularies(site: Site, lang: str) -> bytes:
    label, meant = (
        partial(_text, site, property=word, lang=lang) for word in (f"{SKOS}prefLabel", f"{SKOS}definition")
    )
    found = [(name, label(iri), meant(iri), len(terms(site, iri))) for name, iri in schemes(site).items()]
    return site.pages.make(
        "vocabularies.html",
        lang,
        "vocabularies.html",
        say(mark("Vocabularies"), lang),
        schemes=sorted(found, key=lambda one: (folded(one[1]), one[0])),
    )


def _vocabulary(site: Site, lang: str, name: str, scheme: str) -> bytes:
    words, members = wordbook(site), terms(site, scheme)
    classes = sorted({f"{RKG}{kind}" for iri in members if (kind := site.holding.kind(iri))} & set(words.classes))
    return site.pages.make(
        "vocabulary.html",
        lang,
        f"vocabulary/{name}.html",
        _text(site, scheme, f"{SKOS}prefLabel", lang),
        scheme=scheme,
        meant=_text(site, scheme, f"{SKOS}definition", lang),
        classes=[(page_of(words, iri), site.words[lang].of(iri)) for iri in classes],
        members=members,
        tree=_tree(site, lang, scheme),
        definition=lambda iri: _text(site, iri, f"{SKOS}definition", lang),
        others=lambda iri, label: _others(site, iri, lang, label),
        notation=lambda iri: site.holding.value(iri, f"{SKOS}notation"),
        matches=lambda iri: _matches(site, iri),
        used=partial(used, site),
        key=lambda iri: site.places.key(iri) or iri,
    )


def _others(site: Site, iri: str, lang: str, label: str) -> list[tuple[str, str]]:
    """Return what a term is called in other languages, where that is another word."""
    told = ((one.lang or "", one.value) for one in site.holding.values(iri, f"{SKOS}prefLabel"))
    return [(code, text) for code, text in told if code != lang and text != label]


def _matches(site: Site, iri: str) -> list[tuple[str, str, str]]:
    """Return the terms of others that a term matches: the sign for how, the IRI, and a short name."""
    words = wordbook(site)
    return [
        (sign, one.value, words.short(one.value))
        for property, sign in MATCHES.items()
        for one in site.holding.values(iri, property)
    ]

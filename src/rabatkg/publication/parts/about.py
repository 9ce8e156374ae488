"""What these data are: where they come from, what their words mean, who may use them, and how to cite them."""

from collections import Counter
from collections.abc import Iterator
from functools import partial

from rabatkg.coverage import LEVELS
from rabatkg.names import DCTERMS, OWL, RKG, SKOS
from rabatkg.publication import credits, licensing
from rabatkg.publication.counting import LABELS
from rabatkg.publication.parts.descriptions import described
from rabatkg.publication.remembering import once
from rabatkg.publication.site import File, Site
from rabatkg.speech import mark, say, tongue, tongue_in
from rabatkg.store import Term

BASES = ("stated", "interpreted", "derived")
ONTOLOGY = RKG.removesuffix("#")
UNDETERMINED = "und"
"""The code of a language that nobody determined, in ISO 639-2."""


def files(site: Site) -> Iterator[File]:
    """Yield the page in each language."""
    for lang in site.languages:
        yield File(f"{lang}/about.html", partial(_about, site, lang))


def _about(site: Site, lang: str) -> bytes:
    thing = site.names.thing
    return site.pages.make(
        "about.html",
        lang,
        "about.html",
        say(mark("About these data"), lang),
        claims=len(site.holding.of_kind("Claim")),
        title=_text(site, ONTOLOGY, f"{DCTERMS}title", lang),
        released=site.holding.value(ONTOLOGY, f"{OWL}versionInfo"),
        licences=[term.value for term in site.holding.values(ONTOLOGY, f"{DCTERMS}license")],
        licence=licensing.licence(site),
        wording=licensing.wording(site),
        citation=credits.citation(site, lang),
        services=described(site).services,
        bases=[(base, thing(f"basis/{base}"), _defined(site, f"basis/{base}", lang)) for base in BASES],
        levels=[(level, thing(f"level/{level}"), _defined(site, f"level/{level}", lang)) for level in reversed(LEVELS)],
        holdings=[(iri, n, _text(site, iri, f"{SKOS}definition", lang)) for iri, n in _counted(site, "holding")],
        kinds=_counted(site, "kind"),
        languages=[(code, tongue_in(code, lang), n) for code, n in _languages(site).items() if code != UNDETERMINED],
        undetermined=_languages(site).get(UNDETERMINED, 0),
        named=_named(site),
    )


def _text(site: Site, iri: str, property: str, lang: str) -> Term | None:
    """Return a text about a thing in a language, else in the first language that it is told in."""
    told = site.holding.values(iri, property)
    return next((term for term in told if term.lang == lang), told[0] if told else None)


def _defined(site: Site, key: str, lang: str) -> Term | None:
    return _text(site, site.names.thing(key), f"{SKOS}definition", lang)


@once
def _counted(site: Site, property: str) -> list[tuple[str, int]]:
    """Return how many documents have each value of a property, the most frequent first."""
    found = Counter(
        value for iri in site.holding.of_kind("Document") if (value := site.holding.value(iri, f"{RKG}{property}"))
    )
    return sorted(found.items(), key=lambda one: (-one[1], one[0]))


@once
def _languages(site: Site) -> dict[str, int]:
    """Return how many documents are in each language, by its code, the most frequent first."""
    found = Counter(
        term.value.partition("-")[0]
        for iri in site.holding.of_kind("Document")
        for term in site.holding.values(iri, f"{DCTERMS}language")
    )
    return dict(sorted(found.items(), key=lambda one: (-one[1], one[0])))


@once
def _named(site: Site) -> tuple[int, int, list[tuple[str, str, int]]]:
    """Return how many things bear a name, how many the same one in all languages, and how many one in each language."""
    labels = described(site).counts.labels
    spoken = [(lang, tongue(lang), len(labels[lang])) for lang in site.languages if lang in labels]
    names = {iri for lang in labels for iri in labels[lang]}
    return len(names), sum(_alike(site, iri) for iri in names), spoken


def _alike(site: Site, iri: str) -> bool:
    """Tell whether a thing is called by the same text in each language of the site."""
    told = [term for name in LABELS for term in site.holding.values(iri, name) if term.lang in site.languages]
    return {term.lang for term in told} == {*site.languages} and len({term.value for term in told}) == 1

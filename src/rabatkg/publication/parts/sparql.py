"""SPARQL in the reader's own browser: its page, its scripts, and what these are handed in each language."""

import json
from collections.abc import Iterator
from functools import partial
from typing import Any

from rabatkg.names import HOME, OWL, PREFIXES, RDF, RKG, RULE, SKOS
from rabatkg.publication import frontend
from rabatkg.publication.answering import answering
from rabatkg.publication.places import FRAGMENTS, NAMED, OPAQUE, PASSAGE
from rabatkg.publication.remembering import once
from rabatkg.publication.site import File, Site
from rabatkg.queries import Question, bind, catalogue
from rabatkg.queries.published import THEMES
from rabatkg.queries.questions import bound
from rabatkg.speech import say

FIRST = "meetings-by-year"
"""The question that the page begins with."""
TODAY = "9999-12-31"
"""Stands for the day that is meant where none is named, until the page puts in that of the catalogue."""
KINDS = {
    f"{OWL}Class": "class",
    f"{OWL}ObjectProperty": "property",
    f"{OWL}DatatypeProperty": "property",
    f"{OWL}AnnotationProperty": "property",
}


def files(site: Site) -> Iterator[File]:
    """Yield the page in each language; where its scripts were made, these and what they are handed."""
    scripts = frontend.held(site.layout.build)
    for lang in site.languages:
        yield File(f"{lang}/sparql.html", partial(_page, site, lang, scripts is not None))
    if scripts is None:
        return
    for name, path in scripts.items():
        yield File(f"assets/{name}", path.read_bytes)
    for lang in site.languages:
        yield File(f"{lang}/questions.json", partial(_written, questions, site, lang))
        yield File(f"data/terms.{lang}.json", partial(_written, terms, site, lang))


def _written(made: Any, site: Site, lang: str) -> bytes:
    return (json.dumps(made(site, lang), ensure_ascii=False, separators=(",", ":")) + "\n").encode()


@once
def _asked(site: Site) -> dict[str, Question]:
    return catalogue(site.layout)


def _page(site: Site, lang: str, ready: bool) -> bytes:
    themes: dict[str, list[Question]] = {}
    for question in _asked(site).values():
        themes.setdefault(say(THEMES.get(question.theme, question.theme), lang), []).append(question)
    first = FIRST if FIRST in _asked(site) else next(iter(_asked(site)), None)
    title = say("SPARQL", lang)
    told = {"ready": ready, "themes": themes, "names": _names(site), "first": first}
    return site.pages.make("sparql.html", lang, "sparql.html", title, **told, catalogue_day=answering(site).day)


@once
def _names(site: Site) -> dict[str, Any]:
    """Return what the page must know of `Places` to give the same places."""
    return {
        "base": site.names.base,
        "home": HOME,
        "rkg": RKG,
        "rule": RULE,
        "named": NAMED.pattern,
        "passage": PASSAGE.pattern,
        "opaque": OPAQUE,
        "fragments": sorted(FRAGMENTS),
        "graphs": [name for name in site.holding.graphs if name not in site.places.titled],
    }


def questions(site: Site, lang: str) -> list[dict[str, Any]]:
    """Return the saved questions: name, what is asked, theme, and SPARQL with the values that hold unless others do.

    In the SPARQL, `{today}` stands for the day that is meant where none is named; `today` lists its parameters.
    """
    return [
        {
            "name": question.name,
            "question": question.question[lang],
            "theme": question.theme,
            "today": [one.variable for one in question.parameters if one.default == "today"],
            "sparql": _sparql(site, question, lang),
        }
        for question in _asked(site).values()
    ]


def _sparql(site: Site, question: Question, lang: str) -> str:
    today = {one.name: TODAY for one in question.parameters if one.default == "today"}
    text = bound(question, bind(question, site.names, lang, today)).replace(f'"{TODAY}"', '"{today}"')
    lines = [line for line in text.strip().splitlines() if not line.startswith("#+")]
    heading = [f"# {question.question[lang]}"]
    if loose := [f"?{one.variable}" for one in question.parameters if one.default is None]:
        heading.append(f"# {say('To narrow it, write VALUES for {variables}.', lang, variables=', '.join(loose))}")
    return "\n".join(heading) + "\n\n" + "\n".join(lines).strip() + "\n"


def terms(site: Site, lang: str) -> dict[str, Any]:
    """Return the `prefixes` that queries may use, and the `terms`: key, label, kind, and definition where there is one.

    The terms are the classes and properties of the ontology, what the graph uses of other vocabularies, and the
    entries of the lists that belong to the ontology.
    """
    held, words = site.holding, site.words[lang]
    keys = {iri: key for iri in held if (key := site.places.key(iri))}
    kinds = sorted({key.partition("/")[0] for key in keys.values()})
    prefixes = {**PREFIXES, **{kind: site.names.thing(f"{kind}/") for kind in kinds}}
    found: list[list[str]] = []
    for iri in held:
        kind = next((KINDS[one.value] for one in held.values(iri, f"{RDF}type") if one.value in KINDS), None)
        if kind and iri.startswith(RKG):
            found.append([site.names.short(iri), words.of(iri), kind, *_definition(site, iri, lang)])
    for name in sorted({one.property for iri in held for one in held.said(iri)}):
        if not name.startswith(RKG) and (short := site.names.short(name)) != name:
            label = words.of(name)
            found.append([short, label if label != short else "", "property"])
    for iri, key in keys.items():
        kind, _, name = key.partition("/")
        if kind in site.names.shared and "/" not in name:
            found.append([f"{kind}:{name}", words.of(iri), "constant"])
    return {"prefixes": prefixes, "terms": found}


def _definition(site: Site, iri: str, lang: str) -> list[str]:
    return [one.value for one in site.holding.values(iri, f"{SKOS}definition") if one.lang == lang][:1]

"""The graphs that are no record's: words, rules, claims, what follows, passages, and what records add to others."""

from collections.abc import Iterator
from functools import partial

from rabatkg.publication.site import File, Site
from rabatkg.speech import mark, say

TOLD = {
    "addition": mark("what one record adds to the thing of another"),
    "alignments": mark("where our words stand under those of others"),
    "claims": mark("each statement that owes evidence, with its evidence"),
    "inferred": mark("what follows by rules from what is asserted"),
    "ontology": mark("our classes and properties"),
    "passages": mark("the passages of a document, by place and opening words"),
    "shapes": mark("the rules that records are checked by"),
    "texts": mark("the words of the passages of a document"),
    "vocabularies": mark("terms that things are described with"),
}
"""What graphs hold, by the first part of their names."""


def files(site: Site) -> Iterator[File]:
    """Yield the page of the graphs."""
    for lang in site.languages:
        yield File(f"{lang}/graphs.html", partial(_page, site, lang))


def _page(site: Site, lang: str) -> bytes:
    titled = site.places.titled
    return site.pages.make(
        "graphs.html",
        lang,
        "graphs.html",
        say("Graphs", lang),
        listed={name: number for name, number in site.holding.counted().items() if name not in titled},
        records=sum(name in titled for name in site.holding.graphs),
        holds={name: say(text, lang) for name, text in TOLD.items()},
    )

"""What came of the provisions of plans, as the pages of these provisions tell it, with the way to the proofs."""

from typing import NamedTuple

from rabatkg.names import RKG, SKOS
from rabatkg.publication.pictures.matrix import Line, matrix
from rabatkg.publication.pictures.plans import known, main, plans
from rabatkg.publication.pictures.proofs import home
from rabatkg.publication.remembering import once
from rabatkg.publication.site import Site
from rabatkg.speech import mark, say

MOST = 5
"""How many missing documents are named."""


class Verdict(NamedTuple):
    """What came of a provision.

    Attributes:
        line: the provision with its levels.
        home: the path of the page with its proofs.
        plan: the IRI of the plan.
        main: the path of the matrix of that plan.
    """

    line: Line
    home: str
    plan: str
    main: str


@once
def verdicts(site: Site, lang: str) -> dict[str, Verdict]:
    """Return what came of the provisions of all plans, by their IRIs."""
    return {
        site.names.thing(line.row.provision): Verdict(line, first, plan, main(site, plan))
        for plan in plans(site)
        if known(site, plan)
        for line in matrix(site, lang, plan, None).lines
        if (first := home(site, line.row))
    }


def numbered_title(site: Site, lang: str, iri: str) -> str:
    """Return what a provision is called, after its kind and number."""
    held, words = site.holding, site.words[lang]
    number, title = held.value(iri, f"{SKOS}notation"), words.of(iri)
    if number is None:
        return title
    kind = words.of(f"{RKG}{held.kind(iri)}")
    return say(mark("{kind} {number}: {title}"), lang, kind=kind, number=number, title=title)

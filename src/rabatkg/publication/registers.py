"""What the registers tell of things: how often they are spoken of, in which order they stand, what a document gives."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from rabatkg.evidence import folded
from rabatkg.names import OWL, RKG, SKOS
from rabatkg.publication.holding import CLAIMS, INFERRED
from rabatkg.publication.remembering import once
from rabatkg.publication.site import Site

APART = (f"{SKOS}broader", f"{SKOS}inScheme", f"{SKOS}topConceptOf")
"""Properties by which a vocabulary speaks of its own terms, which is no use of them."""


class Branch(NamedTuple):
    """A term of a vocabulary, with the things that speak of it, those that speak of it or of a narrower one, and the
    narrower terms.
    """

    iri: str
    uses: int
    within: int
    narrower: "tuple[Branch, ...]"


class Register:
    """The counts of a site.

    Args:
        site: what is published.
    """

    def __init__(self, site: Site) -> None:
        """Take the site."""
        self.site, self.holding = site, site.holding

    def of_kind(self, *kinds: str) -> list[str]:
        """Return the things of classes of ours, without those whose identifiers are no longer used."""
        found = (iri for kind in kinds for iri in self.holding.of_kind(kind))
        return [iri for iri in found if self.holding.value(iri, f"{OWL}deprecated") != "true"]

    def uses(self, iri: str, *properties: str) -> set[str]:
        """Return what is asserted to speak of a thing, claims and vocabularies apart.

        Args:
            iri: the thing.
            properties: only by these properties of ours, as `coChair`.
        """
        wanted = {f"{RKG}{name}" for name in properties}
        return {
            one.subject.value
            for one in self.holding.pointing(iri)
            if one.graph not in (CLAIMS, INFERRED)
            and one.property not in APART
            and (not wanted or one.property in wanted)
        }

    def schemes(self, lang: str) -> list[str]:
        """Return the vocabularies by the alphabet of a language."""
        found = (one.subject.value for one in self.holding.pointing(f"{SKOS}ConceptScheme"))
        return self.by_name((iri for iri in found if self.holding.said(iri) and self.terms(iri)), lang)

    def terms(self, scheme: str) -> list[str]:
        """Return the terms of a vocabulary."""
        return [one.subject.value for one in self.holding.pointing(scheme) if one.property == f"{SKOS}inScheme"]

    def tree(self, scheme: str, lang: str) -> list[Branch]:
        """Return the terms of a vocabulary, each under the one that is broader, by the alphabet of a language."""
        terms = set(self.terms(scheme))
        below: dict[str | None, list[str]] = defaultdict(list)
        for iri in self.by_name(terms, lang):
            above = self.holding.value(iri, f"{SKOS}broader")
            below[above if above in terms else None].append(iri)
        return [self._branch(iri, below)[0] for iri in below[None]]

    def _branch(self, iri: str, below: dict[str | None, list[str]]) -> tuple[Branch, set[str]]:
        uses = self.uses(iri)
        branches = [self._branch(one, below) for one in below.get(iri, ())]
        within = uses.union(*(found for _, found in branches))
        return Branch(iri, len(uses), len(within), tuple(branch for branch, _ in branches)), within

    def by_name(self, iris: Iterable[str], lang: str) -> list[str]:
        """Return things by the alphabet, each once."""
        words = self.site.words[lang]
        return sorted(set(iris), key=lambda iri: (folded(words.of(iri)), iri))

    def grouped(self, iris: Iterable[str], property: str, lang: str) -> list[tuple[str | None, list[str]]]:
        """Return things by the value of a property of ours, as `side`; those without any come last, under None."""
        groups: dict[str | None, list[str]] = defaultdict(list)
        for iri in self.by_name(iris, lang):
            groups[self.holding.value(iri, f"{RKG}{property}")].append(iri)
        named = self.by_name((iri for iri in groups if iri), lang)
        return [(iri, groups[iri]) for iri in (*named, None) if iri in groups]

    def claims(self, document: str) -> int:
        """Return how many claims rest on a document, or on a passage of it."""
        return len(self._claims.get(document, ()))

    @cached_property
    def _claims(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for evidence in self.holding.of_kind("Evidence"):
            claims = {one.subject.value for one in self.holding.pointing(evidence) if one.property == f"{RKG}evidence"}
            for document in self._documents(evidence):
                found[document] |= claims
        return found

    def _documents(self, evidence: str) -> Iterator[str]:
        yield from (term.value for term in self.holding.values(evidence, f"{RKG}webPage"))
        for passage in self.holding.values(evidence, f"{RKG}passage"):
            yield from (term.value for term in self.holding.values(passage.value, f"{RKG}inDocument"))


@once
def register(site: Site) -> Register:
    """Return the counts of a site, which its registers share."""
    return Register(site)

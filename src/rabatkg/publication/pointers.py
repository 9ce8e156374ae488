"""What points to a thing, grouped by the kind of what points and by how, and cut into pages of bearable length."""

from collections.abc import Iterator
from dataclasses import dataclass

from rabatkg.evidence import folded
from rabatkg.names import RDF, RKG, SKOS
from rabatkg.publication.holding import CLAIMS, Pointing
from rabatkg.publication.proofs import proofs, shortened
from rabatkg.publication.remembering import once
from rabatkg.publication.site import Site
from rabatkg.speech import say

FEW, MANY = 150, 350
"""How many pointers stand on the page of a thing, and how many on each page that goes on with them."""
MOST = 10
"""How many claims, pieces of evidence or things of one sort are named that point to a thing in one way; how many
there are is told."""
LONGEST = 90
"""How many characters of its title tell which thing it is."""
SORTING = frozenset(
    {f"{SKOS}inScheme", f"{SKOS}topConceptOf"}
    | {f"{RKG}{name}" for name in ("holding", "kind", "passageKind", "qualifier", "register", "side", "status", "unit")}
)
"""Properties that tell of what sort a thing is, so that nearly all of a kind share a few values."""
INNER = frozenset({f"{RDF}{name}" for name in ("subject", "predicate", "object", "type")} | {f"{RKG}evidence"})
"""Properties of claims whose statements are told as facts."""
SHAPES = "shapes"
"""What the names of the graphs of rules for records begin with: rules are told in the profiles of records."""
PASSED = f"{RKG}inDocument"
"""What is told by the list of the sections of a document."""


@dataclass(frozen=True)
class Pointer:
    """What points to a thing: its IRI, what it is called, and what it is a part of, in words, where it has no title."""

    iri: str
    words: str
    within: str | None = None


@dataclass(frozen=True)
class Group:
    """What points to a thing in one way: class and property by their IRIs, how many do, and those that this page names.

    `named` is how many all pages of the thing name.
    """

    kind: str | None
    property: str
    total: int
    named: int
    pointers: tuple[Pointer, ...]


class Pointers:
    """What points to the things of a site."""

    def __init__(self, site: Site) -> None:
        """Take the site."""
        self.site = site

    def to(self, iri: str) -> list[Pointing]:
        """Return the statements that point to a thing, but those that its page tells already."""
        beside = {iri, *self.site.places.parts(self.site.places.key(iri) or "")}
        return [
            one
            for one in self.site.holding.pointing(iri)
            if one.subject.kind == "uri"
            and one.property not in INNER
            and not one.graph.startswith(SHAPES)
            and one.property != PASSED
            and one.subject.value not in beside
        ]

    def pages(self, iri: str) -> int:
        """Return how many pages a thing has, for what points to it to be told."""
        named = sum(len(_named(told)) for _, told in self._grouped(iri, self.site.languages[0]))
        return 1 + max(0, -(-(named - FEW) // MANY))

    def groups(self, iri: str, lang: str, number: int = 1) -> list[Group]:
        """Return what one of the pages of a thing tells of what points to it."""
        start, end = (0, FEW) if number == 1 else (FEW + (number - 2) * MANY, FEW + (number - 1) * MANY)
        groups, at = [], 0
        for (kind, name), told in self._grouped(iri, lang):
            named = _named(told)
            here = named[max(start - at, 0) : max(end - at, 0)]
            at += len(named)
            if here:
                pointers = tuple(self._pointer(one.subject.value, lang) for one in here)
                groups.append(Group(kind, name, len(told), len(named), pointers))
        return groups

    def _grouped(self, iri: str, lang: str) -> Iterator[tuple[tuple[str | None, str], list[Pointing]]]:
        words, found = self.site.words[lang], dict[tuple[str | None, str], list[Pointing]]()
        for one in self.to(iri):
            told = self.site.holding.kind(one.subject.value)
            kind = f"{RKG}{told}" if told and "/" not in told else told
            found.setdefault((kind, one.property), []).append(one)

        def order(key: tuple[str | None, str]) -> tuple[bool, str, str, str]:
            kind, name = key
            inner = found[key][0].graph == CLAIMS
            return inner, folded(words.of(kind) if kind else ""), folded(words.of(name)), name

        yield from ((key, found[key]) for key in sorted(found, key=order))

    def _pointer(self, iri: str, lang: str) -> Pointer:
        held, words = proofs(self.site), self.site.words[lang]
        if iri in held.claims:
            return Pointer(iri, held.words(held.claims[iri], lang))
        if iri in held.supports[lang]:
            return Pointer(iri, held.named(iri, lang))
        document = self.site.holding.value(iri, PASSED)
        if document is not None:
            opening = self.site.holding.value(iri, f"{RKG}opening") or words.of(iri)
            return Pointer(iri, say("“{text}”", lang, text=f"{opening} …"), words.of(document))
        holding, event = self.site.holding, self.site.holding.value(iri, f"{RKG}inEvent")
        if event is not None:
            told = (holding.value(iri, f"{RKG}{name}") for name in ("role", "inCapacity", "onBehalfOf"))
            return Pointer(iri, shortened(words.of(event), LONGEST), "; ".join(words.of(one) for one in told if one))
        holder = self.site.places.holder(iri)
        return Pointer(
            iri, shortened(words.of(iri), LONGEST), words.of(self.site.names.thing(holder)) if holder else None
        )


def _named(told: list[Pointing]) -> list[Pointing]:
    """Return those that are named of what points to a thing in one way."""
    return told[:MOST] if told[0].graph == CLAIMS or told[0].property in SORTING else told


@once
def pointers(site: Site) -> Pointers:
    """Return what points to the things of a site."""
    return Pointers(site)

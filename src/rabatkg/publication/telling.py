"""A thing as its page tells it: its facts by property, each with its claims, and footnotes to what shows them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rabatkg.evidence import Support, folded
from rabatkg.evidence.showing import APART
from rabatkg.evidence.supports import Source
from rabatkg.names import DCTERMS, OWL, RDF, RKG, SKOS
from rabatkg.publication.holding import CLAIMS, Said
from rabatkg.publication.proofs import Claim, Proofs, Ranking, chosen, proofs
from rabatkg.publication.remembering import once
from rabatkg.publication.site import Site
from rabatkg.speech import mark
from rabatkg.store import Term

EARLY = """
    meetingKind initiativeKind kind status when start end due asOf periodStart periodEnd adoptedOn proposedOn madeOn
    place host chairedBy coChair organiser coOrganiser holder actor role partOf within arisesFrom
"""
FIRST = {f"{RKG}{name}": at for at, name in enumerate(EARLY.split())}
"""The properties that a reader looks for first, in this order; the others follow by their names."""
RANKS = {
    "rival": mark("rival value, not kept"),
    "retracted": mark("retracted"),
    "disputed": mark("disputed"),
    "replaced": mark("replaced"),
}
"""What became of claims that are not simply asserted, in words."""
VERIFICATIONS = {"reported": mark("only reported")}
"""How far a source was compared with what is claimed, in words."""
UNTOLD = APART | {f"{OWL}deprecated"}
"""Properties that are no facts of a list: they are told apart, or say what the page says by itself."""


FAMILIAR = 150
"""How many statements make a property one that every reader knows."""
UNDETERMINED = "und"
"""The code of a language that nobody determined, in ISO 639-2: it tells nothing to a reader."""


@dataclass(frozen=True)
class Fact:
    """A value of a property, with the claims that it is so, the numbers of their footnotes, and how they are ranked."""

    value: Term
    claims: tuple[Claim, ...]
    notes: tuple[int, ...]
    rankings: tuple[Ranking, ...]


@dataclass(frozen=True)
class Property:
    """The values of one property: those that the graph asserts, and beside them those that others claim."""

    iri: str
    facts: tuple[Fact, ...]
    rivals: tuple[Fact, ...]
    linked: bool
    """Whether its name leads to its definition: it is ours, and not so frequent that every reader knows it."""


@dataclass(frozen=True)
class Part:
    """What is told on the page of something else, at a place of its own."""

    iri: str
    fragment: str
    kind: str | None
    texts: tuple[Term, ...]
    properties: tuple[Property, ...]


@dataclass
class Notes:
    """The footnotes of a page, numbered as they are first needed."""

    proofs: Proofs
    lang: str
    numbers: dict[str, int] = field(default_factory=dict)

    def of(self, claims: Iterable[Claim]) -> tuple[int, ...]:
        """Return the numbers of what claims rest on."""
        shown = (evidence for claim in claims for evidence in claim.evidence)
        return tuple(sorted({self.numbers.setdefault(one, len(self.numbers) + 1) for one in shown}))

    def __iter__(self) -> Iterator[tuple[int, str, Support]]:
        """Yield the footnotes: number, IRI of the evidence, the evidence."""
        supports = self.proofs.supports[self.lang]
        yield from ((number, iri, supports[iri]) for iri, number in self.numbers.items())


@dataclass(frozen=True)
class Told:
    """A thing in one language.

    Attributes:
        kind: IRI of its class.
        labels: what else it is called, in this language.
        texts: its summary, definition and note.
        properties: its facts.
        parts: what is told on its page.
        notes: the footnotes of all of these.
    """

    kind: str | None
    labels: tuple[str, ...]
    texts: tuple[Term, ...]
    properties: tuple[Property, ...]
    parts: tuple[Part, ...]
    notes: Notes


class Telling:
    """What the pages of one language tell of the things of a site."""

    def __init__(self, site: Site, lang: str) -> None:
        """Take the site."""
        self.site, self.lang, self.proofs = site, lang, proofs(site)
        self.words = site.words[lang]

    def thing(self, key: str, iri: str) -> Told:
        """Return a thing with what is told on its page."""
        notes = Notes(self.proofs, self.lang)
        said = self.site.holding.said(iri)
        properties = self._properties(iri, notes)
        start = len(iri) + 1
        parts = (self._part(one, one[start:], notes) for one in self.site.places.parts(key))
        also = (one.value for one in said if one.property == f"{SKOS}altLabel")
        return Told(
            _kind(said),
            tuple(sorted(text.value for text in also if text.lang in (None, self.lang))),
            self._texts(said),
            properties,
            tuple(parts),
            notes,
        )

    def _part(self, iri: str, fragment: str, notes: Notes) -> Part:
        said = self.site.holding.said(iri)
        return Part(iri, fragment, _kind(said), self._texts(said), self._properties(iri, notes))

    def _texts(self, said: list[Said]) -> tuple[Term, ...]:
        """Return summary, definition and note, where there are any."""
        names = (f"{RKG}summary", f"{SKOS}definition", f"{RKG}note")
        found = (chosen((one for one in said if one.property == name), self.lang) for name in names)
        return tuple(text for text in found if text is not None)

    def _properties(self, iri: str, notes: Notes) -> tuple[Property, ...]:
        asserted: dict[str, list[Term]] = {}
        for one in self.site.holding.said(iri):
            if (one.property, one.value.value) == (f"{DCTERMS}language", UNDETERMINED):
                continue
            if one.property not in UNTOLD and one.property != f"{SKOS}definition" and one.value.kind != "bnode":
                asserted.setdefault(one.property, []).append(one.value)
        claimed: dict[str, dict[Term, list[Claim]]] = {}
        for claim in self.proofs.about.get(iri, ()):
            claimed.setdefault(claim.predicate, {}).setdefault(claim.value, []).append(claim)
        found = []
        for name in sorted({*asserted, *claimed} - UNTOLD, key=self._order):
            values, told = asserted.get(name, []), claimed.get(name, {})
            facts = [self._fact(value, told.get(value, []), notes) for value in self._readable(values)]
            other = [value for value in told if value not in values]
            rivals = [self._fact(value, told[value], notes) for value in self._readable(other)]
            if facts or rivals:
                found.append(Property(name, tuple(facts), tuple(rivals), self._linked(name)))
        return tuple(found)

    def _linked(self, property: str) -> bool:
        return property not in familiar(self.site) and self.site.places.page(property) is not None

    def _fact(self, value: Term, claims: list[Claim], notes: Notes) -> Fact:
        ranked = (self.proofs.ranking(claim, self.lang) for claim in claims)
        rankings = tuple(dict.fromkeys(one for one in ranked if one is not None))
        return Fact(value, tuple(claims), notes.of(claims), rankings)

    def _readable(self, values: Iterable[Term]) -> list[Term]:
        """Return values in order, texts in this language where there are any, else in what there is."""
        listed = list(values)
        mine = [value for value in listed if value.lang in (None, self.lang)]
        return sorted(mine or listed, key=self._by_words)

    def _by_words(self, value: Term) -> tuple[tuple[bool, int, str], ...]:
        text = self.site.names.short(value.value) if value.kind == "uri" else value.value
        parts = text.split("-")
        return tuple((not one.isdecimal(), int(one) if one.isdecimal() else 0, one) for one in parts)

    def _order(self, property: str) -> tuple[int, str, str]:
        return FIRST.get(property, len(FIRST)), folded(self.words.of(property)), property

    def tongue(self, source: Source) -> str | None:
        """Return the language of a document, where it is in one language."""
        return self.proofs.tongues.get(source.document)


@once
def familiar(site: Site) -> frozenset[str]:
    """Return the properties that are told of so many things that a link from each would make the site much larger."""
    uses = Counter(one.property for _, one in site.holding.asserted() if one.graph != CLAIMS)
    return frozenset(property for property, number in uses.items() if number >= FAMILIAR)


@once
def telling(site: Site, lang: str) -> Telling:
    """Return what the pages of a language tell; what it needs is read once."""
    return Telling(site, lang)


def retirement(site: Site, iri: str) -> dict[str, str | None] | None:
    """Return what became of an identifier that is no longer used: kind, day and what took its place; else None."""
    holding = site.holding
    if holding.kind(iri) != "Tombstone":
        return None
    told = {"kind": f"{RKG}kind", "on": f"{RKG}madeOn", "now": f"{DCTERMS}isReplacedBy"}
    return {name: holding.value(iri, property) for name, property in told.items()}


def _kind(said: list[Said]) -> str | None:
    return next((one.value.value for one in said if one.property == f"{RDF}type"), None)

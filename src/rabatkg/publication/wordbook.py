"""The words of the ontology, as its pages tell them: the tree of classes, and what properties join."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from rabatkg.layout import Layout
from rabatkg.names import OWL, PREFIXES, RDF, RDFS, RKG, SKOS
from rabatkg.publication.holding import Holding
from rabatkg.reading import text
from rabatkg.store import Term

TYPE, ABOVE, ABOVE_PROPERTY = f"{RDF}type", f"{RDFS}subClassOf", f"{RDFS}subPropertyOf"
LABEL, DEFINITION, SEE = f"{RDFS}label", f"{SKOS}definition", f"{RDFS}seeAlso"
SAME = (f"{OWL}equivalentClass", f"{OWL}equivalentProperty", f"{OWL}sameAs", f"{SKOS}exactMatch")
PROPERTIES = (f"{OWL}ObjectProperty", f"{OWL}DatatypeProperty", f"{OWL}AnnotationProperty")
PREFIX = re.compile(r"^PREFIX ([a-z][a-z0-9-]*): <([^>]+)>", re.MULTILINE)


class Aligned(NamedTuple):
    """That a word of ours stands under one of others, over it, or is the same: subject, property, value."""

    subject: str
    property: str
    value: str


@dataclass(frozen=True)
class Branch:
    """A class with those under it."""

    iri: str
    below: tuple["Branch", ...]

    def __iter__(self) -> Iterator[str]:
        """Yield the IRIs of the class and of all classes under it."""
        yield self.iri
        for one in self.below:
            yield from one


class Wordbook:
    """The classes and properties of the ontology.

    Args:
        holding: the whole graph.
        layout: where the ontology stands, whose files tell the prefixes of other vocabularies.
    """

    def __init__(self, holding: Holding, layout: Layout) -> None:
        """Take the graph."""
        self.holding, self._layout = holding, layout

    @cached_property
    def classes(self) -> tuple[str, ...]:
        """The IRIs of our classes, in order."""
        return self._ours(f"{OWL}Class")

    @cached_property
    def properties(self) -> tuple[str, ...]:
        """The IRIs of our properties, in order."""
        return tuple(sorted({iri for kind in PROPERTIES for iri in self._ours(kind)}))

    def _ours(self, kind: str) -> tuple[str, ...]:
        found = {one.subject.value for one in self.holding.pointing(kind) if one.property == TYPE}
        return tuple(sorted(iri for iri in found if iri.startswith(RKG)))

    def sort(self, iri: str) -> str:
        """Return what a word is: `Class`, `ObjectProperty`, `DatatypeProperty` or `AnnotationProperty`."""
        kinds = self.kinds(iri)
        return next(kind.removeprefix(OWL) for kind in (f"{OWL}Class", *PROPERTIES) if kind in kinds)

    def kinds(self, iri: str) -> list[str]:
        """Return the IRIs of what a word is said to be, as owl:TransitiveProperty."""
        return self.values(iri, TYPE)

    def values(self, iri: str, property: str) -> list[str]:
        """Return the values of a property of a word, as they are asserted."""
        return [one.value.value for one in self.holding.said(iri) if one.property == property]

    def flag(self, iri: str, property: str) -> bool:
        """Tell whether a property of a word is true."""
        return "true" in self.values(iri, property)

    def texts(self, iri: str, property: str) -> dict[str, str]:
        """Return the texts of a word, by language."""
        said = (one.value for one in self.holding.said(iri) if one.property == property)
        return {one.lang: one.value for one in said if one.lang}

    # the tree

    def above(self, iri: str) -> list[str]:
        """Return the words of ours just above a word."""
        return [one for one in self.values(iri, self._up(iri)) if one.startswith(RKG)]

    def below(self, iri: str) -> list[str]:
        """Return the words of ours just under a word."""
        up = self._up(iri)
        found = (one.subject.value for one in self.holding.pointing(iri) if one.property == up)
        return sorted(one for one in found if one.startswith(RKG))

    def line(self, iri: str) -> list[str]:
        """Return the words of ours above a word, from the first one down to the one just above."""
        up = self.above(iri)[:1]
        return self.line(up[0]) + up if up else []

    def _up(self, iri: str) -> str:
        return ABOVE if iri in self._classes else ABOVE_PROPERTY

    @cached_property
    def _classes(self) -> frozenset[str]:
        return frozenset(self.classes)

    @cached_property
    def tree(self) -> tuple[Branch, ...]:
        """The classes under no other of ours, each with those under it."""
        return tuple(self.branch(iri) for iri in self.classes if not self.above(iri))

    def branch(self, iri: str) -> Branch:
        """Return a class with those under it; one with two classes above it stands under the first."""
        return Branch(iri, tuple(self.branch(one) for one in self.below(iri) if self.above(one)[:1] == [iri]))

    def leaves(self, iri: str) -> list[str]:
        """Return the classes that a thing of a class may be said to be of: itself and those under it, none abstract."""
        return [one for one in self.branch(iri) if not self.flag(one, f"{RKG}abstract")]

    # what is said of them

    def disjoint(self, iri: str) -> list[str]:
        """Return the classes that share no thing with a class: those named with it, or with a class above it."""
        own = {iri, *self.line(iri)}
        found = {one for group in self._disjoint if group & own for one in group - own}
        return sorted(found)

    @cached_property
    def _disjoint(self) -> list[frozenset[str]]:
        groups = []
        for one in self.holding.pointing(f"{OWL}AllDisjointClasses"):
            said = self.holding.node(one.subject.value)
            groups += [frozenset(self._listed(each.value)) for each in said if each.property == f"{OWL}members"]
        return groups

    def chains(self, iri: str) -> list[list[str]]:
        """Return the chains of properties from which a property follows."""
        said = (one.value for one in self.holding.said(iri) if one.property == f"{OWL}propertyChainAxiom")
        return sorted(self._listed(one) for one in said)

    def _listed(self, head: Term) -> list[str]:
        said = {one.property: one.value for one in self.holding.node(head.value)}
        first, rest = said.get(f"{RDF}first"), said.get(f"{RDF}rest")
        return [*([first.value] if first else []), *(self._listed(rest) if rest and rest.kind == "bnode" else [])]

    def inverse(self, iri: str) -> list[str]:
        """Return the properties that say the same from the other end."""
        other = (one.subject.value for one in self.holding.pointing(iri) if one.property == f"{OWL}inverseOf")
        return sorted({*self.values(iri, f"{OWL}inverseOf"), *other})

    @cached_property
    def aligned(self) -> tuple[Aligned, ...]:
        """How the words of ours stand to those of others, in order."""
        told = {ABOVE, ABOVE_PROPERTY, SEE, *SAME}
        own = {
            Aligned(iri, one.property, one.value.value)
            for iri in (*self.classes, *self.properties)
            for one in self.holding.said(iri)
            if one.property in told and one.value.kind == "uri" and not one.value.value.startswith(RKG)
        }
        others = {
            Aligned(one.subject.value, one.property, iri)
            for iri in (*self.classes, *self.properties)
            for one in self.holding.pointing(iri)
            if one.property in told and not one.subject.value.startswith(RKG)
        }
        return tuple(sorted(own | others))

    def aligned_of(self, iri: str) -> list[Aligned]:
        """Return how one word stands to those of others."""
        return [one for one in self.aligned if iri in (one.subject, one.value)]

    def short(self, iri: str) -> str:
        """Return a word of others with the prefix by which our files call its vocabulary, as `prov:Agent`."""
        for prefix, namespace in self.prefixes.items():
            if iri.startswith(namespace) and iri != namespace:
                return f"{prefix}:{iri.removeprefix(namespace)}"
        return iri

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """The namespaces of the vocabularies that our files speak of, by prefix; the longest namespaces first."""
        files = sorted(self._layout.ontology.rglob("*.ttl"))
        found = {prefix: namespace for path in files for prefix, namespace in PREFIX.findall(text(path))} | PREFIXES
        return dict(sorted(found.items(), key=lambda one: (-len(one[1]), one)))

    # what they join

    def domain(self, iri: str) -> list[str]:
        """Return the classes of ours whose things a property is said of; none where it may be of many kinds."""
        return [one for one in self.values(iri, f"{RDFS}domain") if one.startswith(RKG)]

    def range(self, iri: str) -> list[str]:
        """Return the classes of ours that the values of a property are of; none where nothing is said of them."""
        return [one for one in self.values(iri, f"{RDFS}range") if one.startswith(RKG)]

    @cached_property
    def topics(self) -> dict[str, list[str]]:
        """The properties by the first class of the line that they are said of; those of none under an empty name."""
        found: dict[str, list[str]] = defaultdict(list)
        for iri in self.properties:
            for one in {[*self.line(one), one][0] for one in self.domain(iri)} or {""}:
                found[one].append(iri)
        return dict(found)

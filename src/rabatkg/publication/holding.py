"""The whole graph in tables, read once: what is said of each thing, and what points to it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rabatkg.names import RDF, RKG, SKOS
from rabatkg.store import Term
from rabatkg.store.serialising import Statement

INFERRED, CLAIMS = "inferred", "claims"


class Said(NamedTuple):
    """A statement about a thing: its property, its value, and the name of the graph that it stands in."""

    property: str
    value: Term
    graph: str


class Pointing(NamedTuple):
    """A statement whose value is a thing: the thing that it is said of, the property, and the name of the graph."""

    subject: Term
    property: str
    graph: str


class Holding:
    """All statements of a graph, by what they are about and by what they point to, in a settled order.

    Args:
        statements: the whole graph.
        base: the IRI that the names of its graphs begin with, as `https://example.org/graph/`.
    """

    def __init__(self, statements: Iterable[Statement], base: str) -> None:
        """Read the statements."""
        said: dict[Term, list[Said]] = defaultdict(list)
        pointing: dict[str, list[Pointing]] = defaultdict(list)
        graphs: dict[str, str] = {}
        for subject, name, value, iri in statements:
            graph = graphs.setdefault(iri, iri.removeprefix(base))
            said[subject].append(Said(name, value, graph))
            if value.kind == "uri":
                pointing[value.value].append(Pointing(subject, name, graph))
        self._said = {subject: sorted(told, key=_order) for subject, told in sorted(said.items())}
        self._pointing = {iri: sorted(told) for iri, told in pointing.items()}
        self.graphs = tuple(sorted(graphs.values()))

    def __iter__(self) -> Iterator[str]:
        """Yield the IRIs of all that something is said of, in order."""
        return (subject.value for subject in self._said if subject.kind == "uri")

    def __contains__(self, iri: str) -> bool:
        """Tell whether something is said of a thing."""
        return Term("uri", iri) in self._said

    @property
    def named(self) -> Iterator[str]:
        """Yield the IRIs of all that is named: things, properties, and values, ours or not; some of them twice."""
        yield from self
        yield from self._pointing
        yield from dict.fromkeys(one.property for told in self._said.values() for one in told)

    def counted(self) -> dict[str, int]:
        """Return how many statements each graph holds."""
        return dict(sorted(Counter(one.graph for told in self._said.values() for one in told).items()))

    def said(self, iri: str, *, inferred: bool = False) -> list[Said]:
        """Return what is said of a thing; with `inferred`, also what follows from rules."""
        told = self._said.get(Term("uri", iri), [])
        return told if inferred else [one for one in told if one.graph != INFERRED]

    def asserted(self) -> Iterator[tuple[Term, Said]]:
        """Yield all statements but those that follow from rules, in order of what they are about."""
        return ((subject, one) for subject, told in self._said.items() for one in told if one.graph != INFERRED)

    def node(self, label: str) -> list[Said]:
        """Return what is said of a node without a name."""
        return self._said.get(Term("bnode", label), [])

    def pointing(self, iri: str, *, inferred: bool = False) -> list[Pointing]:
        """Return the statements whose value is a thing; with `inferred`, also those that follow from rules."""
        told = self._pointing.get(iri, [])
        return told if inferred else [one for one in told if one.graph != INFERRED]

    def values(self, iri: str, property: str) -> list[Term]:
        """Return the values of a property of a thing, inferred ones too, each once."""
        return list(dict.fromkeys(one.value for one in self.said(iri, inferred=True) if one.property == property))

    def value(self, iri: str, property: str) -> str | None:
        """Return the first value of a property of a thing, as text."""
        return next((one.value for one in self.values(iri, property)), None)

    def kind(self, iri: str) -> str | None:
        """Return the name of the class of ours that a thing is asserted to be of, as `ThematicMeeting`."""
        for one in self.said(iri):
            if one.property == f"{RDF}type":
                return one.value.value.removeprefix(RKG)
        return None

    def of_kind(self, name: str) -> list[str]:
        """Return the IRIs of the things of a class of ours, those of its subclasses too, in order."""
        found = {
            one.subject.value for one in self.pointing(f"{RKG}{name}", inferred=True) if one.property == f"{RDF}type"
        }
        return sorted(found)

    def labelled(self, iri: str) -> bool:
        """Tell whether a thing bears a label of its own."""
        return bool(self.values(iri, f"{SKOS}prefLabel"))


def _order(one: Said) -> tuple[str, str, str, str]:
    return one.property, one.value.value, one.value.lang or "", one.graph

"""Which things a key may name: those of the kinds that the shapes ask for."""

from collections.abc import Iterable, Iterator

from rdflib import RDF, RDFS, SH, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from rabatkg.graph import Corpus
from rabatkg.records import Key


class Fitting:
    """The things of a corpus by the keys that may name them; they are looked up when something is first asked."""

    def __init__(self, corpus: Corpus, shapes: Graph) -> None:
        """Take the corpus, or a neighbourhood, and the graph of its shapes."""
        self.corpus, self.shapes = corpus, shapes
        self._things: dict[URIRef, frozenset[URIRef]] = {}

    def things(self, key: Key) -> frozenset[URIRef]:
        """Return the things that a key may name; empty where the shapes leave that open, or there are none."""
        iri = URIRef(min(iri for _, iri in key.by_basis) if key.by_basis else key.iri)
        if iri not in self._things:
            self._things[iri] = frozenset(self._taken(iri))
        return self._things[iri]

    def _taken(self, iri: URIRef) -> Iterator[URIRef]:
        asked = [*self.shapes.subjects(SH.path, iri)]
        listed = {node for shape in asked for node in self._list(self.shapes.value(shape, SH["in"]))}
        kinds = {kind for shape in asked for kind in self._kinds(shape)}
        found = listed or (one for kind in self._under(kinds) for one in self.corpus.asserted.subjects(RDF.type, kind))
        yield from (one for one in found if isinstance(one, URIRef))

    def _kinds(self, shape: Node) -> Iterator[Node]:
        """Yield the classes that a shape asks of a value, be it by one of several ways or of some values only."""
        yield from self.shapes.objects(shape, SH["class"])
        for inner in self.shapes.objects(shape, SH.qualifiedValueShape):
            yield from self._kinds(inner)
        for one in self._list(self.shapes.value(shape, SH["or"])):
            yield from self._kinds(one)

    def _under(self, kinds: Iterable[Node]) -> set[Node]:
        tree = self.corpus.words[URIRef(self.corpus.names.graph("ontology"))]
        return {one for kind in kinds for one in tree.transitive_subjects(RDFS.subClassOf, kind) if one is not None}

    def _list(self, head: Node | None) -> list[Node]:
        return list(Collection(self.shapes, head)) if head is not None else []

"""Fetching: a part of a built store as a graph of rdflib, fetched statement by statement as it is asked for."""

from collections.abc import Callable, Iterator
from typing import Any

import pyoxigraph as ox
from rdflib import XSD, BNode, Graph, Literal, URIRef
from rdflib.plugins.stores.memory import SimpleMemory
from rdflib.term import Node

from rabatkg.store.embedded import Embedded

Triple = tuple[Node, Node, Node]
Sees = Callable[[Node, Node, Node, str], bool]
"""Whether a statement, with the IRI of its graph, is in the part that is looked at."""


class Fetching:
    """Look statements up in a built store, by terms of rdflib.

    Attributes:
        looked_at: how many statements the store has handed over.
    """

    def __init__(self, store: Embedded) -> None:
        """Take the store."""
        self.looked_at = 0
        self._store = store
        self._terms: dict[Any, Node] = {}
        self._graphs: dict[Any, str] = {}

    def quads(self, s: Node | None, p: Node | None, o: Node | None) -> Iterator[tuple[Node, Node, Node, str]]:
        """Yield the statements that match a pattern, None for any, each with the IRI of its graph."""
        try:
            asked = [None if one is None else _asked(one) for one in (s, p, o)]
        except ValueError:  # no store holds such a term
            return
        if isinstance(s, Literal) or isinstance(p, BNode | Literal):
            return
        for quad in self._store.matching(*asked):
            self.looked_at += 1
            graph = self._graphs.get(quad.graph_name)
            if graph is None:
                graph = self._graphs[quad.graph_name] = getattr(quad.graph_name, "value", "")
            yield self._told(quad.subject), self._told(quad.predicate), self._told(quad.object), graph

    def _told(self, term: Any) -> Node:
        told = self._terms.get(term)
        if told is None:
            told = self._terms[term] = _told(term)
        return told


class Part(SimpleMemory):
    """A store of rdflib: what is added to it, and beside that what is seen of a built store.

    Each pattern is looked up once. It has one context alone; pySHACL wants a store that could have several.
    """

    context_aware = graph_aware = True

    def __init__(self, fetching: Fetching, sees: Sees) -> None:
        """Take what looks statements up, and what tells which of them are seen."""
        super().__init__()
        self._fetching, self._sees, self._added = fetching, sees, 0
        self._found: dict[tuple[Node | None, Node | None, Node | None], list[Triple]] = {}

    def __len__(self, context: Any = None) -> int:
        """Return how many statements are known of so far; what has not been asked for is not counted."""
        return self._added + sum(map(len, self._found.values()))

    def add(self, triple: Any, context: Any, quoted: bool = False) -> None:
        """Add a statement that is not in the built store."""
        self._added += 1
        super().add(triple, context, quoted)

    def add_graph(self, graph: Graph) -> None:
        """Take note of a context, of which there is but one."""

    def triples(self, triple_pattern: Any, context: Any = None) -> Iterator[Any]:
        """Yield the triples that match, each once, as rdflib's own stores do."""
        added = [triple for triple, _ in super().triples(triple_pattern, context)]
        beside = self._found.get(triple_pattern)
        if beside is None:
            found = self._fetching.quads(*triple_pattern)
            seen = {(s, p, o): None for s, p, o, graph in found if self._sees(s, p, o, graph)}
            beside = self._found[triple_pattern] = list(seen)
        held = set(added)
        for triple in added:
            yield triple, iter(())
        for triple in beside:
            if triple not in held:
                yield triple, iter(())


def _asked(term: Node) -> Any:
    if isinstance(term, URIRef):
        return ox.NamedNode(term)
    if isinstance(term, BNode):
        return ox.BlankNode(term)
    assert isinstance(term, Literal)
    if term.language:
        return ox.Literal(str(term), language=term.language)
    return ox.Literal(str(term), datatype=ox.NamedNode(term.datatype) if term.datatype else None)


def _told(term: Any) -> Node:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if term.language:
        return Literal(term.value, lang=term.language)
    kind = None if term.datatype.value == str(XSD.string) else URIRef(term.datatype.value)
    return Literal(term.value, datatype=kind, normalize=False)

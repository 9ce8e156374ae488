"""Fetching: a part of a store as a graph of rdflib, fetched statement by statement as it is asked for.

From a store beside the files each pattern is fetched by itself. A server is asked for many things in one request: each
request costs a journey, and what is asked next is mostly about the things that an answer names.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pyoxigraph as ox
from rdflib import RDF, XSD, BNode, Graph, Literal, URIRef
from rdflib.plugins.stores.memory import SimpleMemory
from rdflib.term import Node

from rabatkg.store.asked import Store
from rabatkg.store.embedded import Embedded
from rabatkg.store.terms import Term

Triple = tuple[Node, Node, Node]
Quad = tuple[Node, Node, Node, str]
AT_ONCE = 200
"""How many things a server is asked for in one request."""
FURTHEST = 3
"""How many steps from the things of a record what is said of others is fetched beforehand."""
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

    def quads(self, s: Node | None, p: Node | None, o: Node | None) -> Iterator[Quad]:
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


class FromServer(Fetching):
    """Look statements up on a server, by terms of rdflib."""

    def __init__(self, server: Store) -> None:
        """Take the store of the server."""
        self.looked_at = 0
        self._server = server
        self._about: dict[str, list[Quad]] = {}

    def around(self, things: Iterable[str]) -> None:
        """Fetch what is said of some things, of those that they name, and so on for some steps."""
        step = {one for one in things if one not in self._about}
        for _ in range(FURTHEST):
            named = self._fetched(step)
            step = {str(o) for _, p, o, _ in named if isinstance(o, URIRef) and p != RDF.type} - self._about.keys()

    def quads(self, s: Node | None, p: Node | None, o: Node | None) -> Iterator[Quad]:
        """Yield the statements that match a pattern, None for any, each with the IRI of its graph."""
        if isinstance(s, BNode | Literal) or isinstance(p, BNode | Literal) or isinstance(o, BNode):
            return
        if s is None:
            yield from self._asked(p, o)
            return
        if str(s) not in self._about:
            self._fetched({str(s)})
        for quad in self._about[str(s)]:
            if (p is None or quad[1] == p) and (o is None or quad[2] == o):
                yield quad

    def _fetched(self, things: Iterable[str]) -> list[Quad]:
        wanted, found = sorted(things), []
        for start in range(0, len(wanted), AT_ONCE):
            found += self._asked(None, None, wanted[start : start + AT_ONCE])
        self._about.update((one, []) for one in wanted)
        for quad in found:
            self._about[str(quad[0])].append(quad)
        return found

    def _asked(self, p: Node | None, o: Node | None, things: Iterable[str] = ()) -> list[Quad]:
        values = " ".join(URIRef(one).n3() for one in things)
        known = f"VALUES ?s {{ {values} }}" if values else ""
        pattern = f"?s {p.n3() if p else '?p'} {o.n3() if o else '?o'}"
        rows = self._server.select(f"SELECT * WHERE {{ {known} GRAPH ?g {{ {pattern} }} }}").rows
        self.looked_at += len(rows)
        return [(_node(row["s"]), p or _node(row["p"]), o or _node(row["o"]), row["g"].value) for row in rows]


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


def _node(term: Term) -> Node:
    if term.kind == "uri":
        return URIRef(term.value)
    if term.kind == "bnode":
        return BNode(term.value)
    kind = None if term.lang or term.datatype == str(XSD.string) else URIRef(term.datatype or "")
    return Literal(term.value, lang=term.lang, datatype=kind, normalize=False)

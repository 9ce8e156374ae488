"""Two stores compared graph by graph, by their counts and digests."""

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from rabatkg.store.embedded import Embedded
from rabatkg.store.sealing import Seal


@dataclass(frozen=True)
class Unlike:
    """A graph that two stores do not hold alike: its IRI, and how many statements each holds of it."""

    graph: str
    held: int
    due: int


def unlike(held: Embedded, due: Embedded) -> Iterator[Unlike]:
    """Yield the graphs in which a store holds something else than another one, which is right."""
    for graph in sorted({*held.graphs(), *due.graphs()}):
        one, other = (Seal.of(_statements(store, graph)) for store in (held, due))
        if one != other:
            yield Unlike(graph, one.n, other.n)


def _statements(store: Embedded, graph: str) -> list[ox.Quad]:
    found = store.matching(None, None, None, ox.NamedNode(graph))
    return [ox.Quad(quad.subject, quad.predicate, quad.object) for quad in found]

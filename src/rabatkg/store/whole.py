"""Whole graphs from a server, as many in one answer as it gives, each in one answer if it fits into one."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from rabatkg.errors import DataError
from rabatkg.store.embedded import asked
from rabatkg.store.terms import Row, Term

if TYPE_CHECKING:
    from rabatkg.store.remote import Remote

MOST_GRAPHS = 200
"""How many graphs one query names."""


def quads(server: "Remote", start: str, *, exactly: bool = False) -> Iterator[ox.Quad]:
    """Yield what the graphs hold whose IRI begins so, or with `exactly` the one whose IRI is so.

    Raises:
        DataError: the server does not answer, what it holds changes meanwhile, or a graph with nodes without a name is
            too long for one answer.
    """
    where = f"GRAPH <{start}> {{ ?s ?p ?o }} BIND(<{start}> AS ?g)" if exactly else server.own("?s ?p ?o", start)
    counted = server.select(f"SELECT ?g (COUNT(*) AS ?n) WHERE {{ {where} }} GROUP BY ?g").rows
    sizes = {row["g"].value: int(row["n"].value) for row in counted if "g" in row}
    left, turn = sorted(sizes, key=lambda one: -sizes[one]), 0
    while left:
        some = _fitting(left, sizes, server.most)
        named = " ".join(f"<{one}>" for one in some)
        query = f"SELECT ?g ?s ?p ?o WHERE {{ VALUES ?g {{ {named} }} GRAPH ?g {{ ?s ?p ?o }} }}"
        rows = server.select(query).rows if len(some) == 1 else server.part(query)[0].rows
        expected = sum(sizes[one] for one in some)
        if len(rows) < expected and len(some) > 1:
            server.most = len(rows)  # it was cut: so many rows are what the server gives at once
            continue
        if len(rows) != expected:
            raise DataError("{url} changed while it was read.", url=server.endpoint.shown, remedy="Try again.")
        left, turn = left[len(some) :], turn + 1
        yield from _quads(rows, turn)


def _fitting(graphs: list[str], sizes: Mapping[str, int], most: int) -> list[str]:
    """Return the first graphs, as many as hold no more statements than these; one at least."""
    total = list(accumulate(sizes[one] for one in graphs[:MOST_GRAPHS]))
    return graphs[: max(1, bisect_right(total, most))]


def _quads(rows: Iterable[Row], turn: int) -> Iterator[ox.Quad]:
    """Yield the statements of one answer; the labels of its nodes without a name are those of no other."""
    labels: dict[str, str] = {}

    def node(term: Term) -> Any:
        if term.kind != "bnode":
            return asked(term)
        return ox.BlankNode(f"b{turn}-{labels.setdefault(term.value, str(len(labels)))}")

    for row in rows:
        yield ox.Quad(node(row["s"]), node(row["p"]), node(row["o"]), node(row["g"]))

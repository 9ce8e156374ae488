"""A remote store of named graphs, written by the SPARQL 1.1 Graph Store HTTP Protocol and counted by SPARQL.

https://www.w3.org/TR/sparql11-http-rdf-update/, with indirect graph identification (section 4.2): `?graph=IRI`.
Statements travel as N-Triples, which are read without recursion and without guessing.
"""

import json
import re
from collections.abc import Iterable
from types import TracebackType
from urllib.parse import quote, urlencode, urlsplit, urlunsplit
from urllib.request import Request

import pyoxigraph as ox

from rabatkg.errors import DataError, UsageError
from rabatkg.store.endpoint import Endpoint, Limits
from rabatkg.store.transport import USUAL, Line

PIECE = 1_000_000
"""Bytes that are sent at once; many servers and their proxies take little more unless they are told to."""
PAGE = 5_000
"""Rows asked for at once where a server gives only so many: Virtuoso 10,000, unless it is told to give more."""
NTRIPLES = "application/n-triples"
JSON = "application/sparql-results+json, application/json;q=0.9"
IRI = re.compile(r'[^\x00-\x20\x7f-\x9f<>"{}|^`\\\ud800-\udfff]+')
FRESH = {"Cache-Control": "no-cache"}
QUERY_BESIDE = {
    "/sparql-graph-crud-auth": "/sparql",  # Virtuoso
    "/sparql-graph-crud": "/sparql",
    "/sparql/gsp": "/sparql",  # Amazon Neptune
    "/rdf-graphs/service": "",  # GraphDB, RDF4J
    "/store": "/query",  # Oxigraph
    "/data": "/query",  # Fuseki
}
"""Where a server answers questions, by where it takes graphs: the ends of the two paths."""


def query_address(url: str) -> str:
    """Return where the server of a graph store answers questions, by the habits of known servers.

    Raises:
        UsageError: it is none of the known ones.
    """
    parts = urlsplit(url)
    path = parts.path.rstrip("/")
    for graphs, questions in QUERY_BESIDE.items():
        if path.endswith(graphs):
            return urlunsplit((parts.scheme, parts.netloc, path.removesuffix(graphs) + questions, "", ""))
    raise UsageError(
        "It cannot be guessed from {url} where this server answers questions.",
        url=Endpoint.of(url, {}).shown,
        remedy="Give the address of its SPARQL queries too: --query-endpoint ADDRESS",
    )


class GraphStore:
    """The graphs of a server: replaced, read, removed and counted. Errors are DataError, in plain words."""

    def __init__(self, graphs: Endpoint, queries: Endpoint, limits: Limits = USUAL) -> None:
        """Take where the server takes graphs, where it answers questions, and how long it is waited for."""
        self.endpoint = graphs
        self._queries = queries
        self._to_graphs, self._to_queries = Line(graphs, limits), Line(queries, limits)

    def __enter__(self) -> "GraphStore":
        """Return the store itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Hang up."""
        self._to_graphs.close()
        self._to_queries.close()

    def put(self, graph: str, ntriples: bytes) -> None:
        """Replace a graph, or make it: the first piece by PUT, what does not fit into it by POST."""
        for n, piece in enumerate(pieces(ntriples)):
            request = Request(self._at(graph), piece, {"Content-Type": NTRIPLES}, method="POST" if n else "PUT")
            self._to_graphs.send(request, again=True)  # statements that are there already are not there twice

    def delete(self, graph: str) -> None:
        """Remove a graph; it is no error if there is none."""
        self._to_graphs.send(Request(self._at(graph), method="DELETE"), fine={200, 204, 404})

    def get(self, graph: str, expected: int = 0) -> set[ox.Quad]:
        """Return the statements of a graph; none if there is no such graph.

        Args:
            graph: its IRI.
            expected: how many the server counts in it. Where it gives fewer, the graph is read page by page.
        """
        request = Request(self._at(graph), headers={"Accept": NTRIPLES, **FRESH}, method="GET")
        reply = self._to_graphs.send(request, fine={200, 204, 404})
        found = self._read(reply.body) if reply.status == 200 else set()
        if 0 < len(found) < expected:
            found = self._paged(graph, expected)
        return found

    def counts(self, base: str) -> dict[str, int]:
        """Return how many statements each graph holds whose IRI begins with `base`, whatever else the server tells."""
        of_ours = f'GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), "{base}"))'
        found: dict[str, int] = {}
        try:
            expected = int(self._values(f"SELECT (COUNT(DISTINCT ?g) AS ?n) {{ {of_ours} }}")[0]["n"])
            while len(found) < expected:
                page = f"GROUP BY ?g LIMIT {PAGE} OFFSET {len(found)}"
                rows = self._values(f"SELECT ?g (COUNT(*) AS ?n) {{ {of_ours} }} {page}")
                new = {row["g"]: int(row["n"]) for row in rows}
                known = all(graph.startswith(base) and IRI.fullmatch(graph) for graph in new)
                if not known or not new.keys() - found.keys():
                    raise self._unreadable()
                found |= new
        except (LookupError, ValueError) as error:
            raise self._unreadable() from error
        return found

    def is_union(self, ntriple: str) -> bool:
        """Return whether queries that name no graph see a statement that stands in a named graph."""
        return self._values(f"SELECT (COUNT(*) AS ?n) {{ {ntriple} }}") != [{"n": "0"}]

    def _at(self, graph: str) -> str:
        url = self.endpoint.url
        return f"{url}{'&' if '?' in url else '?'}graph={quote(graph, safe='')}"

    def _ask(self, query: str, accept: str) -> bytes:
        form = urlencode({"query": query}).encode()
        kind = "application/x-www-form-urlencoded"
        headers = {"Accept": accept, "Content-Type": kind, **FRESH}
        request = Request(self._queries.url, form, headers, method="POST")
        return self._to_queries.send(request, fine={200}, again=True).body

    def _values(self, query: str) -> list[dict[str, str]]:
        try:
            rows = json.loads(self._ask(query, JSON))["results"]["bindings"]
            return [{name: str(one["value"]) for name, one in row.items()} for row in rows]
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise self._unreadable() from error

    def _paged(self, graph: str, expected: int) -> set[ox.Quad]:
        """Return the statements of a graph, read page by page; if the server changes their order, some are missing."""
        found: set[ox.Quad] = set()
        while len(found) < expected:
            page = f"SELECT ?s ?p ?o {{ GRAPH <{graph}> {{ ?s ?p ?o }} }} LIMIT {PAGE} OFFSET {len(found)}"
            new = self._read(self._ask(f"CONSTRUCT {{ ?s ?p ?o }} {{ {{ {page} }} }}", NTRIPLES))
            if new <= found:
                break
            found |= new
        return found

    def _read(self, ntriples: bytes) -> set[ox.Quad]:
        try:
            return set(ox.parse(ntriples, format=ox.RdfFormat.N_TRIPLES))
        except (SyntaxError, ValueError) as error:
            raise self._unreadable() from error

    def _unreadable(self) -> DataError:
        return DataError("What {url} answers cannot be read.", url=self.endpoint.shown)


def pieces(ntriples: bytes) -> Iterable[bytes]:
    """Return the lines of a graph in pieces of at most PIECE bytes, those with blank nodes all in the first.

    A blank node means the same only within one request; and statements without blank nodes may be sent twice.
    """
    if len(ntriples) <= PIECE:
        return [ntriples]
    every = ntriples.splitlines(keepends=True)
    anonymous = [line for line in every if b"_:" in line]
    found, size = [anonymous], sum(map(len, anonymous))
    for line in every:
        if b"_:" in line:
            continue
        if size + len(line) > PIECE and found[-1]:
            found.append([])
            size = 0
        found[-1].append(line)
        size += len(line)
    return [b"".join(piece) for piece in found]

"""Queries that strangers send, answered in the forms of the SPARQL Protocol, in a process that may be lost.

`prepare` and `work` are what `rabatkg.server.nursery` asks for: the first is run once, the second in a fork for each
query. The union of all graphs is the default graph, unless a query or a request names graphs.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.parsers import expat

import pyoxigraph as ox

from rabatkg.store.embedded import Embedded

TABLES = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/xml": ox.QueryResultsFormat.XML,
}
"""The forms of an answer in rows, by media type; the first is that of who asks for none."""
TRUTHS = {
    name: form for name, form in TABLES.items() if form in (ox.QueryResultsFormat.JSON, ox.QueryResultsFormat.XML)
}
"""Those of an answer that is yes or no."""
GRAPHS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}
"""The forms of an answer that is a graph."""
XML = ("application/sparql-results+xml", "application/xml", "application/rdf+xml")
"""The forms in which not all that the graph may hold can be written: no controls, and no predicate without a name."""
MOST_HELD = 1_000_000
"""Statements that are held in memory, which forks share; a larger store is opened anew by each of them."""
REPEATS = 100
"""Queries that one process may answer, one after the other, while they are small: see `rabatkg.server.nursery`."""
LARGEST = 50_000_000
"""Bytes of an answer."""


class Full(Exception):
    """An answer is larger than may be given."""


class Basket:
    """A file in memory that takes so much and no more."""

    def __init__(self, largest: int) -> None:
        """Take the bytes that it may hold."""
        self.parts: list[bytes] = []
        self._left = largest

    def write(self, part: bytes) -> int:
        """Take some bytes; Full where they are too many."""
        self._left -= len(part)
        if self._left < 0:
            raise Full
        self.parts.append(bytes(part))
        return len(part)

    def flush(self) -> None:
        """Do nothing: all is held."""

    def content(self) -> bytes:
        """Return all that was taken."""
        return b"".join(self.parts)


def prepare(folder: str) -> Path | ox.Store:
    """Return what queries are asked of: the store in memory, or its folder where it is too large for that.

    The store on disk has threads of its own, which a fork would lack; so a process that forks never opens it.
    """
    from rabatkg.confined import confined

    path = Path(folder)
    dumped = confined(_dumped, path, seconds=120, memory=4_000_000_000)
    if dumped is None:
        return path
    store = ox.Store()
    store.load(dumped, format=ox.RdfFormat.N_QUADS)
    return store


def opened(held: Path | ox.Store) -> ox.Store:
    """Return the store that one process asks, opened where it is a folder: its threads take room that no query has."""
    return Embedded.open(held)._inner if isinstance(held, Path) else held


def _dumped(path: Path) -> bytes | None:
    store = Embedded.open(path)._inner
    return store.dump(format=ox.RdfFormat.N_QUADS) if len(store) <= MOST_HELD else None


def work(store: ox.Store, job: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Return what came of a query, and the answer.

    Args:
        store: what `opened` returned.
        job: `query`; `base`, what relative IRIs stand on; `default` and `named`, the IRIs of graphs, or None for all;
            `named_here`, IRIs of graphs that the query itself names, or None; `table`, `truth` and `graph`, the media
            type wanted of each kind of answer, or None where none would do.

    Returns:
        `type`, the media type; or `problem`, in the words of the engine; or `unknown`, the graph that is not here; or
        `unwanted`, the kind of answer that the asker takes in no form we have; or `unfit`, the form that it cannot be
        written in, with the kind of answer; or `full`.
    """
    try:
        found = _asked(store, job)
        kind, form = _form(found, job)
        if form is None:
            return {"unwanted": kind}, b""
        basket = Basket(LARGEST)
        forms: Mapping[str, Any] = GRAPHS if kind == "graph" else TABLES
        try:
            found.serialize(basket, format=forms[form])
            return {"type": form}, _readable(basket.content()) if form in XML else basket.content()
        except (OSError, expat.ExpatError):  # the engine's word for what a form has no room for
            return {"unfit": form, "kind": kind}, b""
    except _Unknown as unknown:
        return {"unknown": str(unknown)}, b""
    except Full:
        return {"full": LARGEST}, b""
    except SyntaxError as error:
        return {"problem": _brief(error.msg)}, b""
    except (ValueError, RuntimeError, OSError) as error:
        return {"problem": _brief(str(error))}, b""


def _readable(content: bytes) -> bytes:
    """Return what the engine wrote as XML, its ends of lines kept as they are; ExpatError where it is none."""
    kept = content.replace(b"\r", b"&#13;")  # which a reader would take for a line feed
    expat.ParserCreate(namespace_separator=" ").Parse(kept, True)
    return kept


class _Unknown(Exception):
    """A graph is not here."""


def _asked(store: ox.Store, job: Mapping[str, Any]) -> Any:
    graphs = {name: [_graph(store, iri) for iri in job.get(name) or ()] for name in ("default", "named")}
    if graphs["default"] or graphs["named"]:
        return store.query(
            job["query"],
            base_iri=job["base"],
            default_graph=graphs["default"],  # type: ignore[arg-type]  # a list of a subclass
            named_graphs=graphs["named"],  # type: ignore[arg-type]
        )
    if job.get("named_here"):
        for iri in job["named_here"]:
            _graph(store, iri)
        return store.query(job["query"], base_iri=job["base"])
    return store.query(job["query"], base_iri=job["base"], use_default_graph_as_union=True)


def _graph(store: ox.Store, iri: str) -> ox.NamedNode:
    try:
        graph = ox.NamedNode(iri)
    except ValueError:
        raise _Unknown(iri) from None
    if not store.contains_named_graph(graph):
        raise _Unknown(iri)
    return graph


def _form(found: Any, job: Mapping[str, Any]) -> tuple[str, str | None]:
    """Return which kind of answer it is, and the media type wanted of that."""
    if isinstance(found, ox.QueryTriples):
        return "graph", job["graph"]
    if isinstance(found, ox.QueryBoolean):
        return "truth", job["truth"]
    return "table", job["table"]


def _brief(problem: str | None) -> str:
    return " ".join((problem or "?").split())[:300]

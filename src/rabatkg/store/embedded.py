"""The embedded store: pyoxigraph on disk, opened in milliseconds, asked in SPARQL over the union of its graphs."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import filterfalse
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from rabatkg.errors import DataError, UnknownName, UsageError
from rabatkg.names import XSD
from rabatkg.reading import holding, identity
from rabatkg.store.asked import Store
from rabatkg.store.drafts import load_in_turn
from rabatkg.store.terms import Answer, Row, Term
from rabatkg.store.writing import as_they_come, canonical, joined, lines, settled, unnamed, written


class Embedded(Store):
    """A set of named graphs in memory, or on disk, by pyoxigraph."""

    def __init__(self, inner: ox.Store) -> None:
        """Take the pyoxigraph store; use `memory`, `open` or `Draft` instead."""
        self._inner = inner

    @classmethod
    def memory(cls, nquads: bytes | Iterable[bytes] = ()) -> "Embedded":
        """Return a store in memory, filled from an N-Quads file, or from several; see `build`."""
        store = cls(ox.Store())
        load_in_turn(store._inner.load, [nquads] if isinstance(nquads, bytes) else nquads)  # quicker there than in bulk
        return store

    @classmethod
    def open(cls, path: Path) -> "Embedded":
        """Return the built store, for reading.

        Raises:
            DataError: there is none, or it cannot be read.
        """
        if not path.is_dir():
            from rabatkg.writing import put_back  # what writes files is for builds alone

            put_back(path)
        opened = None
        while opened is None:
            with holding(path) as folder:
                opened = cls._opened(path, identity(folder))
        return opened

    @classmethod
    def _opened(cls, path: Path, standing: tuple[int, int] | None) -> "Embedded | None":
        """Return the store that stands at a path; None where a build took its place and files of both may be read."""
        if standing is None:
            raise DataError("The graph has not been built yet.", remedy="Run `rabatkg build` first.", file=path)
        try:
            opened = cls(ox.Store.read_only(str(path)))
        except (OSError, ValueError, RuntimeError) as error:
            if identity(path) != standing:
                return None
            raise DataError(
                "The built graph cannot be opened: {problem}.",
                problem=str(error).splitlines()[0],
                file=path,
                remedy="Build it again with `rabatkg build`.",
            ) from error
        return opened if identity(path) == standing else None

    def __len__(self) -> int:
        """Return the number of quads."""
        return len(self._inner)

    def load(self, nquads: bytes) -> None:
        """Add the statements of an N-Quads file, all of them or none."""
        self._inner.load(nquads, format=ox.RdfFormat.N_QUADS)

    def select(self, query: str) -> Answer:
        """Return the answer to a query over the union of all graphs.

        Args:
            query: SPARQL 1.1; an ASK answers one row with the variable `answer`, a CONSTRUCT or DESCRIBE a row a
                triple with `subject`, `predicate` and `object`.

        Raises:
            UsageError: the query is not SPARQL.
        """
        with _asking():
            found = self._query(query)
            if isinstance(found, ox.QuerySolutions):
                variables = tuple(variable.value for variable in found.variables)
                return Answer(variables, _rows(variables, found))
            if isinstance(found, ox.QueryBoolean):
                text = "true" if bool(found) else "false"
                return Answer(("answer",), [{"answer": Term("literal", text, None, f"{XSD}boolean")}])
            names = ("subject", "predicate", "object")
            triples = sorted({tuple(told(part) for part in triple) for triple in found}, key=str)
            return Answer(names, [dict(zip(names, triple, strict=True)) for triple in triples])

    def construct(self, query: str) -> bytes:
        """Return the N-Triples that a CONSTRUCT or DESCRIBE query yields, sorted, each once.

        Raises:
            UsageError: the query is not SPARQL, or yields no graph.
        """
        with _asking():
            found = self._query(query)
            if not isinstance(found, ox.QueryTriples):
                raise UsageError("This query makes a table, not a graph.", remedy="Ask with CONSTRUCT or DESCRIBE.")
            return lines(ox.Quad(*triple) for triple in found)

    def add(self, triples: Iterable[tuple[str, str, str]], graph: str) -> int:
        """Add triples in N-Triples text to a named graph, and return how many they are.

        Nodes without a name are those that the store calls so.
        """
        named: list[str] = []
        bare: list[str] = []
        for s, p, o in triples:
            line = f"{s} {p} {o} <{graph}> .\n"
            (bare if unnamed(line) else named).append(line)
        load_in_turn(partial(self._inner.load, lenient=True), joined(named))  # of terms that were looked at before
        self._inner.bulk_extend(ox.parse("".join(bare), ox.RdfFormat.N_QUADS))
        return len(named) + len(bare)

    def said(self, properties: Iterable[str]) -> Iterator[tuple[str, str, str]]:
        """Yield the triples with these properties, in N-Triples text; one that stands in two graphs comes twice.

        Args:
            properties: IRIs between < and >.
        """
        for name in properties:
            for quad in self._inner.quads_for_pattern(None, ox.NamedNode(name[1:-1]), None):
                yield str(quad.subject), name, str(quad.object)

    def dump(self) -> bytes:
        """Return all statements as N-Quads, sorted: the same graph gives the same bytes."""
        return b"".join(self.lines())

    def lines(self) -> list[bytes]:
        """Return the lines of the dump; it is taken by way of a file, as in memory it would stand there twice."""
        from tempfile import TemporaryFile  # which a question does not need

        named: list[bytes] = []
        other: list[str] = []
        with TemporaryFile() as held:
            self._inner.dump(held, ox.RdfFormat.N_QUADS)
            held.seek(0)
            for line in held:
                if b"_:" in line:
                    other.append(line.decode())
                else:
                    named.append(line)
        named += (line.encode() for line in settled(other))
        named.sort()
        return named

    def written(self, form: str, graph: str | None = None) -> bytes:
        """Return the statements in one of FORMATS; the same statements give the same bytes.

        Args:
            form: a name from FORMATS.
            graph: IRI of the only graph to write.

        Raises:
            UnknownName: the store has no such graph.
        """
        if graph is None and form == "trig":
            return as_they_come(self._by_graph(), form)
        if graph is None:
            return written(self._inner, form)
        if graph not in set(self.graphs()):
            raise UnknownName(graph, self.graphs(), "No graph here is called {name}.")
        return written(self._inner.quads_for_pattern(None, None, None, ox.NamedNode(graph)), form)

    def _by_graph(self) -> Iterator[ox.Quad]:
        """Yield the statements as `canonical` does, but hold those of one graph at once."""
        bare = canonical(filter(_is_bare, self._inner))
        for graph in sorted([*self._inner.named_graphs(), ox.DefaultGraph()], key=str):
            named = filterfalse(_is_bare, self._inner.quads_for_pattern(None, None, None, graph))
            yield from sorted([*named, *(quad for quad in bare if quad.graph_name == graph)], key=str)

    def graphs(self) -> Iterator[str]:
        """Return the IRIs of the named graphs."""
        for name in self._inner.named_graphs():
            yield name.value

    def in_graphs(self, subject: str, predicate: str, object_: Term) -> list[str]:
        """Return the graphs that hold a triple."""
        found = self._inner.quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(predicate), asked(object_), None)
        return sorted(quad.graph_name.value for quad in found if isinstance(quad.graph_name, ox.NamedNode))

    def matching(self, subject: Any, predicate: Any, object_: Any, graph: Any = None) -> Iterator[Any]:
        """Return the engine's own statements that match a pattern of its own terms, None for any; for this package."""
        return self._inner.quads_for_pattern(subject, predicate, object_, graph)

    def _query(self, query: str) -> Any:
        return self._inner.query(query, use_default_graph_as_union=True)


@contextmanager
def _asking() -> Iterator[None]:
    """Turn what the engine says about a query into an error for the one who asked."""
    try:
        yield
    except SyntaxError as error:
        raise UsageError(
            "This is not SPARQL: {problem}.", problem=str(error.msg).splitlines()[0], remedy="Check the query."
        ) from error
    except (ValueError, RuntimeError, OSError) as error:
        raise UsageError("The query failed: {problem}.", problem=str(error).splitlines()[0]) from error


def _rows(variables: tuple[str, ...], solutions: Iterable[Iterable[Any]]) -> list[Row]:
    """Return solutions as rows; a term that comes again, as most do, is told once."""
    known: dict[Any, Term] = {}
    rows: list[Row] = []
    for solution in solutions:
        row: Row = {}
        for name, value in zip(variables, solution, strict=True):
            if value is not None:
                term = known.get(value)
                if term is None:
                    term = known[value] = told(value)
                row[name] = term
        rows.append(row)
    return rows


def told(term: Any) -> Term:
    """Return a term of the engine as we have it."""
    if isinstance(term, ox.NamedNode):
        return Term("uri", term.value)
    if isinstance(term, ox.BlankNode):
        return Term("bnode", term.value)
    lang = term.language
    return Term("literal", term.value, lang, None if lang else term.datatype.value)


def asked(term: Term) -> Any:
    """Return a term as the engine has it; nodes without a name aside."""
    if term.kind == "uri":
        return ox.NamedNode(term.value)
    if term.lang:
        return ox.Literal(term.value, language=term.lang)
    return ox.Literal(term.value, datatype=ox.NamedNode(term.datatype) if term.datatype else None)


def _is_bare(quad: ox.Quad) -> bool:
    """Return whether a blank node stands in a statement."""
    return isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode)

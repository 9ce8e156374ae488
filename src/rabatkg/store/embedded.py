"""The embedded store: pyoxigraph on disk, opened in milliseconds, asked in SPARQL over the union of its graphs."""

import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path
from secrets import token_hex
from tempfile import mkdtemp
from typing import Any

import pyoxigraph as ox

from rabatkg import writing as files
from rabatkg.errors import DataError, UnknownName, UsageError
from rabatkg.names import XSD
from rabatkg.store.asked import Store
from rabatkg.store.terms import Answer, Term
from rabatkg.store.writing import lines, written

TRIES = 20
ABANDONED = 3600
"""Seconds after which a draft that still stands is that of a build that was killed."""


class Embedded(Store):
    """A set of named graphs in memory, or on disk, by pyoxigraph."""

    def __init__(self, inner: ox.Store) -> None:
        """Take the pyoxigraph store; use `memory`, `open` or `Draft` instead."""
        self._inner = inner

    @classmethod
    def memory(cls, nquads: bytes | None = None) -> "Embedded":
        """Return a store in memory, filled from N-Quads."""
        store = cls(ox.Store())
        if nquads is not None:
            store.load(nquads)
        return store

    @classmethod
    def open(cls, path: Path) -> "Embedded":
        """Return the built store, for reading.

        Raises:
            DataError: there is none, or it cannot be read.
        """
        if not path.is_dir():
            _put_back(path)
        if not path.is_dir():
            raise DataError("The graph has not been built yet.", remedy="Run `rabatkg build` first.", file=path)
        try:
            return cls(ox.Store.read_only(str(path)))
        except (OSError, ValueError, RuntimeError) as error:
            raise DataError(
                "The built graph cannot be opened: {problem}.",
                problem=str(error).splitlines()[0],
                file=path,
                remedy="Build it again with `rabatkg build`.",
            ) from error

    def __len__(self) -> int:
        """Return the number of quads."""
        return len(self._inner)

    def load(self, nquads: bytes) -> None:
        """Add the statements of an N-Quads file, all of them or none."""
        self._inner.bulk_load(BytesIO(nquads), format=ox.RdfFormat.N_QUADS)

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
            if isinstance(found, ox.QueryBoolean):
                text = "true" if bool(found) else "false"
                return Answer(("answer",), [{"answer": Term("literal", text, None, f"{XSD}boolean")}])
            if isinstance(found, ox.QueryTriples):
                names = ("subject", "predicate", "object")
                triples = sorted({tuple(_told(part) for part in triple) for triple in found}, key=str)
                return Answer(names, [dict(zip(names, triple, strict=True)) for triple in triples])
            variables = tuple(variable.value for variable in found.variables)
            rows = [
                {name: _told(value) for name in variables if (value := solution[name]) is not None}
                for solution in found
            ]
            return Answer(variables, rows)

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

    def construct_into(self, query: str, graph: str) -> int:
        """Add what a CONSTRUCT query yields to a named graph, and return how many triples are new."""
        name = ox.NamedNode(graph)
        with _asking():
            found = {ox.Quad(one.subject, one.predicate, one.object, name) for one in self._query(query)}
        self._inner.extend(found)
        return len(found)

    def dump(self) -> bytes:
        """Return all statements as N-Quads, sorted: the same graph gives the same bytes."""
        return lines(self._inner)

    def written(self, form: str, graph: str | None = None) -> bytes:
        """Return the statements in one of FORMATS; the same statements give the same bytes.

        Args:
            form: a name from FORMATS.
            graph: IRI of the only graph to write.

        Raises:
            UnknownName: the store has no such graph.
        """
        if graph is None:
            return written(self._inner, form)
        if graph not in set(self.graphs()):
            raise UnknownName(graph, self.graphs(), "No graph here is called {name}.")
        return written(self._inner.quads_for_pattern(None, None, None, ox.NamedNode(graph)), form)

    def graphs(self) -> Iterator[str]:
        """Return the IRIs of the named graphs."""
        for name in self._inner.named_graphs():
            yield name.value

    def in_graphs(self, subject: str, predicate: str, object_: Term) -> list[str]:
        """Return the graphs that hold a triple."""
        found = self._inner.quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(predicate), _asked(object_), None)
        return sorted(quad.graph_name.value for quad in found if isinstance(quad.graph_name, ox.NamedNode))

    def matching(self, subject: Any, predicate: Any, object_: Any, graph: Any = None) -> Iterator[Any]:
        """Return the engine's own statements that match a pattern of its own terms, None for any; for this package."""
        return self._inner.quads_for_pattern(subject, predicate, object_, graph)

    def _query(self, query: str) -> Any:
        return self._inner.query(query, use_default_graph_as_union=True)


def build(
    path: Path,
    parts: Iterable[bytes],
    finish: Callable[[Embedded], object] = lambda store: None,
    beside: Mapping[str, bytes] | None = None,
) -> Embedded:
    """Make a store on disk beside its place and put it there at the end, so that a half-made one is never seen.

    Args:
        path: folder of the store; one that is there is replaced.
        parts: N-Quads files.
        finish: called with the store before it is put in its place, to add what follows.
        beside: files that tell of the store, by name; they stand in its folder, and change places with it.

    Builds at the same time have a draft each; the last to finish wins.

    Returns:
        The finished store, in memory.

    Raises:
        DataError: it cannot be written; a store that was there still stands.
    """
    store = Embedded.memory()
    for part in parts:
        store.load(part)
    finish(store)
    _put_back(path)
    _clear(path)
    home = files.folder(path.parent)
    try:
        draft = Path(mkdtemp(prefix=f"{path.name}.draft-", dir=home))
        try:
            disk = ox.Store(str(draft / path.name))
            disk.bulk_extend(iter(store._inner))
            disk.flush()
            disk.optimize()
            del disk
            for name, content in (beside or {}).items():
                (draft / path.name / name).write_bytes(content)
            _change(draft / path.name, path)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    except OSError as error:
        raise files.unwritten(error, path) from error
    except RuntimeError as error:
        problem = str(error).splitlines()[0]
        raise DataError("This file cannot be written: {problem}.", problem=problem, file=path) from error
    return store


def _change(draft: Path, path: Path) -> None:
    """Put the draft into its place, again if another build was quicker between the two moves."""
    for left in reversed(range(TRIES)):
        old = path.with_name(f"{path.name}.old-{token_hex(4)}")
        with suppress(FileNotFoundError):
            path.rename(old)
        try:
            draft.rename(path)
        except OSError:
            if not left:
                _put_back(path)
                raise
            time.sleep(0.01)
        else:
            break
        finally:
            if path.exists():
                shutil.rmtree(old, ignore_errors=True)


def _put_back(path: Path) -> None:
    """Put back a store that a build had moved aside when it was killed."""
    for old in path.parent.glob(f"{path.name}.old*"):
        if not path.exists():
            with suppress(OSError):
                old.rename(path)


def _clear(path: Path) -> None:
    """Remove what builds left that were killed."""
    if path.exists():
        for old in path.parent.glob(f"{path.name}.old*"):
            shutil.rmtree(old, ignore_errors=True)
    for draft in path.parent.glob(f"{path.name}.draft*"):
        with suppress(OSError):
            if time.time() - draft.stat().st_mtime > ABANDONED:
                shutil.rmtree(draft, ignore_errors=True)


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


def _told(term: Any) -> Term:
    if isinstance(term, ox.NamedNode):
        return Term("uri", term.value)
    if isinstance(term, ox.BlankNode):
        return Term("bnode", term.value)
    return Term("literal", term.value, term.language, None if term.language else term.datatype.value)


def _asked(term: Term) -> Any:
    if term.kind == "uri":
        return ox.NamedNode(term.value)
    if term.lang:
        return ox.Literal(term.value, language=term.lang)
    return ox.Literal(term.value, datatype=ox.NamedNode(term.datatype) if term.datatype else None)

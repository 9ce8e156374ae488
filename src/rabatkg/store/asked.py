"""What can be asked of a graph, wherever it is held: beside the files, in memory, or on a server."""

from abc import ABC, abstractmethod
from collections.abc import Iterator

from rabatkg.store.terms import Answer, Term


class Store(ABC):
    """A set of named graphs under SPARQL 1.1, whose queries see the union of them."""

    def close(self) -> None:
        """Let go of what the store holds open; it is not asked again."""
        return None

    @abstractmethod
    def __len__(self) -> int:
        """Return the number of quads."""

    @abstractmethod
    def select(self, query: str) -> Answer:
        """Return the answer to a query over the union of all graphs.

        Args:
            query: SPARQL 1.1; an ASK answers one row with the variable `answer`, a CONSTRUCT or DESCRIBE a row a
                triple with `subject`, `predicate` and `object`.

        Raises:
            UsageError: the query is not SPARQL.
            DataError: the store cannot answer.
        """

    @abstractmethod
    def construct(self, query: str) -> bytes:
        """Return the N-Triples that a CONSTRUCT or DESCRIBE query yields, sorted, each once.

        Raises:
            UsageError: the query is not SPARQL, or yields no graph.
            DataError: the store cannot answer.
        """

    @abstractmethod
    def dump(self) -> bytes:
        """Return all statements as N-Quads, sorted: the same graph gives the same bytes."""

    @abstractmethod
    def written(self, form: str, graph: str | None = None) -> bytes:
        """Return the statements in one of FORMATS; the same statements give the same bytes.

        Args:
            form: a name from FORMATS.
            graph: IRI of the only graph to write.

        Raises:
            UnknownName: the store has no such graph.
        """

    @abstractmethod
    def graphs(self) -> Iterator[str]:
        """Return the IRIs of the named graphs."""

    @abstractmethod
    def in_graphs(self, subject: str, predicate: str, object_: Term) -> list[str]:
        """Return the graphs that hold a triple, sorted."""

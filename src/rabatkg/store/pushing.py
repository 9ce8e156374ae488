"""The graph on another server: what differs is sent by the Graph Store Protocol, read back, and compared.

The protocol replaces one graph at a time, so that no server is bound to make all graphs change at one moment. What is
promised, whichever server it is:

* before anything is written, the server has answered questions, and has given or refused the graphs that it holds;
* while graphs change, a mark stands on the server, a graph of its own named `graph/pushing`. It is the first thing that
  is written and the last that goes; as long as it stands, readers know that they may see a mixture;
* nothing is taken on trust: a graph is left alone only if the server counts as many statements in it and gives back the
  very same; and each graph that was sent is read back, and all are counted anew, before the mark goes;
* a push that fails, or is broken off, says how far it came. The next one compares anew, and so repairs whatever it
  finds. Nothing is kept on either side that could be out of date;
* only graphs whose IRI begins as ours do are removed. All others on the server stay as they are.

Statements are compared as N-Triples, letter by letter, with blank nodes named after their contents (RDFC-1.0). A server
that writes literals otherwise than they were sent, as "1" for "01", does not hold what was sent, and is told of.
Oxigraph 0.5 and Virtuoso 7.2 give back everything as it was.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from hashlib import sha256
from secrets import token_hex

import pyoxigraph as ox

from rabatkg.errors import DataError
from rabatkg.names import DCTERMS, XSD, Names
from rabatkg.speech import Message, mark
from rabatkg.store.embedded import Embedded
from rabatkg.store.graph_store import GraphStore
from rabatkg.store.refusals import masked
from rabatkg.store.sealing import Seal, nameless, ntriples, text_of

MARK = "pushing"
"""The key of the graph that stands on a server while its other graphs change."""
Told = Callable[[int, int], None]
"""Told how many graphs of how many are done."""


@dataclass(frozen=True)
class Difference:
    """What a server holds, beside what it should hold: IRIs of graphs, sorted.

    Attributes:
        new: those that it does not have.
        changed: those that hold other statements there.
        gone: those of ours that it has, and should not.
        same: those that are there, statement by statement.
        unfinished: whether the mark of another push stands there.
    """

    new: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]
    same: tuple[str, ...]
    unfinished: bool

    @property
    def to_send(self) -> tuple[str, ...]:
        """The graphs to send, sorted."""
        return tuple(sorted(self.new + self.changed))

    def __bool__(self) -> bool:
        """Return whether anything is to be done."""
        return bool(self.new or self.changed or self.gone or self.unfinished)


class Push:
    """The way of one graph to one server: `compare`, and then `carry_out`. It knows at any time how far it came."""

    def __init__(self, store: Embedded, names: Names, server: GraphStore) -> None:
        """Take what is to be pushed, how its graphs are named, and where to.

        Raises:
            DataError: there is nothing to push.
        """
        self._store, self._server = store, server
        self._base, self._mark = names.graph(""), names.graph(MARK)
        self._token = token_hex(16)
        self._begun = False
        self._sent: int | None = None
        self._to_send = 0
        if not self.seals:
            raise DataError("The graph is empty; there is nothing to push.", remedy="Run `rabatkg build` first.")

    @cached_property
    def seals(self) -> Mapping[str, Seal]:
        """What stands for the statements of each graph to be pushed, by its IRI, sorted."""
        return {graph: Seal.of(self._statements(graph)) for graph in sorted(self._store.graphs())}

    @property
    def total(self) -> int:
        """The number of statements to be pushed."""
        return sum(seal.n for seal in self.seals.values())

    @property
    def digest(self) -> str:
        """The sha256 of all graphs: of the lines `IRI sha256-of-its-N-Triples`, sorted."""
        return sha256("".join(f"{graph} {seal.digest}\n" for graph, seal in self.seals.items()).encode()).hexdigest()

    @property
    def standing(self) -> Message:
        """How far the push came, in words: what is now on the server."""
        values = {"url": self._server.endpoint.shown, "sent": self._sent, "n": self._to_send, "mark": self._mark}
        if self._sent is not None:
            told = mark(
                "The push is not finished: {sent} of {n} graphs were sent, and {url} may hold a mixture of old and "
                "new; the graph {mark} says so there."
            )
        elif self._begun:
            told = mark("None of the graphs at {url} was changed, but the graph {mark} may stand there.")
        else:
            told = mark("None of the graphs at {url} was changed.")
        return Message(told, values)

    def compare(self, told: Told = lambda k, n: None) -> Difference:
        """Return what a push would change. Nothing is written."""
        with self._telling():
            return self._compared(told)

    def _compared(self, told: Told) -> Difference:
        held = self._server.counts(self._base)
        unfinished = bool(self._server.get(self._mark))
        held.pop(self._mark, None)
        alike = [graph for graph, seal in self.seals.items() if held.get(graph) == seal.n]
        same = set()
        for k, graph in enumerate(alike, 1):
            if self._is_held(graph):
                same.add(graph)
            told(k, len(alike))
        return Difference(
            new=tuple(sorted(self.seals.keys() - held.keys())),
            changed=tuple(sorted((self.seals.keys() & held.keys()) - same)),
            gone=tuple(sorted(held.keys() - self.seals.keys())),
            same=tuple(sorted(same)),
            unfinished=unfinished,
        )

    def carry_out(self, difference: Difference, told: Told = lambda k, n: None) -> bool:
        """Make the server hold what it should, and verify that it does.

        Returns:
            Whether questions that name no graph see all graphs there, as ours expect.

        Raises:
            DataError: something went wrong; `standing` is part of what it tells. Nothing is pushed until this returns.
        """
        with self._telling():
            return self._carried_out(difference, told)

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Let every error say how far the push came."""
        try:
            yield
        except DataError as error:
            raise DataError(
                "{problem} {standing}",
                problem=error.message,
                standing=self.standing,
                remedy=mark("{how} Then run the same command again: it sends what is missing.")
                if self._begun
                else "{how}",
                how=error.remedy or Message(mark("Ask whoever runs the server.")),
            ) from error

    def _carried_out(self, difference: Difference, told: Told) -> bool:
        server, n = self._server, len(difference.to_send) + len(difference.gone)
        self._to_send = len(difference.to_send)
        marked = self._marked()
        self._begun = True
        server.put(self._mark, marked)
        self._expect_mark()
        is_union = server.is_union(marked.decode().splitlines()[0])
        self._sent = 0
        for graph in difference.to_send:
            server.put(graph, ntriples(self._statements(graph)))
            self._sent += 1
            told(self._sent, n)
        for k, graph in enumerate(difference.gone, 1 + self._sent):
            server.delete(graph)
            told(k, n)
        for graph in difference.to_send:
            if not self._is_held(graph):
                raise self._unlike(graph)
        held = server.counts(self._base)
        held.pop(self._mark, None)
        for graph in sorted(held.keys() | self.seals.keys()):
            expected = self.seals[graph].n if graph in self.seals else 0
            if held.get(graph, 0) != expected:
                raise DataError(
                    "{url} counts {held} statements in the graph {graph}; there should be {n}.",
                    url=server.endpoint.shown,
                    held=held.get(graph, 0),
                    graph=masked(graph, server.endpoint),
                    n=expected,
                )
        self._expect_mark()
        server.delete(self._mark)
        if server.get(self._mark):
            raise DataError("{url} does not remove the graph {graph}.", url=server.endpoint.shown, graph=self._mark)
        return is_union

    def _marked(self) -> bytes:
        """Return the mark: a name that no other push has, and the time."""
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        told = [f'<{DCTERMS}identifier> "{self._token}"', f'<{DCTERMS}created> "{now}"^^<{XSD}dateTime>']
        return "".join(f"<{self._mark}> {one} .\n" for one in told).encode()

    def _expect_mark(self) -> None:
        """Raise DataError unless the mark of this push stands on the server."""
        if not any(self._token in str(quad.object) for quad in self._server.get(self._mark)):
            raise DataError(
                "{url} does not keep what is sent to it, or another push runs there at this moment: the graph {graph} "
                "is not the one that was sent.",
                url=self._server.endpoint.shown,
                graph=self._mark,
            )

    def _statements(self, graph: str) -> list[ox.Quad]:
        found = self._store.matching(None, None, None, ox.NamedNode(graph))
        return [ox.Quad(quad.subject, quad.predicate, quad.object) for quad in found]

    def _is_held(self, graph: str) -> bool:
        """Return whether the server gives back the very statements of a graph."""
        seal = self.seals[graph]
        return seal.fits(self._server.get(graph, seal.n))

    def _unlike(self, graph: str) -> DataError:
        """Return the error for a graph that the server does not give back as it was sent."""
        ours, url = self._statements(graph), self._server.endpoint.shown
        theirs = self._server.get(graph, len(ours))
        right, there = (set(nameless(text_of(quads)).split("\n")) for quads in (ours, theirs))
        return DataError(
            "{url} does not give back the graph {graph} as it was sent: of {n} statements, {missing} are missing, and "
            "{added} were added. One of them: {statement}",
            url=url,
            graph=graph,
            n=len(ours),
            missing=len(right - there),
            added=len(there - right),
            statement=masked(min(right ^ there, default="…"), self._server.endpoint),
        )

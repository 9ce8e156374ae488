"""A store on a server, near or far: SPARQL 1.1 Protocol over HTTP, by SPARQLWrapper.

Any server will do whose queries see the union of all named graphs, or can be told to (see `store.knowing`). An answer
is whole, or there is an error: where a server may have cut it, its rows are counted, and fetched in pages. Nothing is
ever written.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import count
from math import inf
from time import monotonic

from SPARQLWrapper import JSON, POST, SPARQLWrapper

from rabatkg.errors import DataError, UnknownName, UsageError
from rabatkg.speech import mark
from rabatkg.store import results
from rabatkg.store.asked import Store
from rabatkg.store.embedded import Embedded, asked
from rabatkg.store.query_text import QueryText
from rabatkg.store.terms import Answer, Row, Term
from rabatkg.store.transport import Endpoint, Line, Reply
from rabatkg.store.whole import quads
from rabatkg.store.writing import lines, written

MOST_ROWS = "X-SPARQL-MaxRows"
"""The header by which Virtuoso says after how many rows it has cut an answer."""
UNFINISHED = "X-SQL-State"
"""The header by which Virtuoso says that it answers with what it had found when its time was up."""
ROUND = 100
"""Servers cut at round numbers, be they documented or not: an answer of such a length is counted."""
PAGE = 10_000
"""Rows of a page, where nothing is known of the server."""


class Remote(Store):
    """The graphs of one dialogue on a SPARQL server, for reading.

    Attributes:
        start: what the IRIs of the graphs begin with; others on the server are let be.
        most: how many rows the server gives at once, as far as is known.
    """

    def __init__(self, line: Line, start: str, parameters: Mapping[str, str] | None = None, until: float = inf) -> None:
        """Take the line to the server; use `knowing.opened`, which looks first whether it answers as it must.

        Args:
            start: what the IRIs of the graphs begin with.
            parameters: what the server wants to be told beside each query.
            until: when the last answer must have come, by the clock that only goes forward.
        """
        self.start = start
        self._line, self._parameters, self._until = line, dict(parameters or {}), until
        self.most = PAGE

    @property
    def endpoint(self) -> Endpoint:
        """The server."""
        return self._line.endpoint

    def within(self, seconds: float) -> "Remote":
        """Return the same store for questions that are to be answered within so many seconds from now, all together."""
        line = Line(self.endpoint, replace(self._line.limits, total=seconds))
        return Remote(line, self.start, self._parameters, monotonic() + seconds)

    def close(self) -> None:
        """Hang up."""
        self._line.close()

    def __len__(self) -> int:
        """Return the number of quads."""
        return self._number(f"SELECT (COUNT(*) AS ?n) WHERE {{ {self.own('?s ?p ?o')} }}")

    def select(self, query: str) -> Answer:
        """Return the answer to a query over the union of all graphs; see `Store.select`.

        Raises:
            UsageError: the query is not SPARQL, by what the server says.
            DataError: the server gives no answer, not in time, not a whole one, or none in the form of SPARQL.
        """
        text = QueryText.of(query)
        if text.form in ("CONSTRUCT", "DESCRIBE"):
            made, again = self._made(text)
            return made.select(again)
        return self._whole(text)

    def construct(self, query: str) -> bytes:
        """Return the N-Triples that a CONSTRUCT or DESCRIBE query yields; see `Store.construct`."""
        text = QueryText.of(query)
        if text.form not in ("CONSTRUCT", "DESCRIBE"):
            raise UsageError("This query makes a table, not a graph.", remedy="Ask with CONSTRUCT or DESCRIBE.")
        made, again = self._made(text)
        return made.construct(again)

    def dump(self) -> bytes:
        """Return all statements as N-Quads, sorted: the same graph gives the same bytes as beside the files."""
        return lines(quads(self, self.start))

    def written(self, form: str, graph: str | None = None) -> bytes:
        """Return the statements in one of FORMATS; see `Store.written`."""
        found = list(quads(self, graph or self.start, exactly=graph is not None))
        if graph is not None and not found:
            raise UnknownName(graph, self.graphs(), "No graph here is called {name}.")
        return written(found, form)

    def graphs(self) -> Iterator[str]:
        """Return the IRIs of the named graphs."""
        found = self.select(f"SELECT DISTINCT ?g WHERE {{ {self.own('?s ?p ?o')} }}")
        return (row["g"].value for row in found.rows)

    def in_graphs(self, subject: str, predicate: str, object_: Term) -> list[str]:
        """Return the graphs that hold a triple, sorted."""
        triple = f"<{subject}> <{predicate}> {asked(object_)}"
        return sorted(row["g"].value for row in self.select(f"SELECT DISTINCT ?g WHERE {{ {self.own(triple)} }}").rows)

    def held(self, start: str) -> Embedded:
        """Return the graphs whose IRI begins so, in memory."""
        store = Embedded.memory()
        store.load(lines(quads(self, start)))
        return store

    def own(self, triple: str, start: str | None = None) -> str:
        """Return the pattern of a triple in a graph `?g` of this dialogue, or in one whose IRI begins so."""
        return f'GRAPH ?g {{ {triple} }} FILTER(STRSTARTS(STR(?g), "{start or self.start}"))'

    def _made(self, text: QueryText) -> tuple[Embedded, str]:
        """Return a store in memory, and the query by which it gives the triples of a CONSTRUCT or DESCRIBE."""
        if text.form == "CONSTRUCT":
            found = self._whole(text.solutions())
            if not any(term.kind == "bnode" for row in found.rows for term in row.values()):
                return Embedded.memory(), text.made_of(_values(found))
        reply = self._reply(text.text, "application/n-triples")
        store = Embedded.memory()
        try:
            store.load(reply.body)
        except (SyntaxError, ValueError) as error:
            raise self._wrong(str(error)) from error
        if text.form == "DESCRIBE" and _is_suspect(len(store), reply):
            raise self._short()
        return store, "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"

    def _whole(self, text: QueryText) -> Answer:
        """Return the answer to a SELECT or ASK, with all its rows."""
        answer, reply = self.part(text.text)
        if text.form != "SELECT" or not _is_suspect(len(answer.rows), reply):
            return answer
        most = self._number(text.counted())
        if most == len(answer.rows):
            return answer
        size = self.most = min(len(answer.rows), int(reply.headers.get(MOST_ROWS) or PAGE))
        rows: list[Row] = []
        for start in count(0, size):
            page = self.part(text.page(answer.variables, size, start))[0].rows
            rows += page
            if len(page) < size or len(rows) >= most:
                break
        if len(rows) != most or _distinct(rows) != self._number(text.counted(distinct=True)):
            raise self._short()
        if any(term.kind == "bnode" for row in rows for term in row.values()):
            raise DataError(
                "The answer is longer than the server gives at once, and nodes without a name cannot be told apart "
                "from one page to the next.",
                remedy="Ask for less, or for no such nodes.",
            )
        return Answer(answer.variables, rows)

    def _number(self, query: str) -> int:
        rows = self.part(query)[0].rows
        try:
            return int(rows[0]["n"].value)
        except (IndexError, KeyError, ValueError) as error:
            raise self._wrong("COUNT") from error

    def part(self, query: str) -> tuple[Answer, Reply]:
        """Return what the server answers to a SELECT or ASK, be it whole or cut, with the reply that held it."""
        reply = self._reply(query, "application/sparql-results+json")
        try:
            return results.read(reply.body), reply
        except ValueError as error:
            raise self._wrong(str(error)) from error

    def _reply(self, query: str, media_type: str) -> Reply:
        if QueryText.of(query).changes:
            raise UsageError(
                "The graph is read-only: a query cannot change it.",
                remedy="Ask with SELECT, ASK, CONSTRUCT or DESCRIBE.",
            )
        left = self._until - monotonic()
        self._line.limits = replace(self._line.limits, total=round(max(0.0, min(self._line.limits.total, left)), 1))
        try:
            reply = _Asking(self._line, query, media_type, self._parameters).reply()
        except DataError as error:
            if error.message.values.get("status") == 400:
                problem = str(error.message.values.get("words", 400)).rstrip(".")
                raise UsageError(
                    "This is not SPARQL: {problem}.", problem=problem, remedy="Check the query."
                ) from error
            raise
        if reply.headers.get(UNFINISHED):
            raise DataError(
                "{url} ran out of its own time and answered with a part.",
                url=self.endpoint.shown,
                remedy="Ask for less, or ask whoever runs the server for more time.",
            )
        return reply

    def _wrong(self, problem: str) -> DataError:
        return DataError(
            "What {url} answers is not a whole answer in the form of SPARQL: {problem}.",
            url=self.endpoint.shown,
            problem=problem.splitlines()[0] if problem else "?",
            remedy=mark("Is it the address of a SPARQL 1.1 endpoint?"),
        )

    def _short(self) -> DataError:
        return DataError(
            "{url} cuts long answers short, and this one could not be fetched whole.",
            url=self.endpoint.shown,
            remedy="Ask for less, or ask whoever runs the server for longer answers.",
        )


class _Asking(SPARQLWrapper):
    """One query on its way; what SPARQLWrapper would send by a way of its own goes through our transport."""

    def __init__(self, line: Line, query: str, media_type: str, parameters: Mapping[str, str]) -> None:
        super().__init__(line.endpoint.url, returnFormat=JSON)
        self._line, self._media_type = line, media_type
        self.setMethod(POST)
        self.setOnlyConneg(True)
        for name, value in parameters.items():
            self.addParameter(name, value)
        self.setQuery(query)

    def _parseQueryType(self, query: str) -> str:
        return "SELECT"  # which of the four it is, the server knows; it is nothing else, see `Remote`

    def _getAcceptHeader(self) -> str:
        return self._media_type

    def reply(self) -> Reply:
        """Return the server's answer to it."""
        return self._line.send(self._createRequest(), fine=(200,), again=True)


def _is_suspect(length: int, reply: Reply) -> bool:
    """Return whether an answer of this length may have been cut."""
    return bool(length) and (MOST_ROWS in reply.headers or length % ROUND == 0)


def _distinct(rows: list[Row]) -> int:
    return len({tuple(sorted(row.items())) for row in rows})


def _values(answer: Answer) -> str:
    names = " ".join(f"?{name}" for name in answer.variables)
    rows = (
        " ".join(str(asked(row[name])) if name in row else "UNDEF" for name in answer.variables) for row in answer.rows
    )
    return f"VALUES ({names}) {{ {' '.join(f'({row})' for row in rows)} }}"

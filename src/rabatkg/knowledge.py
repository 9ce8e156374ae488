"""The graph as a Python user holds it: questions, coverage, evidence, and the statements themselves."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from rabatkg import queries
from rabatkg.errors import RabatkgError, UsageError
from rabatkg.layout import Layout
from rabatkg.names import Names
from rabatkg.queries.again import Again
from rabatkg.speech import count, say
from rabatkg.store import Answer, Embedded, Store

if TYPE_CHECKING:
    import pandas
    from rdflib import Dataset

    from rabatkg.coverage import Row
    from rabatkg.evidence import Group, Hit, Thing
    from rabatkg.network import Pair

T = TypeVar("T")
SPARQL = re.compile(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b.*[{<]", re.IGNORECASE | re.DOTALL)


class Answers(list[T]):
    """A list of answers that pandas can take."""

    def __init__(self, found: Iterable[T], flat: Callable[[T], dict[str, Any]], columns: Iterable[str] = ()) -> None:
        super().__init__(found)
        self._flat, self._columns = flat, list(columns)

    def to_pandas(self) -> "pandas.DataFrame":
        """Return the answers as a table, a line each.

        Raises:
            RabatkgError: pandas is not installed.
        """
        try:
            import pandas
        except ImportError as error:
            raise RabatkgError("This needs pandas.", remedy="Install it with: pip install 'rabatkg[pandas]'") from error
        return pandas.DataFrame([self._flat(one) for one in self], columns=self._columns or None)


class Knowledge:
    """A knowledge graph, in the language of its reader.

    Args:
        layout: where things stand.
        lang: language of labels and titles.
        endpoint: address of the SPARQL server that holds the graph; without one, it is the one beside the files.

    Raises:
        UsageError: this is no address of a server.
    """

    def __init__(self, layout: Layout, lang: str = "en", endpoint: str | None = None) -> None:
        self.layout, self.lang = layout, lang
        if endpoint is not None:
            from rabatkg.store.endpoint import Endpoint

            self._endpoint: Endpoint | None = Endpoint.of(endpoint)
        else:
            self._endpoint = None

    @cached_property
    def names(self) -> Names:
        """How the things of the graph are named."""
        return Names.of(self.layout)

    @cached_property
    def store(self) -> Store:
        """The store: that of the server, the built one, or one that is built now, in memory.

        Raises:
            DataError: the server does not answer as it must; see `store.knowing.opened`.
        """
        if self._endpoint is not None:
            from rabatkg.store import knowing

            return knowing.opened(self._endpoint, self.names, self.layout.settings.dialogue)
        if self.layout.store.is_dir():
            return Embedded.open(self.layout.store)
        from rabatkg import building, graph

        return building.in_memory(graph.assemble(self.layout))

    def close(self) -> None:
        """Let go of the store; a server is hung up on."""
        if "store" in self.__dict__:
            self.store.close()

    @property
    def outdated(self) -> bool:
        """Whether files have changed since the graph was built from them, or may have: an old build tells of none.

        What a server holds is as old as the last push.
        """
        if self._endpoint is not None:
            return False
        changed = self.layout.changed()
        return self.layout.store.is_dir() if changed is None else bool(changed)

    @property
    def plan(self) -> str:
        """The IRI of the plan that is meant when none is named."""
        return self.names.thing(self.layout.settings.plan)

    @cached_property
    def graph(self) -> "Dataset":
        """All statements, with what follows from them, as an rdflib Dataset whose default graph is their union."""
        from rdflib import Dataset

        dataset = Dataset(default_union=True)
        dataset.parse(data=self.store.dump(), format="nquads")
        return dataset

    def thing(self, name: str) -> str:
        """Return the IRI of what is named; where several provisions are called so, that of the usual plan."""
        from rabatkg.evidence import resolve

        return resolve(self.store, self.names, name, self.plan)

    def query(self, question: str, **params: str) -> Answers[dict[str, Any]]:
        """Return the answer to a saved question by its name, or to SPARQL of your own.

        Args:
            question: a name from `rabatkg query`, or a query; the prefixes of the house need not be declared in it.
            params: narrow a saved question; `as_of` is its parameter `as-of`.

        Raises:
            UsageError: the query is refused or wrong; UnknownName, which is one, where it uses a word that the
                ontology does not have.
        """
        if SPARQL.search(question):
            if params:
                raise UsageError("Parameters narrow saved questions only.", remedy="Write the values into your query.")
            answer = self._own(question)
        else:
            given = {name.replace("_", "-"): value for name, value in params.items()}
            answer = self.store.select(self._again.sparql(question, self.lang, given))
        return Answers(queries.table(answer, self.names), dict, answer.variables)

    def _own(self, sparql: str) -> Answer:
        from rabatkg.queries import freehand

        if self._endpoint is None:
            return freehand.ask_here(self.store, sparql)
        from rabatkg.store.remote import Remote

        assert isinstance(self.store, Remote)
        return freehand.ask_server(self.store, sparql)

    @cached_property
    def _again(self) -> Again:
        return Again(self.layout, lambda *asked: queries.narrowed(self.store, self.names, *asked))

    def coverage(
        self, plan: str | None = None, by: str = "action", as_of: str | None = None, known_by: str | None = None
    ) -> "Answers[Row]":
        """Return what came of each provision of a plan, with the proofs; see `rabatkg.coverage.coverage`."""
        return self.coverages((by,), plan, as_of, known_by)[by]

    def coverages(
        self, by: Sequence[str], plan: str | None = None, as_of: str | None = None, known_by: str | None = None
    ) -> "dict[str, Answers[Row]]":
        """Return the coverage by several kinds of provisions, as `coverage` does by one, reading the graph once."""
        from rabatkg.coverage import Row, coverages

        plan = plan or self.layout.settings.plan
        found = coverages(self.store, self.names, plan, by, as_of, known_by, self.lang)
        return {one: Answers(rows, Row.as_line) for one, rows in found.items()}

    def plot(
        self, path: Path | str, plan: str | None = None, as_of: str | None = None, known_by: str | None = None
    ) -> Path:
        """Draw the coverage of a plan, action by action, into an SVG file, and return its path."""
        from rabatkg.coverage import LEVELS
        from rabatkg.coverage.picture import Words, draw
        from rabatkg.evidence import Wording

        found = self.coverages(("domain", "objective", "action"), plan, as_of, known_by)
        rows = [row for one in found.values() for row in one]
        wording = Wording(self.store, self.names, self.lang)
        levels = {level: self.names.thing(f"level/{level}") for level in LEVELS}
        defined = wording.definitions(levels.values())
        titles = {source.title: None for row in rows for proof in row.proofs if (source := proof.source)}
        n = sum(row.kind == "Action" for row in rows)
        times = [count("{n} action, by level of evidence", "{n} actions, by level of evidence", self.lang, n=n)]
        times += [say("as of {date}", self.lang, date=as_of)] if as_of else []
        times += [say("known by {date}", self.lang, date=known_by)] if known_by else []
        words = Words(
            title=wording.of(self.thing(plan or self.layout.settings.plan)),
            subtitle="; ".join(times),
            levels={level: (wording.of(iri), defined.get(iri, "")) for level, iri in levels.items()},
            source=say("Sources: {titles}. Made with rabatkg.", self.lang, titles="; ".join(sorted(titles)) or "–"),
        )
        draw(rows, words, Path(path), self.lang)
        return Path(path)

    def network(self, as_of: str | None = None) -> "Answers[Pair]":
        """Return the pairs that co-chaired meetings, the most frequent first.

        Args:
            as_of: counts what took place by the end of this day, month or year.
        """
        from rabatkg.network import pairs

        return Answers(pairs(self.store, self.names, as_of, self.lang), asdict)

    def plot_network(self, path: Path | str, as_of: str | None = None) -> Path:
        """Draw who co-chaired with whom into an SVG or PNG file, and return its path."""
        from rabatkg.evidence import Wording
        from rabatkg.network.picture import Words, draw

        found = self.network(as_of)
        wording = Wording(self.store, self.names, self.lang)
        sides = sorted({side for pair in found for side in pair.sides if side})
        told = [wording.of(self.names.thing(side)) for side in sides] or [""]
        n = sum(len(pair.meetings) for pair in found)
        times = [count("{n} meeting with two co-chairs", "{n} meetings, counted once a pair", self.lang, n=n)]
        times += [say("as of {date}", self.lang, date=as_of)] if as_of else []
        dialogue = wording.of(self.thing(self.layout.settings.dialogue))
        title = say("Who co-chaired with whom: {dialogue}", self.lang, dialogue=dialogue)
        draw(found, Words(title, "; ".join(times), told[0], told[-1]), Path(path), self.lang)
        return Path(path)

    def why(self, thing: str, property: str | None = None, texts: Path | str | None = None) -> "Answers[Group]":
        """Return the evidence behind what is said of a thing; with the folder of the documents, whole sentences too."""
        from rabatkg.evidence import Group, from_files, from_store, why

        read = from_files(self.layout, Path(texts)) if texts else from_store(self.store, self.names)
        return Answers(why(self.store, self.names, self.thing(thing), property, self.lang, read), Group.as_line)

    def show(self, thing: str) -> "Thing":
        """Return all that is said of a thing, and what points to it."""
        from rabatkg.evidence import show

        return show(self.store, self.names, self.thing(thing), self.lang)

    def search(self, words: str) -> "Answers[Hit]":
        """Return the things in whose labels, summaries or quotations all the words stand, best first."""
        from rabatkg.evidence import search

        return Answers(search(self.store, self.names, words, self.lang), asdict)

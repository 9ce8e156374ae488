"""Two states of the graph compared by what people ask of it: which saved answers changed, and which records did it.

A record did it if what changed in it, or in the evidence for it, is about a thing in one of the rows that came or went;
failing that, if it names such a thing; failing that, any of the records that changed may have.
"""

import gzip
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from rabatkg import queries
from rabatkg.errors import DataError, RabatkgError
from rabatkg.evidence import Wording, values
from rabatkg.evidence.retired import retired
from rabatkg.names import Names
from rabatkg.publication.holding import CLAIMS, INFERRED
from rabatkg.queries import Question
from rabatkg.reading import reason
from rabatkg.speech import mark
from rabatkg.store import HEAD, Embedded, Term
from rabatkg.store.serialising import Statement, statements

WHERE = ("graph.nq", "dumps/graph.nq.gz")
"""Where the dump stands in a build folder, and in a published site."""
Row = dict[str, Any]


@dataclass(frozen=True)
class Record:
    """A record that changed.

    Attributes:
        key: its key, as `meeting/x`.
        label: what it is called.
        was: what it was called, where that is another name; empty where it is not.
        now: the key that took the place of its own, where it was given another; empty where it was not.
        added, removed: how many statements came and went, those of its evidence too.
        documents: keys of the documents that the evidence which came or went is from.
    """

    key: str
    label: str
    added: int
    removed: int
    documents: tuple[str, ...]
    was: str = ""
    now: str = ""


@dataclass(frozen=True)
class Changed:
    """A saved answer that changed.

    Attributes:
        name, question: of the saved question.
        came, went: the rows that only the new answer has, and those that only the old one has.
        records: the keys of the records that did it.
    """

    name: str
    question: str
    came: tuple[Row, ...]
    went: tuple[Row, ...]
    records: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """What changed: answers, records, and how many questions were asked."""

    answers: tuple[Changed, ...]
    records: tuple[Record, ...]
    asked: int


def opened(path: Path) -> Embedded:
    """Return the graph of a build folder, a published site, or a dump (`.nq`, `.nq.gz`), in memory.

    Raises:
        DataError: there is none, or it cannot be read.
    """
    file = next((path / name for name in WHERE if (path / name).is_file()), path)
    remedy = mark("Name a build folder, a published site, or a dump in N-Quads.")
    if not file.is_file():
        raise DataError("No graph stands here.", file=path, remedy=remedy)
    try:
        content = file.read_bytes()
        return Embedded.memory(gzip.decompress(content) if file.suffix == ".gz" else content)
    except (OSError, EOFError, zlib.error) as error:
        problem = reason(error) if isinstance(error, OSError) else str(error)
        raise DataError("This file cannot be read: {problem}.", problem=problem, file=file, remedy=remedy) from error
    except (SyntaxError, ValueError) as error:
        problem = str(getattr(error, "msg", error)).splitlines()[0]
        raise DataError("This is no N-Quads: {problem}.", problem=problem, file=file, remedy=remedy) from error


def compare(old: Embedded, new: Embedded, questions: Iterable[Question], names: Names, lang: str) -> Comparison:
    """Return what changed from one state of the graph to another.

    Args:
        old, new: the two states.
        questions: what both are asked, each without parameters but its defaults.
        names: how things are named.
        lang: the reader's language.
    """
    before, after = Counter(map(_masked, statements(old))), Counter(map(_masked, statements(new)))
    found = _Difference(old, new, before - after, after - before, names)
    answers, listed = [], list(questions)
    for question in listed:
        rows = (
            [_rows(store, question, names, lang) for store in (old, new)] if found.records else [Counter(), Counter()]
        )
        came, went = _plain(rows[1] - rows[0]), _plain(rows[0] - rows[1])
        if came or went:
            things = {value for row in chain(came, went) for value in row.values() if isinstance(value, str)}
            answers.append(Changed(question.name, question.question[lang], came, went, found.behind(things)))
    wordings = [Wording(store, names, lang) for store in (new, old)]
    for wording in wordings:
        wording.learn(map(names.thing, found.records))
    records = tuple(found.record(key, wordings) for key in sorted(found.records))
    return Comparison(tuple(answers), records, len(listed))


def _masked(one: Statement) -> Statement:
    """Return a statement without the labels of blank nodes, which are other ones in each store; only rules have any."""
    subject, value = (Term("bnode", "") if term.kind == "bnode" else term for term in (one.subject, one.value))
    return one._replace(subject=subject, value=value)


def _rows(store: Embedded, question: Question, names: Names, lang: str) -> Counter[tuple[tuple[str, Any], ...]]:
    """Return the rows of an answer, each as often as it comes; none where the graph lacks what the question names."""
    try:
        answer = queries.ask(store, question, names, lang)
    except RabatkgError:
        return Counter()
    return Counter(tuple(row.items()) for row in queries.table(answer, names))


def _plain(rows: Counter[tuple[tuple[str, Any], ...]]) -> tuple[Row, ...]:
    return tuple(sorted(map(dict, rows.elements()), key=lambda row: [f"{name} {value}" for name, value in row.items()]))


class _Difference:
    """The statements that came and went, by the records that they belong to."""

    def __init__(
        self, old: Embedded, new: Embedded, went: Counter[Statement], came: Counter[Statement], names: Names
    ) -> None:
        self._names, self._stores = names, (new, old)
        self._graphs = set(chain(old.graphs(), new.graphs()))
        self.records: dict[str, tuple[list[Statement], list[Statement]]] = {}
        self._documents: dict[str, set[str]] = {}
        for side, (store, found) in enumerate(((new, came), (old, went))):
            claims = {one for one in found if one.graph == names.graph(CLAIMS)}
            owners, documents = _owners(store, {one.subject.value for one in claims})
            for one in found.elements():
                if one in claims:
                    keys = set(filter(None, map(self._record, owners.get(one.subject.value, ()))))
                else:
                    keys = {one.graph.removeprefix(names.graph(""))} - {INFERRED}
                for key in keys:
                    self.records.setdefault(key, ([], []))[side].append(one)
                    self._documents.setdefault(key, set()).update(documents.get(one.subject.value, ()))

    def _record(self, iri: str) -> str | None:
        """Return the key of the record that tells of a thing: its own, or that of what it is a part of."""
        key = self._names.short(iri)
        while "/" in key:
            if self._names.graph(key) in self._graphs:
                return key
            key = key.rpartition("/")[0]
        return None

    def behind(self, things: set[str]) -> tuple[str, ...]:
        """Return the records that changed rows with these things, by their keys; see the head of this module."""
        about = [key for key, told in self.records.items() if things & self._keys(key, told, lambda one: [one.subject])]
        if not about:
            about = [
                key for key, told in self.records.items() if things & self._keys(key, told, lambda one: [one.value])
            ]
        return tuple(sorted(about or self.records))

    def _keys(
        self, key: str, told: tuple[list[Statement], list[Statement]], part: Callable[[Statement], Iterable[Any]]
    ) -> set[str]:
        return {key} | {self._names.short(term.value) for one in chain(*told) for term in part(one)}

    def record(self, key: str, wordings: Sequence[Wording]) -> Record:
        """Return what became of a record; the words are those of the new state and of the old."""
        iri = self._names.thing(key)
        new, old = ("" if (told := wording.of(iri)) == key else told for wording in wordings)
        came, went = self.records[key]
        documents = sorted(map(self._names.short, self._documents.get(key, ())))
        before, now = (found.now if (found := retired(store, self._names, key)) else "" for store in self._stores[::-1])
        return Record(
            *(key, new or old or key, len(came), len(went), tuple(documents)),
            was=old if new and new != old else "",
            now=now if now and now != before else "",
        )


def _owners(store: Embedded, nodes: set[str]) -> tuple[Mapping[str, set[str]], Mapping[str, set[str]]]:
    """Return, for claims and evidence, the things that they are about, and the documents that they rest on."""
    rows = store.select(
        f"""{HEAD} SELECT ?node ?thing ?document WHERE {{
            VALUES ?node {{ {values(nodes)} }}
            {{ ?node rdf:subject ?thing . OPTIONAL {{ ?node rkg:evidence ?evidence }} }}
            UNION {{ ?claim rkg:evidence ?node ; rdf:subject ?thing BIND(?node AS ?evidence) }}
            OPTIONAL {{ ?evidence rkg:webPage|(rkg:passage/rkg:inDocument) ?document }} }}"""
    ).rows
    owners: dict[str, set[str]] = {}
    documents: dict[str, set[str]] = {}
    for row in rows:
        owners.setdefault(row["node"].value, set()).add(row["thing"].value)
        if "document" in row:
            documents.setdefault(row["node"].value, set()).add(row["document"].value)
    return owners, documents

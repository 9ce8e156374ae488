"""The saved checks: questions that must find nothing. Whatever one finds is a finding, with the remedy it names."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from rdflib import URIRef

from rabatkg.findings import ERROR, WARNING, Finding, Places
from rabatkg.graph import Corpus
from rabatkg.queries.headers import Question
from rabatkg.queries.questions import ask, catalogue
from rabatkg.records import Mark
from rabatkg.speech import SOURCE, Message, Texts, mark
from rabatkg.store import Row, Store

MOST_NAMED = 20
"""Passages of a document that a finding names."""


def checks(corpus: Corpus) -> tuple[Question, ...]:
    """Return the checks that are saved for a corpus."""
    return tuple(question for question in catalogue(corpus.layout).values() if question.is_check)


def failures(corpus: Corpus, store: Store, asked: tuple[Question, ...]) -> tuple[Finding, ...]:
    """Return what the checks find: one finding for each row of their answers, passages of a document taken together.

    Args:
        corpus: the corpus as it was written, where the lines are.
        store: the same, with all that follows from it.
        asked: the checks.
    """
    found = {question.name: ask(store, question, corpus.names, SOURCE).rows for question in asked}
    if not any(found.values()):
        return ()
    places = Places.of(corpus)
    return tuple(
        _finding(corpus, places, question, *rows)
        for question in asked
        for rows in _together(corpus, found[question.name])
    )


def _together(corpus: Corpus, rows: Iterable[Row]) -> Iterable[list[Row]]:
    """Return the rows, each alone, but those of passages with the others of the same document."""
    groups: dict[object, list[Row]] = {}
    for number, row in enumerate(rows):
        passage = row.get("passage")
        alone = passage is None or next(iter(row.values())) != passage
        groups.setdefault(number if alone or passage is None else _document(corpus, passage.value), []).append(row)
    return groups.values()


def _document(corpus: Corpus, passage: str) -> str:
    return corpus.names.short(passage).split("/")[1]


def _finding(corpus: Corpus, places: Places, question: Question, row: Row, *further: Row) -> Finding:
    nodes = [term.value for term in row.values() if term.kind == "uri"]
    told = [corpus.names.short(term.value) if term.kind == "uri" else term.value for term in row.values()]
    here = Message(mark("This is so of: {values}."), {"values": ", ".join(told).rstrip(".")})
    if further:
        every = [row["passage"].value for row in (row, *further) if row["passage"]]
        keys = [corpus.names.short(one).rpartition("/")[2] for one in every[:MOST_NAMED]]
        values = {"n": len(every), "document": f"document/{_document(corpus, nodes[0])}"}
        values["keys"] = ", ".join([*keys, *(["…"] if len(every) > MOST_NAMED else [])])
        here = Message(mark("This is so of {n} passages of {document}: {keys}."), values)
    place = next((place for node in nodes for place in _places(corpus, places, row, node)), None)
    return Finding(
        question.name,
        (Texts(question.question), here, Texts(question.remedy)),
        WARNING if question.warns else ERROR,
        node=corpus.names.short(nodes[0]) if nodes else None,
    ).at(place)


def _places(corpus: Corpus, places: Places, row: Row, node: str) -> Iterator[Mark]:
    """Yield where a thing of an answer stands: the line of the statement, of the thing, or of the passage."""
    property_ = row.get("property")
    place = places.find(URIRef(node), URIRef(property_.value) if property_ else None)
    if place is not None:
        yield place
    document, _, key = corpus.names.short(node).removeprefix("passage/").partition("/")
    if document in corpus.registers:
        yield from _in_register(corpus.layout.data, document, key)


def _in_register(data: Path, document: str, key: str) -> Iterator[Mark]:
    for path in data.rglob(f"{document}.passages.yaml"):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip().replace('"', "") == f"- key: {key}":
                yield Mark(path, number, 1)

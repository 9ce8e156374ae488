"""The saved checks: questions that must find nothing. Whatever one finds is a finding, with the remedy it names."""

from collections.abc import Iterator
from pathlib import Path

from rdflib import URIRef

from rabatkg.findings import Finding, Places
from rabatkg.graph import Corpus
from rabatkg.queries.questions import Question, ask, catalogue
from rabatkg.records import Mark
from rabatkg.speech import SOURCE, Message, Texts, mark
from rabatkg.store import Row, Store


def checks(corpus: Corpus) -> tuple[Question, ...]:
    """Return the checks that are saved for a corpus."""
    return tuple(question for question in catalogue(corpus.layout).values() if question.is_check)


def failures(corpus: Corpus, store: Store, asked: tuple[Question, ...]) -> tuple[Finding, ...]:
    """Return what the checks find: one finding for each row of their answers.

    Args:
        corpus: the corpus as it was written, where the lines are.
        store: the same, with all that follows from it.
        asked: the checks.
    """
    found = {question.name: ask(store, question, corpus.names, SOURCE).rows for question in asked}
    if not any(found.values()):
        return ()
    places = Places.of(corpus)
    return tuple(_finding(corpus, places, question, row) for question in asked for row in found[question.name])


def _finding(corpus: Corpus, places: Places, question: Question, row: Row) -> Finding:
    nodes = [term.value for term in row.values() if term.kind == "uri"]
    told = [corpus.names.short(term.value) if term.kind == "uri" else term.value for term in row.values()]
    here = Message(mark("This is so of: {values}."), {"values": ", ".join(told).rstrip(".")})
    place = next((place for node in nodes for place in _places(corpus, places, row, node)), None)
    return Finding(
        question.name,
        (Texts(question.question), here, Texts(question.remedy)),
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

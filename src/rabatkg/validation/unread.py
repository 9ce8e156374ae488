"""What of the records could not be read, and which results of the shapes may follow from that alone."""

from collections.abc import Iterable, Iterator, Mapping

from rdflib import URIRef
from rdflib.term import Node

from rabatkg import building
from rabatkg.graph import Corpus
from rabatkg.records import Expansion, Mark, Problem
from rabatkg.validation.shapes import Result

HARMLESS = frozenset(
    {
        "Cell-beside",
        "Cell-merged",
        "File-character",
        "Record-shows",
        "Record-unproven",
        "Row-of",
        "Row-proof",
        "Sheet-unknown",
    }
)
"""Faults by which no statement is lost, so that the shapes can still be asked."""
NARROW = frozenset(
    {
        "Cell-boolean",
        "Cell-date",
        "Cell-error",
        "Cell-formula",
        "Cell-number",
        "Record-address",
        "Record-because",
        "Record-blank",
        "Record-datatype",
        "Record-id",
        "Record-language",
        "Record-one-value",
        "Record-reference",
        "Record-unknown-key",
        "Record-value",
    }
)
"""Faults by which only what one key says is lost, so that the shapes can be asked of the others."""


class Faults:
    """What the grammar finds wrong with the records of a corpus.

    Attributes:
        problems: all of it.
        lost: the nodes of which more could not be read than the value of some key.
        doubtful: for nodes of which the value of some key could not be read, that key, and those that it may mean.
        unknown: what is named and is not there, and what is said to be of a class that is not.
        marks: the places of faults; what follows from a fault is not told again.
    """

    def __init__(self, corpus: Corpus) -> None:
        self.problems = building.problems(corpus)
        grave = [one for one in self.problems if not one.warning]
        self.lost, self.doubtful = _lost(corpus, grave), _doubtful(corpus)
        self.unknown = _unknown(corpus, [one for one in grave if one.rule == "Record-unknown-reference"])
        self.marks = {one.mark for one in grave} | _unregistered(corpus, grave)


def kept(results: Iterable[Result], faults: Faults, keys: Mapping[str, str]) -> Iterator[Result]:
    """Yield the results each once, without those that may follow from what could not be read."""
    seen: set[tuple[object, ...]] = set()
    for result in results:
        told = (result.rule, result.focus, result.path, result.value)
        doubtful = faults.doubtful.get(result.focus)
        follows = doubtful is not None and (
            result.sparql or result.path is None or keys.get(str(result.path)) in {None, *doubtful}
        )
        follows = follows or result.value in faults.unknown
        if result.focus not in faults.lost and not follows and told not in seen:
            seen.add(told)
            yield result


def _lost(corpus: Corpus, problems: Iterable[Problem]) -> set[Node]:
    """Return the nodes of which more could not be read than the value of some key."""
    twice = {problem.values["id"] for problem in problems if problem.rule == "Record-id-twice"}
    return {
        node
        for one in corpus.expansions
        if one.id in twice or any(problem.rule not in HARMLESS | NARROW for problem in _grave(one))
        for node in nodes_of(one)
    }


def _unknown(corpus: Corpus, problems: list[Problem]) -> set[Node]:
    names = (one.values.get("name") for one in problems)
    classes = {one.mark for one in problems if one.key == "type"}
    said = (each for one in corpus.expansions for each in one.statements if classes)
    unclassed = {each.subject for each in said if each.key == "type" and each.mark in classes}
    return unclassed | {URIRef(corpus.names.thing(name)) for name in names if name}


def _unregistered(corpus: Corpus, problems: Iterable[Problem]) -> set[Mark]:
    """Return where passages of documents are cited that are not registered, which is told once for each document."""
    documents = {one.values["document"] for one in problems if one.values.keys() == {"document"}}
    starts = tuple(corpus.names.thing(f"passage/{one}/") for one in documents)
    cited = (proof for one in corpus.expansions for claim in one.claims for proof in claim.evidence)
    return {dict(one.marks).get("passage", one.mark) for one in cited if starts and str(one.passage).startswith(starts)}


def _doubtful(corpus: Corpus) -> dict[Node, set[str]]:
    """Return the nodes of which the value of some key could not be read, with that key and those that it may mean."""
    found: dict[Node, set[str]] = {}
    for one in corpus.expansions:
        keys = {key for each in _grave(one) if each.rule in NARROW for key in (each.key, *each.near) if key}
        if keys:
            found.update((node, keys) for node in nodes_of(one))
    return found


def _grave(one: Expansion) -> Iterator[Problem]:
    return (problem for problem in one.problems if not problem.warning)


def nodes_of(expansion: Expansion) -> set[Node]:
    """Return the nodes that a record describes, its claims and their evidence."""
    evidence = {one.iri for claim in expansion.claims for one in claim.evidence}
    return {*expansion.marks, *(claim.iri for claim in expansion.claims), *evidence}

"""Check a corpus, some of its records, or a graph that is to join it."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from rdflib import RDF, Graph, URIRef
from rdflib.term import Node

from rabatkg import building
from rabatkg.findings import ERROR, WARNING, Finding, Places, keys_of, shown
from rabatkg.graph import Corpus
from rabatkg.names import RKG, near
from rabatkg.records import Expansion, Mark, Problem
from rabatkg.speech import Message, Texts, mark
from rabatkg.validation import claims, quotations
from rabatkg.validation.shapes import Asserted, Result, Shapes

RULES = ("Node-class", "Shape-unseen")
HARMLESS = frozenset({"Record-unproven", "Record-shows"})
"""Faults by which no statement is lost, so that the shapes can still be asked."""


@dataclass(frozen=True)
class Report:
    """What a check found.

    Attributes:
        findings: what is wrong, by file and line.
        seen: for each rule of the shapes, how many nodes it was asked of.
        claimed: statements that owe a passage and stand in a claim.
        accounted: passages of content that prove something or are said to prove nothing.
        quotes: quotations that were found in their passages; None where there were no texts to compare with.
    """

    findings: tuple[Finding, ...]
    seen: Mapping[str, int]
    claimed: claims.Share
    accounted: claims.Share
    quotes: claims.Share | None = None

    @property
    def errors(self) -> int:
        """How many findings are errors; the rest are warnings."""
        return sum(1 for finding in self.findings if finding.severity == ERROR)


def validate(corpus: Corpus, texts: Path | None = None) -> Report:
    """Return what is wrong with a corpus.

    Args:
        corpus: the corpus as it was written.
        texts: the folder of the documents, to compare the quotations with.
    """
    shapes, data = shapes_of(corpus), _data(corpus)
    seen = shapes.seen(data)
    findings = list(_findings(corpus, shapes, data, corpus.expansions))
    if corpus.registers:
        findings.extend(map(_unseen, shapes.unseen(seen)))
    compared = quotations.check_quotes(corpus, texts) if texts is not None else None
    return Report(
        _sorted([*findings, *(compared.findings if compared else ())]),
        seen,
        claims.claimed(corpus),
        claims.accounted(corpus),
        compared.quotes if compared else None,
    )


def check_expansions(corpus: Corpus, ids: Iterable[str], shapes: Shapes | None = None) -> tuple[Finding, ...]:
    """Return what is wrong with some records of a corpus, and with nothing else.

    Args:
        corpus: the corpus that holds them; see `graph.with_records` for records that are not yet filed.
        ids: their identifiers.
        shapes: those of the corpus, where they are at hand.
    """
    wanted = set(ids)
    chosen = [one for one in corpus.expansions if one.id in wanted]
    return _sorted(_findings(corpus, shapes or shapes_of(corpus), _data(corpus), chosen))


def check_graph(
    corpus: Corpus, graph: Graph, file: Path | None = None, shapes: Shapes | None = None
) -> tuple[Finding, ...]:
    """Return what the shapes find wrong with a graph that is to join a corpus. It has no lines, only a file."""
    results = (shapes or shapes_of(corpus)).ask(_data(corpus, graph), set(graph.subjects()))
    place = Places({node: Mark(file, 1, 1) for node in graph.subjects()}) if file else Places({})
    return _sorted(_finding(corpus, place, keys_of(corpus), result) for result in results)


def shapes_of(corpus: Corpus) -> Shapes:
    """Return the shapes that the ontology folder of a corpus holds, for the languages of its dialogue."""
    start, graph = corpus.names.graph("shapes/"), Graph()
    for name, part in corpus.words.items():
        if name.startswith(start):
            graph += part
    return Shapes(graph, corpus.layout.settings.languages, corpus.names.short)


def rules(corpus: Corpus) -> frozenset[str]:
    """Return the names of all rules that are asked of what is asserted; those of the grammar stand in its code."""
    return shapes_of(corpus).rules | {*RULES, *claims.RULES, *quotations.RULES}


def _data(corpus: Corpus, further: Graph | None = None) -> Graph:
    asserted = corpus.asserted if further is None else corpus.asserted + further
    return Asserted(asserted, corpus.words[URIRef(corpus.names.graph("ontology"))])


def _findings(corpus: Corpus, shapes: Shapes, data: Graph, chosen: list[Expansion]) -> Iterator[Finding]:
    """Yield what is wrong. Where the grammar finds fault, what follows from that fault is not told again."""
    problems, places = building.problems(corpus), Places.of(corpus)
    own = _Lines(corpus, chosen)
    for problem in problems:
        if problem.mark in own:
            finding = Finding.of_problem(problem)
            meant = near(problem.values["kind"], _classes(shapes)) if problem.rule == "Record-class" else finding.near
            yield replace(finding, near=tuple(meant))
    lost, faulty = _lost(corpus, problems), {(one.mark.file, one.mark.line, one.mark.column) for one in problems}
    nodes = {node for one in chosen for node in _nodes(one)} - lost
    nodes |= {above for node in nodes for above in data.transitive_objects(node, URIRef(RKG + "within")) if above}
    whole = len(chosen) == len(corpus.expansions)
    further = [
        *_unclassed(chosen, shapes, places),
        *map(partial(_finding, corpus, places, keys_of(corpus)), _kept(shapes, data, None if whole else nodes, lost)),
        *claims.check(corpus, places),
        *quotations.check_copies(corpus, places),
    ]
    for finding in further:
        place = (finding.file, finding.line, finding.column)
        if place not in faulty and (finding.file is None or Mark(finding.file, finding.line or 1, 1) in own):
            yield finding


def _kept(shapes: Shapes, data: Graph, nodes: set[Node] | None, lost: set[Node]) -> Iterator[Result]:
    seen: set[tuple[object, ...]] = set()
    for result in shapes.ask(data, nodes):
        told = (result.rule, result.focus, result.path, result.value)
        if result.focus not in lost and told not in seen:
            seen.add(told)
            yield result


def _finding(corpus: Corpus, places: Places, keys: Mapping[str, str], result: Result) -> Finding:
    path = None if result.path is None else str(result.path)
    return Finding(
        result.rule,
        (Texts(result.texts),),
        severity=WARNING if result.warning else ERROR,
        node=shown(result.focus, corpus),
        path=keys.get(path, corpus.names.short(path)) if path else None,
        value=None if result.value is None else shown(result.value, corpus),
    ).at(places.find(result.focus) if result.missing else places.find(result.focus, result.path, result.value))


def _classes(shapes: Shapes) -> set[str]:
    """Return the names of the classes that a thing may have."""
    return {str(name).rpartition("#")[2] for name in shapes.closed}


def _unclassed(chosen: Iterable[Expansion], shapes: Shapes, places: Places) -> Iterator[Finding]:
    """Yield the nodes that no closed shape is asked of: nothing would be wrong with them, whatever they say."""
    for one in chosen:
        for statement in one.statements:
            if statement.predicate == RDF.type and statement.object not in shapes.closed:
                told = Message(mark("'{kind}' is no class that a thing may have."), {"kind": statement.text})
                remedy = Message(mark("Name one of the classes that the ontology does not call abstract."))
                close = tuple(near(statement.text, _classes(shapes)))
                yield Finding("Node-class", (told, remedy), value=statement.text, near=close).at(
                    places.find(statement.subject, statement.predicate, statement.object)
                )


def _unseen(shape: str) -> Finding:
    told = Message(mark("The shape {shape} saw nothing, so it proves nothing."), {"shape": shape})
    remedy = Message(mark("Correct its target, or mark it as one that may be empty."))
    return Finding("Shape-unseen", (told, remedy), value=shape)


def _lost(corpus: Corpus, problems: Iterable[Problem]) -> set[Node]:
    """Return the nodes of which something could not be read."""
    twice = {problem.values["id"] for problem in problems if problem.rule == "Record-id-twice"}
    return {
        node
        for one in corpus.expansions
        if one.id in twice or any(problem.rule not in HARMLESS for problem in one.problems)
        for node in _nodes(one)
    }


def _nodes(expansion: Expansion) -> set[Node]:
    evidence = {one.iri for claim in expansion.claims for one in claim.evidence}
    return {*expansion.marks, *(claim.iri for claim in expansion.claims), *evidence}


class _Lines:
    """The lines that belong to the chosen records."""

    def __init__(self, corpus: Corpus, chosen: Iterable[Expansion]) -> None:
        self.starts: dict[Path | None, list[tuple[int, bool]]] = {}
        ids = {id(one) for one in chosen}
        for one in corpus.expansions:
            first = one.adds or one.marks.get(one.iri)
            self.starts.setdefault(one.file, []).append((first.line if first else 1, id(one) in ids))
        for starts in self.starts.values():
            starts.sort()

    def __contains__(self, place: Mark) -> bool:
        starts = self.starts.get(place.file, [])
        index = bisect_right(starts, (place.line, True)) - 1
        return bool(starts) and starts[max(index, 0)][1]


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda one: one.order))

"""Check a corpus, some of its records, or a graph that is to join it."""

import textwrap
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rdflib import RDF, Graph, URIRef
from rdflib.term import Node

from rabatkg.findings import ERROR, WARNING, Finding, Places, keys_of, named, shown
from rabatkg.graph import Corpus
from rabatkg.names import RKG
from rabatkg.records import Expansion, Mark, Problem
from rabatkg.records.adding import BOUNDS
from rabatkg.speech import Message, Texts, mark
from rabatkg.validation import claims, quotations
from rabatkg.validation.answers import ELSEWHERE
from rabatkg.validation.engines import Engine
from rabatkg.validation.meaning import Meaning
from rabatkg.validation.shapes import Asserted, Result, Shapes
from rabatkg.validation.unread import Faults, kept, nodes_of

RULES = ("Node-class", "Shape-unseen")
UNKNOWN = "Record-unknown-reference"
BEGINNING = 40
"""Letters of a quotation by which it is known again."""
FIRST_DAY = URIRef(RKG + "earliest")


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


def validate(corpus: Corpus, texts: Path | None = None, engine: Engine | None = None) -> Report:
    """Return what is wrong with a corpus.

    Args:
        corpus: the corpus as it was written.
        texts: the folder of the documents, to compare the quotations with.
        engine: what applies the shapes; the judge where it is None.

    Raises:
        RabatkgError: the engine fell over.
    """
    shapes, data = shapes_of(corpus, engine), _data(corpus)
    seen = shapes.seen(data)
    faults = Faults(corpus)
    results = kept(shapes.ask(data), faults, keys_of(corpus))
    findings = list(_findings(corpus, shapes, corpus.expansions, Places.of(corpus), faults, results))
    if corpus.layout.settings.exhaustive:
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
    return judge(corpus, ids, shapes or shapes_of(corpus), Places.of(corpus)).findings


def judge(corpus: Corpus, ids: Iterable[str], shapes: Shapes, places: Places) -> "Judged":
    """Return what is wrong with some records of a corpus, and of how many nodes the shapes were asked.

    Args:
        corpus: the corpus that holds them, or a neighbourhood of theirs.
        ids: their identifiers.
        shapes: those of the corpus.
        places: where things stand in the corpus.
    """
    wanted = set(ids)
    chosen = [one for one in corpus.expansions if one.id in wanted]
    data, faults = _data(corpus), Faults(corpus)
    nodes = {node for one in chosen for node in _asked(one)} - faults.lost
    nodes |= {above for node in nodes for above in data.transitive_objects(node, URIRef(RKG + "within")) if above}
    results = kept(shapes.ask(data, nodes), faults, keys_of(corpus))
    return Judged(_sorted(_findings(corpus, shapes, chosen, places, faults, results)), len(nodes))


@dataclass(frozen=True)
class Judged:
    """What is wrong with some records, and how many nodes the shapes were asked of."""

    findings: tuple[Finding, ...]
    asked: int


def check_graph(
    corpus: Corpus, graph: Graph, file: Path | None = None, shapes: Shapes | None = None
) -> tuple[Finding, ...]:
    """Return what the shapes find wrong with a graph that is to join a corpus. It has no lines, only a file."""
    results = (shapes or shapes_of(corpus)).ask(_data(corpus, graph), set(graph.subjects()))
    place = Places({node: Mark(file, 1, 1) for node in graph.subjects()}) if file else Places({})
    return _sorted(_finding(corpus, place, keys_of(corpus), result) for result in results)


def shapes_of(corpus: Corpus, engine: Engine | None = None) -> Shapes:
    """Return the shapes that the ontology folder of a corpus holds, for the languages of its dialogue.

    Args:
        corpus: the corpus.
        engine: what is to apply them; the judge where it is None.
    """
    start, graph = corpus.names.graph("shapes/"), Graph()
    for name, part in corpus.words.items():
        if name.startswith(start):
            graph += part
    return Shapes(graph, corpus.layout.settings.languages, corpus.names.short, engine)


def rules(corpus: Corpus) -> frozenset[str]:
    """Return the names of all rules that are asked of what is asserted; those of the grammar stand in its code."""
    return shapes_of(corpus).rules | {*RULES, *claims.RULES, *quotations.RULES}


def _data(corpus: Corpus, further: Iterable[Any] = ()) -> Graph:
    return Asserted(corpus.asserted, corpus.words[URIRef(corpus.names.graph("ontology"))], further)


def _findings(
    corpus: Corpus,
    shapes: Shapes,
    chosen: list[Expansion],
    places: Places,
    faults: Faults,
    results: Iterable[Result],
) -> Iterator[Finding]:
    """Yield what is wrong with the chosen records: what stands in their lines, or nowhere."""
    own, keys, meaning = _Lines(corpus, chosen), keys_of(corpus), Meaning(corpus, shapes.graph)
    for problem in faults.problems:
        if problem.mark in own:
            finding = Finding.of_problem(problem)
            yield replace(finding, near=_meant(problem, shapes, meaning))
    further = [
        *_unclassed(chosen, shapes, places, meaning),
        *(_finding(corpus, places, keys, result) for result in results),
        *claims.check(corpus, places),
        *quotations.check_copies(corpus, places),
    ]
    for finding in further:
        place = Mark(finding.file, finding.line or 1, finding.column or 1, finding.sheet)
        if finding.file is None or (place in own and place not in faults.marks):
            yield finding


def _meant(problem: Problem, shapes: Shapes, meaning: Meaning) -> tuple[str, ...]:
    if problem.rule == "Record-class" or (problem.rule == UNKNOWN and problem.key == "type"):
        return meaning.kinds(problem.values.get("kind") or problem.values["name"], shapes.closed)
    written = problem.values.get("name") if problem.rule == UNKNOWN else problem.values.get("value")
    if problem.near or written is None or problem.rule not in (UNKNOWN, "Record-reference"):
        return problem.near
    return meaning.of(written, meaning.corpus.grammar.keys.get(problem.key or ""))


def _finding(corpus: Corpus, places: Places, keys: Mapping[str, str], result: Result) -> Finding:
    path = None if result.path is None else str(result.path)
    place = places.find(result.focus, *(() if result.missing else (result.path, result.value)))
    if result.path == FIRST_DAY and not result.missing and place is not None:
        place = _last_written(places, result.focus, place)
    if result.missing and path is not None:
        key, language = keys.get(path, ""), result.rule.rpartition("-")[2]
        words = [(result.focus, key), (result.focus, f"{key}.{language}")]
        blanks = (one.blanks.get(word) for one in corpus.expansions for word in words)
        place = next((blank for blank in blanks if blank is not None), place)
    return Finding(
        result.rule,
        (Texts(result.texts),),
        severity=WARNING if result.warning else ERROR,
        node=_proof(corpus, result.focus) or named(result.focus, corpus),
        path=_written(corpus, result.focus, place) or keys.get(path, corpus.names.short(path)) if path else None,
        value=None if result.value is None else shown(result.value, corpus),
    ).at(place)


def _proof(corpus: Corpus, node: Node) -> str | None:
    """Return by what its author knows a piece of evidence: how its quotation begins, or its first page."""
    if not str(node).startswith(corpus.names.thing("evidence/")):
        return None
    proofs = (proof for one in corpus.expansions for claim in one.claims for proof in claim.evidence)
    proof = next((proof for proof in proofs if proof.iri == node), None)
    quote = proof.quote.strip() if proof is not None and proof.quote else ""
    if proof is None or not (quote or proof.pages):
        return None
    first, *more = textwrap.wrap(quote, BEGINNING) if quote else [corpus.names.short(str(proof.pages[0]))]
    return f'"{first}{" …" if more else ""}"' if quote else first


def _last_written(places: Places, focus: Node, first: Mark) -> Mark:
    """Return the date that was written last, of two that contradict each other: an addition comes after the record."""
    found = [one for one in (first, *(places.properties.get((focus, word)) for word in BOUNDS)) if one is not None]
    home = places.find(focus) or first
    added = [one for one in found if one.file != home.file]
    beside = (one for one in added or found if added or (one.file, one.sheet) == (first.file, first.sheet))
    return max(beside, key=lambda one: (one.line, one.column))


def _written(corpus: Corpus, focus: Node, place: Mark | None) -> str | None:
    """Return the key that is written at a place of a node, from which other statements may follow, as first days do."""
    return next(
        (
            one.key
            for expansion in corpus.expansions
            for one in expansion.statements
            if one.mark == place and one.subject == focus and one.predicate not in BOUNDS
        ),
        None,
    )


def _unclassed(chosen: Iterable[Expansion], shapes: Shapes, places: Places, meaning: Meaning) -> Iterator[Finding]:
    """Yield the nodes that no closed shape is asked of: nothing would be wrong with them, whatever they say."""
    for one in chosen:
        for statement in one.statements:
            if statement.predicate == RDF.type and statement.object not in shapes.closed:
                told = Message(mark("'{kind}' is no class that a thing may have."), {"kind": statement.text})
                remedy = Message(mark("Name one of the classes that the ontology does not call abstract."))
                close = meaning.kinds(statement.text, shapes.closed)
                yield Finding("Node-class", (told, remedy), value=statement.text, near=close).at(
                    places.find(statement.subject, statement.predicate, statement.object)
                )


def _unseen(shape: str) -> Finding:
    told = Message(mark("The shape {shape} saw nothing, so it proves nothing."), {"shape": shape})
    remedy = Message(mark("Correct its target, or mark it as one that may be empty."))
    return Finding("Shape-unseen", (told, remedy), value=shape)


def _asked(expansion: Expansion) -> set[Node]:
    """Return the nodes that the shapes are asked of: all that a record describes, claims, or adds to."""
    return nodes_of(expansion) | {one.subject for one in expansion.statements}


class _Lines:
    """The lines that belong to the chosen records; all of a file where no record of it is any other.

    Where all records of a corpus are chosen, its files without records, as reviews, belong to them too.
    """

    def __init__(self, corpus: Corpus, chosen: Iterable[Expansion]) -> None:
        self.starts: dict[Path | None, list[tuple[int, bool]]] = {}
        ids = {id(one) for one in chosen}
        for one in corpus.expansions:
            first = one.adds or one.marks.get(one.iri)
            self.starts.setdefault(one.file, []).append((first.line if first else 1, id(one) in ids))
        for starts in self.starts.values():
            starts.sort()
        self.all = all(chosen for starts in self.starts.values() for _, chosen in starts)
        self.whole = {file for file, starts in self.starts.items() if all(chosen for _, chosen in starts)}

    def __contains__(self, place: Mark) -> bool:
        if place.file in self.whole:
            return True
        if place.file not in self.starts:
            return self.all and place.file != ELSEWHERE.file
        starts = self.starts[place.file]
        index = bisect_right(starts, (place.line, True)) - 1
        return starts[max(index, 0)][1]


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda one: one.order))

"""What is right passes, and passes because something was looked at."""

import pytest
from rdflib import RDFS, SH, Graph, URIRef

from rabatkg.names import RULE
from rabatkg.validation import Share, check_graph, validate


@pytest.fixture(scope="module")
def report(lagoon, good):
    return validate(lagoon, good / "texts")


@pytest.fixture(scope="module")
def good(lagoon):
    return lagoon.layout.data


def test_nothing_is_wrong_with_it(report):
    assert report.findings == ()
    assert report.errors == 0


def test_every_statement_that_owes_a_passage_stands_in_a_claim(report):
    assert report.claimed.whole
    assert report.claimed.due > 100


def test_every_quotation_was_compared(report):
    assert report.quotes is not None
    assert report.quotes.whole
    assert report.quotes.due > 30


def test_the_passages_of_content_are_accounted_for_but_one(report):
    assert report.accounted == Share(22, 23)


def test_every_rule_saw_something(report, shapes, lagoon, good):
    path = good / "turtle" / "evidence.ttl"
    assert check_graph(lagoon, Graph().parse(path), path) == ()
    assert {rule for rule in shapes.rules if not report.seen[rule]} == {"annotator", "reviewer"}


def test_without_texts_no_quotation_is_said_to_be_compared(lagoon):
    assert validate(lagoon).quotes is None


@pytest.mark.exhaustive
def test_every_limit_to_one_value_bites(lagoon, shapes):
    """A second value beside a good one is found by the rule that allows only one."""
    data = lagoon.asserted
    limited = [rule for rule in shapes.graph.subjects(SH.maxCount) if (rule, SH.message, None) in shapes.graph]
    assert len(limited) > 50
    silent = []
    for rule in limited:
        path = shapes.graph.value(rule, SH.path)
        targets = set(shapes.graph.objects(rule, SH.targetClass))
        leaves = {leaf for one in targets for leaf in leaves_of(lagoon, one)}
        node, value = next(
            ((s, o) for s, o in data.subject_objects(path) if not targets or set(data.objects(s, None)) & leaves),
            (None, None),
        )
        if node is None:
            continue
        other = URIRef(f"{value}-2") if isinstance(value, URIRef) else type(value)(f"{value}2")
        further = Graph()
        further.add((node, path, other))
        further.add((node, path, value))
        found = {finding.rule for finding in check_graph(lagoon, further, shapes=shapes)}
        if str(rule).removeprefix(RULE) not in found:
            silent.append(rule)
    assert silent == []


def leaves_of(corpus, above):
    ontology = corpus.words[URIRef(corpus.names.graph("ontology"))]
    return set(ontology.transitive_subjects(RDFS.subClassOf, above))

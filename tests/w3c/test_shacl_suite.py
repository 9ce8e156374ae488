"""The W3C's test suite of SHACL, judged by what judges our records.

Each test is asked as `rabatkg validate` asks, of either engine, and as `rabatkg record check` does, node by node. The
report must be the one that the suite has, result by result; only how often the bulk engine has the same one does not
count, as we tell each once. Where it is another, or the shapes are refused, `shacl_otherwise.txt` has it with the
reason; nothing else may differ. Our shapes hold constraints in SPARQL, so that part of the suite is asked, too.
"""

from collections import Counter
from pathlib import Path

import pytest
from manifests import MF, entries, file_of, pinned, read
from rdflib import RDF, SH, BNode, Graph, Namespace

from rabatkg.errors import RabatkgError
from rabatkg.validation import Shapes, engine
from rabatkg.validation.engines import BULK, JUDGE
from rabatkg.validation.shapes import Asserted

SHT = Namespace("http://www.w3.org/ns/shacl-test#")
OTHERWISE = Path(__file__).with_name("shacl_otherwise.txt")
AS_TOLD, REFUSED, ELSE = "as told", "refused", "reported otherwise"
TOLD = (SH.focusNode, SH.resultPath, SH.value, SH.sourceConstraintComponent, SH.resultSeverity, SH.sourceShape)
WAYS = {"of all nodes": (JUDGE, False), "node by node": (JUDGE, True), "in bulk": (BULK, False)}
"""How shapes are asked: by which engine, and whether each node is named."""
TESTS = {"core": 98, "sparql": 23}
"""How many tests each part of the suite has."""


class Heard:
    """An engine whose last report is kept."""

    def __init__(self, name):
        self._engine = engine(name)

    def report(self, data, shapes):
        self.last = self._engine.report(data, shapes)
        return self.last


@pytest.fixture
def found(suites):
    """Return a function that has the tests of a part of the suite judged in some way, and tells the outcome of each."""
    folder = suites / "sht_tests"

    def outcomes(part, way):
        every = entries(folder / part / "manifest.ttl", folder)
        return {str(one.node).removeprefix(f"{folder.as_uri()}/"): outcome(one, way, folder) for one in every}

    return outcomes


def outcome(test, way, folder):
    """Ask the shapes of a test of its data, and tell how the report compares with that of the suite."""
    wanted = test.value(MF.result)
    try:
        report = asked(test, way, folder)
    except RabatkgError:
        return AS_TOLD if wanted == SHT.Failure else REFUSED
    node = report.value(None, RDF.type, SH.ValidationReport)
    return AS_TOLD if told(report, node, way) == told(test.graph, wanted, way) else ELSE


def asked(test, way, folder):
    """Return the report on the data of a test by its shapes."""
    action, (name, by_node) = test.value(MF.action), WAYS[way]
    files = [file_of(test.graph.value(action, word), folder) for word in (SHT.dataGraph, SHT.shapesGraph)]
    data, shapes = (test.graph if file == test.manifest else read(file) for file in files)
    nodes = {one for s, _, o in data for one in (s, o)} | set(shapes.objects(None, SH.targetNode))
    heard = Heard(name)
    Shapes(Graph() + shapes, (), engine=heard).ask(Asserted(data, Graph()), nodes if by_node else None)
    return heard.last


def told(graph, report, way):
    """Return whether a report finds the data right, and its results with how often it has each, where that counts."""
    results = Counter(
        tuple(described(graph, graph.value(node, word), word == SH.resultPath) for word in TOLD)
        for node in graph.objects(report, SH.result)
    )
    return graph.value(report, SH.conforms), results if WAYS[way][0] == JUDGE else {*results}


def described(graph, term, path):
    """Return what can be compared of a term: of a path that is not one property, all that it consists of."""
    if not (path and isinstance(term, BNode)):
        return term
    return frozenset((word, described(graph, value, path)) for word, value in graph.predicate_objects(term))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("part", TESTS)
def test_the_suite_is_judged_as_pinned(part, way, found, figure):
    outcomes = found(part, way)
    otherwise = {name: came for name, came in outcomes.items() if came != AS_TOLD}
    assert otherwise == pinned(OTHERWISE, f"{part}/")
    assert len(outcomes) == TESTS[part]
    figure("shacl", len(outcomes), len(outcomes), f"{part} {way}: {len(otherwise)} otherwise, as pinned")


@pytest.mark.parametrize("word", [SH.conforms, *TOLD], ids=lambda word: word.fragment)
def test_a_report_that_is_another_in_one_word_is_noticed(word, suites):
    folder = suites / "sht_tests"
    (test,) = entries(folder / "core" / "property" / "datatype-002.ttl", folder)
    assert outcome(test, "of all nodes", folder) == AS_TOLD
    report = test.value(MF.result)
    changed = report if word == SH.conforms else test.graph.value(report, SH.result)
    test.graph.set((changed, word, SHT.another))
    assert outcome(test, "of all nodes", folder) == ELSE

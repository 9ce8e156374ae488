"""The bulk engine says what the judge says; where it cannot, it is not asked; and when it falls, it falls alone.

That it is right about every bad record is seen beside: `shapes` of conftest.py asks both engines.
"""

import subprocess
import sys

import pytest
from both import Both, named
from click.testing import CliRunner
from planting import PLANTS, planted
from rdflib import RDF, SH, BNode, Graph, URIRef

from copies import copied
from rabatkg.cli import main
from rabatkg.errors import RabatkgError, UsageError
from rabatkg.graph import assemble
from rabatkg.layout import Layout
from rabatkg.names import RULE
from rabatkg.validation import engine, shapes_of
from rabatkg.validation.bulk import Bulk
from rabatkg.validation.engines import Judge
from rabatkg.validation.rewording import beyond, reworded
from rabatkg.validation.shapes import Asserted

PREFIX = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX : <https://example.org/>
"""
NODE = ':Shape a sh:NodeShape ; sh:targetClass :Thing ; sh:property :Property . :Property sh:path :says ; sh:name "x" ;'
SAYS = ':thing a :Thing ; :says "word"@en, "mot"@fr, 7, "2024"^^xsd:gYear ; :before 8 .'
MISJUDGED = {
    "a literal and sh:node": "sh:node :Seven . :Seven a sh:NodeShape ; sh:nodeKind sh:Literal .",
    "literals that are counted": (
        "sh:qualifiedValueShape :Word ; sh:qualifiedMaxCount 3 . :Word a sh:NodeShape ; sh:nodeKind sh:Literal ."
    ),
    "a number beside a year": "sh:lessThan :before .",
    "a bound of numbers, and a year": "sh:minInclusive 3 .",
}
"""What shacl-rust gets wrong, each as a shape."""
BY_CHANCE = {MISJUDGED["a number beside a year"]}
"""What it gets wrong at some times and right at others: it compares what has no order."""
COMPONENTS = 15
BROKEN = 220
"""How many components of SHACL, and how many shapes, the planted errors must break at least."""


def graph(text):
    return Graph().parse(data=PREFIX + text, format="turtle")


def results(report):
    return len(set(report.objects(None, SH.result)))


@pytest.fixture(scope="module")
def project(request):
    """The corpus of the project."""
    return assemble(Layout.find(request.config.rootpath / "data"))


@pytest.fixture(scope="module")
def asserted(project):
    return Asserted(project.asserted, project.ontology)


@pytest.mark.exhaustive
def test_errors_planted_in_the_corpus_are_found_alike(project, asserted):
    """As many kinds as the shapes have words, against every shape with a target."""
    shapes = shapes_of(project).graph
    used = {word for word in shapes.predicates() if (None, word, None) in shapes} & set(PLANTS)
    assert len(used) >= len(PLANTS) - 1
    report = Both().report(Asserted(planted(asserted, shapes, "planted", 4), Graph()), shapes)
    assert len(set(report.objects(None, SH.sourceConstraintComponent))) >= COMPONENTS
    assert len(set(report.objects(None, SH.sourceShape))) >= BROKEN


def test_a_corpus_without_faults_has_none_for_either(project, asserted):
    shapes = shapes_of(project).graph
    assert Bulk(Judge()).results(asserted, shapes) == set()


def test_most_rules_are_asked_of_the_bulk_engine(shapes):
    """Else it would be no help."""
    apart = {str(shape).removeprefix(RULE) for shape in beyond(shapes.graph)}
    assert {"Action-within", "Passage-range", "DatedMeeting"} <= apart
    assert not {"title-en", "Evidence-reason", "Translated"} & apart
    assert len(apart) <= 20


@pytest.mark.parametrize("words", MISJUDGED.values(), ids=MISJUDGED)
def test_what_the_bulk_engine_gets_wrong_is_left_to_the_judge(words):
    """When the first assertion fails, shacl-rust has been mended, and can be asked more."""
    import shacl_rust

    shape = graph(NODE + words)
    judged, report = (one.report(graph(SAYS), shape) for one in (Judge(), Bulk(Judge())))
    alone = shacl_rust.validate(PREFIX + SAYS, PREFIX + NODE + words, experimental_index=True)["results"]
    assert words in BY_CHANCE or len(alone) != results(judged)
    assert beyond(shape) == {URIRef("https://example.org/Shape")}
    assert (named(report), results(report)) == (named(judged), results(judged))


def test_that_some_value_conforms_is_said_so_that_it_understands():
    some = "sh:path :says ; sh:qualifiedValueShape :{} ; sh:qualifiedMinCount 1 ." + (
        ':en a sh:NodeShape ; sh:languageIn ( "en" ) . :de a sh:NodeShape ; sh:languageIn ( "de" ) .'
    )
    for language, wrong in (("en", 0), ("de", 1)):
        shapes = graph(":Shape a sh:PropertyShape ; sh:targetClass :Thing ; " + some.format(language))
        assert beyond(shapes) == set()
        assert (None, SH.qualifiedValueShape, None) not in reworded(shapes)
        assert results(Both().report(graph(SAYS), shapes)) == wrong
    under = graph(":Shape a sh:NodeShape ; sh:targetClass :Thing ; sh:property :P . :P " + some.format("en"))
    assert beyond(under) == {URIRef("https://example.org/Shape")}


def test_a_shape_that_is_none_is_told_in_plain_words():
    with pytest.raises(RabatkgError, match=r"could not ask the shapes: .*sh:path"):
        Judge().report(graph(SAYS), graph(":Shape a sh:NodeShape ; sh:targetClass :Thing ; sh:path :says ."))


def test_a_node_without_a_name_is_judged_too():
    data, thing = graph(SAYS), BNode()
    data.add((thing, RDF.type, URIRef("https://example.org/Thing")))
    report = Bulk(Judge()).report(data, graph(NODE + "sh:minCount 1 ."))
    assert list(report.objects(None, SH.focusNode)) == [thing]


@pytest.fixture
def broken(tmp_path, request):
    """Return a copy of the good dialogue with several faults."""
    copied(request.config.rootpath / "tests" / "good", tmp_path / "data")
    record = tmp_path / "data" / "examples" / "meeting.yaml"
    text = record.read_text(encoding="utf-8")
    text = text.replace("status: status/held", "status: status/adopted").replace("\n  fr: ", "\n  fr: ''  # ", 1)
    record.write_text(text, encoding="utf-8")
    return tmp_path / "data"


def validate(data, *words):
    return CliRunner().invoke(main, ["validate", "--data", str(data), *words])


def test_the_command_tells_the_same_with_either(broken):
    by_judge, by_bulk = (validate(broken, "--engine", name) for name in ("pyshacl", "bulk"))
    assert by_bulk.stdout == by_judge.stdout
    assert "Meeting-status" in by_bulk.stdout
    assert by_bulk.exit_code == by_judge.exit_code == 1


def test_an_engine_that_is_none_is_refused(broken):
    assert validate(broken, "--engine", "nonesuch").exit_code == 2
    with pytest.raises(UsageError, match=r"no validation engine nonesuch\. Name one of these: pyshacl, bulk"):
        engine("nonesuch")


def test_without_the_package_it_is_said_how_to_get_it(broken):
    code = "import sys; sys.modules['shacl_rust'] = None; from rabatkg.cli import main; main()"
    words = [sys.executable, "-c", code, "validate", "--data", str(broken), "--engine", "bulk", "--lang", "en"]
    done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 2
    assert "The bulk engine needs shacl-rust. Install it with: pip install 'rabatkg[bulk]'" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("fall", ["import os; os.abort()", "raise MemoryError('no room')"])
def test_when_the_engine_falls_we_stand(fall, tmp_path, monkeypatch, broken):
    """Native code may take its process along; here the package itself does so when it is loaded."""
    (tmp_path / "shacl_rust.py").write_text(fall, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    found = validate(broken, "--engine", "bulk", "--lang", "en")
    assert found.exit_code == 1
    assert "The bulk engine fell over" in found.stderr
    assert "--engine pyshacl" in found.stderr


def test_a_graph_that_cannot_be_written_for_it_is_no_verdict():
    data = graph(SAYS)
    data.add((URIRef("https://example.org/no address"), RDF.type, URIRef("https://example.org/Thing")))
    with pytest.raises(RabatkgError, match=r"fell over.*no address"):
        Bulk(Judge()).report(data, graph(NODE + "sh:minCount 1 ."))

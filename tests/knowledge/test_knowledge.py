"""The graph from Python."""

import subprocess
import sys

import pytest
from rdflib import Dataset, URIRef

import rabatkg
from rabatkg.errors import DataError, RabatkgError, UnknownName, UsageError
from rabatkg.names import RKG


def test_a_graph_is_opened_by_its_folder(request):
    folder = request.config.rootpath / "tests" / "coverage" / "data"
    kg = rabatkg.open(folder, lang="fr", build=folder / "not-built")
    assert kg.show("state/mar").label == "Maroc"
    assert kg.plan.endswith("/plan/example-2030")
    assert not kg.outdated


def test_a_folder_that_is_none_is_refused(tmp_path):
    with pytest.raises(UsageError):
        rabatkg.open(tmp_path)


def test_sparql_of_ones_own_gives_plain_values(exampleville):
    answers = exampleville().query(f"SELECT ?s ?from {{ ?s <{RKG}from> ?from }} ORDER BY ?from ?s LIMIT 1")
    assert answers == [{"s": "passage/plan-2030/0-68727d53", "from": 0}]
    assert list(answers.to_pandas().columns) == ["s", "from"]


def test_an_empty_answer_has_its_columns(exampleville):
    assert list(exampleville().query("SELECT ?a ?b { ?a <urn:no> ?b }").to_pandas().columns) == ["a", "b"]


def test_parameters_are_for_saved_questions(exampleville):
    with pytest.raises(UsageError):
        exampleville().query("SELECT * { ?s ?p ?o }", plan="plan/example-2030")


def test_a_question_that_is_not_saved_is_unknown(exampleville):
    with pytest.raises(UnknownName):
        exampleville().query("no-such-question")


def test_the_statements_are_an_rdflib_dataset(exampleville):
    graph = exampleville().graph
    assert isinstance(graph, Dataset)
    state = URIRef("https://example.org/dialogue/id/state/mar")
    assert (state, None, URIRef(f"{RKG}State")) in graph
    assert len(list(graph.quads())) == len(exampleville().store)


def test_faults_in_the_records_come_with_their_line(exampleville):
    with pytest.raises(DataError, match=r"meetings\.yaml:\d+:\d+: .*coChairs"):
        assert exampleville(("coChair: state/prt", "coChairs: state/prt")).store


def test_search_makes_a_table(exampleville):
    assert "key" in exampleville().search("visa").to_pandas().columns


@pytest.mark.parametrize("module", ["rdflib", "matplotlib", "pandas", "pyshacl", "owlrl", "babel"])
def test_an_answer_needs_no_slow_library(module):
    code = f"import sys, rabatkg.cli.coverage, rabatkg.cli.why, rabatkg.cli.show; sys.exit({module!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_errors_are_of_one_family():
    assert issubclass(UnknownName, RabatkgError)

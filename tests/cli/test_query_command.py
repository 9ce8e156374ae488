"""`rabatkg query`: the catalogue, a saved question, one's own SPARQL, and what is said of a wrong one."""

import csv
import json
from io import StringIO

import pytest
from click.testing import CliRunner
from rdflib import RDF, SH, Graph

from rabatkg.cli import main
from rabatkg.layout import Layout
from rabatkg.queries import catalogue


@pytest.fixture(scope="module")
def run(request, tmp_path_factory):
    built = tmp_path_factory.mktemp("built")
    root = request.config.rootpath

    def once(*words, lang="en", text=None, build=built):
        environ = {"RABATKG_BUILD": str(build), "COLUMNS": "100", "LC_ALL": "C"}
        return CliRunner().invoke(main, ["--data", str(root), "--lang", lang, *words], env=environ, input=text)

    assert once("build").exit_code == 0
    return once


def test_without_a_name_the_questions_are_listed(run, request):
    names = set(catalogue(Layout.find(request.config.rootpath)))
    listed = json.loads(run("query", "--format", "json").stdout)
    assert {row["name"] for row in listed} == names
    french = json.loads(run("query", "--format", "json", lang="fr").stdout)
    assert [row["question"] for row in french] != [row["question"] for row in listed]


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_catalogue_is_a_page(run, request, lang):
    page = run("query", "--catalogue", "markdown", lang=lang).stdout
    for question in catalogue(Layout.find(request.config.rootpath)).values():
        assert f"### {question.name}\n\n{question.question[lang]}\n" in page


def test_the_catalogue_is_rdf(run, request):
    graph = Graph().parse(data=run("query", "--catalogue", "turtle").stdout, format="turtle")
    known = catalogue(Layout.find(request.config.rootpath))
    assert len(set(graph.subjects(RDF.type, SH.SPARQLExecutable))) == len(known)
    assert {str(text) for text in graph.objects(None, SH.select)} == {one.sparql for one in known.values()}


def test_a_question_is_answered_in_every_form(run):
    rows = json.loads(run("query", "chairmanships", "--format", "json").stdout)
    assert {row["holder"] for row in rows} > {"state/mar", "state/prt", "state/nga"}
    table = list(csv.DictReader(StringIO(run("query", "chairmanships", "--format", "csv").stdout)))
    assert [row["holder"] for row in table] == [row["holder"] for row in rows]
    assert "state/prt" in run("query", "chairmanships").stdout
    only = json.loads(run("query", "chairmanships", "--param", "holder=state/prt", "--format", "json").stdout)
    assert {row["holder"] for row in only} == {"state/prt"}
    assert run("query", "chairmanships", "--sparql").stdout.startswith("#+ question:")


def test_ones_own_query_is_answered(run, tmp_path):
    text = "PREFIX rkg: <https://w3id.org/rabatkg/ontology#> SELECT ?a WHERE { ?a a rkg:Action } LIMIT 2"
    assert len(json.loads(run("query", "-", "--format", "json", text=text).stdout)) == 2
    path = tmp_path / "own.rq"
    path.write_text(text, encoding="utf-8")
    assert len(json.loads(run("query", str(path), "--format", "json").stdout)) == 2


def test_a_check_that_finds_nothing_is_fine(run):
    assert run("query", "silent-passages").exit_code == 0


WRONG = {
    ("query", "unadressed-actions"): (1, "unaddressed-actions", "unaddressed-actions"),
    ("query", "chairmanships", "--param", "holder"): (2, "name=value", "nom=valeur"),
    ("query", "chairmanships", "--param", "colour=blue"): (2, "has no parameter", "n’a pas de paramètre"),
    ("query", "chairmanships", "--param", "day=31/12/2023"): (2, "takes a date", "31/12/2023"),
    ("query", "nowhere.rq"): (2, "no file", "nowhere.rq"),
    ("query", "chairmanships", "--format", "xml"): (2, "xml", "xml"),
}


@pytest.mark.parametrize("words", WRONG, ids=" ".join)
@pytest.mark.parametrize("place", [1, 2], ids=["en", "fr"])
def test_what_is_wrong_is_said(run, words, place):
    done = run(*words, lang=(None, "en", "fr")[place])
    assert done.exit_code == WRONG[words][0], done.output
    assert WRONG[words][place] in done.stderr
    assert "Traceback" not in done.output


def test_a_graph_that_is_not_built_is_said(run, tmp_path):
    done = run("query", "chairmanships", build=tmp_path)
    assert done.exit_code == 1
    assert "rabatkg build" in done.stderr

"""SPARQL of one's own: what is answered, what is refused before it runs, and what is stopped while it runs."""

import pytest

from rabatkg import building, graph
from rabatkg.errors import UnknownName, UsageError
from rabatkg.queries import freehand
from rabatkg.store import build


@pytest.fixture(scope="module")
def folder(layout, tmp_path_factory):
    path = tmp_path_factory.mktemp("built") / "store"
    build(path, [building.nquads(graph.assemble(layout, "two-documents").quads)])
    return path


def test_a_query_is_answered(folder):
    answer = freehand.ask(folder, "SELECT (COUNT(?a) AS ?n) WHERE { ?a a <https://w3id.org/rabatkg/ontology#Action> }")
    assert [row["n"].value for row in answer.rows] == ["29"]
    assert freehand.ask(folder, "ASK { ?s ?p ?o }").rows[0]["answer"].value == "true"
    made = freehand.ask(folder, "CONSTRUCT { ?s a ?c } WHERE { ?s a ?c } LIMIT 3")
    assert made.variables == ("subject", "predicate", "object")
    assert len(made.rows) == 3


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * WHERE { ?s ?p 1SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * WHERE { ?s ?p trueSERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * WHERE { ?s ?p ?o.SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * FROM <file:///etc/passwd> WHERE { ?s ?p ?o }",
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "DROP ALL",
        "LOAD <http://127.0.0.1:1/>",
        "SELECT * WHERE { " + "(" * 5000 + "}",
        "SELECT * WHERE { ?s ?p ?o } #" + "x" * 20_000,
        "SELEKT * WHERE { ?s ?p ?o }",
    ],
)
def test_a_query_is_refused_in_plain_words(folder, sparql):
    with pytest.raises(UsageError) as caught:
        freehand.ask(folder, sparql)
    assert caught.value.told_in("fr") != caught.value.told_in("en")


@pytest.mark.parametrize(
    ("sparql", "told"),
    [
        ("SELECT *\nWHERE { ?s rkg:coChair }", "line 2, column 24: “}” cannot stand here"),
        ("SELECT * WHERE { ?s ?p ?o } ORDR BY ?s", "line 1, column 34: “BY” cannot stand here"),
        ("SELECT * WHERE { ?s a rkg:Meeting", "line 1, column 34: something is missing here"),
        ("SELECT ?x (COUNT(?p) AS ?n)\nWHERE { ?x ?p ?y } GROUP BY ?y", "the variable ?x is not grouped"),
        ("SELECT ?x { { SELECT ?y { ?y ?p ?z } } } GROUP BY ?y", "a variable that is not grouped"),
        ("SELECT * WHERE { ?x ?p ?y } GROUP BY ?p", "SELECT * cannot stand with GROUP BY"),
        ("SELECT (?x AS ?y) WHERE { ?x ?p ?y }", "a variable that has one already"),
    ],
)
def test_what_is_wrong_with_a_query_is_told_at_its_place(folder, sparql, told):
    with pytest.raises(UsageError) as caught:
        freehand.ask(folder, sparql)
    assert told in str(caught.value)
    assert "expected" not in str(caught.value)


@pytest.mark.parametrize(
    "sparql",
    [
        'SELECT ?service WHERE { ?service ?p "a SERVICE, to LOAD FROM here" }',
        "SELECT ?s WHERE { ?s <http://example.org/SERVICE#FROM> ?load } # DROP it",
    ],
)
def test_a_word_in_a_name_or_a_text_is_no_keyword(sparql):
    freehand.vet(sparql)


def test_a_query_without_end_is_stopped(folder):
    endless = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    with pytest.raises(UsageError) as caught:
        freehand.ask(folder, endless, seconds=2)
    assert "2 seconds" in str(caught.value)


def test_a_query_that_hoards_is_stopped(folder):
    hoarding = "SELECT ?a ?d WHERE { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f"
    with pytest.raises(UsageError) as caught:
        freehand.ask(folder, hoarding, seconds=30, megabytes=256)
    assert "256 MB" in str(caught.value)


def test_the_prefixes_of_the_house_need_not_be_declared(folder):
    answer = freehand.ask(folder, "SELECT ?a WHERE { ?a a rkg:Domain . FILTER(STRSTARTS(STR(rkg:Domain), STR(rkg:))) }")
    assert len(answer.rows) == 5
    own = "PREFIX rkg: <https://w3id.org/rabatkg/ontology#> SELECT ?a WHERE { ?a a rkg:Domain }"
    assert len(freehand.ask(folder, own).rows) == 5


def test_a_word_or_prefix_that_nobody_declares_is_named(folder):
    with pytest.raises(UsageError, match="prefix foo"):
        freehand.ask(folder, "SELECT ?a WHERE { ?a a foo:Domain }")
    with pytest.raises(UnknownName, match="rkg:Domain"):
        freehand.ask(folder, "SELECT ?a WHERE { ?a a rkg:Domian }")

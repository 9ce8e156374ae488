"""A misspelt word is silent in RDF, so we listen for it here; and every rule has a name, a place and two languages."""

import re
from collections import Counter
from pathlib import Path

import lint_words
import pytest
import shape_lint
from rdflib import SH, Graph, Literal, Namespace, URIRef

from rabatkg.names import PREFIXES, RKG, RULE

ROOT = Path(__file__).resolve().parent.parent.parent
ONTOLOGY = ROOT / "ontology"
OURS = Namespace(RKG)
RULES = Namespace(RULE)
FILES = sorted((ONTOLOGY / "shapes").glob("*.ttl"))
QUERIES = sorted((ROOT / "queries").rglob("*.rq"))
PREFIX = "\n".join(f"PREFIX {prefix}: <{iri}>" for prefix, iri in PREFIXES.items())


@pytest.fixture(scope="module")
def all_shapes():
    graph = Graph()
    for path in FILES:
        graph.parse(path)
    return graph


@pytest.fixture(scope="module")
def ontology():
    return Graph().parse(ONTOLOGY / "rabatkg.ttl")


@pytest.fixture(scope="module")
def world(ontology):
    """All that the project defines but the shapes."""
    graph = Graph() + ontology
    for path in {*ONTOLOGY.rglob("*.ttl")} - {*FILES}:
        graph.parse(path)
    return graph


@pytest.mark.parametrize("lint", shape_lint.LINTS, ids=lambda lint: lint.__name__)
def test_nothing_is_wrong_with_the_shapes(lint, all_shapes, world):
    assert [*lint(all_shapes, world)] == []


def test_every_word_of_ours_elsewhere_is_defined(world):
    assert lint_words.words(world, RKG) - set(world.subjects()) == set()


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_every_word_of_ours_in_a_question_is_defined(path, ontology):
    said = {OURS[name] for name in lint_words.WORD.findall(path.read_text(encoding="utf-8"))}
    assert said - set(ontology.subjects()) == set()


def test_the_ear_for_misspelt_words_can_fail(world):
    wrong = Graph().parse(data=f"{PREFIX}\nrule:x sh:mincount 1 ; sh:path rkg:coChairs .", format="turtle")
    assert {str(word) for word in lint_words.every_shacl_word_exists(wrong, world)} == {f"{SH}mincount"}
    assert set(lint_words.every_other_word_is_known(wrong, world)) == {OURS.coChairs}
    assert lint_words.WORD.findall("?x rkg:coChairs/rkg:side ?y") == ["coChairs", "side"]


def test_a_rule_stands_in_one_file():
    places = Counter(s for path in FILES for s in set(Graph().parse(path).subjects()) if isinstance(s, URIRef))
    assert {rule: n for rule, n in places.items() if n > 1} == {}


def test_there_is_something_to_look_at(all_shapes):
    assert len(lint_words.selects(all_shapes)) > 20
    assert len(set(all_shapes.subjects(SH.closed, Literal(True)))) > 30
    assert all(re.match(r"[A-Za-z]", str(rule).removeprefix(RULE)) for rule in all_shapes.subjects(SH.message))

"""A misspelt word is silent in RDF, so we listen for it here; and every rule has a name, a place and two languages."""

import re
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SH, BNode, Graph, Literal, Namespace, URIRef
from rdflib.plugins.sparql import prepareQuery

from rabatkg.names import PREFIXES, RKG, RULE

ROOT = Path(__file__).resolve().parent.parent.parent
ONTOLOGY = ROOT / "ontology"
OURS = Namespace(RKG)
RULES = Namespace(RULE)
FILES = sorted((ONTOLOGY / "shapes").glob("*.ttl"))
QUERIES = sorted((ROOT / "queries").rglob("*.rq"))
PREFIX = "\n".join(f"PREFIX {prefix}: <{iri}>" for prefix, iri in PREFIXES.items())
WORD = re.compile(r"(?<![\w-])rkg:(\w+)")
LANGUAGES = ("en", "fr")


@pytest.fixture(scope="module")
def shapes():
    graph = Graph()
    for path in FILES:
        graph.parse(path)
    return graph


@pytest.fixture(scope="module")
def ontology():
    return Graph().parse(ONTOLOGY / "rabatkg.ttl")


@pytest.fixture(scope="module")
def world(ontology):
    graph = Graph() + ontology
    for path in ONTOLOGY.rglob("*.ttl"):
        graph.parse(path)
    return graph


def words(graph, namespace):
    return {term for triple in graph for term in triple if isinstance(term, URIRef) and term.startswith(namespace)}


def variables(text):
    return Counter(re.findall(r"\{[?$](\w+)\}", str(text)))


def selects(graph):
    return {rule: str(text) for rule, text in graph.subject_objects(SH.select)}


def prefixed(graph):
    """The prefixes that the constraints are given, as a head for their queries."""
    declared = {
        str(graph.value(one, SH.prefix)): str(graph.value(one, SH.namespace)) for one in graph.objects(None, SH.declare)
    }
    return "\n".join(f"PREFIX {prefix}: <{iri}>" for prefix, iri in declared.items())


def test_every_shacl_word_exists(shapes):
    shacl = Graph().parse(str(files("pyshacl") / "assets" / "shacl.ttl"))
    assert words(shapes, str(SH)) - set(shacl.subjects()) == set()


def test_every_word_of_ours_is_defined(world):
    assert words(world, RKG) - set(world.subjects()) == set()
    assert words(world, RULE) - set(world.subjects()) == set()


def test_every_word_of_ours_in_the_constraints_is_defined(shapes, ontology):
    said = {OURS[name] for text in selects(shapes).values() for name in WORD.findall(text)}
    assert said
    assert said - set(ontology.subjects()) == set()


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_every_word_of_ours_in_a_question_is_defined(path, ontology):
    said = {OURS[name] for name in WORD.findall(path.read_text(encoding="utf-8"))}
    assert said - set(ontology.subjects()) == set()


def test_the_ear_for_misspelt_words_can_fail(ontology):
    wrong = Graph().parse(data=f"{PREFIX}\nrule:x sh:mincount 1 ; sh:path rkg:coChairs .", format="turtle")
    shacl = Graph().parse(str(files("pyshacl") / "assets" / "shacl.ttl"))
    assert {str(word) for word in words(wrong, str(SH)) - set(shacl.subjects())} == {f"{SH}mincount"}
    assert words(wrong, RKG) - set(ontology.subjects()) == {OURS.coChairs}
    assert WORD.findall("?x rkg:coChairs/rkg:side ?y") == ["coChairs", "side"]


def test_every_class_and_path_is_of_the_ontology(shapes, ontology):
    classes = {one for word in (SH.targetClass, SH["class"]) for one in shapes.objects(None, word)}
    assert {one for one in classes if one.startswith(RKG)} <= set(ontology.subjects(RDF.type, OWL.Class))
    paths = set(shapes.objects(None, SH.path)) | set(shapes.objects(None, SH.targetSubjectsOf))
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    known = {one for kind in kinds for one in ontology.subjects(RDF.type, kind)}
    assert {one for one in paths if isinstance(one, URIRef) and one.startswith(RKG)} <= known


def test_each_class_that_a_thing_may_have_has_one_closed_shape(shapes, ontology):
    closed = Counter(c for shape in shapes.subjects(SH.closed) for c in shapes.objects(shape, SH.targetClass))
    leaves = {
        one
        for one in ontology.subjects(RDF.type, OWL.Class)
        if (one, OURS.abstract, Literal(True)) not in ontology and one.startswith(RKG)
    }
    assert leaves
    assert {one: closed[one] for one in leaves} == dict.fromkeys(leaves, 1)
    above = set(ontology.objects(None, RDFS.subClassOf))
    assert not above & set(closed)


def test_every_shape_has_a_name(shapes):
    lists = {node for node in shapes.subjects(RDF.first)}
    nameless = {node for triple in shapes for node in triple if isinstance(node, BNode)} - lists
    assert nameless == set()


def test_what_reports_a_fault_says_so_in_every_language(shapes):
    kinds = (SH.NodeShape, SH.PropertyShape, SH.SPARQLConstraint)
    targeted = {s for word in (SH.targetClass, SH.targetSubjectsOf) for s in shapes.subjects(word)}
    rules = {s for s in targeted if (s, SH.sparql, None) not in shapes} | set(
        shapes.subjects(RDF.type, SH.SPARQLConstraint)
    )
    assert rules == set(shapes.subjects(SH.message))
    for rule in rules:
        assert set(shapes.objects(rule, RDF.type)) <= set(kinds)
        told = {text.language: text for text in shapes.objects(rule, SH.message)}
        assert set(told) == set(LANGUAGES), rule
        assert len(set(map(str, told.values()))) == len(told), rule
        assert len({frozenset(variables(text).items()) for text in told.values()}) == 1, rule
        assert all(str(text).count(".") >= 2 for text in told.values()), f"{rule}: a fault and a remedy"


def test_constraints_are_of_a_kind_that_stays_fast(shapes):
    head = prefixed(shapes)
    assert selects(shapes)
    for rule, text in selects(shapes).items():
        body = text[text.index("{") + 1 :].split("\n")
        assert body[1].strip().startswith("$this "), rule
        assert not re.search(r"\b(SERVICE|VALUES|MINUS|GRAPH)\b", text), rule
        prepareQuery(f"{head}\n{text.replace('$this', '?this')}")
        named = set(re.findall(r"[?$](\w+)", text[: text.index("WHERE")]))
        told = {name for one in shapes.objects(rule, SH.message) for name in variables(one)}
        assert told <= named, rule


def test_lists_of_values_stay_short(shapes):
    for start in shapes.objects(None, SH["in"]):
        assert len(list(shapes.items(start))) <= 5


def test_a_rule_stands_in_one_file():
    places = Counter(s for path in FILES for s in set(Graph().parse(path).subjects()) if isinstance(s, URIRef))
    assert {rule: n for rule, n in places.items() if n > 1} == {}


def test_patterns_hold_the_end_of_the_text(shapes):
    for pattern in shapes.objects(None, SH.pattern):
        assert str(pattern)[0] in "^/", pattern
        assert str(pattern)[-1] == "$" or "[A-Z]" in str(pattern), pattern


def test_patterns_are_those_of_the_standard(shapes):
    """Looking ahead is a habit of Python; SHACL's patterns are XPath's, and an engine may pass over any other."""
    told = [*shapes.objects(None, SH.pattern), *selects(shapes).values()]
    assert [text for text in told if re.search(r"\(\?[!=<:]", str(text))] == []

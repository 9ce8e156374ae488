"""The closure, rule by rule, and against owlrl."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import OWL, RDF, RDFS, Dataset, Graph, URIRef

from rabatkg import building, graph, inference
from rabatkg.graph.lines import Said
from rabatkg.layout import Layout
from rabatkg.names import RDFS as RDFS_NAMES
from rabatkg.store import Embedded

HEAD = """
PREFIX : <https://example.org/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
EX = "https://example.org/"

CASES = {
    "subclass": (":A rdfs:subClassOf :B . :B rdfs:subClassOf :C . :x a :A .", ":x a :B , :C ."),
    "equivalent-class": (":A owl:equivalentClass :B . :x a :A . :y a :B .", ":x a :B . :y a :A ."),
    "subproperty": (":p rdfs:subPropertyOf :q . :q rdfs:subPropertyOf :r . :x :p :y .", ":x :q :y ; :r :y ."),
    "equivalent-property": (":p owl:equivalentProperty :q . :x :p :y . :y :q :z .", ":x :q :y . :y :p :z ."),
    "domain": (":p rdfs:domain :A . :x :p 3 .", ":x a :A ."),
    "range": (":p a owl:ObjectProperty ; rdfs:range :A . :x :p :y .", ":y a :A ."),
    "inverse": (":p owl:inverseOf :q . :x :p :y . :y :q :z .", ":y :q :x . :z :p :y ."),
    "symmetric": (":p a owl:SymmetricProperty . :x :p :y .", ":y :p :x ."),
    "transitive": (":p a owl:TransitiveProperty . :a :p :b . :b :p :c . :c :p :d .", ":a :p :c , :d . :b :p :d ."),
    "chain": (":r owl:propertyChainAxiom ( :p :q ) . :a :p :b . :b :q :c .", ":a :r :c ."),
    "long-chain": (":r owl:propertyChainAxiom ( :p :q :p ) . :a :p :b . :b :q :c . :c :p :d .", ":a :r :d ."),
    "two-chains": (
        ":r owl:propertyChainAxiom ( :p :q ) , ( :q :p ) . :a :p :b . :b :q :c . :c :p :d .",
        ":a :r :c . :b :r :d .",
    ),
    "rule-on-rule": (
        ":p rdfs:subPropertyOf :q . :q owl:inverseOf :r . :r rdfs:domain :A . :A rdfs:subClassOf :B . :x :p :y .",
        ":x :q :y . :y :r :x ; a :A , :B .",
    ),
}
"""What is said, and all that follows from it in words that matter."""


def closed(said):
    """The store of what is said, with what follows in a graph of its own."""
    quads = Dataset()
    quads.graph(URIRef(f"{EX}said")).parse(data=HEAD + said, format="turtle")
    store = Embedded.memory(quads.serialize(format="nquads", encoding="utf-8"))
    added = inference.close(store, f"{EX}inferred")
    follows = Graph().parse(data=store.written("ntriples", f"{EX}inferred"), format="nt") if added else Graph()
    assert len(follows) == added
    return store, follows


@pytest.mark.parametrize("case", CASES)
def test_each_axiom_yields_what_it_should_and_no_more(case):
    stated, expected = CASES[case]
    assert set(closed(stated)[1]) == set(Graph().parse(data=HEAD + expected, format="turtle"))


@pytest.mark.parametrize("case", CASES)
def test_each_case_is_as_owlrl_has_it(case):
    said = Graph().parse(data=HEAD + CASES[case][0], format="turtle")
    words = {str(node) for node in said.all_nodes() | set(said.predicates()) if str(node).startswith(EX)}
    judged = {triple for triple in inference.close_by_owlrl(said) if inference.matters(triple, words)}
    assert set(closed(CASES[case][0])[1]) == judged


@pytest.mark.parametrize(
    "said",
    [
        ":p rdfs:range :A . :x :p 3 .",
        ":p a owl:DatatypeProperty ; rdfs:range :A . :x :p :y .",
        ":r owl:propertyChainAxiom ( :p :q ) . :a :p :b . :c :q :d .",
        ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom :B ] . :x a :A .",
        ":x a :A , :A .",
    ],
)
def test_nothing_follows_where_nothing_should(said):
    assert set(closed(said)[1]) == set()


def test_what_is_said_is_not_inferred_again():
    store, follows = closed(":A rdfs:subClassOf :B . :x a :A , :B .")
    assert set(follows) == set()
    assert inference.close(store, f"{EX}more") == 0


def test_turns_are_told():
    told = []
    store = Embedded.memory()
    store.load(f"<{EX}A> <{RDFS_NAMES}subClassOf> <{EX}B> <{EX}g> .\n<{EX}x> <{RDF.type}> <{EX}A> <{EX}g> .".encode())
    inference.close(store, f"{EX}inferred", lambda turn, new: told.append((turn, new)))
    assert told == [(1, 1), (2, 0)]


CLASSES, PROPERTIES, THINGS = (st.sampled_from([f":{name}" for name in names]) for names in ("ABCD", "pqrs", "wxyz"))
LITERAL = st.sampled_from(['"1"', '"un"@fr', "3"])
AXIOMS = st.one_of(
    st.builds("{} rdfs:subClassOf {} .".format, CLASSES, CLASSES),
    st.builds("{} owl:equivalentClass {} .".format, CLASSES, CLASSES),
    st.builds("{} rdfs:subPropertyOf {} .".format, PROPERTIES, PROPERTIES),
    st.builds("{} owl:equivalentProperty {} .".format, PROPERTIES, PROPERTIES),
    st.builds("{} owl:inverseOf {} .".format, PROPERTIES, PROPERTIES),
    st.builds("{} a owl:SymmetricProperty .".format, PROPERTIES),
    st.builds("{} a owl:TransitiveProperty .".format, PROPERTIES),
    st.builds("{} owl:propertyChainAxiom ( {} {} ) .".format, PROPERTIES, PROPERTIES, PROPERTIES),
    st.builds("{} owl:propertyChainAxiom ( {} {} {} ) .".format, PROPERTIES, PROPERTIES, PROPERTIES, PROPERTIES),
    st.builds("{} rdfs:domain {} .".format, PROPERTIES, CLASSES),
    st.builds("{} rdfs:range {} .".format, PROPERTIES, CLASSES),
    st.builds(":d rdfs:subPropertyOf :e . :e rdfs:domain {} .".format, CLASSES),
)
FACTS = st.one_of(
    st.builds("{} {} {} .".format, THINGS, PROPERTIES, THINGS),
    st.builds("{} a {} .".format, THINGS, CLASSES),
    st.builds("{} :d {} .".format, THINGS, LITERAL),
)
DECLARED = " ".join(f":{name} a owl:ObjectProperty ." for name in "pqrs")


@settings(max_examples=40, deadline=None)
@given(st.lists(AXIOMS, max_size=7), st.lists(FACTS, max_size=7), st.randoms(use_true_random=False))
def test_any_ontology_is_closed_as_owlrl_closes_it_in_whatever_order_it_comes(axioms, facts, chance):
    graph = Graph().parse(data=HEAD + DECLARED + " ".join(axioms + facts), format="turtle")
    words = {f"{EX}{name}" for name in "ABCDpqrsde"}
    judged = {triple for triple in inference.close_by_owlrl(graph) if inference.matters(triple, words)}
    lines = [f"{s.n3()} {p.n3()} {o.n3()} <{EX}g> .\n" for s, p, o in graph]
    found, turns = [], []
    for _ in range(2):
        chance.shuffle(lines)
        turns.append([])
        told = turns[-1]
        found.append(list(inference.closure(Said(lines), lambda turn, new, told=told: told.append(new))))
        assert len(found[-1]) == sum(told) == len(set(found[-1]))
    assert set(found[0]) == set(found[1])
    assert turns[0] == turns[1]
    assert {(s.n3(), p.n3(), o.n3()) for s, p, o in judged} == set(found[0])


@pytest.mark.parametrize(
    "said",
    [
        ":r owl:propertyChainAxiom _:l . _:l rdf:first :p ; rdf:rest _:l . :a :p :b . :b :p :c .",
        ":r owl:propertyChainAxiom ( [ owl:inverseOf :p ] :q ) . :a :p :b . :a :q :c .",
        "_:r owl:propertyChainAxiom ( :p :q ) . :a :p :b . :b :q :c .",
    ],
)
def test_chains_that_cannot_be_followed_end(said):
    assert {p for _, p, _ in closed(said)[1]} <= {URIRef(f"{EX}r")}


def test_nodes_without_a_name_keep_their_identity():
    store, follows = closed(":p rdfs:domain :A . _:x :p :y . _:z :q :y .")
    assert len(follows) == 1
    assert len(store.select(f"SELECT ?x {{ ?x a <{EX}A> ; <{EX}p> ?y }}").rows) == 1


@pytest.mark.parametrize(
    ("triple", "answer"),
    [
        ((f"{EX}x", str(RDF.type), f"{EX}A"), True),
        ((f"{EX}x", f"{EX}p", f"{EX}y"), True),
        ((f"{EX}x", str(RDF.type), str(OWL.Thing)), False),
        ((f"{EX}x", str(OWL.sameAs), f"{EX}x"), False),
        ((str(RDFS.label), str(RDF.type), f"{EX}A"), False),
        ((f"{EX}x", f"{EX}other", f"{EX}y"), False),
    ],
)
def test_what_matters_is_said_in_our_words(triple, answer):
    assert inference.matters(tuple(map(URIRef, triple)), {f"{EX}A", f"{EX}p", str(OWL.Thing)}) == answer


@pytest.mark.slow
@pytest.mark.parametrize("data", ["example", "own"])
def test_the_closure_of_the_whole_graph_is_that_of_owlrl(data, tmp_path, request):
    folder = request.config.rootpath / ("tests/coverage/data" if data == "example" else "data")
    layout = Layout.find(folder, tmp_path / "build", environ={})
    corpus = graph.assemble(layout)
    claims = URIRef(corpus.names.graph("claims"))
    facts = [quad for quad in corpus.quads if quad[3] != claims and "/graph/passages/" not in quad[3]]
    store = Embedded.memory(building.nquads(facts))
    inferred = corpus.names.graph("inferred")
    assert inference.close(store, inferred) > 1000
    words = {str(word) for word in corpus.ontology.all_nodes() | set(corpus.ontology.predicates())}
    judged = {t for t in inference.close_by_owlrl((s, p, o) for s, p, o, _ in facts) if inference.matters(t, words)}
    assert set(Graph().parse(data=store.written("ntriples", inferred), format="nt")) == judged

"""The closure, rule by rule, and against owlrl."""

import pytest
from rdflib import OWL, RDF, RDFS, Dataset, Graph, URIRef

from rabatkg import building, graph, inference
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
    said, expected = CASES[case]
    assert set(closed(said)[1]) == set(Graph().parse(data=HEAD + expected, format="turtle"))


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


def test_rules_come_in_one_order_whatever_the_order_of_the_axioms():
    said = "".join(f"<{EX}{a}> <{RDFS_NAMES}subClassOf> <{EX}{b}> <{EX}g> .\n" for a in "ABCD" for b in "EFGH")
    shuffled = "".join(f"{line}\n" for line in reversed(said.splitlines()))
    one, other = (inference.rules(Embedded.memory(each.encode())) for each in (said, shuffled))
    assert one == other == sorted(one, key=lambda rule: (rule.head, rule.body))
    mixed = inference.rules(Embedded.memory(f"<{EX}p> <{RDFS_NAMES}domain> <{EX}A> <{EX}g> .\n{said}".encode()))
    assert [rule.axiom for rule in mixed] == ["subclass"] * 16 + ["domain"]


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

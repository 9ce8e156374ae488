"""A property chain never feeds itself, so that what follows is reached in a known number of steps."""

import pytest
from rdflib import OWL, RDF, RDFS, Graph, Namespace
from rdflib.collection import Collection

RKG = Namespace("https://w3id.org/rabatkg/ontology#")
HEAD = """
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX rkg: <https://w3id.org/rabatkg/ontology#>
"""


def chains(graph):
    return [(head, list(Collection(graph, body))) for head, body in graph.subject_objects(OWL.propertyChainAxiom)]


def fed_by_themselves(graph):
    """Return the heads of chains from which a step of their own body follows, at once or by way of others."""
    follows = {}
    for below, above in graph.subject_objects(RDFS.subPropertyOf):
        follows.setdefault(below, set()).add(above)
    for head, body in chains(graph):
        for step in body:
            follows.setdefault(step, set()).add(head)
    looping = set()
    for head, body in chains(graph):
        reached, waiting = {head}, [head]
        while waiting:
            new = follows.get(waiting.pop(), set()) - reached
            reached |= new
            waiting.extend(new)
        if reached & set(body):
            looping.add(head)
    return looping


def test_the_head_of_a_chain_is_never_in_its_body(ontology):
    assert fed_by_themselves(ontology) == set()


@pytest.mark.parametrize(
    "planted",
    [
        "rkg:servesAsStated owl:propertyChainAxiom ( rkg:servesAsStated rkg:within ) .",
        "rkg:serves owl:propertyChainAxiom ( rkg:within rkg:servesAsStated ) ."
        " rkg:serves rdfs:subPropertyOf rkg:servesAsStated .",
        "rkg:names owl:propertyChainAxiom ( rkg:cites rkg:within ) ."
        " rkg:cites owl:propertyChainAxiom ( rkg:names rkg:partOf ) .",
    ],
    ids=["itself", "by a property above it", "by another chain"],
)
def test_a_chain_that_feeds_itself_is_found(planted):
    assert fed_by_themselves(Graph().parse(data=HEAD + planted))


def test_the_basis_is_never_lost(ontology):
    """What was stated serves as stated and what was interpreted as interpreted, through the same steps."""
    found = {(head, tuple(body)) for head, body in chains(ontology)}
    assert found == {
        (RKG[head + basis], (*before, RKG[step + basis], *after))
        for basis in ("AsStated", "AsInterpreted")
        for head, before, step, after in (
            ("serves", (), "addresses", (RKG.within,)),
            ("serves", (RKG.followsUp,), "addresses", ()),
            ("serves", (RKG.followsUp,), "addresses", (RKG.within,)),
            ("touches", (), "mentions", (RKG.within,)),
        )
    }
    for basis, other in [("AsStated", "AsInterpreted"), ("AsInterpreted", "AsStated")]:
        above = set(ontology.transitive_objects(RKG["addresses" + basis], RDFS.subPropertyOf))
        assert RKG["serves" + basis] in above
        assert RKG["serves" + other] not in above


def test_what_is_within_a_part_is_within_the_whole(ontology):
    assert (RKG.within, RDF.type, OWL.TransitiveProperty) in ontology


def test_what_is_served_may_be_a_whole_text(ontology):
    """An action is within its plan, so what addresses the action serves the plan, which is no provision."""
    served = [RKG.serves, RKG.servesAsStated, RKG.servesAsInterpreted, RKG.within]
    assert [name for name in served if (name, RDFS.range, None) in ontology] == []


def test_a_passing_remark_serves_nothing(ontology):
    for name in ["mentions", "mentionsAsStated", "mentionsAsInterpreted"]:
        assert RKG.serves not in set(ontology.transitive_objects(RKG[name], RDFS.subPropertyOf))

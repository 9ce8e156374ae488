"""What slips past SHACL and rdflib by themselves is refused here: each test names how they let it pass.

The rows D2 to D10 are those of the threats of which `.github/SECURITY.md` tells. Hostile files by the hundred are in
tests/intake; here stands one of each kind, with proof that the libraries alone would have let it pass.
"""

import unicodedata

import pyshacl
import pytest
from rdflib import RDF, RDFS, SH, XSD, Graph, Literal, Namespace, URIRef

from rabatkg.errors import DataError
from rabatkg.intake import offered
from rabatkg.names import PREFIXES, RKG, RULE
from rabatkg.records import Expander
from rabatkg.validation import check_expansions
from rabatkg.validation.shapes import Asserted

OURS = Namespace(RKG)
LAGOON = "https://example.org/lagoon/id/"
HEAD = "\n".join(f"PREFIX {prefix}: <{iri}>" for prefix, iri in PREFIXES.items()) + f"\nBASE <{LAGOON}>\n"
MEETING = """\
id: meeting/2031-07-lagoon
type: Webinar
title:
  en: Visas
  fr: Visas en ligne
note:
  en: No date is given.
  fr: Aucune date n’est donnée.
status: status/planned
evidence:
  - passage: passage/report-2031/0-8e9602da
    quote: "Third thematic meeting of the Lagoon Dialogue"
"""
TURTLE = """
<meeting/2031-07-lagoon> a rkg:Webinar ;
    skos:prefLabel "Visas"@en, "Visas en ligne"@fr ;
    rkg:note "No date is given."@en, "Aucune date n’est donnée."@fr ;
    rkg:status <https://w3id.org/rabatkg/id/status/planned> .
<claim/good> a rkg:Claim ;
    rdf:subject <meeting/2031-07-lagoon> ; rdf:predicate rkg:status ;
    rdf:object <https://w3id.org/rabatkg/id/status/planned> ; rkg:evidence <evidence/good> .
<evidence/good> a rkg:Evidence ; rkg:passage <passage/report-2031/0-8e9602da> ;
    rkg:quote "Third thematic meeting of the Lagoon Dialogue" .
"""
JSON = (
    '{"@context": "https://w3id.org/rabatkg/context.jsonld", "id": "meeting/2031-07-lagoon", "type": "Webinar", '
    '"title": {"en": "Visas", "fr": "Visas en ligne"}, '
    '"note": {"en": "No date is given.", "fr": "Aucune date n’est donnée."}, '
    '"status": "https://w3id.org/rabatkg/id/status/planned"%s}'
)


@pytest.fixture
def told(lagoon, joined, shapes, tmp_path):
    """Return a function that offers a file, and gives the rules that it breaks; what refuses it whole has no rule."""
    expander = Expander(lagoon.grammar, lagoon.names, lagoon.layout.settings.languages)

    def tell(text, form="yaml"):
        path = tmp_path / f"offered.{form}"
        path.write_text(text, encoding="utf-8")
        try:
            offers = offered(path, expander)
        except DataError as error:
            return [str(error)]
        if not all(one.id for one in offers):
            return [one.rule for each in offers for one in each.problems]
        return [one.rule for one in check_expansions(*joined.records(offers), shapes)]

    return tell


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


# D6: rdflib takes many forms for dates and figures that are none

FORMS = {
    "rkg:when": {
        XSD.date: [
            "2031-W01-1", "2031-01-01T00:00:00", "2031-01-01+99:00", "2031-02-30", "20310101", "2031-001", "2031-1-1",
            "2031-13-01", " 2031-01-01", "2031-01-01 ", "0000-01-01", "31-01-01", "12031-01-01", "-2031-01-01", "",
        ],
        XSD.gYear: ["31", "2031Z", "02031", "-2031", "+2031", "12031"],
        XSD.gYearMonth: ["2031-13", "2031-1", "203101", "2031-00", "2031-01Z"],
        XSD.dateTime: [
            "2031-01-01", "2031-01-01 10:00:00", "2031-01-01T10:00", "20310101T100000", "2031-01-01T10:00:00,5",
            "2031-01-01T24:00:00",
        ],
        XSD.time: ["10:00"],
        XSD.duration: ["PT"],
    },
    "rkg:ordinal": {
        XSD.integer: ["1_000", " 7 ", "٣", "7.0", "+7", "07", "-0", "1e5", "0x10", "", "seven"],
    },
    "rkg:value": {
        XSD.decimal: ["1e5", "NaN", "1_0", "INF", "+1.5", ".5", "5.", "01.5", "1E99999999"],
        XSD.double: ["nan", "infinity", "1.5"],
    },
    "rkg:principal": {XSD.boolean: ["True", "yes", "1", "TRUE", ""]},
    "rkg:printedAs": {XSD.language: ["not a language"], XSD.token: [" two  blanks "], XSD.base64Binary: ["=junk="]},
}  # fmt: skip
LAX = [(kind, form) for kinds in FORMS.values() for kind, forms in kinds.items() for form in forms]


def test_there_are_as_many_forms_as_were_found_to_slip_past():
    """Of what is tried here, rdflib itself has nothing against more than twenty forms."""
    tried = [(kind, form) for kind, form in LAX if form != "1E99999999"]  # which is a hundred million digits there
    passed = [(kind, form) for kind, form in tried if not Literal(form, datatype=kind).ill_typed]
    assert len(LAX) >= 52
    assert len(passed) >= 21


@pytest.mark.parametrize(
    ("key", "kind", "form"),
    [(key, kind, form) for key, kinds in FORMS.items() for kind, forms in kinds.items() for form in forms],
)
def test_a_form_that_is_none_is_refused(key, kind, form, told):
    value = f'"{form}"^^<{kind}>'
    found = set(told(f"{HEAD}{TURTLE.replace('rkg:status', f'{key} {value} ; rkg:status', 1)}", "ttl"))
    assert found - {"Record-unproven"}


# D7: terms that rdflib accepts and cannot write again


@pytest.mark.parametrize(
    "said",
    [
        "rkg:host <state/a a>", 'rkg:host <state/a"a>', "rkg:host <state/a{a}>", r"rkg:host <state/a\u000Aa>",
        r'rkg:printedAs "a\u0000"', r'rkg:printedAs "a\u0007"', r'rkg:printedAs "a\u202Eb"', r'rkg:printedAs "a\uD800"',
        "foaf:page <javascript:alert(1)>", "foaf:page <file:///etc/passwd>", "rkg:host [ a rkg:State ]",
        "foaf:page <page>",
    ],
)  # fmt: skip
def test_a_term_that_is_none_is_refused(said, told):
    assert told(f"{HEAD}{TURTLE.replace('rkg:status', f'{said} ; rkg:status', 1)}", "ttl")


@pytest.mark.parametrize("triple", ['"text" rkg:host <state/aaa> .', "<state/aaa> _:said <state/bbb> ."])
def test_a_statement_that_is_none_is_refused(triple, told):
    assert told(f"{HEAD}{TURTLE}{triple}", "ttl")


# D8: JSON-LD drops what it does not understand


@pytest.mark.parametrize(
    "more",
    [
        ', "signedBy": "state/aaa"',
        ', "host": {"@id": "not an address"}',
        ', "status": "https://w3id.org/rabatkg/id/status/held"',
    ],
    ids=["unmapped key", "no address", "key said twice"],
)
def test_what_json_would_drop_is_refused(more, told):
    assert set(told(JSON % more, "jsonld")) - set(told(JSON % "", "jsonld"))


# D9: what looks alike is not the same


def test_a_text_in_parts_is_the_same_text(told, lagoon, tmp_path):
    expander = Expander(lagoon.grammar, lagoon.names, lagoon.layout.settings.languages)
    said = []
    for form in ("NFC", "NFD"):
        path = tmp_path / f"{form}.yaml"
        path.write_text(unicodedata.normalize(form, MEETING), encoding="utf-8")
        said.append({(one.predicate, one.object) for each in offered(path, expander) for one in each.statements})
    assert said[0] == said[1]
    assert told(unicodedata.normalize("NFD", MEETING)) != []


def test_letters_of_two_scripts_in_a_word_are_warned_of(told):
    assert told(MEETING.replace("Visas\n", "Vis\u0430s\n", 1)) == ["File-mixed-letters"]


def test_a_reference_with_a_letter_of_another_script_is_refused(told):
    assert told(MEETING.replace("status/planned", "status/pl\u0430nned"))


# D10: a text of which nothing is seen


@pytest.mark.parametrize("nothing", ['""', '" "', '"\u200b"', '"\u00a0"', '"\\u2060"', '"\\t"'])
def test_a_text_of_which_nothing_is_seen_is_refused(nothing, told):
    assert told(MEETING.replace("en: Visas", f"en: {nothing}", 1))

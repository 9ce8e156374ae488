"""What is valid RDF, but says what a record does not or nothing at all, is told at its line. Nothing is dropped."""

import ast
from pathlib import Path

import pytest

from rabatkg.errors import DataError

SOURCE = Path(__file__).resolve().parents[2] / "src" / "rabatkg" / "intake"
HEAD = """PREFIX rkg: <https://w3id.org/rabatkg/ontology#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX schema: <https://schema.org/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX meeting: <https://example.org/lagoon/id/meeting/>
PREFIX state: <https://example.org/lagoon/id/state/>
PREFIX claim: <https://example.org/lagoon/id/claim/>
PREFIX evidence: <https://example.org/lagoon/id/evidence/>
"""
RECORD = """
meeting:2031-07-lagoon
    a rkg:ThematicMeeting ;
    skos:prefLabel "Thematic meeting on visas"@en, "Réunion thématique sur les visas"@fr ;
    rkg:when "2031-07-04"^^xsd:date ;
    rkg:coChair state:aaa, state:bbb ;
"""
PROVEN = """
claim:one
    a rkg:Claim ;
    rdf:subject meeting:2031-07-lagoon ;
    rdf:predicate rkg:coChair ;
    rdf:object state:aaa ;
    rkg:evidence evidence:one ;
.
evidence:one
    a rkg:Evidence ;
    rkg:passage <https://example.org/lagoon/id/passage/report-2031/0-cfe41347> ;
    rkg:quote "co-chaired" ;
.
"""
HERE = "# <-"
UNPROVEN = "Record-unproven"
TURTLE = {
    # what is said of the record
    "a property that is misspelt": ("rkg:coChairs state:ccc ;", "Record-unknown-key", ("rkg:coChair",)),
    "a property of another vocabulary": ("schema:startDate '2031' ;", "Record-unknown-key", ("rkg:start",)),
    "a property that only reasoning gives": ("rkg:servesAsStated state:ccc ;", "Record-unknown-key", None),
    "a property of evidence": ("rkg:quote 'x' ;", "Record-unknown-key", None),
    "a label that is not ours": ("rdfs:label 'x'@en ;", "Record-axiom", ()),
    "an equation": ("owl:sameAs meeting:other ;", "Record-axiom", ()),
    "a switched-off shape": ("sh:deactivated true ;", "Record-axiom", ()),
    "a further class": ("a rkg:Meeting ;", "Record-classes", ()),
    "a class of another vocabulary": ("a schema:Event ;", "Record-classes", ()),
    "a node without a name": ("rkg:participant [ a rkg:State ] ;", "Record-blank", ()),
    "a labelled node without a name": ("rkg:participant _:b ;", "Record-blank", ()),
    "a list": ("rkg:participant ( state:aaa ) ;", "Record-blank", ()),
    "a thing over http": (
        "rkg:host <http://example.org/lagoon/id/state/aaa> ;",
        "Record-address",
        ("https://example.org/lagoon/id/state/aaa",),
    ),
    "a thing of another dialogue": (
        "rkg:host <https://w3id.org/rabatkg/id/state/aaa> ;",
        "Record-address",
        ("https://example.org/lagoon/id/state/aaa",),
    ),
    "a thing with a blank in its key": ("rkg:host <https://example.org/lagoon/id/state/a%20a> ;", "Record-address", ()),
    "a thing in capitals": ("rkg:host state:AAA ;", "Record-address", ()),
    "a script": ("rkg:host <javascript:alert(1)> ;", "Record-address", ()),
    "a name for a thing": (
        "rkg:host 'state/aaa' ;",
        "Record-address",
        ("https://example.org/lagoon/id/state/aaa",),
    ),
    "a link to a file": ("<http://xmlns.com/foaf/0.1/page> <file:///etc/passwd> ;", "Record-datatype", ()),
    "a link as a text": ("<http://xmlns.com/foaf/0.1/page> 'https://example.org/x' ;", "Record-form", ()),
    "a date as a text": ("rkg:start '2031-07-04' ;", "Record-form", ()),
    "a month as a day": ("rkg:start '2031-07'^^xsd:date ;", "Record-form", ()),
    "a moment": ("rkg:start '2031-07-04T00:00:00'^^xsd:dateTime ;", "Record-datatype", ()),
    "a week": ("rkg:start '2031-W01-1'^^xsd:date ;", "Record-datatype", ()),
    "a day that is not": ("rkg:start '2031-02-30'^^xsd:date ;", "Record-datatype", ()),
    "a day with a line after it": ("rkg:start '''2031-02-20\n'''^^xsd:date ;", "Record-datatype", ()),
    "a figure as a text": ("rkg:ordinal '3' ;", "Record-form", ()),
    "a figure of another kind": ("rkg:ordinal 3.0 ;", "Record-datatype", ()),
    "a figure with a sign": ("rkg:ordinal +3 ;", "Record-datatype", ()),
    "a figure with a nought": ("rkg:ordinal 03 ;", "Record-datatype", ()),
    "a figure with a bar": ("rkg:ordinal '1_0'^^xsd:integer ;", "Record-datatype", ()),
    "an Arabic figure": ("rkg:ordinal '٣'^^xsd:integer ;", "Record-datatype", ()),
    "a text without a language": ("rkg:note 'Visas' ;", "Record-language", ()),
    "a text in a third language": ("rkg:note 'Visa'@de ;", "Record-unknown-key", ()),
    "a text of a country": ("rkg:note 'Visas'@en-gb ;", "Record-unknown-key", ()),
    "a language where none belongs": ("rkg:printedAs 'Visas'@en ;", "Record-form", ()),
    "a text of blanks": ("rkg:printedAs '  ' ;", "Record-datatype", ()),
    "a text of what has no width": ("rkg:printedAs '\\u200B' ;", "File-character", ()),
    "a first day that does not follow": ("rkg:earliest '2031-07-01'^^xsd:date ;", "Record-bounds", ("2031-07-04",)),
    "a last day as a text": ("rkg:latest '2031-07-04' ;", "Record-bounds", ("2031-07-04",)),
    "a part that is none of ours": ("rkg:inCapacity state:aaa ;", "Record-node", ()),
}
BESIDE = {
    # what is said beside the record
    "an axiom": ("rkg:State rdfs:subClassOf rkg:Person .", "Record-address", ()),
    "a statement about a thing that is held": ("state:aaa rkg:participant state:bbb .", "Record-subject", None),
    "a record that is misspelt": (
        "meeting:2031-07-lagon rkg:host state:aaa .",
        "Record-subject",
        ("meeting/2031-07-lagoon",),
    ),
    "a part without a class": (
        "<https://example.org/lagoon/id/meeting/2031-07-lagoon/x> rkg:partOf meeting:2031-07-lagoon .",
        "Record-type",
        (),
    ),
    "a node without a name, alone": ("[] a rkg:State .", "Record-blank", ()),
    "a claim of nothing": ("claim:two a rkg:Claim ; rdf:subject state:aaa .", "Record-claim-parts", ()),
    "a claim of two things": (
        "claim:two a rkg:Claim ; rdf:subject state:aaa, state:bbb ; rdf:predicate rkg:host ; rdf:object state:aaa .",
        "Record-claim-parts",
        (),
    ),
    "a claim without its evidence": (
        "claim:one rkg:evidence evidence:two .",
        "Record-evidence-absent",
        (),
    ),
    "a claim with a word too many": ("claim:one rkg:shows 'x' .", "Record-unknown-key", None),
    "evidence for nothing": ("evidence:three a rkg:Evidence ; rkg:quote 'x' .", "Record-evidence-idle", ()),
    "evidence with two quotations": ("evidence:one rkg:quote 'another' .", "Record-one-value", ()),
    "evidence with a word too many": ("evidence:one rkg:reviewer 'x' .", "Record-unknown-key", None),
    "evidence on a passage elsewhere": (
        "evidence:one rkg:webPage <http://x.org/id/document/a> .",
        "Record-address",
        None,
    ),
    "a claim that supports what is asserted, by a rule": (
        "claim:one rkg:rankRule 'x'@en .",
        "Record-unknown-key",
        None,
    ),
    "a claim in the place of none": (
        "claim:two a rkg:Claim ; rdf:subject state:aaa ; rdf:predicate rkg:host ; rdf:object state:bbb ; "
        "rkg:evidence evidence:one ; rkg:replaces claim:old .",
        "Record-claim-absent",
        (),
    ),
}


def turtle(within="", beside=""):
    within = f"    {within} {HERE}\n" if within else ""
    beside = f"{beside} {HERE}\n" if beside else ""
    return f"{HEAD}{RECORD}{within}.\n{PROVEN}{beside}"


def marked(text):
    """The number of the line that is marked; a text of several lines is told where it begins."""
    lines = text.split("\n")
    last = next(number for number, line in enumerate(lines, 1) if HERE in line)
    return last - 1 if lines[last - 1].startswith("'''") else last


@pytest.fixture
def told(faults):
    """Return a function that gives the faults of a file, without what every file here lacks proof for."""
    return lambda name, text: [one for one in faults(name, text) if one[0] != UNPROVEN]


def test_the_record_itself_has_no_fault_but_missing_proof(faults):
    found = faults("record.ttl", turtle())
    assert [(rule, line) for rule, line, _, _ in found] == [(UNPROVEN, 17), (UNPROVEN, 18)]


@pytest.mark.parametrize("name", TURTLE)
def test_what_a_record_would_not_say_of_itself(told, name):
    written, rule, near = TURTLE[name]
    text = turtle(within=written)
    found = told("record.ttl", text)
    assert [(one[0], one[1]) for one in found] == [(rule, marked(text))]
    assert near is None or found[0][3] == near


@pytest.mark.parametrize("name", BESIDE)
def test_what_a_record_would_not_say_beside_itself(told, name):
    written, rule, near = BESIDE[name]
    text = turtle(beside=written)
    found = told("record.ttl", text)
    assert [(one[0], one[1]) for one in found] == [(rule, marked(text))]
    assert near is None or found[0][3] == near


def test_every_part_of_a_statement_has_its_column(told):
    assert told("record.ttl", turtle("rkg:coChairs state:ccc ;"))[0][2] == 5
    assert told("record.ttl", turtle("rkg:ordinal '3' ;"))[0][2] == 17
    assert told("record.ttl", turtle("rkg:ordinal 3, '4' ;"))[-1][2] == 20
    assert told("record.ttl", turtle(beside="state:aaa rkg:host state:bbb ."))[0][2] == 1


def test_the_classes_of_parts_are_read(told):
    part = "<https://example.org/lagoon/id/meeting/2031-07-lagoon/opening> a rkg:Session ; rkg:partOf"
    assert told("record.ttl", turtle(beside=f"{part} meeting:2031-07-lagoon .")) == []


def test_a_claim_that_a_record_would_spread_is_told(told):
    """The grammar has one line for a text in two languages: a claim of one of them would become two."""
    record = HEAD + RECORD + '    rkg:account "SOM"@en, "SOM"@fr ;\n.\n'
    record += PROVEN.replace("rkg:coChair", "rkg:account").replace("state:aaa", '"SOM"@en')
    assert [one[0] for one in told("record.ttl", record)] == []
    proven = record.replace('"Réunion thématique sur les visas"@fr', '"Réunion"@fr')
    for each in ('rkg:when "2031-07-04"^^xsd:date ;', "rkg:coChair state:aaa, state:bbb ;"):
        proven = proven.replace(f"    {each}\n", "")
    assert [(one[0], one[1]) for one in told("record.ttl", proven)] == [("Record-otherwise", 17)]


@pytest.mark.parametrize(
    ("name", "rules"),
    [
        ("meeting/2031-07-lagoon", []),
        ("claims", ["Record-graph"]),
        ("meeting/2031-07-lagon", ["Record-graph"]),
        ("state/aaa", ["Record-graph"]),
        ("ontology", ["Record-graph"]),
    ],
)
def test_a_record_stands_in_its_own_graph(told, name, rules):
    text = f"{HEAD}GRAPH <https://example.org/lagoon/graph/{name}> {{ {RECORD} }}\n"
    assert [(one[0], one[1]) for one in told("record.trig", text)] == [(rule, 14) for rule in rules]


def test_an_addition_says_no_more_than_its_graph_tells(told):
    start = f"{HEAD}GRAPH <https://example.org/lagoon/graph/addition/state/aaa> {{"
    assert told("record.trig", f"{start} state:aaa rkg:note 'x'@en . }}") == []
    assert [
        one[0] for one in told("record.trig", f"{start} state:aaa rkg:note 'x'@en . state:bbb rkg:note 'x'@en . }}")
    ] == ["Record-subject"]


CONTEXT = '"@context": "https://w3id.org/rabatkg/context.jsonld",\n'
MEETING = '"id": "meeting/2031-07-lagoon",\n"type": "ThematicMeeting",\n'
TITLE = '"title": {"en": "Thematic meeting on visas", "fr": "Réunion thématique sur les visas"},\n'
JSONLD = {
    "a key that is misspelt": ('"coChairs": ["state/aaa"]', "Record-unknown-key", ("coChair",)),
    "a key with an unknown prefix": ('"schema:name": "x"', "Record-unknown-key", None),
    "a word of JSON-LD that is none": ('"@index": "x"', "Record-unknown-key", None),
    "a key that is set to nothing": ('"host": null', "Record-says-nothing", ()),
    "a thing with a blank in it": ('"host": ["state/a aa"]', "Record-says-nothing", ()),
    "a language that is none": ('"note": {"e n": "x"}', "Record-says-nothing", ()),
    "a part without a name": ('"part": [{"type": "Session"}]', "Record-blank", ()),
    "a part with a hidden name": ('"part": [{"id": "_:a", "type": "Session"}]', "Record-blank", ()),
    "a list": ('"host": {"@list": ["state/aaa"]}', "Record-unknown-key", None),
    "a date without its kind": ('"start": "2031-07-04"', "Record-form", ()),
    "a figure that is no whole number": ('"ordinal": 3.5', "Record-datatype", ()),
    "a figure for a decimal": ('"value": 3.5', "Record-datatype", ()),
    "a figure as a date": ('"start": 2031', "Record-form", ()),
    "a truth value for a figure": ('"ordinal": true', "Record-datatype", ()),
    "an address with a quotation mark": ('"link": "https://example.org/\\"x"', "Record-says-nothing", ()),
    "an address of another kind": ('"link": "ftp://example.org/x"', "Record-datatype", ()),
    "a class of nowhere": ('"@included": [{"id": "meeting/x", "type": "skos:Concept"}]', "Record-class", ()),
    "a hidden character": ('"note": {"en": "a\\u202eb"}', "File-character", ()),
    "half a character": ('"note": {"en": "a\\ud800b"}', None, None),
    "a context inside": ('"host": {"@context": {"a": "http://a/b"}, "id": "state/aaa"}', "File-context", ()),
}


def jsonld(more):
    return f"{{{CONTEXT}{MEETING}{TITLE}{more}\n}}\n"


@pytest.mark.parametrize("name", JSONLD)
def test_what_says_nothing_in_jsonld(told, name):
    more, rule, near = JSONLD[name]
    text = jsonld(more)
    line = text[: text.index(more)].count("\n") + 1
    if rule is None:
        with pytest.raises(DataError):
            told("record.jsonld", text)
        return
    found = told("record.jsonld", text)
    assert [(one[0], one[1]) for one in found] == [(rule, line)]
    assert near is None or found[0][3] == near


def test_the_record_itself_has_no_fault_in_jsonld(told):
    dated = '"start": {"@value": "2031-07-04", "@type": "xsd:date"}, "ordinal": 3, "host": ["state/aaa"]'
    assert told("record.jsonld", jsonld(dated)) == []
    assert told("record.json", jsonld(dated)) == []


@pytest.mark.parametrize(
    "context",
    [
        '"https://example.com/context.jsonld"',
        '"http://w3id.org/rabatkg/context.jsonld"',
        '"file:///etc/passwd"',
        '"context.jsonld"',
        '"../ontology/context.jsonld"',
        "null",
        '["https://w3id.org/rabatkg/context.jsonld", "https://example.com/more"]',
        '{"@import": "https://example.com/context.jsonld"}',
        '{"host": {"@id": "rkg:host", "@context": "https://example.com/scoped"}}',
        '{"host": {"@id": "rkg:host", "@context": {"a": "http://a/b"}}}',
        '{"@propagate": false}',
        '{"host": {"@id": "rkg:host", "@nest": "x"}}',
    ],
)
def test_no_context_is_fetched(told, context):
    found = told("record.jsonld", f'{{\n"@context": {context},\n{MEETING}{TITLE}"note": {{}}}}')
    assert {(one[0], one[1]) for one in found} == {("File-context", 2)}


def test_a_context_may_stand_in_the_file(told):
    context = """{"@base": "https://example.org/lagoon/id/", "rkg": "https://w3id.org/rabatkg/ontology#", "is": "@type",
    "at": {"@id": "rkg:host", "@type": "@id"}, "called": {"@id": "http://www.w3.org/2004/02/skos/core#prefLabel"}}"""
    node = '"@id": "meeting/2031-07-lagoon", "is": "rkg:ThematicMeeting", "at": "state/aaa"'
    name = '"called": [{"@value": "x", "@language": "en"}, {"@value": "x", "@language": "fr"}]'
    assert told("record.jsonld", f'{{"@context": {context}, {node}, {name}}}') == []
    found = told("record.jsonld", f'{{"@context": {context}, {node}, {name},\n"on": "x"}}')
    assert [(one[0], one[1]) for one in found] == [("Record-unknown-key", 3)]


def test_without_a_context_keys_stand_for_nothing(told):
    assert told("record.json", f"{{{MEETING}{TITLE}" + '"note": {}}') == [("File-context", 1, 1, ())]


def test_what_holds_no_record_is_told(told):
    assert told("record.ttl", "# Nothing.\n") == [("File-no-record", 1, 1, ())]
    assert told("record.jsonld", "{}") == [("File-no-record", 1, 1, ())]
    assert told("record.jsonld", '["x",\n1]') == [("Record-mapping", 1, 2, ()), ("Record-mapping", 2, 1, ())]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("record.jsonld", '{"id": "a", "id": "b"}'),
        ("record.jsonld", '{"id": NaN}'),
        ("record.jsonld", '{"id": -Infinity}'),
        ("record.jsonld", '{"id": 1e999}'),
        ("record.jsonld", '{"id": 01}'),
        ("record.jsonld", "{'id': 1}"),
        ("record.jsonld", '{"id": 1,}'),
        ("record.jsonld", '{"id": 1} {}'),
        ("record.jsonld", '{"id": "a\tb"}'),
        ("record.jsonld", '{"id": 1 // no\n}'),
        ("record.jsonld", '{"id"'),
        ("record.jsonld", "[" * 33 + "]" * 33),
        ("record.ttl", "<a> <b> <c> ."),
        ("record.ttl", "a:b a:c a:d ."),
        ("record.ttl", HEAD + "state:a rkg:host <<( state:a rkg:host state:b )>> ."),
        ("record.ttl", HEAD + "state:a rkg:host state:b {| rkg:host state:c |} ."),
        ("record.ttl", HEAD + "state:a rkg:note 'x'@en--ltr ."),
        ("record.ttl", HEAD + "state:a rkg:host " + "[" * 33 + "]" * 33 + " ."),
        ("record.ttl", HEAD + "state:a rkg:host state:b"),
        ("record.ttl", HEAD + "state:a rkg:note 'x\ny' ."),
        ("record.ttl", HEAD + "state:a rkg:host <http://a b> ."),
        ("record.ttl", HEAD + "'x' rkg:host state:a ."),
        ("record.ttl", HEAD + "GRAPH state:a { state:a rkg:host state:b }"),
        ("record.trig", HEAD + "GRAPH state:a { state:a rkg:host state:b"),
        ("record.ttl", "".join(f"PREFIX p{n}: <http://a/{n}>\n" for n in range(201))),
        ("record.ttl", "VERSION '1.2'"),
        ("record.ttl", HEAD + "@forAll :x ."),
        ("record.ttl", HEAD + "{ state:a rkg:host state:b } => { state:a rkg:host state:b } ."),
    ],
)
def test_what_is_not_of_its_form_is_refused_at_its_line(told, name, text):
    with pytest.raises(DataError) as caught:
        told(name, text)
    assert caught.value.line is not None
    assert "Traceback" not in str(caught.value)


def test_every_rule_of_offered_rdf_and_texts_is_broken_here():
    """The rules that are named in the code of the intake, workbooks and tables aside, stand in its tests."""
    ours = [SOURCE / "hygiene.py", SOURCE / "offering.py", *(SOURCE / "rdf").glob("*.py")]
    named = {
        node.value
        for path in ours
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.startswith(("File-", "Record-"))
    }
    tests = "".join(path.read_text("utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    assert {rule for rule in named if f'"{rule}"' not in tests} == set()
    assert len(named) > 25

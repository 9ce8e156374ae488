"""Hostile files of Turtle and TriG, and of forms of RDF that are not read."""

HEAD = """PREFIX rkg: <https://w3id.org/rabatkg/ontology#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX : <https://example.org/lagoon/id/meeting/>
PREFIX state: <https://example.org/lagoon/id/state/>
PREFIX claim: <https://example.org/lagoon/id/claim/>
"""
GOOD = """:2031-07-lagoon a rkg:Webinar ;
    skos:prefLabel "Visas"@en, "Visas"@fr ;
    rkg:note "No date is given."@en, "Aucune date n'est donnée."@fr ;
    rkg:status <https://w3id.org/rabatkg/id/status/planned> """
PROOF = """
claim:good a rkg:Claim ;
    rdf:subject :2031-07-lagoon ; rdf:predicate rkg:status ; rdf:object <https://w3id.org/rabatkg/id/status/planned> ;
    rkg:evidence <https://example.org/lagoon/id/evidence/good> .
<https://example.org/lagoon/id/evidence/good> a rkg:Evidence ;
    rkg:passage <https://example.org/lagoon/id/passage/report-2031/0-8e9602da> ;
    rkg:quote "Third thematic meeting of the Lagoon Dialogue" .
"""


def said(more):
    """Return a record that says something more."""
    return f"{HEAD}{GOOD} ; {more} .\n{PROOF}"


def beside(more):
    """Return a record with something beside it."""
    return f"{HEAD}{GOOD} .\n{PROOF}{more}\n"


SAID = {
    "imports": "owl:imports <{canary}>",
    "same": "owl:sameAs <{canary}>",
    "axiom": "rdfs:subClassOf rkg:State",
    "deactivated shape": "sh:deactivated true",
    "misspelt": "rkg:coChairs state:aaa",
    "inferred": "rkg:servesAsStated state:aaa",
    "blank node": "rkg:host []",
    "list": "rkg:host (state:aaa)",
    "deep nodes": "rkg:host " + "[ rkg:host " * 200 + "1" + " ]" * 200,
    "thing elsewhere": "rkg:host <{canary}id/state/aaa>",
    "http for https": "rkg:host <http://example.org/lagoon/id/state/aaa>",
    "script": "rkg:host <javascript:alert(1)>",
    "file": "rkg:host <file:///etc/passwd>",
    "urn": "rkg:host <urn:x:y>",
    "text for a thing": 'rkg:host "state/aaa"',
    "unknown thing": "rkg:host state:zzz",
    "decimal bomb": 'rkg:value "1E99999999"^^xsd:decimal',
    "not a number": 'rkg:value "NaN"^^xsd:decimal',
    "week": 'rkg:when "2031-W01-1"^^xsd:date',
    "no such day": 'rkg:when "2031-02-30"^^xsd:date',
    "date as a text": 'rkg:when "2031-03-04"',
    "year as a date": 'rkg:when "2031"^^xsd:date',
    "moment": 'rkg:when "2031-03-04T00:00:00Z"^^xsd:dateTime',
    "html": 'rkg:printedAs "<b>x</b>"^^rdf:HTML',
    "xml": "rkg:printedAs \"<!DOCTYPE x SYSTEM '{canary}'><x/>\"^^rdf:XMLLiteral",
    "own datatype": 'rkg:printedAs "x"^^<{canary}>',
    "figure with a bar": 'rkg:ordinal "1_0"^^xsd:integer',
    "Arabic figure": 'rkg:ordinal "٣"^^xsd:integer',
    "text in no language": 'rkg:note "x"',
    "third language": 'rkg:note "x"@tlh',
    "hidden character": 'rkg:note "a\u202eb"@en',
    "escaped character": 'rkg:note "a\\u202Eb"@en',
    "null character": 'rkg:note "a\\u0000b"@en',
    "blanks": 'rkg:printedAs "  "',
    "two classes": "a rkg:State",
    "inferred class": "a rkg:Meeting",
    "earliest that does not follow": 'rkg:earliest "2001-01-01"^^xsd:date',
    "unproven": "rkg:host state:aaa",
    "reification": "rdf:subject state:aaa",
    "evidence without a claim": "rkg:evidence claim:x",
    "quoted triple": "rkg:host << state:aaa rkg:host state:bbb >>",
    "triple term": "rkg:host <<( state:aaa rkg:host state:bbb )>>",
    "annotation": "rkg:host state:aaa {| rkg:note 'x'@en |}",
    "direction": 'rkg:note "x"@ar--rtl',
    "bad escape": 'rkg:note "\\x41"@en',
    "raw newline": 'rkg:note "a\nb"@en',
    "blank in an address": "rkg:host <http://a/b c>",
    "brace in an address": "rkg:host <http://a/{b}>",
    "open quotation": 'rkg:note """open',
    "many values": "rkg:host " + ", ".join(f"state:x{n}" for n in range(8_000)),
}

BESIDE = {
    "another subject": "state:aaa rkg:host state:bbb .",
    "an ontology": "<{canary}> a owl:Ontology ; owl:imports <{canary}more> .",
    "an axiom": "rkg:State rdfs:subClassOf rkg:Person .",
    "a shape": "rkg:S a sh:NodeShape ; sh:targetClass rkg:Webinar ; sh:deactivated true .",
    "a rule with a query": 'rkg:S sh:sparql [ sh:select "SELECT * { SERVICE <{canary}> { ?s ?p ?o } }" ] .',
    "a claim of nothing": "claim:x a rkg:Claim .",
    "a claim about a file": "claim:x a rkg:Claim ; rdf:subject <file:///etc/passwd> ; "
    "rdf:predicate rkg:host ; rdf:object state:aaa .",
    "evidence of nothing": "<https://example.org/lagoon/id/evidence/x> a rkg:Evidence .",
    "a node without a name": "[] a rkg:Webinar .",
    "a statement about a class": "rkg:Webinar rkg:host state:aaa .",
    "five hundred prefixes": "".join(f"PREFIX p{n}: <http://a/{n}>\n" for n in range(500)),
    "a base elsewhere": "BASE <{canary}> <x> a rkg:Webinar .",
    "a relative address": "<x> a rkg:Webinar .",
    "a graph in Turtle": "GRAPH :g { state:aaa rkg:host state:bbb }",
    "a rule": "{ state:aaa rkg:host state:bbb } => { state:aaa rkg:host state:ccc } .",
    "a version": 'VERSION "1.2"',
    "a literal that speaks": '"x" rkg:host state:aaa .',
    "five thousand records": "".join(f":x{n} a rkg:Webinar .\n" for n in range(5_200)),
    "five thousand strays": "".join(f":x{n} rkg:host :y .\n" for n in range(5_000)),
    "unknown words": ":2031-07-lagoon " + " ; ".join(f"rkg:w{n} 1" for n in range(8_000)) + " .",
}

WHOLE = {
    "empty": "",
    "remark": "# nothing",
    "brackets": HEAD + ":a rkg:host " + "[" * 200_000,
    "parentheses": HEAD + ":a rkg:host " + "(" * 200_000,
    "angles": "<" * 200_000,
    "quotation marks": '"' * 200_001,
    "letters": "x" * 200_000,
    "colons": ":" * 200_000,
    "dots": HEAD + ":a" + "." * 200_000,
    "semicolons": HEAD + ":a a rkg:Webinar " + ";" * 200_000,
    "digits": "1" * 200_000,
    "at signs": "@a-" * 80_000,
    "too large": "# " + "x" * 300_000,
    "newlines": HEAD + "\n" * 100_000,
    "escapes": HEAD + ':a rkg:note "' + "\\u0041" * 40_000 + '"@en .',
    "null bytes": HEAD + "\0" * 1_000,
    "latin one": (HEAD + GOOD + ' ; rkg:note "é"@en .').encode("latin-1"),
    "utf-16": (HEAD + GOOD + " .").encode("utf-16"),
    "cut off": (HEAD + GOOD)[:-9],
    "n3": "@keywords a. { ?x a :y } => { ?x a :z } .",
    "xml": '<?xml version="1.0"?><!DOCTYPE r SYSTEM "{canary}"><r/>',
    "json": '{"@context": "{canary}"}',
    "surrogate": HEAD + ':a rkg:note "\\uD800"@en .',
    "beyond Unicode": HEAD + ':a rkg:note "\\UFFFFFFFF"@en .',
    "long prefix": "PREFIX " + "p" * 100_000 + ": <http://a/>",
    "many evidences": HEAD
    + "".join(
        f"<https://example.org/lagoon/id/evidence/{n:016x}> a rkg:Evidence ; rkg:webPage "
        + ", ".join(f":x{k}" for k in range(9))
        + " .\n"
        for n in range(1_500)
    ),
}

TRIG = {
    "another graph": "GRAPH <https://example.org/lagoon/graph/ontology> { %s }",
    "a graph elsewhere": "GRAPH <{canary}> { %s }",
    "the graph of another record": "GRAPH <https://example.org/lagoon/graph/state/aaa> { %s }",
    "a graph without a name": "GRAPH _:g { %s }",
    "graphs in graphs": "GRAPH :a { GRAPH :b { %s } }",
    "an open graph": "GRAPH :a { %s ",
    "an addition about another thing": "GRAPH <https://example.org/lagoon/graph/addition/state/aaa> "
    "{ state:bbb rkg:note 'x'@en, 'x'@fr . %s }",
    "an addition to nothing": "GRAPH <https://example.org/lagoon/graph/addition/state/zzz> "
    "{ state:zzz rkg:note 'x'@en, 'x'@fr }",
}

OTHERS = {
    "rdf xml with an entity.rdf": '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    "<r>&e;</r>",
    "rdf xml with a document type.xml": '<!DOCTYPE r SYSTEM "{canary}"><r/>',
    "owl.owl": "<rdf/>",
    "trix.trix": "<TriX/>",
    "n3.n3": "{} => {} .",
    "triples.nt": "<a> <b> <c> .",
    "quads.nq": "<a> <b> <c> <d> .",
    "hdt.hdt": "$HDT",
    "gzip.ttl.gz": "\x1f\x8b",
    "yml.yml": "id: x",
    "no ending": "id: x",
    "html.html": "<script src={canary}></script>",
    "pickle.pkl": "cos\nsystem\n(S'touch /tmp/hurt'\ntR.",
    "shell.sh": "curl {canary}",
}


def files():
    """Return the files by name."""
    found = {f"{name}.ttl": content for name, content in WHOLE.items()}
    found |= {f"said, {name}.ttl": said(more) for name, more in SAID.items()}
    found |= {f"beside, {name}.ttl": beside(more) for name, more in BESIDE.items()}
    found |= {f"{name}.trig": HEAD + graph.replace("%s", f"{GOOD} . {PROOF}") for name, graph in TRIG.items()}
    return found | OTHERS

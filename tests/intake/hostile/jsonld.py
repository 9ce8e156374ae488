"""Hostile files of JSON-LD."""

CONTEXT = '"@context": "https://w3id.org/rabatkg/context.jsonld"'
NODE = (
    '"id": "meeting/2031-07-lagoon", "type": "Webinar", "title": {"en": "Visas", "fr": "Visas"}, '
    '"note": {"en": "No date is given.", "fr": "Aucune date n\'est donnée."}, '
    '"status": "https://w3id.org/rabatkg/id/status/planned"'
)
PROOF = (
    '{"id": "claim/good", "type": "Claim", "rdf:subject": {"id": "meeting/2031-07-lagoon"}, '
    '"rdf:predicate": {"id": "rkg:status"}, "rdf:object": {"id": "https://w3id.org/rabatkg/id/status/planned"}, '
    '"rkg:evidence": {"id": "evidence/good"}}, {"id": "evidence/good", "type": "Evidence", '
    '"rkg:passage": {"id": "passage/report-2031/0-8e9602da"}, '
    '"rkg:quote": "Third thematic meeting of the Lagoon Dialogue"}'
).replace("rdf:", "http://www.w3.org/1999/02/22-rdf-syntax-ns#")


def node(more="", context=CONTEXT):
    """Return a record with something more in it."""
    return f'{{{context}, "@graph": [{{{NODE}{more and ", "}{more}}}, {PROOF}]}}'


def with_context(context):
    """Return the record under another context."""
    return node(context=f'"@context": {context}')


CONTEXTS = {
    "remote": '"{canary}context.jsonld"',
    "remote in a list": '["{canary}context.jsonld"]',
    "remote after ours": f'[{CONTEXT[12:]}, "{{canary}}"]',
    "file": '"file:///etc/passwd"',
    "relative": '"context.jsonld"',
    "climbing": '"../../ontology/context.jsonld"',
    "ours over http": '"http://w3id.org/rabatkg/context.jsonld"',
    "import": '{"@import": "{canary}"}',
    "scoped": '{"host": {"@id": "{canary}host", "@context": "{canary}"}}',
    "scoped inline": '{"host": {"@id": "{canary}host", "@context": {"a": "{canary}a"}}}',
    "propagated": '{"@propagate": true}',
    "cycle of terms": '{"a": "b", "b": "a"}',
    "cycle of prefixes": '{"a": "b:x", "b": "a:y"}',
    "chain of terms": "{" + ", ".join(f'"a{n}": "a{n + 1}"' for n in range(8000)) + "}",
    "a figure": "3",
    "a list of lists": "[" * 20 + "]" * 20,
    "all words elsewhere": '{"@vocab": "{canary}"}',
    "our words elsewhere": f'[{CONTEXT[12:]}, {{"host": "{{canary}}host", "title": "{{canary}}title"}}]',
    "a base elsewhere": f'[{CONTEXT[12:]}, {{"@base": "{{canary}}"}}]',
    "null": "null",
    "nested null": "[null]",
    "data": '"data:application/json,{}"',
    "an alias of an alias": '{"@id": "@type"}',
}

NODES = {
    "context inside": node('"host": {"@context": "{canary}", "id": "state/aaa"}'),
    "context in a value": node('"note": {"@context": "{canary}", "@value": "x"}'),
    "context in reverse": node('"@reverse": {"@context": "{canary}"}'),
    "unknown key": node('"coChairs": ["state/aaa"]'),
    "unmapped key": f'{{"@context": {{"id": "@id"}}, {NODE}}}',
    "no context": f"{{{NODE}}}",
    "key set to nothing": node('"host": null'),
    "bad name": node('"host": "state/a aa"'),
    "blank node": node('"part": [{"type": "Session"}]'),
    "hidden node": node('"part": [{"id": "_:x", "type": "Session"}]'),
    "list": node('"host": {"@list": ["state/aaa"]}'),
    "json literal": node('"note": {"@value": {"a": 1}, "@type": "@json"}'),
    "direction": node('"note": {"@value": "x", "@language": "ar", "@direction": "rtl"}'),
    "axiom": node('"rdfs:subClassOf": {"id": "rkg:State"}'),
    "shape": '[{"@id": "{canary}s", "@type": "http://www.w3.org/ns/shacl#NodeShape"}]',
    "another subject": node('"@included": [{"id": "state/aaa", "participant": "state/bbb"}]'),
    "another graph": f'{{{CONTEXT}, "id": "https://example.org/lagoon/graph/ontology", "@graph": [{{{NODE}}}]}}',
    "hidden character": node('"note": {"en": "a\\u202eb", "fr": "x"}'),
    "null character": node('"note": {"en": "a\\u0000b", "fr": "x"}'),
    "half a character": node('"note": {"en": "a\\ud800b", "fr": "x"}'),
    "date as a text": node('"when": "2031-07-04"'),
    "date that is none": node('"when": {"@value": "2031-02-30", "@type": "xsd:date"}'),
    "figure as a decimal": node('"value": 1.5'),
    "figure too large": node(f'"ordinal": {"9" * 25}'),
    "thing of another dialogue": node('"host": "{canary}id/state/aaa"'),
    "script": node('"link": "javascript:alert(1)"'),
    "file": node('"link": "file:///etc/passwd"'),
    "class of nowhere": f'{{{CONTEXT}, "id": "meeting/x", "type": "{{canary}}Meeting"}}',
    "no class": f'{{{CONTEXT}, "id": "meeting/x"}}',
    "two classes": f'{{{CONTEXT}, "id": "meeting/x", "type": ["Webinar", "State"]}}',
    "inferred class": f'{{{CONTEXT}, "id": "meeting/x", "type": ["Webinar", "Meeting"]}}',
    "index": node('"note": {"@index": "x", "@value": "y"}'),
    "nest": node('"@nest": {"host": "state/aaa"}'),
    "unproven": node('"host": "state/aaa"'),
    "text in no language": node('"note": "x"'),
    "ten thousand keys": node(", ".join(f'"k{n}": 1' for n in range(10_000))),
    "ten thousand nodes": f'{{{CONTEXT}, "@graph": ['
    + ", ".join(f'{{"id": "meeting/x{n}", "type": "Webinar"}}' for n in range(5_500))
    + "]}",
}

WHOLE = {
    "empty": "",
    "null": "null",
    "a figure": "3",
    "a text": '"x"',
    "an empty list": "[]",
    "an empty object": "{}",
    "deep lists": "[" * 100_000,
    "deep objects": '{"a":' * 50_000,
    "deep and closed": "[" * 3_000 + "]" * 3_000,
    "key twice": f'{{{CONTEXT}, {NODE}, "id": "meeting/other"}}',
    "not a number": node('"ordinal": NaN'),
    "infinity": node('"ordinal": -Infinity'),
    "out of range": node('"ordinal": 1e999'),
    "octal": node('"ordinal": 0777'),
    "hexadecimal": node('"ordinal": 0x7'),
    "single quotation marks": "{'id': 'x'}",
    "comma at the end": f"{{{NODE},}}",
    "remark": f"{{{NODE} /* x */}}",
    "two values": "{} {}",
    "raw newline": '{"a": "x\ny"}',
    "open": f"{{{NODE}",
    "bad escape": '{"a": "\\x41"}',
    "latin one": '{"a": "é"}'.encode("latin-1"),
    "too large": '{"a": "' + "x" * 300_000 + '"}',
    "many commas": "," * 200_000,
    "long figure": f'{{"a": {"1" * 200_000}}}',
    "utf-16": '{"a": 1}'.encode("utf-16"),
    "lines of text": '{"a": 1}\n{"a": 2}\n',
}


def files():
    """Return the files by name."""
    found = {f"{name}.jsonld": content for name, content in WHOLE.items()}
    found |= {f"node, {name}.jsonld": content for name, content in NODES.items()}
    return found | {f"context, {name}.jsonld": with_context(content) for name, content in CONTEXTS.items()}

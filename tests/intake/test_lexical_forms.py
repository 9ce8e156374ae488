"""What is no value is refused in every form that records come in, before a library makes something of it."""

import csv
import json
import time
from io import StringIO

import pytest
from hostile import jsonld, tables, texts, turtle, workbooks
from test_values import ADDRESSES, NO_ADDRESSES, NO_BOOLEANS, NO_DATES, NO_DECIMALS, NO_INTEGERS, NO_STRINGS

from rabatkg.errors import RabatkgError
from rabatkg.intake import offering

KINDS = {
    "date": ("due", "rkg:due", "xsd:date", NO_DATES, "2031-02-28"),
    "integer": ("ordinal", "rkg:ordinal", "xsd:integer", NO_INTEGERS, "7"),
    "decimal": ("value", "rkg:value", "xsd:decimal", NO_DECIMALS, "0.50"),
    "boolean": ("principal", "rkg:principal", "xsd:boolean", NO_BOOLEANS, "true"),
    "string": ("printedAs", "rkg:printedAs", "xsd:string", NO_STRINGS, "x"),
    "uri": ("link", "<http://xmlns.com/foaf/0.1/page>", None, NO_ADDRESSES, ADDRESSES[0]),
}
"""For each kind of value a key, its property, its datatype, what is none, and what is one."""
SOON = 0.5
"""Seconds of the processor; one decimal of 26 characters is 100 MB, once a library has read it."""


def yaml(kind, text):
    more = f"\n{KINDS[kind][0]}: {json.dumps(text)}\n"
    return texts.GOOD.replace("    shows: [when, status]\n", "").rstrip() + more


def json_ld(kind, text):
    key, _, datatype, _, _ = KINDS[kind]
    value = {"@value": text, "@type": datatype} if datatype and kind != "string" else text
    return with_proof(jsonld.node(f'"{key}": {json.dumps(value)}'), kind, text)


def rdf(kind, text):
    _, word, datatype, _, _ = KINDS[kind]
    value = f"{json.dumps(text)}^^{datatype}" if datatype else f"<{text}>"
    proof = turtle.PROOF.replace("claim:good", "claim:more").replace("rkg:status", word, 1)
    proof = proof.replace("<https://w3id.org/rabatkg/id/status/planned>", value)
    return turtle.said(f"{word} {value}") + proof.partition("\n<https://example")[0]


def separated(kind, text):
    stream = StringIO()
    names, row = tables.GOOD.strip().split("\n")
    csv.writer(stream, lineterminator="\n").writerow([*next(csv.reader([row])), text])
    return f"{names},{KINDS[kind][0]}\n{stream.getvalue()}"


def workbook(kind, text):
    return workbooks.with_text(text, KINDS[kind][0])("")


def with_proof(text, kind, value):
    """Return the file of JSON-LD with a claim more that supports the value."""
    tree = json.loads(text)
    claim = next(one for one in tree["@graph"] if one["id"] == "claim/good")
    _, word, datatype, _, _ = KINDS[kind]
    object_ = {"@value": value, "@type": datatype} if datatype else {"id": value}
    parts = {name: object_ if name.endswith("#object") else one for name, one in claim.items()}
    parts |= {name: {"id": word.strip("<>")} for name in parts if name.endswith("#predicate")}
    tree["@graph"].append({**parts, "id": "claim/more"})
    return json.dumps(tree)


FORMS = {".yaml": yaml, ".jsonld": json_ld, ".ttl": rdf, ".csv": separated, ".xlsx": workbook}
IN_CELLS = (".csv", ".xlsx")


@pytest.fixture
def faults(expander, tmp_path):
    """Return a function that reads a file and gives the rules that it breaks."""

    def faults(ending, content):
        path = tmp_path / f"offered{ending}"
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
        begun = time.process_time()
        try:
            found = offering._offered(offering._reader(path), path, expander)
        except RabatkgError as error:
            return [error.told_in("en")]
        finally:
            assert time.process_time() - begun < SOON
        return [one.rule for record in found for one in record.problems if not one.warning]

    return faults


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("ending", FORMS)
def test_what_is_a_value_is_taken(kind, ending, faults):
    assert faults(ending, FORMS[ending](kind, KINDS[kind][4])) == []


@pytest.mark.parametrize("value", ['"example.org"', '"//example.org"', '{"id": "example.org"}', '["page"]', '""'])
def test_an_address_of_the_web_is_whole_in_json_too(value, faults):
    """It would be taken for the name of one of our things."""
    text = json_ld("uri", ADDRESSES[0])
    assert faults(".jsonld", text) == []
    assert "Record-datatype" in faults(".jsonld", text.replace(f'"link": "{ADDRESSES[0]}"', f'"link": {value}'))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("ending", FORMS)
def test_what_is_none_is_refused(kind, ending, faults):
    asked = [one for one in KINDS[kind][3] if ending not in IN_CELLS or (one.strip() in KINDS[kind][3] and one.strip())]
    assert len(asked) >= (1 if kind == "string" else 8)
    assert [text for text in asked if not faults(ending, FORMS[ending](kind, text))] == []

"""What rdflib takes, or drops, though it is no date, figure, term or text, is refused here.

These are rows D6 to D10 of the threats of which `.github/SECURITY.md` tells. Hostile files by the hundred are in
tests/intake; here stands one of each kind, with proof that the libraries alone would have let it pass.
"""

import unicodedata

import pytest
from meetings_offered import HEAD, JSON, MEETING, TURTLE
from rdflib import XSD, Literal

from rabatkg.intake import offered
from rabatkg.records import Expander

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

"""The JSON Schema takes every record that is right, and underlines what a schema can see of those that are wrong."""

import json
import re
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from rabatkg.forms import Model, Words
from rabatkg.forms.schema import schema
from rabatkg.graph import holds_records
from rabatkg.layout import Layout

TESTS = Path(__file__).resolve().parent.parent
GOOD, BAD = TESTS / "good", TESTS / "bad"
BEYOND = {
    "of other records": {
        "Action-within", "ActionPlan-actions", "ActionPlan-domains", "ActionPlan-headings",
        "ActionPlan-numbers", "ActionPlan-objectives", "Chairmanship-order", "Claim-asserted", "Claim-rival",
        "Correction-claims", "Correction-nothing", "Document-copy", "Evidence-stated", "FollowUp-order",
        "Meeting-chairmanship", "Meeting-duplicate", "Meeting-order", "Outcome-due", "Outcome-held",
        "Quote-absent", "Quote-cut", "Record-retired-name", "Record-unknown-reference", "State-twice",
        "ThematicMeeting-coChair", "Tombstone-circle", "Tombstone-person", "followsUp",
    },
    "of two values beside each other": {
        "Correction-replaces", "Correction-source", "Document-checksum", "Instrument-adoption", "Meeting-date",
        "Observation-since", "Participation-capacity", "Passage-range", "Provision-key", "Record-key-twice",
        "Record-shows", "Record-unproven", "State-code", "Thing-circle", "Thing-whole", "Tombstone-replacedBy",
        "Work-observer", "Work-period", "Work-present", "every-language", "span",
    },
    "of the class of what is named, or of what its key owes": {
        "Correction-own-words", "closeConcept", "madeOn", "names", "sameConcept",
    },
}  # fmt: skip
"""The bad records whose fault no schema of one file sees, by what they are about."""


def as_text(text):
    """A file as the program reads it: every scalar is text."""
    return yaml.load(text, yaml.BaseLoader)


class Editor(yaml.SafeLoader):
    """A file as editors read it: figures, true and false by the core schema of YAML 1.2; days stay text."""


Editor.yaml_implicit_resolvers = {}
for kind, pattern, first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
):
    Editor.add_implicit_resolver(f"tag:yaml.org,2002:{kind}", re.compile(rf"^(?:{pattern})$"), list(first))
Editor.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value))


def as_an_editor(text):
    return yaml.load(text, Editor)


@pytest.fixture(scope="module")
def model():
    return Model(Words.of(Layout.find(GOOD)))


@pytest.fixture(scope="module")
def whole(model):
    return Draft202012Validator(schema(model, "en"))


def records(folder):
    layout = Layout.find(folder, environ={})
    return [path for path in sorted(layout.data.rglob("*.yaml")) if holds_records(layout, path)]


def test_it_is_a_schema(whole):
    Draft202012Validator.check_schema(whole.schema)
    assert whole.schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("read", [as_text, as_an_editor])
def test_every_good_record_passes(whole, read):
    seen = [path.name for path in records(GOOD) if list(whole.iter_errors(read(path.read_text("utf-8"))))]
    assert seen == []


@pytest.mark.slow
@pytest.mark.parametrize("read", [as_text, as_an_editor])
def test_every_record_of_the_data_passes(words, read):
    found = Draft202012Validator(schema(Model(words), "fr"))
    paths = records(None)
    assert len(paths) > 100
    assert [path.name for path in paths if list(found.iter_errors(read(path.read_text("utf-8"))))] == []


@pytest.mark.parametrize(("read", "figures"), [(as_text, set()), (as_an_editor, {"checksum-of-passage"})])
def test_every_bad_record_is_refused_but_those_whose_fault_no_schema_sees(whole, read, figures):
    """An editor reads the words of a text as a figure where they are one, and a figure has no letters to compare."""
    paths = sorted(BAD.glob("*.yaml"))
    passed = {path.stem for path in paths if not list(whole.iter_errors(read(path.read_text("utf-8"))))}
    assert passed == figures.union(*BEYOND.values())
    assert len(passed) / len(paths) < 0.2


GRAMMAR = ("basis", "because", "class", "datatype", "evidence", "id", "key", "language", "node", "one-value", "pages",
           "reference", "type", "unknown-key", "value")  # fmt: skip


@pytest.mark.parametrize("rule", GRAMMAR)
def test_a_fault_of_the_grammar_is_seen(whole, rule):
    assert list(whole.iter_errors(as_an_editor((BAD / f"Record-{rule}.yaml").read_text("utf-8"))))


def test_an_untouched_form_is_refused_for_each_value_that_it_lacks(whole, run):
    found = as_an_editor(run("record", "new", "thematic-meeting").stdout)
    assert found["status"] is None
    names = {str(part) for error in whole.iter_errors(found) for part in deepest(error)}
    assert {"status", "en", "fr", "passage"} <= names


def deepest(error):
    yield from error.absolute_path
    for inner in error.context or []:
        yield from deepest(inner)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("status: status/held", "status: status/adopted"),
        ("when: 2031-03-04", "when: 2031-3-4"),
        ("when: 2031-03-04", "when: 31/03/2031"),
        ("coChair:", "coChairs:"),
        ("[state/aaa, state/bbb]", "[place/aaa]"),
        ("status: status/held\n", ""),
        ("  fr: Réunion thématique sur les visas\n", ""),
        ("id: meeting/2031-03-exampleville", "id: meeting/exampleville"),
    ],
)
def test_a_slip_is_seen(whole, old, new):
    text = (GOOD / "examples" / "meeting.yaml").read_text("utf-8")
    assert old in text
    assert not list(whole.iter_errors(as_an_editor(text)))
    assert list(whole.iter_errors(as_an_editor(text.replace(old, new))))


@pytest.mark.parametrize("path", sorted(GOOD.glob("examples/*.yaml")), ids=lambda path: path.stem)
def test_the_schema_of_a_kind_takes_records_of_that_kind_alone(path, model):
    record = as_text(path.read_text("utf-8"))
    own = next(one for one in model.kinds if one.class_name == record["type"])
    other = model.kind("person" if own.name != "person" else "place")
    assert not list(Draft202012Validator(schema(model, "en", own)).iter_errors(record))
    assert list(Draft202012Validator(schema(model, "en", other)).iter_errors(record))


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_key_is_described_in_the_language(model, lang):
    found = schema(model, lang, model.kind("recommendation"))
    keys = found["$defs"]["Recommendation"]["properties"]
    for field in model.fields("Recommendation"):
        piece = found["$defs"][keys[field.key]["$ref"].rpartition("/")[2]]
        assert piece["description"].casefold().startswith(field.label[lang].casefold())
        assert field.definition[lang] in piece["markdownDescription"]


def test_choices_are_offered_with_their_titles(model):
    pieces = schema(model, "fr")["$defs"]
    found = [one for name, one in pieces.items() if name.startswith("any-status")]
    shown = [dict(zip(one["enum"], one["markdownEnumDescriptions"], strict=True)) for one in found]
    assert any(one.get("status/held") == "Tenu" and "status/adopted" not in one for one in shown)


def test_the_command_writes_it(run):
    told = run("record", "schema", "--output", "record.json")
    assert (told.exit_code, told.stdout) == (0, "")
    assert "# yaml-language-server: $schema=record.json" in told.stderr
    assert json.loads(Path("record.json").read_text("utf-8"))["else"] == {"$ref": "#/$defs/record"}
    told = run("record", "schema", "state", lang="fr")
    assert json.loads(told.stdout)["title"] == "État"
    assert run("record", "schema", "stat").exit_code == 1

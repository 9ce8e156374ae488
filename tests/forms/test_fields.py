"""Fields say of each class just what the shapes ask of it."""

from pathlib import Path

import pytest
import yaml

from copies import copied
from rabatkg.building import in_memory
from rabatkg.errors import UnknownName
from rabatkg.forms import Model, Things, Words, fields_of, kinds_of_records, options_of
from rabatkg.graph import assemble, holds_records, with_records
from rabatkg.layout import Layout
from rabatkg.records import Mapping, items, read
from rabatkg.validation import check_expansions, shapes_of

GOOD = Path(__file__).resolve().parent.parent / "good"
EXAMPLES = sorted(GOOD.glob("examples/*.yaml"))


def by_key(model, class_name, under=None):
    return {one.key: one for one in model.fields(class_name, under)}


def records_of(layout):
    for path in sorted(layout.data.rglob("*.yaml")):
        if holds_records(layout, path):
            tree = read(path)
            yield from items(tree.get("records")) or [tree]


def test_a_thematic_meeting(model):
    fields = by_key(model, "ThematicMeeting")
    assert [one.key for one in fields.values() if one.required] == ["title", "status"]
    assert fields["status"].choices == tuple(
        f"status/{word}" for word in ("held", "planned", "envisaged", "postponed", "cancelled")
    )
    assert not fields["status"].many and fields["status"].proof
    assert fields["coChair"].many
    assert fields["coChair"].kinds == ("body", "dialogue", "organisation", "person", "state")
    assert fields["coChair"].classes == ("Body", "Dialogue", "Organisation", "Person", "State")
    assert fields["participant"].kinds == ("body", "dialogue", "organisation", "person", "stakeholder", "state")
    assert fields["place"].kinds == ("place",) and not fields["place"].many
    assert fields["when"].value == "date"
    assert fields["ordinal"].smallest == 1
    assert fields["addresses"].kinds == ("provision",)
    assert not fields["title"].proof
    assert "notation" not in fields and "followsUp" not in fields


def test_fields_stand_in_house_order(model):
    keys = list(by_key(model, "ThematicMeeting"))
    assert keys.index("title") < keys.index("status") < keys.index("theme") < keys.index("part")


def test_what_may_be_written_inside_a_meeting(model):
    fields = by_key(model, "ThematicMeeting")
    assert fields["part"].node == ("Presentation", "Session")
    assert fields["participation"].node == ("Participation",)
    assert set(fields["outcome"].node) == {
        "Aim", "Announcement", "Finding", "FollowUp", "GoodPractice", "Observation", "Offer", "Recommendation",
    }  # fmt: skip
    assert by_key(model, "Participation")["capacity"].node == ("Capacity",)
    assert by_key(model, "Chairmanship")["officer"].node == ("Capacity",)


def test_what_stands_inside_another_thing_does_not_say_what_links_it_to_that(model):
    assert by_key(model, "Session")["partOf"].required
    assert "partOf" not in by_key(model, "Session", "part")
    assert by_key(model, "Session", "part")["part"].node == ("Presentation", "Session")
    assert "inEvent" not in by_key(model, "Participation", "participation")
    assert by_key(model, "Observation")["concerns"].one_of == ("arisesFrom", "concerns")
    assert by_key(model, "Observation", "outcome")["concerns"].one_of == ()


@pytest.mark.parametrize(
    ("class_name", "key", "group"),
    [
        ("Recommendation", "addressee", ("addressee", "note")),
        ("FollowUp", "when", ("when", "start", "end")),
        ("Membership", "ofOrganisation", ("ofDialogue", "ofOrganisation")),
    ],
)
def test_one_of_several_keys_must_stand(model, class_name, key, group):
    assert by_key(model, class_name)[key].one_of == group
    assert not by_key(model, class_name)[key].required


def test_the_only_way_out_is_required(model):
    assert by_key(model, "Chairmanship")["ofDialogue"].required
    assert by_key(model, "Action")["within"].required
    assert by_key(model, "Action")["within"].classes == ("Objective",)


def test_what_is_due_in_some_cases_is_advised(model):
    asked = by_key(model, "Document")["checksum"]
    assert not asked.required
    assert asked.advice["en"].startswith("Of a document that is held")
    assert asked.advice["fr"].startswith("D’un document")


def test_the_same_key_may_take_other_things_in_another_class(model):
    kinds = {one: by_key(model, one)["kind"].kinds for one in ("Finding", "Initiative", "Instrument")}
    assert kinds == {
        "Finding": ("finding-kind",),
        "Initiative": ("initiative-kind",),
        "Instrument": ("instrument-kind",),
    }


def test_every_field_of_every_kind_has_a_name_and_a_meaning_in_every_language(words):
    model = Model(words)
    bare = [
        (kind.name, field.key, language)
        for kind in model.kinds
        for field in model.fields(kind.class_name)
        for language in words.layout.settings.languages
        if not field.label.get(language) or not field.definition.get(language)
    ]
    assert bare == []


def test_a_corpus_and_its_words_alone_give_the_same_fields(lagoon):
    alone = Words.of(lagoon.layout)
    assert fields_of(lagoon, "Finding") == fields_of(alone, "Finding")
    assert kinds_of_records(lagoon) == kinds_of_records(alone)


def test_no_record_may_be_of_an_abstract_or_unknown_class(model):
    with pytest.raises(UnknownName, match="ThematicMeeting"):
        model.fields("ThematicMeting")
    with pytest.raises(UnknownName):
        model.fields("Meeting")


# kinds


@pytest.mark.parametrize(
    ("word", "class_name"),
    [
        ("thematic-meeting", "ThematicMeeting"),
        ("ThematicMeeting", "ThematicMeeting"),
        ("Réunion thématique", "ThematicMeeting"),
        ("Senior officials’ meeting", "SeniorOfficialsMeeting"),
        ("état", "State"),
    ],
)
def test_a_kind_is_known_by_its_name_its_class_and_its_label(model, word, class_name):
    assert model.kind(word).class_name == class_name


def test_a_misspelt_kind_is_guessed(model):
    with pytest.raises(UnknownName, match="Did you mean thematic-meeting") as error:
        model.kind("thematic-meting")
    assert error.value.near == ("thematic-meeting",)


def test_a_kind_shows_an_identifier_of_its_own(model):
    assert model.kind("state").example == "state/mar"
    assert model.kind("session").example == "meeting/2031-03-exampleville/session-1"
    assert model.kind("action-plan").prefixes == ("plan",)


def test_no_kind_is_what_records_have_no_keys_for(model):
    named = {one.class_name for one in model.kinds}
    assert {"Claim", "Evidence", "Theme", "Status"}.isdisjoint(named)


@pytest.mark.parametrize("folder", [GOOD, None], ids=["good", "data"])
def test_every_key_of_every_record_is_a_field_of_its_class(folder):
    layout = Layout.find(folder, environ={})
    model = Model(Words.of(layout))
    beside = {"id", "type", "key", "evidence", "claims"}
    seen = set()

    def strangers(tree, class_name, under):
        fields = by_key(model, class_name, under)
        for key, value in tree.entries.items():
            if key not in fields and key not in beside:
                yield class_name, key
            for inner in items(value):
                if key in fields and fields[key].node and isinstance(inner, Mapping):
                    yield from strangers(inner, inner.text("type") or fields[key].node[0], key)

    for tree in records_of(layout):
        if tree.text("adds") is None:
            seen.add(tree.text("type"))
            assert list(strangers(tree, tree.text("type"), None)) == []
    assert seen <= {one.class_name for one in model.kinds}
    assert len(seen) > 20


# required is what the shapes miss


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_what_is_required_is_missed_and_what_is_not_is_not(path, lagoon, model, expander):
    record = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
    shapes = shapes_of(lagoon)
    fields = by_key(model, record["type"])

    def rules_without(key):
        text = yaml.safe_dump({one: value for one, value in record.items() if one != key}, allow_unicode=True)
        expansions = expander.file(read(text), path)
        return {one.rule for one in check_expansions(with_records(lagoon, expansions), [expansions[0].id], shapes)}

    whole = rules_without(None)
    assert whole == set()
    for key in record.keys() & fields.keys():
        field = fields[key]
        if field.required or (field.one_of and not set(field.one_of) - {key} & record.keys()):
            assert rules_without(key), key
        elif not field.advice:
            assert rules_without(key) <= {"Meeting-date"}, key


# options


def test_the_things_that_a_field_may_name_are_listed_by_title(lagoon, model):
    fields = by_key(model, "ThematicMeeting")
    states = [("state/aaa", "Aaa"), ("state/bbb", "Bbb"), ("state/ccc", "Ccc")]
    assert options_of(lagoon, fields["country"], "en") == states
    assert ("organisation/visa-agency", "Agence des visas") in options_of(lagoon, fields["host"], "fr")
    assert options_of(lagoon, fields["status"], "fr")[0] == ("status/held", "Tenu")
    assert options_of(lagoon, fields["title"], "fr") == []
    titles = [title for _, title in options_of(lagoon, fields["theme"], "fr")]
    assert len(titles) > 100
    assert [title[0] for title in titles if title[0] in "AaÉéZz"] == sorted(
        (title[0] for title in titles if title[0] in "AaÉéZz"), key="aAéÉzZ".index
    )


def test_the_words_alone_know_the_vocabularies_and_keep_silent_about_the_rest(lagoon, model):
    alone = Words.of(lagoon.layout)
    fields = by_key(model, "ThematicMeeting")
    assert options_of(alone, fields["theme"], "en") == options_of(lagoon, fields["theme"], "en")
    assert options_of(alone, fields["participant"], "en") == []


def test_the_built_graph_offers_the_same_things_as_the_records(lagoon, model, things):
    built = Things.of(in_memory(lagoon), lagoon.names)
    for kind in ("ThematicMeeting", "Finding", "Membership"):
        for field in model.fields(kind):
            assert built.options(field, "fr") == things.options(field, "fr"), field.key


@pytest.mark.parametrize("word", ["organisation/visa-agency", "Visa Agency", "agence des VISAS", "Agence des visas"])
def test_a_thing_is_known_by_its_key_and_its_titles(model, things, word):
    assert things.meant(by_key(model, "ThematicMeeting")["host"], word, "en") == (
        [("organisation/visa-agency", "Visa Agency")],
        True,
    )


def test_a_thing_that_is_misspelt_is_guessed_among_those_that_the_field_may_name(model, things):
    fields = by_key(model, "ThematicMeeting")
    assert things.meant(fields["place"], "Examplevile", "en") == ([("place/exampleville", "Exampleville")], False)
    assert things.meant(fields["country"], "Examplevile", "en") == ([], False)


def test_a_dialogue_of_one_language_asks_for_titles_in_that_alone(tmp_path):
    copied(GOOD, tmp_path / "lagoon")
    settings = tmp_path / "lagoon" / "dialogue.yaml"
    settings.write_text(settings.read_text("utf-8").replace("[en, fr]", "[de]"), encoding="utf-8")
    model = Model(Words.of(Layout.find(tmp_path / "lagoon")))
    assert model.languages == ("de",)
    assert not by_key(model, "ThematicMeeting")["title"].required


def test_things_that_were_withdrawn_are_not_offered(lagoon, model, expander):
    text = "id: place/exampleville\ntype: Tombstone\ndeprecated: true\n"
    withdrawn = with_records(lagoon, expander.file(read(text), Path("withdrawn.yaml")))
    assert options_of(lagoon, by_key(model, "ThematicMeeting")["place"], "en") != []
    assert options_of(withdrawn, by_key(model, "ThematicMeeting")["place"], "en") == []


def test_assembling_is_not_needed(lagoon):
    assert not hasattr(Words.of(lagoon.layout), "expansions")
    assert assemble(lagoon.layout).expansions

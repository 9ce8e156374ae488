"""A record asked for question by question, as a person at a terminal answers."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml

from rabatkg.forms import Model, Things
from rabatkg.forms.answers import Doubt, Taken, judged
from rabatkg.forms.asking import Conversation
from rabatkg.forms.voice import Voice
from rabatkg.graph import assemble

GOOD = Path(__file__).resolve().parent.parent / "good"
REPORT = "passage/report-2031/0-8e9602da"
HEADING = "Third thematic meeting of the Lagoon Dialogue"


def fields_of(model, class_name):
    return {one.key: one for one in model.fields(class_name)}


@pytest.fixture
def converse(model, things, lagoon):
    """Return a function that answers questions by their words, and gives the record, what was asked and what was told.

    An answer is one text, or several that are given one after the other; what is not named is left out.
    """
    passages = [f"passage/{key}/{one.key}" for key, register in lagoon.registers.items() for one in register.passages]

    def talk(kind, answers, lang="en"):
        left = {question: list(given) if isinstance(given, tuple) else [given] for question, given in answers.items()}
        asked, told = [], []

        def ask(question):
            asked.append(question.text)
            given = left.get(question.text.partition(" (=")[0].partition(" (Enter")[0], [])
            return given.pop(0) if given else ""

        conversation = Conversation(model, Voice(lang, things, ask, told.append), passages)
        text = conversation.record(model.kind(kind))
        assert not any(left.values()), left
        return yaml.load(text, yaml.BaseLoader), asked, told, text

    return talk


TITLE = {"Title (en)": "Thematic meeting on forms", "Title (fr)": "Réunion thématique sur les formulaires"}
PROOF = "The passage that proves it"
WORDS = "Its words, copied as they stand"


def test_a_whole_record_that_passes(converse, found_in):
    record, asked, _, text = converse(
        "thematic-meeting",
        {
            **TITLE,
            "Status": "held",
            PROOF: (REPORT, "=", "=", "", "="),
            WORDS: HEADING,
            "Place": "exampleville",
            "When": "2032-04",
            "Co-chair": "Aaa",
            "Co-chair: another one": "state/bbb",
        },
    )
    assert record == {
        "type": "ThematicMeeting",
        "title": {"en": "Thematic meeting on forms", "fr": "Réunion thématique sur les formulaires"},
        "status": "status/held",
        "place": "place/exampleville",
        "when": "2032-04",
        "coChair": ["state/aaa", "state/bbb"],
        "evidence": [{"passage": REPORT, "quote": HEADING, "shows": ["status", "when", "place", "coChair: state/bbb"]}],
    }
    assert text.startswith("# Still to be proved: coChair: state/aaa\n")
    assert asked.index("Title (en)") < asked.index("Status") < asked.index("Place")
    named = "id: meeting/2032-04-exampleville-forms\n"
    assert [rule for _, rule, _ in found_in(named + text)] == ["Record-unproven"]
    assert found_in(named + text.replace("coChair: state/bbb", "coChair")) == []


def test_answers_are_judged_at_once_and_asked_again(converse):
    record, asked, told, _ = converse(
        "thematic-meeting",
        {**TITLE, "Status": ("hold", "status/held"), "When": ("4 March 2032", "2032-02-30", "2032-03-04")},
    )
    assert record["status"] == "status/held" and record["when"] == "2032-03-04"
    assert asked.count("When") == 3
    assert sum("will not do here: write a date" in one for one in told) == 2


def test_what_is_near_is_offered_and_taken_by_its_number(converse):
    record, _, told, _ = converse("thematic-meeting", {**TITLE, "Status": "1", "Place": ("Examplevile", "1")})
    assert record["place"] == "place/exampleville"
    assert "Which of these is meant? Type its number." in told
    assert "→ place/exampleville (Exampleville)" in told


def test_what_has_no_record_yet_is_taken_when_it_is_said_twice(converse):
    answers = {**TITLE, "Status": "1", "Place": ("place/otherville", "place/otherville")}
    record, _, told, _ = converse("thematic-meeting", answers)
    assert record["place"] == "place/otherville"
    assert "There is no record of place/otherville yet. Type it again if it is to have one." in told


def test_what_is_required_may_wait_but_not_unnoticed(converse, found_in):
    record, asked, told, text = converse("thematic-meeting", {})
    assert record == {"type": "ThematicMeeting", "title": {"en": "", "fr": ""}, "status": ""}
    assert [asked.count(one) for one in ("Title (en)", "Title (fr)", "Status")] == [2, 2, 2]
    assert "This is required. Enter once more leaves it empty for now." in told
    assert [path for _, rule, path in found_in(text) if rule == "Record-value"] == ["title", "title", "status"]


def test_of_several_keys_one_is_asked_for_and_the_next_where_it_is_left_out(converse):
    answers = {"Note (en)": "The source names nobody.", "Note (fr)": "La source ne nomme personne."}
    record, asked, _, _ = converse("recommendation", answers)
    assert record["note"]["en"] == "The source names nobody."
    assert asked.index("Addressee") < asked.index("Note (en)")
    _, asked, _, _ = converse("recommendation", {"Addressee": "state/aaa"})
    assert asked.index("Note (en)") > asked.index("Summary (en)")


def test_help_tells_what_is_meant_and_what_is_taken(converse):
    _, _, told, _ = converse("thematic-meeting", {**TITLE, "Status": ("?", "1"), PROOF: ("?", "")})
    assert any(one.startswith("Status: How far the thing has come") and one.endswith("Required.") for one in told)
    assert any("lists those of that document" in one for one in told)


def test_the_date_is_asked_for_before_anything_may_be_left_out(converse):
    """A record is named after its date; whoever says `done` early is still asked."""
    record, asked, _, _ = converse("thematic-meeting", {**TITLE, "Status": "done", "When": "2032-04"})
    assert record["when"] == "2032-04"
    assert asked[2:4] == ["Status", "When"]
    _, asked, _, _ = converse("thematic-meeting", {**TITLE, "Status": "1", "Start": "2032-04-01", "End": "done"})
    assert [one for one in asked if one in ("When", "Start", "End", "Place")] == ["When", "Start", "End"]


def test_enough_leaves_out_the_rest(converse):
    _, asked, _, _ = converse("thematic-meeting", {**TITLE, "Status": "1", "Part of": "done"})
    assert asked[-1] == "Part of"


@pytest.mark.parametrize(("lang", "title", "word"), [("en", "Title", "QUIT"), ("fr", "Titre", "quitter")])
def test_stopping_keeps_what_was_answered(converse, lang, title, word):
    answers = {f"{title} (en)": "Forms", f"{title} (fr)": word}
    record, asked, _, _ = converse("thematic-meeting", answers, lang)
    assert record == {"type": "ThematicMeeting", "title": {"en": "Forms"}}
    assert asked == [f"{title} (en)", f"{title} (fr)"]


def test_a_long_quotation_is_refused(converse):
    answers = {**TITLE, "Status": "1", PROOF: REPORT, WORDS: (" ".join(["word"] * 26), HEADING)}
    record, _, told, _ = converse("thematic-meeting", answers)
    assert record["evidence"] == [{"passage": REPORT, "quote": HEADING, "shows": ["status"]}]
    assert any("25 words at most" in one for one in told)


def test_a_passage_that_is_misspelt_is_guessed(converse):
    answers = {**TITLE, "Status": "1", PROOF: ("passage/report-2031/0-8e9602db", "")}
    _, _, told, _ = converse("thematic-meeting", answers)
    assert any(one.startswith(f"Did you mean {REPORT}") for one in told)


def test_a_reading_gives_its_basis_its_reasons_and_its_own_proof(converse):
    record, _, _, _ = converse(
        "thematic-meeting",
        {
            **TITLE,
            "Status": "1",
            "Provisions addressed": "provision/lagoon-2030/action-1",
            "Provisions addressed: another one": "provision/lagoon-2030/action-2",
            "How is this known": ("2", ""),
            "For what reason (en)": "It treats fees.",
            "For what reason (fr)": "Elle traite des frais.",
            PROOF: ("", REPORT),
            WORDS: HEADING,
        },
    )
    assert record["addresses"] == [
        {
            "provision": "provision/lagoon-2030/action-1",
            "basis": "interpreted",
            "because": {"en": "It treats fees.", "fr": "Elle traite des frais."},
            "evidence": [{"passage": REPORT, "quote": HEADING}],
        },
        {"provision": "provision/lagoon-2030/action-2", "basis": "stated"},
    ]


def test_parts_are_asked_for_one_after_the_other_and_named_by_their_titles(converse, found_in):
    record, _, _, text = converse(
        "thematic-meeting",
        {
            **TITLE,
            "Status": "1",
            "When": "2032-04",
            "Outcomes": "recommendation",
            "Outcomes: another one": "Recommendation",
            "Title (en)": (TITLE["Title (en)"], "Use one form", "Use one form"),
            "Title (fr)": (TITLE["Title (fr)"], "Un seul formulaire", "Un seul formulaire"),
            "Addressee": ("partner-countries", "state/aaa"),
            "What else is said of it (a key; ?: all keys; Enter: nothing)": ("category", "", ""),
            "Category": "1",
            PROOF: (REPORT, "=", "passage/report-2031/0-00610239", "="),
            WORDS: (HEADING, "publish the fees of visas"),
        },
    )
    first, second = record["outcome"]
    assert first == {
        "key": "recommendation-use-one-form",
        "type": "Recommendation",
        "title": {"en": "Use one form", "fr": "Un seul formulaire"},
        "addressee": ["stakeholder/partner-countries"],
        "category": first["category"],
        "evidence": [{"passage": "passage/report-2031/0-00610239", "quote": "publish the fees of visas"}],
    }
    assert first["category"].startswith("category/")
    assert second["key"] == "recommendation-use-one-form-2"
    assert found_in("id: meeting/2032-04-exampleville-forms\n" + text) == []


def test_a_participation_needs_no_key_of_its_own(converse):
    record, _, _, _ = converse(
        "thematic-meeting",
        {**TITLE, "Status": "1", "Participations": "1", "Actor": "Jane Doe", "Role": "role/speaker"},
    )
    assert record["participation"] == [{"actor": "person/jane-doe", "role": "role/speaker"}]


def test_stopping_inside_a_part_keeps_the_part(converse):
    record, _, _, _ = converse(
        "thematic-meeting",
        {
            **TITLE,
            "Status": "1",
            "Parts": "session",
            "Title (en)": (
                TITLE["Title (en)"],
                "Opening",
            ),
            "Title (fr)": (TITLE["Title (fr)"], "quit"),
        },
    )
    assert record["part"] == [{"key": "session-opening", "type": "Session", "title": {"en": "Opening"}}]


# one answer


@pytest.mark.parametrize(
    ("class_name", "key", "typed", "taken"),
    [
        ("ThematicMeeting", "ordinal", "3", "3"),
        ("ThematicMeeting", "ordinal", "0", None),
        ("ThematicMeeting", "ordinal", "1_000", None),
        ("ThematicMeeting", "when", "2031", "2031"),
        ("ThematicMeeting", "when", "31/03/2031", None),
        ("Observation", "value", "12.5", "12.5"),
        ("Observation", "value", "12,5", None),
        ("Recommendation", "principal", "yes", "true"),
        ("Recommendation", "principal", "perhaps", None),
        ("Organisation", "homePage", "https://example.org", "https://example.org"),
        ("Organisation", "homePage", "example.org", None),
        ("State", "alpha3", "AAA", "AAA"),
        ("State", "alpha3", "Aa", None),
        ("ThematicMeeting", "status", "5", "status/cancelled"),
        ("ThematicMeeting", "status", "status/adopted", None),
        ("ThematicMeeting", "country", "place/exampleville", None),
        ("ThematicMeeting", "names", "Visa Agency", "organisation/visa-agency"),
    ],
)
def test_an_answer_is_taken_or_doubted(model, things, class_name, key, typed, taken):
    field = fields_of(model, class_name)[key]
    found = judged(field, typed, things, "en", things.options(field, "en"))
    assert (found.text if isinstance(found, Taken) else None) == taken
    assert isinstance(found, Doubt) == (taken is None)


# at a terminal


def test_at_a_terminal_the_record_goes_into_a_file(run):
    told = run("record", "new", "state", "--interactive", "--output", "s.yaml", typed="Ddd\nDdd\nddd\nDDD\n1\n\ndone\n")
    assert told.exit_code == 0, told.output
    assert told.stdout == ""
    assert yaml.load(Path("s.yaml").read_text("utf-8"), yaml.BaseLoader) == {
        "type": "State",
        "title": {"en": "Ddd", "fr": "Ddd"},
        "alpha3": "DDD",
        "register": ["register/country-codes"],
    }
    assert "ddd has not the form that is asked for." in told.stderr


def test_the_end_of_the_input_keeps_what_was_answered(run):
    told = run("record", "new", "place", "--interactive", "--output", "p.yaml", typed="Otherville\n")
    assert told.exit_code == 0
    assert "Stopped. What was answered so far is kept." in told.stderr
    assert yaml.load(Path("p.yaml").read_text("utf-8"), yaml.BaseLoader)["title"] == {"en": "Otherville"}


def test_what_was_answered_outlives_the_terminal(tmp_path):
    file, deadline = tmp_path / "p.yaml", time.monotonic() + 60
    words = ["--data", GOOD, "--lang", "en", "record", "new", "place", "--interactive", "--output", file]
    line = [sys.executable, "-c", "from rabatkg.cli import main; main()", *map(str, words)]
    with subprocess.Popen(line, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as child:
        child.stdin.write("Otherville\nAutreville\n")
        child.stdin.flush()
        while time.monotonic() < deadline and not (file.exists() and "Autreville" in file.read_text("utf-8")):
            time.sleep(0.05)
        child.kill()
    kept = yaml.load(file.read_text("utf-8"), yaml.BaseLoader)
    assert kept["title"] == {"en": "Otherville", "fr": "Autreville"}


def test_without_a_file_the_record_alone_goes_to_the_output(run):
    told = run("record", "new", "person", "--interactive", "--schema", "r.json", typed="Ann Roe\nAnn Roe\nquit\n")
    assert told.stdout == (
        "# yaml-language-server: $schema=r.json\ntype: Person\ntitle:\n  en: Ann Roe\n  fr: Ann Roe\n"
    )


@pytest.mark.parametrize("typed", ["Maroc", "morocco", "state/mar", "mar"])
def test_a_state_is_known_by_its_name_in_either_language(words, typed):
    corpus = assemble(words.layout)
    field = fields_of(Model(words), "ThematicMeeting")["coChair"]
    assert judged(field, typed, Things.of(corpus), "fr").text == "state/mar"


def test_a_stop_that_is_not_the_persons_goes_on_up(model, things):
    def ask(question):
        raise KeyError(question)

    with pytest.raises(KeyError):
        Conversation(model, Voice("en", things, ask, str), []).record(model.kind("state"))

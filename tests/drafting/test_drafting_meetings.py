"""Which meetings a report tells of, whether they were held, what they are called; the whole draft of a report."""

import re
from pathlib import Path

import pytest

from rabatkg.drafting import rules
from rabatkg.drafting.phrases import LANGUAGES, phrases_of
from rabatkg.drafting.phrases.form import Phrases
from rabatkg.drafting.proposals import Thing
from rabatkg.drafting.rules import propose
from rabatkg.speech import Message

EN, FR = "# Thematic meeting on visas", "# Réunion thématique sur les visas"
REVIEW = (
    "# Senior officials' meeting, Exampleville, 4 March 2031",
    "Senior officials took stock of the year.",
    "# Meetings of the year",
    "## Thematic meeting on visas",
    "The meeting was held in Exampleville on 7 May 2030. It was co-chaired by Aaa and Bbb.",
    "## Webinar on fees",
    "The webinar was held online on 8 June 2030. It was organised by the Visa Agency.",
)


@pytest.mark.parametrize(
    ("language", "heading", "class_name"),
    [
        ("en", "# Thematic meeting on visas", "ThematicMeeting"),
        ("en", "# Report of the expert meeting on visas", "ExpertMeeting"),
        ("en", "# Ministerial conference", "MinisterialConference"),
        ("en", "# Senior officials' meeting", "SeniorOfficialsMeeting"),
        ("fr", "# Réunion thématique sur les visas", "ThematicMeeting"),
        ("fr", "# Conférence ministérielle", "MinisterialConference"),
        ("fr", "# Réunion des hauts fonctionnaires", "SeniorOfficialsMeeting"),
    ],
)
def test_the_kind_of_meeting_is_read_from_its_heading(drafted, language, heading, class_name):
    (meeting, *_) = drafted(language, heading, "Texte." if language == "fr" else "Text.", fictional=True)
    assert meeting.text("type") == class_name


def test_what_no_word_says_is_asked(drafted):
    (meeting, *_) = drafted("en", "# Report", "Fees were discussed.", fictional=True)
    assert {"type", "when", "place", "coChair"} <= {question.key for question in meeting.questions}
    assert meeting.text("start") is None


def test_a_report_that_reviews_other_meetings_gives_a_record_of_each(drafted):
    first, *others = drafted("en", *REVIEW, fictional=True)
    assert (first.text("type"), first.text("when")) == ("SeniorOfficialsMeeting", "2031-03-04")
    assert first.of("coChair") == ()
    assert [one.text("when") for one in others] == ["2030-05-07", "2030-06-08"]
    assert sorted(one.value for one in others[0].of("coChair")) == ["state/aaa", "state/bbb"]
    assert [one.value for one in others[1].of("organiser")] == ["organisation/visa-agency"]
    assert len({one.text("id") for one in (first, *others)}) == 3


def test_another_meeting_that_a_sentence_names_has_no_record(drafted):
    records = drafted(
        "en", EN, "It took up the senior officials' meeting of May 2030.", "It was about fees.", fictional=True
    )
    assert [one.text("type") for one in records] == ["ThematicMeeting"]


@pytest.mark.parametrize(
    ("language", "lines", "status"),
    [
        ("en", (EN, "The meeting was held on 4 March 2031."), "status/held"),
        ("en", (EN, "The next meeting will be held in June. The meeting took place in May 2031."), "status/held"),
        ("en", (EN, "The meeting will take place in Exampleville on 4 March 2031."), "status/planned"),
        ("fr", (FR, "La réunion s'est tenue le 4 mars 2031."), "status/held"),
        ("fr", (FR, "La réunion se tiendra à Exampleville le 4 mars 2031."), "status/planned"),
    ],
)
def test_whether_it_was_held_is_read_from_the_tense(values, language, lines, status):
    assert values("status", language, *lines, fictional=True) == [status]


@pytest.mark.parametrize(("language", "heading"), [("en", EN), ("fr", FR)])
def test_a_title_is_in_our_own_words_and_in_every_language(drafted, language, heading):
    sentence = "Exampleville, 4 March 2031" if language == "en" else "Exampleville, le 4 mars 2031"
    (meeting, *_) = drafted(language, heading, sentence, fictional=True)
    (title,) = [one.value for one in meeting.of("title")]
    assert isinstance(title, Message)
    assert title.told_in("en") == "Thematic meeting, Exampleville, March 2031"
    assert "mars 2031" in str(title.values["date"].told_in("fr"))


def test_an_identifier_is_free(drafted):
    lines = (EN + ", Exampleville, 4 March 2031", "It was about fees.")
    assert drafted("en", *lines, fictional=True)[0].text("id") == "meeting/2031-03-exampleville-2"


def test_a_meeting_that_the_graph_may_hold_is_asked_about(report_of, corpus_of):
    lines = (EN + ", Exampleville, 4 March 2031", "The meeting was co-chaired by Aaa and Bbb.")
    (question,) = propose(report_of("en", *lines), corpus_of(True)).questions
    assert (question.key, question.asks.values["known"]) == ("adds", "meeting/2031-03-exampleville")


def test_somebody_may_say_of_what_class_a_meeting_is(report_of, corpus_of):
    draft = propose(report_of("en", "# Report", "Fees were discussed."), corpus_of(True), "ThematicMeeting")
    assert draft.records[0].text("type") == "ThematicMeeting"


def test_every_fact_is_shown_by_words_of_the_report(report_of, corpus_of):
    source = report_of("en", *REVIEW)
    texts = {part.iri: part.text for part in source.parts}
    for record in propose(source, corpus_of(True)).records:
        for thing in record.every():
            for one in thing.proposals:
                assert all(proof.quote in texts[proof.passage] for proof in one.proofs)
                assert one.basis == "stated" or one.because
                assert one.proofs or isinstance(one.value, Message | Thing) or not one.value.startswith("state/")


def test_an_empty_report_gives_a_record_with_questions_only(drafted):
    (meeting,) = drafted("en", "# A", fictional=True)
    assert meeting.questions


def test_a_short_line_over_longer_ones_is_a_heading_where_no_style_says_so(drafted):
    lines = (EN, "It was about fees.", "Recommendations", "Publish the fees of every visa in one place.")
    assert [one.text("type") for one in drafted("en", *lines, fictional=True)[0].nodes("outcome")] == []
    lines = (*lines[:3], "- States should publish the fees of every visa.", "- States should train their officers.")
    assert len(drafted("en", *lines, fictional=True)[0].nodes("outcome")) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_phrases_of_a_language_are_whole(language):
    phrases = phrases_of(language)
    assert phrases.language == language
    assert all(getattr(phrases, name) is not None for name in Phrases.__dataclass_fields__)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_pattern_matches_nothing_where_it_would_match_everything(language):
    phrases = phrases_of(language)
    for name in ("held", "planned", "other", "recommending", "practice", "follow_up", "announces", "offers", "excused"):
        assert not getattr(phrases, name).search("")
        assert not getattr(phrases, name).search("abc, abc.")


def test_no_rule_knows_a_place_or_a_dialogue():
    """The names come from the data: the same rules read the reports of another dialogue."""
    for path in Path(rules.__file__).parent.rglob("*"):
        if path.suffix in (".py", ".toml"):
            assert not re.search(
                r"rabat(?!kg)|cadi[xz]|marrakech|khartoum", path.read_text(encoding="utf-8"), re.IGNORECASE
            ), path

"""Drafts as record files: what is sure is a fact with its proof, what is not stands under a question."""

import re
from pathlib import Path

import pytest

from rabatkg.drafting.proposals import Draft, Proof, Proposal, Question, Thing
from rabatkg.drafting.reports import source_of
from rabatkg.drafting.writing import written
from rabatkg.graph import assemble
from rabatkg.layout import Layout
from rabatkg.records import Expander, read
from rabatkg.records.house import house
from rabatkg.speech import Message, Texts

GOOD = Path(__file__).resolve().parents[1] / "good"
REPORT = GOOD / "texts" / "report-2031.txt"
WORDS = "Aaa, which chairs the dialogue since May 2030 and after Bbb, co-chaired the meeting with Bbb and hosted it."


@pytest.fixture(scope="module")
def layout():
    return Layout.find(GOOD)


@pytest.fixture(scope="module")
def corpus(layout):
    return assemble(layout)


@pytest.fixture(scope="module")
def source(layout):
    return source_of(REPORT, layout)


@pytest.fixture(scope="module")
def proof(source):
    part = next(part for part in source.parts if part.text == WORDS)

    def of(words=WORDS[:45]):
        start = WORDS.index(words)
        return Proof(part.iri, part.quote(start, start + len(words)))

    return of


def say(key, value, proof=None, confidence=0.9, **more):
    return Proposal(key, value, confidence, "a-rule", (proof,) if proof else (), **more)


@pytest.fixture
def meeting(proof):
    def of(*proposals, questions=()):
        return Thing(
            (
                say("id", "meeting/2031-05-draft"),
                say("type", "ThematicMeeting", confidence=0.97),
                say("title", Texts({"en": "A meeting", "fr": "Une réunion"})),
                *proposals,
            ),
            tuple(questions),
        )

    return of


@pytest.fixture
def write(source, corpus, layout):
    def of(*records, lang="en", questions=()):
        text = written(Draft(source.document, records, tuple(questions)), source, corpus, lang).text
        expander = Expander(corpus.grammar, corpus.names, layout.settings.languages)
        assert house(text, expander) == text
        return text

    return of


@pytest.fixture
def expanded(corpus, layout):
    def of(text):
        return Expander(corpus.grammar, corpus.names, layout.settings.languages).file(read(text))

    return of


def uncommented(text):
    """The draft with every proposal under a question taken over, as a person does: the sign # taken away."""
    lines = [line for line in text.split("\n") if not re.match(r"\s*# \?", line) and not line.startswith("#")]
    return "\n".join(re.sub(r"^(\s*)# (?=\s*(?:- )?[a-zA-Z]+:| {2,}\S|- )", r"\1", line) for line in lines)


def test_what_is_sure_is_a_fact_with_its_quotation_and_its_figure(write, meeting, proof, expanded):
    text = write(meeting(say("coChair", "state/aaa", proof()), say("coChair", "state/bbb", proof("with Bbb"), 0.71)))
    assert "      - state/aaa  # 0.90\n      - state/bbb  # 0.71\n" in text
    assert "type: ThematicMeeting  # certain\n" in text
    (found,) = expanded(text)
    assert found.problems == []
    shown = {one.text: [each.quote for each in one.evidence] for one in found.statements if one.key == "coChair"}
    assert shown == {"state/aaa": ["Aaa, which chairs the dialogue since May 2030"], "state/bbb": ["with Bbb"]}


def test_one_quotation_that_shows_several_values_stands_once(write, meeting, proof, expanded):
    text = write(meeting(say("host", "state/aaa", proof()), say("status", "status/held", proof())))
    assert text.count("quote:") == 1
    assert "shows: [status, host]" in text or "shows: [host, status]" in text
    assert expanded(text)[0].problems == []


def test_what_is_not_sure_is_no_fact_and_right_once_it_is_taken_over(write, meeting, proof, expanded):
    text = write(meeting(say("place", "place/exampleville", proof(), 0.4), say("host", "state/aaa", proof())))
    (before,) = expanded(text)
    assert "place" not in {one.key for one in before.statements}
    assert "# ? Is this so?" in text
    (after,) = expanded(uncommented(text))
    assert after.problems == []
    (place,) = (one for one in after.statements if one.key == "place")
    assert [each.quote for each in place.evidence] == ["Aaa, which chairs the dialogue since May 2030"]


def test_an_unsure_value_of_a_list_stands_in_that_list(write, meeting, proof, expanded):
    text = write(meeting(say("coChair", "state/aaa", proof()), say("coChair", "state/bbb", proof(), 0.3)))
    (after,) = expanded(uncommented(text))
    assert after.problems == []
    assert {one.text for one in after.statements if one.key == "coChair"} == {"state/aaa", "state/bbb"}


def test_a_question_is_asked_in_the_language_of_its_reader_with_its_alternatives(write, meeting, proof, expanded):
    asked = Question(
        Message("Did you mean {near}?", {"near": "2031, 2030"}),
        "when",
        (say("when", "2031", proof(), 0.5), say("when", "2030", proof("May 2030"), 0.4)),
    )
    record = meeting(say("host", "state/aaa", proof()), questions=[asked])
    text = write(record, lang="fr")
    assert "# ? Vouliez-vous dire 2031, 2030 ?" in text.replace("\u202f", " ").replace("\u00a0", " ")
    assert [line.strip() for line in text.split("\n") if "value: 203" in line] == [
        "#   value: 2031  # 0.50",
        "#   value: 2030  # 0.40",
    ]
    assert "when" not in {one.key for one in expanded(text)[0].statements}


def test_a_reading_has_its_reason_in_every_language(write, meeting, proof, expanded):
    because = Message("Give one of them another key.")
    value = say("duringChairmanship", "chairmanship/aaa-2030", proof(), basis="interpreted", because=because)
    (found,) = expanded(write(meeting(value)))
    assert found.problems == []
    (one,) = (one for one in found.statements if one.key == "duringChairmanship")
    assert one.evidence[0].basis == "interpreted"
    reasons = dict(one.evidence[0].because)
    assert set(reasons) == {"en", "fr"}
    assert reasons["en"] != reasons["fr"]


@pytest.mark.parametrize("basis", ["stated", "interpreted"])
def test_a_provision_keeps_its_basis(basis, write, meeting, proof, expanded):
    because = Message("Give one of them another key.") if basis == "interpreted" else None
    value = say("addresses", "provision/plan-2030/action-1", proof(), basis=basis, because=because)
    (found,) = expanded(write(meeting(value)))
    assert found.problems == []
    (one,) = (one for one in found.statements if one.key == "addresses")
    assert str(one.predicate).endswith(f"addressesAs{basis.title()}")


def recommendation(proof, confidence=0.9, **texts):
    inner = (
        say("key", "recommendation-1"),
        say("type", "Recommendation"),
        say("title", Texts(texts or {"en": "Light it", "fr": "L’éclairer"})),
        say("addressee", "stakeholder/partner-countries", proof("with Bbb")),
    )
    return say("outcome", Thing(inner), proof(), confidence)


def test_a_node_stands_with_its_own_proof(write, meeting, proof, expanded):
    (found,) = expanded(write(meeting(recommendation(proof))))
    assert found.problems == []
    shown = {one.key: [each.quote for each in one.evidence] for one in found.statements if one.rule == "passage"}
    assert shown == {"outcome": ["Aaa, which chairs the dialogue since May 2030"], "addressee": ["with Bbb"]}


def test_an_unsure_node_is_commented_out_as_a_whole(write, meeting, proof, expanded):
    text = write(meeting(recommendation(proof, 0.3), say("host", "state/aaa", proof())))
    assert [one.key for one in expanded(text)[0].statements if one.rule == "passage"] == ["host"]
    (after,) = expanded(uncommented(text))
    assert after.problems == []
    assert {one.key for one in after.statements if one.rule == "passage"} == {"host", "outcome", "addressee"}


def test_a_title_that_a_language_lacks_is_asked_for_and_not_invented(write, meeting, proof, expanded):
    text = write(meeting(recommendation(proof, en="Light it")))
    assert "# fr:" in text
    assert "# ? How is this to be put in this language?" in text
    titles = [one.object.language for one in expanded(text)[0].statements if one.key == "title"]
    assert sorted(titles) == ["en", "en", "fr"]


def test_a_value_that_nothing_shows_is_asked_about(write, meeting, expanded):
    text = write(meeting(say("host", "state/aaa")))
    assert "# ? Which words of the report show this?" in text
    assert expanded(text)[0].problems == []


def test_words_that_yaml_reads_otherwise_come_back_as_they_were(write, meeting, proof, expanded):
    odd = ["no", "12:30:45", "# no comment", "- item", "a: b", "'", '"', "\\d", "2031-05", "{x}", "[y]", "é «ê»", "yes"]
    text = write(meeting(*(say("printedAs", one, proof()) for one in odd)))
    (found,) = expanded(text)
    assert found.problems == []
    assert [one.text for one in found.statements if one.key == "printedAs"] == odd


def test_the_head_says_what_the_file_is_and_asks_what_concerns_the_whole(write, meeting, proof, source):
    text = write(meeting(say("host", "state/aaa", proof())), questions=[Question(Message("Write it."), "")])
    head = text[: text.index("records:")].split("\n")
    assert "report-2031.txt" in head[0]
    assert head[-2] == "# ? Write it."
    assert "document add" not in text  # it is held already


def test_values_records_and_questions_are_counted(source, corpus, meeting, proof):
    asked = Question(Message("Write it."), "place")
    record = meeting(recommendation(proof), say("host", "state/aaa", proof(), 0.2), questions=[asked])
    person = Thing((say("id", "person/jo-roe"), say("type", "Person"), say("printedAs", "Jo Roe", proof())))
    found = written(Draft(source.document, (record, person)), source, corpus, "en")
    assert (found.records, found.values, found.questions) == (2, 10, 2)

"""The measuring of drafts: what is right counts, what is wrong or missing does too, and what is left open does not."""

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from rabatkg.drafting.proposals import Draft, Proof, Proposal, Thing
from rabatkg.drafting.reports import source_of
from rabatkg.graph import assemble
from rabatkg.layout import Layout
from rabatkg.speech import Texts

ROOT = Path(__file__).resolve().parents[2]
LOME = ROOT / "tests" / "drafting" / "reports" / "lome.txt"


@pytest.fixture(scope="module")
def measuring():
    spec = spec_from_file_location("measuring_of_drafts", ROOT / "benchmarks" / "drafting.py")
    module = module_from_spec(spec)
    sys.modules["measuring_of_drafts"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def layout():
    return Layout.find(ROOT / "tests" / "good")


@pytest.fixture(scope="module")
def source(layout):
    return source_of(LOME, layout)


@pytest.fixture
def scored(measuring, layout, source):
    def of(*proposals, records=()):
        draft = Draft(source.document, (Thing(proposals), *records))
        facts = measuring.drafted(draft, assemble(layout))
        gold = measuring.expected(LOME.with_name("lome.gold.yaml"))
        return {one.field: one for one in measuring.compare(gold, facts, source)}

    return of


def say(key, value, confidence=0.9, proofs=()):
    return Proposal(key, value, confidence, "a-rule", tuple(proofs))


def counts(score):
    return score.expected, score.proposed, score.right, score.found


def recommendation(source, words):
    part = next(part for part in source.parts if words in part.text)
    start = part.text.index(words)
    proof = Proof(part.iri, part.quote(start, start + len(words)))
    return say("outcome", Thing((say("type", "Recommendation"),)), proofs=[proof])


def test_values_of_the_meeting_are_right_or_wrong(scored):
    found = scored(
        say("type", "SeniorOfficialsMeeting"),
        say("start", "2026-06-30"),
        say("end", "2026-07-02"),
        say("place", "place/geneva"),
        say("coChair", "state/tgo"),
        say("coChair", "state/che"),
    )
    assert counts(found["kind"]) == (1, 1, 1, 1)
    assert counts(found["date"]) == (1, 1, 1, 1)
    assert counts(found["place"]) == (1, 1, 0, 0)
    assert counts(found["co-chairs"]) == (2, 2, 1, 1)
    assert counts(found["hosts"]) == (1, 0, 0, 0)


def test_half_a_date_is_no_date(scored):
    assert counts(scored(say("start", "2026-06-30"))["date"]) == (1, 1, 0, 0)


def test_what_is_left_as_a_question_is_neither_right_nor_wrong(scored):
    assert counts(scored(say("place", "place/geneva", 0.4))["place"]) == (1, 0, 0, 0)


def test_an_item_is_right_where_its_quotation_touches_the_expected_sentence(scored, source):
    found = scored(
        recommendation(source, "sur dix-huit mois au moins"),
        recommendation(source, "La présidence passera du Togo"),
    )["recommendations"]
    assert counts(found) == (4, 2, 1, 1)
    assert found.alone == 0  # it touches the sentence, and not the very words that are expected


def test_two_quotations_of_one_sentence_find_it_once(scored, source):
    words = "de verser l'aide à la réintégration"
    found = scored(recommendation(source, words), recommendation(source, words[:20]))["recommendations"]
    assert (found.right, found.found, found.alone) == (2, 1, 1)


def person(name, office, key):
    capacity = Thing((say("printedAs", office),))
    inner = Thing((say("actor", f"person/{key}"), say("role", "role/speaker"), say("capacity", capacity)))
    title = Texts({"en": name, "fr": name})
    return say("participation", inner), Thing((say("id", f"person/{key}"), say("type", "Person"), say("title", title)))


def test_a_person_needs_the_name_and_with_office_the_office(scored):
    right, one = person("Pieter Adriaensen", "chef de la délégation de l'Union européenne au Togo", "pieter-adriaensen")
    half, two = person("M. Kossi Agbeko Lawson-Body", "ministre des Finances", "kossi-lawson-body")
    wrong, three = person("Jean Personne", "chef de la délégation de l'Union européenne au Togo", "jean-personne")
    found = scored(right, half, wrong, records=(one, two, three))
    assert counts(found["persons"]) == (5, 3, 2, 2)
    assert counts(found["persons with office"]) == (5, 3, 1, 1)


def test_countries_organisations_and_provisions_are_counted_wherever_they_stand(scored):
    event = Thing((say("type", "ThematicMeeting"), say("coChair", "state/gha"), say("organiser", "organisation/iom")))
    found = scored(
        say("participant", "state/gmb"),
        say("participant", "state/dza"),
        say("addresses", "provision/cadiz-2022/domain-5"),
        say("mentions", "provision/cadiz-2022/action-27"),
        say("mentions", "provision/cadiz-2022/action-1"),
        records=(event,),
    )
    assert counts(found["countries"]) == (10, 3, 2, 2)
    assert counts(found["organisations"]) == (3, 1, 1, 1)
    assert counts(found["domains"]) == (1, 1, 1, 1)
    assert counts(found["provisions"]) == (1, 2, 1, 1)


def test_a_table_has_a_row_for_each_field_and_a_share_of_nothing_is_a_dash(measuring, scored):
    rows = list(measuring.table("lome", scored(say("place", "place/lome")).values()))[3:]
    assert [row.split(" | ")[0].strip("| ") for row in rows] == list(measuring.FIELDS)
    assert "| place | 1 | 1 | 1 | 1 | 100 % | 100 % |  |" in rows
    assert "| hosts | 1 | 0 | 0 | 0 | – | 0 % |  |" in rows


@pytest.mark.texts
def test_the_curated_record_of_the_report_is_what_it_is_measured_by(measuring, corpus):
    data = assemble(Layout.find(ROOT))
    gold = measuring.curated(data, "document/som-2024", "meeting/2024-02-som")
    assert [one.value for one in gold.fields["date"]] == ["2024-02-01/2024-02-29"]
    assert {one.value for one in gold.fields["co-chairs"]} == {"mar", "prt"}
    assert len(gold.fields["persons with office"]) == 7
    source = source_of(corpus / data.registers["som-2024"].file, Layout.find(ROOT))
    places = measuring.Places.of(source)
    for name in measuring.ITEMS.values():
        assert all(places.sentences(one) for one in gold.fields[name])
    assert len(gold.fields["recommendations"]) >= 11

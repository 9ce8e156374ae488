"""Why: every claim with the words that show it."""

import json

import pytest

from rabatkg.errors import UnknownName
from rabatkg.evidence import RECORD_KEYS, Wording, askable
from rabatkg.names import RKG

FOLLOW_UP = "meeting/2031-03-som/follow-up-fees"


def test_statements_are_grouped_by_their_evidence(exampleville):
    groups = exampleville().why(FOLLOW_UP)
    assert [[one.property for one in group.statements] for group in groups] == [
        ["rkg:arisesFrom", "rkg:by"],
        ["rkg:followsUp"],
    ]
    assert [group.support.quote for group in groups] == [
        "Morocco has put its fees on line",
        "Since the recommendation of June",
    ]


def test_a_reading_comes_with_its_reason_in_the_language_of_the_reader(exampleville):
    for lang, reason, basis in (
        ("en", "One meeting made a recommendation in June.", "Interpreted"),
        ("fr", "Une seule réunion a recommandé en juin.", "Interprété"),
    ):
        (group,) = exampleville(lang=lang).why(FOLLOW_UP, "followsUp")
        assert (group.support.basis, group.support.basis_label, group.support.reason) == ("interpreted", basis, reason)


def test_evidence_says_where_it_stands(exampleville):
    (group,) = exampleville().why("meeting/2031-03-som", "coChair")
    (source,) = group.support.sources
    assert source.passage == "passage/report-2031/1-4fc6d447"
    assert (source.document, source.section, source.page) == ("document/report-2031", "1", None)
    assert source.told_in("fr") == "Report of the senior officials’ meeting of March 2031, section 1"


def test_statements_are_told_in_words(exampleville):
    (group,) = exampleville(lang="fr").why("meeting/2031-03-som", "coChair")
    (statement,) = group.statements
    assert statement.words.startswith("Réunion des hauts fonctionnaires de mars 2031 — ")
    assert statement.said.endswith("\N{NO-BREAK SPACE}: Portugal")
    assert (statement.subject, statement.property, statement.value) == (
        "meeting/2031-03-som",
        "rkg:coChair",
        "state/prt",
    )


def test_rivals_stand_last_with_their_rule(exampleville):
    groups = exampleville().why("meeting/2031-travel", "when")
    assert [(one.value, one.rank, one.rule) for group in groups for one in group.statements] == [
        ("2031", None, None),
        ("2030", "rival", "The later report is preferred."),
    ]


@pytest.mark.parametrize(
    "name",
    [
        "coChair",
        "rkg:coChair",
        "co-chair",
        "COCHAIR",
        "coprésident",
        "https://w3id.org/rabatkg/ontology#coChair",
        "<https://w3id.org/rabatkg/ontology#coChair>",
    ],
)
def test_a_property_is_known_by_its_key_and_its_label(exampleville, name):
    assert exampleville().why("meeting/2031-03-som", name) == exampleville().why("meeting/2031-03-som", "coChair")


def test_the_keys_of_records_are_known(exampleville):
    kg = exampleville()
    table = json.loads((kg.layout.ontology / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    keyed = {key: row.get("@id") or row.get("@reverse") for key, row in table.items() if isinstance(row, dict)}
    apart = {key: iri for key, iri in keyed.items() if iri and iri.partition(":")[2] != key}
    assert {key: kg.names.full(iri) for key, iri in apart.items()} == RECORD_KEYS
    assert kg.why("meeting/2030-06-visas", "outcome") == kg.why("meeting/2030-06-visas", "arisesFrom")


@pytest.mark.parametrize(
    ("lang", "asked", "said"),
    [
        ("en", "banana", "No property is called banana."),
        ("fr", "banana", "Aucune propriété ne s’appelle banana."),
        ("en", "holder", "holder says nothing of this."),
        ("fr", "titulaire", "titulaire ne dit rien de cette chose."),
    ],
)
def test_what_can_be_asked_is_listed_in_the_words_of_the_reader(exampleville, lang, asked, said):
    kg = exampleville(lang=lang)
    with pytest.raises(UnknownName) as refused:
        kg.why(FOLLOW_UP, asked)
    told = refused.value.told_in(lang)
    wording = Wording(kg.store, kg.names, lang)
    labels = [wording.of(iri) for iri in askable(wording, kg.thing(FOLLOW_UP))]
    assert told.startswith(said)
    assert ", ".join(labels) in told
    assert {"en": "follows up", "fr": "donne suite à"}[lang] in labels
    assert {"en": "serves", "fr": "sert"}[lang] in labels


def test_whatever_can_be_asked_has_an_answer(exampleville):
    kg = exampleville()
    wording = Wording(kg.store, kg.names, "en")
    for thing in (FOLLOW_UP, "meeting/2031-03-som/session-2", "provision/example-2030/action-4"):
        assert all(kg.why(thing, iri) for iri in askable(wording, kg.thing(thing)))


def test_addresses_is_the_key_for_both_its_bases(exampleville):
    kg = exampleville()
    meeting = "meeting/2030-06-visas"
    for item, property in (("recommendation-fees", "AsStated"), ("recommendation-hours", "AsInterpreted")):
        groups = kg.why(f"{meeting}/{item}", "addresses")
        assert {one.property for group in groups for one in group.statements} >= {f"rkg:addresses{property}"}


def test_a_property_of_what_points_to_the_thing_may_be_asked(exampleville):
    groups = exampleville().why("meeting/2030-06-visas", "arisesFrom")
    assert len({one.subject for group in groups for one in group.statements}) == 4


def test_what_follows_is_traced_to_what_was_said(exampleville):
    groups = exampleville().why("meeting/2031-03-som/session-2", "serves as stated")
    derived = [group for group in groups if group.support is None]
    assert {one.value for group in derived for one in group.statements} == {
        "plan/example-2030",
        "provision/example-2030/domain-1",
        "provision/example-2030/objective-2",
        "provision/example-2030/action-4",
    }
    assert {group.rule for group in derived} == {"propertyChainAxiom", "subPropertyOf"}
    assert [group.support.quote for group in groups if group.support] == ["action 4 of the plan"]


def test_a_wider_property_is_traced_through_several_steps(exampleville):
    groups = exampleville().why("meeting/2031-03-som/session-2", "serves")
    assert "action 4 of the plan" in {group.support.quote for group in groups if group.support}


def test_a_claim_is_told_by_its_key_with_its_evidence(exampleville):
    kg = exampleville()
    (group,) = kg.why("meeting/2031-03-som", "coChair")
    (statement,) = group.statements
    assert kg.why(statement.claim) == [group]
    assert group.as_line()["claim"] == [statement.claim]
    shown = kg.show(statement.claim)
    assert (shown.kind, shown.label) == ("Claim", statement.words)
    assert [(one.value, one.words) for facts in shown.said for one in facts.facts] == [("state/prt", "Portugal")]
    assert [one.supports for facts in shown.said for one in facts.facts] == [(group.support,)]


def test_evidence_is_told_by_its_key_with_all_that_it_shows(exampleville):
    kg = exampleville()
    group = kg.why(FOLLOW_UP)[0]
    (told,) = kg.why(group.support.id)
    assert told.support == group.support
    assert {one.claim for one in told.statements} >= {one.claim for one in group.statements}
    shown = kg.show(group.support.id)
    assert (shown.kind, shown.label) == ("Evidence", "“Morocco has put its fees on line”")
    assert {one.value for facts in shown.pointing for one in facts.facts} == {one.claim for one in told.statements}


def test_every_claim_and_all_evidence_can_be_told_of(exampleville):
    kg = exampleville(lang="fr")
    claims = f"?claim <{RKG}evidence> ?evidence"
    held = kg.query(
        f"SELECT DISTINCT ?it {{ {claims} VALUES ?x {{ 1 2 }} BIND(IF(?x = 1, ?claim, ?evidence) AS ?it) }}"
    )
    assert len(held) > 50
    assert all(kg.show(row["it"]).label not in ("", row["it"]) for row in held[::7])


def test_a_rival_claim_says_that_it_was_not_kept(exampleville):
    kg = exampleville()
    rival = kg.why("meeting/2031-travel", "when")[-1].statements[0]
    assert kg.show(rival.claim).note == "rival value, not kept: The later report is preferred."
    assert kg.why(rival.claim)[0].statements == (rival,)


def test_what_owes_no_evidence_has_none(exampleville):
    assert exampleville().why("state/prt") == []


@pytest.mark.parametrize("property", ["coChairs", "colour"])
def test_a_property_that_is_not_there_is_refused(exampleville, property):
    with pytest.raises(UnknownName) as refused:
        exampleville().why("meeting/2031-03-som", property)
    assert ("coChair" in refused.value.near) == (property == "coChairs")


def test_with_the_documents_the_whole_sentence_is_shown(exampleville):
    texts = exampleville().layout.data.parent / "texts"
    kg = exampleville()
    assert {group.sentence for group in kg.why(FOLLOW_UP)} == {None}
    assert {group.sentence for group in kg.why(FOLLOW_UP, texts=texts)} == {
        "Since the recommendation of June, Morocco has put its fees on line."
    }
    assert {group.sentence for group in kg.why("initiative/reception-network", texts=texts)} == {
        "The Reception Network project trains staff for action 5."
    }


def test_without_the_right_file_no_sentence_is_shown(exampleville, tmp_path):
    assert {group.sentence for group in exampleville().why(FOLLOW_UP, texts=tmp_path)} == {None}


def test_evidence_makes_a_table(exampleville):
    table = exampleville().why(FOLLOW_UP).to_pandas()
    assert list(table["basis"]) == ["stated", "interpreted"]

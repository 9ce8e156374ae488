"""What counts for a provision, and what it amounts to."""

import pytest

from rabatkg.coverage import LEVELS
from rabatkg.errors import UnknownName
from rabatkg.names import RKG

VERDICTS = {
    "1": ("recommended", "followed-up"),
    "2": ("discussed", "recommended"),
    "3": ("mentioned", "mentioned"),
    "4": ("discussed", "discussed"),
    "5": ("nothing-found", "nothing-found"),
    "6": ("followed-up", "followed-up"),
    "7": ("discussed", "discussed"),
    "8": ("nothing-found", "nothing-found"),
    "9": ("nothing-found", "nothing-found"),
}

STILL_NOTHING = [
    ("type: Announcement", "type: Finding"),
    ("type: Offer", "type: GoodPractice"),
    ("type: Aim", "type: Recommendation"),
    ("type: Observation", "type: Finding"),
    ("type: Initiative", "type: ExpertMeeting"),
    ("type: ExternalMeeting", "type: TechnicalMeeting"),
    ("when: 2029-01\n", "when: 2030-06\n"),
    ("status: status/planned", "status: status/held"),
]
"""What keeps each thing that treats action 5 from counting, and what would let it count."""


def rows(kg, **asked):
    return {row.notation: row for row in kg.coverage(**asked)}


def test_every_action_has_the_level_that_its_record_is_a_case_of(exampleville):
    found = rows(exampleville())
    assert {key: (row.level_stated, row.level_any) for key, row in found.items()} == VERDICTS


@pytest.mark.parametrize("change", STILL_NOTHING, ids=lambda change: change[0])
def test_what_does_not_count_would_count_but_for_one_word(exampleville, change):
    assert rows(exampleville())["5"].proofs == ()
    assert rows(exampleville(change))["5"].level_any in ("discussed", "recommended")


def test_what_arises_from_an_external_meeting_does_not_count_at_any_depth(exampleville):
    own_date = ("title: {en: Staff are needed", "when: 2031\n            title: {en: Staff are needed")
    assert rows(exampleville(own_date))["5"].proofs == ()
    items = {proof.item for proof in rows(exampleville(STILL_NOTHING[5]))["5"].proofs}
    assert items == {"meeting/2031-world-forum", "meeting/2031-world-forum/opening/finding-staff"}


def test_a_cancelled_meeting_did_not_discuss(exampleville):
    cancelled = ("cost of travel, fr: Réunion technique sur le coût du voyage}\n    status: status/held",) * 2
    assert rows(exampleville((cancelled[0], cancelled[1].replace("held", "cancelled"))))["7"].level_any == LEVELS[0]


def test_a_follow_up_is_as_stated_as_its_weakest_hop(exampleville):
    proof = rows(exampleville())["1"].proofs[0]
    assert [(hop.property, hop.basis) for hop in proof.hops] == [
        ("followsUp", "interpreted"),
        ("addressesAsStated", "stated"),
    ]
    assert proof.basis == "interpreted"
    read = """            basis: interpreted
            because: {en: One meeting made a recommendation in June., fr: Une seule réunion a recommandé en juin.}
"""
    row = rows(exampleville((read, "")))["1"]
    assert (row.level_stated, row.level_any) == ("followed-up", "followed-up")


def test_a_mention_is_never_more_than_a_mention(exampleville):
    before = "key: finding-training                                      # action 3: only mentioned\n        type: "
    upgraded = exampleville((f"{before}Finding", f"{before}Recommendation"))
    assert rows(upgraded)["3"].level_any == "mentioned"
    addressed = exampleville(("        mentions:\n", "        addresses:\n"))
    assert rows(addressed)["3"].level_any == "discussed"


def test_what_serves_only_a_domain_raises_no_action_and_no_objective(exampleville):
    kg = exampleville()
    item = "meeting/2031-03-som/session-return"
    assert item in {proof.item for proof in rows(kg, by="domain")["3"].proofs}
    narrower = [*kg.coverage(by="objective"), *kg.coverage(by="action")]
    assert item not in {proof.item for row in narrower for proof in row.proofs}


def test_what_serves_an_objective_raises_its_domain_and_no_action(exampleville):
    kg = exampleville()
    item = "meeting/2031-03-som/session-objective"
    for by, key in (("objective", "4"), ("domain", "3")):
        assert item in {proof.item for proof in rows(kg, by=by)[key].proofs}
    assert item not in {proof.item for row in kg.coverage() for proof in row.proofs}


def test_objectives_and_domains_count_their_actions_at_each_level(exampleville):
    row = rows(exampleville(), by="objective")["1"]
    assert row.actions == 3
    assert {count.level: (count.stated, count.any) for count in row.counts} == {
        "followed-up": (0, 1),
        "recommended": (1, 1),
        "discussed": (1, 0),
        "mentioned": (1, 1),
        "nothing-found": (0, 0),
    }
    assert [one.actions for one in exampleville().coverage(by="domain")] == [4, 2, 2, 1]


def test_a_number_in_two_headings_is_one_number(exampleville):
    kg = exampleville()
    assert [row.notation for row in kg.coverage(by="objective")] == ["1", "2", "3a", "3b", "4", "5"]
    assert [row.number for row in kg.coverage(by="objective")] == ["1", "2", "3", "3", "4", "5"]
    row = rows(kg, by="objective-number")["3"]
    assert (row.level_any, row.actions) == ("followed-up", 2)
    assert [(one.notation, one.level_any) for one in row.headings] == [("3a", "nothing-found"), ("3b", "followed-up")]
    assert [one.notation for one in kg.coverage(by="objective-number") if one.headings] == ["3"]


def test_the_levels_are_those_of_the_vocabulary(exampleville):
    kg = exampleville()
    told = kg.query(
        f"SELECT ?level ?weight {{ ?level a <{RKG}Level> ; <http://www.w3.org/2004/02/skos/core#notation> ?weight }} "
        "ORDER BY ?weight"
    )
    assert [row["level"] for row in told] == [f"level/{level}" for level in LEVELS]
    assert [row["weight"] for row in told] == list(range(len(LEVELS)))


def test_the_graph_says_the_same_of_what_serves_what(exampleville):
    kg = exampleville()
    for basis, words in (("stated", "servesAsStated"), ("interpreted", "servesAsInterpreted")):
        for by in ("action", "objective", "domain"):
            for row in kg.coverage(by=by):
                served = kg.query(f"SELECT DISTINCT ?item {{ ?item <{RKG}{words}> <{kg.thing(row.provision)}> }}")
                own = {
                    proof.item
                    for proof in row.proofs
                    if len(proof.hops) == 1 and proof.level != "mentioned" and proof.basis == basis
                }
                assert own <= {one["item"] for one in served}, (row.provision, basis)


def test_documents_that_are_missing_could_raise_what_their_meeting_is_about(exampleville):
    kg = exampleville()
    by_action = {key: [one.document for one in row.missing] for key, row in rows(kg).items()}
    of_domain, of_action = ["document/visas-report"], ["document/return-report"]
    assert {key for key, found in by_action.items() if found == of_domain} == {"1", "2", "3", "4"}
    assert {key for key, found in by_action.items() if found == of_action} == {"7"}
    assert [one.document for one in rows(kg, by="objective")["4"].missing] == of_action
    assert [one.document for one in rows(kg, by="domain")["3"].missing] == of_action
    held = exampleville(("holding: holding/known-missing", "holding: holding/held"))
    assert not any(row.missing for row in held.coverage())


def test_what_no_document_treats_cannot_be_assessed(exampleville):
    assert {key for key, row in rows(exampleville()).items() if not row.assessable} == {"9"}
    offer = 'provision/example-2030/{}, basis: stated, evidence: [{{passage: {}, quote: "Portugal offers"}}]'
    place = "passage/report-2031/2-2-35a93528"
    announced = exampleville((offer.format("action-5", place), offer.format("domain-4", place)))
    row = rows(announced)["9"]
    assert (row.level_any, row.assessable) == ("nothing-found", True)


def test_a_proof_tells_the_whole_story(exampleville):
    proof = rows(exampleville(lang="fr"))["4"].proofs[0]
    assert (proof.item, proof.kind, proof.kind_label) == ("meeting/2031-03-som/session-2", "Session", "Session")
    assert proof.title == "Deuxième session"
    assert (proof.level, proof.basis, proof.quote) == ("discussed", "stated", "action 4 of the plan")
    assert (proof.earliest, proof.latest, proof.certain) == ("2031-03-01", "2031-03-31", True)
    assert proof.source.document == "document/report-2031"
    assert proof.source.passage == "passage/report-2031/2-1-ee0a5a41"
    assert proof.source.title == "Compte rendu de la réunion des hauts fonctionnaires de mars 2031"


def test_the_best_proof_comes_first(exampleville):
    for row in exampleville().coverage(by="domain"):
        weights = [LEVELS.index(proof.level) for proof in row.proofs]
        assert weights == sorted(weights, reverse=True)


@pytest.mark.parametrize("asked", [{"plan": "plan/example-2031"}, {"plan": "state/prt"}, {"by": "acton"}])
def test_what_is_not_there_is_refused_with_what_is_near(exampleville, asked):
    with pytest.raises(UnknownName) as refused:
        exampleville().coverage(**asked)
    if asked != {"plan": "state/prt"}:
        assert refused.value.near

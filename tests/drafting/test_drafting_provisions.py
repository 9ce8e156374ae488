"""The provisions of the plan that a meeting serves: those that are named by number, and no other."""

import pytest

EN, FR = "# Thematic meeting on visas", "# Réunion thématique sur les visas"
DOMAIN, ACTION = "provision/lagoon-2030/domain-1", "provision/lagoon-2030/action-1"


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "The meeting addressed Domain 1 of the plan.", [DOMAIN]),
        ("en", "The meeting was held under action 1 of the plan.", [ACTION]),
        ("en", "The meeting contributes to domain 1 (action 1).", [ACTION, DOMAIN]),
        ("fr", "La réunion portait sur le Domaine 1 du plan.", [DOMAIN]),
        ("fr", "La réunion répond à l'action 1 du plan.", [ACTION]),
    ],
)
def test_a_provision_that_the_meeting_serves_is_read(values, language, text, found):
    assert sorted(values("addresses", language, EN if language == "en" else FR, text, fictional=True)) == found


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Domain 9 is unknown."),
        ("en", "Domain 1 will be the subject of the next meeting."),
        ("en", "Action was taken in 1 country."),
        ("en", "Session 1 was about fees."),
        ("fr", "Le domaine 1 fera l'objet de la prochaine réunion."),
        ("fr", "Deux actions, 1 pays."),
    ],
)
def test_a_provision_that_is_not_served_is_not_stated(values, language, text):
    assert values("addresses", language, EN if language == "en" else FR, text, fictional=True) == []


def test_the_title_of_a_provision_alone_is_a_question(drafted):
    (meeting, *_) = drafted("en", "# Thematic meeting on fees", "Publish the fees: this was the theme.", fictional=True)
    assert [one for one in meeting.of("addresses") if one.sure] == []


def test_every_proposal_rests_on_words_of_the_report(drafted):
    (meeting, *_) = drafted("en", EN, "The meeting addressed Domain 1 of the plan.", fictional=True)
    (one,) = meeting.of("addresses")
    assert one.basis == "stated"
    assert "Domain 1" in one.proofs[0].quote

"""Good practices, what was done on a recommendation, and what is to come."""

import pytest

EN, FR = "# Thematic meeting on visas", "# Réunion thématique sur les visas"


def outcomes(records, class_name):
    return [one for one in records[0].nodes("outcome") if one.text("type") == class_name]


@pytest.mark.parametrize(
    ("language", "text", "by"),
    [
        ("en", "Aaa shared its good practice of printing fees on the door.", "state/aaa"),
        ("en", "As a good practice, Bbb presented its one-stop shop for visas.", "state/bbb"),
        ("fr", "L'Aaa a partagé sa bonne pratique : les frais sont affichés à la porte.", "state/aaa"),
        ("fr", "À titre de bonne pratique, la Bbb a présenté son guichet unique.", "state/bbb"),
    ],
)
def test_a_good_practice_is_somebodys(drafted, language, text, by):
    (node,) = outcomes(drafted(language, EN if language == "en" else FR, text, fictional=True), "GoodPractice")
    assert [one.value for one in node.of("practisedBy")] == [by]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Participants exchanged good practices."),
        ("en", "The meeting aimed to share good practices between Aaa and Bbb."),
        ("en", "Good practices should be collected by Aaa."),
        ("fr", "Les participants ont échangé de bonnes pratiques."),
        ("fr", "Il convient de recueillir les bonnes pratiques de l'Aaa."),
    ],
)
def test_good_practices_in_general_are_none(drafted, language, text):
    assert outcomes(drafted(language, EN if language == "en" else FR, text, fictional=True), "GoodPractice") == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "In June 2030, Aaa published its fees, as the meeting of March had recommended."),
        ("fr", "En juin 2030, l'Aaa a publié ses frais, comme la réunion de mars l'avait recommandé."),
    ],
)
def test_what_was_done_on_a_recommendation_is_a_follow_up(drafted, language, text):
    (node,) = outcomes(drafted(language, EN if language == "en" else FR, text, fictional=True), "FollowUp")
    assert [one.value for one in node.of("by")] == ["state/aaa"]


@pytest.mark.parametrize(
    ("language", "text", "class_name"),
    [
        ("en", "Aaa will train officers by the end of 2032.", "Announcement"),
        ("en", "Aaa announced that it would publish its fees.", "Announcement"),
        ("en", "Bbb offered to host a training for officers.", "Offer"),
        ("fr", "L'Aaa a annoncé qu'il publierait ses frais.", "Announcement"),
        ("fr", "La Bbb a proposé d'accueillir une formation des agents.", "Offer"),
    ],
)
def test_what_is_to_come_is_no_follow_up(drafted, language, text, class_name):
    records = drafted(language, EN if language == "en" else FR, text, fictional=True)
    assert [one.text("type") for one in records[0].nodes("outcome")] == [class_name]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Aaa published its fees in 2029."),
        ("en", "It is likely that fees will rise in Aaa."),
        ("fr", "L'Aaa a publié ses frais en 2029."),
    ],
)
def test_what_is_tied_to_no_recommendation_is_neither(drafted, language, text):
    assert drafted(language, EN if language == "en" else FR, text, fictional=True)[0].nodes("outcome") == ()


def test_who_helps_with_a_practice_does_not_practise_it(drafted):
    lines = (EN, "## Good practices", "- The city of Elsewhere prints its fees on the door, with the help of Aaa.")
    (node,) = outcomes(drafted("en", *lines, fictional=True), "GoodPractice")
    assert node.of("practisedBy") == ()

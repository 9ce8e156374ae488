"""Recommendations: under headings, below a lead-in, and in sentences of either language."""

import pytest

EN, FR = "# Thematic meeting on visas", "# Réunion thématique sur les visas"


def count(records, class_name):
    return len([one for one in records[0].nodes("outcome") if one.text("type") == class_name])


@pytest.mark.parametrize(
    "text",
    [
        "The meeting recommended that states publish their fees.",
        "Participants called for fees to be published.",
        "Participants encouraged partner countries to publish their fees.",
        "The delegations invited the secretariat to draw up a guide.",
        "It was recommended to publish the fees.",
        "The experts urged states to publish their fees.",
        "A key recommendation was to publish the fees.",
    ],
)
def test_a_recommendation_is_read_in_english(drafted, text):
    assert count(drafted("en", EN, text, fictional=True), "Recommendation") == 1


@pytest.mark.parametrize(
    "text",
    [
        "La réunion a recommandé que les États publient leurs frais.",
        "Les participants ont appelé à publier les frais.",
        "Les participants ont encouragé les pays partenaires à publier leurs frais.",
        "Les délégations ont invité le secrétariat à rédiger un guide.",
        "Il a été recommandé de publier les frais.",
        "Les experts ont exhorté les États à publier leurs frais.",
    ],
)
def test_a_recommendation_is_read_in_french(drafted, text):
    assert count(drafted("fr", FR, text, fictional=True), "Recommendation") == 1


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The recommendations of 2030 were recalled."),
        ("en", "Experts were invited to the meeting by Bbb."),
        ("en", "Aaa recommended its hotel."),
        ("en", "Participants encouraged each other."),
        ("en", "The law recommends that employers publish wages."),
        ("en", "No recommendation was made."),
        ("fr", "Les recommandations de 2030 ont été rappelées."),
        ("fr", "Les experts étaient invités par la Bbb."),
        ("fr", "Aucune recommandation n'a été formulée."),
        ("fr", "Une lettre recommandée a été envoyée."),
    ],
)
def test_what_recommends_nothing_is_no_recommendation(drafted, language, text):
    assert count(drafted(language, EN if language == "en" else FR, text, fictional=True), "Recommendation") == 0


def test_items_below_a_heading_are_recommendations_each(drafted):
    lines = (EN, "It was about fees.", "## Recommendations", "- Publish the fees.", "- Train the officers.")
    assert count(drafted("en", *lines, fictional=True), "Recommendation") == 2


def test_items_below_a_lead_in_are_recommendations_each(drafted):
    lines = (
        FR,
        "Les participants ont recommandé :",
        "- de publier les frais ;",
        "- de former les agents.",
        "Le dîner a suivi.",
    )
    assert count(drafted("fr", *lines, fictional=True), "Recommendation") == 2


def test_items_below_another_heading_are_none(drafted):
    lines = (EN, "It was about fees.", "## Agenda", "- Opening of the meeting", "- Fees of visas")
    assert count(drafted("en", *lines, fictional=True), "Recommendation") == 0


def test_two_recommendations_of_one_sentence_are_two(drafted):
    text = "The meeting recommended that states publish their fees and that the secretariat draw up a guide."
    assert count(drafted("en", EN, text, fictional=True), "Recommendation") == 2


def test_a_sentence_that_goes_on_is_a_further_recommendation(drafted):
    text = "The meeting recommended publishing the fees. It also called for a guide to be drawn up."
    assert count(drafted("en", EN, text, fictional=True), "Recommendation") == 2


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The meeting recommended that partner countries publish their fees."),
        ("en", "The meeting recommended above all that partner countries publish their fees."),
        ("en", "Participants encouraged partner countries to publish their fees."),
        ("fr", "La réunion a recommandé que les pays partenaires publient leurs frais."),
        ("fr", "Les participants ont encouragé les pays partenaires à publier leurs frais."),
    ],
)
def test_the_addressee_is_read_where_it_is_said(drafted, language, text):
    records = drafted(language, EN if language == "en" else FR, text, fictional=True)
    (node,) = [one for one in records[0].nodes("outcome") if one.text("type") == "Recommendation"]
    assert [one.value for one in node.of("addressee")] == ["stakeholder/partner-countries"]


def test_nobody_is_addressed_where_nobody_is_named(drafted):
    records = drafted("en", EN, "The meeting recommended that fees be published.", fictional=True)
    (node,) = [one for one in records[0].nodes("outcome") if one.text("type") == "Recommendation"]
    assert node.of("addressee") == ()


def test_a_recommendation_quotes_no_more_than_it_may(drafted):
    text = "The meeting recommended that states " + "publish and explain the fees of every visa, " * 8 + "and so on."
    records = drafted("en", EN, text, fictional=True)
    for node in records[0].nodes("outcome"):
        for one in node.every():
            assert all(len(proof.quote.split()) <= 25 for each in one.proposals for proof in each.proofs)

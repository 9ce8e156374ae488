"""Who took part, and how many: those who are listed or who speak, not those who are spoken of."""

import pytest

EN, FR = "# Thematic meeting on visas", "# Réunion thématique sur les visas"


@pytest.mark.parametrize(
    ("language", "text", "states"),
    [
        ("en", "The meeting brought together delegations from Ghana, Togo and Spain.", {"gha", "tgo", "esp"}),
        ("en", "Participants from Mali and Senegal attended.", {"mli", "sen"}),
        ("en", "Countries present: Ghana, the Gambia, Côte d'Ivoire.", {"gha", "gmb", "civ"}),
        ("en", "Ghana presented its register of fees.", {"gha"}),
        ("en", "The delegation of Niger explained how it issues visas.", {"ner"}),
        ("en", "The Swedish delegation described its procedure.", {"swe"}),
        ("en", "Malta and Cabo Verde shared their experience.", {"mlt", "cpv"}),
        ("fr", "La réunion a rassemblé des délégations du Ghana, du Togo et de l'Espagne.", {"gha", "tgo", "esp"}),
        ("fr", "Étaient présents : le Mali, le Sénégal et la Côte d'Ivoire.", {"mli", "sen", "civ"}),
        ("fr", "Le Ghana a présenté son registre des frais.", {"gha"}),
        ("fr", "Le Ghana et le Togo avaient envoyé un observateur.", {"gha", "tgo"}),
        ("fr", "La délégation du Niger a expliqué comment elle délivre les visas.", {"ner"}),
        ("fr", "La délégation suédoise a décrit sa procédure.", {"swe"}),
    ],
)
def test_those_who_are_listed_or_speak_took_part(values, language, text, states):
    found = values("participant", language, EN if language == "en" else FR, text)
    assert set(found) == {f"state/{one}" for one in states}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Ghana and Togo sent their apologies."),
        ("en", "Experts spoke of the situation in Libya."),
        ("en", "The route leads through Niger."),
        ("en", "A project in Ghana, which Spain funds, was presented."),
        ("en", "The next meeting will bring together Ghana and Togo."),
        ("fr", "Le Ghana et le Togo s'étaient excusés."),
        ("fr", "Les experts ont évoqué la situation en Libye."),
        ("fr", "La route traverse le Niger."),
        ("fr", "La prochaine réunion rassemblera le Ghana et le Togo."),
    ],
)
def test_a_country_that_is_spoken_of_did_not_take_part(values, language, text):
    assert values("participant", language, EN if language == "en" else FR, text) == []


def test_a_list_under_a_heading_says_who_was_there(values):
    lines = (
        EN,
        "It was about fees.",
        "## Participants",
        "- Ghana",
        "- Togo",
        "- International Organization for Migration",
    )
    found = values("participant", "en", *lines)
    assert {"state/gha", "state/tgo"} < set(found)
    assert any(one.startswith("organisation/") for one in found)


def test_who_was_present_stands_before_the_names_of_their_people(values):
    lines = (FR, "Elle a porté sur les frais.", "## Étaient présents", "- pour le Mali : M. Amadou Keita, directeur")
    assert "state/mli" in values("participant", "fr", *lines)


def test_an_organisation_that_is_only_named_did_not_take_part(drafted):
    (meeting, *_) = drafted("en", "# Thematic meeting on fees", "Fees are a matter of the Visa Agency.", fictional=True)
    assert [one.value for one in meeting.of("participant")] == []
    assert [one.value for one in meeting.of("names")] == ["organisation/visa-agency"]


@pytest.mark.parametrize(
    ("language", "text", "value", "qualifier"),
    [
        ("en", "Around 80 participants attended the meeting.", "80", "about"),
        ("en", "The meeting gathered 62 participants.", "62", "exact"),
        ("en", "More than 120 delegates took part in the meeting.", "120", "more-than"),
        ("en", "At least 40 experts attended the meeting.", "40", "at-least"),
        ("en", "Some 1,200 people attended the meeting.", "1200", "about"),
        ("en", "A dozen experts attended the meeting.", "12", "about"),
        ("fr", "Quelque 80 participants ont assisté à la réunion.", "80", "about"),
        ("fr", "La réunion a réuni 62 participants.", "62", "exact"),
        ("fr", "Plus de 120 délégués ont pris part à la réunion.", "120", "more-than"),
        ("fr", "La réunion a réuni une quarantaine d'experts.", "40", "about"),
    ],
)
def test_how_many_took_part_is_read_with_how_exact_that_is(drafted, language, text, value, qualifier):
    (meeting, *_) = drafted(language, EN if language == "en" else FR, text, fictional=True)
    (node,) = [one for one in meeting.nodes("outcome") if one.text("type") == "Observation"]
    assert (node.text("value"), node.text("qualifier")) == (value, f"qualifier/{qualifier}")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The agency counted 120 visas a day."),
        ("en", "Experts presented a course that 300 officers have taken."),
        ("en", "The meeting of 2029 had gathered 62 participants."),
        ("en", "62 % of participants were women."),
        ("en", "The meeting held in May 2029 gathered experts."),
        ("en", "It was the 8th meeting of officials."),
        ("fr", "L'agence délivre 120 visas par jour."),
        ("fr", "Le prochain atelier réunira 62 participants."),
    ],
)
def test_a_figure_of_something_else_counts_nobody(drafted, language, text):
    (meeting, *_) = drafted(language, EN if language == "en" else FR, text, fictional=True)
    assert [one for one in meeting.nodes("outcome") if one.text("type") == "Observation"] == []

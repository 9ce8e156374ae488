"""Persons with the offices in which they spoke."""

import pytest

EN, FR = "# Thematic meeting on visas", "# Réunion thématique sur les visas"


def told(records):
    """Yield the name, the office and the institution of each person of the meeting."""
    names = {one.text("id"): one.of("title")[0].value.texts["en"] for one in records if one.text("type") == "Person"}
    for node in records[0].nodes("participation"):
        (capacity,) = node.nodes("capacity") or (None,)
        office = capacity.text("printedAs") if capacity else None
        yield names.get(node.text("actor")), office, capacity.text("organisation") if capacity else None


@pytest.mark.parametrize(
    ("language", "text", "name", "office", "of"),
    [
        (
            "en",
            "Ms Ama Owusu, Director of Visas of Ghana, opened the meeting.",
            "Ama Owusu",
            "Director of Visas of Ghana",
            "state/gha",
        ),
        (
            "en",
            "H.E. Mr José da Silva, Minister of the Interior of Cabo Verde, spoke first.",
            "José da Silva",
            "Minister of the Interior of Cabo Verde",
            "state/cpv",
        ),
        (
            "en",
            "The floor was given to Dr Anna Berg (Head of Unit, Swedish Migration Agency).",
            "Anna Berg",
            None,
            None,
        ),
        (
            "en",
            "Lars Holm, head of the visa department of Sweden, described it.",
            "Lars Holm",
            "head of the visa department of Sweden",
            "state/swe",
        ),
        (
            "en",
            "The Minister of Justice of Mali, Mr Amadou Keita, replied.",
            "Amadou Keita",
            "Minister of Justice of Mali",
            "state/mli",
        ),
        ("en", "Ms Ama Owusu (Ghana), Head of Unit, spoke first.", "Ama Owusu", "Head of Unit", "state/gha"),
        ("en", "Mr Jan Kok, who heads the visa unit of the Netherlands, spoke.", "Jan Kok", None, "state/nld"),
        ("en", "Mr Jan Kok is the Director of Visas of the Netherlands.", "Jan Kok", None, "state/nld"),
        ("fr", "M. Amadou Keita, qui dirige le service des visas du Mali, a parlé.", "Amadou Keita", None, "state/mli"),
        (
            "fr",
            "M. Amadou Keita, Directeur des visas du Mali, a ouvert la réunion.",
            "Amadou Keita",
            "Directeur des visas du Mali",
            "state/mli",
        ),
        (
            "fr",
            "S.E. Mme Awa Diop, Ministre de la Justice du Sénégal, a pris la parole.",
            "Awa Diop",
            "Ministre de la Justice du Sénégal",
            "state/sen",
        ),
        ("fr", "Mme la Ministre de l'Intérieur du Togo, Afi Mensah, a répondu.", "Afi Mensah", None, "state/tgo"),
        ("fr", "La parole a été donnée à Mme Anna Berg (cheffe d'unité, Suède).", "Anna Berg", None, "state/swe"),
    ],
)
def test_a_person_is_read_with_office(drafted, language, text, name, office, of):
    found = list(told(drafted(language, EN if language == "en" else FR, text)))
    assert [one[0] for one in found] == [name]
    assert found[0][1] is not None
    if office:
        assert found[0][1].removeprefix("the ") == office
    if of:
        assert found[0][2] == of


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The Director of Visas of Ghana opened the meeting."),
        ("en", "The Global Compact, Head of Unit and Border Guard are words with capitals."),
        ("en", "Cabo Verde, Head of Delegation, spoke first."),
        ("en", "The Mixed Migration Centre, a partner, presented its data."),
        ("fr", "Le Directeur des visas du Ghana a ouvert la réunion."),
        ("fr", "La Côte d'Ivoire, chef de file du domaine, a présenté ses travaux."),
        ("fr", "Le Pacte mondial, Chef d'unité et Garde civile sont des mots."),
    ],
)
def test_an_office_without_a_name_makes_no_person(drafted, language, text):
    assert list(told(drafted(language, EN if language == "en" else FR, text))) == []


def test_two_persons_of_one_sentence_keep_their_own_offices(drafted):
    others = "Mr Jan Kok, Head of Unit at the Ministry of Justice of the Netherlands"
    text = f"It was opened by Ms Ama Owusu, Director of Visas of Ghana, and {others}."
    found = {name: (office, of) for name, office, of in told(drafted("en", EN, text))}
    assert found["Ama Owusu"] == ("Director of Visas of Ghana", "state/gha")
    assert found["Jan Kok"][1] == "state/nld"


def test_a_person_in_a_table_has_the_columns_for_office_and_country(drafted):
    lines = (
        EN,
        "It was about fees.",
        "## List of participants",
        "| Name | Function | Country",
        "| Ama OWUSU | Director of Visas | Ghana",
        "| Jan Kok | Head of Unit | Netherlands",
    )
    found = {name: (office, of) for name, office, of in told(drafted("en", *lines))}
    assert {of for _, of in found.values()} == {"state/gha", "state/nld"}
    assert {office for office, _ in found.values()} == {"Director of Visas", "Head of Unit"}


def test_somebody_whom_a_register_holds_is_no_new_entry(drafted):
    text = "Jane Doe, director of visas of Aaa, spoke first."
    records = drafted("en", EN, text, fictional=True)
    assert [one.text("type") for one in records] == ["ThematicMeeting"]
    (node,) = records[0].nodes("participation")
    assert node.text("actor") == "person/jane-doe"


def test_the_same_person_twice_is_one(drafted):
    records = drafted(
        "en",
        EN,
        "Ms Ama Owusu, Director of Visas of Ghana, opened the meeting.",
        "Later Ms Owusu thanked Ms Ama Owusu's team.",
    )
    assert [one.text("id") for one in records if one.text("type") == "Person"] == ["person/ama-owusu"]


def test_what_an_office_is_called_is_in_our_own_words_in_every_language(drafted):
    records = drafted("fr", FR, "M. Amadou Keita, Directeur général des visas du Mali, a ouvert la réunion.")
    (node,) = records[0].nodes("participation")
    (capacity,) = node.nodes("capacity")
    (name,) = [one.value for one in capacity.of("title")]
    assert set(name.texts) >= {"en", "fr"}

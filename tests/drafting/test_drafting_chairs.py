"""Who co-chaired, hosted and organised: what a sentence says of the meeting, and of nothing else."""

import pytest

EN, FR = "# Thematic meeting on visas", "# Réunion thématique sur les visas"


@pytest.mark.parametrize(
    "text",
    [
        "The meeting was co-chaired by Aaa and Bbb.",
        "Co-chairs: Aaa and Bbb",
        "Aaa and Bbb jointly chaired the meeting.",
        "It was held under the joint chairmanship of Aaa and Bbb.",
        "Aaa, which chairs the dialogue since May 2030, co-chaired the meeting with Bbb.",
        "Aaa and Bbb shared the chair of the meeting.",
        "Chaired by Aaa and Bbb, the workshop looked at fees.",
        "With Aaa and Bbb in the chair, the meeting looked at fees.",
        "Aaa, together with Bbb, chaired the meeting.",
        "The meeting was co-chaired by Aaa, for the south, and by Bbb, for the north.",
        "The co-chairs, Mr John Doe (Aaa) and Ms Jane Roe (Bbb), opened the meeting.",
    ],
)
def test_co_chairs_are_read_in_english(values, text):
    assert sorted(values("coChair", "en", EN, text, fictional=True)) == ["state/aaa", "state/bbb"]


@pytest.mark.parametrize(
    "text",
    [
        "Elle était coprésidée par l'Aaa et la Bbb.",
        "Coprésidents : Aaa et Bbb",
        "La réunion, que l'Aaa et la Bbb ont coprésidée, a porté sur les frais.",
        "Elle s'est tenue sous la direction conjointe de l'Aaa et de la Bbb.",
        "L'Aaa et la Bbb en assuraient la coprésidence.",
        "La présidence des débats a été partagée entre l'Aaa et la Bbb.",
        "L'Aaa et la Bbb, coprésidentes de la réunion, ont remercié les délégations.",
        "L'Aaa a présidé les travaux avec la Bbb.",
        "La réunion, coprésidée par M. Jean Doe (Aaa) et Mme Jeanne Roe (Bbb), a duré un jour.",
    ],
)
def test_co_chairs_are_read_in_french(values, text):
    assert sorted(values("coChair", "fr", FR, text, fictional=True)) == ["state/aaa", "state/bbb"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The delegation of Aaa thanked Bbb."),
        ("en", "The second session was co-chaired by Aaa and Bbb."),
        ("en", "The next meeting will be co-chaired by Aaa and Bbb."),
        ("en", "The meeting of 2030 had been co-chaired by Aaa and Bbb."),
        ("en", "Aaa, which co-chairs the Lagoon Dialogue with Bbb, spoke first."),
        ("en", "Aaa and Bbb led a discussion on fees."),
        ("en", "Aaa handed the chair of the Lagoon Dialogue to Bbb."),
        ("fr", "La délégation de l'Aaa a remercié la Bbb."),
        ("fr", "La deuxième session était coprésidée par l'Aaa et la Bbb."),
        ("fr", "La prochaine réunion sera coprésidée par l'Aaa et la Bbb."),
        ("fr", "Depuis mai 2030, l'Aaa préside le dialogue avec la Bbb."),
        ("fr", "L'Aaa et la Bbb ont animé le premier groupe de travail."),
    ],
)
def test_who_did_not_chair_the_meeting_is_no_co_chair(drafted, language, text):
    (meeting, *_) = drafted(language, EN if language == "en" else FR, text, fictional=True)
    assert meeting.of("coChair") == ()
    assert "coChair" in {question.key for question in meeting.questions}


def test_one_co_chair_leaves_the_question_who_the_other_was(drafted):
    (meeting, *_) = drafted("en", EN, "The meeting was co-chaired by Aaa.", fictional=True)
    assert [one.value for one in meeting.of("coChair")] == ["state/aaa"]
    assert [one.key for one in meeting.questions if one.key == "coChair"] == ["coChair"]


def test_a_conclusion_from_two_states_gives_its_reason(drafted):
    (meeting, *_) = drafted("en", EN, "The meeting had two chairs, Aaa and Bbb.", fictional=True)
    assert {(one.basis, bool(one.because)) for one in meeting.of("coChair")} == {("interpreted", True)}


@pytest.mark.parametrize(
    ("language", "text", "key", "value"),
    [
        ("en", "The meeting was hosted by the Government of Aaa.", "host", "state/aaa"),
        ("en", "Aaa hosted the meeting.", "host", "state/aaa"),
        ("en", "They met at the invitation of Aaa.", "host", "state/aaa"),
        ("en", "The meeting was organised by the Visa Agency.", "organiser", "organisation/visa-agency"),
        ("en", "The meeting was jointly organised by Aaa and the Visa Agency.", "coOrganiser", "state/aaa"),
        ("fr", "L'Aaa a accueilli la réunion.", "host", "state/aaa"),
        ("fr", "À l'invitation de l'Aaa, les experts se sont réunis.", "host", "state/aaa"),
        ("fr", "La réunion était organisée par l'Agence des visas.", "organiser", "organisation/visa-agency"),
    ],
)
def test_hosts_and_organisers_are_read(values, language, text, key, value):
    assert value in values(key, language, EN if language == "en" else FR, text, fictional=True)


@pytest.mark.parametrize(
    "text", ["Aaa hosts many refugees.", "Aaa and other host countries spoke.", "It was funded by Aaa."]
)
def test_a_host_of_something_else_is_no_host(values, text):
    assert values("host", "en", EN, text, fictional=True) == []


def test_what_a_foreword_says_of_co_chairs_makes_co_chairs_of_those_who_organised_together(drafted):
    records = drafted(
        "en",
        "# Senior officials' meeting",
        "The meeting took stock.",
        "# Review",
        "The co-chairing countries presented the thematic meetings held in 2030.",
        "## Thematic meeting on visas",
        "The meeting was jointly organised by Aaa and Bbb.",
        fictional=True,
    )
    other = records[1]
    assert sorted(one.value for one in other.of("coChair")) == ["state/aaa", "state/bbb"]
    assert {one.basis for one in other.of("coChair")} == {"interpreted"}
    assert other.text("when") == "2030"
    assert records[0].of("coChair") == ()


def test_a_chair_and_a_co_chair_chaired_together(drafted):
    (meeting, *_) = drafted("en", EN, "It was about fees.", "Chair: Aaa", "Co-chair: Bbb", fictional=True)
    assert {(one.value, one.basis) for one in meeting.of("coChair")} == {
        ("state/aaa", "interpreted"),
        ("state/bbb", "stated"),
    }
    assert meeting.of("chairedBy") == ()


def test_people_who_co_chaired_did_so_for_their_countries(drafted):
    text = (
        "It was held under the co-chairs of Ambassador Ama O. Owusu, Minister of State of Ghana, and Mr. Jan Kok, "
        "Deputy Minister of Foreign Affairs of the Netherlands."
    )
    (meeting, *_) = drafted("en", EN, text)
    assert {(one.value, one.basis) for one in meeting.of("coChair")} == {
        ("state/gha", "interpreted"),
        ("state/nld", "interpreted"),
    }


def test_a_name_that_ends_as_a_verb_begins_is_a_name(values):
    assert values("host", "fr", FR, "Malta a accueilli la réunion.") == ["state/mlt"]

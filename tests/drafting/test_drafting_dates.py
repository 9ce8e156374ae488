"""Dates in sentences of both languages, and which of them is the meeting's."""

import pytest

from rabatkg.drafting.dates import dates
from rabatkg.drafting.phrases import phrases_of


@pytest.mark.parametrize(
    ("language", "text", "first", "last"),
    [
        ("en", "12–13 March 2031", "2031-03-12", "2031-03-13"),
        ("en", "the 12th and 13th of March 2031", "2031-03-12", "2031-03-13"),
        ("en", "from 30 June to 2 July 2031", "2031-06-30", "2031-07-02"),
        ("en", "31 January and 1 February 2031", "2031-01-31", "2031-02-01"),
        ("en", "March 30 to April 2, 2031", "2031-03-30", "2031-04-02"),
        ("en", "Wed 25 – Fri 27 March 2031", "2031-03-25", "2031-03-27"),
        ("en", "12 March 2031 and the following day", "2031-03-12", "2031-03-13"),
        ("en", "the twelfth of March 2031", "2031-03-12", "2031-03-12"),
        ("en", "12.–13.3.2031", "2031-03-12", "2031-03-13"),
        ("en", "March 2031", "2031-03", "2031-03"),
        ("en", "12-13 March", "-03-12", "-03-13"),
        ("fr", "les 4 et 5 juin 2031", "2031-06-04", "2031-06-05"),
        ("fr", "le mardi 12 et le mercredi 13 août 2031", "2031-08-12", "2031-08-13"),
        ("fr", "du 30 juin au 2 juillet 2031", "2031-06-30", "2031-07-02"),
        ("fr", "le 1er février 2031", "2031-02-01", "2031-02-01"),
        ("fr", "le premier avril 2031", "2031-04-01", "2031-04-01"),
        ("fr", "12/05/2031", "2031-05-12", "2031-05-12"),
        ("fr", "mars 2031", "2031-03", "2031-03"),
    ],
)
def test_a_date_is_read(language, text, first, last):
    (found,) = dates(f"It says {text}.", phrases_of(language))
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "30 February 2031"),
        ("en", "12/05/2031"),
        ("en", "we may 2 times"),
        ("en", "in 2031"),
        ("fr", "62 participants"),
        ("fr", "31 juin 2031"),
    ],
)
def test_what_is_no_date_is_none(language, text):
    assert dates(f"It says {text}.", phrases_of(language)) == []


@pytest.mark.parametrize(
    ("language", "lines", "start", "end"),
    [
        ("en", ("# Thematic meeting on visas", "Exampleville, Aaa, 4–5 March 2031"), "2031-03-04", "2031-03-05"),
        ("en", ("# Thematic meeting on visas, Exampleville, 4 March 2031",), "2031-03-04", "2031-03-04"),
        ("en", ("# Visas", "The thematic meeting was held from 4 to 6 March 2031."), "2031-03-04", "2031-03-06"),
        ("en", ("# Visas", "The three-day thematic meeting closed on 6 March 2031."), "2031-03-04", "2031-03-06"),
        ("en", ("# Expert meeting on visas", "~ Expert meeting on visas, March 2031"), "2031-03", "2031-03"),
        ("en", ("# Expert meeting on visas", "4–5 March", "~ Expert meeting, 2031"), "2031-03-04", "2031-03-05"),
        (
            "en",
            ("# Visas", "Following the meeting that was held in May 2030, the experts met in Paris on 4 March 2031."),
            "2031-03-04",
            "2031-03-04",
        ),
        (
            "fr",
            ("# Réunion thématique", "L'an deux mille vingt-six, le 4 juin, s'est tenue la réunion thématique."),
            "2026-06-04",
            "2026-06-04",
        ),
        (
            "fr",
            (
                "# Réunion thématique",
                "Le mardi 4 juin, s'est ouverte la réunion. Les travaux ont pris fin le 5 juin 2031.",
            ),
            "2031-06-04",
            "2031-06-05",
        ),
        (
            "fr",
            (
                "# Réunion thématique",
                "Exampleville, le 7 juin 2031 — La réunion s'est achevée. Elle a duré deux jours, les 4 et 5 juin 2031",
            ),
            "2031-06-04",
            "2031-06-05",
        ),
        ("fr", ("# Réunion thématique", "Elle s'est tenue les 4 et 5 juin 2031."), "2031-06-04", "2031-06-05"),
        (
            "fr",
            ("# Réunion thématique", "La réunion s'est ouverte le 4 juin 2031 et s'est achevée le lendemain."),
            "2031-06-04",
            "2031-06-05",
        ),
        (
            "fr",
            ("# Réunion thématique", "Après deux jours de débats, la réunion a pris fin le 5 juin 2031."),
            "2031-06-04",
            "2031-06-05",
        ),
    ],
)
def test_the_date_of_the_meeting_is_proposed(drafted, language, lines, start, end):
    (meeting, *_) = drafted(language, *lines, fictional=True)
    assert (meeting.text("start") or meeting.text("when"), meeting.text("end") or meeting.text("when")) == (start, end)


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "en",
            (
                "# Thematic meeting on visas",
                "It took up the work begun at the meeting that was held in Exampleville in May 2030.",
            ),
        ),
        ("en", ("# Thematic meeting on visas", "The next meeting will take place in Exampleville on 4 June 2031.")),
        ("en", ("# Thematic meeting on visas", "Published on 9 March 2031")),
        (
            "fr",
            ("# Réunion thématique sur les visas", "La prochaine réunion se tiendra à Exampleville le 4 juin 2031."),
        ),
        ("fr", ("# Réunion thématique sur les visas", "Elle faisait suite au webinaire du 17 février 2031.")),
        ("fr", ("# Réunion thématique sur les visas", "La précédente s'était tenue à Exampleville en octobre 2030.")),
    ],
)
def test_the_date_of_another_event_is_not_the_meetings(drafted, language, lines):
    (meeting, *_) = drafted(language, *lines, fictional=True)
    assert [meeting.of(key) for key in ("when", "start", "end")] == [(), (), ()]
    assert "when" in {question.key for question in meeting.questions}


def test_two_dates_that_contradict_each_other_are_left_to_be_chosen(drafted):
    lines = ("# Thematic meeting on visas, 4 March 2031", "The thematic meeting took place on 11 March 2031.")
    (meeting, *_) = drafted("en", *lines, fictional=True)
    (question,) = [one for one in meeting.questions if one.key == "when"]
    assert {one.value for one in question.alternatives} == {"2031-03-04", "2031-03-11"}


def test_the_day_of_the_paper_gives_way_to_the_days_that_a_sentence_tells_of(values):
    lines = (
        "# Thematic meeting on visas",
        "Exampleville, 30 March 2031",
        "Experts met in Exampleville from 4 to 6 March 2031.",
    )
    assert values("start", "en", *lines, fictional=True) == ["2031-03-04"]
    assert values("end", "en", *lines, fictional=True) == ["2031-03-06"]


def test_a_date_in_a_running_head_alone_is_a_reading_with_its_reason(drafted):
    (meeting, *_) = drafted("en", "# Expert meeting on visas", "~ Expert meeting, March 2031", fictional=True)
    (when,) = meeting.of("when")
    assert (when.basis, bool(when.because)) == ("interpreted", True)


def test_days_without_a_year_are_told_in_the_question(drafted):
    (meeting, *_) = drafted("en", "# Thematic meeting on visas", "It was held on 4 and 5 March.", fictional=True)
    (question,) = [one for one in meeting.questions if one.key == "when"]
    assert question.asks.values == {"days": "4 and 5 March"}

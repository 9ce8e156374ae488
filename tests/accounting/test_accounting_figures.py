import pytest
from rdflib import XSD, Literal

from rabatkg.accounting.figures import figures, said


def told(text, language="fr"):
    return [(figure.words, *sorted(figure.values)) for figure in figures(text, language)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1.370 nouvelles initiatives", [("1.370", "1370")]),
        ("2 500 agents", [("2 500", "2500")]),
        ("8,8 milliards d'euros", [("8,8 milliards", "8800000000")]),
        ("9 millions", [("9 millions", "9000000")]),
        ("17% puis 86 %", [("17", "17"), ("86", "86")]),
        ("l'objectif 10.7", [("10.7", "10.7")]),
        ("Objectif 5a et 5b", [("5a", "5a"), ("5b", "5b")]),
        ("la 6ème, la 2e", [("6ème", "6"), ("2e", "2")]),
        ("2 000,50", [("2 000,50", "2000.5")]),
        ("en 2022, 300 000 personnes", [("2022", "2022"), ("300 000", "300000")]),
    ],
)
def test_a_number_in_digits_has_its_value(text, found):
    assert told(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("quatre sessions et Deux priorités", [("quatre", "4"), ("Deux", "2")]),
        ("vingt-cinq, dix-sept", [("vingt-cinq", "25"), ("dix-sept", "17")]),
        ("la première fois, Deuxièmement", [("première", "1"), ("Deuxièmement", "2")]),
        ("une réunion, un pays, les deuxièmes", [("deuxièmes", "2")]),
        ("des milliers de personnes, une centaine", [("milliers",), ("centaine",)]),
    ],
)
def test_a_word_that_counts_is_a_number(text, found):
    assert told(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("le 15 mars", [("15 mars", "--03-15")]),
        ("les 13 et 14 décembre 2022", [("13", "2022-12-13"), ("14 décembre 2022", "2022-12-14")]),
        ("le 1er mai 2024", [("1er mai 2024", "2024-05-01")]),
        ("février 2024 3", [("février 2024", "2024-02"), ("3", "3")]),
        ("2023-2027", [("2023", "2023"), ("2027", "2027")]),
        ("janvier 2024 – janvier 2025", [("janvier 2024", "2024-01"), ("janvier 2025", "2025-01")]),
    ],
)
def test_a_date_may_be_partial(text, found):
    assert told(text) == found
    assert all(figure.dated for figure in figures(text, "fr") if figure.words != "3")


@pytest.mark.parametrize("text", ["COVID-19", "CO2", "¹ Voir", "aujourd'hui", "le marsouin", "tiers"])
def test_what_belongs_to_a_word_is_no_number(text):
    assert told(text) == []


def test_another_language_counts_in_its_own_words():
    text = "On 4 and 5 March 2031 two states may give 1,370 visas and 8.8 million"
    assert told(text, "en") == [
        ("4", "2031-03-04"),
        ("5 March 2031", "2031-03-05"),
        ("two", "2"),
        ("1,370", "1370"),
        ("8.8 million", "8800000"),
    ]


def test_in_an_unknown_language_digits_are_read():
    assert told("zwei oder 3 im Mai 2022", "de") == [("3", "3"), ("2022", "2022")]


def test_a_claim_says_its_value_and_the_parts_of_a_date():
    assert said(Literal("8.80", datatype=XSD.decimal)) == {"8.8"}
    assert said(Literal("500", datatype=XSD.integer)) == {"500"}
    assert said(Literal("2022-12-13", datatype=XSD.date, normalize=False)) == {
        "2022",
        "2022-12",
        "2022-12-13",
        "--12",
        "--12-13",
    }
    assert said(Literal("2022", datatype=XSD.gYear, normalize=False)) == {"2022"}
    assert said(Literal("12 mars")) == frozenset()

import pytest
from rdflib import SKOS, Graph, Literal, URIRef

from rabatkg.accounting.naming import LABELS, Known, capitals, small_words


def known(*names):
    """The names, each that of a thing of its own."""
    graph = Graph()
    for name in names:
        graph.add((URIRef(f"https://example.org/{len(graph)}"), SKOS.prefLabel, Literal(name, lang="fr")))
    return Known(graph, "fr")


def unknown(text, *names, **words):
    return [text[start:end] for start, end, covered in capitals(text, known(*names), **words) if not covered]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("au Plan d'Action de Cadix", ["Plan d'Action de Cadix"]),
        ("GUINÉE, GUINÉE-BISSAU, GUINÉE ÉQUATORIALE", ["GUINÉE", "GUINÉE-BISSAU", "GUINÉE ÉQUATORIALE"]),
        ("le Plan d'action de Marrakech", []),
        ("Rabat et le Processus de Rabat", ["Rabat", "Processus de Rabat"]),
        ("la Guinee et les Guinéens", []),
        ("un plan d'action de cadix", []),
        ("le Plan d'Action de Cadix¹.", ["Plan d'Action de Cadix"]),
    ],
)
def test_a_name_is_whole_words_the_longest_first(text, found):
    names = known(
        "Plan d'action de Cadix", "Guinée", "Guinée équatoriale", "Guinée-Bissau", "Rabat", "Processus de Rabat"
    )
    assert [met.words for met in names.met(text)] == found


def test_names_of_the_other_language_and_names_without_a_capital_do_not_count():
    graph, thing = Graph(), URIRef("https://example.org/a")
    graph.add((thing, LABELS[0], Literal("Rabat Process", lang="en")))
    graph.add((thing, LABELS[1], Literal("dialogue", lang="fr")))
    graph.add((thing, LABELS[2], Literal("Dialogue Euro-Africain")))
    met = Known(graph, "fr").met("le dialogue, Rabat Process, le Dialogue euro-africain")
    assert [one.words for one in met] == ["Dialogue euro-africain"]


def test_one_name_may_be_that_of_two_things():
    assert len(known("UE", "UE").met("l'UE")[0].things) == 2


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("avec l'appui de Zorglub", ["Zorglub"]),
        ("avec Jean Zorglub et Fantasio", ["Jean Zorglub", "Fantasio"]),
        ("Zorglub Durand a parlé", ["Zorglub Durand"]),
        ("Actuellement, rien", []),
        ("• Il dit. Ensuite, rien : Ceci. « Cela » suit", []),
        ("OTAN : rien", ["OTAN"]),
        ("1) Ouverture", []),
        ("reçue par M. Zorglub", ["M", "Zorglub"]),
        ("la COVID-19", ["COVID-19"]),
        ("le Processus de Rabat et le Processus de Khartoum", ["Processus", "Khartoum"]),
    ],
)
def test_capitals_that_no_name_covers_are_unknown(text, found):
    assert unknown(text, "Processus de Rabat") == found


def test_a_word_that_is_also_written_small_opens_a_sentence_without_being_a_name():
    small = small_words(["ici, les États"])
    assert unknown("Les Zorgs sont là. RAPPELANT ceci", small=small) == ["Zorgs", "RAPPELANT"]
    assert unknown("avec Les Zorgs", small=small) == ["Les Zorgs"]


def test_words_that_name_nothing_can_be_listed():
    assert unknown("tout en RAPPELANT l'Homme", no_names=("RAPPELANT",)) == ["Homme"]

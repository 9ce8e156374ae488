import re

import pytest

from rabatkg.texts import Opening, Profile, read_text

NUMBERED = Opening(re.compile(r"(\d)\) "), section=r"\1")
FOOT = re.compile(r"Compte rendu")
NUMBER = re.compile(r"(\d+)$")


def told(raw, **profile):
    return [(piece.kind, piece.section, piece.text.text) for piece in read_text(raw, Profile(**profile)).pieces]


def interleaved(*lines):
    return "".join(f"{line}\n\n" if line.strip() else f"{line}\n" for line in lines)


def test_an_empty_line_ends_a_paragraph_of_a_wrapped_text():
    assert told("Un deux\ntrois.\n\nQuatre.\n") == [("content", "0", "Un deux trois."), ("content", "0", "Quatre.")]


def test_a_line_of_spaces_ends_a_paragraph_of_an_interleaved_text():
    raw = interleaved("Un deux ", "trois. ", " ", "Quatre. ")
    assert [text for *_, text in told(raw, wrap="interleaved")] == ["Un deux trois.", "Quatre."]


def test_every_line_is_a_paragraph_where_nothing_is_wrapped():
    assert [text for *_, text in told("Un deux.\nTrois.\n", wrap="none")] == ["Un deux.", "Trois."]


def test_a_bullet_begins_a_passage():
    assert [text for *_, text in told("Soit :\n• un ;\n• deux\n  ou trois.\n")] == [
        "Soit :",
        "• un ;",
        "• deux ou trois.",
    ]


def test_a_line_with_room_for_the_next_word_ends_a_paragraph():
    raw = "Une ligne bien pleine, ou presque, qui\nfinit ici.\nUne autre commence sans ligne vide.\n"
    assert [text for *_, text in told(raw, measure=38)][1] == "Une autre commence sans ligne vide."
    assert len(told(raw)) == 1


def test_an_opening_gives_its_section_to_what_follows():
    raw = "Avant.\n\n1) Premier\n\nTexte.\n\n2) Second titre\nqui se suit\n\nFin.\n"
    assert told(raw, openings=(NUMBERED,), first_section="intro") == [
        ("content", "intro", "Avant."),
        ("heading", "1", "1) Premier"),
        ("content", "1", "Texte."),
        ("heading", "2", "2) Second titre qui se suit"),
        ("content", "2", "Fin."),
    ]


def test_a_section_is_fit_for_a_key():
    opening = Opening(re.compile(r"(Titre) (\d\.\d)"), section=r"\1 \2.")
    assert told("Titre 1.2 et la suite\n", openings=(opening,))[0][1] == "titre-1-2"


def test_a_heading_of_one_line_ends_with_it():
    opening = Opening(re.compile("Aperçu"), lines=1)
    assert [kind for kind, *_ in told("Aperçu général\nLe texte.\n", openings=(opening,))] == ["heading", "content"]


INTERRUPTIONS = {
    "furniture": ["Compte rendu", "3"],
    "footnote": ["¹ Une note."],
    "link": ["https://example.org/a"],
}


@pytest.mark.parametrize("kind", INTERRUPTIONS)
def test_what_cuts_a_paragraph_stands_behind_it(kind):
    raw = "\n\n".join(["Les pays ont pris des", *INTERRUPTIONS[kind], "mesures notables.", "Fin."]) + "\n"
    passages = told(raw, furniture=(FOOT,), page_mark=NUMBER)
    assert [(piece[0], piece[2]) for piece in passages] == [
        ("content", "Les pays ont pris des mesures notables."),
        (kind, " ".join(INTERRUPTIONS[kind])),
        ("content", "Fin."),
    ]
    assert passages[1][1] == kind


def test_a_paragraph_that_is_broken_off_goes_on_at_a_small_letter_only():
    assert len(told("Sans point\n\nsuite.\n")) == 1
    assert len(told("Sans point\n\nAutre.\n")) == 2
    assert len(told("Avec un point.\n\nsuite.\n")) == 2


def test_the_way_back_to_the_file_skips_what_cuts_a_paragraph():
    raw = "Les pays des\n\n3\n\nrégions.\n"
    reading = read_text(raw, Profile(page_mark=NUMBER))
    place = reading.normal.text.index("régions")
    assert raw[slice(*reading.normal.raw_range(place, place + 7))] == "régions"
    assert reading.normal.text == "Les pays des régions.\n3"


def pages(raw, **profile):
    return {piece.text.text: piece.page for piece in read_text(raw, Profile(page_mark=NUMBER, **profile)).pieces}


def test_a_number_may_stand_before_the_page_that_it_counts():
    found = pages(
        "Un.\n\nhttps://example.org/a\n\n3\n\nDeux.\n\nhttps://example.org/b\n\nTrois.\n",
        page_mark_stands="before",
        links_end_page=True,
    )
    assert found == {
        "Un.": None,
        "https://example.org/a": None,
        "3": 3,
        "Deux.": 3,
        "https://example.org/b": 3,
        "Trois.": None,
    }


def test_a_number_may_stand_after_the_page_that_it_counts():
    assert pages("Un.\n\n1\n\nDeux.\n\n2\n\nTrois.\n") == {"Un.": 1, "1": 1, "Deux.": 2, "2": 2, "Trois.": None}


def test_a_passage_on_two_pages_has_no_page():
    assert pages("Les pays des\n\n1\n\nrégions.\n\n2\n") == {"Les pays des régions.": None, "1": 1, "2": 2}


def test_a_line_that_begins_a_page_ends_what_is_certain():
    found = pages("3\n\nUn.\n\n Deux.\n", page_mark_stands="before", page_top=re.compile(r" \S"))
    assert found == {"3": 3, "Un.": 3, "Deux.": None}

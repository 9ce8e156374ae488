import re

import pytest

from rabatkg.errors import DataError
from rabatkg.texts import Opening, PassageRegister, Profile, read_text

RAW = "1) Titre\n\nLe *même* texte.\n\nLe même texte.\n\n2) Autre\n\nLe même texte, l’autre fois.\n"
PROFILE = Profile(openings=(Opening(re.compile(r"(\d)\) "), section=r"\1"),))


@pytest.fixture
def reading():
    return read_text(RAW, PROFILE)


@pytest.fixture
def register(reading):
    return PassageRegister.of(reading, "document/a", "a.txt", "0" * 64)


def test_a_key_is_the_section_and_a_hash_and_is_unique(register):
    keys = [passage.key for passage in register.passages]
    assert keys[2] == f"{keys[1]}-2"
    assert all(re.fullmatch(r"[12]-[0-9a-f]{8}(-2)?", key) for key in keys)
    assert len(set(keys)) == len(keys) == 5


def test_a_key_does_not_move_when_something_is_put_before_it(register):
    longer = PassageRegister.of(read_text("0) Neuf\n\nDu neuf.\n\n" + RAW, PROFILE), "document/a", "a.txt", "0" * 64)
    assert [passage.key for passage in longer.passages][2:] == [passage.key for passage in register.passages]


def test_passages_tile_the_normal_form(register, reading):
    assert [register.text_of(passage, reading.normal) for passage in register.passages] == reading.normal.text.split(
        "\n"
    )
    assert register.passages[0].start == 0
    assert register.passages[-1].end == register.length == len(reading.normal)


def test_the_raw_range_holds_the_passage(register):
    passage = register.passages[1]
    assert RAW[passage.raw_start : passage.raw_end] == "Le *même* texte."


def test_a_register_is_loaded_as_it_was_written(register, tmp_path):
    path = tmp_path / "a.passages.yaml"
    path.write_text(register.dump(), encoding="utf-8")
    assert PassageRegister.load(path) == register


def test_a_quotation_is_found_wherever_it_stands(register, reading):
    found = register.find_quote("même  **texte**", reading.normal)
    assert [match.passage for match in found] == [register.passages[1], register.passages[2], register.passages[4]]
    assert {reading.normal.text[match.start : match.end] for match in found} == {"même texte"}


@pytest.mark.parametrize("quote", ["absent", "texte. Le", "", "TEXTE"])
def test_a_quotation_that_stands_in_no_passage_is_not_found(quote, register, reading):
    assert register.find_quote(quote, reading.normal) == []


def test_curly_and_straight_apostrophes_are_one(register, reading):
    assert register.find_quote("l’autre", reading.normal) == register.find_quote("l'autre", reading.normal) != []


def test_a_passage_is_found_by_its_key(register):
    passage = register.passages[3]
    assert register.passage(passage.key) == passage
    assert register.passage("2-00000000") is None


def test_another_text_is_not_taken_for_the_registered_one(register):
    other = read_text(RAW.replace("Titre", "Titré"), PROFILE).normal
    with pytest.raises(DataError, match="is not where the register says"):
        register.text_of(register.passages[0], other)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("document:", "dokument:"),
        ("length: ", "length: x"),
        ("kind: heading", "kind: title"),
        ("from: 0", "from: zero"),
        ("    kind: heading\n", ""),
        ("passages:", "passages: none"),
        ("    section", "    colour: red\n    section"),
    ],
)
def test_a_damaged_register_is_refused(before, after, register, tmp_path):
    text = register.dump()
    assert before in text
    path = tmp_path / "a.passages.yaml"
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(DataError):
        PassageRegister.load(path)


def test_opening_words_are_few(reading):
    long = read_text("Anticonstitutionnellement " * 3 + "x" * 60, Profile())
    register = PassageRegister.of(long, "document/a", "a.txt", "0" * 64)
    assert register.passages[0].opening == "Anticonstitutionnellement"
    word = PassageRegister.of(read_text("x" * 60, Profile()), "document/a", "a.txt", "0" * 64)
    assert word.passages[0].opening == "x" * 40

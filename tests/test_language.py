"""Whatever the program says, it says in every language of the dialogue."""

from pathlib import Path
from string import Formatter

import click
import pytest

from rabatkg.cli import click_words
from rabatkg.errors import DataError, UnknownName, near
from rabatkg.layout import Layout
from rabatkg.speech import SOURCE, Message, Texts, catalogue, compiled, count, default_language, say, spoken

LANGUAGES = [lang for lang in Layout.find(environ={}).settings.languages if lang != SOURCE]


def catalogue_of(lang):
    return catalogue.read(catalogue.LOCALE / lang / "LC_MESSAGES" / "rabatkg.po", lang)


def templates(messages):
    return {message.id for message in messages if message.id}


def places(template):
    return {(name, conversion) for _, name, _, conversion in Formatter().parse(template) if name is not None}


def misplaced(messages):
    """The translations with other places than their template; of two counted templates either may lend one."""
    for message in messages:
        if "python-brace-format" not in message.flags or not message.string:
            continue
        if isinstance(message.id, str):
            if places(message.string) != places(message.id):
                yield message.id
        elif any(places(string) - set.union(*map(places, message.id)) for string in message.string):
            yield message.id[0]


def test_the_program_speaks_the_languages_of_the_dialogue():
    assert {SOURCE, *LANGUAGES} <= set(spoken())


def test_the_template_of_the_catalogues_is_of_today():
    assert templates(catalogue.read(catalogue.TEMPLATE)) == templates(catalogue.extracted()), "run `make catalogue`"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_catalogue_holds_the_messages_of_today(lang):
    assert templates(catalogue_of(lang)) == templates(catalogue.extracted()), "run `make catalogue`"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_message_is_translated(lang):
    assert catalogue.untold(catalogue_of(lang)) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_translation_has_the_places_of_its_template(lang):
    assert list(misplaced(catalogue_of(lang))) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_catalogue_can_be_compiled(lang):
    assert compiled(lang)


@pytest.mark.parametrize("found", catalogue.found(), ids=lambda found: f"{found.file}:{found.line}")
def test_every_place_in_a_message_has_a_name(found):
    filled = [found.template] if isinstance(found.template, str) else found.template
    assert [name for each in filled for name, _ in places(each) if not name.isidentifier()] == [], "write {{ and }}"


def test_no_message_is_put_together_in_the_code():
    assert catalogue.unreadable() == []


@pytest.mark.parametrize("sentence", click_words.SENTENCES)
def test_what_we_translate_for_click_is_what_click_says(sentence):
    code = "".join(path.read_text(encoding="utf-8") for path in Path(click.__file__).parent.glob("*.py"))
    literal = sentence.replace("\n", "\\n").replace("\t", "\\t")
    assert f'"{literal}"' in code or sentence.lower() in click_words.SENTENCES


SAID = """
    from rabatkg.errors import DataError
    class Odd(DataError): ...
    class Odder(Odd): ...
    say("one {n}", lang, n=1)
    count("two", "twos", lang, n=2)
    "abc".count("b")
    raise Odder("three", remedy="four")
    raise UnknownName(name, known, "five")
    raise ValueError("not for readers")
    note("{told}: {n}")
    note("{told}")
"""


def test_messages_are_found_in_the_source(tmp_path):
    (tmp_path / "floor.py").write_text(SAID.replace("\n    ", "\n"))
    assert {found.template for found in catalogue.found(tmp_path)} == {
        "one {n}", ("two", "twos"), "three", "four", "five", "{told}: {n}",
    }  # fmt: skip


def test_help_is_found_in_the_source(tmp_path):
    (tmp_path / "cli").mkdir()
    code = '@frame.command()\n@click.option("--x", help="An x.")\ndef command():\n    """Do it.\n\n    And so on."""\n'
    (tmp_path / "cli" / "do.py").write_text(code)
    assert {found.template for found in catalogue.found(tmp_path)} == {"Do it.\n\nAnd so on.", "An x."}


def test_a_message_put_together_is_found(tmp_path):
    (tmp_path / "floor.py").write_text('say(f"{n} things", lang)\nOddError("a" + b)\nRabatkgError("a" + b)')
    assert catalogue.unreadable(tmp_path) == ["floor.py:1", "floor.py:3"]


def test_a_missing_and_a_misplaced_translation_are_found():
    lame = catalogue.extracted()
    lame.add("{n} of {m}", "{n} de", flags=["python-brace-format"])
    assert "{n} of {m}" in list(misplaced(lame))
    assert "{n} of {m}" not in catalogue.untold(lame)
    assert "Usage:" in catalogue.untold(lame)


def test_a_message_is_told_in_french():
    fault = Message("{name} is not a setting.", {"name": "plam"})
    assert fault.told_in("en") == "plam is not a setting."
    assert fault.told_in("fr") == fault.told_in("fr-CA") == "plam n’est pas un réglage."


def test_a_message_within_a_message_is_told_in_the_same_language():
    inner = Message("Missing command.")
    assert say("Error: {message}", "fr", message=inner) == "Erreur\u00a0: Il manque une commande."


def test_a_message_without_a_translation_stays_english():
    assert say("No catalogue holds {this}.", "fr", this="{x}") == "No catalogue holds {x}."
    assert say("Missing command.", "xx") == "Missing command."


def test_a_number_picks_the_template():
    one, many = click_words.COUNTED[1]
    assert count(one, many, "en", n=0, args="x").startswith("Got unexpected extra arguments")
    assert count(one, many, "fr", n=0, args="x") == count(one, many, "fr", n=1, args="x") == "Un argument de trop (x)"


def test_an_error_says_where_what_and_what_next():
    known = ["state/mar", "state/prt"]
    error = UnknownName("state/mra", known, "{name} is not a setting.", file="m.yaml", line=3, column=9)
    assert str(error) == "m.yaml:3:9: state/mra is not a setting. Did you mean state/mar, state/prt?"
    assert error.told_in("fr").startswith("m.yaml:3:9: state/mra n’est pas un réglage. Vouliez-vous dire")
    assert isinstance(error, DataError) and error.exit_code == 1


@pytest.mark.parametrize(
    ("environ", "lang"),
    [
        ({}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "fr_BE"}, "fr"),
        ({"LANG": "fr_FR.UTF-8", "LC_MESSAGES": "C"}, "en"),
        ({"LANG": "C.UTF-8", "LANGUAGE": "fr"}, "en"),
        ({"LANG": "de_DE", "LANGUAGE": "pt:fr:en"}, "fr"),
        ({"LANG": "de_DE"}, "en"),
    ],
)
def test_the_locale_decides_the_language(environ, lang):
    assert default_language(environ, ["fr", "en"]) == lang


def test_without_english_the_first_language_is_the_default():
    assert default_language({"LANG": "de_DE"}, ["pt", "fr"]) == "pt"


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("Co-Chair", ["coChair"]),
        ("Chair", ["coChair"]),
        ("plcae", ["place"]),
        ("a", []),
        ("", []),
    ],
)
def test_what_may_be_meant_is_worked_out_in_one_way(word, meant):
    known = ["chairs", "coChair", "place"]
    assert near(word, known) == meant
    assert list(UnknownName(word, known).near) == meant


@pytest.mark.parametrize(("lang", "told"), [("fr", "Deux lieux."), ("en", "Two places."), ("pt", "Two places.")])
def test_a_text_of_the_data_is_told_like_a_message(lang, told):
    text = Texts({"en": "Two places.", "fr": "Deux lieux."})
    assert text.told_in(lang) == say("{text}", lang, text=text) == told

import pytest
import yaml

from rabatkg.errors import DataError
from rabatkg.texts import dump_profile, flat, load_profile, suggest

GOOD = """# A remark.
document: document/a
wrap: wrapped   # another
measure: 80
openings:
  - match: '^l''été (\\d) #'
    section: s-\\1

furniture:
  - "^un \\"pied\\": é"
  - plain
page_mark: '(\\d+)'
"""


def load(text, tmp_path, read=flat.load):
    path = tmp_path / "a.yaml"
    path.write_text(text, encoding="utf-8")
    return read(path)


def test_flat_yaml_is_yaml(tmp_path):
    assert load(GOOD, tmp_path) == yaml.load(GOOD, Loader=yaml.BaseLoader)


@pytest.mark.parametrize(
    "value", ["true", "12", "1e5", "é: è", "- un", "l'un", '"deux"', r"\d+ 'x'", "#", "", "a b", "null"]
)
def test_a_scalar_is_written_so_that_every_reader_takes_it_for_text(value, tmp_path):
    text = flat.dump({"key": value, "list": [value], "rows": [{"a": value}]})
    assert yaml.safe_load(text) == load(text, tmp_path) == {"key": value, "list": [value], "rows": [{"a": value}]}


BAD = {
    "a: 1\na: 2": (2, "said twice"),
    "a:\n  - b: 1\n    b: 2": (3, "said twice"),
    "a: 1\n  b: 2": (2, "indented by 2"),
    "a:\n  - b: [c]": (2, "nests no deeper"),
    "a:\n  b: 1": (2, "nests no deeper"),
    "a:\n  - - b": (2, "nests no deeper"),
    "just words": (1, "keys with their values"),
    "a: 'open": (1, "never closed"),
    "a: 'it's'": (1, "follows the quotation mark"),
    'a: "open': (1, "never closed"),
    "a: &b c": (1, "Anchors"),
}


@pytest.mark.parametrize("text", BAD)
def test_what_is_not_flat_is_refused_with_its_line(text, tmp_path):
    with pytest.raises(DataError, match=BAD[text][1]) as caught:
        load(text, tmp_path)
    assert caught.value.line == BAD[text][0]


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(DataError, match="cannot be read"):
        flat.load(tmp_path / "none.yaml")


def test_a_profile_is_loaded_as_it_was_written(tmp_path):
    profile = load(GOOD, tmp_path, load_profile)
    assert profile.measure == 80
    assert load(dump_profile(profile, "document/a"), tmp_path, load_profile) == profile
    suggested = suggest("Un.\n" * 5)
    assert load(dump_profile(suggested, "document/a"), tmp_path, load_profile) == suggested


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("colour: red", "not a key"),
        ("wrap: loose", "cannot be loose"),
        ("measure: wide", "not a whole number"),
        ("page_mark: '('", "not a pattern"),
        ("wrap:\n  - wrapped", "takes one value"),
        ("openings:\n  - section: a", "has match"),
        ("openings:\n  - match: a\n    kind: title", "not a kind"),
        ("openings:\n  - match: a\n    colour: red", "has match"),
    ],
)
def test_a_profile_with_a_fault_is_refused(line, message, tmp_path):
    with pytest.raises(DataError, match=message):
        load(line, tmp_path, load_profile)

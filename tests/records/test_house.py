"""House order: the same facts always give the same lines, and comments stay with what they are about."""

from pathlib import Path
from threading import Thread

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from copies import copied
from rabatkg.cli import main
from rabatkg.errors import DataError
from rabatkg.graph import ASIDE, SETTINGS
from rabatkg.layout import Layout
from rabatkg.names import Names
from rabatkg.records import Expander, Grammar, house
from rabatkg.writing import locked

LAYOUT = Layout.find(environ={})
EXPANDER = Expander(Grammar.load(LAYOUT.ontology / "context.jsonld"), Names.of(LAYOUT))
RECORDS = [
    path for path in sorted(LAYOUT.data.rglob("*.yaml")) if not path.name.endswith(ASIDE) and path.name not in SETTINGS
]
UNTIDY = """\
# What the file is about.

type: ThematicMeeting   # a leaf class
id: meeting/2031-exampleville-visas
evidence:
- shows: [coChair]
  quote: 'présidée par l''Aaa'   # as printed
  # the words of the report
  passage: passage/report-2031/1-77b0c1de
coChair:
  # the host
  - state/aaa
  - state/bbb
title: {fr: Réunion sur les visas, en: "Meeting on visas"}
summary:
  en: |
    A summary on
    two lines.
  fr: Un résumé.
ordinal: "1"
theme: [theme/visa-facilitation,
        theme/mobility]
when: 2031-03
outcome:
  - {type: Aim, key: aim-fees, title: {en: 'Fees: lower ones', fr: Moins de frais}}
# the end
"""
TIDY = """\
# What the file is about.
id: meeting/2031-exampleville-visas
type: ThematicMeeting  # a leaf class
title:
  en: Meeting on visas
  fr: Réunion sur les visas
summary:
  en: "A summary on\\ntwo lines.\\n"
  fr: Un résumé.
when: 2031-03
ordinal: "1"
coChair:
  # the host
  - state/aaa
  - state/bbb
theme: [theme/visa-facilitation, theme/mobility]
evidence:
  # the words of the report
  - passage: passage/report-2031/1-77b0c1de
    quote: "présidée par l'Aaa"  # as printed
    shows: [coChair]
outcome:
  - key: aim-fees
    type: Aim
    title:
      en: "Fees: lower ones"
      fr: Moins de frais
# the end
"""


def test_a_record_is_put_in_house_order():
    assert house.house(UNTIDY, EXPANDER) == TIDY
    assert house.house(TIDY, EXPANDER) == TIDY


@pytest.mark.slow
@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_every_record_can_be_put_in_house_order_and_stays_so(path):
    once = house.house(path.read_text(encoding="utf-8"), EXPANDER, path)
    assert house.house(once, EXPANDER, path) == once
    assert yaml.load(once, yaml.BaseLoader) == yaml.load(path.read_bytes(), yaml.BaseLoader)


def test_records_are_parted_by_a_blank_line():
    text = "records:\n- id: place/a\n  type: Place\n\n\n- id: place/b\n  type: Place\n"
    parted = "records:\n  - id: place/a\n    type: Place\n\n  - id: place/b\n    type: Place\n"
    assert house.house(text, EXPANDER) == parted


def test_long_texts_are_folded_and_long_lists_stand_one_a_line():
    words = " ".join(f"word{number}" for number in range(60))
    names = ", ".join(f"theme/a-theme-of-some-length-{number}" for number in range(8))
    text = f"id: place/a\ntype: Place\nnote:\n  en: {words}\n  fr: mot\ntheme: [{names}]\n"
    lines = house.house(text, EXPANDER).splitlines()
    assert max(map(len, lines)) <= house.WIDTH
    assert lines[3].startswith("  en: word0 ") and lines[4].startswith("    word")
    assert lines[-8:] == [f"  - {name}" for name in names.split(", ")]


@pytest.mark.parametrize(
    "quoted", ["'2024'", '"no"', "'2024-10-31'", "'~'", "'1_000'", '"null"', "'- x'", "'a: b'", "'#'"]
)
def test_quotation_marks_stay_where_another_reader_would_take_the_text_for_something_else(quoted):
    text = f"id: place/a\ntype: Place\nnotation: {quoted}\n"
    assert yaml.safe_load(house.house(text, EXPANDER))["notation"] == yaml.safe_load(quoted)


def test_what_was_plain_stays_plain():
    text = "id: state/nor\ntype: State\nalpha2: NO\nm49: 578\n"
    assert house.house(text, EXPANDER) == text


TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t#:-[]{}'\"\\ \u00a0\u2028"), min_size=1
)


@settings(deadline=None)
@given(TEXT, st.lists(TEXT, min_size=1, max_size=4))
def test_no_text_is_changed(text, several):
    record = {
        "id": "place/a",
        "type": "Place",
        "notation": text,
        "printedAs": several,
        "note": {"en": text, "fr": text},
    }
    once = house.house(yaml.safe_dump(record, allow_unicode=True, width=40), EXPANDER)
    assert yaml.load(once, yaml.BaseLoader) == record
    assert house.house(once, EXPANDER) == once


def test_a_file_that_would_say_something_else_is_refused(monkeypatch):
    monkeypatch.setattr(house, "_word", lambda key: "note" if key == "summary" else key)
    with pytest.raises(DataError, match="without changing what it says"):
        house.house("id: place/a\nsummary:\n  en: a\n  fr: a\n", EXPANDER)


def test_a_lost_comment_is_noticed(monkeypatch):
    parsed = house.commented
    monkeypatch.setattr(house, "commented", lambda text: (parsed(text)[0], [], parsed(text)[2]))
    with pytest.raises(DataError, match="without changing what it says"):
        house.house("id: place/a\ntype: Place\n# the end\n", EXPANDER)


@pytest.mark.parametrize("text", ["- a\n- b\n", "just words\n"])
def test_a_file_without_a_record_is_refused(text):
    with pytest.raises(DataError, match="holds no record"):
        house.house(text, EXPANDER)


# the command


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Return a function that runs the command beside a data folder of its own, as it holds that while it writes."""
    monkeypatch.chdir(tmp_path)
    Path("own").mkdir()
    Path("own", "dialogue.yaml").write_bytes((LAYOUT.data / "dialogue.yaml").read_bytes())
    monkeypatch.setenv("RABATKG_DATA", str(tmp_path / "own"))
    Path("visas.yaml").write_text(UNTIDY, encoding="utf-8")
    return lambda *words: CliRunner().invoke(main, ["fmt", "--lang", "en", *words])


def test_check_names_what_is_untidy_and_writes_nothing(run):
    found = run("visas.yaml", "--check")
    assert (found.exit_code, found.stdout, found.stderr) == (1, "visas.yaml\n", "1 file is not in house order, of 1.\n")
    assert Path("visas.yaml").read_text(encoding="utf-8") == UNTIDY


def test_fmt_writes_and_is_content_afterwards(run):
    found = run("visas.yaml")
    assert (found.exit_code, found.stdout, found.stderr) == (0, "visas.yaml\n", "1 file written anew, of 1.\n")
    assert Path("visas.yaml").read_text(encoding="utf-8") == TIDY
    again = run("visas.yaml", "--check")
    assert (again.exit_code, again.stdout, again.stderr) == (0, "", "0 files are not in house order, of 1.\n")


def test_a_file_of_another_kind_is_refused(run):
    Path("a.passages.yaml").touch()
    found = run("a.passages.yaml")
    assert found.exit_code == 2
    assert "a.passages.yaml holds no records." in found.stderr


def test_a_faulty_file_is_told_by_its_line_and_nothing_is_written(run):
    Path("bad.yaml").write_text("id: place/a\nid: place/b\n", encoding="utf-8")
    found = run("visas.yaml", "bad.yaml")
    assert found.exit_code == 1
    assert found.stderr.startswith("bad.yaml:2:")
    assert Path("visas.yaml").read_text(encoding="utf-8") == UNTIDY


def test_a_file_in_another_encoding_is_told_by_its_line(run):
    Path("latin.yaml").write_bytes("id: place/a\ntitle: été\n".encode("latin-1"))
    found = run("latin.yaml")
    assert (found.exit_code, found.stderr) == (1, "latin.yaml:2: The file is not UTF-8 text. Save it as UTF-8.\n")


def test_the_data_folder_is_held_while_its_records_are_written(run, tmp_path):
    copied(LAYOUT.data, tmp_path / "data")
    record = next(path for path in (tmp_path / "data" / "meetings").rglob("*.yaml"))
    untidy = record.read_bytes() + b"\n\n\n"
    record.write_bytes(untidy)
    writer = Thread(target=run, args=("--data", str(tmp_path / "data"), str(record)))
    with locked(tmp_path / "data"):
        writer.start()
        writer.join(1)
        assert writer.is_alive()
        assert record.read_bytes() == untidy
    writer.join()
    assert record.read_bytes() != untidy

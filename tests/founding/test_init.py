"""`rabatkg init`: another dialogue, from nothing to an answer, without a line of code."""

import pytest
from click.testing import CliRunner

from rabatkg.cli import main

MEETING = """\
id: meeting/2016-09-northquay-trades
type: ThematicMeeting
title:
  en: Thematic meeting on trades ashore
  fr: Réunion thématique sur les métiers à terre
status: status/held
when: 2016-09
coChair: [state/xna, state/xsa]
addresses:
  - provision: provision/harbour-2015/action-4
    basis: interpreted
    because:
      en: Only to have an example here.
      fr: Seulement pour avoir un exemple ici.
    evidence:
      - passage: passage/plan-2015/0-fadbe51d
        quote: "try a trade for three months"
evidence:
  - passage: passage/meeting-2016/0-96f61c4d
    quote: "Northquay and Southquay co-chaired a thematic meeting"
"""


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RABATKG_BUILD", str(tmp_path / "build"))
    return lambda *words: CliRunner().invoke(main, [str(word) for word in words])


def test_an_empty_dialogue_passes_build_and_validate(run, tmp_path):
    begun = run(
        "init", "talks", "--base", "https://example.org/talks/", "--title", "en=Talks", "--title", "fr=Pourparlers"
    )
    assert begun.exit_code == 0, begun.output
    assert "languages: [en, fr]" in (tmp_path / "talks" / "data" / "dialogue.yaml").read_text("utf-8")
    assert run("--data", "talks", "build").exit_code == 0
    checked = run("--data", "talks", "validate")
    assert (checked.exit_code, checked.stdout.split(";")[0]) == (0, "0 errors, 0 warnings")
    shown = run("--data", "talks", "--lang", "fr", "show", "dialogue/talks")
    assert "Pourparlers" in shown.stdout
    assert b"<https://example.org/talks/id/dialogue/talks>" in (tmp_path / "build" / "graph.nq").read_bytes()
    assert run("--data", "talks", "coverage").exit_code == 0


def test_the_example_goes_all_the_way(run, tmp_path):
    assert run("init", "talks").exit_code == 0
    data, texts = tmp_path / "talks" / "example", tmp_path / "talks" / "example" / "texts"
    assert run("--data", data, "build").exit_code == 0
    checked = run("--data", data, "validate", "--texts", texts)
    assert checked.stdout.startswith("0 errors, 0 warnings;")
    assert "15/15 = 100 %" in checked.stdout
    domains = run("--data", data, "coverage", "--by", "domain", "--format", "csv").stdout.splitlines()
    assert len(domains) == 1 + 2
    unaddressed = run("--data", data, "query", "unaddressed-actions", "--format", "csv").stdout
    assert "action-4" in unaddressed
    meeting = tmp_path / "meeting.yaml"
    meeting.write_text(MEETING, encoding="utf-8")
    assert run("--data", data, "record", "check", meeting, "--texts", texts).exit_code == 0
    added = run("--data", data, "record", "add", meeting, "--texts", texts)
    assert added.exit_code == 0, added.output
    assert "action-4" not in run("--data", data, "query", "unaddressed-actions", "--format", "csv").stdout
    assert run("--data", data, "validate", "--texts", texts).stdout.startswith("0 errors, 0 warnings;")


def test_a_language_that_the_program_does_not_speak(run, tmp_path):
    assert run("init", "charlas", "--title", "es=Charlas").exit_code == 0
    assert "languages: [es]" in (tmp_path / "charlas" / "data" / "dialogue.yaml").read_text("utf-8")
    assert run("--data", "charlas", "build").exit_code == 0
    assert run("--data", "charlas", "validate").exit_code == 0


def test_what_stands_already_is_left(run, tmp_path):
    (tmp_path / "talks").mkdir()
    (tmp_path / "talks" / "mine.txt").write_text("mine")
    refused = run("init", "talks", "--lang", "fr")
    assert (refused.exit_code, "déjà quelque chose" in refused.stderr) == (1, True)
    assert [path.name for path in tmp_path.rglob("*")] == ["talks", "mine.txt"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--key", "My Talks"], "My Talks"),
        (["--key", ""], "cannot be a key"),
        (["--base", "example.org/talks"], "example.org/talks"),
        (["--base", "https://example.org/talks"], "ends in a slash"),
        (["--title", "Talks"], "Talks"),
        (["--title", "en="], "empty"),
    ],
)
def test_what_no_dialogue_can_be_called(run, tmp_path, words, told):
    refused = run("init", "talks", *words)
    assert (refused.exit_code, told in refused.stderr) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_no_dialogue_is_named_in_the_code(request):
    source = request.config.rootpath / "src" / "rabatkg"
    files = [path for path in source.rglob("*") if path.suffix in (".py", ".po", ".yaml", ".txt", ".toml")]
    assert len(files) > 100
    for path in files:
        words = path.read_text("utf-8").lower().replace("rabatkg", "")
        assert [name for name in ("rabat", "cadiz", "cadix") if name in words] == [], path

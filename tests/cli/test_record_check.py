"""`rabatkg record check`: what it finds in records that are offered, how it tells it, and how it ends."""

import csv
import json
import os
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner

from rabatkg.cli import main

GOOD = Path(__file__).resolve().parent.parent / "good"
MEETING = (GOOD / "examples" / "meeting.yaml").read_text(encoding="utf-8")
NEW = MEETING.replace("2031-03-exampleville", "2031-05-newville").replace("2031-03-04", "2031-05-04")
WRONG = NEW.replace("coChair: [", "coChairs: [").replace("status/held", "status/hold")


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RABATKG_BUILD", str(tmp_path / "build"))

    def once(*words, lang="en"):
        return CliRunner().invoke(main, ["--data", str(GOOD), "--lang", lang, "record", "check", *map(str, words)])

    return once


def test_what_another_file_holds_is_told_and_the_held_file_itself_is_right(run, tmp_path):
    (tmp_path / "again.yaml").write_text(MEETING, encoding="utf-8")
    told = " ".join(run("again.yaml").stdout.split())
    assert "is held already, in data/examples/meeting.yaml." in told and "--replace" in told
    held = run(GOOD / "examples" / "meeting.yaml")
    assert (held.exit_code, held.stdout) == (0, "0 errors, 0 warnings in 1 file\n")


@pytest.fixture
def wrong(tmp_path):
    (tmp_path / "wrong.yaml").write_text(WRONG, encoding="utf-8")
    return Path("wrong.yaml")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_pipe_among_the_files_is_told_and_not_waited_for(run, tmp_path, lang):
    (tmp_path / "all").mkdir()
    (tmp_path / "all" / "good.yaml").write_text(NEW, encoding="utf-8")
    os.mkfifo(tmp_path / "all" / "pipe.yaml")
    checked = run("all", lang=lang)
    assert checked.exit_code == 1
    assert ("no ordinary file" if lang == "en" else "pas un fichier ordinaire") in checked.stdout


def test_a_file_whose_name_steers_the_terminal_or_is_no_text_is_told(run, tmp_path):
    (tmp_path / "all").mkdir()
    path = os.path.join(os.fsencode(tmp_path), b"all", b"a\x1b[31m\xff\n\xe2\x80\xae.yaml")
    with open(path, "wb") as file:
        file.write(WRONG.encode())
    checked = run("all")
    assert checked.exit_code == 1, checked.output
    assert "all/a\\u001b[31m\\udcff\\u000a\\u202e.yaml\n" in checked.stdout
    assert "\x1b" not in checked.output


def test_nothing_stands_unread_beside_the_list_of_records(run, tmp_path):
    listed = "".join(f"  {line}" for line in f"- {NEW}".replace("\n", "\n  ").splitlines(keepends=True)).rstrip(" ")
    (tmp_path / "listed.yaml").write_text(f"records:\n{listed}", encoding="utf-8")
    assert run("listed.yaml").exit_code == 0
    (tmp_path / "listed.yaml").write_text(f"records:\n{listed}retracted: true\n", encoding="utf-8")
    checked = run("listed.yaml")
    assert checked.exit_code == 1
    assert "'retracted' is not a word of records here." in " ".join(checked.stdout.split())


def test_a_good_record_passes(run, tmp_path):
    (tmp_path / "good.yaml").write_text(NEW, encoding="utf-8")
    checked = run("good.yaml", "--texts", GOOD / "texts")
    assert (checked.exit_code, checked.stdout) == (0, "0 errors, 0 warnings in 1 file\n")
    assert "of the graph" in checked.stderr


@pytest.mark.parametrize(
    ("lang", "counts", "word"),
    [("en", "errors, 0 warnings in 1 file", "Did you mean"), ("fr", "erreurs", "Vouliez-vous dire")],
)
def test_all_findings_at_once_counts_first(run, wrong, lang, counts, word):
    checked = run(wrong, lang=lang)
    assert checked.exit_code == 1
    first, *lines = checked.stdout.splitlines()
    assert counts in first
    told = "\n".join(lines)
    assert "wrong.yaml" in told
    assert f"{word} coChair" in told
    assert f"{word} status/held" in told
    assert told.index("status/hold") < told.index("coChairs")


def test_json_has_every_field(run, wrong):
    checked = run(wrong, "--format", "json")
    found = {one["rule"]: one for one in json.loads(checked.stdout)}
    assert (checked.exit_code, found["Record-unknown-key"]["near"]) == (1, ["coChair"])
    line = WRONG.splitlines().index("coChairs: [state/aaa, state/bbb]") + 1
    one = found["Record-unknown-key"]
    assert (one["file"], one["line"], one["column"], one["path"], one["severity"]) == (
        "wrong.yaml",
        line,
        1,
        "coChairs",
        "error",
    )


def test_csv_has_a_line_for_each_finding(run, wrong):
    checked = run(wrong, "--format", "csv")
    rows = list(csv.DictReader(StringIO(checked.stdout)))
    assert {row["rule"] for row in rows} >= {"Record-unknown-key", "Record-unknown-reference"}


def test_sarif_says_where(run, wrong):
    log = json.loads(run(wrong, "--format", "sarif").stdout)
    (one,) = log["runs"]
    assert (log["version"], one["tool"]["driver"]["name"]) == ("2.1.0", "rabatkg")
    rules = {rule["id"] for rule in one["tool"]["driver"]["rules"]}
    assert {result["ruleId"] for result in one["results"]} == rules
    place = one["results"][0]["locations"][0]["physicalLocation"]
    assert (place["artifactLocation"]["uri"], place["region"]["startLine"]) == ("wrong.yaml", 6)


def test_html_is_inert(run, tmp_path):
    (tmp_path / "evil.yaml").write_text(MEETING.replace("status/held", '"<script>alert(1)</script>"'), encoding="utf-8")
    page = run("evil.yaml", "--format", "html", lang="fr").stdout
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert 'lang="fr"' in page
    assert "default-src &#x27;none&#x27;" in page or "default-src 'none'" in page


def test_a_folder_is_checked_whole_and_files_know_each_other(run, tmp_path):
    (tmp_path / "new").mkdir()
    person = "id: person/ann-onymous\ntype: Person\ntitle: {en: Ann Onymous, fr: Ann Onymous}\nprintedAs: Ann Onymous\n"
    proof = 'evidence:\n  - passage: passage/report-2031/0-b5a93379\n    quote: "spoke first"\n'
    (tmp_path / "new" / "person.yaml").write_text(person + proof, encoding="utf-8")
    named = NEW.replace("coChair: [", "host: [person/ann-onymous]\ncoChair: [")
    (tmp_path / "new" / "meeting.yaml").write_text(named, encoding="utf-8")
    assert run("new").stdout.startswith("0 errors, 0 warnings in 2 files")
    assert "person/ann-onymous" in run("new/meeting.yaml").stdout


def test_a_file_that_cannot_be_read_is_a_finding_among_the_others(run, wrong, tmp_path):
    (tmp_path / "broken.yaml").write_text("id: [meeting", encoding="utf-8")
    checked = run("broken.yaml", wrong)
    assert checked.exit_code == 1
    assert "broken.yaml" in checked.stdout
    assert "coChairs" in checked.stdout


def test_warnings_fail_where_that_is_asked_for(run, tmp_path):
    twice = MEETING.replace("2031-03-exampleville", "2031-03-otherville")
    (tmp_path / "twice.yaml").write_text(twice, encoding="utf-8")
    assert run("twice.yaml").exit_code == 0
    checked = run("twice.yaml", "--fail-on", "warning")
    assert (checked.exit_code, "Meeting-duplicate" in checked.stdout) == (1, True)


def test_a_note_on_another_matter_does_not_hide_that_a_meeting_stands_twice(run, tmp_path):
    other = (
        MEETING.replace("on visas", "on ports").replace("sur les visas", "sur les ports").replace("-03-04", "-08-04")
    )
    noted = other.replace("2031-03-exampleville", "2031-08-otherville")
    noted += "note: {en: Its agenda is lost., fr: L’ordre du jour est perdu.}\n"
    (tmp_path / "noted.yaml").write_text(noted, encoding="utf-8")
    again = other.replace("2031-03-exampleville", "2031-08-thirdville")
    (tmp_path / "again.yaml").write_text(again, encoding="utf-8")
    told = " ".join(run("noted.yaml", "again.yaml").stdout.split())
    assert "meeting/2031-08-otherville is of the same kind" in told
    assert told.count("Meeting-duplicate") == 1  # the note of the other speaks for that one alone


@pytest.mark.parametrize("words", [["missing.yaml"], [], ["--format", "pdf", "x.yaml"], ["empty"]])
def test_a_wrong_command_line(run, tmp_path, words):
    (tmp_path / "empty").mkdir()
    refused = run(*words)
    assert (refused.exit_code, refused.stdout) == (2, "")


def test_what_holds_no_records_is_refused(run):
    refused = run(GOOD / "dialogue.yaml", lang="fr")
    assert (refused.exit_code, "dialogue.yaml" in refused.stderr) == (2, True)

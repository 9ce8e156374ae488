"""`rabatkg validate`: what it counts, what it finds, where, and how it ends."""

import csv
import json
import re
from io import StringIO

import pytest
from click.testing import CliRunner

from copies import copied
from rabatkg.cli import main

NO_BREAK = "\N{NO-BREAK SPACE}"
SILENT = "passage/plan-2030/0-27b64e6b"
READ = "[{value: state/aaa, basis: interpreted, because: {en: It is named alone., fr: Elle est nommée seule.}}]"
SHARE = re.compile(r"(\d+)/(\d+) = ([\d.]+)\s%")


@pytest.fixture
def folder(tmp_path, request):
    """Return a copy of the good dialogue in which every passage of content is accounted for."""
    copied(request.config.rootpath / "tests" / "good", tmp_path / "data")
    review = tmp_path / "data" / "plan-2030.review.yaml"
    text = review.read_text(encoding="utf-8")
    if SILENT not in text:
        reason = "    because: {en: It is the heading., fr: C'est l'intitulé.}\n"
        review.write_text(f"{text}  - passage: {SILENT}\n{reason}", encoding="utf-8")
    return tmp_path / "data"


@pytest.fixture
def run(folder):
    def once(*words, lang="en"):
        return CliRunner().invoke(main, ["validate", "--data", str(folder), "--lang", lang, *map(str, words)])

    return once


@pytest.fixture
def change(folder):
    """Return a function that replaces words in one file of the copy and gives the line where they stood."""

    def once(name, old, new):
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return f"{path}:{text[: text.index(old)].count(chr(10)) + 1}:"

    return once


def test_a_good_corpus_passes_and_is_counted(run, folder):
    found = run("--texts", folder / "texts")
    assert found.exit_code == 0, found.output
    first, *shares = found.stdout.splitlines()
    assert re.fullmatch(r"0 errors, 0 warnings; [1-9]\d+ rules asked, [1-9]\d* saved checks asked", first)
    counted = [SHARE.search(line).groups() for line in shares]
    assert len(counted) == 3
    assert all(done == due and int(due) > 0 and percent == "100" for done, due, percent in counted)


def test_without_texts_it_says_that_no_quotation_was_compared(run):
    found = run()
    assert found.exit_code == 0
    assert "quotations found in their passages: not compared, for want of --texts" in found.stdout


QUOTE = ("examples/recommendation.yaml", 'quote: "recommended above all', 'quote: "recommended below all')


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", "error Quote-absent: These words are not in passage/report-2031/0-00610239. Copy the quotation"),
        ("fr", f"erreur Quote-absent{NO_BREAK}: "),
    ],
)
def test_a_quotation_that_is_not_in_its_passage_is_found_at_its_line(run, change, folder, lang, told):
    place = change(*QUOTE)
    found = run("--texts", folder / "texts", lang=lang)
    assert found.exit_code == 1
    line = found.stdout.splitlines()[4]
    assert line.startswith(place) and told.replace(NO_BREAK, "") in line.replace(NO_BREAK, "")
    done, due, percent = SHARE.search(found.stdout).groups()
    assert int(done) == int(due) - 1 and float(percent) < 100
    assert run().exit_code == 0, "without texts nobody can know"


@pytest.mark.parametrize(
    ("last", "first", "told"),
    [
        (f"  - passage: {SILENT}", SILENT, f"This is so of: {SILENT}"),
        ("carries-no-claim:", "passage/plan-2030/0-", "This is so of 2 passages of document/plan-2030: 0-"),
    ],
)
def test_a_saved_check_that_finds_something_is_a_finding_with_its_remedy(run, folder, last, first, told):
    review = folder / "plan-2030.review.yaml"
    lines = review.read_text(encoding="utf-8").splitlines()
    review.write_text("\n".join(lines[: lines.index(last)]) + "\n", encoding="utf-8")
    assert run("--fail-on", "warning").exit_code == 0, "a title need prove nothing"
    register = folder / "plan-2030.passages.yaml"
    told_whole = register.read_text(encoding="utf-8").replace("Lagoon Declaration", "Lagoon Declaration.")
    register.write_text(told_whole.replace("action 2030-2034", "action 2030-2034."), encoding="utf-8")
    found = run("--fail-on", "warning")
    assert found.exit_code == 1
    (line,) = [line for line in found.stdout.splitlines() if "silent-passages" in line]
    place = re.escape(str(folder / "plan-2030.passages.yaml"))
    assert re.match(rf"{place}:\d+:1: warning silent-passages: {first}", line)
    assert told in line
    assert line.endswith("under `carries-no-claim` in the file KEY.review.yaml of its document.")


def test_what_keeps_the_graph_from_being_built_is_told_wherever_it_stands(run, folder):
    (folder / "plan-2030.review.yaml").write_text("document: document/plan-2030\ncarries-no-claim:\n", "utf-8")
    found = run()
    assert (found.exit_code, "plan-2030.review.yaml:2:18: error Review-unknown-passage" in found.stdout) == (1, True)


def test_a_record_at_fault_is_told_and_the_checks_wait(run, change):
    place = change("examples/recommendation.yaml", "addressee: ", "adressee: ")
    found = run()
    assert found.exit_code == 1
    assert f"{place}1: error Record-unknown-key: adressee: 'adressee' is not a word of records here." in found.stdout
    assert "Did you mean addressee" in found.stdout
    assert "0 saved checks asked" in found.stdout
    assert "The saved checks are asked once the records can be built." in found.stderr


def test_a_warning_lets_pass_unless_it_is_asked_to_fail(run, change):
    change("examples/meeting.yaml", "[state/aaa, state/bbb]", READ)
    lax, strict = run(), run("--fail-on", "warning")
    assert (lax.exit_code, strict.exit_code) == (0, 1)
    assert lax.stdout == strict.stdout
    assert "0 errors, 1 warning;" in lax.stdout and ": warning " in lax.stdout


def test_findings_come_as_rows(run, change):
    change("examples/recommendation.yaml", "addressee: ", "adressee: ")
    rows = json.loads(run("--format", "json").stdout)
    lines = list(csv.DictReader(StringIO(run("--format", "csv").stdout, newline="")))
    assert [row["rule"] for row in rows] == [line["rule"] for line in lines]
    assert rows[0] | {"file": ""} == {
        "severity": "error", "rule": "Record-unknown-key", "file": "", "line": 7, "column": 1, "sheet": None,
        "cell": None, "node": None, "path": "adressee", "value": None, "near": ["addressee", "addresses"],
        "message": "'adressee' is not a word of records here. Check its spelling; nothing unknown is ever ignored.",
    }  # fmt: skip
    assert "error" in run("--format", "json").stderr, "the counts are still told"


def test_the_report_holds_counts_and_findings_in_every_language(run, change, tmp_path):
    change("examples/recommendation.yaml", "addressee: ", "adressee: ")
    assert run("--report", tmp_path / "report.json", "--lang", "fr").exit_code == 1
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert report["counts"]["errors"] == len(report["findings"]) > 0
    assert report["counts"]["quotations"] is None
    assert report["nodes seen by each rule"]["Recommendation"] > 0
    told = report["findings"][0]["message"]
    assert set(told) == {"en", "fr"} and told["en"] != told["fr"]


def test_a_report_that_cannot_be_written_is_told(run, tmp_path):
    found = run("--report", tmp_path / "none" / "report.json")
    assert found.exit_code == 1
    assert "This file cannot be written" in found.stderr


@pytest.mark.parametrize("words", [["--texts", "nowhere"], ["--fail-on", "nothing"], ["--corpus"]])
def test_a_wrong_command_line_exits_with_2(run, words):
    assert run(*words).exit_code == 2


def test_an_unknown_corpus_is_told_with_those_that_there_are(run):
    found = run("--corpus", "ful")
    assert found.exit_code == 1
    assert "Did you mean full?" in found.stderr

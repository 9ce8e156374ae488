"""`rabatkg record draft`: a draft goes to the terminal or into a new file, and nothing is filed."""

import sys
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner

from copies import copied
from rabatkg import building
from rabatkg.cli import main
from rabatkg.confined import confined
from rabatkg.drafting.reports import source_of
from rabatkg.drafting.rules import propose
from rabatkg.drafting.writing import written
from rabatkg.graph import assemble
from rabatkg.layout import Layout
from rabatkg.records import Expander, read
from rabatkg.texts import document_add
from rabatkg.validation import check_offered

ROOT = Path(__file__).resolve().parents[2]
REPORTS = Path(__file__).resolve().parent / "reports"
sys.path.insert(0, str(REPORTS))
from making import SOURCES, made  # noqa: E402

REPORT = """Thematic meeting on the fees of visas

Exampleville, 4 and 5 March 2032

The meeting was co-chaired by Aaa and Bbb and hosted by Aaa.

The participants recommended that partner countries publish the fees of visas.
"""


@pytest.fixture
def folder(tmp_path):
    copied(ROOT / "tests" / "good", tmp_path / "data")
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(folder):
    def once(*words, lang="en"):
        typed = ["--data", str(folder / "data"), "--lang", lang, "record", "draft", *map(str, words)]
        return CliRunner().invoke(main, typed)

    return once


def held(folder):
    return {path: sha256(path.read_bytes()).digest() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_draft_goes_to_the_terminal_and_nothing_is_filed(run, folder):
    before = held(folder)
    done = run(folder / "report.txt")
    assert done.exit_code == 0
    assert "coChair" in done.stdout
    assert "report.txt" in done.stderr
    assert "Nothing is filed" in done.stderr
    assert held(folder) == before


def test_a_draft_goes_into_a_new_file_and_over_none(run, folder):
    done = run(folder / "report.txt", "--output", folder / "draft.yaml", "--document", "fees-2032")
    assert (done.exit_code, done.stdout) == (0, "")
    text = (folder / "draft.yaml").read_text(encoding="utf-8")
    assert "passage/fees-2032/" in text
    again = run(folder / "report.txt", "--output", folder / "draft.yaml")
    assert again.exit_code == 1
    assert (folder / "draft.yaml").read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("none.txt",), 2, "none.txt"),
        (("report.txt", "--document", "A key"), 2, "cannot be a key"),
        (("report.txt", "--kind", "thematik-meeting"), 1, "thematic-meeting"),
        (("report.odt",), 1, "PDF, DOCX, HTML, TXT"),
        (("blank.txt",), 1, "no words in this file"),
    ],
)
def test_what_cannot_be_drafted_is_said_in_plain_words(words, code, told, run, folder, monkeypatch):
    (folder / "report.odt").write_bytes(b"PK")
    (folder / "blank.txt").write_text(" \n")
    monkeypatch.chdir(folder)
    done = run(*words)
    assert done.exit_code == code
    assert told in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("step", ["reports", "writing"])
def test_a_report_that_keeps_the_rules_busy_is_refused(step, run, folder, monkeypatch):
    def briefly(*task, **limits):
        return confined(*task, **{**limits, "seconds": 0.001})

    monkeypatch.setattr(f"rabatkg.drafting.{step}.confined", briefly)
    done = run(folder / "report.txt")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "report.txt: This file could not be read within 0.001 s" in done.stderr


def test_neither_the_name_nor_the_words_of_a_report_steer_the_draft(run, folder):
    report = folder / "a\nadds: \x1b[31mred\u202e.txt"
    report.write_text(REPORT.replace("hosted by Aaa", "hosted by \u202eAaa\u009b31m"), encoding="utf-8")
    done = run(report)
    assert done.exit_code == 0
    assert done.stdout.startswith("# A draft of what a\\u000aadds: \\u001b[31mred\\u202e.txt reports")
    assert not {"\x1b", "\u202e", "\u009b"} & set(done.stdout)


def test_a_report_in_another_language_or_encoding_is_remarked_upon(run, folder):
    german = "Die Delegierten der beiden Länder trafen sich im Rathaus und sprachen über den Hafen.\n"
    (folder / "bericht.txt").write_bytes(german.encode("cp1252"))
    done = run(folder / "bericht.txt")
    assert done.exit_code == 0
    assert "neither in English nor in French" in done.stderr
    assert "read as cp1252" in done.stderr


@pytest.mark.slow
def test_drafts_of_all_forms_check_clean_but_for_what_they_ask(tmp_path):
    """Once the document is added, the draft has no fault of grammar, names nothing unknown and quotes what is there."""
    copied(ROOT / "data", tmp_path / "data")
    layout = Layout.find(tmp_path / "data", tmp_path / "build")
    sources = []
    for path in sorted(path for path in REPORTS.iterdir() if path.suffix in SOURCES):
        file = made(path, tmp_path)
        sources.append(source_of(file, layout))
        title = {"en": "A report", "fr": "Un rapport"}
        key = sources[-1].document.partition("/")[2]
        document_add(file, layout.data / "documents", key=key, title=title, language=sources[-1].language)
    assert {source.file.rpartition(".")[2] for source in sources} == {"pdf", "docx", "html", "txt"}
    corpus = assemble(layout)
    building.build(corpus, layout.settings.corpus)
    expander = Expander(corpus.grammar, corpus.names, layout.settings.languages)
    for source in sources:
        text = written(propose(source, corpus), source, corpus, "en").text
        offers = expander.file(read(text), tmp_path / f"{source.file}.yaml")
        verdict = check_offered(layout, offers, tmp_path)
        rules = {finding.rule for finding in verdict.findings}
        assert not {rule for rule in rules if rule.startswith(("Record-", "Quote-"))}, source.file
        asked = text.count("# ?")
        assert verdict.errors <= asked, (source.file, [str(one) for one in verdict.findings])

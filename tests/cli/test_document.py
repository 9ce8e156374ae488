"""`rabatkg document`: adding a document, and listing those that there are."""

import json

import pytest
from click.testing import CliRunner

from copies import copied
from rabatkg.cli import main
from rabatkg.texts import PassageRegister

TITLES = ("--title-en", "A report", "--title-fr", "Un rapport")


@pytest.fixture
def folder(tmp_path, request):
    copied(request.config.rootpath / "tests" / "good", tmp_path / "data")
    (tmp_path / "report.txt").write_text("1) Ouverture\n\nLe port a été cité par les deux pays.\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(folder):
    def once(*words):
        return CliRunner().invoke(main, ["--data", str(folder / "data"), "--lang", "en", "document", *map(str, words)])

    return once


@pytest.fixture
def add(run, folder):
    return lambda *words, key="report-2032": run(
        "add", folder / "report.txt", "--key", key, "--language", "fr", *(words or TITLES)
    )


def test_a_document_is_added_and_listed(run, add, folder):
    added = add()
    assert added.exit_code == 0, added.output
    paths = [folder / "data" / "documents" / f"report-2032{ending}.yaml" for ending in ("", ".profile", ".passages")]
    assert added.stdout.splitlines() == [str(path) for path in paths]
    assert "2 passages." in added.stderr and "Look over the profile" in added.stderr
    rows = {row["document"]: row for row in json.loads(run("list", "--format", "json").stdout)}
    assert rows["document/report-2032"] == {
        "document": "document/report-2032",
        "title": "A report",
        "language": "fr",
        "holding": "holding/held",
        "passages": 2,
    }
    assert len(rows) > 1
    checked = CliRunner().invoke(
        main, ["--data", str(folder / "data"), "--lang", "en", "fmt", "--check", str(paths[0])]
    )
    assert (checked.exit_code, checked.stderr) == (0, "0 files are not in house order, of 1.\n")


def test_a_profile_may_be_given(add, folder):
    profile = folder / "given.yaml"
    profile.write_text('document: document/report-2032\nwrap: none\nfirst_section: "9"\n', encoding="utf-8")
    assert add("--profile", profile, *TITLES).exit_code == 0
    register = PassageRegister.load(folder / "data" / "documents" / "report-2032.passages.yaml")
    assert {passage.section for passage in register.passages} == {"9"}


def test_a_key_is_used_once_and_its_record_is_named(add, folder):
    add()
    (folder / "report.txt").write_text("Another text.\n", encoding="utf-8")
    found = add()
    assert found.exit_code == 1
    assert found.stderr.startswith(
        f"{folder / 'data' / 'documents' / 'report-2032.yaml'}:1: document/report-2032 is filed"
    )


def test_a_file_is_held_once(add):
    add()
    found = add(key="report-2033")
    assert found.exit_code == 1
    assert "This very file is held already, as document/report-2032." in found.stderr


def test_a_title_is_owed_in_every_language(add):
    found = add("--title-en", "A report")
    assert found.exit_code == 2
    assert "--title-fr" in found.stderr


def test_titles_are_explained(run):
    told = run("add", "--help").stdout
    assert "--title-en" in told and "--title-fr" in told

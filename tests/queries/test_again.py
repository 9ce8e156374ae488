"""A question is read once, and anew when its file changes; what a build notes of the headers says what they say."""

import os
import sys
from dataclasses import replace

import pytest

from copies import copied
from rabatkg.errors import DataError, UnknownName
from rabatkg.layout import REMEMBERED, Layout
from rabatkg.queries import catalogue, find, remember
from rabatkg.queries.again import Again

NAME = "actions-of-a-plan"


@pytest.fixture
def layout(request, tmp_path):
    """Return the layout of the project, with questions of its own that may be changed, and an empty build folder."""
    found = Layout.find(request.config.rootpath, tmp_path)
    copied(found.queries, tmp_path / "queries")
    return replace(found, queries=tmp_path / "queries")


def anew(layout):
    return replace(layout)


def change(layout, old, new):
    """Change the file of the question, keeping its size where the words have one length, and its time."""
    path = find(layout, NAME).path
    entry = path.stat()
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    os.utime(path, ns=(entry.st_atime_ns, entry.st_mtime_ns))


def test_what_is_remembered_of_the_headers_and_settings_says_what_they_say(layout, monkeypatch):
    read, settings = catalogue(layout), layout.settings
    remember(layout)
    monkeypatch.setitem(sys.modules, "yaml", None)  # so that nothing can read YAML
    with pytest.raises(ImportError):
        catalogue(layout)
    assert catalogue(anew(layout)) == read
    assert anew(layout).settings == settings


def test_a_header_that_has_changed_is_read_and_not_remembered(layout):
    remember(layout)
    change(layout, "#+ question: ", "#+ question: Indeed, ")
    assert find(anew(layout), NAME).question["en"].startswith("Indeed, ")


@pytest.mark.parametrize(
    "content", ["", "\n", f"{NAME}.rq\t[]\n", f"{NAME}.rq\t{{\n", f"{NAME}.rq\t17\n", "dialogue.yaml\t[1"]
)
def test_what_is_no_memory_of_ours_is_not_believed(layout, content):
    read, settings = find(layout, NAME), layout.settings
    (layout.build / REMEMBERED).write_text(content)
    assert find(anew(layout), NAME) == read
    assert anew(layout).settings == settings


def test_a_question_with_its_values_is_read_once_until_its_file_changes(layout):
    asked = []

    def narrowed(question, lang, given):
        asked.append((question.question[lang], given))
        return question.sparql

    again = Again(layout, narrowed)
    first = again.sparql(NAME, "en", {})
    assert again.sparql(NAME, "en", {}) is first
    assert len(asked) == 1
    again.sparql(NAME, "fr", {})
    again.sparql(NAME, "en", {"plan": "plan/another"})
    assert len(asked) == 3
    assert asked[2][1] == {"plan": "plan/another"}
    change(layout, "SELECT", "select")
    assert again.sparql(NAME, "en", {}) == first.replace("SELECT", "select")
    path = find(layout, NAME).path
    path.rename(path.parent.parent / "actors" / path.name)
    assert again.sparql(NAME, "en", {}) == first.replace("SELECT", "select")
    (path.parent.parent / "actors" / path.name).unlink()
    with pytest.raises(UnknownName) as caught:
        again.sparql(NAME, "en", {})
    assert caught.value.near


def test_a_wrong_header_elsewhere_hinders_no_question_and_two_of_one_name_do(layout):
    (layout.queries / "actors" / "broken.rq").write_text("#+ question: [\n")
    assert find(layout, NAME).name == NAME
    with pytest.raises(DataError, match="not YAML"):
        catalogue(layout)
    remember(layout)
    with pytest.raises(DataError, match="not YAML"):
        find(anew(layout), "broken")
    (layout.queries / "actors" / f"{NAME}.rq").write_text("")
    with pytest.raises(DataError, match="Two questions"):
        find(layout, NAME)
    remember(layout)

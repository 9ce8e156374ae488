"""Where things stand, and what a dialogue's settings may say."""

import os
import time
from pathlib import Path

import pytest

from rabatkg.errors import DataError, RabatkgError, UsageError
from rabatkg.layout import FILES, STORE, Layout, Settings

ROOT = Path(__file__).parent.parent
GOOD = """\
base: https://example.org/
languages: [en, fr]
dialogue: dialogue/example
plan: plan/example-2031
corpus: full
"""


@pytest.fixture
def elsewhere(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "dialogue.yaml").write_text(GOOD)
    return tmp_path


def test_a_checkout_holds_everything():
    assert Layout.find(environ={}) == Layout(ROOT / "ontology", ROOT / "data", ROOT / "queries", Path("build"))


@pytest.mark.parametrize("inside", [".", "data"])
def test_another_dialogue_is_another_data_folder(elsewhere, inside):
    layout = Layout.find(elsewhere / inside, environ={})
    assert layout.data == elsewhere / "data"
    assert layout.queries == ROOT / "queries"
    assert layout.settings.base == "https://example.org/"


def test_a_folder_may_bring_its_own_queries(elsewhere):
    (elsewhere / "queries").mkdir()
    assert Layout.find(elsewhere, environ={}).queries == elsewhere / "queries"


def test_the_environment_names_folders_and_the_user_overrules_it(elsewhere):
    environ = {"RABATKG_DATA": str(elsewhere), "RABATKG_BUILD": "out"}
    assert Layout.find(environ=environ) == Layout.find(elsewhere, "out", environ={})
    assert Layout.find(ROOT / "data", "there", environ).build == Path("there")
    assert Layout.find(ROOT / "data", environ=environ).data == ROOT / "data"


def test_a_folder_without_settings_is_no_data_folder(tmp_path):
    with pytest.raises(UsageError, match=r"has no dialogue\.yaml"):
        Layout.find(tmp_path, environ={})


@pytest.mark.parametrize(
    ("good", "bad", "told"),
    [
        ("plan: plan/example-2031", "plam: plan/example-2031", ":4:1: plam is not a setting. Did you mean plan?"),
        (
            "corpus: full",
            "corpus: full\ncorpus: full",
            ":6:1: The key 'corpus' is said twice. Keep one; several values go in a list.",
        ),
        (
            "https://example.org/",
            "https://example.org",
            ":1:1: https://example.org cannot begin the addresses of things. "
            "Write a web address that ends in a slash, as in base: https://example.org/dialogue/",
        ),
        ("corpus: full\n", "", ": corpus is not set. Add a line that begins with corpus:"),
        ("[en, fr]", "en", ":2:1: languages has the wrong form. Write languages: [en, fr]"),
        ("corpus: full", "corpus: [full]", ":5:1: corpus has the wrong form. Write corpus: ..."),
        (GOOD, "- plan", ": This file must hold settings, one a line. Write lines like plan: plan/key"),
        (GOOD, "", ": The file is empty. Write a record, or remove the file."),
    ],
)
def test_a_wrong_setting_is_named_by_line(tmp_path, good, bad, told):
    path = tmp_path / "dialogue.yaml"
    path.write_text(GOOD.replace(good, bad))
    with pytest.raises(RabatkgError) as caught:
        Settings.read(path)
    assert str(caught.value) == f"{path}{told}"


@pytest.mark.parametrize(
    "base", ["ftp://example.org/", "example.org/", "https://", "'https://example.org/a b/'", "urn:a/"]
)
def test_a_base_is_a_web_address_that_ends_in_a_slash(tmp_path, base):
    path = tmp_path / "dialogue.yaml"
    path.write_text(GOOD.replace("https://example.org/", base))
    with pytest.raises(DataError, match=r":1:1: .* ends in a slash"):
        Settings.read(path)


def test_a_folder_that_is_none_is_told_what_to_name(tmp_path):
    with pytest.raises(UsageError) as refused:
        Layout.find(tmp_path, environ={})
    assert str(refused.value).endswith("Name the folder that holds dialogue.yaml.")


def test_a_graph_of_another_dialogue_is_refused(elsewhere):
    layout = Layout.find(elsewhere, elsewhere / "out", environ={})
    assert (layout.note, layout.store) == ({}, elsewhere / "out" / "store")
    (elsewhere / "out").mkdir()
    note = elsewhere / "out" / "build.json"
    for text in ("no JSON", "[]", "{}", '{"base": "https://example.org/"}'):
        note.write_text(text)
        assert layout.store == elsewhere / "out" / "store"
    note.write_text('{"base": "https://example.net/"}')
    with pytest.raises(DataError, match=r"another dialogue, https://example\.net/.*RABATKG_BUILD"):
        assert layout.store


def test_settings_that_are_no_yaml_are_refused_with_their_line(tmp_path):
    path = tmp_path / "dialogue.yaml"
    path.write_text(GOOD.replace("[en, fr]", "[en, fr"))
    with pytest.raises(DataError, match="never closed") as caught:
        Settings.read(path)
    assert caught.value.line == 2


@pytest.fixture
def noted(elsewhere):
    """A dialogue whose files are noted beside a graph, an hour after they were last changed."""
    (elsewhere / "data" / "more").mkdir()
    (elsewhere / "data" / "more" / "place.yaml").write_text("id: place/a")
    (elsewhere / "data" / "note.txt").write_text("no input")
    (elsewhere / "ontology").mkdir()
    (elsewhere / "ontology" / "words.ttl").write_text("")
    for path in elsewhere.rglob("*.*"):
        os.utime(path, (time.time() - 3600,) * 2)
    layout = Layout.find(elsewhere, elsewhere / "out", environ={})
    (layout.build / STORE).mkdir(parents=True)
    (layout.build / STORE / FILES).write_bytes(layout.files().written())
    return layout


def test_nothing_is_read_of_files_that_are_as_they_were(noted, monkeypatch):
    assert noted.files().seen.keys() == {"data/dialogue.yaml", "data/more/place.yaml", "ontology/words.ttl"}
    monkeypatch.setattr("rabatkg.layout._digest", lambda path: pytest.fail(f"{path} is read"))
    assert noted.changed() == frozenset()


@pytest.mark.parametrize(
    ("change", "name"),
    [
        (lambda layout: (layout.data / "new.yaml").write_text("id: place/b"), "data/new.yaml"),
        (lambda layout: (layout.data / "more" / "place.yaml").write_text("id: place/b"), "data/more/place.yaml"),
        (lambda layout: (layout.data / "more" / "place.yaml").unlink(), "data/more/place.yaml"),
        (lambda layout: (layout.ontology / "words.ttl").write_text("#"), "ontology/words.ttl"),
    ],
)
def test_what_is_new_or_other_or_gone_has_changed(noted, change, name):
    before = noted.files().digest
    change(noted)
    assert noted.changed() == {name}
    assert noted.files().digest != before


def test_what_is_only_touched_has_not_changed(noted):
    (noted.data / "more" / "place.yaml").touch()
    assert noted.changed() == frozenset()


def test_a_change_within_the_grain_of_time_is_seen(noted):
    """A file changed in the moment of the build may keep its size and its time."""
    path = noted.data / "more" / "place.yaml"
    path.write_text("id: place/c")
    (noted.build / STORE / FILES).write_bytes(noted.files().written())
    stood = path.stat()
    path.write_text("id: place/d")
    os.utime(path, ns=(stood.st_atime_ns, stood.st_mtime_ns))
    assert noted.changed() == {"data/more/place.yaml"}


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"taken": 1}', '{"taken": 1, "seen": {"data/x.yaml": [1]}}', None])
def test_without_a_note_of_the_files_nobody_knows(noted, text):
    note = noted.build / STORE / FILES
    note.unlink() if text is None else note.write_text(text)
    assert noted.changed() is None


def test_a_link_to_nothing_is_a_change_that_whoever_reads_it_tells_of(noted):
    (noted.data / "lost.yaml").symlink_to(noted.data / "nowhere.yaml")
    assert noted.changed() == {"data/lost.yaml"}
    with pytest.raises(DataError, match="cannot be read"):
        noted.files()

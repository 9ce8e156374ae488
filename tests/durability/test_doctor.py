"""`rabatkg doctor` finds each thing that may be wrong with a data folder and its build, and --mend mends it."""

import json
import os
import re
from shutil import rmtree

import pytest
from desks import LAGOON, Desk, tiny

from breaking import standing
from rabatkg.filing import tending
from rabatkg.layout import NOTE, STORE
from rabatkg.publication.site import Site
from rabatkg.store import build
from rabatkg.store.noting import DUMP
from rabatkg.writing import locked
from rabatkg.writing.locking import LOCK

LEFT = "0123456789abcdef"


@pytest.fixture(scope="module")
def told(origin, tmp_path_factory):
    """Return a function that harms a copy of a desk, and gives what the doctor says of it."""

    def once(harm, *words):
        desk = Desk(origin).copied(tmp_path_factory.mktemp("doctor") / "desk")
        harm(desk)
        before = standing(desk.home)
        code, said = desk.run("doctor", *words)
        if "--mend" not in words:
            assert standing(desk.home) == before
        return desk, code, said

    return once


def edit_note(desk, **values):
    path = desk.build / NOTE
    path.write_text(json.dumps(json.loads(path.read_bytes()) | values), encoding="utf-8")


def another_store(desk):
    made = standing(desk.build / STORE)
    quad = "<http://a.example/a> <http://a.example/b> <http://a.example/c> <http://a.example/graph/extra> ."
    build(desk.build / STORE, [(desk.build / DUMP).read_bytes().partition(b"\n")[2], quad.encode()])
    for name in ("files.json", "made.json", "holdings.sqlite"):
        (desk.build / STORE / name).write_bytes(made[name])


def cut(path):
    """Leave of a file what a power cut may leave: its first half."""
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


HARMS = {
    "a draft of the data": (lambda desk: (desk.data / f".rabatkg.{LEFT}.0.draft").touch(), "broke off left this"),
    "a draft of the build": (lambda desk: (desk.build / f".{DUMP}.{LEFT}").touch(), "broke off left this"),
    "another program": (lambda desk: edit_note(desk, edition="0"), "another version of the program"),
    "another note": (lambda desk: edit_note(desk, reasoner="owlrl"), "not that of the graph"),
    "a dump that was changed": (lambda desk: (desk.build / DUMP).write_bytes(b""), "not as it was written"),
    "a store that was changed": (another_store, "/graph/extra holds 1 statements; the files say 0"),
    "a store that is damaged": (lambda desk: (desk.build / STORE / "CURRENT").write_text("x"), "cannot be opened"),
    "a store that was cut off": (lambda desk: cut(next((desk.build / STORE).glob("*.sst"))), "cannot be opened"),
    "a note that is missing": (lambda desk: (desk.build / NOTE).unlink(), "missing, or cannot be read"),
    "a note that was cut off": (lambda desk: cut(desk.build / NOTE), "missing, or cannot be read"),
    "a dump that is missing": (lambda desk: (desk.build / DUMP).unlink(), "not that of the graph"),
    "a record that was cut off": (lambda desk: cut(desk.data / "more.yaml"), "No record says this"),
    "a record that was changed": (
        lambda desk: (desk.data / "more.yaml").write_bytes(b"records: []\n"),
        "when the graph",
    ),
    "a lock that nobody can take": (lambda desk: (desk.data / LOCK).mkdir(), "cannot be written to"),
    "a record that cannot be read": (lambda desk: (desk.data / "x.yaml").write_text("a: [\n"), "never closed"),
    "a journal of another": (lambda desk: (desk.data / ".rabatkg.journal").write_text("x"), "journal of a change"),
}


def test_what_is_sound_is_told_so(told):
    _, code, said = told(lambda desk: None)
    assert code == 0, said
    assert "All is well." in said


def test_a_lock_that_a_killed_command_left_hinders_nobody_and_goes(told):
    signed = b'{"process": 1, "host": "elsewhere", "since": "2031-03-04T00:00:00+00:00"}\n'
    desk, code, said = told(lambda desk: (desk.data / LOCK).write_bytes(signed), "--mend")
    assert code == 0, said
    assert not (desk.data / LOCK).exists()


@pytest.mark.parametrize("harm", HARMS)
def test_what_is_wrong_is_found_and_told_with_its_remedy_in_both_languages(told, harm, monkeypatch):
    happens, words = HARMS[harm]
    found, look = [], tending.look
    monkeypatch.setattr(tending, "look", lambda *given: found.extend(look(*given)) or list(found))
    _, code, said = told(happens)
    assert code == 1, said
    assert words in said
    assert "Traceback" not in said
    for message in (told for one in found for told in (one.message, one.remedy)):
        assert message.told_in("fr") != message.told_in("en") in said


@pytest.mark.skipif(os.name != "posix", reason="this system has other locks")
def test_who_is_at_work_is_told(told, origin):
    held = []

    def busy(desk):
        held.append(locked(desk.data))
        held[0].__enter__()

    _, code, said = told(busy)
    held[0].__exit__(None, None, None)
    assert code == 1, said
    assert re.search(rf"Try again when it has finished. Process {os.getpid()} on \S+ has been writing", said)


def test_the_words_of_documents_are_looked_at_where_they_are_at_hand_and_kept_by_a_repair(told):
    texts = ("--texts", LAGOON / "texts")
    desk, code, said = told(lambda desk: None, *texts)
    assert code == 1
    assert "/graph/texts/plan-2030 holds 0 statements; the files say 11" in said
    assert "`rabatkg build --fresh --texts DIR`" in said
    code, said = desk.run("doctor", "--mend", *texts)
    assert code == 0, said
    code, said = desk.run("doctor", "--mend")
    assert code == 0, said
    assert "no longer holds the words of the documents" in said


SITE_HARMS = {
    "missing": (lambda site: (site / "en" / "3.html").unlink(), "en/3.html: This file of the site is missing."),
    "other": (lambda site: (site / "en" / "3.html").write_bytes(b"<p>9"), "3.html: This file is not what would be"),
    "cut off": (lambda site: cut(site / "site.json"), "by which a site is known: remove the folder, and run"),
    "foreign": (lambda site: (site / "en" / "x").write_bytes(b""), "en/x: This file is none of the site. Move it"),
    "a link": (lambda site: (site / "out").symlink_to(site.parent), "out: This file is none of the site."),
    "a folder": (lambda site: [(site / "en" / "3.html").unlink(), (site / "en" / "3.html").mkdir()], "is missing"),
    "a pipe": (
        lambda site: [(site / "en" / "3.html").unlink(), os.mkfifo(site / "en" / "3.html")],
        "3.html: This is no ordinary file. Run `rabatkg publish` again.",
    ),
}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_what_is_wrong_with_a_published_folder_is_told(desk, monkeypatch):
    for name in ("by_path", "prepare"):  # put back at the end of the test
        monkeypatch.setattr(Site, name, Site.__dict__[name])
    tiny()
    site = desk.home / "site"
    for happens, words in SITE_HARMS.values():
        code, said = desk.run("publish", site)
        assert code == 0, said
        code, said = desk.run("doctor", "--site", site)
        assert (code, "All is well." in said) == (0, True), said
        happens(site)
        code, said = desk.run("doctor", "--site", site)
        assert code == 1, said
        assert words in said
        code, french = desk.run("doctor", "--site", site, lang="fr")
        assert (code, len(french.splitlines())) == (1, len(said.splitlines()))
        assert not set(french.splitlines()) & set(said.splitlines())
        rmtree(site)


def test_the_next_build_removes_what_a_killed_one_left_though_nothing_changed(told):
    desk, code, _ = told(HARMS["a draft of the build"][0])
    assert code == 1
    code, said = desk.run("build")
    assert (code, "Nothing has changed" in said) == (0, True), said
    assert not [name for name in standing(desk.home) if LEFT in name]


def test_what_was_left_over_is_mended_and_nothing_else_is_touched(told):
    def harm(desk):
        HARMS["a draft of the data"][0](desk)
        HARMS["a draft of the build"][0](desk)
        HARMS["a store that was changed"][0](desk)
        (desk.data / ".mine").write_bytes(b"mine")
        (desk.build / "mine").write_bytes(b"mine")

    desk, code, said = told(harm, "--mend")
    assert code == 0, said
    assert (desk.data / ".mine").read_bytes() == (desk.build / "mine").read_bytes() == b"mine"
    assert not [name for name in standing(desk.home) if LEFT in name]

"""`rabatkg doctor` finds each thing that may be wrong with a data folder and its build, and --mend mends it."""

import json

import pytest
from desks import Desk

from breaking import standing
from rabatkg.layout import NOTE, STORE
from rabatkg.store import build
from rabatkg.store.noting import DUMP

LEFT = "0123456789abcdef"


@pytest.fixture(scope="module")
def told(origin, tmp_path_factory):
    """Return a function that harms a copy of a desk, and gives what the doctor says of it."""

    def once(harm, *words):
        desk = Desk(origin).copied(tmp_path_factory.mktemp("doctor") / "desk")
        harm(desk)
        before = standing(desk.home)
        code, said = desk.run("doctor", *words)
        if not words:
            after = standing(desk.home)
            assert {name for name in before if before[name] != after.get(name)} <= {
                "data/.rabatkg.lock",
                "build/.rabatkg.lock",
            }
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


HARMS = {
    "a draft of the data": (lambda desk: (desk.data / f".rabatkg.{LEFT}.0.draft").touch(), "broke off left this"),
    "a draft of the build": (lambda desk: (desk.build / f".{DUMP}.{LEFT}").touch(), "broke off left this"),
    "another program": (lambda desk: edit_note(desk, edition="0"), "another version of the program"),
    "another note": (lambda desk: edit_note(desk, reasoner="owlrl"), "not that of the graph"),
    "a dump that was changed": (lambda desk: (desk.build / DUMP).write_bytes(b""), "not as it was written"),
    "a store that was changed": (another_store, "/graph/extra holds 1 statements; the files say 0"),
    "a store that is damaged": (lambda desk: (desk.build / STORE / "CURRENT").write_text("x"), "cannot be opened"),
    "a record that cannot be read": (lambda desk: (desk.data / "x.yaml").write_text("a: [\n"), "never closed"),
    "a journal of another": (lambda desk: (desk.data / ".rabatkg.journal").write_text("x"), "journal of a change"),
}


def test_what_is_sound_is_told_so(told):
    _, code, said = told(lambda desk: None)
    assert code == 0, said
    assert "All is well." in said


@pytest.mark.parametrize("harm", HARMS)
def test_what_is_wrong_is_found_and_told(told, harm):
    happens, words = HARMS[harm]
    _, code, said = told(happens)
    assert code == 1, said
    assert words in said
    assert "Traceback" not in said


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

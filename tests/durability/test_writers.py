"""Many writers at once: every change is there in the end, and of one record that all bring, one is filed."""

import os

import pytest
from desks import Desk

from breaking import forked, held, standing
from offers import PERSON
from rabatkg.filing import change

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
WRITERS, CHANGES = 16, 10


def all_ended(children):
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]


def test_sixteen_writers_with_ten_changes_each(tmp_path, figure):
    """Each change adds a line to a file that all share, and makes a file of its own: 160 of 160 are there."""
    shared = tmp_path / "shared.yaml"

    def write(writer):
        for turn in range(CHANGES):
            with change(tmp_path) as made:
                made.write(shared, (made.read(shared) or b"records:\n") + b"  - id: thing/%d-%d\n" % (writer, turn))
                made.write(tmp_path / "own" / f"{writer}-{turn}.yaml", b"x\n")

    assert all_ended([forked(lambda writer=writer: write(writer)) for writer in range(WRITERS)]) == [0] * WRITERS
    lines = shared.read_text().splitlines()[1:]
    assert sorted(lines) == sorted(f"  - id: thing/{w}-{t}" for w in range(WRITERS) for t in range(CHANGES))
    there = len(list((tmp_path / "own").iterdir()))
    assert there == WRITERS * CHANGES
    figure("writers", there, WRITERS * CHANGES)


def test_what_is_refused_leaves_every_byte_and_every_name_as_it_was(desk):
    """Not even the lock stays that was held meanwhile."""
    (desk.home / "bad.yaml").write_text(PERSON.format(n=1).replace("type: Person", "type: Room"), encoding="utf-8")
    before = standing(desk.home)
    for command in (
        ["record", "add", desk.home / "bad.yaml"],
        ["record", "rename", "person/nobody", "person/somebody"],
    ):
        code, said = desk.run(*command)
        assert code == 1, said
        assert standing(desk.home) == before


def test_the_same_record_sixteen_times_is_filed_once(origin, tmp_path, apart, figure):
    desk = Desk(origin).copied(tmp_path / "desk")
    before = held(desk.data)
    (desk.home / "same.yaml").write_text(PERSON.format(n=1), encoding="utf-8")
    codes = apart("test_writers", "all_add", str(desk.home))
    assert sorted(codes) == [0] + [1] * (WRITERS - 1)
    assert held(desk.data) == {**before, "examples/witness-001.yaml": PERSON.format(n=1).encode()}
    figure("same record", len(codes), WRITERS)


def all_add(home):
    """File one record from as many processes at once, and return how each ended."""
    desk = Desk(home)
    return all_ended(
        [forked(lambda: os._exit(desk.run("record", "add", desk.home / "same.yaml")[0])) for _ in range(WRITERS)]
    )

"""Another one comes between two calls to the system: nobody is told of what was never wrong, and nothing is lost."""

import errno
import os
import signal
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from shutil import copytree

import pytest
from desks import tiny

from breaking import forked, standing
from offers import records
from rabatkg import filing, graph, reading, store, writing
from rabatkg.filing import rebuilding, tending
from rabatkg.layout import STORE, Layout, below
from rabatkg.publication import inspecting, placing
from rabatkg.publication.site import Site
from rabatkg.store import Embedded
from rabatkg.store.noting import DUMP, MADE
from rabatkg.writing.journal import DONE, JOURNAL
from rabatkg.writing.locking import LOCK, locked

LEFT = "0123456789abcdef"
QUAD = b"<http://a.example/a> <http://a.example/b> <http://a.example/c> <http://a.example/graph/x> .\n"


@pytest.fixture
def between(monkeypatch):
    """Return a function that lets something happen once: just before a call, or just after it."""

    def once(place, name, happens, when=lambda *args: True, after=False):
        call = getattr(place, name)

        def calling(*args, **options):
            due = when(*args)
            if due:
                monkeypatch.setattr(place, name, call)
                if not after:
                    happens()
            found = call(*args, **options)
            if due and after:
                happens()
            return found

        monkeypatch.setattr(place, name, calling)

    return once


def layout_of(desk):
    return Layout.find(desk.data, desk.build)


def edited(desk):
    """Let a writer change a record's file, without a word of what it says."""
    with filing.change(desk.data) as made:
        made.write(desk.data / "more.yaml", made.read(desk.data / "more.yaml") + b"# looked over\n")


@pytest.mark.parametrize("read", ["files", "changed", "below", "assemble", "fmt --check"])
def test_a_folder_that_a_writer_takes_back_hinders_no_reader(read, desk, between):
    """It was made for files that were never decided on; whoever comes next removes it."""
    made = desk.data / "new" / "newer"
    made.mkdir(parents=True)
    between(os, "scandir", lambda: [made.rmdir(), made.parent.rmdir()], when=lambda path: Path(path) == made)
    layout = layout_of(desk)
    if read == "fmt --check":
        code, said = desk.run(*read.split())
        assert code == 0, said
    elif read == "below":
        assert sorted(below(desk.data, "*.yaml")) == sorted(desk.data.rglob("*.yaml"))
    elif read == "assemble":
        assert not graph.assemble(layout).problems
    else:
        found = getattr(layout, read)()
        assert found == frozenset() if read == "changed" else len(found.seen) > 9
    assert not made.parent.exists()


def test_the_folder_itself_must_be_there(tmp_path):
    with pytest.raises(FileNotFoundError):
        list(below(tmp_path / "none", "*"))


def test_a_file_that_goes_while_it_is_looked_at_has_changed(desk, between):
    path, layout = desk.data / "more.yaml", layout_of(desk)
    path.write_bytes(path.read_bytes())
    between(os, "open", path.unlink, when=lambda name, *_: str(name) == str(path))
    assert layout.changed() == {"data/more.yaml"}


def test_what_went_is_looked_for_again_and_a_link_to_nothing_is_told(tmp_path):
    tries = []

    def read():
        tries.append(1)
        return reading.content(tmp_path / "gone") if len(tries) < 3 else b"all"

    assert writing.steady(tmp_path, read) == b"all"
    (tmp_path / "gone").symlink_to(tmp_path / "nothing")
    tries.clear()
    with pytest.raises(reading.files.DataError):
        writing.steady(tmp_path, read)
    assert len(tries) == 1


def test_two_changes_whose_files_are_forgotten_are_two_to_a_reader(tmp_path):
    """As two persons' data are removed, one after the other: what is read meanwhile is read again."""

    def put(value):
        with filing.change(tmp_path) as made:
            for name in ("a", "b"):
                made.write(tmp_path / name, value)
        writing.forget(tmp_path)

    put(b"1")
    assert b"place" not in (tmp_path / DONE).read_bytes()
    values = iter([b"2"])

    def read():
        first = (tmp_path / "a").read_bytes()
        for value in values:
            put(value)
        return first + (tmp_path / "b").read_bytes()

    assert writing.steady(tmp_path, read) == b"22"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_a_disk_that_takes_nothing_keeps_no_lock(tmp_path):
    import resource

    def hold():
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
        with locked(tmp_path):
            assert (tmp_path / LOCK).read_bytes() == b""
        assert not (tmp_path / LOCK).exists()

    assert os.waitstatus_to_exitcode(os.waitpid(forked(hold), 0)[1]) == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_that_bears_the_name_of_a_draft_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / f".{DUMP}.{LEFT}")
    before = signal.signal(signal.SIGALRM, lambda *_: pytest.fail("the pipe was waited for"))
    signal.alarm(5)
    try:
        writing.replace(tmp_path / DUMP, b"1")
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
    assert os.listdir(tmp_path) == [DUMP]


def test_a_build_takes_in_what_was_decided_and_not_carried_out(desk, monkeypatch):
    def killed(folder):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(import_module("rabatkg.writing.together"), "carry_out", killed)
        edited(desk)
    assert (desk.data / JOURNAL).exists()
    code, said = desk.run("build")
    assert (code, "Nothing has changed" in said) == (0, False), said
    assert layout_of(desk).changed() == frozenset()
    assert not (desk.data / JOURNAL).exists()


def test_the_graph_before_a_change_is_that_of_its_files_though_another_one_builds(desk, between):
    corpus = graph.assemble(layout_of(desk))
    due = len(rebuilding.store_of(corpus))
    between(Embedded, "open", lambda: store.build(desk.build / STORE, [QUAD], {MADE: b"other"}))
    assert len(rebuilding.store_of(corpus)) == due > 1


def test_what_another_writer_removes_first_is_not_put_in_order(desk, monkeypatch):
    """And the file does not come back."""
    path, change = desk.data / "examples" / "lagoon.yaml", filing.change

    @contextmanager
    def later(*given):
        path.unlink()
        with change(*given) as made:
            yield made

    monkeypatch.setattr(filing, "change", later)
    code, said = desk.run("fmt")
    assert (code, path.exists()) == (0, False), said


@pytest.mark.skipif(os.name != "posix", reason="this system has other locks")
def test_the_doctor_takes_no_draft_of_a_writer_at_work_for_left(desk):
    with locked(desk.data):
        draft = desk.data / f".rabatkg.{LEFT}.0.draft"
        draft.touch()
        code, said = desk.run("doctor")
        draft.unlink()
    assert (code, "Try again when it has finished" in said, "left this" in said) == (1, True, False), said
    assert "1 thing is wrong" in said


def write_and_leave(desk):
    with filing.change(desk.data) as made:
        made.write(desk.data / "more-people.yaml", records(7).encode())
    code, said = desk.run("build")
    assert code == 0, said


@pytest.mark.parametrize("call", [pytest.param("_disk", marks=pytest.mark.exhaustive), "_store"])
def test_who_writes_while_the_doctor_looks_makes_nothing_wrong(call, desk, between):
    between(tending, call, lambda: write_and_leave(desk))
    code, said = desk.run("doctor")
    assert (code, "All is well" in said) == (0, True), said


def test_the_doctor_looks_for_drafts_while_nobody_else_can_make_one(desk, between):
    held = []
    for call, folder in (("_left", desk.data), ("_left_by_builds", desk.build)):
        between(tending, call, lambda folder=folder: held.append((folder / LOCK).exists()))
    tending.look(layout_of(desk), lambda told: None)
    assert held == [True, True]


@pytest.mark.exhaustive
def test_what_is_wrong_though_somebody_wrote_meanwhile_is_told_once(desk, between):
    (desk.build / DUMP).write_bytes(b"")
    between(tending, "_store", lambda: edited(desk))
    code, said = desk.run("doctor")
    assert (code, said.count("not as it was written"), said.count("more.yaml: This file is not as")) == (1, 1, 1), said


@pytest.mark.exhaustive
def test_a_folder_that_is_never_at_rest_is_said_to_be_written_to(desk, monkeypatch):
    look = tending._looked

    def busy(*given):
        edited(desk)
        return look(*given)

    monkeypatch.setattr(tending, "_looked", busy)
    monkeypatch.setattr(tending, "TURNS", 2)
    code, said = desk.run("doctor")
    assert (code, "1 thing is wrong" in said, "Try again when it has finished" in said) == (1, True, True), said


@pytest.mark.parametrize("call", ["rebuild", pytest.param("store_of", marks=pytest.mark.exhaustive)])
def test_a_record_that_is_filed_is_acknowledged_though_the_graph_cannot_be_built(call, desk, monkeypatch):
    """A second try would only find it filed; what is said is what to do."""

    def failing(*given):
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(filing, call, failing)
    (desk.home / "offer.yaml").write_text(records(7), encoding="utf-8")
    code, said = desk.run("record", "add", desk.home / "offer.yaml", "--register")
    assert (code, said.count("This cannot be read or written: the disk fails.")) == (0, 1), said
    assert ("Run `rabatkg build` once that is mended" in said) == (call == "rebuild")
    assert desk.run("build")[0] == 0
    assert desk.run("show", "person/witness-007")[0] == 0


@pytest.fixture
def site(desk, monkeypatch):
    """Return a site of a few files, and where it was placed."""
    for name in ("by_path", "prepare"):  # put back at the end of the test
        monkeypatch.setattr(Site, name, Site.__dict__[name])
    tiny()
    found = Site(layout_of(desk), None, None), desk.home / "site"
    placing.place(*found)
    return found


def test_what_somebody_puts_into_a_site_while_the_next_is_made_is_not_lost(site):
    own, folder = site
    before = standing(folder)
    with pytest.raises(reading.files.DataError, match="holds other things than a site, such as mine"):
        placing.place(own, folder, lambda done, of: (folder / "mine").write_bytes(b"mine"))
    assert standing(folder) == {**before, "mine": b"mine"}
    assert [path.name for path in folder.parent.iterdir() if path.name.startswith(".site.")] == []


def with_another(folder):
    """Let a site that is made anew take the place of one."""
    with writing.tree(folder) as draft:
        copytree(folder, draft, dirs_exist_ok=True)


def test_two_who_publish_into_one_folder_do_not_take_each_other_s_files_for_foreign(site, between):
    own, folder = site
    (folder / "of-then").touch()
    between(placing, "_foreign", lambda: [(folder / "of-then").unlink(), with_another(folder)], after=True)
    placing.place(own, folder)


def test_a_site_that_takes_the_place_of_one_that_is_looked_at_is_looked_at_too(site, between):
    own, folder = site
    (folder / "en" / "3.html").write_bytes(b"old")
    between(inspecting, "content", lambda: placing.place(own, folder), when=lambda path: path.name == "7.html")
    assert list(inspecting.look(own, folder)) == []


def test_folders_that_are_made_are_brought_to_the_disk_each_by_the_one_that_holds_it(tmp_path, monkeypatch):
    from rabatkg.writing import files as written

    synced = []
    monkeypatch.setattr(written, "sync", synced.append)
    written.founded(tmp_path / "a" / "b" / "c")
    assert synced == [tmp_path, tmp_path / "a", tmp_path / "a" / "b"]
    synced.clear()
    written.founded(tmp_path / "a" / "b" / "c")
    assert synced == []

"""A change of the data folder happens as a whole or not at all, whatever breaks off in between."""

import errno
import json
import os
import random
import subprocess
import sys
import threading
import time
from hashlib import sha256

import pytest

from breaking import every_call, held, in_child
from rabatkg import writing
from rabatkg.errors import DataError
from rabatkg.filing import change
from rabatkg.writing.journal import DONE, JOURNAL
from rabatkg.writing.locking import LOCK

OLD = {"a.yaml": b"a: old\n", "b.yaml": b"b: old\n", "deep/c.yaml": b"c: old\n"}
NEW = {"a.yaml": b"a: new\n", "deep/c.yaml": b"c: new\n", "far/away/d.yaml": b"d: new\n"}
"""The change rewrites two files, makes one in folders that are not there, and removes one."""
KILLED, DONE_WELL = 9, 0


@pytest.fixture
def folder(tmp_path):
    """Return a data folder as it was before."""
    home = tmp_path / "data"
    for name, content in OLD.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_bytes(content)
    return home


def make_it(folder):
    with change(folder) as made:
        for name, content in NEW.items():
            made.write(folder / name, content)
        made.remove(folder / "b.yaml")


def left_over(folder):
    """Return what a writer may leave: hidden files that are neither the lock nor the last journal."""
    kept = {LOCK, DONE}
    return [path.name for path in folder.rglob(".*") if path.name not in kept]


def test_all_of_it_is_written_at_the_end(folder):
    with change(folder) as made:
        made.write(folder / "a.yaml", NEW["a.yaml"])
        made.write(folder / "deep" / "c.yaml", NEW["deep/c.yaml"])
        made.write(folder / "far" / "away" / "d.yaml", NEW["far/away/d.yaml"])
        made.remove(folder / "b.yaml")
        assert held(folder) == OLD
        assert made.read(folder / "a.yaml") == NEW["a.yaml"]
        assert made.read(folder / "b.yaml") is None
    assert held(folder) == NEW
    assert left_over(folder) == []


@pytest.mark.parametrize("stop", [ValueError, KeyboardInterrupt, SystemExit])
def test_an_exception_in_the_block_writes_nothing(folder, stop):
    with pytest.raises(stop), change(folder) as made:
        made.write(folder / "a.yaml", b"")
        raise stop
    assert held(folder) == OLD
    assert left_over(folder) == []
    make_it(folder)
    assert held(folder) == NEW


def test_what_is_already_so_is_left_alone(folder):
    before = (folder / "a.yaml").stat().st_mtime_ns
    with change(folder) as made:
        made.write(folder / "a.yaml", OLD["a.yaml"])
        made.remove(folder / "none.yaml")
    assert (folder / "a.yaml").stat().st_mtime_ns == before
    assert not (folder / DONE).exists()


def test_a_file_keeps_its_rights_and_its_link(folder):
    (folder / "a.yaml").chmod(0o640)
    (folder / "link.yaml").symlink_to("a.yaml")
    with change(folder) as made:
        made.write(folder / "link.yaml", b"through\n")
    assert (folder / "link.yaml").is_symlink()
    assert (folder / "a.yaml").read_bytes() == b"through\n"
    assert (folder / "a.yaml").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("name", ["../out.yaml", "/etc/out.yaml", ".git/config", "deep/.hidden", "outward/x.yaml", "."])
def test_no_place_outside_is_written(folder, name):
    (folder / "outward").symlink_to(folder.parent)
    with pytest.raises(DataError, match="not one of the data folder") as refused, change(folder) as made:
        made.write(folder / "a.yaml", NEW["a.yaml"])
        made.write(folder / name, b"x")
    assert held(folder) == OLD
    assert left_over(folder) == []
    assert "n’appartient pas au dossier" in refused.value.told_in("fr")


def test_what_somebody_else_changed_meanwhile_is_not_written_over(folder):
    with pytest.raises(DataError, match="changed by somebody else"), change(folder) as made:
        made.write(folder / "a.yaml", made.read(folder / "a.yaml") + b"more\n")
        made.read(folder / "none.yaml")
        made.write(folder / "deep" / "c.yaml", b"new\n")
        (folder / "a.yaml").write_bytes(b"by hand\n")
    assert held(folder) == {**OLD, "a.yaml": b"by hand\n"}
    with pytest.raises(DataError, match="changed by somebody else"), change(folder) as made:
        assert made.read(folder / "none.yaml") is None
        made.write(folder / "none.yaml", b"ours\n")
        (folder / "none.yaml").write_bytes(b"theirs\n")
    assert (folder / "none.yaml").read_bytes() == b"theirs\n"


# a disk that fails


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.EDQUOT])
@pytest.mark.parametrize("lasting", [False, True], ids=["once", "from then on"])
def test_a_disk_that_fails_at_any_call_leaves_before_or_after(tmp_path, code, lasting, figure):
    """The k-th call fails, for every k, and all later ones too where the disk is gone for good."""
    told = set()
    for k in range(1000):
        folder = tmp_path / f"{k}"
        for name, content in OLD.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        struck = []

        def strike(number, *_, k=k, struck=struck):
            if number == k or (lasting and number > k):
                struck.append(number)
                raise OSError(code, os.strerror(code))

        try:
            with every_call(strike):
                make_it(folder)
            ended = "done"
        except DataError as error:
            ended = "decided" if "is decided" in str(error) else "refused"
            assert error.told_in("fr") != error.told_in("en")
        told.add(ended)
        if ended == "refused" and not lasting:
            assert held(folder) == OLD
        writing.recover(folder)
        assert held(folder) == (OLD if ended == "refused" else NEW), (k, ended)
        make_it(folder)
        assert held(folder) == NEW
        assert left_over(folder) == []
        if not struck:
            break
    assert k > 30
    assert told == {"done", "decided", "refused"}
    figure("faults", k, k)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_a_kill_at_any_call_leaves_before_or_after(tmp_path, figure):
    """The process ends at its k-th call, for every k; the next reader finds one of two states, and one can write on."""
    seen = set()
    for k in range(1000):
        folder = tmp_path / f"{k}"
        for name, content in OLD.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)

        def to_the_end(folder=folder, k=k):
            with every_call(lambda number, *_: os._exit(KILLED) if number == k else None):
                make_it(folder)

        ended = in_child(to_the_end)
        found = writing.steady(folder, lambda folder=folder: held(folder))
        assert found in (OLD, NEW), k
        seen.add("before" if found == OLD else "after")
        make_it(folder)
        assert held(folder) == NEW
        assert left_over(folder) == []
        if ended == DONE_WELL:
            break
        assert ended == KILLED
    assert k > 30
    assert seen == {"before", "after"}
    figure("kills", k, k, f"of a change {k}")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a small disk is made with the means of Linux")
def test_a_disk_that_is_full_for_real(tmp_path):
    """Changes on a disk of 200 kB until it is full: what was told as written stands, the last one left no trace."""
    disk = tmp_path / "disk"
    disk.mkdir()
    script = """
        import sys
        from pathlib import Path
        from rabatkg.errors import DataError
        from rabatkg.filing import change
        home = Path(sys.argv[1])
        for turn in range(100):
            try:
                with change(home) as made:
                    for part in "abc":
                        made.write(home / part / f"{turn:03}.yaml", bytes(7000))
            except DataError as error:
                print(turn, error, sep="|")
                break
        for turn in range(100):
            stand = [(home / part / f"{turn:03}.yaml").exists() for part in "abc"]
            assert all(stand) or not any(stand), (turn, stand)
            if not any(stand):
                print(turn)
                break
        print(*[path.name for path in home.rglob(".*") if "draft" in path.name])
        (home / "a" / "000.yaml").unlink()
        (home / "b" / "000.yaml").unlink()
        with change(home) as made:
            made.write(home / "a" / "again.yaml", bytes(5000))
        print((home / "a" / "again.yaml").stat().st_size)
    """
    mount = f'mount -t tmpfs -o size=200k none "$1" && exec {sys.executable} -c "$0" "$1"'
    code = "\n".join(line[8:] for line in script.splitlines())
    ran = subprocess.run(
        ["unshare", "-Urm", "sh", "-c", mount, code, str(disk)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=False,
    )
    if "unshare" in ran.stderr or "mount" in ran.stderr:
        pytest.skip(f"this system lets nobody make a disk: {ran.stderr.strip()}")
    assert ran.returncode == 0, ran.stderr
    told, first_missing, drafts, again = ran.stdout.splitlines()
    turn, why = told.split("|")
    assert "the disk is full" in why
    assert int(turn) > 3
    assert (first_missing, drafts, again) == (turn, "", "5000")


# readers


def broken_off(folder):
    """Leave a change decided, and one of its four places taken."""
    moved = []

    def strike(number, *_):
        if (folder / JOURNAL).exists() and held(folder) != OLD:
            moved.append(number)
            os._exit(KILLED)

    def to_the_end():
        with every_call(strike):
            make_it(folder)

    assert in_child(to_the_end) == KILLED
    assert (folder / JOURNAL).exists()
    assert held(folder) not in (OLD, NEW)


def test_a_reader_finishes_what_was_decided(folder):
    broken_off(folder)
    writing.recover(folder)
    assert held(folder) == NEW
    assert left_over(folder) == []


def test_a_reader_who_may_not_write_is_told(folder, monkeypatch):
    broken_off(folder)
    halfway = held(folder)
    monkeypatch.setattr(writing.recovering, "GRACE", 0.2)

    def as_nobody():
        folder.chmod(0o555)
        (folder / LOCK).chmod(0o444)
        if os.geteuid() == 0:
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)
        with pytest.raises(DataError, match="you cannot write here to finish it") as told:
            writing.recover(folder)
        assert "n’avez pas le droit" in told.value.told_in("fr")
        assert held(folder) == halfway

    for above in folder.parents:
        if above.stat().st_uid == os.geteuid() and above.name:
            above.chmod(above.stat().st_mode | 0o055)
            if above.name.startswith("pytest-of"):
                break
    assert in_child(as_nobody) == 0
    folder.chmod(0o755)
    (folder / LOCK).chmod(0o644)
    writing.recover(folder)
    assert held(folder) == NEW


def test_a_file_edited_between_the_kill_and_the_next_command_is_not_lost(folder):
    broken_off(folder)
    still_old = next(name for name in ("deep/c.yaml", "b.yaml") if held(folder).get(name) == OLD[name])
    (folder / still_old).write_bytes(b"by hand\n")
    for act in (writing.recover, make_it):
        with pytest.raises(DataError, match="somebody has edited the file since"):
            act(folder)
    assert (folder / still_old).read_bytes() == b"by hand\n"
    (folder / still_old).rename(folder.parent / "kept")
    writing.recover(folder)
    assert held(folder) == NEW


def test_a_lost_draft_is_told(folder):
    broken_off(folder)
    drafts = list(folder.rglob("*.draft"))
    assert drafts
    drafts[0].unlink()
    with pytest.raises(DataError, match="its draft is lost or damaged"):
        writing.recover(folder)


SOME = sha256(b"").hexdigest()


@pytest.mark.parametrize(
    "journal",
    [
        b"",
        b"[]",
        b"{}",
        b"[" * 100_000,
        b"\xff",
        {"token": "../../../../x", "moves": []},
        {"token": 1, "moves": []},
        {"token": "0" * 16, "moves": [{"place": "../outside.yaml", "before": None, "after": SOME}]},
        {"token": "0" * 16, "moves": [{"place": "/outside.yaml", "before": None, "after": SOME}]},
        {"token": "0" * 16, "moves": [{"place": "outward/outside.yaml", "before": None, "after": SOME}]},
        {"token": "0" * 16, "moves": [{"place": ".git/config", "before": None, "after": SOME}]},
        {"token": "0" * 16, "moves": [{"place": "", "before": None, "after": SOME}]},
        {"token": "0" * 16, "moves": [{"place": "a.yaml", "before": None, "after": "x"}]},
        {"token": "0" * 16, "moves": [{"place": 5, "before": None, "after": None}]},
        {"token": "0" * 16, "moves": {"place": "a.yaml"}},
    ],
    ids=lambda journal: str(journal)[:60],
)
def test_a_journal_from_elsewhere_touches_nothing(folder, journal):
    """A data folder may come from a stranger, and a journal in it."""
    (folder / "outward").symlink_to(folder.parent)
    for parent in (folder, folder.parent):
        (parent / f".rabatkg.{'0' * 16}.0.draft").write_bytes(b"")
    (folder / JOURNAL).write_bytes(journal if isinstance(journal, bytes) else json.dumps(journal).encode())
    before = sorted(folder.parent.iterdir())
    with pytest.raises(DataError, match="journal of a change cannot be read") as told:
        writing.recover(folder)
    assert "ne peut pas être lu" in told.value.told_in("fr")
    assert held(folder) == OLD
    assert sorted(folder.parent.iterdir()) == before


def test_readers_see_all_of_a_change_or_nothing_of_it(folder):
    """Eight files always say the same number, while a writer counts as fast as it can, until enough has been read."""
    names = [f"{n}.yaml" for n in range(8)]
    counted, enough = [0], threading.Event()

    def put(number):
        with change(folder) as made:
            for name in names:
                made.write(folder / name, b"%d" % number)

    def write():
        while not enough.is_set():
            put(counted[-1] + 1)
            counted.append(counted[-1] + 1)

    def read(pause=lambda: time.sleep(0.001 + random.random() / 1000)):
        found = []
        for name in names:
            found.append((folder / name).read_bytes())
            pause()
        return found

    def until_the_next():
        told = counted[-1]
        while counted[-1] <= told:
            time.sleep(0.001)

    put(0)
    writer = threading.Thread(target=write)
    seen = set()
    writer.start()
    try:
        assert len(set(read(until_the_next))) > 1, "without the care the same reading is torn, so that this can fail"
        for _ in range(6):
            found = set(writing.steady(folder, read))
            assert len(found) == 1
            seen |= found
    finally:
        enough.set()
        writer.join()
    assert len(seen) > 1
    assert set(writing.steady(folder, read)) == {b"%d" % counted[-1]}


def test_a_reading_that_fails_because_a_change_went_through_is_read_again(folder):
    turns = []

    def read():
        turns.append(1)
        names = sorted(held(folder))
        if len(turns) == 1:
            make_it(folder)
        return [(folder / name).read_bytes() for name in names]

    assert writing.steady(folder, read) == [NEW[name] for name in sorted(NEW)]
    assert len(turns) == 2
    with pytest.raises(FileNotFoundError):
        writing.steady(folder, lambda: (folder / "none").read_bytes())


# writers


def test_a_second_writer_waits_and_is_told_who_writes(folder, monkeypatch):
    monkeypatch.setattr(writing.locking, "PATIENCE", 0.1)
    told, order = [], []
    with change(folder) as made:

        def second():
            with change(folder, told.append) as other:
                order.append("second")
                other.write(folder / "b.yaml", other.read(folder / "a.yaml"))

        waiter = threading.Thread(target=second)
        waiter.start()
        while not told:
            time.sleep(0.01)
        made.write(folder / "a.yaml", b"first\n")
        order.append("first")
    waiter.join()
    assert order == ["first", "second"]
    assert held(folder)["b.yaml"] == b"first\n"
    assert f"Process {os.getpid()} on " in told[0].told_in("en")
    assert "Waiting" in told[0].told_in("en")
    assert f"Le processus {os.getpid()} sur " in told[0].told_in("fr")


def test_one_who_has_waited_long_enough_gives_up(folder):
    code = f"""
import sys, time
from pathlib import Path
from rabatkg.filing import change
with change(Path({str(folder)!r})):
    print("held", flush=True)
    time.sleep(60)
"""
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=env) as other:
        assert other.stdout.readline() == "held\n"
        with (
            pytest.raises(DataError, match=f"being written to.*Process {other.pid} on"),
            writing.locked(folder, longest=0.3),
        ):
            pass
        other.kill()
    make_it(folder)
    assert held(folder) == NEW

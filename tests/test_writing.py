"""Files are read and written through one door each: whole, or refused in plain words."""

import os

import pytest

from rabatkg import reading, writing
from rabatkg.errors import DataError
from rabatkg.writing import drafts


@pytest.mark.parametrize("write", [writing.replace, writing.new])
def test_a_file_is_written_whole_and_alone(write, tmp_path):
    write(tmp_path / "a", b"one")
    assert (tmp_path / "a").read_bytes() == b"one"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_file_is_replaced_with_its_rights_and_through_its_link(tmp_path):
    (tmp_path / "a").write_bytes(b"one")
    (tmp_path / "a").chmod(0o640)
    (tmp_path / "link").symlink_to("a")
    writing.replace(tmp_path / "link", b"two")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "a").read_bytes() == b"two"
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_what_is_no_file_is_written_to(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    writing.replace(tmp_path / "pipe", b"two")
    assert os.read(reader, 10) == b"two"
    os.close(reader)
    assert (tmp_path / "pipe").is_fifo()


@pytest.mark.skipif(os.name != "posix", reason="this system removes nothing that is open")
def test_a_lock_goes_with_its_holder_but_never_that_of_another(tmp_path):
    with writing.locked(tmp_path):
        assert writing.locking.LOCK in os.listdir(tmp_path)
    assert os.listdir(tmp_path) == []
    with writing.locked(tmp_path):
        (tmp_path / writing.locking.LOCK).unlink()
        (tmp_path / writing.locking.LOCK).write_bytes(b"of another")
    assert (tmp_path / writing.locking.LOCK).read_bytes() == b"of another"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_what_may_never_end_is_not_read(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "zeros").symlink_to("/dev/zero")
    for name in ("pipe", "zeros"):
        with pytest.raises(DataError, match="no ordinary file"):
            reading.content(tmp_path / name, 10)
    (tmp_path / "file").write_bytes(b"0123456789")
    assert (reading.content(tmp_path / "file"), reading.content(tmp_path / "file", 4)) == (b"0123456789", b"0123")


def test_a_new_file_takes_no_place_that_is_taken(tmp_path):
    (tmp_path / "a").write_bytes(b"one")
    with pytest.raises(DataError, match="stands already"):
        writing.new(tmp_path / "a", b"two")
    assert (tmp_path / "a").read_bytes() == b"one"


@pytest.mark.parametrize("write", [writing.replace, writing.new])
def test_what_cannot_be_written_is_told_and_leaves_nothing(write, tmp_path, monkeypatch):
    with pytest.raises(DataError, match="cannot be written: it, or the folder it is to stand in, does not exist"):
        write(tmp_path / "none" / "a", b"")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(DataError, match="what should be a folder is a file"):
        write(tmp_path / "file" / "a", b"")
    with pytest.raises(DataError, match=r"it is a folder|stands already"):
        write(tmp_path, b"")

    def full(_):
        raise OSError(28, "")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DataError, match="the disk is full"):
        write(tmp_path / "a", b"")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.skipif(os.name != "posix", reason="this system removes nothing that is open")
@pytest.mark.parametrize("moment", ["mkdir", "open", "flock"])
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("kind", ["file", "folder"])
def test_another_writer_may_clear_the_place_at_any_moment(kind, after, moment, tmp_path, monkeypatch):
    """Another one comes between the making of a draft and the holding of it, takes it for left, and removes it."""
    import fcntl

    place, removed = tmp_path / "place", []
    module = fcntl if moment == "flock" else os
    call = getattr(module, moment)

    def slow(*arguments, **options):
        found = call(*arguments, **options) if after else None
        if len(removed) < 3:
            monkeypatch.setattr(module, moment, call)
            before = drafts.leftovers(place)
            writing.clear(place)
            removed.extend(set(before) - set(drafts.leftovers(place)))
            monkeypatch.setattr(module, moment, slow)
        return found if after else call(*arguments, **options)

    monkeypatch.setattr(module, moment, slow)
    if kind == "folder":
        with writing.tree(place) as draft:
            (draft / "one").write_bytes(b"1")
        assert (place / "one").read_bytes() == b"1"
    else:
        writing.replace(place, b"1")
        assert place.read_bytes() == b"1"
    assert os.listdir(tmp_path) == ["place"]
    between = [("file", "open", True), ("file", "flock", False), ("folder", "mkdir", True), ("folder", "open", False),
               ("folder", "open", True), ("folder", "flock", False)]  # fmt: skip
    assert bool(removed) == ((kind, moment, after) in between)


def test_a_folder_is_made_or_refused(tmp_path):
    assert writing.folder(tmp_path / "a" / "b").is_dir()
    assert list((tmp_path / "a" / "b").iterdir()) == []
    (tmp_path / "file").write_bytes(b"")
    for path in (tmp_path / "file", tmp_path / "file" / "b"):
        with pytest.raises(DataError, match="cannot be written to: what should be a folder is a file"):
            writing.folder(path)


@pytest.mark.parametrize("read", [reading.content, reading.text, reading.table, reading.read])
def test_what_cannot_be_read_is_told_with_its_file(read, tmp_path):
    (tmp_path / "link").symlink_to("nothing")
    (tmp_path / "loop").symlink_to("loop")
    told = {
        "none": "does not exist",
        "link": "does not exist",
        "loop": "leads back to itself",
        ".": "it is a folder",
    }
    for name, why in told.items():
        with pytest.raises(DataError, match=f"cannot be read: .*{why}") as refused:
            read(tmp_path / name)
        assert refused.value.file == tmp_path / name
        assert "n’est" in refused.value.told_in("fr") or "ne peut" in refused.value.told_in("fr")


@pytest.mark.parametrize(
    ("raw", "told"), [(b'{"a": 1,\n b}', r":2:2: This is not JSON"), (b"[]", ":1: .*keys"), (b"\n\xff", ":2: .*UTF-8")]
)
def test_a_broken_table_is_told_with_its_line(raw, told, tmp_path):
    (tmp_path / "table").write_bytes(raw)
    with pytest.raises(DataError, match=told):
        reading.table(tmp_path / "table")

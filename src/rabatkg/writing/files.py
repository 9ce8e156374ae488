"""Write a file whole or not at all: into a draft beside its place, which then takes its name."""

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rabatkg.errors import DataError
from rabatkg.reading import reason
from rabatkg.speech import mark
from rabatkg.writing.drafts import drafted

NO_LINKS = {errno.EPERM, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}
"""What is said by systems and disks that know no second name of a file, as FAT."""


def replace(path: Path, content: bytes | Iterable[bytes]) -> None:
    """Write a file, over the one that is there; what is no file (a pipe, a terminal) is written to as it is.

    Args:
        path: the file.
        content: all of it, or one part after the other.

    Raises:
        DataError: it cannot be written; what was there still stands.
    """
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(content if isinstance(content, bytes) else b"".join(content))
        else:
            place = Path(os.path.realpath(path))
            with _draft(place, content) as draft:
                if place.exists():
                    os.chmod(draft, place.stat().st_mode)
                os.replace(draft, place)
                sync(place.parent)
    except OSError as error:
        raise unwritten(error, path) from error


def new(path: Path, content: bytes) -> None:
    """Write a file where there is none.

    Raises:
        DataError: something stands there already, or it cannot be written; nothing is left then.
    """
    try:
        with _draft(path, content) as draft:
            _name(draft, path)
            try:
                sync(path.parent)
            except OSError:
                path.unlink(missing_ok=True)
                raise
    except FileExistsError as error:
        remedy = mark("Choose another key, or remove what stands there.")
        raise DataError("This file stands already.", file=path, remedy=remedy) from error
    except OSError as error:
        raise unwritten(error, path) from error


def folder(path: Path) -> Path:
    """Return the folder, made with those above it where it is not there.

    Raises:
        DataError: it cannot be made, or nothing can be written into it.
    """
    from tempfile import TemporaryFile  # whoever only reads does without

    try:
        founded(path)
        with TemporaryFile(dir=path):
            pass
    except OSError as error:
        raise DataError(
            "This folder cannot be written to: {problem}.",
            problem=reason(error),
            file=path,
            remedy="Name another folder.",
        ) from error
    return path


def founded(path: Path) -> None:
    """Make a folder with those above it where it is not there, each brought to the disk by the one that holds it.

    Raises:
        OSError: it cannot be made.
    """
    if not path.is_dir():
        if path.parent != path:
            founded(path.parent)
        path.mkdir(exist_ok=True)
        sync(path.parent)


def unwritten(error: OSError, path: Path) -> DataError:
    """Return the error that tells why something cannot be written."""
    return DataError("This file cannot be written: {problem}.", problem=reason(error), file=path)


def sync(path: Path) -> None:
    """Bring the names in a folder to the disk, where the system can; a name that is there then outlives a power cut.

    Raises:
        OSError: the disk does not take them.
    """
    if os.name == "posix":
        held = os.open(path, os.O_RDONLY)
        try:
            os.fsync(held)
        finally:
            os.close(held)


def write(path: Path, content: bytes) -> None:
    """Write a file that is not there yet, as part of what is brought to the disk as a whole.

    Raises:
        OSError: it cannot be written, or stands there already.
    """
    stream = created(path)
    try:
        put(stream, content)
    finally:
        os.close(stream)


def created(path: Path) -> int:
    """Make a file that is not there yet, and return its descriptor; OSError where that cannot be."""
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)


def put(stream: int, content: bytes) -> None:
    """Write all of a content to a descriptor, in as many turns as the system takes; OSError where it cannot be."""
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(stream, rest) :]


@contextmanager
def _draft(path: Path, content: bytes | Iterable[bytes]) -> Iterator[Path]:
    """Give a draft of a file, whole and on the disk; at the end of the block it is gone, but for what took its name."""
    with drafted(path, created) as draft:
        assert draft.held is not None
        for part in [content] if isinstance(content, bytes) else content:
            put(draft.held, part)
        os.fsync(draft.held)
        if os.name != "posix":
            draft.let_go()
        yield draft.path


def _name(draft: Path, path: Path) -> None:
    """Let a draft bear the name of a file that is not there; FileExistsError where one is."""
    try:
        os.link(draft, path)
    except OSError as error:
        if error.errno not in NO_LINKS:
            raise
        path.touch(exist_ok=False)
        os.replace(draft, path)

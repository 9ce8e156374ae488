"""Read files: their bytes, their text, their JSON; what hinders it is told in plain words."""

import errno
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import Any

from rabatkg.errors import DataError
from rabatkg.speech import Message, mark

_REASONS = {
    errno.ENOENT: mark("it, or the folder it is to stand in, does not exist"),
    errno.EISDIR: mark("it is a folder"),
    errno.ENOTDIR: mark("what should be a folder is a file"),
    errno.EEXIST: mark("what should be a folder is a file"),
    errno.EACCES: mark("you have no right to"),
    errno.EPERM: mark("you have no right to"),
    errno.EROFS: mark("the disk is read-only"),
    errno.ENOSPC: mark("the disk is full"),
    errno.ELOOP: mark("it is a link that leads back to itself"),
    errno.ENAMETOOLONG: mark("its name is too long"),
    errno.EIO: mark("the disk fails"),
    errno.EDQUOT: mark("your share of the disk is used up"),
    errno.EFBIG: mark("it would be larger than a file may be here"),
    errno.EMFILE: mark("too many files are open"),
    errno.ENFILE: mark("too many files are open"),
    errno.EADDRINUSE: mark("another program listens there"),
    errno.EADDRNOTAVAIL: mark("this machine has no such address"),
}


_PICTURE, _PACKED = mark("a picture"), mark("a packed file, as Word, Excel and others write them")
_OTHER = {
    **dict.fromkeys((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"BM", b"II*\0", b"MM\0*"), _PICTURE),
    **dict.fromkeys((b"PK\3\4", b"\xd0\xcf\x11\xe0", b"\x1f\x8b"), _PACKED),
    b"%PDF": mark("a PDF"),
}
"""What a file is that begins so, and is no text."""


def reason(error: OSError) -> Message:
    """Return in plain words why the system would not read or write."""
    code = error.errno or next((one for one in _REASONS if os.strerror(one) in str(error)), 0)  # engines only say it
    told = _REASONS.get(code)
    return Message(told) if told else Message("{told}", {"told": error.strerror or str(error)})


def content(path: Path, most: int = -1) -> bytes:
    """Return the bytes of a file; pipes and devices, which may never end, are not read.

    Args:
        path: the file.
        most: how many bytes are read at most; all, where it is negative.

    Raises:
        DataError: it cannot be read: it is not there, is a folder or no ordinary file, or is closed to the user.
    """
    try:
        with open(path, "rb", opener=_at_once) as stream:
            if not S_ISREG(os.fstat(stream.fileno()).st_mode):
                raise DataError(
                    "This is no ordinary file.", file=path, remedy=mark("Name a file that is kept on a disk.")
                )
            return stream.read(most) or b""  # None, where the system has a file that would keep us waiting
    except OSError as error:
        raise DataError("This file cannot be read: {problem}.", problem=reason(error), file=path) from error


@contextmanager
def holding(folder: Path) -> Iterator[Path | int]:
    """Give a descriptor of a folder, by which its `identity` is asked; where there can be none, its path.

    While it is open, the system does not give the number of that folder to another one, as it does once it is gone.
    """
    held = None
    if os.name == "posix":
        with suppress(OSError):
            held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield folder if held is None else held
    finally:
        if held is not None:
            os.close(held)


def identity(folder: Path | int) -> tuple[int, int] | None:
    """Return what tells a folder from one that takes its place; None where there is none."""
    try:
        found = os.stat(folder)
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if S_ISDIR(found.st_mode) else None


def _at_once(path: str, flags: int) -> int:
    """Open a file without waiting for another program to write to it, as a pipe would."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def text(path: Path) -> str:
    """Return the text of a file in UTF-8.

    Raises:
        DataError: it cannot be read, or a line of it is not UTF-8.
    """
    return decoded(content(path), path)


def decoded(raw: bytes, path: Path) -> str:
    """Return bytes of a file as text; DataError, with its line, where they are not UTF-8."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        if what := next((what for sign, what in _OTHER.items() if raw.startswith(sign)), None):
            told = mark("This file is {what}, whatever its name says.")
            remedy = mark("Name a file of text; a record is one.")
            raise DataError(told, what=Message(what), file=path, remedy=remedy) from error
        line = raw[: error.start].count(b"\n") + 1
        raise DataError("The file is not UTF-8 text.", file=path, line=line, remedy="Save it as UTF-8.") from error


def table(path: Path) -> dict[str, Any]:
    """Return the object that a JSON file holds.

    Raises:
        DataError: it cannot be read, or holds something else; with line and column.
    """
    try:
        found = json.loads(text(path))
    except json.JSONDecodeError as error:
        raise DataError(
            "This is not JSON: {problem}.", problem=error.msg, file=path, line=error.lineno, column=error.colno
        ) from error
    if not isinstance(found, dict):
        raise DataError("This file must hold keys with their values.", file=path, line=1)
    return found

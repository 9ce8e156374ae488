"""Read files: their bytes, their text, their JSON; what hinders it is told in plain words."""

import errno
import json
from pathlib import Path
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
}


def reason(error: OSError) -> Message:
    """Return in plain words why the system would not read or write."""
    told = _REASONS.get(error.errno or 0)
    return Message(told) if told else Message("{told}", {"told": error.strerror or str(error)})


def content(path: Path) -> bytes:
    """Return the bytes of a file.

    Raises:
        DataError: it cannot be read: it is not there, is a folder, or is closed to the user.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise DataError("This file cannot be read: {problem}.", problem=reason(error), file=path) from error


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

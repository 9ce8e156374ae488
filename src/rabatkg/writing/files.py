"""Write a file whole or not at all: into a draft beside its place, which then takes its name."""

import os
from collections.abc import Iterable
from pathlib import Path
from secrets import token_hex

from rabatkg.errors import DataError
from rabatkg.reading import reason
from rabatkg.speech import mark


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
            _place(Path(os.path.realpath(path)), content)
    except OSError as error:
        raise unwritten(error, path) from error


def new(path: Path, content: bytes) -> None:
    """Write a file where there is none.

    Raises:
        DataError: something stands there already, or it cannot be written; nothing is left then.
    """
    try:
        path.touch(exist_ok=False)
    except FileExistsError as error:
        remedy = mark("Choose another key, or remove what stands there.")
        raise DataError("This file stands already.", file=path, remedy=remedy) from error
    except OSError as error:
        raise unwritten(error, path) from error
    try:
        _place(path, content)
    except BaseException as error:
        path.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise unwritten(error, path) from error
        raise


def folder(path: Path) -> Path:
    """Return the folder, made with those above it where it is not there.

    Raises:
        DataError: it cannot be made, or nothing can be written into it.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
        trial = path / f".{token_hex(8)}"
        trial.touch(exist_ok=False)
        trial.unlink()
    except OSError as error:
        raise DataError(
            "This folder cannot be written to: {problem}.",
            problem=reason(error),
            file=path,
            remedy="Name another folder.",
        ) from error
    return path


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


def _place(path: Path, content: bytes | Iterable[bytes]) -> None:
    draft = path.with_name(f".{path.name[:100]}.{token_hex(8)}")
    try:
        with draft.open("xb") as stream:
            stream.writelines([content] if isinstance(content, bytes) else content)
            stream.flush()
            os.fsync(stream.fileno())
        if path.exists():
            draft.chmod(path.stat().st_mode)
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    sync(path.parent)

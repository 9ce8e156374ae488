"""Write several files of a folder together: all of them, or none, whenever the power goes."""

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from secrets import token_hex

from rabatkg.errors import DataError
from rabatkg.reading import reason
from rabatkg.speech import mark
from rabatkg.writing.files import created, put, sync, unwritten
from rabatkg.writing.journal import JOURNAL, Journal, Move, digest, draft, inside
from rabatkg.writing.recovering import carry_out, clear


def together(folder: Path, contents: Mapping[Path, bytes | None], seen: Mapping[Path, str | None]) -> None:
    """Write files and remove others. The caller holds the lock of the folder, and nothing is left over in it.

    Args:
        folder: the folder in which they all stand.
        contents: what is to stand where; None removes a file.
        seen: the SHA-256 of what the caller read at some of these places, None for no file; the change is made
            on that ground only.

    Raises:
        DataError: nothing was written, or, where it says so, the change is decided and the next command finishes it.
    """
    token, moves, drafts = token_hex(8), list[Move](), list[Path]()
    path = folder
    try:
        for path, content in sorted(contents.items()):
            move = _move(folder, path, content, seen)
            if move.before == move.after:
                continue
            if content is not None:
                drafts.append(draft(folder / move.place, token, len(moves)))
                _draft(drafts[-1], content, folder / move.place, folder)
            moves.append(move)
        if not moves:
            return
        for path in {one.parent for one in drafts}:
            sync(path)
        path = folder / JOURNAL
        drafts.append(draft(path, token, "journal"))
        _write(drafts[-1], Journal(token, tuple(moves)).dump())
        os.replace(drafts[-1], path)
        _decide(folder)
    except BaseException as error:
        decided = (folder / JOURNAL).exists()
        if not decided:
            _take_back(drafts, folder)
        if isinstance(error, OSError):
            raise (_decided(error, folder) if decided else unwritten(error, path)) from error
        raise
    try:
        carry_out(folder)
    except OSError as error:
        raise _decided(error, folder) from error


def _move(folder: Path, path: Path, content: bytes | None, seen: Mapping[Path, str | None]) -> Move:
    place = inside(folder, path)
    before = digest(folder / place)
    if path in seen and seen[path] != before:
        raise DataError(
            "This file was changed by somebody else meanwhile; nothing was written.",
            file=path,
            remedy=mark("Run the command again."),
        )
    return Move(place, before, None if content is None else sha256(content).hexdigest())


def _draft(path: Path, content: bytes, place: Path, folder: Path) -> None:
    """Write the draft of a file, in a folder that is made where it is not there."""
    new = [
        one
        for one in (path.parent, *path.parent.parents)
        if one != folder and folder in one.parents and not one.exists()
    ]
    for one in reversed(new):
        os.mkdir(one)
        sync(one.parent)
    _write(path, content)
    if place.exists():
        os.chmod(path, place.stat().st_mode)


def _write(path: Path, content: bytes) -> None:
    stream = created(path)
    try:
        put(stream, content)
        os.fsync(stream)
    finally:
        os.close(stream)


def _take_back(drafts: Iterable[Path], folder: Path) -> None:
    for one in drafts:
        with suppress(OSError):
            one.unlink(missing_ok=True)
            clear(one.parent, folder)


def _decide(folder: Path) -> None:
    """Bring the journal to the disk; take it back where that fails."""
    try:
        sync(folder)
    except OSError:
        with suppress(OSError):
            (folder / JOURNAL).unlink()
        raise


def _decided(error: OSError, folder: Path) -> DataError:
    return DataError(
        "The change is decided but not all of it is in its place: {problem}.",
        problem=reason(error),
        file=folder,
        remedy=mark("The next command that reads or writes here finishes it; nothing is lost."),
    )

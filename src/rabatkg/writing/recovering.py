"""Carry out what a journal says, and read a folder as it stood at one moment."""

import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from typing import TypeVar

from rabatkg.errors import DataError
from rabatkg.reading import reason
from rabatkg.speech import mark
from rabatkg.writing.files import sync, unwritten
from rabatkg.writing.journal import DONE, DRAFT, JOURNAL, Journal, digest, load
from rabatkg.writing.locking import LONGEST, Closed, Held, locked

T = TypeVar("T")
TRIES = 20
GLANCE = 0.03
"""Seconds after which one who waits looks again whether the change is still to be carried out."""
GLANCES = 3
"""So many times one who reads looks for what went while it was read; what a writer takes back leaves no other sign."""
GRACE = 5.0
"""Seconds that one who may not write waits for the writer to carry out its change."""


def recover(folder: Path) -> None:
    """Carry out a change of the folder that was decided and broken off; without one, this looks at one name.

    Raises:
        DataError: there is one, and the folder cannot be written to; or what stands there fits it no longer.
    """
    started = time.monotonic()
    while _decided(folder):
        waited = time.monotonic() - started
        try:
            with locked(folder, longest=GLANCE):
                settle(folder)
        except Held:  # by the writer whose change this is, most likely, and it is nearly done
            if waited > LONGEST:
                raise
        except Closed as error:
            if waited > GRACE:
                raise DataError(
                    "A change of this folder was decided and broken off, and you cannot write here to finish it.",
                    file=folder,
                    remedy=mark("Let somebody who may write here run `rabatkg validate` once."),
                ) from error
            time.sleep(GLANCE)


def steady(folder: Path, read: Callable[[], T]) -> T:
    """Return what is read from a folder as it stands at one moment: no change goes through while it is read.

    Args:
        folder: the folder.
        read: reads it; called again where a change went through meanwhile.

    Raises:
        DataError: see `recover`; besides, whatever `read` raises.
    """
    gone = 0
    for _ in range(TRIES):
        recover(folder)
        stamp = _stamp(folder)
        if _decided(folder):
            continue
        try:
            found = read()
        except Exception as error:
            gone = gone + 1 if _went(error) else TRIES
            if gone >= GLANCES and not _decided(folder) and _stamp(folder) == stamp:
                raise
        else:
            if not _decided(folder) and _stamp(folder) == stamp:
                return found
    with locked(folder):
        settle(folder)
        return read()


def settle(folder: Path) -> None:
    """Bring the folder to rest: carry out a change that was decided, and clear what was drafted and never decided.

    The caller holds the lock of the folder.

    Raises:
        DataError: it cannot be written to, or what stands there fits the change no longer.
    """
    try:
        carry_out(folder)
        for path in [path for path in folder.rglob(".rabatkg.*.draft") if DRAFT.fullmatch(path.name)]:
            path.unlink(missing_ok=True)
            clear(path.parent, folder)
    except OSError as error:
        raise DataError("This folder cannot be written to: {problem}.", problem=reason(error), file=folder) from error


def forget(folder: Path) -> None:
    """Let nothing in the folder tell which files the last change was of; that there was one is still seen.

    What tells it is written over where it stands, which takes no room on a disk that is full.

    Raises:
        DataError: it cannot be written to.
    """
    path = folder / DONE
    try:
        with path.open("rb+", buffering=0) as stream:
            stream.write(token_hex(8).encode())
            stream.truncate()
            os.fsync(stream.fileno())
    except OSError as error:
        raise unwritten(error, path) from error


def carry_out(folder: Path) -> None:
    """Carry out the change that the journal tells, if there is one; what was carried out already stays.

    Raises:
        DataError: what stands in the folder is neither what the change found nor what it makes.
        OSError: the disk fails; the journal still stands then.
    """
    journal = load(folder)
    if journal is None:
        return
    _fits(folder, journal)
    for move, place, draft in journal.drafts(folder):
        if move.after is None:
            place.unlink(missing_ok=True)
        elif draft.exists():
            os.replace(draft, place)
    for parent in {place.parent for _, place, _ in journal.drafts(folder)}:
        if parent.exists():
            sync(parent)
    os.replace(folder / JOURNAL, folder / DONE)
    sync(folder)


def clear(parent: Path, folder: Path) -> None:
    """Remove a folder in which nothing stands, and those above it likewise, up to the one that is the data folder."""
    with suppress(OSError):
        while parent != folder and parent.is_relative_to(folder):
            parent.rmdir()
            parent = parent.parent


def _fits(folder: Path, journal: Journal) -> None:
    """Make sure that nothing is lost by what is still to be carried out, and that it can be."""
    for move, place, draft in journal.drafts(folder):
        now, drafted = digest(place), digest(draft)
        waiting = drafted is not None or move.after is None
        if waiting and now is not None and now not in (move.before, move.after):
            raise DataError(
                "A change of this file was decided and broken off, and somebody has edited the file since.",
                file=place,
                remedy=mark(
                    "Move it elsewhere; the next command finishes the change, and you can edit the file again."
                ),
            )
        if drafted != move.after and (drafted is not None or now == move.before):
            raise DataError(
                "A change of this file was decided and broken off, and its draft is lost or damaged.",
                file=place,
                journal=folder / JOURNAL,
                remedy=mark("Look over the files that {journal} names, then remove it."),
            )


def _went(error: BaseException | None) -> bool:
    """Return whether something could not be read since it is not there, not even as a link to nothing."""
    while error is not None and not isinstance(error, FileNotFoundError):
        error = error.__cause__
    return error is not None and error.filename is not None and not os.path.lexists(error.filename)


def _decided(folder: Path) -> bool:
    return (folder / JOURNAL).exists()


def _stamp(folder: Path) -> bytes | None:
    """Return what tells the last change that was carried out from every other."""
    try:
        return (folder / DONE).read_bytes()
    except OSError:
        return None

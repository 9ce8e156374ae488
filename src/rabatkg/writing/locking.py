"""One writer at a time: a lock on a folder, which the system takes back from a process that dies."""

import json
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from rabatkg.errors import DataError
from rabatkg.reading import reason
from rabatkg.speech import Message, mark

LOCK = ".rabatkg.lock"
PATIENCE = 2.0
"""Seconds after which one that waits says so."""
LONGEST = 600.0
"""Seconds after which one that waits gives up."""
Waiting = Callable[[Message], object]


class Closed(DataError):
    """Nothing can be written into a folder."""


class Held(DataError):
    """Another process holds a folder."""


@contextmanager
def locked(folder: Path, waiting: Waiting | None = None, longest: float = LONGEST) -> Iterator[None]:
    """Hold the folder against other writers; those that come meanwhile wait.

    The lock file holds who has it, for the others to tell. It goes when the lock is given back, so that a folder in
    which nothing was changed is as it was; whoever waits for it sees that its name is gone, and begins again.

    Args:
        folder: the folder, which must exist.
        waiting: is told, after PATIENCE seconds, who holds the folder.
        longest: seconds to wait at most.

    Raises:
        Held: another process holds the folder for longer than that.
        Closed: nothing can be written into it.
    """
    from filelock import FileLock, Timeout  # whoever only reads does without

    lock = FileLock(folder / LOCK)
    patience = min(PATIENCE, longest)
    try:
        try:
            lock.acquire(timeout=patience, poll_interval=0.02)
        except Timeout:
            if waiting is not None:
                waiting(Message(mark("{holder} Waiting for it to finish …"), {"holder": holder(folder)}))
            lock.acquire(timeout=longest - patience, poll_interval=0.05)
    except Timeout as error:
        remedy = mark("Try again when it has finished. {holder}")
        raise Held("This folder is being written to.", file=folder, holder=holder(folder), remedy=remedy) from error
    except OSError as error:
        raise Closed("This folder cannot be written to: {problem}.", problem=reason(error), file=folder) from error
    told = _sign(folder)
    try:
        yield
    finally:
        _take_away(folder, told)
        lock.release()


def holder(folder: Path) -> Message:
    """Return who holds the lock of the folder, or held it last, as far as the lock file tells."""
    try:
        told = json.loads((folder / LOCK).read_bytes())
        values = {name: str(told[name]) for name in ("process", "host", "since")}
    except (OSError, ValueError, KeyError, TypeError):
        return Message(mark("Another process is writing in this folder."))
    return Message(mark("Process {process} on {host} has been writing in this folder since {since}."), values)


def _sign(folder: Path) -> bytes:
    """Write who holds the lock into it, and return what stands there then.

    It only serves those who wait, so that a full disk does not matter here.
    """
    since = datetime.now(UTC).isoformat(timespec="microseconds")
    told = json.dumps({"process": os.getpid(), "host": socket.gethostname(), "since": since}).encode() + b"\n"
    try:
        (folder / LOCK).write_bytes(told)
    except OSError:
        return b""  # which is what stands there now
    return told


def _take_away(folder: Path, told: bytes) -> None:
    """Remove the lock file while it is held, unless it is that of another; Windows removes nothing that is open."""
    with suppress(OSError):
        if os.name == "posix" and (folder / LOCK).read_bytes() == told:
            (folder / LOCK).unlink()

"""Drafts: what is not yet in its place, beside it under a hidden name. Whoever makes a draft holds it.

The system lets go of what a process held that died. A draft that nobody holds was left by one, and whoever next writes
at that place removes it.
"""

import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

LONGEST = 50
"""Letters of a name that its drafts keep: names may have 255 bytes, and a letter up to four of them."""
AT_ONCE = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)
"""How what may be no draft at all is opened: a pipe would wait for another program to write to it."""
OLD = ".old"
"""What the name of a folder ends in that was moved aside, where the system cannot exchange two at one stroke."""


class Removed(Exception):
    """A draft was taken for left by another one, and removed, before it could be opened."""


@dataclass
class Draft:
    """A file or a folder that is being made, and the descriptor by which it is held; None once it is let go."""

    path: Path
    held: int | None

    def let_go(self) -> None:
        """Hold it no longer; what is open cannot be moved on Windows."""
        if self.held is not None:
            os.close(self.held)
        self.held = None


@contextmanager
def drafted(place: Path, opened: Callable[[Path], int | None]) -> Iterator[Draft]:
    """Give a draft; at the end, what bears its name is gone.

    Args:
        place: where it is to stand in the end.
        opened: makes the draft, a file or a folder, and opens it where that can be done; `Removed` where it is gone
            by then.

    Raises:
        OSError: it cannot be made.
    """
    clear(place)
    draft = _made(place, opened)
    try:
        yield draft
    finally:
        with suppress(OSError):
            draft.let_go()
        _remove(draft.path)


def clear(place: Path) -> None:
    """Remove the drafts of a place that nobody holds; where something stands there, also what was moved aside."""
    for one in leftovers(place):
        if not one.name.endswith(OLD) or place.exists():
            with suppress(OSError):
                held = os.open(one, AT_ONCE)
                try:
                    if _hold(held):
                        _remove(one)
                finally:
                    os.close(held)


def leftovers(place: Path) -> list[Path]:
    """Return the drafts of a place, held or not, and what was moved aside for one."""
    ours = re.compile(rf"\.{re.escape(place.name[:LONGEST])}\.[0-9a-f]{{16}}({re.escape(OLD)})?")
    try:
        return [place.with_name(name) for name in sorted(os.listdir(place.parent)) if ours.fullmatch(name)]
    except OSError:
        return []


def is_held(draft: Path) -> bool:
    """Return whether somebody is at work on a draft, or it cannot be told."""
    try:
        held = os.open(draft, AT_ONCE)
        try:
            return not _hold(held)
        finally:
            os.close(held)
    except OSError:
        return True


def _made(place: Path, opened: Callable[[Path], int | None]) -> Draft:
    while True:
        draft = place.with_name(f".{place.name[:LONGEST]}.{token_hex(8)}")
        try:
            held = opened(draft)
        except Removed:
            continue
        if held is None or _keeps(draft, held):
            return Draft(draft, held)
        os.close(held)
        _remove(draft)


def _keeps(draft: Path, held: int) -> bool:
    """Hold a draft, and return whether it is still there: another one may have taken it for left before it was held."""
    try:
        return _hold(held) and os.path.samestat(os.fstat(held), os.stat(draft))
    except FileNotFoundError:
        return False
    except OSError:  # nothing can be held here, as on some network drives
        return True


def _hold(held: int) -> bool:
    """Hold what is open, and return whether nobody else does; OSError where nothing can be held."""
    if sys.platform == "win32":  # what is open cannot be removed there
        return True
    import fcntl

    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _remove(draft: Path) -> None:
    import shutil  # loads what unpacks archives

    with suppress(OSError):
        if draft.is_dir() and not draft.is_symlink():
            shutil.rmtree(draft, ignore_errors=True)
        else:
            draft.unlink(missing_ok=True)

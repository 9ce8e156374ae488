"""Write a folder whole or not at all: into a draft beside its place, which then takes its name."""

import errno
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from rabatkg.writing import system
from rabatkg.writing.drafts import OLD, Draft, Removed, drafted, leftovers
from rabatkg.writing.files import sync

TRIES = 20
RACES = {errno.ENOENT, errno.EEXIST, errno.ENOTEMPTY}
"""What the system says where somebody else was quicker."""


@contextmanager
def tree(place: Path, *, instead: bool = True) -> Iterator[Path]:
    """Give an empty folder; at the end of the block it stands at the place, and what stood there is gone.

    Until then nothing changes there. Where the system can exchange two folders at one stroke, as Linux and macOS can,
    there is no moment without the one or the other; elsewhere `put_back` undoes what broke off between two moves. Of
    several at one place, the last to finish wins.

    Args:
        place: a folder, or what is none yet; the folder that holds it must exist.
        instead: let it take the place of a folder in which something stands.

    Raises:
        OSError: something cannot be written; what stood there still stands.
    """
    put_back(place)
    with drafted(place, _opened) as draft:
        yield draft.path
        _settled(draft)
        if os.name != "posix":
            draft.let_go()
        _put(draft.path, place, instead)
        sync(place.parent)


def put_back(place: Path) -> None:
    """Put back what was moved aside for a draft by one who was killed before the draft was in its place."""
    for old in leftovers(place):
        if old.name.endswith(OLD) and not place.exists():
            with suppress(OSError):
                os.rename(old, place)


def _opened(draft: Path) -> int | None:
    os.mkdir(draft)
    if os.name != "posix":
        return None
    try:
        return os.open(draft, os.O_RDONLY)
    except FileNotFoundError as error:
        raise Removed from error
    except BaseException:
        with suppress(OSError):
            os.rmdir(draft)
        raise


def _settled(draft: Draft) -> None:
    """Bring all that was written to the disk, with its names."""
    if draft.held is not None and system.settle(draft.held, draft.path):
        return
    for above, _, names in os.walk(draft.path):
        for name in names:
            stream = os.open(Path(above, name), os.O_RDWR)
            try:
                os.fsync(stream)
            finally:
                os.close(stream)
        sync(Path(above))


def _put(draft: Path, place: Path, instead: bool) -> None:
    """Put the draft into its place; what stood there bears the name of the draft then, or is gone."""
    for left in reversed(range(TRIES)):
        try:
            if instead and place.exists():
                if not system.exchange(draft, place):
                    _moved(draft, place)
            else:
                os.rename(draft, place)
        except OSError as error:
            if not (left and instead and error.errno in RACES and draft.exists()):
                raise
            time.sleep(0.01)
        else:
            return


def _moved(draft: Path, place: Path) -> None:
    """Put the draft into its place in two moves."""
    import shutil  # loads what unpacks archives

    old = draft.with_name(draft.name + OLD)
    os.rename(place, old)
    try:
        os.rename(draft, place)
    except OSError:
        put_back(place)
        raise
    finally:
        if place.exists():
            shutil.rmtree(old, ignore_errors=True)

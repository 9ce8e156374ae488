"""What Python does not ask of the system by itself: two folders that change places, and a disk that has it all.

Both are asked of the C library where it has them, and told as not done where it has not: the caller then does the same
in more steps.
"""

import errno
import os
import sys
from functools import cache
from pathlib import Path
from typing import Any

HERE, SWAP = -100, 2
"""AT_FDCWD, and RENAME_EXCHANGE of Linux (renameat2(2)); macOS calls the latter RENAME_SWAP (renameatx_np(3))."""
UNKNOWN = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}
"""How a system or a file system says that it does not know how."""


def exchange(one: Path, other: Path) -> bool:
    """Let two names of one file system change places, at one stroke, and return whether the system knows how.

    Raises:
        OSError: it knows how, and failed.
    """
    call = getattr(_library(), {"linux": "renameat2", "darwin": "renameatx_np"}.get(sys.platform, ""), None)
    here = HERE if sys.platform == "linux" else -2
    return call is not None and _done(call(here, os.fsencode(one), here, os.fsencode(other), SWAP), other)


def settle(held: int, path: Path) -> bool:
    """Bring all that was written to the disk of a file that is open, and return whether the system knows how.

    Raises:
        OSError: it knows how, and the disk failed.
    """
    call = getattr(_library(), "syncfs", None)
    return call is not None and _done(call(held), path)


def _done(answer: int, path: Path) -> bool:
    from ctypes import get_errno

    code = get_errno() if answer else 0
    if code and code not in UNKNOWN:
        raise OSError(code, os.strerror(code), str(path))
    return not code


@cache
def _library() -> Any:
    from ctypes import CDLL  # only those who write need it

    return CDLL(None, use_errno=True) if os.name == "posix" else None

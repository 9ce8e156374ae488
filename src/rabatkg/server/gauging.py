"""What processes take of the machine, as the system tells it; nothing where it does not."""

import os
from pathlib import Path

PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100

ENOUGH = 4096
"""Files and connections open at once, more than the server ever needs."""


def resident(process: int | str = "self") -> int:
    """Return the bytes of memory that a process holds, what it shares with others included; 0 where that is unknown."""
    told = _told(process, "statm")
    return PAGE * int(told.split()[1]) if told else 0


def worked(process: int | str) -> float | None:
    """Return the seconds for which a process has worked; None where that is unknown."""
    told = _told(process, "stat").rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / TICKS if told else None


def descriptors() -> int:
    """Return how many files and connections this process has open; 0 where that is unknown."""
    try:
        return len(os.listdir("/proc/self/fd")) - 1
    except OSError:
        return 0


def openable() -> int:
    """Return how many files and connections this process may have open, now that it asked for as many as it may."""
    from resource import RLIM_INFINITY, RLIMIT_NOFILE, getrlimit, setrlimit

    soft, hard = getrlimit(RLIMIT_NOFILE)
    wanted = ENOUGH if hard == RLIM_INFINITY else min(ENOUGH, hard)
    if soft == RLIM_INFINITY or soft >= wanted:
        return ENOUGH if soft == RLIM_INFINITY else soft
    setrlimit(RLIMIT_NOFILE, (wanted, hard))
    return wanted


def _told(process: int | str, what: str) -> str:
    try:
        return Path(f"/proc/{process}/{what}").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""

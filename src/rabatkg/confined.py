"""Run what reads a stranger's bytes in a child process that cannot hurt: short, small, silent, without a network.

A parser may be brought to loop, to fill the memory, or to fall over in native code where no `except` helps. In a child
it does so alone. The child may read files; it may not write any, open a connection or start a program.

Where the system can fork (Linux, macOS) the child is a fork, ready in some milliseconds, and memory is limited where
the system does that. Elsewhere (Windows) it is a second interpreter, which costs a moment and is limited in time only.
"""

import contextlib
import gc
import os
import pickle
import select
import signal
import sys
import time
import traceback
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn, ParamSpec, TypeVar

from rabatkg.errors import DataError, RabatkgError
from rabatkg.speech import mark

P = ParamSpec("P")
T = TypeVar("T")

FORKS = hasattr(os, "fork")
LARGEST = 200_000_000
"""Bytes of a result; a file that makes more of itself is refused."""
FORBIDDEN = frozenset(
    {
        "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.remove", "os.rename", "os.rmdir", "os.spawn",
        "os.startfile", "os.system", "os.truncate", "socket.bind", "socket.connect", "socket.getaddrinfo",
        "socket.gethostbyname", "socket.sendto", "subprocess.Popen", "urllib.Request",
    }
)  # fmt: skip
"""What Python reports before it does it, and what no reader of a file has to do."""
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
DONE, REFUSED, BROKEN, SPENT, FALLEN = "done", "refused", "broken", "spent", "fallen"
ENDED = frozenset({"SIGKILL", "SIGALRM", "SIGXCPU"})
"""The signals by which a child ends that has had its time."""
_here: list[bool] = []
"""Not empty in the child."""


class InChild(Exception):
    """What went wrong in the child, as text: its traceback, or the name of the signal that native code ended it by."""


def confined(
    task: Callable[..., T],
    *args: Any,
    seconds: float = 4.0,
    memory: int = 900_000_000,
    file: Path | None = None,
) -> T:
    """Return what the task makes of its arguments, worked out in a child process.

    A task that is in such a child already is held to the limits of that one. The limits leave room for what comes
    before and after, so that nothing takes more than 5 s and 1 GB in all.

    Args:
        task: a function of a module; its result must be picklable.
        args: what it takes.
        seconds: of the clock and of the processor, whichever ends first.
        memory: bytes beyond what this process already takes.
        file: the file that is read, for the message.

    Raises:
        RabatkgError: the task raised it.
        DataError: the task ended in any other way: it took too long or too much, fell over, or gave nothing back.
    """
    if _here:
        return task(*args)
    raw = (_forked if FORKS else _started)(task, args, seconds, memory)
    outcome, value = SPENT, None
    if raw is not None:
        with contextlib.suppress(Exception):
            outcome, value = pickle.loads(raw)
    if outcome == DONE:
        return value  # type: ignore[return-value]
    if outcome == REFUSED and isinstance(value, RabatkgError):
        raise value
    if outcome == BROKEN:
        raise DataError(
            "This file is damaged, or is not what its ending says.",
            file=file,
            remedy=mark("Open it with the program that made it, and save it anew."),
        ) from InChild(value)
    raise DataError(
        "This file could not be read within {seconds} s and {memory} MB.",
        file=file,
        remedy=mark("Save it anew with the program that made it, or split it."),
        seconds=f"{seconds:g}",
        memory=memory // 1_000_000,
    ) from (InChild(value) if outcome == FALLEN else None)


def _forked(task: Callable[..., Any], args: tuple[Any, ...], seconds: float, memory: int) -> bytes | None:
    """Return what a fork of this process writes before the deadline, or what it fell by; None where it is not whole."""
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of forking beside threads: the child uses none of them
        child = os.fork()
    if child == 0:
        _live(task, args, seconds, memory, writing)
    os.close(writing)
    status, found = 0, None
    try:
        found = _received(reading, time.monotonic() + seconds)
    finally:
        os.close(reading)
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            _, status = os.waitpid(child, 0)
    fell = signal.Signals(os.WTERMSIG(status)).name if os.WIFSIGNALED(status) else "SIGKILL"
    return found if fell in ENDED else pickle.dumps((FALLEN, fell))


def _received(reading: int, deadline: float) -> bytes | None:
    """Return all that comes through the pipe until its end; None where the deadline or the largest size comes first."""
    ready = select.poll()
    ready.register(reading, select.POLLIN)
    parts: list[bytes] = []
    size = 0
    while size <= LARGEST:
        left = deadline - time.monotonic()
        if left <= 0 or not ready.poll(1000 * left):
            return None
        part = os.read(reading, 1 << 20)
        if not part:
            return b"".join(parts)
        parts.append(part)
        size += len(part)
    return None


def _live(task: Callable[..., Any], args: tuple[Any, ...], seconds: float, memory: int, writing: int) -> NoReturn:
    """Do the task as the child, and end without a word to anything that the parent has open."""
    try:
        import fcntl

        writing = fcntl.fcntl(writing, fcntl.F_DUPFD, 3)
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nothing, stream)
        sys.stdout = sys.stderr = os.fdopen(1, "w", closefd=False)
        os.closerange(3, writing)
        os.closerange(writing + 1, 1 << 16)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds + 1)
        gc.freeze()  # what the parent has is never collected here, so that its pages stay shared
        limit(seconds, memory)
        restrain()
        whole = memoryview(_outcome(task, args))
        while whole:
            whole = whole[os.write(writing, whole) :]
    finally:
        os._exit(0)


def limit(seconds: float, memory: int, written: int = 0) -> None:
    """Take from this process the time, memory and files that a reader does not need; `written` is bytes of a file."""
    import resource

    size = _size()
    limits = {resource.RLIMIT_CPU: int(seconds) + 1, resource.RLIMIT_CORE: 0, resource.RLIMIT_FSIZE: written}
    if size:
        limits[resource.RLIMIT_AS] = size + memory
    for limit, most in limits.items():
        hard = resource.getrlimit(limit)[1]
        within = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(limit, (within, within))


def restrain() -> None:
    """Take the pen and the network from this process."""
    _here.append(True)
    sys.dont_write_bytecode = True
    sys.addaudithook(_forbid)
    if sys.version_info >= (3, 12) and hasattr(os, "unshare"):
        for flags in (os.CLONE_NEWNET, os.CLONE_NEWUSER | os.CLONE_NEWNET):
            with contextlib.suppress(OSError):
                os.unshare(flags)
                break


def _size() -> int:
    """Return the bytes of address space that this process takes; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0


def _forbid(event: str, args: tuple[Any, ...]) -> None:
    """Refuse what Python is about to do, where a reader has no business doing it."""
    if event in FORBIDDEN or (event == "open" and isinstance(args[2], int) and args[2] & WRITES):
        raise PermissionError(event)


def _outcome(task: Callable[..., Any], args: tuple[Any, ...]) -> bytes:
    """Return how the task ended, pickled."""
    try:
        return pickle.dumps((DONE, task(*args)))
    except RabatkgError as error:
        return pickle.dumps((REFUSED, error))
    except (MemoryError, RecursionError, SystemExit):
        return pickle.dumps((SPENT, None))
    except Exception:
        return pickle.dumps((BROKEN, traceback.format_exc()))
    except BaseException:  # as what Rust panics with
        return pickle.dumps((FALLEN, traceback.format_exc()))


def _started(task: Callable[..., Any], args: tuple[Any, ...], seconds: float, memory: int) -> bytes | None:
    """Return what a second interpreter writes before the deadline; None where it has not ended by then."""
    import subprocess

    try:
        done = subprocess.run(
            [sys.executable, "-c", "from rabatkg.confined import work; work()"],
            input=pickle.dumps((task, args, seconds, memory)),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            timeout=seconds + 3,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    return done.stdout


def work() -> None:
    """Do the task that comes on the standard input: what the second interpreter is started for."""
    written, sys.stdout = sys.stdout.buffer, sys.stderr
    task, args, seconds, memory = pickle.load(sys.stdin.buffer)
    with contextlib.suppress(ImportError):
        limit(seconds, memory)
    restrain()
    written.write(_outcome(task, args))
    written.flush()

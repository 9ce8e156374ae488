"""A process that does nothing but fork workers, each for one job, with little time and memory and no network.

It is started as `python -m rabatkg.server.nursery MODULE ARGUMENT SECONDS MEMORY`, its standard input a socket. From
there come messages of nine bytes: `+` and a number asks for a worker, the socket that it takes its job from is passed
along; `-` and the number ends it. When the socket closes, all workers end, and the process with them.

The module has `prepare(argument)`, called once, before anything forks, and `work(prepared, job)`, called by a worker,
which returns a head and a body; job and head are JSON, see `taken` and `given`. A module that sets WRITES, the bytes
that a worker may write into a file, calls `confined.restrain` itself in `work`, and removes what was written in
`buried(prepared, process)` and `finished(prepared)`.
"""

import ctypes
import gc
import json
import os
import select
import signal
import socket
import struct
import sys
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType
from typing import Any, NoReturn

from rabatkg.confined import limit, restrain

ORDER = struct.Struct("!cQ")
LENGTH = struct.Struct("!I")
START, END = b"+", b"-"
READY = b"!"
"""What is said once the module is prepared."""
TICK = 500
"""Milliseconds after which those who ended are looked after, if nothing else happens."""
NEW_USER, NEW_NET = 0x10000000, 0x40000000
"""CLONE_NEWUSER and CLONE_NEWNET of Linux."""


def nurse(module: str, argument: str, seconds: float, memory: int) -> None:
    """Prepare the module, and fork workers until nobody is there to ask for any."""
    for one in (signal.SIGINT, signal.SIGHUP):
        signal.signal(one, signal.SIG_IGN)  # who started this process ends it
    control = socket.socket(fileno=os.dup(0))
    tasks = import_module(module)
    prepared = tasks.prepare(argument)
    workers: dict[int, int] = {}
    try:
        alone()
        gc.freeze()  # what is held now is never collected, so that its pages stay shared
        _heed(control, tasks, prepared, workers, seconds, memory)
    except ConnectionError:
        pass  # nobody is there any more
    finally:
        for child in workers.values():
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        if hasattr(tasks, "finished"):
            tasks.finished(prepared)


def _heed(
    control: socket.socket, tasks: ModuleType, prepared: Any, workers: dict[int, int], seconds: float, memory: int
) -> None:
    """Fork and end workers, whose processes stand by their numbers, as we are told until the socket closes."""
    control.sendall(READY)
    poll = select.poll()
    poll.register(control, select.POLLIN)
    while True:
        waiting = poll.poll(TICK)
        for child in _ended(workers):
            if hasattr(tasks, "buried"):
                tasks.buried(prepared, child)
        if not waiting:
            continue
        message, sockets, _, _ = socket.recv_fds(control, ORDER.size, 1)
        if len(message) < ORDER.size:
            return
        what, number = ORDER.unpack(message)
        if what == START and sockets:
            child = os.fork()
            if child == 0:
                _live(tasks, prepared, sockets[0], seconds, memory)
            workers[number] = child
            os.close(sockets[0])
        elif what == END and number in workers:
            os.kill(workers[number], signal.SIGKILL)


def _ended(workers: dict[int, int]) -> Iterator[int]:
    """Forget the workers that ended, and yield which; until then no other process bears their number."""
    for number, child in list(workers.items()):
        if os.waitpid(child, os.WNOHANG)[0]:
            del workers[number]
            yield child


def alone() -> bool:
    """Leave the network, for this process and its forks; return whether the system let us."""
    if not sys.platform.startswith("linux"):
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    return any(libc.unshare(flags) == 0 for flags in (NEW_NET, NEW_USER | NEW_NET))


def _live(tasks: ModuleType, prepared: Any, channel: int, seconds: float, memory: int) -> NoReturn:
    """Wait for one job, do it, and end, whatever happens."""
    try:
        os.dup2(channel, 3)
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nothing, stream)
        os.closerange(4, 1 << 12)
        with socket.socket(fileno=3) as waiting:
            job = taken(waiting)
            if job is None:
                os._exit(0)  # nobody needs this worker
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.setitimer(signal.ITIMER_REAL, seconds)
            written = getattr(tasks, "WRITES", 0)
            limit(seconds, memory, written)
            if not written:
                restrain()
            try:
                head, body = tasks.work(prepared, job)
            except (MemoryError, RecursionError):
                head, body = {"spent": True}, b""
            waiting.sendall(given(head, body))
    finally:
        os._exit(0)


def taken(waiting: socket.socket) -> Any:
    """Return the job that comes through a socket: its length in four bytes, then JSON. None where none comes."""
    told = _read(waiting, LENGTH.size)
    text = _read(waiting, LENGTH.unpack(told)[0]) if told else None
    return None if text is None else json.loads(text)


def given(head: dict[str, Any], body: bytes) -> bytes:
    """Return an answer as it goes through the socket: a line of JSON, which tells how long the body is, and the body.

    Who reads less than that has half an answer, and gives none.
    """
    return json.dumps({**head, "length": len(body)}).encode() + b"\n" + body


def _read(waiting: socket.socket, size: int) -> bytes | None:
    parts = b""
    while len(parts) < size:
        part = waiting.recv(min(size - len(parts), 1 << 20))
        if not part:
            return None
        parts += part
    return parts


if __name__ == "__main__":
    nurse(sys.argv[1], sys.argv[2], float(sys.argv[3]), int(sys.argv[4]))

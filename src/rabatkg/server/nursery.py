"""A process that does nothing but fork workers, each for one job, with little time and memory and no network.

It is started as `python -m rabatkg.server.nursery MODULE ARGUMENT SECONDS MEMORY TOGETHER`, its standard input a
socket. From there come messages of nine bytes: `+` and a number asks for a worker, the socket that it takes its job
from is passed along; `.` and the number holds that worker up; `~` lets it go on, behind all others; `-` ends it. When
the socket closes, all workers end, and the process with them. Where workers together hold more memory than they may,
the one that holds most is ended.

A worker does one job. Where a module has REPEATS, the most that one may do, it takes another after each that was small,
which it tells by `more` in its head.

The module has `prepare(argument)`, called once, before anything forks, and `work(prepared, job)`, called by a worker,
which returns a head and a body; job and head are JSON, see `taken` and `given`. What it works with may be `opened` once
by each worker, before its memory is limited. A module that sets WRITES, the bytes that a worker may write into a file,
calls `confined.restrain` itself in `work`, and removes what was written in `buried(prepared, process)` and
`finished(prepared)`.
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
import time
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType
from typing import Any, NoReturn

from rabatkg.confined import limit, restrain
from rabatkg.server.gauging import resident

ORDER = struct.Struct("!cQ")
LENGTH = struct.Struct("!I")
START, HOLD, GO_ON, END = b"+", b".", b"~", b"-"
APART, READY = b"!", b"?"
"""What is said once the module is prepared: whether what is forked has no network."""
TICK = 50
"""Milliseconds after which those who ended or grew are looked after, if nothing else happens."""
HELD_UP = 2.0
"""Seconds that a worker may be held up for, in all."""
WORN, GROWN = 1.0, 32_000_000
"""Seconds of the processor, and bytes more than at first, with which a worker takes no further job."""
BEHIND = 19
"""How far behind others one goes on, in the system's own measure: such a worker gets what nobody else wants."""
NEW_USER, NEW_NET = 0x10000000, 0x40000000
"""CLONE_NEWUSER and CLONE_NEWNET of Linux."""
END_WITH_PARENT = 1
"""PR_SET_PDEATHSIG of Linux: a worker does not outlive a nursery that was killed."""


def nurse(module: str, argument: str, seconds: float, memory: int, together: int) -> None:
    """Prepare the module, and fork workers until nobody is there to ask for any."""
    for one in (signal.SIGINT, signal.SIGHUP):
        signal.signal(one, signal.SIG_IGN)  # who started this process ends it
    control = socket.socket(fileno=os.dup(0))
    tasks = import_module(module)
    prepared = tasks.prepare(argument)
    workers: dict[int, int] = {}
    try:
        apart = alone()
        gc.freeze()  # what is held now is never collected, so that its pages stay shared
        control.sendall(APART if apart else READY)
        _heed(control, tasks, prepared, workers, seconds, memory, together)
    except ConnectionError:
        pass  # nobody is there any more
    finally:
        for child in workers.values():
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        if hasattr(tasks, "finished"):
            tasks.finished(prepared)


def _heed(
    control: socket.socket,
    tasks: ModuleType,
    prepared: Any,
    workers: dict[int, int],
    seconds: float,
    memory: int,
    together: int,
) -> None:
    """Fork and end workers, whose processes stand by their numbers, as we are told until the socket closes."""
    poll = select.poll()
    poll.register(control, select.POLLIN)
    while True:
        waiting = poll.poll(TICK)
        for child in _ended(workers):
            if hasattr(tasks, "buried"):
                tasks.buried(prepared, child)
        _weed(workers, together)
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
        elif number in workers:
            _tell(workers[number], what)


def _tell(worker: int, what: bytes) -> None:
    """Hold a worker up, let it go on, or end it."""
    if what == GO_ON:
        os.setpriority(os.PRIO_PROCESS, worker, BEHIND)
    os.kill(worker, {HOLD: signal.SIGSTOP, GO_ON: signal.SIGCONT}.get(what, signal.SIGKILL))


def _weed(workers: dict[int, int], together: int) -> None:
    """End the worker that holds most memory, where all together hold too much beside what they share."""
    shared = resident()
    held = {worker: max(0, resident(worker) - shared) for worker in workers.values()}
    if sum(held.values()) > together:
        os.kill(max(held, key=lambda one: held[one]), signal.SIGKILL)


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
    """Tell which process this is, do one job, and end, whatever happens; small jobs one after the other."""
    try:
        if sys.platform.startswith("linux"):
            ctypes.CDLL(None).prctl(END_WITH_PARENT, signal.SIGKILL)
        os.dup2(channel, 3)
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nothing, stream)
        os.closerange(4, 1 << 12)
        with socket.socket(fileno=3) as waiting:
            waiting.sendall(LENGTH.pack(os.getpid()))
            own = tasks.opened(prepared) if hasattr(tasks, "opened") else prepared
            written = getattr(tasks, "WRITES", 0)
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            limit(seconds + WORN, memory, written)
            if not written:
                restrain()
            before, more = resident(), True
            for left in reversed(range(getattr(tasks, "REPEATS", 1))):
                job = taken(waiting) if more else None
                if job is None:
                    break  # nobody needs this worker
                signal.setitimer(signal.ITIMER_REAL, seconds + HELD_UP)
                try:
                    head, body = tasks.work(own, job)
                except (MemoryError, RecursionError):
                    head, body = {"spent": True}, b""
                grown = resident() - before
                more = left > 0 and "spent" not in head and time.process_time() < WORN and grown < GROWN
                waiting.sendall(given({**head, "more": more}, body))
                signal.setitimer(signal.ITIMER_REAL, 0)
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
    nurse(sys.argv[1], sys.argv[2], float(sys.argv[3]), int(sys.argv[4]), int(sys.argv[5]))

"""Workers for jobs that may go wrong: so many at once, few that wait, none longer than its time."""

import asyncio
import contextlib
import json
import os
import socket
import subprocess
import sys
from collections import deque
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from rabatkg.errors import DataError
from rabatkg.server.nursery import END, LENGTH, ORDER, READY, START

PATIENCE = 5.0
"""Seconds that a job waits for its turn."""
GRACE = 1.0
"""Seconds after its time in which a worker must have ended by itself."""
LARGEST = 60_000_000
"""Bytes of an answer."""
FAREWELL = 5.0
"""Seconds in which a nursery that is ended must have tidied up."""
PREPARING = 150.0
"""Seconds in which a nursery is ready."""


class Busy(Exception):
    """Too many jobs wait already, or this one waited too long."""


class Spent(Exception):
    """A job took too much time or memory, or its worker fell over."""


class _Home(NamedTuple):
    """A nursery, and the socket by which it is told what to do."""

    process: "subprocess.Popen[bytes]"
    control: socket.socket

    def order(self, what: bytes, number: int) -> None:
        with contextlib.suppress(OSError):
            self.control.sendall(ORDER.pack(what, number))

    def close(self) -> None:
        """End it; all its workers end with it."""
        self.control.close()
        try:
            self.process.wait(FAREWELL)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@dataclass
class Pool:
    """The workers of a nursery.

    Attributes:
        module: what works; see `nursery`.
        argument: what it is prepared with.
        seconds: of the clock and of the processor, for one job.
        memory: bytes for one job, beside what the nursery holds.
        at_once: how many jobs are done at once.
        waiting: how many more may wait for their turn.
        spare: how many workers stand ready before they are asked for.
    """

    module: str
    argument: str
    seconds: float
    memory: int
    at_once: int
    waiting: int
    spare: int = 2
    _numbers: int = 0
    _asked: int = 0
    _ready: "deque[tuple[int, socket.socket]]" = field(default_factory=deque)

    def __post_init__(self) -> None:
        """Count turns."""
        self._home: _Home | None = None
        self._left: list[_Home] = []
        self._turns = asyncio.Semaphore(self.at_once)

    async def start(self) -> None:
        """Start the nursery, and wait until it is ready.

        Raises:
            DataError: it cannot be prepared, as where the graph cannot be read.
        """
        ours, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, "-m", "rabatkg.server.nursery", self.module, self.argument]
            path = os.pathsep.join(filter(None, sys.path))
            nursery = subprocess.Popen(
                [*command, str(self.seconds), str(self.memory)],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": path},
                start_new_session=True,
            )
        ours.setblocking(False)
        told = b""
        with contextlib.suppress(TimeoutError, ConnectionError):
            told = await asyncio.wait_for(asyncio.get_running_loop().sock_recv(ours, 1), PREPARING)
        ours.setblocking(True)
        home = _Home(nursery, ours)
        if told != READY:
            home.close()
            raise DataError("What answers queries cannot be started.", remedy="Build the graph anew: `rabatkg build`.")
        self._home = home
        self._refill()

    async def restart(self) -> None:
        """Start another nursery, which reads what it needs anew; jobs that are being done are done by the old one.

        Raises:
            DataError: it cannot be prepared; the old one still stands.
        """
        old, self._ready = (self._home, self._ready), deque()
        try:
            await self.start()
        except DataError:
            self._ready = old[1]
            raise
        for _, idle in old[1]:
            idle.close()
        self._left = [one for one in self._left if one.process.poll() is None]
        if old[0] is not None:
            self._left.append(old[0])
            asyncio.get_running_loop().call_later(self.seconds + GRACE, old[0].close)

    def fallen(self) -> bool:
        """Return whether the nursery ended by itself."""
        return self._home is None or self._home.process.poll() is not None

    def close(self) -> None:
        """End the nursery and all its workers."""
        while self._ready:
            self._ready.popleft()[1].close()
        for one in (self._home, *self._left):
            if one is not None:
                one.close()

    async def ask(self, job: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        """Return the head and the body that a worker gives for a job.

        Raises:
            Busy: it did not get its turn.
            Spent: no whole answer came in its time.
        """
        if self._asked >= self.at_once + self.waiting:
            raise Busy
        self._asked += 1
        try:
            try:
                await asyncio.wait_for(self._turns.acquire(), PATIENCE)
            except TimeoutError:
                raise Busy from None
            try:
                return await self._done(job)
            finally:
                self._turns.release()
        finally:
            self._asked -= 1

    async def _done(self, job: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        try:
            home = self._there()
            number, ours = self._ready.popleft() if self._ready else self._worker()
            asyncio.get_running_loop().call_soon(self._refill)
        except OSError as error:  # the nursery fell over
            raise Spent from error
        text = json.dumps(job).encode()
        reader, writer = await asyncio.open_connection(sock=ours)
        try:
            async with asyncio.timeout(self.seconds + GRACE):
                writer.write(LENGTH.pack(len(text)) + text)
                await writer.drain()
                told = await _whole(reader)
        except (TimeoutError, ConnectionError, ValueError) as error:
            raise Spent from error
        finally:
            writer.close()
            home.order(END, number)
        head, body = told
        if "spent" in head or head.get("length") != len(body):
            raise Spent
        return head, body

    def _refill(self) -> None:
        with contextlib.suppress(OSError):
            while len(self._ready) < self.spare:
                self._ready.append(self._worker())

    def _there(self) -> _Home:
        if self._home is None:
            raise OSError
        return self._home

    def _worker(self) -> tuple[int, socket.socket]:
        """Ask the nursery for a worker; its number, and our end of its socket."""
        self._numbers += 1
        ours, theirs = socket.socketpair()
        with theirs:
            socket.send_fds(self._there().control, [ORDER.pack(START, self._numbers)], [theirs.fileno()])
        ours.setblocking(False)
        return self._numbers, ours


async def _whole(reader: asyncio.StreamReader) -> tuple[dict[str, Any], bytes]:
    """Return all that a worker says until it ends; ValueError where that is too much, or no answer."""
    parts, size = [], 0
    while part := await reader.read(1 << 20):
        parts.append(part)
        size += len(part)
        if size > LARGEST:
            raise ValueError
    head, found, body = b"".join(parts).partition(b"\n")
    told = json.loads(head) if found else None
    if not isinstance(told, dict):
        raise ValueError
    return told, body

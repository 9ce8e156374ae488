"""A nursery as the server sees it, and one of its workers: what is ordered of them, and what they say."""

import asyncio
import contextlib
import json
import os
import socket
import subprocess
import sys
import time
from typing import Any, NamedTuple

from rabatkg.errors import DataError
from rabatkg.server import gauging
from rabatkg.server.nursery import APART, END, GO_ON, HOLD, LENGTH, ORDER, READY, START

LARGEST, LARGEST_HEAD = 60_000_000, 16_000_000
"""Bytes of an answer's body, and of its head."""
FAREWELL = 5.0
"""Seconds in which a nursery that is ended must have tidied up."""
PREPARING = 150.0
"""Seconds in which a nursery is ready."""
UNBORN = 3.0
"""Seconds in which a nursery that is well has a worker ready."""
SHORTEST = 0.02
"""Seconds between two looks at how long a worker has worked."""

Told = tuple[dict[str, Any], bytes]
"""The head and the body of an answer."""


class Spent(Exception):
    """A job took too much time or memory, or its worker fell over."""


class Down(Exception):
    """There is no nursery; another one is being started."""


class Home(NamedTuple):
    """A nursery, the socket by which it is told what to do, and whether its workers have no network."""

    process: "subprocess.Popen[bytes]"
    control: socket.socket
    apart: bool

    @classmethod
    async def started(cls, *arguments: object) -> "Home":
        """Start a nursery with what it is prepared with, and wait until it is ready.

        Raises:
            DataError: it cannot be prepared, as where the graph cannot be read, or the system has no room for it.
        """
        unable = DataError("What answers queries cannot be started.", remedy="Build the graph anew: `rabatkg build`.")
        path = os.pathsep.join(filter(None, sys.path))
        try:
            ours, theirs = socket.socketpair()
            with theirs:
                nursery = subprocess.Popen(
                    [sys.executable, "-m", "rabatkg.server.nursery", *map(str, arguments)],
                    stdin=theirs.fileno(),
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    env={**os.environ, "PYTHONPATH": path},
                    start_new_session=True,
                )
        except OSError as error:
            raise unable from error
        ours.setblocking(False)  # for good: where it does not listen, nobody waits for it
        told = b""
        try:
            with contextlib.suppress(TimeoutError, ConnectionError):
                told = await asyncio.wait_for(asyncio.get_running_loop().sock_recv(ours, 1), PREPARING)
        finally:
            if told not in (APART, READY):  # so there is nothing yet that it would have to tidy up
                nursery.terminate()
                cls(nursery, ours, False).close()
        if told not in (APART, READY):
            raise unable
        return cls(nursery, ours, told == APART)

    @property
    def fallen(self) -> bool:
        """Whether it ended by itself."""
        return self.process.poll() is not None

    def order(self, what: bytes, number: int) -> None:
        """Tell it what to do with a worker; nothing happens where it is not there any more."""
        with contextlib.suppress(OSError):
            self.control.sendall(ORDER.pack(what, number))

    def worker(self, number: int) -> "Worker":
        """Ask for a worker, who gets this number; Down where nobody is there to ask."""
        try:
            ours, theirs = socket.socketpair()
        except OSError as error:  # no more may be open
            raise Down from error
        with theirs:
            try:
                socket.send_fds(self.control, [ORDER.pack(START, number)], [theirs.fileno()])
            except OSError as error:
                ours.close()
                raise Down from error
        ours.setblocking(False)
        return Worker(self, number, ours)

    def close(self) -> None:
        """End it; all its workers end with it."""
        self.control.close()
        try:
            self.process.wait(FAREWELL)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Worker:
    """A process that does one job.

    Args:
        home: the nursery that it was forked by.
        number: the one that the nursery knows it by.
        channel: our end of the socket that its job goes through.
    """

    def __init__(self, home: Home, number: int, channel: socket.socket) -> None:
        """Take one that waits."""
        self.free = False  # for another job
        self._behind = False
        self.home, self.number, self.channel = home, number, channel
        self._hearing: asyncio.Task[Told] | None = None
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self._process: int | None = None
        self._before, self._begun = 0.0, 0.0

    @property
    def gone(self) -> bool:
        """Whether it ended while it had nothing to do."""
        if self._streams is not None:
            return self._streams[0].at_eof()
        with contextlib.suppress(BlockingIOError):  # it has said no more than which process it is, or not even that
            if self._process is None and (told := self.channel.recv(LENGTH.size)):
                (self._process,) = LENGTH.unpack(told)
            return not self.channel.recv(1, socket.MSG_PEEK)
        return False

    def begin(self, job: bytes) -> None:
        """Give it a job."""
        self.free, self._begun = False, time.monotonic()
        if self._process is not None:
            self._before = gauging.worked(self._process) or 0.0
        self._hearing = asyncio.ensure_future(self._heard(job))

    async def within(self, seconds: float, work: float | None = None) -> Told | None:
        """Return what it gives for its job, or None where it needs longer than these seconds.

        Args:
            seconds: of the clock.
            work: of the processor, in which it may be done whatever the clock says, up to `seconds`; by default, all
                of them.

        Raises:
            Spent: it gave half an answer, or none.
        """
        assert self._hearing is not None
        until, left = time.monotonic() + seconds, seconds if work is None else work
        while not self._hearing.done() and left > 0 and (now := time.monotonic()) < until:
            await asyncio.wait({self._hearing}, timeout=min(left, until - now))
            if work is not None and not self._hearing.done():
                left = self._left(work)
        if not self._hearing.done():
            return None
        try:
            head, body = self._hearing.result()
        except (OSError, ValueError, EOFError, asyncio.LimitOverrunError) as error:
            raise Spent from error
        if "spent" in head:
            raise Spent
        self.free = bool(head.get("more")) and not self._behind
        return head, body

    def _left(self, work: float) -> float:
        """Return for how many seconds it may work on, of so many; the clock tells where the system does not."""
        if self._process is None:
            return work
        worked = gauging.worked(self._process)
        left = work + self._before - worked if worked is not None else 0.0
        return max(SHORTEST, left) if left > 0 else 0.0

    def hold(self) -> None:
        """Hold it up."""
        self.home.order(HOLD, self.number)

    def go_on(self) -> None:
        """Let it go on, behind all others; it takes no further job."""
        self._behind = True
        self.home.order(GO_ON, self.number)

    def end(self) -> None:
        """End it, whether it is done or not; and its home, where that made nobody of it who heard of the job."""
        if self._process is None and self._begun and time.monotonic() - self._begun > UNBORN:
            self.home.process.kill()
        if self._hearing is not None and not self._hearing.cancel() and not self._hearing.cancelled():
            self._hearing.exception()  # is known now, and told of to nobody else
        if self._streams is not None:
            self._streams[1].transport.abort()
        else:
            self.channel.close()
        self.home.order(END, self.number)

    async def _heard(self, job: bytes) -> Told:
        """Return what it says; ValueError where that is too much, or no answer."""
        if self._streams is None:
            self._streams = await asyncio.open_connection(sock=self.channel, limit=LARGEST_HEAD)
        reader, writer = self._streams
        writer.write(LENGTH.pack(len(job)) + job)
        if self._process is None:
            (self._process,) = LENGTH.unpack(await reader.readexactly(LENGTH.size))
        head = json.loads(await reader.readuntil(b"\n"))
        if not isinstance(head, dict) or not 0 <= head["length"] <= LARGEST:
            raise ValueError
        return head, await reader.readexactly(head["length"])

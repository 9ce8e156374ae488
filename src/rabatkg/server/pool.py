"""Workers for jobs that may go wrong: so many at once, few that wait, none longer than its time.

What is soon done does not wait for what takes long. Each job begins in a quick place, which it has for a moment; if it
is not done by then it is held up until one of the few long places is free, and goes on there behind all others. Which
jobs took long is remembered, so that they go to a long place at once the next time, and those that were stopped are
not begun again for a while. Places go round among clients (see `turns`).
"""

import asyncio
import contextlib
import json
import time
from collections import OrderedDict, deque
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from rabatkg.errors import DataError
from rabatkg.server import gauging
from rabatkg.server.nursery import HELD_UP
from rabatkg.server.turns import Budget, Busy, Turns
from rabatkg.server.workers import Down, Home, Spent, Told, Worker

__all__ = ["Busy", "Down", "Pool", "Spent", "Told"]

PATIENCE = 5.0
"""Seconds that a job waits for a quick place."""
HURRY, HURRY_BY_CLOCK = 0.2, 1.0
"""Seconds of the processor that a job has in a quick place, and of the clock, where others take the processor."""
GRACE = 1.0
"""Seconds after its time in which a worker must have ended by itself."""
UNFORGOTTEN = 30.0
"""Seconds for which a job that was stopped is not begun again."""
MOST_LENGTHY = 2_000
"""Jobs of which it is known that they take long."""


@dataclass
class Pool:
    """The workers of a nursery.

    Attributes:
        module: what works; see `nursery`.
        argument: what it is prepared with.
        seconds: of the clock and of the processor, for one job.
        memory: bytes for one job, beside what the nursery holds.
        at_once: how many jobs are done at once: those in quick places, where there are long ones.
        waiting: how many more may wait for their turn.
        spare: how many workers stand ready before they are asked for.
        long: how many long places there are; 0 where every job may take its time in the place that it has.
        together: bytes for all jobs together.
        budget: what each client may have of the long places.
        done: how many jobs were done.
        refused: how many did not get a turn.
        stopped: how many took too long, too much, or fell over.
        restarts: how often another nursery was started.
    """

    module: str
    argument: str
    seconds: float
    memory: int
    at_once: int
    waiting: int
    spare: int = 2
    long: int = 0
    together: int = 300_000_000
    budget: Budget = field(default_factory=Budget)
    done: int = 0
    refused: int = 0
    stopped: int = 0
    restarts: int = 0
    _numbers: int = 0
    _ready: "deque[Worker]" = field(default_factory=deque)

    def __post_init__(self) -> None:
        """Put up the places."""
        self._home: Home | None = None
        self._left: list[Home] = []
        self._quick = Turns(self.at_once, self.waiting)
        self._long = Turns(self.long, 2 * self.long, max(1, self.long - 1))
        self._lengthy: OrderedDict[bytes, float | None] = OrderedDict()

    async def start(self) -> None:
        """Start the nursery, and wait until it is ready.

        Raises:
            DataError: it cannot be prepared, as where the graph cannot be read.
        """
        self._home = await Home.started(self.module, self.argument, self.seconds, self.memory, self.together)
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
        self.restarts += 1
        self._lengthy.clear()
        for idle in old[1]:
            idle.end()
        self._left = [one for one in self._left if not one.fallen]
        if old[0] is not None:
            self._left.append(old[0])
            asyncio.get_running_loop().call_later(self.seconds + HELD_UP + GRACE, old[0].close)

    def fallen(self) -> bool:
        """Return whether the nursery ended by itself."""
        return self._home is None or self._home.fallen

    @property
    def apart(self) -> bool:
        """Whether the system keeps the network from those who work."""
        return self._home is not None and self._home.apart

    @property
    def running(self) -> int:
        """How many jobs are being done."""
        return self._quick.running + self._long.running

    @property
    def queued(self) -> int:
        """How many jobs wait for their turn."""
        return self._quick.queued + self._long.queued

    def resident(self) -> int:
        """Return the bytes of memory that the nursery holds, its workers not counted; 0 where that is unknown."""
        return gauging.resident(self._home.process.pid) if self._home is not None else 0

    def close(self) -> None:
        """End the nursery and all its workers."""
        while self._ready:
            self._ready.popleft().end()
        for one in (self._home, *self._left):
            if one is not None:
                one.close()

    async def ask(self, job: dict[str, Any], client: str = "") -> Told:
        """Return the head and the body that a worker gives for a job.

        Args:
            job: what the module takes.
            client: who asks.

        Raises:
            Busy: it did not get its turn.
            Spent: no whole answer came in its time.
            Down: there is nobody to do it, for a moment.
        """
        try:
            told = await self._done(json.dumps(job).encode(), client)
        except Busy:
            self.refused += 1
            raise
        except Spent:
            if self.fallen():
                raise Down from None
            self.stopped += 1
            raise
        self.done += 1
        return told

    async def _done(self, job: bytes, client: str) -> Told:
        digest, worker, until = sha256(job).digest(), None, time.monotonic() + self.seconds + GRACE
        if self.fallen():
            raise Down
        if not self.long:
            async with self._quick.turn(client, PATIENCE), self._begun(job) as worker:
                return self._whole(await worker.within(self.seconds + GRACE))
        async with contextlib.AsyncExitStack() as ends:
            if digest not in self._lengthy:
                async with self._quick.turn(client, min(PATIENCE, self.seconds)):
                    worker = await ends.enter_async_context(self._begun(job))
                    if (told := await worker.within(min(HURRY_BY_CLOCK, self.seconds), HURRY)) is not None:
                        return told
                    worker.hold()
            elif time.monotonic() < (self._lengthy[digest] or 0.0):
                raise Spent
            self._remember(digest)
            return await self._at_length(job, digest, worker, client, until)

    async def _at_length(self, job: bytes, digest: bytes, worker: Worker | None, client: str, until: float) -> Told:
        """Return what is given for a job in a long place, by a moment of the clock, whether it has begun or not."""
        self.budget.check(client)
        async with self._long.turn(client, HELD_UP), contextlib.AsyncExitStack() as ends:
            if worker is None:
                worker = await ends.enter_async_context(self._begun(job))
            worker.go_on()
            began = time.monotonic()
            try:
                told = self._whole(await worker.within(until - began))
            except Spent:
                self._remember(digest, time.monotonic() + UNFORGOTTEN)
                raise
            finally:
                took = time.monotonic() - began
                self.budget.use(client, took)
            if took < HURRY:
                self._lengthy.pop(digest, None)  # others had held it up
            return told

    def _whole(self, told: Told | None) -> Told:
        if told is None:
            raise Spent
        return told

    def _remember(self, digest: bytes, until: float | None = None) -> None:
        """Keep in mind that a job takes long; and until when it is not to be begun again."""
        self._lengthy[digest] = until
        self._lengthy.move_to_end(digest)
        if len(self._lengthy) > MOST_LENGTHY:
            self._lengthy.popitem(last=False)

    @contextlib.asynccontextmanager
    async def _begun(self, job: bytes) -> AsyncIterator[Worker]:
        """Have a worker who does a job, until it is done or not wanted any longer."""
        worker = self._next()
        asyncio.get_running_loop().call_soon(self._refill)
        worker.begin(job)
        try:
            yield worker
        finally:
            if worker.free and worker.home is self._home:
                self._ready.appendleft(worker)
            else:
                worker.end()

    def _next(self) -> Worker:
        """Return a worker who stands ready, or a new one."""
        while self._ready:
            worker = self._ready.popleft()
            if not worker.gone:
                return worker
            worker.end()
        return self._worker()

    def _refill(self) -> None:
        with contextlib.suppress(Down):
            while len(self._ready) < self.spare:
                self._ready.append(self._worker())

    def _worker(self) -> Worker:
        if self._home is None:
            raise Down
        self._numbers += 1
        return self._home.worker(self._numbers)

"""Places for so many at once, given to clients in turn rather than to who comes first, and what each may have."""

import asyncio
import time
from collections import Counter, OrderedDict, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

MOST_KNOWN = 10_000
"""Clients of whom it is kept what they had; beyond that, who asked longest ago is forgotten."""


class Busy(Exception):
    """There is no place now; `again`, the seconds after which there may be one."""

    def __init__(self, again: float = 0.0) -> None:
        """Take the seconds, or 0 where they are not known."""
        super().__init__(again)
        self.again = again


class Turns:
    """So many places, and those who wait for one.

    A place that becomes free goes to the client that has fewest, and of those to the one whose last turn is longest
    ago: a hundred requests of one client do not hold up one of another.

    Args:
        places: how many there are.
        waiting: how many may wait. Where more do, the last of the client with most is sent away.
        each: how many places a client may have at once; by default all.
    """

    def __init__(self, places: int, waiting: int, each: int | None = None) -> None:
        """Begin with all places free."""
        self.places, self.waiting, self.each = places, waiting, each or places
        self.had: Counter[str] = Counter()
        self._turns, self._last = 0, dict[str, int]()
        self._queues: dict[str, deque[asyncio.Future[None]]] = {}

    @property
    def running(self) -> int:
        """How many places are taken."""
        return self.had.total()

    @property
    def queued(self) -> int:
        """How many wait."""
        return sum(len(queue) for queue in self._queues.values())

    @asynccontextmanager
    async def turn(self, client: str, patience: float) -> AsyncIterator[None]:
        """Have a place; Busy where none is free within the seconds that one has patience for."""
        if self.running < self.places and self.had[client] < self.each:
            self._enter(client)
        else:
            await self._wait(client, patience)
        try:
            yield
        finally:
            self._leave(client)

    async def _wait(self, client: str, patience: float) -> None:
        self._make_room(client)
        turn = asyncio.get_running_loop().create_future()
        self._queues.setdefault(client, deque()).append(turn)
        try:
            async with asyncio.timeout(patience):
                await turn
        except BaseException as error:
            self._forget(client, turn)
            if turn.done() and not turn.cancelled() and turn.exception() is None:
                self._leave(client)  # the turn came as we left
            if isinstance(error, TimeoutError):
                raise Busy from None
            raise

    def _make_room(self, client: str) -> None:
        """Send one away where too many wait: of the client with most of them, be it this one."""
        if self.queued < self.waiting:
            return
        greediest = max(self._queues, key=lambda one: len(self._queues[one]), default=client)
        last = self._queues.get(greediest)
        if not last or len(last) <= len(self._queues.get(client, ())) + 1:
            raise Busy
        last[-1].set_exception(Busy())
        self._forget(greediest, last[-1])

    def _forget(self, client: str, turn: "asyncio.Future[None]") -> None:
        queue = self._queues.get(client, deque())
        if turn in queue:
            queue.remove(turn)
        if not queue:
            self._queues.pop(client, None)
            if client not in self.had:
                self._last.pop(client, None)

    def _enter(self, client: str) -> None:
        self._turns += 1
        self.had[client] += 1
        self._last[client] = self._turns

    def _leave(self, client: str) -> None:
        """Give a place back, and on to who waits."""
        self.had[client] -= 1
        self.had += Counter()  # without those who have none
        if client not in self.had and client not in self._queues:
            self._last.pop(client, None)
        while self.running < self.places:
            can = [one for one in self._queues if self.had[one] < self.each]
            if not can:
                return
            following = min(can, key=lambda one: (self.had[one], self._last.get(one, 0)))
            turn = self._queues[following].popleft()
            self._forget(following, turn)
            if not turn.done():
                self._enter(following)
                turn.set_result(None)


class Budget:
    """How many seconds each client may have others work for it: a bucket that is filled by use and runs dry in time.

    A minute of each minute, and two at once, as the Wikidata Query Service has it.

    Args:
        most: seconds that may be had at once.
        share: seconds that are given back in each second.
        clock: tells the time, in seconds.
    """

    def __init__(self, most: float = 120.0, share: float = 1.0, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with nothing used."""
        self.most, self.share, self._clock = most, share, clock
        self._used: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def used(self, client: str) -> float:
        """Return the seconds that a client has used and not got back yet."""
        used, at = self._used.get(client, (0.0, 0.0))
        return max(0.0, used - self.share * (self._clock() - at))

    def use(self, client: str, seconds: float) -> None:
        """Note that a client used some."""
        self._used[client] = (self.used(client) + seconds, self._clock())
        self._used.move_to_end(client)
        if len(self._used) > MOST_KNOWN:
            self._used.popitem(last=False)

    def check(self, client: str) -> None:
        """Raise Busy where a client has used all it may."""
        over = self.used(client) - self.most
        if over >= 0:
            raise Busy(max(1.0, over / self.share))

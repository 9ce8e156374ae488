"""Answers to queries that were given before, and those that are just being given."""

import asyncio
import contextlib
import json
import re
from collections.abc import Iterator

from rabatkg.server.keeping import Kept
from rabatkg.server.pool import Pool, Told

PASSING = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID)\b|\\u", re.I)
"""What a query holds, in whatever place, whose answer may be another one the next time; or what may be meant for it."""
MOMENT = 1.0
"""Seconds for which one waits for an answer that another one has asked for."""


class Answers(Kept[str, Told]):
    """Answers of workers that are given again, by their jobs; who asks what is just being answered waits a moment."""

    def __init__(self, most: int) -> None:
        """Begin with nothing."""
        super().__init__(most)
        self._begun: dict[str, asyncio.Event] = {}

    async def found(self, key: str) -> Told | None:
        """Return the answer to a job, given before or within a moment; None where there is none."""
        if (before := self.get(key)) is None and key in self._begun:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._begun[key].wait(), MOMENT)
            return self.get(key)
        return before

    @contextlib.contextmanager
    def making(self, key: str) -> Iterator[None]:
        """Let others know that an answer is being made."""
        done = self._begun.setdefault(key, asyncio.Event())
        try:
            yield
        finally:
            done.set()
            if self._begun.get(key) is done:
                del self._begun[key]


async def given(job: dict[str, object], pool: Pool, answers: Answers, client: str) -> Told:
    """Return what a worker gives for a job, or gave for it before."""
    if PASSING.search(str(job["query"])):
        return await pool.ask(job, client)
    key = json.dumps(job)
    if (before := await answers.found(key)) is not None:
        return before
    with answers.making(key):
        head, body = await pool.ask(job, client)
        return answers.put(key, (head, body), len(key) + len(body)) if "type" in head else (head, body)

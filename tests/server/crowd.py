"""A crowd of clients in a process of its own: most ask what is soon answered, a few what never ends.

The order comes as JSON on the standard input, what came of it goes out as JSON; `tests/server/thronging.py` sends and
reads it. Each client has an address of its own on this machine, unless the order names one for all.
"""

import asyncio
import json
import random
import sys
import time
from collections import Counter, defaultdict

STALE = 60.0
"""Seconds after which no answer is waited for any longer, and the client counts a fault."""


class Line:
    """A connection that is used again for as long as the server leaves it open."""

    def __init__(self, port, address):
        self.port, self.address, self.reader, self.writer = port, address, None, None

    async def ask(self, method, target, headers=(), body=b""):
        """Return status, headers by name in lower case, and body; a connection that was hung up on is opened anew."""
        for fresh in (self.writer is None, True):
            if fresh:
                self.hang_up()
                at = (self.address, 0)
                self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port, local_addr=at)
            try:
                return await self._asked(method, target, headers, body)
            except (ConnectionError, asyncio.IncompleteReadError):
                if fresh:
                    raise
        raise ConnectionError

    async def _asked(self, method, target, headers, body):
        lines = [f"{method} {target} HTTP/1.1", "Host: here", *headers, f"Content-Length: {len(body)}", "", ""]
        self.writer.write("\r\n".join(lines).encode() + body)
        first, *rest = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        told = {name.lower(): value.strip() for name, _, value in (one.partition(":") for one in rest if one)}
        bodiless = method == "HEAD" or first.split()[1] in ("204", "304")
        content = b"" if bodiless else await self.reader.readexactly(int(told["content-length"]))
        if told.get("connection") == "close":
            self.hang_up()
        return int(first.split()[1]), told, content

    def hang_up(self):
        if self.writer is not None:
            self.writer.close()
        self.reader = self.writer = None


class Tally:
    """What came of it all."""

    def __init__(self):
        self.statuses = defaultdict(Counter)
        self.seconds = defaultdict(list)
        self.wrong = []

    def told(self):
        return {"statuses": self.statuses, "seconds": self.seconds, "wrong": self.wrong}


def rows_of(body):
    """The rows of an answer in JSON, in an order of their own, or its truth."""
    told = json.loads(body)
    if "boolean" in told:
        return told["boolean"]
    return sorted(json.dumps(row, sort_keys=True) for row in told["results"]["bindings"])


def holds(golden, status, headers, body):
    """Whether an answer is the one that it must be."""
    if status != golden["status"]:
        return False
    if "rows" in golden:
        return rows_of(body) == golden["rows"]
    return all(headers.get(name) == value for name, value in golden.get("headers", {}).items()) and all(
        word.encode() in body for word in golden.get("words", ())
    )


async def mild(order, number, tally, until):
    """Ask what is soon answered, one thing after the other, and compare each answer with the one that is known."""
    chance, seen = random.Random(number), set()
    line = Line(order["port"], order["address"] or f"127.0.1.{number + 1}")
    await asyncio.sleep(chance.random() * order["pause"])
    while time.monotonic() < until:
        at = chance.randrange(len(order["questions"]))
        question = order["questions"][at]
        began = time.monotonic()
        try:
            async with asyncio.timeout(STALE):
                new = question["kind"] == "cheap" and chance.random() < order["fresh"]
                target = question["target"] + (f"%0A%23{number}-{chance.random()}" if new else "")
                status, headers, body = await line.ask("GET", target, question["headers"])
        except (OSError, TimeoutError, asyncio.IncompleteReadError) as error:
            line.hang_up()
            status, headers, body = type(error).__name__, {}, b""
        kind = question["kind"]
        tally.seconds[kind].append(time.monotonic() - began)
        tally.statuses[kind][str(status)] += 1
        if status not in (429, 503) and (at, status, body) not in seen:
            if holds(question["golden"], status, headers, body):
                seen.add((at, status, body))
            else:
                tally.wrong.append([question["target"], status, body[:300].decode("latin-1")])
        await asyncio.sleep(order["pause"] * 2 * chance.random())
    line.hang_up()


async def hostile(order, number, line_number, tally, until):
    """Ask what never ends, without end; an answer under 200 must at least be whole."""
    chance = random.Random(1000 * number + line_number)
    line = Line(order["port"], order["address"] or f"127.0.2.{number + 1}")
    head = ["Content-Type: application/sparql-query", "Accept: application/sparql-results+json"]
    while time.monotonic() < until:
        query = chance.choice(order["hostile"])
        began = time.monotonic()
        try:
            async with asyncio.timeout(STALE):
                status, _, body = await line.ask("POST", "/sparql", head, query.encode())
            if status == 200:
                rows_of(body)
        except ValueError:
            tally.wrong.append([query, status, body[-300:].decode("latin-1")])
        except (OSError, TimeoutError, asyncio.IncompleteReadError) as error:
            line.hang_up()
            status = type(error).__name__
        tally.seconds["hostile"].append(time.monotonic() - began)
        tally.statuses["hostile"][str(status)] += 1
    line.hang_up()


async def throng(order):
    """Return what came of the order."""
    tally = Tally()
    until = time.monotonic() + order["seconds"]
    bad = [(number, line) for number in range(order["bad"]) for line in range(order["lines"])]
    await asyncio.gather(
        *(mild(order, number, tally, until) for number in range(order["good"])),
        *(hostile(order, number, line, tally, until) for number, line in bad),
    )
    return tally.told()


if __name__ == "__main__":
    json.dump(asyncio.run(throng(json.load(sys.stdin))), sys.stdout)

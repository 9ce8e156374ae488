"""Connections: requests read under deadlines and within sizes, answers sent to those who take them."""

import asyncio
import contextlib
import socket
import struct
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus

import h11

from rabatkg.server import gauging, heads
from rabatkg.server.clients import client
from rabatkg.server.exchange import Request, Response, Unclear
from rabatkg.speech import SOURCE, mark, say

READ, SENT = 10.0, 60.0
"""Seconds in which a head, then a body, must have come, and a part of an answer be taken; and all of a small one."""
SLOWEST = 50_000
"""Bytes of a larger answer that must be taken in each second beyond that."""
MOST_HELD, SMALL = 200_000_000, 100_000
"""Bytes of all bodies that come or go at once, held for clients that take their time; small ones there is room for."""
AGAIN = 5
"""Seconds after which a client for which there was no room may try again."""
FAREWELL = 1.0
"""Seconds in which a client that was refused may still speak, so that it hears why."""
GONE = 2.0
"""Seconds in which an answer is still made for a client that says no more."""
MOST = 500
"""Connections at once; where there are more, one is hung up on that asks nothing."""
SHARE = 0.5
"""The part of the files that this process may have open that connections may take."""
MOST_REQUESTS = 1000
"""Requests on one connection."""
MOST_KNOCKING = 1024
"""Connections that the system keeps until they are accepted, so that a crowd keeps nobody waiting at the door."""
AT_ONCE = struct.pack("ii", 1, 0)
"""How long a connection lingers once it is closed: not at all."""
PART = 1 << 16
PLAINLY = {
    400: mark("This is not a request as HTTP has it."),
    408: mark("The request did not come in time."),
    413: mark("The request is too large."),
    414: mark("The address is too long."),
    415: mark("Send what you send as it is, not packed."),
    417: mark("Expect nothing but 100-continue."),
    431: mark("The headers of the request are too large."),
    503: mark("Too much is being sent at once; try again in a moment."),
    501: mark("Send what you send by its length, or in chunks and nothing else."),
    505: mark("Ask by HTTP 1.1 or 1.0."),
}
"""What is said where a request cannot be read, by status."""

Answer = Callable[[Request], Awaitable[Response]]
Note = Callable[[Request | None, Response, float], None]


@dataclass
class Listener:
    """What reads requests and sends answers.

    Attributes:
        answer: gives the answer to a request; whatever it raises is a fault of ours.
        room: gives the bytes that the body of a request to a target may have.
        note: told of each answer, with the seconds that it took; of what could not be read, there is no request.
        fault: told of what `answer` raised.
        read: seconds in which a head, and then a body, must have come.
        trusted: addresses of proxies that are believed whom they speak for.
        lang: the language of what is said of a request that could not be read.
        held: bytes of bodies that come or go now.
        most: connections at once.
    """

    answer: Answer
    room: Callable[[str, str], int]
    note: Note
    fault: Callable[[Exception], None]
    read: float = READ
    trusted: Collection[str] = ()
    lang: str = SOURCE
    held: int = 0
    most: int = field(default_factory=lambda: min(MOST, int(SHARE * gauging.openable())))
    _lines: "dict[_Connection, None]" = field(default_factory=dict)

    async def start(self, at: Sequence[socket.socket]) -> list[asyncio.Server]:
        """Listen on sockets that are bound already."""
        return [await asyncio.start_server(self._met, sock=one, backlog=MOST_KNOCKING, limit=PART) for one in at]

    async def _met(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line = _Connection(self, reader, writer)
        if len(self._lines) >= self.most and not self._cut():
            writer.transport.abort()
            return
        self._lines[line] = None
        try:
            await line.run()
        except (ConnectionError, asyncio.CancelledError):
            pass  # the client is gone, or the server ends
        except TimeoutError:
            line.cut()
        finally:
            self._lines.pop(line, None)
            line.release()
            writer.transport.abort()

    def _cut(self) -> bool:
        """Hang up on one that is asked nothing, of the client that has most of them; return whether there is one."""
        idle = [one for one in self._lines if one.idle]
        if not idle:
            return False
        most, _ = Counter(one.peer for one in idle).most_common(1)[0]
        oldest = next(one for one in idle if one.peer == most)
        self._lines.pop(oldest)
        oldest.writer.transport.abort()
        return True


class _Connection:
    """One client, whose requests are answered one after the other."""

    def __init__(self, own: Listener, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.own, self.reader, self.writer = own, reader, writer
        self.http = h11.Connection(h11.SERVER, max_incomplete_event_size=heads.LONGEST)
        self.begun, self.raw = False, b""
        self.idle, self.last, self.held = True, False, 0
        writer.transport.set_write_buffer_limits(0)  # what was taken is with the system, and not cut by hanging up
        address = writer.get_extra_info("peername")
        self.peer = str(address[0]) if address else ""

    async def run(self) -> None:
        for number in range(MOST_REQUESTS):
            self.last = number == MOST_REQUESTS - 1
            began = time.monotonic()
            request = None
            try:
                self.idle = True
                request = await self._request()
                if request is None:
                    return
                self.idle = False
                response = await self._answer(request)
                self._hold(len(response.body))
            except Unclear as unclear:
                response = self._unread(unclear.status)
            except h11.RemoteProtocolError as error:
                response = self._unread(error.error_status_hint or 400)
            self.own.note(request, response, time.monotonic() - began)
            async with asyncio.timeout(SENT + len(response.body) / SLOWEST):
                await self._send(request, response)
            self.release()
            if self.http.our_state is not h11.DONE or self.http.their_state is not h11.DONE:
                await self._farewell()
                return
            self.http.start_next_cycle()

    def _unread(self, status: int) -> Response:
        """Return what is answered to what could not be read."""
        lang = self.own.lang
        told = say(PLAINLY.get(status, PLAINLY[400]), lang)
        response = Response(status, f"{told}\n".encode(), headers=(("Content-Language", lang),))
        return response.saying("Retry-After", str(AGAIN)) if status == HTTPStatus.SERVICE_UNAVAILABLE else response

    def _hold(self, size: int) -> None:
        """Note that so many bytes more are held for this client; Unclear where that makes too many for all."""
        if self.held + size > SMALL and self.own.held + size > MOST_HELD:
            raise Unclear(HTTPStatus.SERVICE_UNAVAILABLE)
        self.own.held += size
        self.held += size

    def cut(self) -> None:
        """Let the system throw away what the client has not taken, some megabytes for each that takes nothing."""
        with contextlib.suppress(OSError):
            self.writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)

    def release(self) -> None:
        """Note that nothing is held for this client any longer."""
        self.own.held -= self.held
        self.held = 0

    async def _request(self) -> Request | None:
        """Return the next request, or None where the client has no more."""
        self.raw = bytes(self.http.trailing_data[0])
        self.begun = bool(self.raw)
        try:
            async with asyncio.timeout(self.own.read):
                head = await self._event()
        except TimeoutError:
            if self.begun:
                raise Unclear(HTTPStatus.REQUEST_TIMEOUT) from None
            return None
        if not isinstance(head, h11.Request):
            return None
        method, target, headers = heads.read(head, self.raw[: len(self.raw) - len(self.http.trailing_data[0])])
        room = self.own.room(method, target)
        asker = client(self.peer, headers.get("x-forwarded-for"), self.own.trusted)
        if int(headers.get("content-length", 0)) > room:
            return Request(method, target, headers, b"", asker, swollen=True)
        try:
            async with asyncio.timeout(self.own.read):
                body = await self._body(room)
        except TimeoutError:
            raise Unclear(HTTPStatus.REQUEST_TIMEOUT) from None
        return Request(method, target, headers, body, asker)

    async def _body(self, room: int) -> bytes:
        if self.http.they_are_waiting_for_100_continue:
            self.writer.write(self.http.send(h11.InformationalResponse(status_code=100, headers=[])) or b"")
        parts, size = [], 0
        while isinstance(part := await self._event(), h11.Data):
            parts.append(bytes(part.data))
            size += len(part.data)
            if size > room:
                raise Unclear(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            if size > SMALL:
                self._hold(size - self.held)
        if not isinstance(part, h11.EndOfMessage):
            raise ConnectionError
        return b"".join(parts)

    async def _event(self) -> object:
        while (event := self.http.next_event()) is h11.NEED_DATA:
            part = await self.reader.read(PART)
            self.begun = self.begun or bool(part)
            if self.http.their_state is h11.IDLE:
                self.raw += part
            self.http.receive_data(part)
        return event

    async def _answer(self, request: Request) -> Response:
        """Return the answer; nothing is made any longer for a client that went away."""
        making = asyncio.ensure_future(self.own.answer(request))
        hearing = asyncio.ensure_future(self.reader.read(PART))
        try:
            await asyncio.wait({making, hearing}, return_when=asyncio.FIRST_COMPLETED)
            if hearing.done():
                if part := hearing.result():
                    self.http.receive_data(part)
                    await asyncio.wait({making})
                else:
                    await asyncio.wait({making}, timeout=GONE)
            if not making.done():
                raise ConnectionError
            return making.result()
        except (Unclear, ConnectionError):
            raise
        except Exception as fault:
            self.own.fault(fault)
            return Response(500, b"This is our fault.\n")
        finally:
            making.cancel()
            if not hearing.done():
                hearing.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await hearing

    async def _send(self, request: Request | None, response: Response) -> None:
        bodiless = response.status in (204, 304)
        headers = [("Content-Type", response.type)] if not bodiless else []
        headers += [*response.headers, *response.safeguards()]
        if not bodiless:
            headers.append(("Content-Length", str(len(response.body))))
        if self.last or self.http.their_state is not h11.DONE:
            headers.append(("Connection", "close"))
        status = HTTPStatus(response.status)
        raw = [(name.encode(), value.encode()) for name, value in headers]
        head = h11.Response(status_code=status.value, reason=status.phrase, headers=raw)
        self.writer.write(self.http.send(head) or b"")
        if not bodiless and (request is None or request.method != "HEAD"):
            for start in range(0, len(response.body), PART):
                self.writer.write(self.http.send(h11.Data(data=response.body[start : start + PART])) or b"")
                async with asyncio.timeout(self.own.read):  # who takes nothing of it for so long is hung up on
                    await self.writer.drain()
        self.writer.write(self.http.send(h11.EndOfMessage()) or b"")
        async with asyncio.timeout(self.own.read):
            await self.writer.drain()

    async def _farewell(self) -> None:
        """Hear the client out for a moment: one that is hung up on while it speaks would not hear the answer."""
        with contextlib.suppress(OSError, TimeoutError):
            self.writer.write_eof()
            async with asyncio.timeout(FAREWELL):
                while await self.reader.read(PART):
                    pass

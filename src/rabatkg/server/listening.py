"""Connections: requests read under deadlines and within sizes, answers sent to those who take them."""

import asyncio
import contextlib
import socket
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlsplit

import h11

from rabatkg.server.exchange import Request, Response, Unclear

LONGEST_TARGET = 16_000
LONGEST_HEAD = 32_000
"""Bytes of a target, and of a target with its headers."""
READ, SENT = 10.0, 60.0
"""Seconds in which a head, and then a body, must have come, and in which an answer must be taken."""
FAREWELL = 1.0
"""Seconds in which a client that was refused may still speak, so that it hears why."""
GONE = 2.0
"""Seconds in which an answer is still made for a client that says no more."""
MOST_HEADERS = 100
MOST = 500
"""Connections at once; more are hung up on."""
MOST_REQUESTS = 1000
"""Requests on one connection."""
PART = 1 << 16

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
    """

    answer: Answer
    room: Callable[[str, str], int]
    note: Note
    fault: Callable[[Exception], None]
    read: float = READ
    _open: int = 0

    async def start(self, at: Sequence[socket.socket]) -> list[asyncio.Server]:
        """Listen on sockets that are bound already."""
        return [await asyncio.start_server(self._met, sock=one, backlog=256, limit=PART) for one in at]

    async def _met(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._open >= MOST:
            writer.transport.abort()
            return
        self._open += 1
        try:
            await _Connection(self, reader, writer).run()
        except (ConnectionError, TimeoutError):
            pass
        finally:
            self._open -= 1
            writer.transport.abort()


class _Connection:
    """One client, whose requests are answered one after the other."""

    def __init__(self, own: Listener, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.own, self.reader, self.writer = own, reader, writer
        self.http = h11.Connection(h11.SERVER, max_incomplete_event_size=LONGEST_HEAD)
        self.begun = False

    async def run(self) -> None:
        for _ in range(MOST_REQUESTS):
            began = time.monotonic()
            request = None
            try:
                request = await self._request()
                if request is None:
                    return
                response = await self._answer(request)
            except Unclear as unclear:
                response = Response(unclear.status, f"{HTTPStatus(unclear.status).phrase}\n".encode())
            except h11.RemoteProtocolError as error:
                status = error.error_status_hint or 400
                response = Response(status, f"{HTTPStatus(status).phrase}\n".encode())
            self.own.note(request, response, time.monotonic() - began)
            async with asyncio.timeout(SENT):
                await self._send(request, response)
            if self.http.our_state is not h11.DONE or self.http.their_state is not h11.DONE:
                await self._farewell()
                return
            self.http.start_next_cycle()

    async def _request(self) -> Request | None:
        """Return the next request, or None where the client has no more."""
        self.begun = bool(self.http.trailing_data[0])
        try:
            async with asyncio.timeout(self.own.read):
                head = await self._event()
        except TimeoutError:
            if self.begun:
                raise Unclear(HTTPStatus.REQUEST_TIMEOUT) from None
            return None
        if not isinstance(head, h11.Request):
            return None
        if head.http_version not in (b"1.0", b"1.1"):
            raise Unclear(HTTPStatus.HTTP_VERSION_NOT_SUPPORTED)
        if (
            len(list(head.headers)) > MOST_HEADERS
            or sum(len(name) + len(value) for name, value in head.headers) > LONGEST_HEAD
        ):
            raise Unclear(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
        method, target = head.method.decode(), _origin(head.target)
        headers: dict[str, str] = {}
        for name, value in head.headers:
            text = value.decode("latin-1")
            headers[name.decode()] = f"{headers[name.decode()]}, {text}" if name.decode() in headers else text
        room = self.own.room(method, target)
        if headers.get("content-encoding", "identity").lower() != "identity":
            raise Unclear(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
        if int(headers.get("content-length", 0)) > room:
            raise Unclear(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        try:
            async with asyncio.timeout(self.own.read):
                body = await self._body(room)
        except TimeoutError:
            raise Unclear(HTTPStatus.REQUEST_TIMEOUT) from None
        return Request(method, target, headers, body)

    async def _body(self, room: int) -> bytes:
        if self.http.they_are_waiting_for_100_continue:
            self.writer.write(self.http.send(h11.InformationalResponse(status_code=100, headers=[])) or b"")
        parts, size = [], 0
        while isinstance(part := await self._event(), h11.Data):
            parts.append(bytes(part.data))
            size += len(part.data)
            if size > room:
                raise Unclear(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        if not isinstance(part, h11.EndOfMessage):
            raise ConnectionError
        return b"".join(parts)

    async def _event(self) -> object:
        while (event := self.http.next_event()) is h11.NEED_DATA:
            part = await self.reader.read(PART)
            self.begun = self.begun or bool(part)
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
        if self.http.their_state is not h11.DONE:
            headers.append(("Connection", "close"))
        status = HTTPStatus(response.status)
        raw = [(name.encode(), value.encode()) for name, value in headers]
        head = h11.Response(status_code=status.value, reason=status.phrase, headers=raw)
        self.writer.write(self.http.send(head) or b"")
        if not bodiless and (request is None or request.method != "HEAD"):
            for start in range(0, len(response.body), PART):
                self.writer.write(self.http.send(h11.Data(data=response.body[start : start + PART])) or b"")
                await self.writer.drain()
        self.writer.write(self.http.send(h11.EndOfMessage()) or b"")
        await self.writer.drain()

    async def _farewell(self) -> None:
        """Hear the client out for a moment: one that is hung up on while it speaks would not hear the answer."""
        with contextlib.suppress(OSError, TimeoutError):
            self.writer.write_eof()
            async with asyncio.timeout(FAREWELL):
                while await self.reader.read(PART):
                    pass


def _origin(raw: bytes) -> str:
    """Return a target without its host; Unclear where it is too long, or none of a resource."""
    if len(raw) > LONGEST_TARGET:
        raise Unclear(HTTPStatus.REQUEST_URI_TOO_LONG)
    target = raw.decode("latin-1")
    if target.lower().startswith(("http://", "https://")):
        try:
            parts = urlsplit(target)
        except ValueError:
            raise Unclear(HTTPStatus.BAD_REQUEST) from None
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if not target.isascii():
        raise Unclear(HTTPStatus.BAD_REQUEST)
    return target

"""Over the wire: one request to one server, answered whole and in time, or an error in plain words.

What is promised of every request, whatever the server does:

* it ends within `Limits.total` seconds, name look-up, connection, encryption, pauses and a dripping answer included;
* no redirect is followed, no proxy is used, and the credentials go to the endpoint's own scheme, host and port alone;
* certificates are verified;
* a password is not sent as such to a server that asks for HTTP Digest (RFC 7616), as Virtuoso does;
* what is safe to send twice is sent again after a refused or broken connection and after 429, 502, 503 and 504, as
  late as `Retry-After` asks (RFC 9110, section 10.2.3) if there is time for it;
* an answer that is cut short, too large, compressed, or a page for people where data were asked for, is an error.

A `Line` keeps its connection from one request to the next; `send` opens one for a single request.
"""

import time
from collections.abc import Collection
from dataclasses import dataclass
from email.message import Message
from email.utils import parsedate_to_datetime
from http.client import HTTPException, HTTPResponse, IncompleteRead
from types import TracebackType
from urllib.request import Request

from rabatkg.store.endpoint import Endpoint, Limits, origin
from rabatkg.store.refusals import REDIRECTS, CompressedError, TooLargeError, broken, refused, unasked
from rabatkg.store.signing import Signature
from rabatkg.store.wire import Connection

__all__ = ["Endpoint", "Limits", "Line", "Reply", "send"]

FINE = frozenset({200, 201, 204})
"""What says that a request was carried out (202 only promises it)."""
BUSY = frozenset({429, 502, 503, 504})
SAFE = frozenset({"GET", "HEAD", "OPTIONS", "PUT", "DELETE"})
"""The methods whose repetition changes nothing (RFC 9110, section 9.2.2)."""
NO_ANSWER = (OSError, HTTPException, ValueError, LookupError, OverflowError)
"""What Python raises where no answer comes, or one that is no HTTP."""
CHUNK = 2**16
USUAL = Limits()


@dataclass(frozen=True)
class Reply:
    """What a server answered: the status, the headers (whatever their case), and the body, whole."""

    status: int
    headers: Message
    body: bytes

    @property
    def kind(self) -> str:
        """The media type, in lower case and without parameters; empty where none is given."""
        return str(self.headers.get("Content-Type", "")).partition(";")[0].strip().lower()


def send(
    endpoint: Endpoint,
    request: Request,
    limits: Limits = USUAL,
    *,
    fine: Collection[int] = FINE,
    again: bool | None = None,
) -> Reply:
    """Send one request on a connection of its own; see `Line.send`."""
    with Line(endpoint, limits) as line:
        return line.send(request, fine=fine, again=again)


class Line:
    """A connection to an endpoint, opened when it is needed and kept from one request to the next; for one thread."""

    def __init__(self, endpoint: Endpoint, limits: Limits = USUAL) -> None:
        """Take the endpoint, and how long its answers are waited for."""
        self.endpoint, self.limits = endpoint, limits
        self._connection: Connection | None = None
        self._signature = Signature(endpoint)
        self._until = 0.0

    def __enter__(self) -> "Line":
        """Return the line itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Hang up."""
        self.close()

    def close(self) -> None:
        """Hang up; the next request opens a connection anew."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def send(self, request: Request, *, fine: Collection[int] = FINE, again: bool | None = None) -> Reply:
        """Return the answer to a request.

        Args:
            request: an address of the endpoint's own scheme, host and port; its Accept header says which media types
                a fine answer may have.
            fine: the statuses that are an answer; all others are an error.
            again: whether it may be sent twice; by default its method says so. Say True for a query sent by POST.

        Raises:
            DataError: there was no answer, not in time, or not a fine one.
        """
        if origin(request.full_url) != self.endpoint.origin:
            raise ValueError("a request to another server")
        repeatable = request.get_method() in SAFE if again is None else again
        self._until = time.monotonic() + self.limits.total
        pause = self.limits.first_pause
        left = self.limits.tries - 1
        while True:
            kept = self._connection is not None
            try:
                reply = self._signed(request)
            except NO_ANSWER as error:
                self.close()
                repeat = repeatable and isinstance(error, ConnectionError | IncompleteRead)
                if repeat and kept:  # servers hang up on a connection that rested too long
                    continue
                if not (repeat and left and self._waited(pause)):
                    raise broken(error, self.endpoint, self.limits) from error
            except BaseException:  # one who breaks off leaves no half answer to the next request
                self.close()
                raise
            else:
                if reply.status in fine:
                    if reply.status < REDIRECTS.start and not _is_asked(request, reply):
                        raise unasked(reply.kind, self.endpoint)
                    return reply
                busy = repeatable and reply.status in BUSY
                if not (busy and left and self._waited(max(pause, _retry_after(reply)))):
                    raise refused(reply.status, reply.headers, reply.body, request, self.endpoint)
            left, pause = left - 1, pause * 2

    def _left(self) -> float:
        """Return the seconds left for this request; TimeoutError if there are none."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def _waited(self, pause: float) -> bool:
        """Wait, and return True; or return False at once where there is no time for that."""
        enough = time.monotonic() + pause < self._until
        if enough:
            time.sleep(pause)
        return enough

    def _signed(self, request: Request) -> Reply:
        """Return the answer to the request, sent a second time if the server first wants to know who asks."""
        reply = self._answer(request)
        if reply.status == 401 and self._signature.learns(reply.headers.get_all("WWW-Authenticate", [])):
            reply = self._answer(request)
        return reply

    def _answer(self, request: Request) -> Reply:
        """Send the request once, and read the answer whole."""
        self._left()
        if self._connection is not None and self._connection.is_stale:
            self.close()
        connection = self._connection = self._connection or Connection(self.endpoint, self.limits.connect, self._left)
        headers = {name: value for name, value in request.header_items() if name.lower() != "authorization"}
        signature = self._signature.of(request)
        if signature:
            headers["Authorization"] = signature
        assert request.data is None or isinstance(request.data, bytes)
        try:
            connection.request(
                request.get_method(), request.selector, request.data, {"User-Agent": "rabatkg", **headers}
            )
            unsent = None
        except (BrokenPipeError, ConnectionResetError) as error:  # refused before it was all said, perhaps with words
            unsent = error
        try:
            response = connection.getresponse()
        except NO_ANSWER as error:
            raise unsent or error from None
        try:
            body = self._read(response)
        finally:
            response.close()
        if response.will_close or unsent:
            self.close()
        return Reply(response.status, response.headers, body)

    def _read(self, response: HTTPResponse) -> bytes:
        """Return the body, read piece by piece."""
        body = bytearray()
        while piece := response.read1(CHUNK):
            body += piece
            if len(body) > self.limits.largest:
                raise TooLargeError
            self._left()
        if response.length:
            raise IncompleteRead(b"", response.length)
        if body and response.headers.get("Content-Encoding", "identity").lower() != "identity":
            raise CompressedError
        return bytes(body)


def _is_asked(request: Request, reply: Reply) -> bool:
    """Return whether the answer has a media type that was asked for, if any was; a page only counts if it is named."""
    asked = {part.partition(";")[0].strip().lower() for part in (request.get_header("Accept") or "").split(",")}
    anything = "*/*" in asked and reply.kind != "text/html"
    return not reply.body or asked == {""} or anything or reply.kind in asked


def _retry_after(reply: Reply) -> float:
    """Return the seconds that the server asks to wait (RFC 9110, section 10.2.3)."""
    told = str(reply.headers.get("Retry-After", "0")).strip()
    try:
        return float(told) if told.isdecimal() else parsedate_to_datetime(told).timestamp() - time.time()
    except (ValueError, OverflowError):
        return 0.0

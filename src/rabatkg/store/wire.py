"""A connection on which every single wait is counted against one clock."""

import socket
from collections.abc import Callable
from http.client import HTTPConnection
from io import BufferedReader, RawIOBase
from selectors import EVENT_READ, DefaultSelector
from ssl import create_default_context
from threading import Thread
from typing import TYPE_CHECKING, Any

from rabatkg.store.endpoint import PORTS, Endpoint

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

Left = Callable[[], float]
"""Says how many seconds are left; raises TimeoutError if none are."""


class Connection(HTTPConnection):
    """An HTTP connection to an endpoint, encrypted if the address says so, that keeps to the clock in all it does."""

    def __init__(self, endpoint: Endpoint, longest: float, left: Left) -> None:
        """Take the endpoint, the longest wait for a connection in seconds, and the clock."""
        self._scheme, host, port = endpoint.origin
        super().__init__(host, port)
        self.default_port = PORTS[self._scheme]  # as HTTPSConnection has it
        self._longest, self._left = longest, left

    def connect(self) -> None:
        """Open the connection: find the host, reach it, and agree on encryption."""
        sock = _reached(self.host, self.port, lambda: min(self._longest, self._left()))
        try:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if self._scheme == "https":
                sock.settimeout(min(self._longest, self._left()))
                sock = create_default_context().wrap_socket(sock, server_hostname=self.host)
        except BaseException:
            sock.close()
            raise
        self.sock: Any = _Clocked(sock, self._left)

    @property
    def is_stale(self) -> bool:
        """Whether something came in that nobody asked for: servers tire of a connection that rests, and hang up.

        Oxigraph even answers "500" before it does, which must not be taken for the answer to the next request.
        """
        if self.sock is None:
            return False
        with DefaultSelector() as selector:
            selector.register(self.sock, EVENT_READ)
            return bool(selector.select(0))


class _Clocked:
    """What an HTTP connection asks of a socket, each call against the clock."""

    def __init__(self, sock: socket.socket, left: Left) -> None:
        self._sock, self._left = sock, left
        self.close, self.fileno = sock.close, sock.fileno

    def sendall(self, data: Any) -> None:
        self._sock.settimeout(self._left())  # for the whole of it, not for each part
        self._sock.sendall(data)

    def makefile(self, mode: str) -> BufferedReader:
        return BufferedReader(_ClockedFile(self._sock, self._left))


class _ClockedFile(RawIOBase):
    """What comes in on a socket."""

    def __init__(self, sock: socket.socket, left: Left) -> None:
        self._sock, self._left = sock, left
        self._file = sock.makefile("rb", buffering=0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int | None:
        self._sock.settimeout(self._left())
        return self._file.readinto(buffer)

    def close(self) -> None:
        self._file.close()
        super().close()


def _reached(host: str, port: int, left: Left) -> socket.socket:
    """Return a connection to the first address of a host that takes one."""
    error: OSError = TimeoutError()
    for family, kind, protocol, _, address in _addresses(host, port, left()):
        sock = socket.socket(family, kind, protocol)
        try:
            sock.settimeout(left())
            sock.connect(address)
        except OSError as problem:
            sock.close()
            error = problem
        except BaseException:
            sock.close()
            raise
        else:
            return sock
    raise error


def _addresses(host: str, port: int, longest: float) -> list[Any]:
    """Return the addresses of a host; the system's look-up knows no deadline, so it is left behind when it is late."""
    found: list[Any] = []

    def look_up() -> None:
        try:
            found.append(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as problem:
            found.append(problem)

    thread = Thread(target=look_up, daemon=True)
    thread.start()
    thread.join(longest)
    if not found:
        raise TimeoutError
    if isinstance(found[0], UnicodeError):
        raise socket.gaierror(socket.EAI_NONAME, "not a name")
    if isinstance(found[0], OSError):
        raise found[0]
    addresses: list[Any] = found[0]
    return addresses

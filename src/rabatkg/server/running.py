"""The server from its start to its end."""

import asyncio
import contextlib
import json
import os
import signal
import socket
import traceback
from asyncio import FIRST_COMPLETED
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from rabatkg.errors import DataError, RabatkgError, UsageError
from rabatkg.layout import Layout
from rabatkg.reading import reason
from rabatkg.server.application import Application, line
from rabatkg.server.exchange import Request, Response
from rabatkg.server.listening import Listener
from rabatkg.server.noting import Noting
from rabatkg.server.pool import Pool
from rabatkg.server.shelf import GLANCE, PATIENCE, Shelf, aside
from rabatkg.speech import mark

LOOPBACK = ("127.0.0.1", "::1", "localhost")
"""The addresses of this machine alone."""
QUERY_MEMORY, CHECK_MEMORY = 300_000_000, 1_200_000_000
"""Bytes that a query, and the check of a record, may take by itself; see `Pool.together`."""
CHECK_SECONDS = 10.0
AT_ONCE, AT_LENGTH = 4, 3
"""Queries at once that are soon done, a few more than processors; and of those that take long."""
WAITING = 250
"""Queries that wait for their turn."""


@dataclass(frozen=True)
class Service:
    """What is served, and who is told of it.

    Attributes:
        layout: where the built graph stands.
        base: the address of the site; by default the one that the IRIs of things begin with.
        seconds: how long a query may take.
        lang: the language of those who ask for none.
        told: told of the address, once the server answers there.
        trouble: told of what goes wrong meanwhile.
        note: told lines, one for each answer.
        trusted: addresses of proxies that are believed whom they speak for.
        public: whether others than this machine may reach it.
    """

    layout: Layout
    base: str | None
    seconds: float
    lang: str
    told: Callable[[str], None]
    trouble: Callable[[RabatkgError], None]
    note: Callable[[str], None]
    trusted: Collection[str] = ()
    public: bool = False


def run(service: Service, host: str, port: int) -> None:
    """Serve until Ctrl-C, or until this process is asked to end.

    Args:
        service: what is served.
        host: one of LOOPBACK; any other only where the service is public.
        port: 0 for any that is free.

    Raises:
        DataError: the graph cannot be read, or the address is taken.
        UsageError: the system cannot fork.
        KeyboardInterrupt: Ctrl-C.
    """
    if not hasattr(os, "fork"):
        raise UsageError("This system cannot run the server.", remedy=mark("Use Linux or macOS, or publish a site."))
    own = bound(host, port)
    with own:
        asyncio.run(_served(service, own))


def bound(host: str, port: int) -> socket.socket:
    """Return a socket at an address; DataError where it is taken."""
    with contextlib.ExitStack() as ends:
        try:
            own = ends.enter_context(socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET))
            own.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            own.bind((host, port))
        except OSError as error:
            raise _taken(host, port, error) from error
        ends.pop_all()
        return own


def _taken(host: str, port: int, error: OSError) -> DataError:
    return DataError(
        "The server cannot listen at {host}, port {port}: {problem}.",
        host=host,
        port=port,
        problem=reason(error),
        remedy=mark("Name another port with --port."),
    )


class _Unforeseen:
    """What is told where a connection goes wrong beside all that answers it.

    Args:
        trouble: told once that there is no room for more connections, which the system says a thousand times a second.
        fault: told of all else.
    """

    def __init__(self, trouble: Callable[[RabatkgError], None], fault: Callable[[Exception], None]) -> None:
        self._trouble, self._fault = trouble, fault
        self._full = False

    def __call__(self, loop: asyncio.AbstractEventLoop, told: Mapping[str, Any]) -> None:
        error = told.get("exception")
        if isinstance(error, OSError):
            if not self._full:
                self._full = True
                self._trouble(
                    DataError(
                        "The system does not let the server have more connections: {problem}.",
                        problem=reason(error),
                        remedy=mark("Let it open more files, as by `ulimit -n 1024`."),
                    )
                )
        elif isinstance(error, Exception):
            self._fault(error)


async def _served(service: Service, own: socket.socket) -> None:
    layout, base = service.layout, service.base
    ending, loop = asyncio.Event(), asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(sign) is not signal.SIG_IGN:  # as `nohup` has it
            loop.add_signal_handler(sign, ending.set)
    host, port = own.getsockname()[:2]
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    store = os.path.abspath(layout.store)
    folders = {name: os.path.abspath(getattr(layout, name)) for name in ("ontology", "data", "queries", "build")}
    queries = Pool("rabatkg.store.strangers", store, service.seconds, QUERY_MEMORY, AT_ONCE, WAITING, long=AT_LENGTH)
    checks = Pool("rabatkg.server.checking", json.dumps(folders), CHECK_SECONDS, CHECK_MEMORY, 2, 8, 1)

    def fault(error: Exception) -> None:
        notes.tell("".join(traceback.format_exception(error)))

    def trouble(error: RabatkgError) -> None:
        notes.tell(lambda: service.trouble(error))

    loop.set_exception_handler(_Unforeseen(trouble, fault))
    async with contextlib.AsyncExitStack() as ends:
        notes = Noting(service.note)
        ends.callback(notes.close)
        ends.callback(queries.close)
        ends.callback(checks.close)
        ended: asyncio.Future[Any] = asyncio.ensure_future(ending.wait())
        opening = asyncio.ensure_future(aside(lambda: Shelf(layout, base, base or address)))
        starting: asyncio.Future[Any] = asyncio.gather(opening, queries.start(), checks.start())
        await asyncio.wait({starting, ended}, return_when=FIRST_COMPLETED)
        if not starting.done():
            starting.cancel()
            await asyncio.wait({starting})
            return
        shelf, *_ = starting.result()
        ends.callback(shelf.close)
        application = Application(shelf, queries, checks, trouble, service.lang)

        def noted(request: Request | None, response: Response, seconds: float) -> None:
            application.counts.note(request, response, seconds)
            notes.tell(line(request, response, seconds))

        listener = Listener(
            application.answer, application.room, noted, fault, trusted=service.trusted, lang=service.lang
        )
        if service.public and not (queries.apart and checks.apart):
            trouble(
                DataError(
                    "This system does not let the workers leave the network: one of two safeguards is missing.",
                    remedy="Let it make user namespaces, or run it in a container that can open no connection.",
                )
            )
        try:
            servers = await listener.start([own])
        except OSError as error:  # another server took the port while this one read the graph
            raise _taken(host, port, error) from error
        reading = asyncio.ensure_future(shelf.read())  # queries are answered already
        await asyncio.wait({reading, ended}, timeout=PATIENCE, return_when=FIRST_COMPLETED)
        if reading.done():
            reading.result()  # what cannot be read ends the server
        service.told(address)
        furnishing = asyncio.ensure_future(application.furnish())
        while not ending.is_set():
            try:
                await asyncio.wait_for(ending.wait(), GLANCE)
            except TimeoutError:
                if reading.done():
                    reading.result()
                    renewing = asyncio.ensure_future(application.renew())
                    await asyncio.wait({renewing, ended}, return_when=FIRST_COMPLETED)
                    if renewing.done():
                        renewing.result()
        for task in (reading, furnishing):
            task.cancel()
        for one in servers:
            one.close()

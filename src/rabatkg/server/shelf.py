"""The files of the site, made when they are asked for, from the graph as it stands now."""

import asyncio
import contextlib
import os
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from rabatkg.errors import RabatkgError
from rabatkg.layout import NOTE, Layout
from rabatkg.publication import Site, frontend
from rabatkg.publication.proofs import proofs
from rabatkg.server.keeping import Kept

T = TypeVar("T")
TYPES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "mjs": "text/javascript; charset=utf-8",
    "json": "application/json",
    "geojson": "application/geo+json",
    "webmanifest": "application/manifest+json",
    "wasm": "application/wasm",
    "svg": "image/svg+xml",
    "png": "image/png",
    "ico": "image/x-icon",
    "woff2": "font/woff2",
    "ttl": "text/turtle; charset=utf-8",
    "well-known/void": "text/turtle; charset=utf-8",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "nq": "application/n-quads",
    "trig": "application/trig; charset=utf-8",
    "rdf": "application/rdf+xml",
    "rq": "application/sparql-query",
    "csv": "text/csv; charset=utf-8",
    "xml": "application/xml",
    "atom": "application/atom+xml; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "ipynb": "application/x-ipynb+json",
    "gz": "application/gzip",
    "xz": "application/x-xz",
    "zip": "application/zip",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""Media types by the endings of files."""
KEPT = 64_000_000
"""Bytes of files that are kept once they were made."""
ENDPOINT = "sparql"
"""The path of the SPARQL service, from the root of the site."""
GLANCE = 1.0
"""Seconds between two looks at whether the graph was built anew."""
PATIENCE = 10.0
"""Seconds for which one waits for a page while the site is being listed."""


class Shelf:
    """The site of a built graph.

    It is listed, and all of it is made, in threads of their own, so that the server listens meanwhile; what is asked of
    `site` elsewhere is in tables that were read before.

    Args:
        layout: where the graph stands.
        base: the address of the site; by default the one that the IRIs of things begin with.
        home: the address of the server itself.
    """

    def __init__(self, layout: Layout, base: str | None, home: str) -> None:
        """Open the graph; there are no pages before it is `read`.

        Raises:
            DataError: it has not been built, or cannot be read.
        """
        self.layout, self.base, self.home = layout, base, home
        self._studio = ThreadPoolExecutor(1, "pages")
        self._kept: Kept[str, bytes] = Kept(KEPT)
        self._making: dict[str, asyncio.Future[bytes]] = {}
        self._looked = time.monotonic()
        self._stamp = self.stamp()
        self._listed = asyncio.Event()
        self.site = self._opened()

    def _opened(self) -> Site:
        site = Site(self.layout, self.base)
        site.endpoint, site.home = ENDPOINT, self.home
        return site

    def _list(self, site: Site) -> None:
        assert site.by_path is not None and site.words and site.places.titled is not None  # all is read now, once,
        assert proofs(site).supports is not None  # as what takes long holds up all answers while it is read

    async def read(self) -> None:
        """Read what pages are made from, and list them; of a large graph, that takes minutes.

        Raises:
            DataError: it cannot be read.
        """
        await aside(lambda: self._list(self.site))
        self._listed.set()

    async def listed(self) -> bool:
        """Return whether there are pages, now or within a moment."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._listed.wait(), PATIENCE)
        return self._listed.is_set()

    async def furnish(self) -> Sequence[RabatkgError]:
        """Make what takes long the first time, once the site is listed; return what it must do without.

        That is what pages take from elsewhere, and the tables that the first page of a thing needs.
        """
        await self._listed.wait()
        site = self.site
        bare = frontend.held(self.layout.build) is None
        for key in list(site.places.titled)[:1]:
            await self.content(f"{site.languages[0]}/{key}.html")
        lacks = await asyncio.to_thread(site.prepare)
        if bare and not lacks:
            await self.renew()
        return lacks

    def stamp(self) -> tuple[int, int] | None:
        """Return what tells one build from another; None while there is none."""
        try:
            told = os.stat(self.layout.build / NOTE)
        except OSError:
            return None
        return told.st_mtime_ns, told.st_ino

    def stale(self) -> bool:
        """Return whether the graph was built anew since it was read; looked at once a second."""
        now = time.monotonic()
        if not self._listed.is_set() or now - self._looked < GLANCE:
            return False
        self._looked = now
        return self.stamp() not in (self._stamp, None)

    async def renew(self) -> None:
        """Read the graph anew.

        Raises:
            DataError: it cannot be read; what was read before still stands.
        """
        stamp, site = self.stamp(), await asyncio.to_thread(self._opened)
        await aside(lambda: self._list(site))
        self.site = site
        self._stamp = stamp
        self._kept.clear()
        self._making = {}

    async def made(self, make: Callable[[], T]) -> T:
        """Return what is made in the thread of pages."""
        return await asyncio.get_running_loop().run_in_executor(self._studio, make)

    async def content(self, path: str) -> bytes | None:
        """Return the content of a file of the site, or None where there is none of that path.

        Who asks for what is being made already waits for that.
        """
        site = self.site
        file = site.by_path.get(path)
        if file is None:
            return None
        if (kept := self._kept.get(path)) is not None:
            return kept
        begun = self._making
        if path not in begun:
            begun[path] = asyncio.ensure_future(self.made(file.make))
            begun[path].add_done_callback(lambda _: begun.pop(path, None))
        made = await asyncio.shield(begun[path])
        return self._kept.put(path, made, len(made)) if site is self.site else made

    def close(self) -> None:
        """Stop making pages."""
        self._studio.shutdown(wait=False, cancel_futures=True)


async def aside(make: Callable[[], T]) -> T:
    """Return what is made in a thread that nobody waits for at the end of the program, as it may take minutes."""
    made: Future[T] = Future()
    made.set_running_or_notify_cancel()  # who gives up waiting for it does not stop it

    def run() -> None:
        try:
            made.set_result(make())
        except Exception as error:
            made.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return await asyncio.wrap_future(made)


def type_of(path: str) -> str:
    """Return the media type of a file, told by its ending."""
    return TYPES.get(path.rpartition(".")[2], "application/octet-stream")

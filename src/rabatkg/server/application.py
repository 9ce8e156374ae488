"""What is answered to whom: each path led to what stands behind it."""

import asyncio
import gzip
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from urllib.parse import quote

from rabatkg.errors import RabatkgError
from rabatkg.publication.places import FORMS
from rabatkg.server import checked, counting, naming, protocol, reconciling
from rabatkg.server.accepting import language, media
from rabatkg.server.answers import Answers
from rabatkg.server.counting import Counts
from rabatkg.server.exchange import Request, Response, Unclear
from rabatkg.server.keeping import Kept
from rabatkg.server.matching import Index
from rabatkg.server.naming import Missing
from rabatkg.server.pool import Pool
from rabatkg.server.shelf import ENDPOINT, Shelf, type_of
from rabatkg.server.turns import Busy, Turns
from rabatkg.speech import mark, say

CONTEXT = "context.jsonld"
"""The table of the keys of records, by which records in JSON-LD are read."""
READING = "GET, HEAD, OPTIONS"
UNPACKED = (".ttl", ".jsonld", ".nt")
"""The endings of files that the site may hold packed and the server gives unpacked, too."""
WATCHED = (f"/{counting.HEALTH}", f"/{counting.METRICS}")
"""The addresses at which the server tells how it does."""
PATIENCE, WAITING = 5.0, 50
"""Seconds that one waits for one's turn to have names looked up, and how many may wait."""
LISTING = 30
"""Seconds after which one may ask again for a page of a site that is being listed."""
LARGE = 100_000
"""Bytes from which a body is packed beside the loop."""
PACKED, ANSWERS = 32_000_000, 4_000_000
"""Bytes of what was packed, and of answers to queries, that are kept to be given again."""


@dataclass
class Application:
    """The server behind the connections.

    Attributes:
        shelf: the files of the site.
        queries: what answers SPARQL.
        checks: what checks records.
        trouble: told of what went wrong and was not the asker's fault.
        lang: the language of those who ask for none.
        counts: what was answered so far.
    """

    shelf: Shelf
    queries: Pool
    checks: Pool
    trouble: Callable[[RabatkgError], None]
    lang: str
    counts: Counts = field(default_factory=Counts)
    _lack: str = ""
    _index: Index | None = None

    def __post_init__(self) -> None:
        """Begin with nothing kept."""
        self._packed: Kept[str, bytes] = Kept(PACKED)
        self._answers = Answers(ANSWERS)
        self._turns = Turns(1, WAITING)

    async def furnish(self) -> None:
        """Make what takes long the first time; what cannot be made is told of as trouble."""
        try:
            for lack in await self.shelf.furnish():
                self.trouble(lack)
            await self._names()
        except RabatkgError as error:
            self.trouble(error)

    async def renew(self) -> None:
        """Read the graph anew where it was built anew, and start anew what fell over."""
        try:
            if self.shelf.stale():
                await self.shelf.renew()
                self._index = None
                await self.queries.restart()
                self._answers = Answers(ANSWERS)  # what is still being answered is kept where nobody looks any more
                await self.checks.restart()
                self.counts.since = time.time()
            for pool in (self.queries, self.checks):
                if pool.fallen():
                    await pool.restart()
            self._lack = ""
        except RabatkgError as error:
            if str(error) != self._lack:  # what lasts is told of once
                self.trouble(error)
            self._lack = str(error)

    def room(self, method: str, target: str) -> int:
        """Return the bytes that the body of a request may have."""
        path = target.partition("?")[0]
        if path.endswith("/check.html"):
            return checked.LARGEST
        return reconciling.LARGEST if path.endswith("/reconcile") else protocol.LONGEST

    async def answer(self, request: Request) -> Response:
        """Return the answer to a request."""
        offered = sorted(self.shelf.site.languages, key=lambda one: one != self.lang)
        lang = language(request.told("accept-language"), offered)
        request = replace(request, headers={**request.headers, "accept-language": lang})
        response = await self._answer(request)
        if len(response.body) > LARGE:
            return await asyncio.to_thread(response.to, request, self._packed)
        return response.to(request, self._packed)

    async def _answer(self, request: Request) -> Response:
        if request.swollen and not request.target.partition("?")[0].endswith(f"/{checked.PAGE}"):
            raise Unclear(413)
        path, site = request.path, self.shelf.site
        lang = naming.spoken(site, request)
        if path.rstrip("/") == f"/{ENDPOINT}":
            return await protocol.answered(request, site, self.shelf.home, self.queries, lang, self._answers)
        if path in WATCHED:
            return self._watched(request, path, lang)
        if not await self.shelf.listed():
            late = mark(
                "The pages of a large graph are being listed, which takes minutes. Queries are answered already."
            )
            return protocol.refusal(503, late, lang).saying("Retry-After", str(LISTING))
        below = path.removeprefix(f"/{lang}")
        if below == "/reconcile" or below.startswith("/reconcile/"):
            return await self._called(request, below, lang)
        if path == f"/{lang}/{checked.PAGE}":
            return await checked.answered(request, self.shelf, self.checks, lang)
        return self._other(request, lang) or await self._found(request, path, lang)

    def _other(self, request: Request, lang: str) -> Response | None:
        """Return the answer to a request that wants something else than to read; None where it does not."""
        if request.method == "OPTIONS":
            return protocol.preflight(READING)
        if request.method not in READING.split(", "):
            told = mark("This address takes {methods}.")
            return protocol.refusal(405, told, lang, methods=READING).saying("Allow", READING)
        return None

    def _watched(self, request: Request, path: str, lang: str) -> Response:
        """Return how the server does."""
        if (other := self._other(request, lang)) is not None:
            return other
        pools = {"queries": self.queries, "checks": self.checks}
        return counting.health(pools, lang) if path == WATCHED[0] else counting.metrics(self.counts, pools)

    async def _called(self, request: Request, path: str, lang: str) -> Response:
        """Return the answer to who asks for names, when it is this client's turn; pages are made meanwhile."""
        try:
            async with self._turns.turn(request.client, PATIENCE):
                index = await self._names()
                return await asyncio.to_thread(reconciling.answered, request, index, path, lang)
        except Busy:
            return protocol.busy(lang)

    async def _names(self) -> Index:
        site = self.shelf.site
        if self._index is None or self._index.site is not site:
            self._index = await self.shelf.made(lambda: Index(site, self.shelf.home))
        return self._index

    async def _found(self, request: Request, path: str, lang: str) -> Response:
        site = self.shelf.site
        if path == "/":
            address = f"/{lang}/index.html"
            return Response(303, headers=(("Location", address),)).varying("Accept-Language")
        name = f"{path[1:]}index.html" if path.endswith("/") else path[1:]
        if (content := await self.shelf.content(name)) is not None:
            return Response(200, content, type_of(name))
        if name.endswith(UNPACKED) and (content := await self.shelf.content(f"{name}.gz")) is not None:
            return Response(200, gzip.decompress(content), type_of(name))
        if naming.of_graph(site, path) and (drawn := await self.shelf.made(lambda: naming.graph(site, path))):
            return Response(200, drawn[1], type_of(path))
        if path == f"/{CONTEXT}":
            return Response(200, (self.shelf.layout.ontology / CONTEXT).read_bytes(), type_of(CONTEXT))
        if f"{path[1:]}/index.html" in site.by_path:
            return Response(301, headers=(("Location", f"{quote(path)}/"),))
        iri = naming.iri_of(site, path)
        if iri is not None and not naming.tombstone(site, iri) and (led := naming.led(site, iri, request)):
            return led
        gone = await self.shelf.made(lambda: naming.gone(site, path, lang))
        if isinstance(gone, Response):
            return gone
        if gone is None and iri is not None and (led := naming.led(site, iri, request)):
            return led
        if gone is not None and (told := await self._tombstone(request, gone)) is not None:
            return told
        return await self.shelf.made(lambda: self._notice(request, gone or naming.missing(site, path, lang), lang))

    async def _tombstone(self, request: Request, lost: Missing) -> Response | None:
        """Return what the graph says of a thing that is gone, for those who ask for RDF; None for others."""
        wanted = media(request.told("accept"), ["text/html", *FORMS.values()])
        form = next((form for form, type_ in FORMS.items() if type_ == wanted), None)
        path = self.shelf.site.places.file(lost.iri, form) if form and lost.iri else None
        content = await self.shelf.content(path) if path else None
        if path is None or content is None or wanted is None:
            return None
        body = gzip.decompress(content) if path.endswith(".gz") else content
        return Response(410, body, type_of(path.removesuffix(".gz"))).varying("Accept", "Accept-Language")

    def _notice(self, request: Request, lost: Missing, lang: str) -> Response:
        """Return what is said of what is not there: a page, or plain lines for those who take none."""
        if media(request.told("accept"), ["text/html"]) is None:
            lines = [say(lost.told, lang, **lost.values)]
            if lost.near:
                lines += [say(mark("Perhaps one of these was meant:"), lang), *(key for key, _ in lost.near)]
            plain = Response(lost.status, "".join(f"{one}\n" for one in lines).encode())
            return plain.varying("Accept", "Accept-Language").saying("Content-Language", lang)
        title = say("Gone", lang) if lost.status == 410 else say("Nothing here", lang)
        told = say(lost.told, lang, **lost.values)
        body = self.shelf.site.pages.make("notice.html", lang, "", title, reason=told, near=lost.near)
        response = Response(lost.status, body, type_of("html")).varying("Accept", "Accept-Language")
        return response.saying("Content-Language", lang)


def line(request: Request | None, response: Response, seconds: float) -> str:
    """Return what is noted of an answer: nothing of who asked, nor of what was asked that is not ours to tell."""
    path = "-"
    if request is not None:
        path = request.target.partition("?")[0]
        if response.status not in (200, 303, 304):
            first, more, _ = path.removeprefix("/").partition("/")
            path = f"/{first[:20]}" + ("/…" if more else "")
    method = request.method if request is not None else "-"
    clock = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    shown = "".join(sign if sign.isprintable() else "?" for sign in f"{method[:10]} {path[:200]}")
    return f"{clock} {shown} {int(response.status)} {len(response.body)} {1000 * seconds:.0f}ms"

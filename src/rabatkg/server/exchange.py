"""A request as it was read, and a response as it will be sent."""

import gzip
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from http import HTTPStatus
from urllib.parse import unquote_to_bytes

from rabatkg.server.accepting import gzipped
from rabatkg.server.keeping import Kept

ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\\\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""What no path of ours holds: controls, backslashes, marks that are not seen."""
POLICY = re.compile(rb'http-equiv="Content-Security-Policy" content="([^"]*)"')
NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'"
"""The policy of what needs nothing but itself."""
PACKED = re.compile(
    r"text/|application/(ld\+json|json|n-triples|n-quads|trig|xml|.*\+xml|sparql-.*|javascript|wasm)|image/svg"
)
"""Media types that are worth packing."""
SMALLEST = 500
"""Bytes from which packing pays."""
ACTIVE = ("text/css", "text/javascript", "application/wasm", "application/json")
"""Parts of pages, which are held to the policy of the page."""


class Unclear(Exception):
    """A request that cannot be understood; the status that says so."""

    def __init__(self, status: int) -> None:
        """Take the status."""
        super().__init__(status)
        self.status = status


@dataclass(frozen=True)
class Request:
    """What a client asks.

    Attributes:
        method: GET, HEAD, ...
        target: the path and the query as they came, the host taken off.
        headers: by name in lower case; one that comes twice is joined by commas.
        body: what came along.
        client: what tells one client from another, which is noted nowhere; see `clients`.
        swollen: more came along than there is room for, and none of it was read.
    """

    method: str
    target: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    client: str = field(default="", repr=False)
    swollen: bool = False

    @cached_property
    def path(self) -> str:
        """The path, decoded; Unclear where it cannot be, or holds what no path of ours does."""
        return decoded(self.target.partition("?")[0])

    @property
    def query(self) -> str:
        """What stands after the question mark, as it came."""
        return self.target.partition("?")[2]

    def told(self, header: str) -> str | None:
        """Return a header."""
        return self.headers.get(header)


@dataclass(frozen=True)
class Response:
    """What is answered.

    Attributes:
        status: as 200.
        body: empty where there is none.
        type: the media type.
        headers: further ones.
        framed: whether a page of another site may show it within itself.
        policy: what a browser may load for it; None where the body tells, or it needs nothing.
    """

    status: int
    body: bytes = b""
    type: str = "text/plain; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()
    framed: bool = False
    policy: str | None = None

    def saying(self, name: str, value: str) -> "Response":
        """Return the response with one more header."""
        return replace(self, headers=(*self.headers, (name, value)))

    def to(self, request: Request, kept: Kept[str, bytes]) -> "Response":
        """Return the response as this client gets it: named by its digest, packed where that is taken, or not again.

        Args:
            request: what it answers.
            kept: what was packed before, by its digest. What says itself how long it holds stays as it is.
        """
        if self.status != HTTPStatus.OK or not self.body or "Cache-Control" in dict(self.headers):
            return self
        told, body = replace(self, policy=self._policy()), self.body
        tag = sha256(self.type.encode() + b"\0" + body).hexdigest()[:32]
        if PACKED.match(self.type) and len(body) >= SMALLEST:
            told = told.varying("Accept-Encoding")
            if gzipped(request.told("accept-encoding")):
                tag = f"{tag}-gzip"
                if (held := kept.get(tag)) is None:
                    held = packed(body)
                    kept.put(tag, held, len(held))
                body = held
                told = replace(told, body=body).saying("Content-Encoding", "gzip")
        told = told.saying("ETag", f'"{tag}"').saying("Cache-Control", "no-cache")
        if request.method in ("GET", "HEAD") and _known(request.told("if-none-match"), tag):
            return replace(told, status=int(HTTPStatus.NOT_MODIFIED), body=b"")
        return told

    def varying(self, *on: str) -> "Response":
        """Return the response with what it also depends on."""
        before = [value for name, value in self.headers if name == "Vary"]
        rest = tuple(one for one in self.headers if one[0] != "Vary")
        return replace(self, headers=(*rest, ("Vary", ", ".join(dict.fromkeys([*before, *on])))))

    def safeguards(self) -> list[tuple[str, str]]:
        """Return the headers that keep a browser from taking the response for more than it is."""
        found = [
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "no-referrer"),
            ("Access-Control-Allow-Origin", "*"),
        ]
        if not self.framed:
            found.append(("X-Frame-Options", "DENY"))
        if not self.type.startswith(ACTIVE):
            policy = self.policy or self._policy()
            found.append(("Content-Security-Policy", policy + ("" if self.framed else "; frame-ancestors 'none'")))
        return found

    def _policy(self) -> str:
        """Return the policy that a page names, while it can still be read; that of what needs nothing else."""
        own = POLICY.search(self.body[:4096]) if self.type.startswith("text/html") else None
        return own[1].decode() if own else NOTHING


def packed(body: bytes) -> bytes:
    """Return the same bytes packed, always in the same way."""
    return gzip.compress(body, 6, mtime=0)


def decoded(path: str) -> str:
    """Return a path without its escapes; Unclear where it is not one that can be meant."""
    if not path.startswith("/") or ESCAPE.search(path):
        raise Unclear(400)
    try:
        found = unquote_to_bytes(path).decode()
    except UnicodeDecodeError:
        raise Unclear(400) from None
    if UNSEEN.search(found):
        raise Unclear(400)
    return found


def _known(header: str | None, tag: str) -> bool:
    tags = [one.strip().removeprefix("W/") for one in (header or "").split(",")]
    return "*" in tags or f'"{tag}"' in tags

"""Heads of requests: what may stand in one, and what it asks for."""

import re
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import urlsplit

import h11

from rabatkg.server.exchange import Unclear

LONGEST_TARGET = 16_000
LONGEST = 32_000
"""Bytes of a target, and of a target with its headers."""
MOST_HEADERS = 100
UNTIDY = re.compile(rb"(?<!\r)\n|\r(?!\n)|\n[ \t]|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""What no head of a request holds: other ends of lines, lines that go on in the next one, and controls."""


class Head(NamedTuple):
    """What a request asks for: its method, its target without the host, its headers by name in lower case."""

    method: str
    target: str
    headers: dict[str, str]


def read(head: h11.Request, raw: bytes) -> Head:
    """Return what a head says; a header that comes twice is joined by commas.

    Args:
        head: as HTTP has it.
        raw: as it came.

    Raises:
        Unclear: it is too large, or not what one of ours can be; a proxy before us may have read it otherwise.
    """
    if head.http_version not in (b"1.0", b"1.1"):
        raise Unclear(HTTPStatus.HTTP_VERSION_NOT_SUPPORTED)
    if UNTIDY.search(raw):
        raise Unclear(HTTPStatus.BAD_REQUEST)
    pairs = list(head.headers)
    if len(pairs) > MOST_HEADERS or sum(len(name) + len(value) for name, value in pairs) > LONGEST:
        raise Unclear(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
    target = _origin(head.target)
    headers: dict[str, str] = {}
    for name, value in ((name.decode(), value.decode("latin-1")) for name, value in pairs):
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    if "transfer-encoding" in headers and ("content-length" in headers or head.http_version == b"1.0"):
        raise Unclear(HTTPStatus.BAD_REQUEST)  # a proxy may see another end of the body than we
    if headers.get("expect", "100-continue").lower() != "100-continue":
        raise Unclear(HTTPStatus.EXPECTATION_FAILED)
    if headers.get("content-encoding", "identity").lower() != "identity":
        raise Unclear(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    return Head(head.method.decode(), target, headers)


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

"""What went wrong on the wire, in plain words, with nothing in them that nobody else may read."""

import re
from email.message import Message
from http.client import HTTPException, IncompleteRead
from socket import gaierror
from ssl import SSLError
from urllib.parse import urljoin
from urllib.request import Request

from rabatkg.errors import DataError
from rabatkg.speech import mark
from rabatkg.store.endpoint import PASSWORD, TOKEN, USER, Endpoint, Limits, shown

LONGEST = 200
"""Characters of a server's own words that are shown."""
REDIRECTS = range(300, 400)


class TooLargeError(HTTPException):
    """The answer is larger than what is taken."""


class CompressedError(HTTPException):
    """The answer is compressed, though nobody asked for that."""


def broken(error: Exception, endpoint: Endpoint, limits: Limits) -> DataError:
    """Return the error for a request that got no answer."""
    url, host = endpoint.shown, endpoint.origin[1]
    if isinstance(error, ConnectionRefusedError):
        remedy = mark("Does the server run, and is the address right?")
        return DataError("Nothing answers at {url}: the connection was refused.", url=url, remedy=remedy)
    if isinstance(error, gaierror):
        return DataError("No host is found that is called {host}.", host=host, remedy="Check the address.")
    if isinstance(error, SSLError) and not isinstance(error, TimeoutError):
        problem = masked(getattr(error, "verify_message", "") or error.reason or str(error), endpoint)
        return DataError(
            "The connection to {url} cannot be trusted: {problem}.",
            url=url,
            problem=problem,
            remedy="Ask whoever runs the server about its certificate.",
        )
    if isinstance(error, TimeoutError):
        seconds = f"{limits.total:g}"
        return DataError(
            "{url} had not answered in full after {seconds} s.",
            url=url,
            seconds=seconds,
            remedy="Try again when it is less busy.",
        )
    if isinstance(error, IncompleteRead):
        return DataError("{url} cut its answer short.", url=url, remedy="Try again.")
    if isinstance(error, ConnectionError):
        return DataError(
            "{url} broke the connection off.", url=url, remedy="Try again, or ask whoever runs the server."
        )
    if isinstance(error, TooLargeError):
        return DataError("The answer of {url} is larger than {size} bytes.", url=url, size=limits.largest)
    if isinstance(error, CompressedError):
        return DataError("{url} compresses its answer, though that was not asked for.", url=url)
    problem = masked(error.strerror or str(error) if isinstance(error, OSError) else type(error).__name__, endpoint)
    if isinstance(error, OSError):
        return DataError("{url} cannot be reached: {problem}.", url=url, problem=problem, remedy="Check the address.")
    return DataError("What answers at {url} does not speak HTTP: {problem}.", url=url, problem=problem)


def refused(status: int, headers: Message, body: bytes, request: Request, endpoint: Endpoint) -> DataError:
    """Return the error for an answer that is none of those that were hoped for."""
    url, method = endpoint.shown, request.get_method()
    if status in REDIRECTS:
        other = masked(_elsewhere(request, headers), endpoint)
        return DataError(
            "{url} sends to another address, {other}; it was not followed.",
            url=url,
            other=other,
            remedy="If you trust that address, give it instead of this one.",
        )
    if status == 401 and not endpoint.secrets:
        remedy = mark("Set {user} and {password} in the environment, or {token}.")
        return DataError("{url} asks who you are.", url=url, user=USER, password=PASSWORD, token=TOKEN, remedy=remedy)
    if status == 401:
        remedy = mark("Check {user} and {password}, or {token}, in the environment.")
        return DataError(
            "{url} does not accept you under this name.",
            url=url,
            user=USER,
            password=PASSWORD,
            token=TOKEN,
            remedy=remedy,
        )
    if status == 403:
        remedy = mark("Check {user} and {password}, or {token}, or ask whoever runs the server.")
        return DataError(
            "{url} does not allow you to do this ({method}).",
            url=url,
            method=method,
            user=USER,
            password=PASSWORD,
            token=TOKEN,
            remedy=remedy,
        )
    if status in (404, 410):
        return DataError("There is nothing at {url}.", url=url, remedy="Check the address.")
    if status in (405, 501):
        return DataError(
            "{url} does not know how to do this ({method}).",
            url=url,
            method=method,
            remedy="Is it the right address? A server has one for questions, another for the Graph Store Protocol.",
        )
    if status == 413:
        size = len(request.data) if isinstance(request.data, bytes) else 0
        return DataError("{url} does not take {size} bytes at once.", url=url, size=size)
    if status in (406, 415):
        return DataError(
            "{url} does not know the format that was sent or asked for ({status}).", url=url, status=status
        )
    if status in (429, 503):
        return DataError("{url} is too busy ({status}).", url=url, status=status, remedy="Try again later.")
    words = excerpt(body, headers, endpoint)
    if words:
        return DataError("{url} answers {status}: {words}", url=url, status=status, words=words)
    return DataError("{url} answers {status}.", url=url, status=status)


def _elsewhere(request: Request, headers: Message) -> str:
    try:
        return shown(urljoin(request.full_url, headers.get("Location", "")))
    except ValueError:
        return "?"


def unasked(kind: str, endpoint: Endpoint) -> DataError:
    """Return the error for an answer of a media type that was not asked for."""
    url = endpoint.shown
    if kind in ("text/html", "application/xhtml+xml"):
        return DataError(
            "{url} answers with a page for people, not with data.",
            url=url,
            remedy="Does it want you to log in, or is it the address of something else?",
        )
    kind = masked(kind, endpoint) or "?"
    return DataError("{url} answers with {kind}, which was not asked for.", url=url, kind=kind)


def excerpt(body: bytes, headers: Message, endpoint: Endpoint) -> str:
    """Return the beginning of a server's own words, fit to be shown; nothing of a page for people."""
    if "html" in headers.get("Content-Type", "").lower():
        return ""
    return masked(body[: 10 * LONGEST].decode(errors="replace"), endpoint)


def masked(text: str, endpoint: Endpoint) -> str:
    """Return a text of a server on one line, short, and without anything secret or invisible."""
    for secret in endpoint.secrets:
        text = text.replace(secret, "***")
    text = re.sub(r"\s+", " ", text)
    clean = "".join(letter for letter in text if letter.isprintable()).strip()
    return clean if len(clean) <= LONGEST else clean[: LONGEST - 1] + "…"

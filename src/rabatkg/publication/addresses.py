"""The addresses that whoever publishes a site gives: where it stands, and where its errors are reported."""

import re
from urllib.parse import quote, urlsplit

from rabatkg.errors import UsageError
from rabatkg.speech import mark

PAGE = "{page}"
"""In an address for reports: where the address of the page that is reported goes."""
WHOLE = mark("Write a whole one that ends in a slash, as https://example.org/site/")
HIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\s<>\"'`\\]")
"""What may not stand in an address: controls, spaces, quotes, and marks that turn the direction of text."""
MAIL = re.compile(r"mailto:[^@?\s]+@[^@?\s/]+(\?.*)?")


def base(text: str) -> str:
    """Return the address of a site, if it is one.

    Raises:
        UsageError: it is no whole address of http or https that ends in a slash, without query and fragment.
    """
    if not _web(text):
        raise UsageError("{address} is no address on the web.", address=text, remedy=WHOLE)
    if {"?", "#"} & set(text):
        raise UsageError("The address of a site has no ? and no #: {address}", address=text, remedy=WHOLE)
    if not text.endswith("/"):
        raise UsageError("The address of a site ends in a slash: {address}", address=text, remedy=WHOLE)
    return text


def reports(text: str) -> str:
    """Return the address where errors are reported, if it may be linked to.

    Raises:
        UsageError: it is neither of http, https nor `mailto:`.
    """
    plain = text.replace(PAGE, "")
    if not (_web(plain) or (MAIL.fullmatch(plain) and not HIDDEN.search(plain))):
        raise UsageError(
            "{address} is no address where an error can be reported.",
            address=text,
            remedy=mark("Write an address on the web or a mailto: one; {page} in it becomes the address of the page."),
            page=PAGE,
        )
    return text


def report(address: str, page: str) -> str:
    """Return where an error of a page is reported, the address of the page filled in."""
    return address.replace(PAGE, quote(page, safe=""))


def _web(text: str) -> bool:
    if HIDDEN.search(text):
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        return False

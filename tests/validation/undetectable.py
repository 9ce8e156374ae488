"""Slips after which a record is as right as before: nothing but the source tells that another thing was meant."""

from collections.abc import Callable
from dataclasses import dataclass

from mistakes import Site

from rabatkg.reading import Mapping, items


@dataclass(frozen=True)
class Excuse:
    """A slip that nothing can notice where it meets what is named here, and must be noticed anywhere else.

    Attributes:
        slip: its name.
        covers: whether a place, and the file with the slip in it, are such.
        reason: why nothing can be noticed there.
    """

    slip: str
    covers: Callable[[Site, str], bool]
    reason: str


def _exchanged(*keys: str) -> Callable[[Site, str], bool]:
    """Return a function that tells whether these keys of a node, and no others, have another value than before."""

    def covers(site: Site, text: str) -> bool:
        lines = text.splitlines()
        changed = {key for key, mark in site.node.keys.items() if lines[mark.line - 1] != site.lines[mark.line - 1]}
        return changed == {*keys}

    return covers


def _is_value_of_a_claim(site: Site, text: str) -> bool:
    claims = (one for one in items(site.record.get("claims")) if isinstance(one, Mapping))
    return any(one.get("value") is site.node for one in claims)


EXCUSES = (
    Excuse(
        "values-exchanged",
        _exchanged("publisher", "issuedBy"),
        "whoever may issue a document may publish it: only the document tells which of them did",
    ),
    Excuse(
        "values-exchanged",
        _exchanged("underProgramme", "partOf"),
        "an initiative may be a part of one and run under another: only the source tells which is which",
    ),
    Excuse(
        "values-exchanged",
        _exchanged("page", "to"),
        "a passage that stands in a record, and in no register, has no text that would tell where it ends",
    ),
    Excuse(
        "language-unknown",
        _is_value_of_a_claim,
        "what a claim reports, which nothing asserts, may stand in the language of its source, whichever that is",
    ),
)


def excuse(slip: str, site: Site, text: str) -> Excuse | None:
    """Return the excuse that a slip has, if it has one."""
    return next((one for one in EXCUSES if one.slip == slip and one.covers(site, text)), None)

"""rabatkg record: records of meetings and other things, from the empty form to the filed record."""

from rabatkg.cli.frame import Family
from rabatkg.speech import mark

SHARED: frozenset[str] = frozenset()
"""The modules here that are not commands."""

command = Family(
    __name__,
    SHARED,
    name="record",
    help=mark("Write, check, draft and file records; no RDF is needed."),
)

"""rabatkg claim: correct what the graph says; the old claim stays, with the reason why it is set aside."""

from rabatkg.cli.frame import Family
from rabatkg.speech import mark

SHARED = frozenset({"ordering"})
"""The modules here that are not commands."""

command = Family(
    __name__,
    SHARED,
    name="claim",
    help=mark("Retract, dispute or replace what the graph says; the old claim stays, with the reason."),
)

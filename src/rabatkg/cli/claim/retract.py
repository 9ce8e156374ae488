"""rabatkg claim retract"""

from typing import Any

import click

from rabatkg.cli import changing, frame
from rabatkg.cli.claim.ordering import carry_out, source_options


@click.command(cls=changing.Grounded)
@click.argument("thing")
@click.argument("property")
@click.argument("value", required=False)
@source_options(help="The passage that shows that it is wrong. Default: your own check.")
@frame.pass_desk
def command(desk: frame.Desk, /, thing: str, property: str, value: str | None, **options: Any) -> None:
    """Retract a claim: what is said of a THING is no longer asserted.

    The claim stays, with its evidence, and leads to the correction that retracted it, with its day and grounds.
    VALUE is needed where the PROPERTY has several. A thing is named by its key, its label, or what its text calls it; a
    property by its key in records or its label.
    """
    carry_out(desk, "retracted", thing, property, value, **options)

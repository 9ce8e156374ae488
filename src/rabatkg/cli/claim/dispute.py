"""rabatkg claim dispute"""

from typing import Any

import click

from rabatkg.cli import changing, frame
from rabatkg.cli.claim.ordering import carry_out, source_options


@click.command(cls=changing.Grounded)
@click.argument("thing")
@click.argument("property")
@click.argument("value", required=False)
@source_options(help="The passage that contradicts it. Default: your own check.")
@frame.pass_desk
def command(desk: frame.Desk, /, thing: str, property: str, value: str | None, **options: Any) -> None:
    """Dispute a claim: what is said of a THING stays asserted, and bears the dispute.

    A dispute is no verdict: use it where sources or readers disagree, and nothing decides. VALUE is needed where the
    PROPERTY has several.
    """
    carry_out(desk, "disputed", thing, property, value, **options)

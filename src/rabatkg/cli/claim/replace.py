"""rabatkg claim replace"""

from typing import Any

import click

from rabatkg.cli import changing, frame
from rabatkg.cli.claim.ordering import carry_out, source_options


@click.command(cls=changing.Grounded)
@click.argument("thing")
@click.argument("property")
@click.argument("old", metavar="[VALUE]", required=False)
@click.option("--with", "new", required=True, metavar="VALUE", help="What is right instead.")
@click.option(
    "--basis",
    type=click.Choice(["stated", "interpreted"]),
    default="stated",
    show_default=True,
    help="Whether the source states the new value, or you read it so; then the grounds are the reason.",
)
@source_options(help="The passage that shows the new value.")
@frame.pass_desk
def command(
    desk: frame.Desk, /, thing: str, property: str, old: str | None, new: str, basis: str, **options: Any
) -> None:
    """Replace a claim: another value is asserted of a THING, with its own source.

    The old claim stays, with its evidence, and the new one leads to it. VALUE, the old one, is needed where the
    PROPERTY has several.
    """
    carry_out(desk, "replaced", thing, property, old, instead=new, basis=basis, **options)

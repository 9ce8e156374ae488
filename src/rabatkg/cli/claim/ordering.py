"""What the three corrections of a claim share: their options, and how what came of them is told."""

from collections.abc import Callable
from typing import Any

import click

from rabatkg.cli import changing, frame
from rabatkg.cli.options import texts_option
from rabatkg.cli.paths import nearby
from rabatkg.cli.telling import fold
from rabatkg.errors import UsageError
from rabatkg.speech import mark

DONE = {
    "retracted": mark("Retracted: {statement}"),
    "disputed": mark("Disputed: {statement}"),
    "replaced": mark("Replaced: {statement}"),
}
PLANNED = {
    "retracted": mark("Would be retracted: {statement}"),
    "disputed": mark("Would be disputed: {statement}"),
    "replaced": mark("Would be replaced: {statement}"),
}
INSTEAD = {
    "retracted": mark(
        "Without this value the data would not be valid. `rabatkg claim replace` says what is right instead; "
        "`rabatkg record retire` takes the whole thing out."
    ),
}
"""What to do where a correction would leave the data invalid."""


def source_options(*, help: str) -> Callable[[Any], Any]:
    """Return the options that all corrections take; `help` says what their source is to show."""
    options = [
        click.option("--passage", metavar="KEY", help=help),
        click.option("--quote", metavar="TEXT", help="The words of the passage that show it, as they stand there."),
        click.option(
            "--page", "pages", metavar="KEY", multiple=True, help="A page of the web that shows it, as document/…"
        ),
        changing.date_option,
        changing.dry_run_option,
        texts_option(help="The folder of the documents themselves; the quotation is then compared with them."),
    ]

    def wrap(function: Any) -> Any:
        for option in reversed(options):
            function = option(function)
        return function

    return wrap


def carry_out(
    desk: frame.Desk,
    rank: str,
    thing: str,
    property: str,
    value: str | None,
    *,
    instead: str | None = None,
    basis: str = "stated",
    **options: Any,
) -> None:
    """Make a correction and tell what came of it.

    Raises:
        UsageError: an option lacks what goes with it.
        UnknownName: nothing is called so, or nothing of this is said.
    """
    from rabatkg.filing.composing import Source  # loads an RDF library that other commands do without
    from rabatkg.filing.correcting import Order, correct

    passage, quote, pages = options.pop("passage"), options.pop("quote"), options.pop("pages")
    if (passage is None) != (quote is None) or (passage and pages):
        raise UsageError(
            "A source is a passage with words of it, or pages.",
            remedy=mark("Give --passage and --quote together, or --page alone."),
        )
    dry_run, texts = options.pop("dry_run"), options.pop("texts")
    day = changing.the_day(options.pop("day"))
    quote, value, instead = (text and changing.typed(text) for text in (quote, value, instead))
    source = Source(passage, quote, tuple(pages), basis)
    order = Order(rank, thing, property, value, changing.grounds(desk, options), day, instead, source)
    done = correct(
        desk.layout,
        order,
        lang=desk.lang,
        texts=texts,
        dry_run=dry_run,
        told=lambda message: changing.say_to(desk, message),
    )
    changing.refused(desk, done.trial, INSTEAD.get(rank))
    words = (PLANNED if dry_run else DONE)[rank]
    click.echo(fold(desk.say(words, statement=done.statement), 0, 2))
    click.echo(desk.say("{id} in {file}", id=done.id, file=nearby(done.path)))
    if dry_run:
        click.echo(f"\n{done.text}")
    changing.consequences(desk, done.trial.before, done.trial.after)
    if not dry_run:
        changing.built(desk)

"""rabatkg search"""

from collections.abc import Iterator
from dataclasses import asdict, fields

import click

from rabatkg.cli import frame, output, telling
from rabatkg.cli.opening import opened
from rabatkg.cli.options import endpoint_option
from rabatkg.evidence import FIELDS, Hit
from rabatkg.speech import mark_count, translated

THINGS = mark_count("{n} thing", "{n} things")


@frame.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--most", type=click.IntRange(min=1), default=20, show_default=True, help="How many to show, best first.")
@endpoint_option
@output.format_option
@frame.pass_desk
def command(desk: frame.Desk, words: tuple[str, ...], most: int, form: str) -> None:
    """Find things by WORDS in their labels, summaries and quotations, or in the name of their theme or target group.

    All words must be there; one of four letters or more may begin a longer word. Accents and case do not matter.
    Exits with 1 if nothing is found.
    """
    found = opened(desk).search(" ".join(words))
    if form == "table":
        for hit in found[:most]:
            click.echo("\n".join(_told(desk, hit)))
    else:
        columns = {field.name: field.name for field in fields(Hit)}
        output.write([asdict(hit) for hit in found[:most]], form, desk.lang, columns)
    click.echo(desk.count(*THINGS, n=len(found)), err=True)
    if not found:
        raise SystemExit(1)


def _told(desk: frame.Desk, hit: Hit) -> Iterator[str]:
    yield telling.fold(f"{hit.label}  [{hit.key}]", 0, 2)
    yield telling.faint(f"  {hit.kind}")
    if hit.matched != hit.label:
        field = translated(FIELDS[hit.field], desk.lang)
        words = telling.quoted(hit.matched, desk.lang) if hit.field == "quotation" else hit.matched
        yield telling.fold(desk.say("{what}: {words}", what=field, words=words), 2, 2)

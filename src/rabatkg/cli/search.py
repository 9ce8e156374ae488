"""rabatkg search"""

from dataclasses import asdict

import click

from rabatkg.cli import frame, output
from rabatkg.cli.opening import opened
from rabatkg.evidence import FIELDS
from rabatkg.speech import mark, mark_count, translated

COLUMNS = {
    "key": mark("Thing"),
    "kind": mark("Class"),
    "label": mark("Label"),
    "field": mark("Found in"),
    "matched": mark("Text"),
}
THINGS = mark_count("{n} thing", "{n} things")


@frame.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--most", type=click.IntRange(min=1), default=20, show_default=True, help="How many to show, best first.")
@output.format_option
@frame.pass_desk
def command(desk: frame.Desk, words: tuple[str, ...], most: int, form: str) -> None:
    """Find things by WORDS in their labels, summaries and quotations.

    All words must be there, each at the beginning of a word; accents and case do not matter.
    Exits with 1 if nothing is found.
    """
    found = opened(desk).search(" ".join(words))
    rows = [asdict(hit) for hit in found[:most]]
    if form == "table":
        rows = [{**row, "field": translated(FIELDS[row["field"]], desk.lang)} for row in rows]
    if rows or form != "table":
        output.write(rows, form, desk.lang, COLUMNS)
    click.echo(desk.count(*THINGS, n=len(found)), err=True)
    if not found:
        raise SystemExit(1)

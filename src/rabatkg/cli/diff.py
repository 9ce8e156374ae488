"""rabatkg diff"""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rabatkg.cli import frame

if TYPE_CHECKING:
    from rabatkg.publication.comparing import Changed, Comparison

FORMATS = ("table", "json", "markdown")
SHOWN = 20
"""Rows of an answer that a page shows; JSON has them all."""


@frame.command()
@click.argument("old", metavar="OLD", type=click.Path(path_type=Path))
@click.argument("new", metavar="NEW", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="table",
    show_default=True,
    help="How it is written; markdown is fit for a changelog.",
)
@frame.pass_desk
def command(desk: frame.Desk, old: Path, new: Path, form: str) -> None:
    """Show which saved answers changed between two builds, and which record did it.

    OLD and NEW are build folders, published sites, or dumps in N-Quads (.nq, .nq.gz).
    """
    from rabatkg.names import Names
    from rabatkg.publication.comparing import compare, opened
    from rabatkg.queries import catalogue

    questions = catalogue(desk.layout).values()
    found = compare(opened(old), opened(new), questions, Names.of(desk.layout), desk.lang)
    if form == "json":
        click.echo(json.dumps(asdict(found), ensure_ascii=False, indent=2))
        return
    marks = ("### ", "- ", "`") if form == "markdown" else ("", "", "")
    click.echo("\n".join(_page(desk, found, *marks)))


def _page(desk: frame.Desk, found: "Comparison", heading: str, item: str, quote: str) -> Iterator[str]:
    if not found.records:
        yield desk.say("Nothing changed.")
        return
    if found.answers:
        changed = desk.count("{n} answer changed", "{n} answers changed", n=len(found.answers))
        yield heading + desk.say("{changed}, of {asked}", changed=changed, asked=found.asked)
    else:
        yield heading + desk.say("No answer changed, of {asked}", asked=found.asked)
    for one in found.answers:
        yield from ("", f"{item}{quote}{one.name}{quote}: {one.question}")
        yield from _rows(desk, one, "  - " if item else "  ", quote)
    changed = desk.count("{n} record changed", "{n} records changed", n=len(found.records))
    yield from ("", heading + changed, "")
    for record in found.records:
        counts = desk.say("statements: {added} came, {removed} went", added=record.added, removed=record.removed)
        told = f"{item}{quote}{record.key}{quote} ({record.label}): {counts}"
        if record.documents:
            told += "; " + desk.say("by {documents}", documents=", ".join(record.documents))
        yield told


def _rows(desk: frame.Desk, one: "Changed", indent: str, quote: str) -> Iterator[str]:
    for sign, rows in (("+", one.came), ("−", one.went)):
        for row in rows[:SHOWN]:
            yield f"{indent}{sign} {_line(row)}"
        if len(rows) > SHOWN:
            rest = desk.count("and {n} more row", "and {n} more rows", n=len(rows) - SHOWN)
            yield f"{indent}{sign} … {rest}"
    records = ", ".join(f"{quote}{key}{quote}" for key in one.records)
    yield indent + desk.say("because of {records}", records=records)


def _line(row: dict[str, Any]) -> str:
    return "; ".join(f"{name}: {' '.join(str(value).split())}" for name, value in row.items())

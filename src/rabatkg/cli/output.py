"""Rows of answers, as a table for a terminal, as CSV (RFC 4180), or as JSON (a list of objects)."""

import csv
import json
from collections.abc import Mapping, Sequence
from io import StringIO

import click

from rabatkg.speech import translated

FORMATS = ("table", "csv", "json")
NARROWEST = 6
READABLE = 14
"""A column narrower than this, though its cells are wider, is read as lines instead of as a table."""
GAP = "  "

type_of_format = click.Choice(FORMATS)

format_option = click.option(
    "--format",
    "form",
    type=type_of_format,
    default="table",
    show_default=True,
    help="How rows are written.",
)
"""Give a command the option `--format`, handed to it as `form`."""

Row = Mapping[str, object]


def write(rows: Sequence[Row], form: str, lang: str, columns: Mapping[str, str] | None = None) -> None:
    """Write the rows to stdout.

    `columns` maps the keys to be written, in this order, to the English headings of a table (marked with
    `mark`); without it the keys of the first row are written under their own names. CSV and JSON keep the keys.
    """
    headings = dict(columns) if columns is not None else {key: key for key in (rows[0] if rows else ())}
    if form == "json":
        click.echo(as_json([{key: row.get(key) for key in headings} for row in rows]))
    elif form == "csv":
        click.echo(as_csv(rows, list(headings)), nl=False)
    else:
        from shutil import get_terminal_size  # loads what unpacks archives

        told = {key: translated(heading, lang) for key, heading in headings.items()}
        click.echo(as_table(rows, told, get_terminal_size((100, 24)).columns))


def as_json(rows: Sequence[Row]) -> str:
    """Return the rows as a JSON list of objects; what JSON has no form for becomes its text."""
    return json.dumps([dict(row) for row in rows], ensure_ascii=False, indent=2, default=str)


def as_csv(rows: Sequence[Row], keys: Sequence[str]) -> str:
    """Return the rows as CSV with a line of keys; several values in a cell are parted by `; `."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(keys)
    writer.writerows([_cell(row.get(key)) for key in keys] for row in rows)
    return text.getvalue()


def as_table(rows: Sequence[Row], headings: Mapping[str, str], width: int) -> str:
    """Return the rows as a table no wider than asked, or as blocks of lines where its columns would be too narrow."""
    if not headings:
        return ""
    cells = [list(headings.values()), *([_cell(row.get(key)) for key in headings] for row in rows)]
    widths = _widths(cells, width)
    own = [max(len(line) for cell in column for line in cell.split("\n")) for column in zip(*cells, strict=True)]
    if any(each < min(READABLE, wanted) for each, wanted in zip(widths, own, strict=True)):
        return as_blocks(rows, headings, width)
    lines = [_line(row, widths) for row in cells]
    rule = GAP.join("─" * each for each in widths)
    return "\n".join([lines[0], rule, *lines[1:]])


def as_blocks(rows: Sequence[Row], headings: Mapping[str, str], width: int) -> str:
    """Return each row as lines of heading and value; what a row lacks is left out."""
    from textwrap import wrap

    margin = max(len(heading) for heading in headings.values()) + len(GAP)
    blocks = []
    for row in rows:
        lines = []
        for key, heading in headings.items():
            told = wrap(_cell(row.get(key)), max(width - margin, READABLE), break_on_hyphens=False)
            lines += [(heading if place == 0 else "").ljust(margin) + part for place, part in enumerate(told)]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple | set | frozenset):
        return "; ".join(_cell(each) for each in value)
    return str(value)


def _widths(cells: Sequence[Sequence[str]], width: int) -> list[int]:
    """Return a width for each column: its own if all fit, else the widest columns give way first."""
    widths = [max(len(line) for cell in column for line in cell.split("\n")) for column in zip(*cells, strict=True)]
    room = width - len(GAP) * (len(widths) - 1)
    while sum(widths) > room and max(widths) > NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return widths


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    from textwrap import wrap

    folded = [
        [part for line in cell.split("\n") for part in wrap(line, width, break_on_hyphens=False) or [""]]
        for cell, width in zip(row, (max(width, 1) for width in widths), strict=True)
    ]
    height = max(map(len, folded))
    parts = [lines + [""] * (height - len(lines)) for lines in folded]
    return "\n".join(
        GAP.join(part.ljust(width) for part, width in zip(line, widths, strict=True)).rstrip()
        for line in zip(*parts, strict=True)
    )

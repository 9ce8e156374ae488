"""rabatkg record schema"""

import json
from pathlib import Path

import click

from rabatkg import writing
from rabatkg.cli import frame
from rabatkg.cli.paths import nearby


@frame.command()
@click.argument("kind", required=False, metavar="[KIND]")
@click.option(
    "--output",
    "file",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write into this file. Default: the terminal.",
)
@frame.pass_desk
def command(desk: frame.Desk, kind: str | None, file: Path | None) -> None:
    """Write the JSON Schema of records, by which editors complete and underline while you type.

    KIND, as in thematic-meeting, is the only kind that the schema is of; without it, it is of all files of records.
    """
    from rabatkg.forms import Model, Words  # loads an RDF library that other commands do without
    from rabatkg.forms.schema import schema

    model = Model(Words.of(desk.layout))
    found = schema(model, desk.lang, model.kind(kind) if kind is not None else None)
    told = json.dumps(found, ensure_ascii=False, indent=2) + "\n"
    if file is None:
        click.echo(told, nl=False)
        return
    writing.replace(file, told.encode())
    desk.note("Written: {file}. A record names it in its first line:", file=nearby(file))
    click.echo(f"# yaml-language-server: $schema={nearby(file).as_posix()}", err=True)

"""rabatkg fmt"""

from pathlib import Path

import click

from rabatkg import writing
from rabatkg.cli import frame
from rabatkg.cli.paths import nearby
from rabatkg.errors import UsageError
from rabatkg.speech import mark_count

WRITTEN = mark_count("{n} file written anew, of {all}.", "{n} files written anew, of {all}.")
OTHER = mark_count("{n} file is not in house order, of {all}.", "{n} files are not in house order, of {all}.")


@frame.command()
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--check", is_flag=True, help="Write nothing; name what is not in house order, and exit with 1 if anything is."
)
@frame.pass_desk
def command(desk: frame.Desk, files: tuple[Path, ...], check: bool) -> None:
    """Write records in house order; without FILE, all records of the data folder.

    Keys, lists and line breaks change, comments stay, and what a record says stays the same.
    """
    from rabatkg.graph import holds_records  # loads an RDF library that other commands do without
    from rabatkg.names import Names
    from rabatkg.records import Expander, Grammar
    from rabatkg.records.house import house

    for path in files:
        if not holds_records(desk.layout, path):
            raise UsageError("{file} holds no records.", file=path, remedy="Name files of records.")
    grammar = Grammar.load(desk.layout.ontology / "context.jsonld")
    expander = Expander(grammar, Names.of(desk.layout), desk.layout.settings.languages)
    chosen = files or tuple(
        path for path in sorted(desk.layout.data.rglob("*.yaml")) if holds_records(desk.layout, path)
    )
    settled = {path: house(path.read_text(encoding="utf-8"), expander, path) for path in chosen}
    other = [path for path, text in settled.items() if text.encode() != path.read_bytes()]
    for path in other:
        click.echo(nearby(path))
        if not check:
            writing.replace(path, settled[path].encode())
    click.echo(desk.count(*(OTHER if check else WRITTEN), n=len(other), all=len(chosen)), err=True)
    raise SystemExit(int(check and bool(other)))

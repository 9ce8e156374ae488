"""rabatkg fmt"""

from collections.abc import Callable
from pathlib import Path

import click

from rabatkg import writing
from rabatkg.cli import frame
from rabatkg.cli.changing import say_to
from rabatkg.cli.paths import nearby
from rabatkg.errors import UsageError
from rabatkg.reading import content, decoded
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
    from rabatkg.filing import change
    from rabatkg.graph import holds_records  # loads an RDF library that other commands do without
    from rabatkg.layout import below
    from rabatkg.names import Names
    from rabatkg.records import Expander, Grammar
    from rabatkg.records.house import house

    for path in files:
        if not holds_records(desk.layout, path):
            raise UsageError("{file} holds no records.", file=path, remedy="Name files of records.")
    grammar = Grammar.load(desk.layout.ontology / "context.jsonld")
    expander = Expander(grammar, Names.of(desk.layout), desk.layout.settings.languages)

    def settled(path: Path, text: bytes) -> bytes:
        return house(decoded(text, path).replace("\r\n", "\n"), expander, path).encode()

    def others(read: Callable[[Path], bytes | None]) -> tuple[dict[Path, bytes], int]:
        found = sorted(below(desk.layout.data, "*.yaml"))
        chosen = files or [path for path in found if holds_records(desk.layout, path)]
        now = {path: text for path in chosen if (text := read(path)) is not None}
        then = {path: settled(path, text) for path, text in now.items()}
        return {path: text for path, text in then.items() if text != now[path]}, len(now)

    if check:
        other, count = writing.steady(desk.layout.data, lambda: others(content))
    else:
        home = desk.layout.data.resolve()
        with change(desk.layout.data, lambda told: say_to(desk, told)) as made:
            other, count = others(made.read)
            for path, text in other.items():
                write = made.write if path.resolve().is_relative_to(home) else writing.replace
                write(path, text)
    for path in other:
        click.echo(nearby(path))
    click.echo(desk.count(*(OTHER if check else WRITTEN), n=len(other), all=count), err=True)
    raise SystemExit(int(check and bool(other)))

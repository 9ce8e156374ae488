"""rabatkg record rename"""

import click

from rabatkg.cli import changing, frame
from rabatkg.cli.paths import nearby
from rabatkg.speech import mark_count

NAMES = mark_count("{n} identifier", "{n} identifiers")
FILES = mark_count("{n} file", "{n} files")


@frame.command()
@click.argument("old")
@click.argument("new")
@changing.date_option
@changing.dry_run_option
@frame.pass_desk
def command(desk: frame.Desk, old: str, new: str, day: str | None, dry_run: bool) -> None:
    """Give a thing another identifier: OLD stays alive and leads to NEW, and every file names NEW.

    All that is called after it, as the outcomes of a meeting are, is renamed with it. Comments and layout stay.
    """
    from rabatkg.filing.renaming import rename  # loads an RDF library that other commands do without

    done = rename(
        desk.layout,
        old,
        new,
        day=changing.the_day(day),
        dry_run=dry_run,
        told=lambda message: changing.say_to(desk, message),
    )
    changing.refused(desk, done.trial)
    for before, after in done.names.items():
        click.echo(f"{before} → {after}")
    if done.moved:
        click.echo(f"{nearby(done.moved[0])} → {nearby(done.moved[1])}")
    counts = {"names": desk.count(*NAMES, n=len(done.names)), "files": desk.count(*FILES, n=len(done.files))}
    if dry_run:
        desk.note("Would be renamed: {names}, in {files}.", **counts)
    else:
        desk.note("Renamed: {names}, in {files}. The old identifiers stay alive and lead to the new ones.", **counts)
    for place in done.beside:
        where = f"{nearby(place.file or desk.layout.data)}:{place.line}"
        desk.note("{place}: named here too, and left as it is.", place=where)
    if not dry_run:
        changing.built(desk)

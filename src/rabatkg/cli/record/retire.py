"""rabatkg record retire"""

from typing import TYPE_CHECKING, Any

import click

from rabatkg.cli import changing, frame
from rabatkg.cli.paths import nearby
from rabatkg.errors import UsageError
from rabatkg.speech import Message, mark, mark_count

if TYPE_CHECKING:
    from rabatkg.filing.erasing import Erased
    from rabatkg.filing.retiring import Retired

PLACES = mark_count(
    "{n} place names it. Settle that first, or name what takes its place with --replaced-by.",
    "{n} places name it. Settle them first, or name what takes its place with --replaced-by.",
)
LEFT = mark_count(
    "The name may stand in {n} more place. Edit it, or let it stand with --leave PLACE.",
    "The name may stand in {n} more places. Edit them, or let them stand with --leave PLACE.",
)
DONE, PLANNED = mark("Retired."), mark("Would be retired.")
CLAIMS = mark_count("{n} claim stays, retracted.", "{n} claims stay, retracted.")
THINGS = mark_count("{n} thing is removed.", "{n} things are removed.")
WOULD_GO = mark_count("{n} thing would be removed.", "{n} things would be removed.")


@click.command(cls=changing.Grounded, needed=False)
@click.argument("thing")
@click.option(
    "--replaced-by", metavar="THING", help="The thing that it is the same as; what names the one then names the other."
)
@click.option(
    "--erase", is_flag=True, help="Remove a person's data: nothing stays but the day, under another identifier."
)
@click.option(
    "--leave",
    metavar="FILE:LINE",
    multiple=True,
    help="With --erase: a place where the words mean something else, and stay.",
)
@changing.date_option
@changing.dry_run_option
@frame.pass_desk
def command(
    desk: frame.Desk,
    /,
    thing: str,
    replaced_by: str | None,
    erase: bool,
    leave: tuple[str, ...],
    day: str | None,
    dry_run: bool,
    **because: Any,
) -> None:
    """Retire a THING: its record goes, its identifier stays alive, and its claims stay, retracted.

    What names it must be settled first, or is taken to what replaces it. With --erase, a person's data are removed
    from all files, and whatever the program cannot settle is listed.
    """
    when = changing.the_day(day)
    grounds = changing.grounds(desk, because)
    if erase and (grounds or replaced_by):
        raise UsageError(
            "Of a person whose data are removed, no grounds and no successor are kept.",
            remedy=mark("Leave --because and --replaced-by out."),
        )
    if leave and not erase:
        raise UsageError("--leave goes with --erase.", remedy=mark("Leave it out, or add --erase."))

    def told(message: Message) -> None:
        changing.say_to(desk, message)

    if erase:
        from rabatkg.filing.erasing import erase as remove  # loads an RDF library that other commands do without

        gone = remove(desk.layout, thing, day=when, leave=leave, dry_run=dry_run, told=told)
        _tell_erased(desk, gone, dry_run)
    else:
        from rabatkg.filing.retiring import retire

        done = retire(desk.layout, thing, grounds, day=when, replaced_by=replaced_by, dry_run=dry_run, told=told)
        _tell_retired(desk, done, dry_run)
    if not dry_run:
        changing.built(desk)


def _tell_retired(desk: frame.Desk, done: "Retired", dry_run: bool) -> None:
    for one in done.pointing:
        place = f"{nearby(one.path)}:{one.piece.line}:{one.piece.column}"
        click.echo(f"{place}: {one.key}: {one.name}")
    if done.trial is None:
        click.echo(desk.count(*PLACES, n=len(done.pointing)), err=True)
        desk.note("Nothing was changed.")
        raise SystemExit(1)
    changing.refused(desk, done.trial)
    for name, after in done.names.items():
        click.echo(f"{name} → {after}" if after else name)
    desk.note(PLANNED if dry_run else DONE)
    click.echo(desk.count(*CLAIMS, n=done.claims), err=True)
    changing.consequences(desk, done.trial.before, done.trial.after)


def _tell_erased(desk: frame.Desk, done: "Erased", dry_run: bool) -> None:
    for one in done.left:
        click.echo(f"{nearby(one.mark.file or desk.layout.data)}:{one.mark.line}: {one.words}")
    if done.trial is None:
        click.echo(desk.count(*LEFT, n=len(done.left)), err=True)
        desk.note("Nothing was changed.")
        raise SystemExit(1)
    changing.refused(desk, done.trial)
    for name in done.tombstones:
        click.echo(name)
    click.echo(desk.count(*(WOULD_GO if dry_run else THINGS), n=done.things), err=True)
    desk.note(
        "The documents themselves, backups, published copies and the history of a version control still hold the name."
    )

"""rabatkg doctor"""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from rabatkg.cli import frame, output
from rabatkg.cli.changing import TEXTS_LEFT, say_to
from rabatkg.cli.options import texts_option
from rabatkg.cli.paths import nearby
from rabatkg.speech import mark, mark_count

if TYPE_CHECKING:
    from rabatkg.filing.tending import Trouble

WRONG = mark_count("{n} thing is wrong.", "{n} things are wrong.")
COLUMNS = {"place": mark("Place"), "wrong": mark("What is wrong"), "remedy": mark("What to do")}


@frame.command()
@click.option("--mend", is_flag=True, help="Remove what was left over, and build the graph anew.")
@texts_option(
    help="The folder of the documents themselves; what the graph holds of their words is then looked at too, and kept.",
)
@click.option(
    "--site",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Look at a published folder instead: its files are compared with those that would be published now.",
)
@click.option("--base", metavar="ADDRESS", help="With --site: where the site stands on the web, as for `publish`.")
@click.option("--reports", metavar="ADDRESS", help="With --site: where readers report an error, as for `publish`.")
@output.format_option
@frame.pass_desk
def command(
    desk: frame.Desk,
    mend: bool,
    texts: Path | None,
    site: Path | None,
    base: str | None,
    reports: str | None,
    form: str,
) -> None:
    """Look whether data folder and graph are sound: what is left over, who is at work, what the files say.

    The graph is built anew in memory and compared with the one that stands there, graph by graph. Exits with 1 if
    anything is wrong, and says what to do about it. Nothing is changed without --mend, which removes nothing but what
    the program made itself.
    """
    from rabatkg.filing import tending

    found: list[Trouble]
    if site is not None:
        from rabatkg.cli.opening import opened
        from rabatkg.publication import Site, inspecting

        opened(desk)
        found = list(inspecting.look(Site(desk.layout, base, reports), site))
    else:
        if mend:
            had_texts = bool(desk.layout.note.get("texts"))
            tending.mend(desk.layout, lambda told: say_to(desk, told), texts)
            if had_texts and texts is None:
                desk.note(TEXTS_LEFT)
        found = list(tending.look(desk.layout, lambda told: say_to(desk, told), texts))
    rows = [
        {"place": nearby(one.file), "wrong": one.message.told_in(desk.lang), "remedy": one.remedy.told_in(desk.lang)}
        for one in found
    ]
    if form == "table":
        for row in rows:
            click.echo(f"{row['place']}: {row['wrong']} {row['remedy']}")
    else:
        output.write(rows, form, desk.lang, COLUMNS)
    click.echo(desk.count(*WRONG, n=len(rows)) if rows else desk.say("All is well."), err=True)
    raise SystemExit(int(bool(rows)))

"""rabatkg coverage"""

from pathlib import Path

import click

from rabatkg.cli import frame, options, output
from rabatkg.cli.coverage_page import page
from rabatkg.cli.opening import opened, tell_retired
from rabatkg.cli.options import endpoint_option
from rabatkg.coverage import BY


@frame.command()
@click.option("--plan", metavar="KEY", help="The action plan. Default: the one that the data folder names.")
@click.option(
    "--by",
    type=click.Choice(list(BY)),
    default="action",
    show_default=True,
    help="What a row is. Under objective-number, headings such as 5a and 5b are one.",
)
@options.as_of_option
@click.option("--known-by", metavar="DATE", help="Count only what documents dated by then say.")
@options.plot_option(help="Also draw the plan, action by action, into this SVG file.")
@endpoint_option
@output.format_option
@frame.pass_desk
def command(
    desk: frame.Desk,
    plan: str | None,
    by: str,
    as_of: str | None,
    known_by: str | None,
    plot: Path | None,
    form: str,
) -> None:
    """Show what came of each provision of a plan, at which level, and the words that show it.

    Levels: followed up, recommended, discussed, mentioned, nothing found; once as the sources state it,
    and once with what curators read in them, always with their reason.
    """
    kg = opened(desk)
    tell_retired(desk, kg, plan)
    over = {"domain": (), "action": ("domain", "objective")}.get(by, ("domain",)) if form == "table" else ()
    found = kg.coverages((by, *over), plan, as_of, known_by)
    rows = found[by]
    if form == "json":
        click.echo(output.as_json([row.as_dict() for row in rows]))
    elif form == "csv":
        lines = [row.as_line() for row in rows]
        click.echo(output.as_csv(lines, list(lines[0]) if lines else []), nl=False)
    else:
        headings = [row for one in over for row in found[one]]
        click.echo("\n".join(page(kg, plan or kg.layout.settings.plan, by, rows, headings, as_of, known_by)))
    if plot is not None:
        desk.note("The picture is in {file}.", file=kg.plot(plot, plan, as_of, known_by))

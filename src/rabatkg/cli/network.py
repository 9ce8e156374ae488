"""rabatkg network"""

from pathlib import Path

import click

from rabatkg.cli import frame, output
from rabatkg.cli.opening import opened
from rabatkg.speech import mark

COLUMNS = {
    "first": mark("first"),
    "second": mark("second"),
    "count": mark("meetings"),
    "years": mark("years"),
    "meetings": mark("meetings"),
}


@frame.command()
@click.option("--as-of", metavar="DATE", help="Count only what took place by the end of this day, month or year.")
@click.option(
    "--plot",
    metavar="FILE",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Also draw the network into this SVG file.",
)
@output.format_option
@frame.pass_desk
def command(desk: frame.Desk, as_of: str | None, plot: Path | None, form: str) -> None:
    """Show who co-chaired with whom, how often and in which years."""
    found = opened(desk).network(as_of, plot)
    rows = [
        {
            "first": pair.labels[0],
            "second": pair.labels[1],
            "count": len(pair.meetings),
            "years": ", ".join(str(year) for year in dict.fromkeys(pair.years)),
            "meetings": list(pair.meetings),
        }
        for pair in found
    ]
    shown = [key for key in COLUMNS if form != "table" or key != "meetings"]
    output.write(rows, form, desk.lang, {key: COLUMNS[key] for key in shown})
    if plot is not None:
        desk.note("The picture is in {file}.", file=plot)

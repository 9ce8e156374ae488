"""rabatkg network"""

from pathlib import Path

from rabatkg.cli import frame, options, output
from rabatkg.cli.opening import opened
from rabatkg.cli.options import endpoint_option
from rabatkg.speech import mark

COLUMNS = {
    "first": mark("first"),
    "second": mark("second"),
    "count": mark("meetings"),
    "years": mark("years"),
    "meetings": mark("meetings"),
}


@frame.command()
@options.as_of_option
@options.plot_option(help="Also draw the network into this SVG file.")
@endpoint_option
@output.format_option
@frame.pass_desk
def command(desk: frame.Desk, as_of: str | None, plot: Path | None, form: str) -> None:
    """Show who co-chaired with whom, how often and in which years."""
    kg = opened(desk)
    rows = [
        {
            "first": pair.labels[0],
            "second": pair.labels[1],
            "count": len(pair.meetings),
            "years": ", ".join(str(year) for year in dict.fromkeys(pair.years)),
            "meetings": list(pair.meetings),
        }
        for pair in kg.network(as_of)
    ]
    shown = [key for key in COLUMNS if form != "table" or key != "meetings"]
    output.write(rows, form, desk.lang, {key: COLUMNS[key] for key in shown})
    if plot is not None:
        desk.note("The picture is in {file}.", file=kg.plot_network(plot, as_of))

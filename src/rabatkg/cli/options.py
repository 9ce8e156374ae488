"""Options that several commands take, each with its own words where they differ."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from rabatkg.cli.frame import Desk

corpus_option = click.option(
    "--corpus", metavar="NAME", help="A corpus of corpora.yaml. Default: the one that the data folder names."
)
"""Give a command the option `--corpus`."""


as_of_option = click.option(
    "--as-of", metavar="DATE", help="Count only what took place by the end of this day, month or year."
)
"""Give a command the option `--as-of`."""


def _take_endpoint(context: click.Context, option: click.Parameter, value: str | None) -> None:
    context.ensure_object(Desk).endpoint = value


endpoint_option = click.option(
    "--endpoint",
    metavar="ADDRESS",
    envvar="RABATKG_ENDPOINT",
    expose_value=False,
    callback=_take_endpoint,
    help="Ask the graph on a SPARQL server instead of the one that was built here. Default: RABATKG_ENDPOINT, if set.",
)
"""Give a command the option `--endpoint`; `opening.opened` minds it."""


fail_on_option = click.option(
    "--fail-on",
    type=click.Choice(["violation", "warning"]),
    default="violation",
    show_default=True,
    help="What makes the program exit with 1: violations of rules, or warnings too.",
)
"""Give a command the option `--fail-on`."""


def plot_option(*, help: str) -> Callable[[Any], Any]:
    """Return the option `--plot`, the file of a picture; `help` says of what."""
    file = click.Path(dir_okay=False, writable=True, path_type=Path)
    return click.option("--plot", metavar="FILE", type=file, help=help)


def texts_option(*, help: str) -> Callable[[Any], Any]:
    """Return the option `--texts`, the folder of the documents themselves; `help` says what they are for."""
    folder = click.Path(exists=True, file_okay=False, path_type=Path)
    return click.option("--texts", metavar="DIR", type=folder, help=help)

"""Options that several commands take, each with its own words where they differ."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

corpus_option = click.option(
    "--corpus", metavar="NAME", help="A corpus of corpora.yaml. Default: the one that the data folder names."
)
"""Give a command the option `--corpus`."""


as_of_option = click.option(
    "--as-of", metavar="DATE", help="Count only what took place by the end of this day, month or year."
)
"""Give a command the option `--as-of`."""


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

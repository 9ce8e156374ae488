"""rabatkg version"""

import click

import rabatkg
from rabatkg.cli import frame


@frame.command()
def command() -> None:
    """Show the version of the program."""
    click.echo(f"rabatkg {rabatkg.__version__}")

"""rabatkg publish"""

import time
from pathlib import Path

import click

from rabatkg.cli import frame


@frame.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--base", metavar="ADDRESS", help="Where the site will stand on the web, ending in a slash.")
@click.option("--reports", metavar="ADDRESS", help="Where readers report an error: a web address, or mailto: one.")
@frame.pass_desk
def command(desk: frame.Desk, folder: Path, base: str | None, reports: str | None) -> None:
    """Write the graph as a site: a page for each thing with its proof, files for machines, pictures, dumps.

    Any host can serve the folder as it is; the same graph gives the same bytes. What stood there is replaced once the
    new site is whole.
    """
    from rabatkg.cli.opening import opened
    from rabatkg.publication import Site
    from rabatkg.publication.placing import place

    began, told = time.monotonic(), 0.0

    def progress(done: int, of: int) -> None:
        nonlocal told
        now = time.monotonic()
        if done == of or now - told > 1:
            told = now
            desk.note("{done} of {of} files", done=done, of=of)

    opened(desk)
    site = Site(desk.layout, base, reports)
    for lack in site.prepare():
        click.echo(lack.told_in(desk.lang), err=True)
    placed = place(site, folder, progress)
    click.echo(
        desk.say(
            "{files} files, {megabytes} MB, in {folder} ({seconds} s).",
            files=placed.files,
            megabytes=round(placed.size / 1e6, 1),
            folder=folder,
            seconds=f"{time.monotonic() - began:.0f}",
        )
    )

"""Open the graph for a command, and say so where it is older than its files."""

import click

from rabatkg.cli import frame
from rabatkg.knowledge import Knowledge
from rabatkg.speech import mark
from rabatkg.store import Embedded

RETIRED = {
    "renamed": mark("{key} was renamed {now} on {day}."),
    "merged": mark("{key} was merged into {now} on {day}."),
    "mistaken": mark("{key} was retired on {day}: it should never have been made."),
    "personal-data": mark("The data of this person were removed on {day}."),
}
"""What became of identifiers that are no longer used, by kind of retirement."""


def opened(desk: frame.Desk) -> Knowledge:
    """Return the built graph in the user's language, or the one on the server that the user names.

    Raises:
        DataError: it has not been built, is that of another dialogue, or cannot be read.
        UsageError: what names the server is not the address of one.
    """
    if desk.endpoint is not None:
        remote = Knowledge(desk.layout, desk.lang, desk.endpoint)
        click.get_current_context().call_on_close(remote.close)
        return remote
    kg = Knowledge(desk.layout, desk.lang)
    kg.store = Embedded.open(desk.layout.store)
    if kg.outdated:
        desk.note("The files have changed since the graph was built; `rabatkg build` takes the changes in.")
    return kg


def tell_retired(desk: frame.Desk, kg: Knowledge, name: str | None) -> None:
    """Say so where what is asked for bears another name today, or was retired."""
    from rabatkg.evidence.retired import retired

    found = retired(kg.store, kg.names, name, desk.lang) if name else None
    if found is not None and found.kind in RETIRED:
        desk.note(RETIRED[found.kind], key=found.key, now=found.now, day=found.on)

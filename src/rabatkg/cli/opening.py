"""Open the graph for a command, and say so where it is older than its files."""

from rabatkg.cli import frame
from rabatkg.knowledge import Knowledge
from rabatkg.store import Store


def opened(desk: frame.Desk) -> Knowledge:
    """Return the built graph in the user's language.

    Raises:
        DataError: it has not been built, is that of another dialogue, or cannot be read.
    """
    kg = Knowledge(desk.layout, desk.lang)
    kg.store = Store.open(desk.layout.store)
    if kg.outdated:
        desk.note("The files have changed since the graph was built; `rabatkg build` takes the changes in.")
    return kg

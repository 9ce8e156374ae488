"""Open the graph for a command, and say so where it is older than its files."""

from rabatkg.cli import frame
from rabatkg.errors import DataError
from rabatkg.knowledge import Knowledge


def opened(desk: frame.Desk) -> Knowledge:
    """Return the built graph in the user's language.

    Raises:
        DataError: it has not been built.
    """
    kg = Knowledge(desk.layout, desk.lang)
    if not (desk.layout.build / "store").is_dir():
        raise DataError("The graph has not been built yet.", remedy="Run `rabatkg build` first.")
    if kg.outdated:
        desk.note("The files have changed since the graph was built; `rabatkg build` takes the changes in.")
    return kg

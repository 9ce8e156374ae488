"""Paths as a user would type them."""

from pathlib import Path

from rabatkg import writing
from rabatkg.errors import DataError, visible


def nearby(path: Path) -> Path:
    """Return the path from the folder where the user stands, where it lies in that folder; it is only to be shown."""
    here = Path.cwd()
    return Path(visible(str(path.relative_to(here) if path.is_relative_to(here) else path)))


def vacant(file: Path) -> None:
    """Make sure that a file can be made in a place; what one that was broken off left there beside it goes.

    Raises:
        DataError: something stands there.
    """
    if file.exists():
        writing.clear(file)
        raise DataError("This file stands already.", file=file, remedy="Name another file with --output.")

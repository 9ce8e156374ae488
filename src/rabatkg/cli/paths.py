"""Paths as a user would type them."""

from pathlib import Path

from rabatkg.errors import visible


def nearby(path: Path) -> Path:
    """Return the path from the folder where the user stands, where it lies in that folder; it is only to be shown."""
    here = Path.cwd()
    return Path(visible(str(path.relative_to(here) if path.is_relative_to(here) else path)))

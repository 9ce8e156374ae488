"""Paths as a user would type them."""

from pathlib import Path


def nearby(path: Path) -> Path:
    """Return the path from the folder where the user stands, where it lies in that folder."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path

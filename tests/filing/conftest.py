"""What the tests of filing share: a data folder of their own."""

from pathlib import Path
from shutil import copytree

import pytest

LAGOON = Path(__file__).resolve().parent.parent / "good"


@pytest.fixture
def lagoon(tmp_path):
    """Return a copy of the data folder of the Lagoon Dialogue."""
    return copytree(LAGOON, tmp_path / "lagoon")

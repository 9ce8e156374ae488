"""What the tests of filing share: a data folder of their own."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from copies import copied
from rabatkg.cli import main

LAGOON = Path(__file__).resolve().parent.parent / "good"


@pytest.fixture
def lagoon(tmp_path):
    """Return a copy of the data folder of the Lagoon Dialogue."""
    return copied(LAGOON, tmp_path / "lagoon")


@pytest.fixture
def run(lagoon, tmp_path):
    """Return a function that runs `rabatkg` on the copy of the Lagoon Dialogue."""

    def once(*words, lang="en"):
        return CliRunner().invoke(
            main,
            ["--data", str(lagoon), "--lang", lang, *map(str, words)],
            env={"RABATKG_BUILD": str(tmp_path / "build"), "COLUMNS": "200"},
        )

    return once

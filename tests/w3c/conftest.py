"""The W3C's own tests of what we read and judge by. `make suites` fetches them; RABATKG_SUITES names another folder."""

import os
from pathlib import Path

import pytest

from rabatkg.graph import assemble
from rabatkg.layout import Layout
from rabatkg.records import Expander

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def suites():
    """Return the folder of the suites."""
    folder = Path(os.environ.get("RABATKG_SUITES") or ROOT / ".venv" / "suites").resolve()
    if not (folder / "sht_tests").is_dir():
        told = f"no tests of the W3C in {folder}: `make suites` fetches them"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(told)
    return folder


@pytest.fixture(scope="session")
def expander():
    """Return what makes records for the Lagoon Dialogue of what a file says."""
    lagoon = assemble(Layout.find(ROOT / "tests" / "good", environ={}))
    return Expander(lagoon.grammar, lagoon.names, lagoon.layout.settings.languages)

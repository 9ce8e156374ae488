"""What several tests share."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def corpus():
    """Return the folder with the source documents; they are not part of the project."""
    named = os.environ.get("RABATKG_TEXTS")
    folder = Path(named) if named else ROOT.parent / "shared" / "corpus"
    if folder.is_dir():
        return folder
    if os.environ.get("CI") and (named or folder.parent.is_dir()):
        pytest.fail(f"the source documents should be in {folder}")
    return pytest.skip("no source documents: set RABATKG_TEXTS to the folder that holds them")

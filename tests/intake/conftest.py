"""The Lagoon Dialogue, to which files are offered."""

from pathlib import Path

import bs4
import docx
import openpyxl.styles.numbers
import pypdf
import pytest

from rabatkg.graph import assemble
from rabatkg.intake import offered
from rabatkg.layout import Layout
from rabatkg.records import Expander

PARSERS = (bs4, docx, openpyxl, pypdf)
"""Loaded here once, which else each child would do anew that reads a report or a workbook."""
GOOD = Path(__file__).resolve().parent.parent / "good"


@pytest.fixture(scope="session")
def lagoon():
    return assemble(Layout.find(GOOD))


@pytest.fixture(scope="session")
def expander(lagoon):
    return Expander(lagoon.grammar, lagoon.names, lagoon.layout.settings.languages)


@pytest.fixture
def offer(expander, tmp_path):
    """Return a function that offers a file of some name and content, and gives its records."""

    def offer(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return offered(path, expander)

    return offer


@pytest.fixture
def faults(offer):
    """Return a function that offers a file and gives its faults: rule, line, column, and what may be meant."""

    def faults(name, content):
        problems = [one for record in offer(name, content) for one in record.problems]
        return sorted((one.rule, one.mark.line, one.mark.column, one.near) for one in problems)

    return faults

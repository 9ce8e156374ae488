"""What several tests share."""

import gc
import os
from functools import cache
from pathlib import Path

import pytest

from copies import copied
from figures import PROMISES, Figures
from rabatkg.knowledge import Knowledge
from rabatkg.layout import Layout

ROOT = Path(__file__).resolve().parent.parent
EXAMPLEVILLE = Path(__file__).resolve().parent / "coverage" / "data"
"""A small fictional dialogue, whose records have a case for each rule of coverage."""

gc.set_threshold(100_000, 50, 100)
"""What a worker of the tests has read, stays: to look through it again and again takes a tenth of the time."""

EXHAUSTIVE = (
    "filing/test_kills.py",
    "forms/test_template.py",
    "forms/test_schema.py",
    "forms/test_workbook.py",
    "intake/test_workbook_intake.py",
    "validation/test_mistakes.py",
    "validation/test_offers.py",
    "validation/test_offers_beside.py",
)
"""Tests that go through all records, or through hundreds of files and kills: many minutes, with --exhaustive only."""


def pytest_addoption(parser):
    parser.addoption("--approve", action="store_true", help="write the approved files anew from what is found now")
    parser.addoption("--exhaustive", action="store_true", help="also what takes many minutes")
    parser.addoption("--figures", action="store_true", help="only what is promised in figures, and the figures")


def pytest_configure(config):
    if config.getoption("--figures") and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Figures(config))


def pytest_collection_modifyitems(config, items):
    if config.getoption("--figures"):
        other = [item for item in items if "figure" not in item.fixturenames]
        config.hook.pytest_deselected(items=other)
        items[:] = [item for item in items if item not in other]
    if config.getoption("--exhaustive"):
        return
    long = [
        item
        for item in items
        if item.path.as_posix().endswith(EXHAUSTIVE) or item.get_closest_marker("exhaustive") is not None
    ]
    config.hook.pytest_deselected(items=long)
    items[:] = [item for item in items if item not in long]


@pytest.fixture
def figure(record_property):
    """Return a function that tells what was counted of a promise: how many held, of how many, and what else to say."""

    def tell(promise, met=1, of=1, told=""):
        assert promise in PROMISES
        record_property("figure", [promise, met, of, told])

    return tell


@pytest.fixture(scope="session")
def exhaustive(request):
    """Whether what takes many minutes is asked for, too."""
    return request.config.getoption("--exhaustive")


@pytest.fixture(scope="session")
def share(request):
    """The share of what is promised in figures that is looked at: all with --figures, at each change a third."""
    return 1 if request.config.getoption("--figures") or request.config.getoption("--exhaustive") else 1 / 3


@pytest.fixture(scope="session")
def approved(request):
    """Return a function that compares a text with an approved file, or with --approve writes that file anew."""

    def compare(path, text):
        if request.config.getoption("--approve"):
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8")

    return compare


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


@pytest.fixture(scope="session")
def exampleville(tmp_path_factory):
    """Return a function that gives the graph of Exampleville, in memory, with words of its records replaced."""

    @cache
    def graph_of(*replaced, lang="en"):
        folder = EXAMPLEVILLE
        if replaced:
            folder = tmp_path_factory.mktemp("exampleville") / "data"
            copied(EXAMPLEVILLE, folder)
        for old, new in replaced:
            found = [path for path in sorted(folder.rglob("*.yaml")) if old in path.read_text(encoding="utf-8")]
            assert found, f"nothing says {old!r}"
            for path in found:
                path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
        return Knowledge(Layout.find(folder, folder / "not-built"), lang)

    return graph_of

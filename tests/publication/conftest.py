"""Sites that the tests share: of two small fictional dialogues, and of the graph that comes along."""

import os
from functools import cache
from pathlib import Path

import pytest

from copies import copied
from rabatkg import building, graph
from rabatkg.layout import Layout
from rabatkg.publication import Site
from rabatkg.publication.placing import place

TESTS = Path(__file__).resolve().parents[1]
EXAMPLEVILLE = TESTS / "coverage" / "data"
LAGOON = TESTS / "good"


def built(layout):
    """Build the graph of a layout, and return the layout."""
    building.build(graph.assemble(layout, layout.settings.corpus), layout.settings.corpus)
    return layout


@pytest.fixture(scope="session")
def dialogue(tmp_path_factory):
    """Return a function that gives the site of a small dialogue, with words of its records replaced.

    The words are replaced in all files of the data folder; each stands there.
    """

    @cache
    def site_of(data, *replaced, base=None):
        home = tmp_path_factory.mktemp(data.name)
        if replaced:
            data = copied(data, home / "data")
        for old, new in replaced:
            found = [path for path in sorted(data.rglob("*.yaml")) if old in path.read_text(encoding="utf-8")]
            assert found, f"nothing says {old!r}"
            for path in found:
                path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
        return Site(built(Layout.find(data, home / "build", environ={})), base)

    return site_of


@pytest.fixture(scope="session")
def small(dialogue):
    """Return the site of Exampleville, which has a case for each rule of coverage."""
    return dialogue(EXAMPLEVILLE)


@pytest.fixture(scope="session")
def lagoon(dialogue):
    """Return the site of the Lagoon Dialogue, which has a record of each kind, corrections and retired things."""
    return dialogue(LAGOON)


@pytest.fixture(scope="session")
def published_small(small, tmp_path_factory):
    """Return the folder that the site of Exampleville was written into."""
    folder = tmp_path_factory.mktemp("published") / "small"
    place(small, folder)
    return folder


@pytest.fixture(scope="session")
def published_lagoon(lagoon, tmp_path_factory):
    """Return the folder that the site of the Lagoon Dialogue was written into."""
    folder = tmp_path_factory.mktemp("published") / "lagoon"
    place(lagoon, folder)
    return folder


@pytest.fixture(scope="session")
def full(tmp_path_factory):
    """Return the site of the graph that comes along: the one built in `build`, or one built now if that is older."""
    layout = Layout.find(build=TESTS.parent / "build", environ={})
    if not layout.store.is_dir() or layout.changed() != frozenset():
        layout = built(Layout.find(build=tmp_path_factory.mktemp("full") / "build", environ={}))
    return Site(layout)


@pytest.fixture(scope="session")
def published_full(full, tmp_path_factory):
    """Return the folder that the site of the graph that comes along was written into.

    Only for tests marked `pytest.mark.xdist_group("site")`: it is written once for all of them. The folder named in
    RABATKG_SITE is taken as it is, where one is named.
    """
    if named := os.environ.get("RABATKG_SITE"):
        return Path(named)
    folder = tmp_path_factory.mktemp("published") / "full"
    full.prepare()
    place(full, folder)
    return folder

"""The Lagoon Dialogue, which does not exist, and the words of the real one, as what forms are derived from."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from rabatkg.cli import main
from rabatkg.forms import Model, Things, Words
from rabatkg.graph import assemble
from rabatkg.layout import Layout
from rabatkg.records import Expander

GOOD = Path(__file__).resolve().parent.parent / "good"


@pytest.fixture(scope="session")
def lagoon():
    return assemble(Layout.find(GOOD))


@pytest.fixture(scope="session")
def model(lagoon):
    return Model(lagoon)


@pytest.fixture(scope="session")
def things(lagoon):
    return Things.of(lagoon)


@pytest.fixture(scope="session")
def words():
    return Words.of(Layout.find(environ={}))


@pytest.fixture(scope="session")
def expander(lagoon):
    return Expander(lagoon.grammar, lagoon.names, lagoon.layout.settings.languages)


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Return a function that runs the program beside the Lagoon Dialogue, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RABATKG_BUILD", str(tmp_path / "build"))

    def invoke(*words, typed=None, data=GOOD, lang="en"):
        home = ["--data", str(data)] if data else []
        return CliRunner().invoke(main, [*words, *home, "--lang", lang], input=typed)

    return invoke


@pytest.fixture
def found_in(run):
    """Return a function that checks a record, as text, and returns line, rule and key of each fault."""

    def check(text):
        Path("checked.yaml").write_text(text, encoding="utf-8")
        told = run("record", "check", "checked.yaml", "--format", "json")
        assert told.exit_code in (0, 1), told.output
        import json

        return [(one["line"], one["rule"], one["path"]) for one in json.loads(told.stdout)]

    return check

"""The Lagoon Dialogue, which does not exist: an example of all that is right, beside which each bad record stands."""

from pathlib import Path

import pytest
from both import Both
from rdflib import Graph

from rabatkg.graph import assemble, with_records
from rabatkg.layout import Layout
from rabatkg.records import Expander, read
from rabatkg.validation import check_expansions, check_graph, check_quotes, shapes_of

TESTS = Path(__file__).resolve().parent.parent
GOOD = TESTS / "good"
BAD = TESTS / "bad"
TEXTS = GOOD / "texts"


@pytest.fixture(scope="session")
def lagoon():
    return assemble(Layout.find(GOOD))


@pytest.fixture(scope="session")
def shapes(lagoon):
    """The shapes, which both engines are asked: any difference between them is an error."""
    return shapes_of(lagoon, Both())


@pytest.fixture(scope="session")
def joined(lagoon):
    """Return a function that puts a record, as text or in a file, into the Lagoon Dialogue."""
    expander = Expander(lagoon.grammar, lagoon.names, lagoon.layout.settings.languages)

    def join(record):
        file = record if isinstance(record, Path) else Path("record.yaml")
        expansions = expander.file(read(record, file), file)
        return with_records(lagoon, expansions), [one.id for one in expansions]

    return join


@pytest.fixture(scope="session")
def checked(lagoon, shapes, joined):
    """Return a function that finds what is wrong with a record, as text or in a file of YAML or Turtle."""

    def check(record):
        if isinstance(record, Path) and record.suffix == ".ttl":
            return check_graph(lagoon, Graph().parse(record), record, shapes)
        corpus, ids = joined(record)
        found = check_expansions(corpus, ids, shapes)
        named = isinstance(record, Path) and record.name.startswith("Quote-")
        return (*found, *check_quotes(corpus, TEXTS).findings) if named else found

    return check

"""The Lagoon Dialogue, which does not exist: an example of all that is right, beside which each bad record stands."""

from pathlib import Path

import pytest
from beside import Beside
from rdflib import Graph

from rabatkg.errors import DataError
from rabatkg.graph import assemble
from rabatkg.intake import offered
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
    """The shapes, which the judge is asked."""
    return shapes_of(lagoon)


@pytest.fixture(scope="session")
def expanded(lagoon):
    """Return a function that reads a record, as text or in a file."""
    expander = Expander(lagoon.grammar, lagoon.names, lagoon.layout.settings.languages)

    def expand(record):
        file = record if isinstance(record, Path) else Path("record.yaml")
        return expander.file(read(record, file), file)

    return expand


@pytest.fixture(scope="session")
def joined(lagoon, expanded):
    """Return a function that puts a record, as text or in a file, into the Lagoon Dialogue."""
    beside = Beside(lagoon)

    def join(record):
        return records(expanded(record))

    def records(expansions):
        return beside(expansions), [one.id for one in expansions]

    join.records = records
    return join


@pytest.fixture(scope="session")
def checked(lagoon, shapes, joined):
    """Return a function that finds what is wrong with a record, as text or in a file of YAML or Turtle."""

    def check(record, shapes=shapes):
        if isinstance(record, Path) and record.suffix == ".ttl":
            return check_graph(lagoon, Graph().parse(record), record, shapes)
        corpus, ids = joined(record)
        found = check_expansions(corpus, ids, shapes)
        named = isinstance(record, Path) and record.name.startswith("Quote-")
        return (*found, *check_quotes(corpus, TEXTS).findings) if named else found

    return check


@pytest.fixture
def told(lagoon, joined, shapes, tmp_path):
    """Return a function that offers a file, and gives the rules that it breaks; what refuses it whole has no rule."""
    expander = Expander(lagoon.grammar, lagoon.names, lagoon.layout.settings.languages)

    def tell(text, form="yaml"):
        path = tmp_path / f"offered.{form}"
        path.write_text(text, encoding="utf-8")
        try:
            offers = offered(path, expander)
        except DataError as error:
            return [str(error)]
        if not all(one.id for one in offers):
            return [one.rule for each in offers for one in each.problems]
        return [one.rule for one in check_expansions(*joined.records(offers), shapes)]

    return tell

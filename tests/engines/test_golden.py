"""The whole catalogue on real servers: the same reviewed answers as beside the files."""

import csv
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest

from rabatkg.errors import DataError
from rabatkg.layout import Layout
from rabatkg.queries import catalogue, narrowed
from rabatkg.store import knowing
from rabatkg.store.transport import Endpoint, Limits

pytestmark = pytest.mark.xdist_group("engines")
ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "full"
QUESTIONS = catalogue(Layout.find(ROOT))
DAY = "2026-11-22"
"""The day on which the golden answers were asked for, where a question has none of its own."""
PATIENT = Limits(total=60)
"""How long an answer is waited for: what is tested is that it is right, on a machine that does other things besides."""


@pytest.fixture(scope="session", params=["oxigraph", "virtuoso"])
def remote(request, layout, names):
    server = request.getfixturevalue(request.param)
    with closing(knowing.opened(Endpoint.of(server.query, {}), names, layout.settings.dialogue, PATIENT)) as store:
        yield store


@pytest.mark.parametrize("name", QUESTIONS)
def test_an_answer_is_the_reviewed_one(name, remote, names):
    question = QUESTIONS[name]
    today = {one.name: DAY for one in question.parameters if one.default == "today"}
    answer = _asked(remote, narrowed(remote, names, question, "en", today))
    rows = sorted(tuple(_told(row.get(variable), names) for variable in answer.variables) for row in answer.rows)
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerows([answer.variables, *rows])
    assert text.getvalue() == (GOLDEN / f"{name}.csv").read_text(encoding="utf-8")


def _asked(store, sparql):
    """Ask, and once more where no answer came in time: Virtuoso plans by samples, and by an unlucky one for minutes."""
    try:
        return store.select(sparql)
    except DataError:
        return store.select(f"{sparql}\n# once more")


def _told(term, names):
    if term is None:
        return ""
    return names.short(term.value) if term.kind == "uri" else term.value

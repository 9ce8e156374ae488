"""What a record says, written as YAML and read again, says the same: for every record there is."""

from pathlib import Path

import pytest

from rabatkg.graph import assemble
from rabatkg.layout import Layout
from rabatkg.records import Expander, read
from rabatkg.records.house import page
from rabatkg.records.written import said, written

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(
    scope="module", params=[ROOT / "data", ROOT / "tests" / "good", ROOT / "tests" / "coverage" / "data"], ids=str
)
def corpus(request):
    return assemble(Layout.find(request.param))


def test_every_record_comes_back_as_it_was(corpus):
    expander = Expander(corpus.grammar, corpus.names, corpus.layout.settings.languages)
    assert corpus.written
    for record in corpus.written:
        assert record.problems == []
        text = page(written(record, corpus.grammar, corpus.names), corpus.grammar, corpus.layout.settings.languages)
        (again,) = expander.file(read(text, Path(f"{record.id}.yaml")))
        assert again.problems == [], text
        assert said(again) == said(record), text


def test_what_differs_is_seen(corpus):
    """The comparison above can fail: it tells each record from itself with less proof, and from the next one."""
    first, second = corpus.written[:2]
    assert said(first) != said(second)
    proven = next(one for one in corpus.written if any(each.evidence for each in one.statements))
    before = said(proven)
    statement = next(each for each in proven.statements if each.evidence)
    evidence, statement.evidence = statement.evidence, []
    assert said(proven) != before
    statement.evidence = evidence
    assert said(proven) == before

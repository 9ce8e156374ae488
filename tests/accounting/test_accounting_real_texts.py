"""The account of the real texts: nothing is missing, and what is taken away is missed."""

from dataclasses import replace
from pathlib import Path

import pytest

from rabatkg.accounting import account
from rabatkg.accounting.items import CAPITALS, Finder
from rabatkg.accounting.sources import held
from rabatkg.graph import assemble
from rabatkg.layout import Layout

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.texts


@pytest.fixture(scope="module")
def whole():
    return assemble(Layout.find(ROOT))


def test_nothing_that_the_sources_print_is_missing(whole, corpus):
    found = account(whole, corpus)
    assert [finding.told_in("en") for finding in found.findings] == []
    assert set(found.read) == set(whole.registers)
    assert all(tally.met == tally.accounted for tally in found.tallies.values())
    assert {kind for kind, tally in found.tallies.items() if tally.met > 30} >= {
        "Dialogue",
        "Instrument",
        "Organisation",
        "Region",
        "State",
        "capitals",
        "date",
        "number",
    }


@pytest.mark.parametrize(
    ("file", "old", "new", "gap"),
    [
        ("themes.ttl", '"COVID-19"@fr', '"Le covid"@fr', ("Name-unknown", "preamble-73a7c405", "COVID-19")),
        ("initiatives-presentations.yaml", "printedAs: PROMIS", "printedAs: PROMESSE", ("Name-unknown", "2-4-81f31ad8", "PROMIS")),
        ("persons.yaml", "fr: Daniele Dotto", "fr: Un chef adjoint", ()),
    ],
)
def test_what_is_taken_out_is_missed(file, old, new, gap, replaced, corpus):
    data, _ = replaced([ROOT / "data", ROOT / "ontology"], file, old, new)
    found = account(assemble(Layout.find(data.parent)), corpus)
    assert {(one.rule, one.node.rpartition("/")[2], one.value) for one in found.findings} == ({gap} if gap else set())


def test_every_word_that_is_said_to_name_nothing_would_be_missed(whole, corpus):
    for document in held(whole, corpus):
        for word in document.no_names:
            others = tuple(other for other in document.no_names if other != word)
            finder = Finder(whole, replace(document, no_names=others))
            items = (item for passage in document.register.passages for item in finder.items(passage))
            assert any(item.kind == CAPITALS and not item.known for item in items), f"{document.key}: {word}"

"""The account of the real texts: nothing is missing, and what is taken away is missed."""

from pathlib import Path

import pytest

from copies import copied
from rabatkg.accounting import account
from rabatkg.accounting.items import Finder
from rabatkg.accounting.naming import capitals
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
        ("states.yaml", "printedAs: Nigéria", "printedAs: Nigeria", ("Name-unknown", "3-1-c404877c", "Nigéria")),
        (
            "2024-02-som-presentations.yaml",
            "value: https://www.frontex.europa.eu/",
            "value: https://example.org/",
            ("Link-unaccounted", "link-244e1348", "https://www.frontex.europa.eu/"),
        ),
    ],
)
def test_what_is_taken_out_is_missed(file, old, new, gap, replaced, corpus):
    data, _ = replaced([ROOT / "data", ROOT / "ontology"], file, old, new)
    found = account(assemble(Layout.find(data.parent)), corpus)
    assert {(one.rule, one.node.rpartition("/")[2], one.value) for one in found.findings} == {gap}


def test_what_is_planted_in_a_text_is_missed(registered, tmp_path, whole, corpus):
    data, texts = copied(ROOT / "data", tmp_path / "data"), copied(corpus, tmp_path / "texts")
    copied(ROOT / "ontology", tmp_path / "ontology")
    text = texts / whole.registers["cadiz-2022"].file
    text.chmod(0o644)
    planted = "\n\nLe projet Zorglub a reçu 12 345 euros de la Suisse en mai 2031.\n"
    text.write_text(text.read_text(encoding="utf-8") + planted, encoding="utf-8")
    registered(data / "documents", "cadiz-2022", text)
    found = account(assemble(Layout.find(tmp_path)), texts)
    assert sorted((one.rule, one.value) for one in found.findings) == [
        ("Date-unaccounted", "mai 2031"),
        ("Name-unaccounted", "Suisse"),
        ("Name-unknown", "Zorglub"),
        ("Number-unaccounted", "12 345"),
    ]


def test_every_word_that_is_said_to_name_nothing_would_be_missed(whole, corpus):
    for document in held(whole, corpus):
        finder, texts = Finder(whole, document), list(map(document.words, document.register.passages))
        for word in document.no_names:
            others = set(document.no_names) - {word}
            found = (capitals(text, finder.known, finder.small, others) for text in texts if word in text)
            assert not all(covered for run in found for *_, covered in run), f"{document.key}: {word}"

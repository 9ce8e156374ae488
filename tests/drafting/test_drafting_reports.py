"""Reports as the rules see them: passages that are those of the document once it is added, headings, items, rows."""

import sys
from pathlib import Path

import pytest

from rabatkg.drafting.reports import source_of
from rabatkg.layout import Layout
from rabatkg.texts import document_add

ROOT = Path(__file__).resolve().parents[2]
REPORTS = Path(__file__).resolve().parent / "reports"
sys.path.insert(0, str(REPORTS))
from making import made  # noqa: E402

NAMES = ("accra.report", "stockholm.html", "nouakchott.report", "lome.txt")


@pytest.fixture
def layout():
    return Layout.find(ROOT / "tests" / "good")


@pytest.fixture(params=NAMES)
def file(request, tmp_path):
    return made(REPORTS / request.param, tmp_path)


def test_the_passages_are_those_that_the_document_will_have(file, layout, tmp_path):
    source = source_of(file, layout, "report-2026")
    added = document_add(
        file, tmp_path / "documents", key="report-2026", title={"en": "A", "fr": "B"}, language=source.language
    )
    keys = [f"passage/report-2026/{passage.key}" for passage in added.register.passages]
    assert [part.iri for part in source.parts] == keys
    assert (source.checksum, source.file) == (added.register.checksum, added.register.file)


def test_every_sentence_can_be_quoted_from_its_passage(file, layout):
    sentences = [(part, one) for part in source_of(file, layout).parts for one in part.sentences]
    assert len(sentences) > 25
    for part, one in sentences:
        assert part.text[one.start : one.end] == one.text
        assert part.quote(one.start, one.end) in part.text
        assert part.sentence_at(one.start) == one


@pytest.mark.parametrize(("name", "language"), [("accra.report", "en"), ("lome.txt", "fr")])
def test_a_source_knows_its_language_and_its_key(name, language, layout, tmp_path):
    source = source_of(made(REPORTS / name, tmp_path), layout)
    assert (source.language, source.document, source.held) == (language, f"document/{Path(name).stem}", False)


def test_a_document_that_is_held_is_known_and_read_by_its_own_profile(layout):
    source = source_of(ROOT / "tests" / "good" / "texts" / "report-2031.txt", layout)
    assert (source.document, source.held) == ("document/report-2031", True)
    assert "passage/report-2031/0-00610239" in [part.iri for part in source.parts]


def test_another_document_does_not_take_the_key_of_a_held_one(layout, tmp_path):
    other = tmp_path / "report-2031.txt"
    other.write_text("Another report, of another meeting.\n", encoding="utf-8")
    assert source_of(other, layout).document == "document/report-2031-2"


def under(source, title):
    return next(section for section in source.sections if section.title.endswith(title)).parts


def test_the_recommendations_of_a_report_are_items_under_their_heading(layout, tmp_path):
    source = source_of(made(REPORTS / "accra.report", tmp_path), layout)
    items = [part for part in under(source, "Recommendations") if part.item]
    assert len(items) == 4
    assert all(part.path[-1] == "5. Recommendations" for part in items)
    assert items[0].sentences[0].text.startswith("Partner countries should design")


def test_a_row_of_a_table_has_its_cells_as_sentences(layout, tmp_path):
    source = source_of(made(REPORTS / "nouakchott.report", tmp_path), layout)
    rows = [part for part in source.parts if part.cells]
    assert len(rows) == 7
    assert [one.text for one in rows[2].sentences] == ["Mme Hélène Vandersmissen", "Ambassadrice", "Belgique"]
    assert not any(part.item for part in rows)


def test_numbered_paragraphs_are_no_items_and_lettered_ones_are(layout, tmp_path):
    source = source_of(made(REPORTS / "lome.txt", tmp_path), layout)
    assert [part.text[:2] for part in source.parts if part.item] == ["- ", "- ", "- ", "a)", "b)"]


def test_headings_stand_in_each_other(layout, tmp_path):
    source = source_of(made(REPORTS / "nouakchott.report", tmp_path), layout)
    inner = next(section for section in source.sections if section.title == "Enregistrer les naissances")
    assert inner.path[-1] == "Échanges"
    assert set(inner.parts) < set(under(source, "Échanges"))


def test_pages_of_a_pdf_are_given(layout, tmp_path):
    source = source_of(made(REPORTS / "accra.report", tmp_path), layout)
    assert {part.page for part in source.parts if part.kind == "heading"} == {1, 2}
    running = [part.text for part in source.parts if part.kind == "furniture"]
    assert sum(text.count("Page ") for text in running) == 2

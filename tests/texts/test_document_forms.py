"""Documents in each form: what is filed is read again alike, by the profile that was filed with it."""

import importlib.util
from pathlib import Path

import pytest

from rabatkg.texts import PassageRegister, document_add, load_profile, normalise, read

REPORTS = Path(__file__).resolve().parents[1] / "drafting" / "reports"
SOURCES = ("accra.report", "stockholm.html", "nouakchott.report", "lome.txt")
spec = importlib.util.spec_from_file_location("making_of_reports", REPORTS / "making.py")
making = importlib.util.module_from_spec(spec)
spec.loader.exec_module(making)


@pytest.fixture(params=SOURCES)
def file(request, tmp_path):
    return making.made(REPORTS / request.param, tmp_path)


def test_a_document_is_read_again_as_it_was_filed(file, tmp_path):
    title = {"en": "A report", "fr": "Un rapport"}
    added = document_add(file, tmp_path / "documents", key="report-2026", title=title, language="en")
    register = PassageRegister.load(added.passages)
    assert register == added.register
    reading = read(file, load_profile(added.profile))
    assert PassageRegister.of(reading, register.document, file.name, register.checksum) == register
    assert len(register.passages) > 15
    for passage in register.passages:
        assert register.text_of(passage, reading.normal)


@pytest.mark.parametrize("name", [name for name in SOURCES if name.endswith(".report")])
def test_every_word_of_the_source_is_in_some_passage(name, tmp_path):
    source = REPORTS / name
    file = making.made(source, tmp_path)
    title = {"en": "A report", "fr": "Un rapport"}
    added = document_add(file, tmp_path / "documents", key="r", title=title, language="en")
    normal = read(file, load_profile(added.profile)).normal.text
    body = (normal[one.start : one.end] for one in added.register.passages if one.kind in ("content", "heading"))
    words = " ".join(words for _, words in making.read(source.read_text(encoding="utf-8")).lines)
    found = " ".join(body).replace("• ", "").replace(" | ", " ")
    assert found.split() == normalise(words.replace(" | ", " ")).split()

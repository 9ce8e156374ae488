"""What the page for checking says to somebody who knows neither YAML nor the program: what it is, and what to do."""

import re
from pathlib import Path

import pytest
from test_checking import EDGE, form, words

pytestmark = pytest.mark.xdist_group("server")


@pytest.fixture(scope="module")
def check(fetch):
    return lambda lang="en", **fields: fetch("POST", f"/{lang}/check.html", *form(**fields))


@pytest.fixture(scope="module")
def held(serving):
    """A record as it stands in the data."""
    return Path(serving.data, "examples", "meeting.yaml").read_text()


@pytest.fixture(scope="module")
def new(held):
    """The record of a new meeting."""
    return held.replace("2031-03-exampleville", "2031-05-otherville").replace("2031-03-04", "2031-05-04")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_what_is_too_large_is_refused_by_the_page_itself(fetch, lang):
    headers = {"Content-Type": f"multipart/form-data; boundary={EDGE}"}
    answer = fetch("POST", f"/{lang}/check.html", headers, b"a" * 2_000_000)
    assert (answer.status, answer.headers["content-type"]) == (413, "text/html; charset=utf-8")
    assert f'<html lang="{lang}"' in answer.text and 'enctype="multipart/form-data"' in answer.text
    told = re.search(r'role="alert"[^>]*>([^<]*)<', answer.text)[1]
    assert "1 MB" in told if lang == "en" else "1" in told
    assert "1" in re.search(r'TriG[^<]*·([^<]*)<input type="file"', answer.text)[1]


def test_elsewhere_too_much_is_refused_as_before(fetch):
    answer = fetch("POST", "/sparql", {"Content-Type": "application/sparql-query"}, b"a" * 2_000_000)
    assert (answer.status, "<html" in answer.text) == (413, False)


def test_a_record_that_is_held_is_told_as_such_and_how_it_is_filed(check, held, new):
    told = words(check(text=held).text)
    assert "meeting/2031-03-exampleville is held already, in data/examples/meeting.yaml." in told
    assert "rabatkg record add --replace" in told and "It can be filed as it is" not in told
    told = words(check(text=new).text)
    assert "rabatkg record add FILE" in told and "held already" not in told


@pytest.mark.parametrize("name", ["record.txt", "record"])
def test_a_record_in_a_file_of_plain_text_is_read(check, new, name):
    assert "Nothing is wrong with it" in words(check(file=(name, new)).text)


@pytest.mark.parametrize("name", ["report.docx", "report.doc", "report.pdf", "report.txt"])
def test_who_sends_a_document_is_told_what_to_do_on_the_page(check, name):
    told = words(check(file=(name, "The meeting was held in Exampleville.")).text)
    assert "paste that below" in told and "rabatkg record draft" not in told


def test_a_picture_is_told_as_such(check):
    told = words(check(file=("record.yaml", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff")).text)
    assert "This file is a picture" in told and "UTF-8" not in told
    assert "1:1" not in told


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_report_has_a_text_to_copy_though_nobody_takes_reports(fetch, lang):
    page = fetch("GET", f"/{lang}/report.html").text
    blanks = re.search(r"<pre>(.*?)</pre>", page, re.S)[1].splitlines()
    assert len(blanks) == 6 and all(one.endswith("…") for one in blanks)
    [letter] = re.findall(r'href="(mailto:[^"]*)"', page)
    assert letter.startswith("mailto:?body=") and letter.count("%0A") == 5


def test_a_meeting_whose_record_names_no_kind_has_that_of_its_class(fetch, held):
    assert "meetingKind" not in held
    page = fetch("GET", "/en/meetings.html").text
    [row] = [one for one in page.split("<tr") if "meeting/2031-03-exampleville" in one][:1]
    assert "thematic-meeting" in row

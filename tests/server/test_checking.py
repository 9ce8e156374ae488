"""A record checked in a page: the same findings as on the command line, at their lines, and nothing else done."""

import html
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rabatkg.server import checked, checking
from rabatkg.speech import say

pytestmark = pytest.mark.xdist_group("server")

EDGE = "edge-of-the-form"


def form(**fields):
    """A form as browsers send it; a field that is a pair is a file."""
    parts = []
    for name, value in fields.items():
        file, content = value if isinstance(value, tuple) else (None, value)
        told = f'; filename="{file}"\r\nContent-Type: application/octet-stream' if file is not None else ""
        content = content if isinstance(content, bytes) else content.encode()
        parts.append(f'--{EDGE}\r\nContent-Disposition: form-data; name="{name}"{told}\r\n\r\n'.encode() + content)
    return {"Content-Type": f"multipart/form-data; boundary={EDGE}"}, b"\r\n".join([*parts, f"--{EDGE}--\r\n".encode()])


@pytest.fixture(scope="module")
def check(fetch):
    return lambda lang="en", **fields: fetch("POST", f"/{lang}/check.html", *form(**fields))


def findings(page):
    """The findings of a page: the line or the place, and the words without marks."""
    found = []
    for row in re.findall(r'<tr id="line-(\d+)".*?</tr>', page, re.S):
        found.append(int(row))
    return found


def words(page):
    inner = page.split('id="findings"')[1].split("</section>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", inner)).split())


@pytest.fixture(scope="module")
def good(serving):
    """The record of a new meeting, which is right as it stands."""
    held = Path(serving.data, "examples", "meeting.yaml").read_text()
    return held.replace("2031-03-exampleville", "2031-05-otherville").replace("2031-03-04", "2031-05-04")


def test_the_form_is_there_in_both_languages(fetch):
    pages = {lang: fetch("GET", f"/{lang}/check.html").text for lang in ("en", "fr")}
    assert all('method="post"' in page and 'enctype="multipart/form-data"' in page for page in pages.values())
    assert pages["en"].split("<main")[1] != pages["fr"].split("<main")[1]


def test_a_good_record_is_told_what_was_not_compared_and_what_comes_next(check, good):
    for lang in ("en", "fr"):
        page = check(lang, text=good).text
        told = page.split('id="findings"')[1].split("</section>")[0]
        assert "<ol>" not in told and not findings(page)
        assert "rabatkg record check --texts" in words(page)
        assert "rabatkg record add" in words(page)
        assert 'href="report.html"' in told
    bad = check(text=good.replace("\ntitle:", "\ntitel:", 1)).text
    assert "rabatkg record add" not in words(bad)


def test_the_findings_come_first_and_lead_to_their_lines(check, good):
    page = check(text=good.replace("\ntitle:", "\ntitel:", 1).replace("status: ", "status: un")).text
    told = page.split('id="findings"')[1].split("</section>")[0]
    [listed] = re.findall(r"<ol>(.*?)</ol>", told, re.S)
    assert [int(line) for line in re.findall(r'href="#line-(\d+)"', listed)] == findings(page)
    assert told.index("<ol>") < told.index("<table")
    assert re.search(r'<form[^>]* action="check.html#findings"', page)
    assert '<h2 id="findings" tabindex="-1">' in page


def test_what_was_checked_is_named_and_what_was_pasted_is_kept(check, good):
    bad = good.replace("status: ", "status: un")
    for lang in ("en", "fr"):
        page = check(lang, text=bad, form=".yaml").text
        assert say("pasted text", lang) in words(page) and "record.yaml" not in page
        assert "status: un" in page.split("<textarea")[1]
        assert '<option value=".yaml" selected>' in page
    page = check(text="id: mine", file=("theirs.yaml", bad)).text
    assert "theirs.yaml" in words(page) and "The file was checked" in words(page)
    assert "id: mine" in page.split("<textarea")[1].split("</textarea>")[0]


def test_a_rule_leads_to_where_it_is_explained(check, fetch, good):
    page = check(text=good.replace("status: status/held\n", "")).text
    rules = set(re.findall(r'href="profiles.html#([^"]+)"', page.split('id="findings"')[1].split("</section>")[0]))
    assert "Meeting-status" in rules
    profiles = fetch("GET", "/en/profiles.html").text
    assert all(f'id="{rule}"' in profiles for rule in rules)


def test_keys_are_known_by_what_people_call_them(check, good):
    bad = good.replace("\ntitle:", "\ntitre:", 1).replace("\ncoChair:", "\ncoprésidents:", 1)
    assert bad.count("coprésidents") == 1
    told = words(check("fr", text=f"{bad}lieu: place/x\ndate: 2031\n").text)
    for key in ("title", "coChair", "place", "when, start, end"):
        assert f"Vouliez-vous dire {key} ?" in told.replace("\u202f", " ").replace("\xa0", " ")


def test_a_day_that_does_not_exist_is_told_as_such(check, good):
    assert "the calendar has no such day" in words(check(text=f"{good}start: 2031-02-31\n").text)


@pytest.mark.parametrize(
    ("message", "pieces"),
    [
        ("Write `id: x`.", [("Write ", False), ("id: x", True), (".", False)]),
        ("`a` or `b`", [("a", True), (" or ", False), ("b", True)]),
        ("one ` alone", [("one ` alone", False)]),
        ("none", [("none", False)]),
    ],
)
def test_what_is_typed_is_told_apart(message, pieces):
    assert checked.spoken(message) == pieces


def test_a_fault_stands_at_its_line_with_what_may_be_meant(check, good):
    bad = good.replace("\ntitle:", "\ntitel:", 1)
    line = bad[: bad.index("titel:")].count("\n") + 1
    page = check(text=bad.replace("\n", "\r\n")).text
    assert findings(page) == [line]
    assert "Did you mean title?" in words(page)
    french = check("fr", text=bad).text
    assert findings(french) == [line]
    assert words(french) != words(page)


def test_the_findings_are_those_of_the_command_line(check, good, built, serving, tmp_path):
    bad = good.replace("\ntitle:", "\ntitel:", 1).replace("status: ", "status: un")
    file = tmp_path / "record.yaml"
    file.write_text(bad)
    command = [sys.executable, "-c", "import sys; from rabatkg.cli import main; sys.exit(main())"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "RABATKG_BUILD": str(built)}
    told = subprocess.run(
        [*command, "--data", str(serving.data), "--lang", "en", "record", "check", "--format", "csv", str(file)],
        capture_output=True, text=True, env=environment, check=False,
    )  # fmt: skip
    import csv

    rows = list(csv.DictReader(told.stdout.splitlines()))
    page = check(file=("record.yaml", bad)).text
    assert len(rows) > 1
    assert findings(page) == sorted({int(row["line"]) for row in rows})
    assert all(" ".join(row["message"].split()) in words(page) for row in rows)


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("record.ttl", b"<x> <y> .", "File"),
        ("record.jsonld", b'{"@context": "http://127.0.0.1:1/context", "@id": "x"}', "File"),
        ("record.yaml", b"a: &a [*a]", "File"),
        ("record.yaml", b"id: [" * 3000, "File"),
        ("record.yaml", b"\xff\xfe\x00", "File"),
        ("record.xlsx", b"PK\x03\x04 not a workbook", "File"),
        ("record.csv", b'"open', "File"),
        ("record.exe", b"MZ", "File"),
        ("record.pdf", b"%PDF", "File"),
        ("record.yml", b"id: x", "File"),
        ("../../etc/passwd", b"x", "File"),
        ("record", b"x", "File"),
    ],
)
def test_a_file_that_cannot_be_read_says_so(check, name, content, rule):
    answer = check(file=(name, content))
    assert answer.status == 200
    assert "0 errors" not in words(answer.text) and "error" in words(answer.text)
    assert rule in words(answer.text)
    assert "/tmp/" not in answer.text and "rabatkg-check" not in answer.text


HOSTILE = """\
id: meeting/<script>alert(1)</script>
type: "ThematicMeeting'\\"><img src=x onerror=alert(1)>"
title:
  en: "</textarea></code><script>alert(2)</script> \u202e javascript:alert(3)"
"<svg onload=alert(4)>": javascript:alert(5)
"""


def test_what_is_hostile_comes_out_inert(check, figure):
    for fields in ({"text": HOSTILE}, {"file": ("<script>alert(6)<script>.yaml", HOSTILE)}):
        page = check(**fields).text
        assert not re.search(r"<(script|img|svg)[^>]*(alert|=x)", page)
        assert "<script>alert" not in page and 'href="javascript:' not in page
        assert "&lt;/textarea&gt;" in page
        figure("hostile pages")


LINES = st.sampled_from([b"\r", b"\n", b"\r\n", b"--", b"\x0b", b"\x1c", b"\x85", b"\xe2\x80\xa8", b"\0", b" ", b":"])


@settings(deadline=None)
@given(st.lists(LINES | st.binary(max_size=20)).map(b"".join))
def test_what_is_sent_arrives_as_it_is(content):
    headers, body = form(file=("book.xlsx", content), text=content)
    assert checking._fields(headers["Content-Type"], body) == {"file": ("book.xlsx", content), "text": ("", content)}


def test_nothing_is_kept(check, good, serving, built):
    def state():
        folders = (Path(serving.data), built)
        return {path: path.stat().st_mtime_ns for one in folders for path in one.rglob("*") if path.is_file()}

    before = state()
    check(text=good.replace("id: meeting/", "id: meeting/other-"))
    assert state() == before


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ({"Content-Type": "application/x-www-form-urlencoded"}, b"text=a", 415),
        ({}, b"text=a", 415),
        ({"Content-Type": "multipart/form-data"}, b"text=a", 400),
        ({"Content-Type": "multipart/form-data; boundary=x"}, b"--y", 400),
        ({"Content-Type": "multipart/form-data; boundary=x"}, b"--x--", 400),
        ({"Content-Type": f"multipart/form-data; boundary={EDGE}"}, b"a" * 1_600_000, 413),
        (*form(text="  \n "), 400),
        (*form(other="x"), 400),
    ],
)
def test_what_is_no_form_of_the_page_is_refused(fetch, headers, body, status):
    answer = fetch("POST", "/en/check.html", headers, body)
    assert answer.status == status
    assert "Traceback" not in answer.text

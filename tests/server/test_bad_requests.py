"""Bad records sent to the page that checks them: refused in time and in plain words, shown inert, and nothing kept.

Beside them, questions to the service that matches names, whose forms are wrong.
"""

import html
import json
import re
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import html5lib
import pytest

pytestmark = pytest.mark.xdist_group("server")

sys.path.append(str(Path(__file__).resolve().parents[1] / "intake"))
from hostile import files  # noqa: E402  # the bad files of the intake

EDGE = "edge-of-the-form"
SECONDS = 5.0
"""What the check of a bad record may take."""
LONGEST = 15.0
"""Seconds of the clock, where much else goes on."""
PASTED = (".yaml", ".jsonld", ".ttl", ".trig")
"""The forms that may be pasted."""
EVERY = 16
"""One in so many of all bad files is sent at each change; with --exhaustive, each."""


@pytest.fixture(scope="module")
def bad(canary, exhaustive):
    """Bad files by name, of the forms that the page takes and some that it does not."""
    found = {
        name: make for name, make in files(canary.url).items() if Path(name).suffix not in (".html", ".txt", ".pdf")
    }
    chosen = sorted(found)[:: 1 if exhaustive else EVERY]
    return {name: found[name]() for name in chosen}


def form(name, content, pasted):
    """A form as browsers send it, with a file or with what was pasted."""
    ending = Path(name).suffix
    parts = {"text": content, "form": ending.encode()} if pasted else {"file": content}
    body = b""
    for field, value in parts.items():
        file = "" if pasted else f'; filename="{name}"\r\nContent-Type: application/octet-stream'
        body += f'--{EDGE}\r\nContent-Disposition: form-data; name="{field}"{file}\r\n\r\n'.encode() + value + b"\r\n"
    return {"Content-Type": f"multipart/form-data; boundary={EDGE}"}, body + f"--{EDGE}--\r\n".encode()


ACTIVE = ("iframe", "object", "embed", "svg", "img", "base", "style", "meta", "link")
"""Elements that do something, or may."""


def state(*folders):
    """What stands in some folders."""
    return {path: path.stat().st_mtime_ns for one in folders for path in Path(one).rglob("*") if path.is_file()}


def shape(page):
    """What in a page may do something: elements, scripts within it, and addresses that are not of the web."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    active = {one.tag for one in tree.iter() if one.tag in ACTIVE or any(name.startswith("on") for name in one.attrib)}
    active |= {one.text for one in tree.iter("script") if one.get("src") is None}
    places = [one.get(name) for one in tree.iter() for name in ("href", "src", "action") if one.get(name) is not None]
    return active | {one for one in places if re.match(r"\s*(?!https?:|mailto:)[a-z]+:", one, re.I)}


def test_bad_records_are_refused_and_shown_inert(fetch, bad, canary, serving, built, figure):
    before = state(serving.data, built)
    empty = {lang: shape(fetch("GET", f"/{lang}/check.html").body) for lang in ("en", "fr")}
    asked = [(name, pasted) for name in bad for pasted in (False, True) if not pasted or name.endswith(PASTED)]
    assert len(asked) >= 50

    def ask(item):
        (name, pasted), number = item
        began = time.monotonic()
        lang = ("en", "fr")[number % 2]
        answer = fetch(
            "POST", f"/{lang}/check.html", *form(name, bad[name], pasted), source=f"127.0.3.{number % 200 + 1}"
        )
        return name, lang, answer, time.monotonic() - began

    with ThreadPoolExecutor(2) as clients:
        found = list(clients.map(ask, zip(asked, range(len(asked)), strict=True)))
    for name, lang, answer, seconds in found:
        assert seconds < LONGEST, name
        assert answer.status in (200, 400, 413, 503), (name, answer.status)
        policy = answer.headers["content-security-policy"]
        assert policy.startswith(("default-src 'self';", "default-src 'none';")) and "unsafe" not in policy, name
        assert not re.search(r"Traceback|/tmp/|rabatkg-check|Error:|\x1b", answer.text), name
        if answer.status == 200:
            told = html.unescape(answer.text.split('id="findings"')[1].split("</section>")[0])
            assert re.search(r"[1-9]\d*\s+(error|erreur)", re.sub(r"<[^>]*>", " ", told)), (name, told[:500])
        if answer.headers["content-type"].startswith("text/html"):
            assert f'<html lang="{lang}"' in answer.text
            assert shape(answer.body) <= empty[lang], name
    assert canary.heard() == []
    assert state(serving.data, built) == before
    slowest = max(seconds for *_, seconds in found)
    figure("bad requests", of=len(found), met=len(found), told=f"slowest {slowest:.1f} s")


NO_TEXT = (
    1,
    1.5,
    True,
    None,
    [],
    {},
    [[]],
    [{"a": 1}],
    {"id": 1},
    "\ud800",
    "\0",
    "a" * 10_000,
    float("nan"),
    10**40,
    -1,
)
"""What stands where the service expects a text, a number or a list of texts."""


def test_questions_for_names_in_no_form_are_refused(fetch, figure):
    asked = [
        {"q": {"query": "visa", field: value}}
        for field in ("query", "type", "limit", "properties")
        for value in NO_TEXT
    ]
    asked += [{"extend": {"ids": value, "properties": [{"id": "name"}]}} for value in NO_TEXT]
    asked += [{"extend": {"ids": ["x"], "properties": value}} for value in NO_TEXT]
    asked += [{"extend": {"ids": [value], "properties": [{"id": value}]}} for value in NO_TEXT]
    asked += [{"queries": value} for value in NO_TEXT] + [{"\ud800": {"query": "x"}}, *NO_TEXT]
    for one in asked:
        answer = fetch("POST", "/reconcile", {"Content-Type": "application/json"}, json.dumps(one).encode())
        assert answer.status in (200, 400), one
        assert answer.status == 400 or json.loads(answer.text) is not None
    figure("bad requests", of=len(asked), met=len(asked), told="and names asked for in no form")

"""Hostile and broken files: each is refused within its time and memory, in plain words, and nothing else happens."""

import hashlib
import os
import resource
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hostile import CANARY, files, jsonld, reports, tables, texts, turtle, workbooks

from copies import copied
from rabatkg.errors import DataError, RabatkgError, UsageError
from rabatkg.graph import with_records
from rabatkg.intake import offered
from rabatkg.layout import Layout
from rabatkg.texts.extraction import read_report
from rabatkg.validation import check_expansions, check_offered, shapes_of

GOOD = Path(__file__).resolve().parent.parent / "good"
SOURCE = Path(__file__).resolve().parents[2] / "src"
SECONDS = 5
LONGEST = 60
"""Seconds on the clock, where much else goes on."""
MEMORY = 1_000_000
"""Kilobytes."""
NAMES = sorted(files(CANARY.format(port=9)))
LONG = frozenset(
    {
        "a billion laughs.docx", "beside, five thousand records.ttl", "beside, five thousand strays.ttl",
        "beside, unknown words.ttl", "deep tables.html", "deep.html", "dots.ttl", "huge page.pdf", "lying.xlsx",
        "many attributes.xlsx", "many cells.xlsx", "many commas.jsonld", "many evidences.ttl", "many rows.csv",
        "node, ten thousand keys.jsonld", "node, ten thousand nodes.jsonld", "said, many values.ttl",
        "shows of many.yaml", "ten thousand records.yaml", "unknown keys.yaml",
    }
)  # fmt: skip
"""Files that take a quarter of a second and more each; beside each there is another one of its kind."""
REPORTS = frozenset(reports.files())
HOLD_NOTHING = frozenset({"empty.html", "nothing to read.html", "open tag.html", "empty.txt", "blank.txt"})
"""Reports that can be read, and in which nothing stands."""
AS_TYPED = {
    "bomb.xlsx": 1,
    "a billion laughs.xlsx": 1,
    "cell, web service.xlsx": 1,
    "brackets.yaml": 1,
    "part, python object.yaml": 1,
    "escaped, escape.yaml": 1,
    "ten thousand records.yaml": 1,
    "context, remote.jsonld": 1,
    "deep objects.jsonld": 1,
    "brackets.ttl": 1,
    "said, decimal bomb.ttl": 1,
    "a graph elsewhere.trig": 1,
    "quotation marks.csv": 1,
    "rdf xml with an entity.rdf": 2,
    "gzip.ttl.gz": 2,
}
"""Files that are checked by the program itself, and what it exits with."""
FEW_AS_TYPED = ("a billion laughs.xlsx", "part, python object.yaml", "gzip.ttl.gz")
"""Those of them that are so each time."""
TOGETHER = [
    "external link.xlsx",
    "external entity.xlsx",
    "macros.xlsx",
    "encrypted.xlsx",
    "first half.xlsx",
    "alias bomb.yaml",
    "day, no such day.yaml",
    "hidden, right to left.yaml",
    "utf-16.yaml",
    "reference, address.yaml",
    "context, file.jsonld",
    "context, scoped.jsonld",
    "node, list.jsonld",
    "said, imports.ttl",
    "beside, a rule with a query.ttl",
    "cell, command.csv",
]
"""Files that are checked by the program in one go."""
_connections: list[tuple[str, object]] = []


def _watch(event, args):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto", "urllib.Request", "subprocess.Popen"):
        _connections.append((event, args))


@pytest.fixture(scope="module")
def canary():
    """The address of a server that must never be asked; who asks it all the same is found by `asked`."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(64)
        server.setblocking(False)
        yield server


@pytest.fixture(scope="module")
def address(canary):
    return CANARY.format(port=canary.getsockname()[1])


@pytest.fixture(scope="module")
def contents(address):
    return files(address)


@pytest.fixture(scope="module")
def watched():
    sys.addaudithook(_watch)
    _connections.clear()
    return _connections


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """A copy of the Lagoon Dialogue, which no file may change."""
    folder = tmp_path_factory.mktemp("lagoon") / "data"
    copied(GOOD, folder)
    return folder


@pytest.fixture(scope="module")
def layout(data):
    return Layout.find(data, data.parent / "build")


@pytest.fixture(scope="module")
def judged(lagoon):
    """Return a function that gives what the whole corpus has against some records."""
    shapes = shapes_of(lagoon)

    def judge(records):
        corpus = with_records(lagoon, records)
        found = check_expansions(corpus, [one.id for one in records], shapes)
        return [finding for finding in found if finding.severity == "error"]

    return judge


def spent():
    """The seconds of the processor that this process and its children have taken."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def digest(folder):
    """What stands in a folder, in short."""
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        found.update(f"{path.relative_to(folder)}\0".encode() + (path.read_bytes() if path.is_file() else b""))
    return found.hexdigest()


def asked(server):
    """Whether anybody has asked the server."""
    try:
        server.accept()[0].close()
    except BlockingIOError:
        return False
    return True


def refused(path, expander, judged):
    """Return why a file is refused: an error, or the findings; None where it is not."""
    try:
        if path.name in REPORTS:
            report = read_report(path)
            return "nothing" if not any(line.text.strip() for line in report.lines) else None
        records = offered(path, expander)
    except RabatkgError as error:
        assert isinstance(error, DataError | UsageError)
        return error.told_in("en")
    problems = [problem for record in records for problem in record.problems if not problem.warning]
    return [one.rule for one in problems] or judged(records) or None


def test_there_are_enough_of_them():
    assert len(NAMES) >= 500
    assert len({Path(name).suffix for name in NAMES}) >= 12
    assert {*AS_TYPED, *TOGETHER, *LONG} <= set(NAMES)
    assert len({*NAMES} - LONG) >= 500
    assert len({*AS_TYPED, *TOGETHER}) >= 30


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.exhaustive] * (name in LONG)) for name in NAMES]
)
def test_a_hostile_file_is_refused(name, contents, expander, judged, canary, watched, data, tmp_path, figure):
    path = tmp_path / "offered" / name
    path.parent.mkdir()
    path.write_bytes(contents[name]())
    before, begun, clock = digest(data), spent(), time.monotonic()
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss  # of all children that this process ever had
    shared = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # a forked child begins with what its parent has
    found = refused(path, expander, judged)
    assert spent() - begun < SECONDS
    assert time.monotonic() - clock < LONGEST
    assert found if name not in HOLD_NOTHING else found == "nothing"
    assert digest(data) == before
    assert [one.name for one in tmp_path.iterdir()] == ["offered"]
    assert not asked(canary)
    assert watched == []
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss <= max(largest, shared + MEMORY)
    figure("bad records")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("good.yaml", texts.GOOD),
        ("good.jsonld", jsonld.node()),
        ("good.ttl", turtle.beside("")),
        ("good.trig", turtle.beside("")),
        ("good.csv", tables.GOOD),
        ("good.xlsx", workbooks.good("")),
    ],
    ids=["yaml", "jsonld", "ttl", "trig", "csv", "xlsx"],
)
def test_without_what_is_wrong_with_it_a_file_is_not_refused(name, content, offer, judged):
    records = offer(name, content)
    assert [problem for record in records for problem in record.problems] == []
    assert judged(records) == []


def test_the_verdict_on_an_offer_is_that_of_the_corpus(layout, offer, judged):
    records = offer("offered.yaml", texts.files()["part, title in one language.yaml"])
    found = [finding for finding in check_offered(layout, records).findings if finding.severity == "error"]
    assert {finding.rule for finding in found} == {finding.rule for finding in judged(records)} != set()


def checked(paths, data, build):
    """Have files checked as a user would; return what came of it, and what was said."""
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from rabatkg.cli import main; sys.exit(main())",
            *("--data", str(data), "record", "check", *map(str, paths)),
        ],
        env={**os.environ, "PYTHONPATH": str(SOURCE), "RABATKG_BUILD": str(build), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        timeout=LONGEST,
        check=False,
    )
    return done.returncode, (done.stdout + done.stderr).decode()


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.exhaustive] * (name not in FEW_AS_TYPED)) for name in AS_TYPED]
)
def test_a_hostile_file_is_refused_as_a_user_would_have_it_checked(name, contents, data, canary, tmp_path):
    path = tmp_path / name
    path.write_bytes(contents[name]())
    before, begun = digest(data), spent()
    code, said = checked([path], data, tmp_path / "build")
    assert spent() - begun < SECONDS
    assert code == AS_TYPED[name], said
    assert path.name in said or path.suffix in said
    assert "Traceback" not in said
    assert "\x1b" not in said and "\u202e" not in said
    assert digest(data) == before
    assert not (tmp_path / "build").exists()
    assert not asked(canary)


def test_hostile_files_are_refused_side_by_side(contents, data, canary, tmp_path):
    for name in TOGETHER:
        (tmp_path / name).write_bytes(contents[name]())
    before = digest(data)
    code, said = checked([tmp_path / name for name in TOGETHER], data, tmp_path / "build")
    assert code == 1
    assert [name for name in TOGETHER if name not in said] == []
    assert "Traceback" not in said
    assert "\x1b" not in said and "\u202e" not in said
    assert digest(data) == before
    assert not asked(canary)

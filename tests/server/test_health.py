"""How the server tells those who watch over it how it does; and that neither this nor its log says who asked what."""

import http.client
import json
import os
import re
import time
from urllib.parse import quote

import psutil
import pytest

pytestmark = pytest.mark.xdist_group("server")

SAMPLE = re.compile(r'rabatkg_[a-z_]+(\{[a-z]+="[^"\\\n]*"(,[a-z]+="[^"\\\n]*")*\})? \d+(\.\d+)?')
SECRET = "unrepeatable"
"""A word that stands in everything that a client sends."""


@pytest.fixture(scope="module")
def own(serving, built):
    """Return a server that nobody else asks."""
    running = serving.start("--seconds", "1", "--proxy", "127.0.0.1", build=built)
    yield running
    serving.stop(running)


def metrics(serving, running):
    """The samples of the metrics page, each line of which must be well-formed and told of before."""
    answer = serving.ask(running.port, "GET", "/metrics")
    assert (answer.status, answer.headers["cache-control"]) == (200, "no-store")
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    found, told = {}, {}
    for line in answer.text.splitlines():
        if line.startswith("# TYPE "):
            name, told_type = line.split()[2:]
            assert name not in told and told_type in ("counter", "gauge", "histogram")
            told[name] = told_type
        elif not line.startswith("# HELP "):
            assert SAMPLE.fullmatch(line), line
            name, _, value = line.rpartition(" ")
            assert name not in found, line
            assert re.sub(r"(_bucket|_sum|_count)?(\{.*)?$", "", name) in told, line
            found[name] = float(value)
    return found


def test_all_is_well(serving, own):
    answer = serving.ask(own.port, "GET", "/health")
    assert (answer.status, answer.headers["cache-control"]) == (200, "no-store")
    assert answer.text == "All is well.\n"
    assert serving.ask(own.port, "HEAD", "/health").status == 200
    assert serving.ask(own.port, "POST", "/health", body=b"").status == 405


def test_each_answer_is_counted_by_kind_and_status(serving, own):
    before = metrics(serving, own)
    for target in (
        "/en/index.html",
        "/sparql?query=ASK%7B%7D",
        "/sparql?query=ASK",
        "/id/no-such",
        "/data/no-such.ttl",
    ):
        serving.ask(own.port, "GET", target)
    serving.speak(own.port, b"HELLO\r\n\r\n")
    after = metrics(serving, own)
    grown = {name: after[name] - before.get(name, 0) for name in after if name.startswith("rabatkg_requests_total")}
    assert {name: by for name, by in grown.items() if by} == {
        f'rabatkg_requests_total{{kind="{kind}",status="{status}"}}': 1
        for kind, status in [
            ("page", 200), ("query", 200), ("query", 400), ("thing", 404), ("file", 404), ("unreadable", 400),
            ("watch", 200),
        ]
    }  # fmt: skip
    slots = [
        after[f'rabatkg_request_seconds_bucket{{kind="query",le="{bound}"}}'] for bound in ("0.005", "10.0", "+Inf")
    ]
    assert slots == sorted(slots) and slots[-1] == after['rabatkg_request_seconds_count{kind="query"}']
    assert after["rabatkg_open_files"] > 5
    assert after['rabatkg_resident_memory_bytes{process="front"}'] > 20_000_000
    assert abs(after["rabatkg_build_served_since_seconds"] - time.time()) < 600


def test_what_was_stopped_is_counted(serving, own):
    before = metrics(serving, own)
    endless = quote("SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }")
    assert serving.ask(own.port, "GET", f"/sparql?query={endless}").status == 503
    after = metrics(serving, own)
    name = 'rabatkg_jobs_stopped_total{pool="queries"}'
    assert after[name] - before[name] == 1
    assert after['rabatkg_jobs_running{pool="queries"}'] == 0


def test_what_is_told_says_nothing_of_who_asked_what(serving, own):
    """The address of the client is one of its own, and what it asks is nowhere else."""
    connection = http.client.HTTPConnection("127.0.0.1", own.port, timeout=20, source_address=("127.0.0.77", 0))
    form = (
        f'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nkey: {SECRET}\r\n'
        f'--x\r\nContent-Disposition: form-data; name="form"\r\n\r\n.yaml\r\n--x--\r\n'
    ).encode()
    asked = [
        ("GET", f"/sparql?query={quote(f'SELECT (1 AS ?{SECRET}) {{}}')}", None, {}),
        ("GET", f"/sparql?query={quote(f'SELECT {SECRET}')}", None, {}),
        ("POST", "/sparql", f"ASK {{ ?s ?p '{SECRET}' }}".encode(), {"Content-Type": "application/sparql-query"}),
        ("POST", "/en/check.html", form, {"Content-Type": "multipart/form-data; boundary=x"}),
        ("GET", f"/en/{SECRET}.html?{SECRET}", None, {}),
        ("GET", f"/id/person/{SECRET}", None, {}),
        ("GET", f"/en/index.html?{SECRET}", None, {}),
        ("GET", f"/reconcile?queries={quote(json.dumps({'q0': {'query': SECRET}}))}", None, {}),
        ("GET", f"/reconcile/suggest/entity?prefix={SECRET}", None, {}),
    ]  # fmt: skip
    before = len(own.log)
    said = {"User-Agent": SECRET, "Referer": f"http://{SECRET}.example/", "X-Forwarded-For": "198.51.100.77"}
    statuses = []
    for method, target, body, headers in asked:
        connection.request(method, target, body, {**said, **headers})
        answer = connection.getresponse()
        answer.read()
        statuses.append(answer.status)
    connection.close()
    assert statuses[:5] == [200, 400, 200, 200, 404], statuses
    told = serving.ask(own.port, "GET", "/metrics").text + serving.ask(own.port, "GET", "/health").text
    serving.until(lambda: len([line for line in own.log[before:] if line.startswith("20")]) >= len(asked))
    log = "\n".join(line for line in own.log if not line.startswith("Serving"))
    for word in (SECRET, "198.51.100.77", "127.0.0.77", "127.0.0.1"):
        assert word not in log and word not in told


def test_a_nursery_that_was_killed_is_told_of_and_replaced(serving, own):
    (nursery,) = (
        one for one in psutil.Process(own.process.pid).children() if any("strangers" in word for word in one.cmdline())
    )
    os.kill(nursery.pid, 9)
    told, deadline = [], time.monotonic() + 60
    while not any(status == 503 for status, *_ in told) or told[-1][0] == 503:
        assert time.monotonic() < deadline, told
        health = serving.ask(own.port, "GET", "/health")
        query = serving.ask(own.port, "GET", f"/sparql?query=ASK%7B%7D%23{len(told)}")  # none that was answered before
        told.append((health.status, health.text, query.status, query.headers.get("retry-after")))
        time.sleep(0.05)
    assert (503, "What answers queries is being started anew.\n", 503, "5") in told
    assert {status for status, *_ in told} == {200, 503}
    assert serving.ask(own.port, "GET", "/sparql?query=ASK%7B%7D").status == 200
    assert metrics(serving, own)['rabatkg_restarts_total{pool="queries"}'] == 1


def test_nobody_waits_for_who_does_not_read_the_log(serving, built):
    """Its log goes into a pipe that holds 64 kB, and nobody reads that until it has answered many times as much."""
    running = serving.start(build=built, reading=False)
    try:
        connection, closed = http.client.HTTPConnection("127.0.0.1", running.port, timeout=20), 0
        for _ in range(1500):
            connection.request("HEAD", "/assets/style.css")
            answer = connection.getresponse()
            answer.read()
            closed += answer.getheader("Connection") == "close"
        connection.close()
        assert closed == 1  # after a thousand requests it says that the next one takes a new connection
    finally:
        running.process.kill()
        running.process.wait()
        running.process.stderr.close()


def test_what_passes_is_asked_anew_and_what_stays_is_told_again(serving, own):
    """A query that was answered is not asked of the store again, unless it asks for the time or for a number by lot."""

    def asked(query):
        before = metrics(serving, own)['rabatkg_jobs_done_total{pool="queries"}']
        answers = {serving.ask(own.port, "GET", f"/sparql?query={quote(query)}").body for _ in range(3)}
        return len(answers), metrics(serving, own)['rabatkg_jobs_done_total{pool="queries"}'] - before

    assert asked("SELECT (COUNT(*) AS ?told_again) { ?s ?p ?o }") == (1, 1)
    for passing in ("NOW", "RAND", "UUID", "STRUUID", "now", "# x\n RAND#y\n"):
        assert asked(f"SELECT ({passing}() AS ?passing) {{}}") == (3, 3), passing

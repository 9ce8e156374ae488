"""Costly queries are answered whole or stopped in time, and cheap ones are answered meanwhile."""

import csv
import io
import json
import statistics
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from urllib.parse import quote
from xml.etree import ElementTree

import psutil
import pytest
from costly_queries import COSTLY, LARGE
from rdflib import Graph

from rabatkg.store import Embedded

pytestmark = pytest.mark.xdist_group("server")

QUERY = {"Content-Type": "application/sparql-query"}
SECONDS, EXHAUSTIVE = 2, 5
"""What a query may take, here and with --exhaustive."""
LATE = 2
"""Seconds after that in which there must be an answer."""
LARGEST = 1_500_000_000
"""Bytes of memory that the server and all its workers may hold."""
TOGETHER = 3
"""Costly queries at once, each from another client."""
CHEAP = f"/sparql?query={quote('SELECT ?s { ?s a rkg:ThematicMeeting } LIMIT ')}"
"""A cheap query up to its number, which is another each time, as answers are kept."""


@pytest.fixture(scope="module")
def limited(serving, server, built, exhaustive):
    """The server, and the seconds of its queries: with --exhaustive one of its own."""
    if not exhaustive:
        yield server, SECONDS
        return
    own = serving.start("--seconds", str(EXHAUSTIVE), build=built)
    yield own, EXHAUSTIVE
    serving.stop(own)


class Meanwhile(threading.Thread):
    """Asks what is cheap, ten times a second, and looks how much memory the server holds."""

    def __init__(self, serving, server):
        super().__init__()
        self.serving, self.server, self.ending = serving, server, threading.Event()
        self.seconds, self.statuses, self.most = [], set(), 0

    def run(self):
        process = psutil.Process(self.server.process.pid)
        while not self.ending.wait(0.1):
            began = time.monotonic()
            target = f"{CHEAP}{len(self.seconds) + 1}"
            answer = self.serving.ask(self.server.port, "GET", target, {"Accept": "text/csv"})
            self.seconds.append(time.monotonic() - began)
            self.statuses.add(answer.status)
            self.most = max(self.most, sum(map(held, [process, *process.children(recursive=True)])))

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.ending.set()
        self.join()


def held(process):
    """The bytes of memory that a process holds, of what several share its part."""
    try:
        return process.memory_full_info().pss
    except psutil.Error:  # it has ended
        return 0


def test_costly_queries_end_in_time(serving, limited, figure, share):
    server, seconds = limited
    sources = (f"127.0.{number // 200}.{number % 200 + 2}" for number in count(400))
    costly = list(COSTLY.items())[:: round(1 / share)]
    taken, lock = {}, threading.Lock()

    def ask(item):
        name, query = item
        for _ in range(8):  # who is told that there is no room comes again
            with lock:
                source = next(sources)
            began = time.monotonic()
            answer = serving.ask(server.port, "POST", "/sparql", QUERY, query.encode(), source=source)
            took = time.monotonic() - began
            assert took < seconds + LATE, (name, took)
            if answer.status != 429:
                break
        taken[name] = took
        return name, answer

    with Meanwhile(serving, server) as meanwhile, ThreadPoolExecutor(TOGETHER) as clients:
        found = dict(clients.map(ask, costly))
    assert {name: answer.status for name, answer in found.items() if answer.status != 503} == {}
    assert all("bindings" not in answer.text and len(answer.body) < 300 for answer in found.values())
    assert meanwhile.statuses == {200}
    assert meanwhile.most < LARGEST
    p95 = statistics.quantiles(meanwhile.seconds, n=20)[-1]
    assert p95 < 1, sorted(meanwhile.seconds)[-20:]
    told = f"slowest {max(taken.values()):.1f} s of {seconds + LATE}; {meanwhile.most // 1_000_000:,} MB at most"
    figure("limits", of=len(found), met=len(found), told=told)
    figure(
        "cheap questions",
        of=len(meanwhile.seconds),
        met=sum(one < 1 for one in meanwhile.seconds),
        told=f"p95 {p95:.2f} s",
    )


def number(type_, text):
    """How many rows or statements an answer has, read to its end."""
    if type_.endswith("json"):
        return len(json.loads(text)["results"]["bindings"])
    if type_.endswith("xml"):
        return len(ElementTree.fromstring(text).findall(".//{*}result"))
    if type_ == "text/csv":
        return len(list(csv.reader(io.StringIO(text)))) - 1
    if type_.endswith("values"):
        return text.count("\n") - 1
    return len(Graph().parse(data=text, format="nt" if type_.endswith("triples") else "turtle"))


@pytest.mark.parametrize(("query", "type_"), [(query, one) for query, forms in LARGE.items() for one in forms])
def test_what_is_large_is_answered_whole(fetch, built, query, type_, figure):
    store = Embedded.open(built / "store")
    of = "*" if query.startswith("SELECT") else "DISTINCT *"
    counted = f"SELECT (COUNT(*) AS ?n) {{ SELECT {of.replace('*', '?s ?p ?o')} {{ GRAPH ?g {{ ?s ?p ?o }} }} }}"
    [row] = store.select(counted).rows
    answer = fetch("POST", "/sparql", {**QUERY, "Accept": type_}, query.encode(), source="127.0.0.77")
    assert answer.status == 200
    assert number(type_, answer.text) == int(row["n"].value) > 1_000
    figure("limits")


def test_what_is_too_large_is_not_cut(fetch, figure):
    for query in ("SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 2000000", "SELECT * { ?s ?p ?o . ?a ?b ?c } LIMIT 300000"):
        answer = fetch("POST", "/sparql", {**QUERY, "Accept": "text/csv"}, query.encode(), source="127.0.0.78")
        assert answer.status == 503 or (
            answer.status == 200 and number("text/csv", answer.text) == int(query.split()[-1])
        )
        figure("limits")

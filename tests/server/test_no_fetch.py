"""Whatever a stranger sends, the server asks nobody else for anything and opens no file that is not its own."""

import json
import re
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from ways_out import ADDRESSES, CLAUSES, HEADERS, PLACES, SERVICES, UPDATES

from rabatkg.errors import UsageError
from rabatkg.queries.freehand import with_prefixes
from rabatkg.queries.vetting import datasets, vet
from rabatkg.store import build

pytestmark = pytest.mark.xdist_group("server")

FORM, QUERY, UPDATE = (f"application/{name}" for name in ("x-www-form-urlencoded", "sparql-query", "sparql-update"))
GOING_OUT = (
    "plain", "a prefix, glued", "after a comparison", "after a name with a hash", "in texts of half a letter",
)  # fmt: skip
"""Some of the queries that the engine does ask another server for."""
OUTSIDE = """
import sys, json
from rabatkg.server import nursery
from rabatkg.store import strangers
store, alone, queries = json.loads(sys.stdin.read())
left = nursery.alone() if alone else False
held = strangers.prepare(store)
job = {"base": "http://127.0.0.1/", "default": [], "named": [], "named_here": []}
job |= {"table": "text/csv", "truth": "application/json", "graph": "text/turtle"}
for query in queries:
    strangers.work(held, {"query": query, **job})
print(json.dumps(left))
"""
"""A worker that is asked what no vetting has seen, in a process of its own."""


@pytest.fixture(scope="module")
def worker(tmp_path_factory):
    """Return what lets a worker answer queries that were not vetted, and tells whether it had left the network."""
    folder = tmp_path_factory.mktemp("worker") / "store"
    build(folder, [b"<urn:s> <urn:p> <urn:o> <urn:g> .\n"])

    def ask(queries, alone):
        done = subprocess.run(
            [sys.executable, "-c", OUTSIDE],
            input=json.dumps([str(folder), alone, queries]), env={"PYTHONPATH": ":".join(filter(None, sys.path))},
            capture_output=True, text=True, timeout=60, check=True,
        )  # fmt: skip
        return json.loads(done.stdout)

    return ask


def services(canary):
    return {name: canary.put(query) for name, query in SERVICES.items()}


def test_the_canary_tells_of_a_connection_and_of_a_file(canary, worker):
    """Without vetting and within the network, a worker does ask; so do readers that the pipe is opened by."""
    queries, found = services(canary), {}
    for name in GOING_OUT:
        assert worker([queries[name]], alone=False) is False
        found[name] = canary.heard()
    assert all(found.values()), found
    reading = threading.Thread(target=Path(canary.file).read_bytes)
    reading.start()
    reading.join(5)
    assert "file" in canary.heard()


def test_a_worker_that_no_vetting_protects_reaches_nobody(canary, worker, figure):
    queries = services(canary)
    if not worker([], alone=True):
        pytest.skip("this system lets no process leave the network")
    assert worker([*queries.values()], alone=True)
    assert canary.heard() == []
    figure("no fetch", of=len(queries), met=len(queries), told=f"{len(queries)} of them by a worker without vetting")


def test_no_query_is_let_through_that_asks_another_server(canary):
    passed = {}
    for name, query in services(canary).items():
        try:
            vet(query, dataset=True)
            datasets(with_prefixes(query))
        except UsageError:
            continue
        passed[name] = query
    assert passed == {}


def requests(canary):
    """Yield requests: what they try, method, target, headers, body."""
    posted = {"Content-Type": QUERY}
    for name, query in services(canary).items():
        yield f"service, {name}", "POST", "/sparql", posted, query.encode()
    for address in ADDRESSES:
        iri = canary.put(address)
        for clause in CLAUSES:
            query = f"SELECT * {clause.format(iri)} {{ ?s ?p ?o }}"
            yield f"{clause} {address}", "POST", "/sparql", posted, query.encode()
        for kind in ("default", "named"):
            target = "/sparql?" + urlencode({"query": "SELECT * { ?s ?p ?o }", f"{kind}-graph-uri": iri})
            yield f"{kind} graph {address}", "GET", target, {}, None
    for update in map(canary.put, UPDATES):
        by_form = urlencode({"update": update}).encode()
        yield f"form {update}", "POST", "/sparql", {"Content-Type": FORM}, by_form
        yield f"update {update}", "POST", "/sparql", {"Content-Type": UPDATE}, update.encode()
        yield f"update as query {update}", "POST", "/sparql", posted, update.encode()
        yield f"update in the address {update}", "GET", f"/sparql?update={quote(update)}", {}, None
        using = f"/sparql?using-graph-uri={quote(canary.url)}"
        yield f"using {update}", "POST", using, {"Content-Type": UPDATE}, update.encode()


def elsewhere(canary):
    """Yield requests in which an address stands where some servers take it from."""
    for place in PLACES:
        target = canary.put(place.replace("{q}", quote(canary.url, safe="")))
        yield place, "GET", target, {}, None
        yield f"post {place}", "POST", target, {"Content-Type": FORM}, urlencode({"url": canary.url}).encode()
    for header in HEADERS:
        yield header, "GET", "/en/", {header: canary.url if header != "Host" else canary.host}, None
    for method in ("COPY", "MOVE", "PROPFIND", "PUT", "LINK", "LOAD", "TRACE", "REPORT"):
        yield method, method, "/sparql", {"Destination": canary.url}, canary.url.encode()
    yield "absolute", "GET", canary.url, {}, None
    url = canary.url
    queries = json.dumps({"q": {"query": url, "type": url, "properties": [{"pid": url, "v": "x"}]}})
    yield "reconcile", "POST", "/reconcile", {"Content-Type": FORM}, urlencode({"queries": queries}).encode()
    yield "reconcile by JSON", "POST", "/reconcile", {"Content-Type": "application/json"}, queries.encode()


def answers(fetch, asked):
    """The answers to requests, eight at a time: by what they try."""

    def answer(request):
        name, method, target, headers, body = request
        return name, fetch(method, target, {"Accept-Language": "en", **headers}, body)

    with ThreadPoolExecutor(8) as clients:
        return list(clients.map(answer, asked))


def test_queries_and_updates_that_fetch_are_refused(fetch, canary, figure):
    found = answers(fetch, requests(canary))
    assert len(found) >= 102
    wrong = [(name, answer.status, answer.text) for name, answer in found if answer.status not in (400, 403)]
    assert wrong == []
    assert all(re.match(r"[A-Z“].*[.]\n$", answer.text, re.S) for _, answer in found)
    assert canary.heard() == []
    figure("no fetch", of=len(found), met=len(found))


def test_addresses_in_other_places_are_not_asked(fetch, canary, figure):
    found = answers(fetch, elsewhere(canary))
    assert [(name, answer.status) for name, answer in found if answer.status >= 500] == []
    assert canary.heard() == []
    figure("no fetch", of=len(found), met=len(found))

"""Made-up queries: vetting them never takes long, and what it lets through neither leaves the graph nor ends a process.

FUZZ_EXAMPLES makes it as many as it says, drawn anew each time; see `make fuzz`.
"""

import json
import os
import signal
import subprocess
import sys
import time

import pytest
from hypothesis import HealthCheck, given, settings
from rdflib.plugins.sparql.parser import parseQuery
from risky_queries import queries

from rabatkg.errors import UsageError
from rabatkg.queries.vetting import datasets, vet

ASKED = int(os.environ.get("FUZZ_EXAMPLES", "0"))
NUMBER = ASKED or 600
SOON = 0.05
"""Seconds of the processor that vetting takes at most."""
JUDGED = ASKED or 150
"""Of those that are let through, how many are read by rdflib, which takes its time."""
EVALUATED = """
import json, os, signal, sys
import pyoxigraph as ox
store, (start, queries) = ox.Store(), json.loads(sys.stdin.read())
for name in "abc":
    store.add(ox.Quad(ox.NamedNode("http://x/" + name), ox.NamedNode("http://x/p"), ox.Literal("a"), ox.NamedNode("http://x/g")))
signal.signal(signal.SIGALRM, signal.SIG_DFL)
for number in range(start, len(queries)):
    os.write(1, f"{number}\\n".encode())
    signal.setitimer(signal.ITIMER_REAL, 1)
    try:
        found = store.query(queries[number], base_iri="http://x/sparql", use_default_graph_as_union=True)
        bool(found) if isinstance(found, ox.QueryBoolean) else sum(1 for _ in found)
    except (SyntaxError, ValueError, OSError, RuntimeError):
        pass
"""
"""Evaluates queries one after the other, and tells which, until one of them ends it."""


@pytest.fixture(scope="module")
def drawn(canary):
    """Queries, with whether they were let through; and the longest that vetting one of them took."""
    found, longest = {}, 0.0

    @settings(
        max_examples=NUMBER,
        deadline=None,
        derandomize=not ASKED,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(queries())
    def draw(query):
        nonlocal longest
        query = query.replace("{port}", canary.host.rpartition(":")[2])
        for _ in range(3):  # what takes long, does so each time; what is tidied up in memory meanwhile, does not
            began = time.process_time()
            found[query] = passes(query)
            took = time.process_time() - began
            if took < SOON:
                break
        longest = max(longest, took)

    draw()
    return found, longest


def passes(query):
    """Whether a query is let through."""
    try:
        vet(query, dataset=True)
        datasets(query)
    except UsageError as error:
        assert error.remedy is not None
        return False
    return True


def evaluated(asked):
    """Evaluate queries with the network there; return those that ended the process, with the signals."""
    ended, start = {}, 0
    while start < len(asked):
        done = subprocess.run(
            [sys.executable, "-c", EVALUATED],
            input=json.dumps([start, asked]),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode == 0:
            break
        assert done.returncode < 0, done.stderr
        start = int(done.stdout.split()[-1])
        ended[asked[start]] = -done.returncode
        start += 1
    return ended


def test_vetting_never_takes_long(drawn, figure):
    found, longest = drawn
    assert longest < SOON
    assert sum(found.values()) > len(found) / 10 and sum(found.values()) < len(found)
    figure(
        "fuzzing", of=len(found), met=len(found), told=f"{len(found)} queries vetted, {1000 * longest:.0f} ms at most"
    )


def test_what_is_let_through_leaves_neither_the_graph_nor_the_process(drawn, canary):
    passed = [query for query, good in drawn[0].items() if good]
    ended = evaluated(passed)
    assert canary.heard() == []
    assert {query: how for query, how in ended.items() if how != signal.SIGALRM} == {}


def test_of_what_is_not_let_through_some_would_leave_the_graph(drawn, canary):
    refused = [query for query, good in drawn[0].items() if not good and "://127.0.0.1" in query]
    evaluated(refused[:100])
    assert len(canary.heard()) > 10


def test_another_reader_finds_nothing_in_what_is_let_through(drawn):
    read = 0
    for query in [query for query, good in drawn[0].items() if good][:JUDGED]:
        try:
            tree = parseQuery(query)
        except Exception:  # rdflib raises many kinds
            continue
        read += 1
        told = str(tree)
        assert "ServiceGraphPattern" not in told, query
        assert ("DatasetClause" in told) == bool(datasets(query)), query
    assert read > 5

"""A graph pushed to real servers, Oxigraph and Virtuoso: whole, verified, and repaired when a push was killed."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import Request, urlopen

import pyoxigraph as ox
import pytest
import serving
from click.testing import CliRunner
from rdflib import Graph, Namespace
from rdflib.collection import Collection

from copies import copied
from rabatkg.cli import main
from rabatkg.store.endpoint import Endpoint
from rabatkg.store.graph_store import GraphStore

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLEVILLE = ROOT / "tests" / "coverage" / "data"
W3C = ROOT.parent / "shared" / "w3c" / "sparql11-graph-store" / "manifest-indirect.ttl"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
CONTENT = Namespace("http://www.w3.org/2011/content#")
FOREIGN = "http://example.org/graph"
ROWS = 1000
"""Virtuoso gives no more rows than these here, less than some of our graphs hold, as it does with 10,000 elsewhere."""


@pytest.fixture(scope="module")
def small_virtuoso(tmp_path_factory):
    with serving.virtuoso(tmp_path_factory.mktemp("virtuoso-push"), rows=ROWS) as server:
        yield server


@pytest.fixture(params=["empty_oxigraph", "small_virtuoso"])
def server(request):
    """A server with a graph of somebody else's in it, and nothing of ours."""
    found = request.getfixturevalue(request.param)
    with graph_store(found) as store:
        for graph in store.counts("http"):
            if "/graph/" in graph:
                store.delete(graph)
        store.put(FOREIGN, b'<http://example.org/s> <http://example.org/p> "theirs" .\n')
    yield found
    with graph_store(found) as store:
        assert {quad.object.value for quad in store.get(FOREIGN)} == {"theirs"}


def graph_store(server):
    graphs = Endpoint.of(server.graphs, server.environ)
    return GraphStore(graphs, graphs.at(server.query))


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Return a function that builds Exampleville, with words of its records replaced, and gives its two folders."""

    def folders(*replaced):
        home = tmp_path_factory.mktemp("pushed")
        data = copied(EXAMPLEVILLE, home / "data")
        for old, new in replaced:
            found = [path for path in data.rglob("*.yaml") if old in path.read_text(encoding="utf-8")]
            assert found, old
            for path in found:
                path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
        done = CliRunner().invoke(main, ["--data", str(data), "build"], env={"RABATKG_BUILD": str(home / "build")})
        assert done.exit_code == 0, done.output
        return data, home / "build"

    return folders


@pytest.fixture(scope="module")
def first(built):
    return built()


@pytest.fixture(scope="module")
def second(built):
    return built(("Thematic meeting on visas", "Thematic meeting about visas"))


def push(folders, server, *words, **environ):
    data, build = folders
    line = ["--data", str(data), "--lang", "en", "push", server.graphs, *words]
    return CliRunner().invoke(main, line, env={"RABATKG_BUILD": str(build), **server.environ, **environ})


def built_graphs(folders):
    """The graphs that were built, with the number of their statements."""
    store = ox.Store.read_only(str(folders[1] / "store"))
    return {
        name.value: sum(1 for _ in store.quads_for_pattern(None, None, None, name)) for name in store.named_graphs()
    }


def held_graphs(server):
    """The graphs of ours that the server counts, asked without a line of what is tested here."""
    found = {}
    while True:
        query = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g LIMIT 500"
        query += f" OFFSET {len(found)}"
        request = Request(server.query, urlencode({"query": query}).encode())
        request.add_header("Accept", "application/sparql-results+json")
        with urlopen(request, timeout=20) as answer:
            rows = json.load(answer)["results"]["bindings"]
        if not rows:
            return {graph: n for graph, n in found.items() if "/graph/" in graph}
        found |= {row["g"]["value"]: int(row["n"]["value"]) for row in rows}


def test_a_graph_is_pushed_once_and_then_left_alone(server, first):
    done = push(first, server)
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("Pushed to ")
    assert held_graphs(server) == built_graphs(first)
    again = push(first, server)
    assert again.exit_code == 0, again.output
    assert "already holds all of it" in again.stdout


def test_what_changed_is_sent_and_nothing_else(server, first, second):
    assert push(first, server).exit_code == 0
    before, after = (_by_graph(folders) for folders in (first, second))
    changed = sum(before.get(graph) != lines for graph, lines in after.items())
    gone = len(before.keys() - after.keys())
    assert 0 < changed < len(after) / 3
    planned = push(second, server, "--dry-run")
    assert f"{changed} to be replaced, {gone} to be removed" in planned.stdout
    assert held_graphs(server) == built_graphs(first)
    done = push(second, server)
    assert f"({changed} sent, {gone} removed," in done.stdout
    assert held_graphs(server) == built_graphs(second)


def _by_graph(folders):
    store = ox.Store.read_only(str(folders[1] / "store"))
    dataset = ox.Dataset(store)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    found = {}
    for quad in dataset:
        found.setdefault(quad.graph_name.value, set()).add(str(quad))
    return found


def test_what_another_wrote_into_our_graphs_is_put_right(server, first):
    assert push(first, server).exit_code == 0
    graphs = sorted(built_graphs(first))
    with graph_store(server) as store:
        kept = sorted(f"{quad} .\n" for quad in store.get(graphs[0]))
        other = "<http://example.org/s> <http://example.org/p> <http://example.org/o> .\n"
        store.put(graphs[0], "".join([*kept[1:], other]).encode())
        store.put(graphs[0].rpartition("/")[0] + "/never-built", other.encode())
    done = push(first, server)
    assert "(1 sent, 1 removed," in done.stdout, done.output
    assert held_graphs(server) == built_graphs(first)


@contextmanager
def running(folders, server):
    """Run a push in a process of its own, and hand it over when it has begun to write."""
    data, build = folders
    code = "from rabatkg.cli import main; main()"
    line = [sys.executable, "-c", code, "--data", str(data), "--lang", "en", "push", server.graphs]
    environ = {**os.environ, **server.environ, "RABATKG_BUILD": str(build)}
    mark = _mark(folders)
    process = subprocess.Popen(
        line, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=_heeding
    )
    with process, graph_store(server) as store:
        deadline = time.monotonic() + 20
        while not store.get(mark):
            assert process.poll() is None and time.monotonic() < deadline, process.communicate()
        yield process


def _heeding():
    """Let Ctrl-C reach this process, though whoever runs the tests may have had it ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _mark(folders):
    some = next(iter(built_graphs(folders)))
    return some.partition("/graph/")[0] + "/graph/pushing"


def test_a_push_that_was_killed_is_repaired_by_the_next(server, first):
    with running(first, server) as process:
        process.kill()
        assert process.communicate(timeout=20)[0] == ""
    assert _mark(first) in held_graphs(server)
    again = push(first, server)
    assert again.exit_code == 0, again.output
    assert "An earlier push had not been finished" in again.stderr
    assert held_graphs(server) == built_graphs(first)


def test_a_user_who_breaks_off_is_told_how_far_it_came(empty_oxigraph, first):
    with running(first, empty_oxigraph) as process:
        process.send_signal(signal.SIGINT)
        told, noted = process.communicate(timeout=20)
    assert process.returncode == 130
    assert told == ""
    assert "The push is not finished" in noted or "may stand there" in noted
    assert _mark(first) in held_graphs(empty_oxigraph)


def test_a_wrong_password_changes_nothing(small_virtuoso, first):
    before = held_graphs(small_virtuoso)
    done = push(first, small_virtuoso, RABATKG_PASSWORD="not the one")
    assert done.exit_code == 1
    assert "does not accept you" in done.stderr
    assert "not the one" not in done.output
    assert held_graphs(small_virtuoso) == before


def test_a_server_that_hides_named_graphs_is_told_of(tmp_path, first):
    with serving.oxigraph(tmp_path / "plain", writable=True, union=False) as server:
        done = push(first, server)
    assert done.exit_code == 0
    assert "see no named graphs" in done.stderr


def w3c_cases():
    """The tests of the W3C that only replace, read and remove named graphs: the requests of each, in order."""
    if not W3C.is_file():
        return [pytest.param([], marks=pytest.mark.skip(f"no {W3C}"))]
    manifest = Graph().parse(W3C, format="turtle")
    cases = []
    for test, action in sorted(manifest.subject_objects(MF.action)):
        requests = [_request(manifest, one) for one in Collection(manifest, manifest.value(action, HT.requests))]
        if all(method in ("PUT", "GET", "DELETE") and "graph=" in path for method, path, *_ in requests):
            cases.append(pytest.param(requests, id=test.rpartition("#")[2]))
    return cases


def _request(manifest, request):
    response = manifest.value(request, HT.resp)
    sent, expected = (manifest.value(manifest.value(one, HT.body), CONTENT.chars) for one in (request, response))
    method, path = (str(manifest.value(request, one)) for one in (HT.methodName, HT.absolutePath))
    return method, path, sent and str(sent), expected and str(expected)


@pytest.mark.parametrize("requests", w3c_cases())
def test_graphs_are_named_as_the_w3c_would(server, requests, figure):
    kinds = {"PUT": 0, "GET": 0, "DELETE": 0}
    with graph_store(server) as store:
        for method, path, sent, expected in requests:
            graph = parse_qs(urlsplit(path).query)["graph"][0]
            kinds[method] += 1
            if method == "PUT":
                store.put(
                    graph, ox.serialize(ox.parse(sent, format=ox.RdfFormat.TURTLE), format=ox.RdfFormat.N_TRIPLES)
                )
            elif method == "DELETE":
                store.delete(graph)
            else:
                wanted = ox.parse(expected, format=ox.RdfFormat.TURTLE) if expected else []
                assert _canonical(store.get(graph)) == _canonical(wanted)
        for _, path, *_ in requests:
            store.delete(parse_qs(urlsplit(path).query)["graph"][0])
    assert kinds["PUT"] and kinds["GET"]
    figure("graph store")


def _canonical(quads):
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(map(str, dataset))


LITERALS = [
    '"é\U0001f30d\u4e2d"',
    '"a\\"b\\\\c\\n\\t\\r"',
    '"text"@en',
    '"texte"@fr-ca',
    '"true"^^xsd:boolean',
    '"-12"^^xsd:integer',
    '"0.25"^^xsd:decimal',
    '"2024-02-29"^^xsd:date',
    '"2024-02-29Z"^^xsd:date',
    '"2024"^^xsd:gYear',
    '"2024-02"^^xsd:gYearMonth',
    '"2024-02-29T10:00:00Z"^^xsd:dateTime',
    '"http://example.org/"^^xsd:anyURI',
    f'"{"long " * 2000}"',
]


def test_literals_of_each_kind_come_back_as_they_were(server):
    texts = [f"<http://a> <http://b/{n}> {literal} ." for n, literal in enumerate(LITERALS)]
    text = "\n".join(["PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>", *texts])
    sent = {str(one) for one in ox.parse(text, format=ox.RdfFormat.TURTLE)}
    with graph_store(server) as store:
        store.put("http://example.org/graph/literal", "".join(f"{one} .\n" for one in sent).encode())
        assert {str(one) for one in store.get("http://example.org/graph/literal")} == sent
    assert len(sent) == len(LITERALS)

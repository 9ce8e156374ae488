"""The query side of the W3C's tests of the SPARQL 1.1 Protocol, run over HTTP against a store with their data."""

import asyncio
import json
import os
import threading
from pathlib import Path

import pytest
from rdflib import RDF, Graph, Namespace
from rdflib.collection import Collection

from rabatkg.server import protocol
from rabatkg.server.listening import Listener
from rabatkg.server.pool import Pool
from rabatkg.server.running import bound
from rabatkg.store import build

pytestmark = pytest.mark.xdist_group("server")

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
FOLDER = Path(__file__).resolve().parents[3] / "shared" / "w3c" / "sparql11-protocol"
DATA = "http://kasei.us/2009/09/sparql/data/data{}.rdf"
FORMS = {
    "boolean": ("application/sparql-results+json", "application/sparql-results+xml"),
    "tabular": ("application/sparql-results+json", "application/sparql-results+xml", "text/csv"),
    "RDF": ("text/turtle", "application/n-triples", "application/rdf+xml"),
}
QUERIES = (
    "query_post_form", "query_dataset_default_graphs_get", "query_dataset_default_graphs_post",
    "query_dataset_named_graphs_post", "query_dataset_named_graphs_get", "query_dataset_full",
    "query_multiple_dataset", "query_get", "query_content_type_select", "query_content_type_ask",
    "query_content_type_describe", "query_content_type_construct", "query_post_direct",
)  # fmt: skip
BAD = (
    "bad_query_method", "bad_multiple_queries", "bad_query_wrong_media_type", "bad_query_missing_form_type",
    "bad_query_missing_direct_type", "bad_query_non_utf8", "bad_query_syntax", "bad_update_get",
    "bad_multiple_updates", "bad_update_wrong_media_type", "bad_update_missing_form_type", "bad_update_non_utf8",
    "bad_update_syntax", "bad_update_dataset_conflict",
)  # fmt: skip
UPDATES = (
    "update_dataset_default_graph", "update_dataset_default_graphs", "update_dataset_named_graphs",
    "update_dataset_full", "update_post_form", "update_post_direct", "update_base_uri",
)  # fmt: skip


@pytest.fixture(scope="module")
def manifest():
    if not FOLDER.is_dir():
        if os.environ.get("CI") and FOLDER.parents[1].is_dir():
            pytest.fail(f"the tests of the W3C should be in {FOLDER}")
        pytest.skip("no tests of the W3C: they stand beside the project where it is developed")
    return Graph().parse(FOLDER / "manifest.ttl")


@pytest.fixture(scope="module")
def port(manifest, site, tmp_path_factory):
    """Serve a store with the data that the tests speak of, as far as they do; `data0.rdf` they only name."""
    parts = ["".join(f"<{DATA.format(0)}> <{RDF.type}> <urn:x> <{DATA.format(0)}> .\n")]
    for number in (1, 2, 3):
        triples = Graph().parse(FOLDER / f"data{number}.nt", format="nt")
        parts += [f"{s.n3()} {p.n3()} {o.n3()} <{DATA.format(number)}> .\n" for s, p, o in triples]
    folder = tmp_path_factory.mktemp("w3c") / "store"
    build(folder, ["".join(parts).encode()])
    with bound("127.0.0.1", 0) as own:
        address = own.getsockname()[1]
        ready, done = threading.Event(), []

        async def serve():
            pool = Pool("rabatkg.store.strangers", str(folder), 5, 1_000_000_000, 2, 8)
            await pool.start()
            home = f"http://127.0.0.1:{address}/"

            async def answer(request):
                return await protocol.answered(request, site, home, pool, "en")

            listener = Listener(answer, lambda *_: 64_000, lambda *_: None, faults.append)
            servers = await listener.start([own])
            ending = asyncio.Event()
            done.extend([asyncio.get_running_loop(), ending])
            ready.set()
            await ending.wait()
            for one in servers:
                one.close()
            pool.close()

        faults = []
        running = threading.Thread(target=lambda: asyncio.run(serve()))
        running.start()
        assert ready.wait(20)
        yield address
        done[0].call_soon_threadsafe(done[1].set)
        running.join(10)
        assert not faults


def requests(manifest, name):
    test = next(one for one in manifest.subjects(RDF.type, MF.ProtocolTest) if str(one).endswith(f"#{name}"))
    listed = manifest.value(manifest.value(test, MF.action), HT.requests)
    return list(Collection(manifest, listed))


def put(manifest, serving, port, request):
    """Send a request of the manifest, and return the answer."""
    headers = {}
    listed = manifest.value(request, HT.headers)
    for header in Collection(manifest, listed) if listed is not None else ():
        headers[str(manifest.value(header, HT.fieldName))] = str(manifest.value(header, HT.fieldValue))
    body = manifest.value(request, HT.body)
    content = None
    if body is not None:
        coding = str(manifest.value(body, CNT.characterEncoding) or "utf-8")
        content = str(manifest.value(body, CNT.chars)).encode(coding)
    method = str(manifest.value(request, HT.methodName))
    return serving.ask(port, method, str(manifest.value(request, HT.absolutePath)), headers, content)


def test_every_test_of_the_suite_is_one_of_these(manifest):
    found = {str(one).rpartition("#")[2] for one in manifest.subjects(RDF.type, MF.ProtocolTest)}
    assert found == {*QUERIES, *BAD, *UPDATES}


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_is_answered_as_it_must_be(manifest, serving, port, name, figure):
    for request in requests(manifest, name):
        answer = put(manifest, serving, port, request)
        expected = manifest.value(request, HT.resp)
        assert answer.status == 200, answer.text
        assert (
            answer.headers["content-type"].partition(";")[0] in FORMS[str(manifest.value(expected, MF.expectedFormat))]
        )
        truth = manifest.value(expected, MF.expectedBoolean)
        if truth is not None:
            assert json.loads(answer.text)["boolean"] is truth.toPython()
    figure("protocol")


@pytest.mark.parametrize("name", BAD)
def test_what_is_off_the_protocol_is_refused(manifest, serving, port, name, figure):
    for request in requests(manifest, name):
        assert 400 <= put(manifest, serving, port, request).status < 500
    figure("protocol")


@pytest.mark.parametrize("name", UPDATES)
def test_updates_are_refused_though_the_suite_has_them_done(manifest, serving, port, name, figure):
    assert put(manifest, serving, port, requests(manifest, name)[0]).status == 403
    figure("protocol")

"""The site that is served: queries are answered before it is listed, and one that is no longer served is forgotten."""

import asyncio
import gc
import json
import os
import threading
import weakref
from shutil import copytree
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest

from rabatkg.layout import Layout
from rabatkg.publication import Site
from rabatkg.server import application, reconciling, shelf
from rabatkg.server.application import Application
from rabatkg.server.exchange import Request
from rabatkg.server.pool import Pool
from rabatkg.server.shelf import Shelf
from rabatkg.store import embedded, strangers

pytestmark = pytest.mark.xdist_group("server")

HOME = "http://127.0.0.1/"
ASK = f"/sparql?query={quote('ASK { ?s ?p ?o }')}"
PAGES = ("/", "/en/index.html", "/en/check.html", "/en/reconcile", "/id/organisation/visa-agency", "/nowhere")


@pytest.fixture
def serve(serving, built):
    """Return a function that has something done with an application of the dialogue, whose site is not listed yet."""

    def served(do):
        async def within():
            queries = Pool("rabatkg.store.strangers", str(built / "store"), 2.0, 300_000_000, 2, 10, long=1)
            checks = Pool("rabatkg.server.checking", "{}", 2.0, 300_000_000, 1, 1)  # is never started
            site = Shelf(Layout.find(serving.data, built, environ={}), None, HOME)
            await queries.start()
            try:
                await do(Application(site, queries, checks, print, "en"))
            finally:
                queries.close()
                site.close()

        asyncio.run(within())

    return served


def test_queries_are_answered_before_the_site_is_listed(serve, monkeypatch):
    monkeypatch.setattr(shelf, "PATIENCE", 0.05)

    async def do(own):
        assert (await own.answer(Request("GET", ASK))).status == 200
        assert (await own.answer(Request("GET", "/metrics"))).status == 200
        for target in PAGES:
            answer = await own.answer(Request("GET", target, {"accept-language": "fr"}))
            lang = "en" if target.startswith("/en/") else "fr"
            assert (answer.status, dict(answer.headers)["Content-Language"]) == (503, lang), target
            assert "Retry-After" in dict(answer.headers) and answer.body.endswith(b".\n")
        monkeypatch.setattr(shelf, "PATIENCE", 20.0)
        waiting = asyncio.ensure_future(own.answer(Request("GET", "/en/index.html")))
        await own.shelf.read()
        assert (await waiting).status == 200

    serve(do)


def test_pages_are_made_while_names_are_looked_up(serve, monkeypatch):
    """Pages have a thread of their own, so that what is looked up here takes as long as it likes."""
    answered, may_end = reconciling.answered, threading.Event()

    def slow(*told):
        assert may_end.wait(60)
        return answered(*told)

    monkeypatch.setattr(reconciling, "answered", slow)

    async def do(own):
        await own.shelf.read()
        told = {"q": {"query": "the number of the name"}}
        target = f"/en/reconcile?{urlencode({'queries': json.dumps(told)})}"
        asked = asyncio.ensure_future(own.answer(Request("GET", target)))
        try:
            assert (await own.answer(Request("GET", "/en/meetings.html"))).status == 200
            assert not asked.done()
        finally:
            may_end.set()
        assert (await asked).status == 200

    serve(do)


def test_names_are_looked_up_for_each_in_turn(serve, monkeypatch):
    monkeypatch.setattr(application, "WAITING", 2)

    async def do(own):
        await own.shelf.read()
        own.__post_init__()
        asked = [own.answer(Request("GET", f"/en/reconcile/suggest/entity?prefix=a{n}", client="x")) for n in range(9)]
        told = await asyncio.gather(*asked)
        assert [one.status for one in told].count(200) == 3
        assert all("Retry-After" in dict(one.headers) for one in told if one.status == 429)

    serve(do)


def test_what_answers_queries_reads_one_build_alone(built, tmp_path, monkeypatch):
    place, other = copytree(built / "store", tmp_path / "store"), tmp_path / "other"
    ox.Store(str(other)).add(ox.Quad(*[ox.NamedNode("urn:a")] * 4))
    looks, identity = [], embedded.identity

    def looked(path):
        looks.append(path)
        if len(looks) == 2:  # another build takes its place just after it was opened
            os.rename(place, tmp_path / "gone")
            os.rename(other, place)
        return identity(path)

    monkeypatch.setattr(embedded, "identity", looked)
    assert strangers._dumped(place) == b"<urn:a> <urn:a> <urn:a> <urn:a> .\n"


def test_a_site_that_is_no_longer_served_is_forgotten(serving, built):
    own = Site(Layout.find(serving.data, built, environ={}))
    own.endpoint, own.home = "sparql", HOME
    for path in ("en/index.html", "en/meetings.html", "en/coverage.html", "en/dumps.html", "dcat.ttl", "void.ttl"):
        assert own.by_path[path].make()
    gone = weakref.ref(own)
    del own
    gc.collect()
    assert gone() is None

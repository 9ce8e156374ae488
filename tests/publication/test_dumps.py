"""The dumps hold the graph, all of it, in forms that two engines read alike."""

import gzip
import re
from hashlib import sha256

import pyoxigraph as ox
import pytest
from rdflib import Dataset

from rabatkg.names import Names
from rabatkg.publication.parts import dumps
from rabatkg.speech import say

QUADS = {"dumps/graph.nq.gz": ("nquads", ox.RdfFormat.N_QUADS), "dumps/graph.trig.gz": ("trig", ox.RdfFormat.TRIG)}


def content(site, path):
    return gzip.decompress(site.by_path[path].make())


def canonical(quads):
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in dataset}


@pytest.fixture(scope="module", params=["small", "lagoon"])
def site(request):
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="module")
def held(site):
    return canonical(ox.parse(site.store.dump(), ox.RdfFormat.N_QUADS))


@pytest.mark.parametrize("path", QUADS)
def test_both_engines_read_the_graph_from_the_whole_dump(site, held, path):
    form, engines = QUADS[path]
    text = content(site, path)
    assert canonical(ox.parse(text, engines)) == held
    read = Dataset()
    read.parse(data=text, format=form)
    assert canonical(ox.parse(read.serialize(format="nquads"), ox.RdfFormat.N_QUADS)) == held


def test_the_files_of_the_graphs_make_up_the_graph(site):
    parts = [name for name in site.by_path if name.startswith("graph/")]
    assert len(parts) == len(set(site.store.graphs()))
    for path in parts:
        iri = site.names.graph(path.removeprefix("graph/").removesuffix(".nq.gz"))
        assert {quad.graph_name.value for quad in ox.parse(content(site, path), ox.RdfFormat.N_QUADS)} == {iri}
    assert b"".join(sorted(b"".join(content(site, path) for path in parts).splitlines(True))) == site.store.dump()


def test_packing_tells_neither_time_nor_name(site):
    for path in ("dumps/graph.nq.gz", "graph/inferred.nq.gz"):
        head = site.by_path[path].make()[:10]
        assert head[3] == 0 and head[4:8] == b"\0\0\0\0"


def test_the_same_graph_gives_the_same_bytes(site):
    again = dumps.Dumps(site.store, site.names)
    assert dumps.packed(again.whole()) == site.by_path["dumps/graph.nq.gz"].make()
    assert dumps.packed(again.trig()) == site.by_path["dumps/graph.trig.gz"].make()


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_page_tells_size_digest_and_number_of_what_there_is(site, lang):
    page = site.by_path[f"{lang}/dumps.html"].make().decode()
    rows = re.findall(r'href="\.\./([^"]+)" download>.*?</th><td>(.*?)</td>.*?>(\d+)<.*?>(\d+)<.*?<code>(\w+)<', page)
    told = {path: (title, int(holds), int(size), digest) for path, title, holds, size, digest in rows}
    assert {"dumps/graph.nq.gz", "tables/meetings.csv"} <= told.keys()
    for path, (title, holds, size, digest) in told.items():
        made = site.by_path[path].make()
        assert (size, digest) == (len(made), sha256(made).hexdigest())
        if path.endswith(".nq.gz"):
            assert holds == content(site, path).count(b"\n")
        assert title
    assert say("Downloads", lang) in page


@pytest.mark.xdist_group("site")
def test_the_whole_dump_of_the_graph_that_comes_along_is_that_graph(published_full, full):
    dump = gzip.decompress((published_full / "dumps/graph.nq.gz").read_bytes())
    assert dump == full.store.dump()
    trig = gzip.decompress((published_full / "dumps/graph.trig.gz").read_bytes())
    assert sum(1 for _ in ox.parse(trig, ox.RdfFormat.TRIG)) == len(full.store)


def test_graphs_of_another_dialogue_are_named_after_their_own_base(small):
    assert dumps.Dumps(small.store, Names(small.names.base)).graphs.keys() == set(small.holding.graphs)

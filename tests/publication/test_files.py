"""The RDF files: each read again is what the graph asserts, and all together are all of it."""

import gzip
import random
from collections import defaultdict

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

from rabatkg.publication.parts.files import contents, files
from rabatkg.publication.places import OPAQUE
from rabatkg.store import Term
from rabatkg.store.compacting import compacted

OXIGRAPH = {
    "ttl": ox.RdfFormat.TURTLE,
    "ttl.gz": ox.RdfFormat.TURTLE,
    "jsonld": ox.RdfFormat.JSON_LD,
    "jsonld.gz": ox.RdfFormat.JSON_LD,
    "nt.gz": ox.RdfFormat.N_TRIPLES,
}
RDFLIB = {"ttl": "turtle", "ttl.gz": "turtle", "jsonld": "json-ld", "jsonld.gz": "json-ld", "nt.gz": "nt"}


def asserted(site):
    """Return what the store asserts, by what it is asserted of: as the engine has it."""
    inferred = ox.NamedNode(site.names.graph("inferred"))
    found = defaultdict(set)
    for quad in site.store.matching(None, None, None):
        if quad.graph_name != inferred:
            found[str(quad.subject)].add(quad.triple)
    return found


def canonical(triples):
    dataset = ox.Dataset(ox.Quad(*triple) for triple in triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in dataset}


def content(file):
    """Return what a file holds, unpacked, and its ending."""
    ending = file.path.partition(".")[2]
    return gzip.decompress(file.make()) if ending.endswith(".gz") else file.make(), ending


def read(file):
    text, ending = content(file)
    return list(ox.parse(text, OXIGRAPH[ending], rename_blank_nodes=True))


def wrong(site, listed):
    """Return the paths of files that do not hold what is asserted of what they are about."""
    told = asserted(site)
    for file in listed:
        triples = [quad.triple for quad in read(file)]
        named = {str(triple.subject) for triple in triples if isinstance(triple.subject, ox.NamedNode)}
        if any(isinstance(triple.subject, ox.BlankNode) for triple in triples):
            held = {triple for triple in map(_named, triples) if triple}
            if any(held_of(held, name) - told[name] for name in named):
                yield file.path
        elif set(triples) != set().union(*(told[name] for name in named)):
            yield file.path


def _named(triple):
    return None if isinstance(triple.object, ox.BlankNode) or isinstance(triple.subject, ox.BlankNode) else triple


def held_of(triples, subject):
    return {triple for triple in triples if str(triple.subject) == subject}


@pytest.mark.parametrize("dialogue_site", ["small", "lagoon"])
def test_each_file_holds_what_is_asserted(dialogue_site, request):
    site = request.getfixturevalue(dialogue_site)
    listed = list(files(site))
    assert len(listed) > 1000
    assert list(wrong(site, listed)) == []


def test_all_files_together_hold_all_that_is_asserted(lagoon):
    everything = {triple for triples in asserted(lagoon).values() for triple in triples}
    shared = tuple(f"<{lagoon.names.thing(kind)}/" for kind in OPAQUE)
    others = {one for told, triples in asserted(lagoon).items() if not told.startswith(shared) for one in triples}
    assert len(others) < len(everything)
    for form, wanted in (("ttl", everything), ("jsonld", others)):
        listed = [file for file in files(lagoon) if file.path.endswith((form, f"{form}.gz"))]
        assert canonical(quad.triple for file in listed for quad in read(file)) == canonical(wanted)


def test_both_libraries_read_the_same(lagoon, figure):
    for file in _sampled(files(lagoon), 150):
        assert _same(file), file.path
    figure("records in two engines", 150, 150)


def test_a_file_tells_of_all_parts_that_stand_on_its_page(lagoon):
    key = next(key for key in lagoon.places.titled if lagoon.places.parts(key))
    held = {subject.value for subject, _, _ in contents(lagoon)[f"data/{key}"]}
    assert held == {lagoon.names.thing(key), *lagoon.places.parts(key)}
    part = lagoon.places.parts(key)[0]
    alone = lagoon.by_path[lagoon.places.file(part)]
    assert {str(quad.subject) for quad in read(alone)} == {f"<{part}>"}


@pytest.mark.xdist_group("site")
def test_each_file_that_came_along_holds_what_is_asserted(full, figure):
    listed = list(files(full))
    assert list(wrong(full, listed)) == []
    for file in _sampled(listed, 150):
        assert _same(file), file.path
    figure("records in two engines", 150, 150)


def test_what_is_relative_in_a_file_is_so_to_things_alone():
    """An IRI that could be read otherwise, were it shortened, stands in full."""
    base = "https://example.org/id/"
    iris = [
        f"{base}meeting/x",
        base,
        f"{base}a:b",
        f"{base}/x",
        f"{base}?x",
        f"{base}#x",
        f"{base}.",
        f"{base}../x",
        "https://example.org/other",
        "urn:rkg:x",
        "http://www.w3.org/2004/02/skos/core#",
    ]
    texts = [Term("literal", text, lang) for text in ("“x”\n\\ \"y'", "", "\u2028") for lang in ("en", "pt-BR")]
    plain = [
        Term("literal", text, None, f"http://www.w3.org/2001/XMLSchema#{kind}")
        for text, kind in (("01", "integer"), ("true", "boolean"), ("x", "string"), ("1e3", "double"))
    ]
    values = [*(Term("uri", iri) for iri in iris), *texts, *plain]
    triples = [(Term("uri", iri), "https://example.org/p", value) for iri in iris for value in values]
    want = canonical(quad.triple for quad in ox.parse(compacted(triples, "ntriples", base), OXIGRAPH["nt.gz"]))
    assert len(want) == len(triples)
    for form, ending in (("turtle", "ttl"), ("jsonld", "jsonld")):
        text = compacted(triples, form, base)
        assert canonical(quad.triple for quad in ox.parse(text, OXIGRAPH[ending])) == want
        again = rdflib.Graph().parse(data=text, format=RDFLIB[ending])
        assert len(again) == len(triples)


def _sampled(listed, number):
    return random.Random(6).sample(sorted(listed, key=lambda file: file.path), number)


def _same(file):
    text, ending = content(file)
    by_rdflib = rdflib.Graph().parse(data=text, format=RDFLIB[ending])
    lines = "".join(f"{quad} .\n" for quad in read(file))
    return isomorphic(by_rdflib, rdflib.Graph().parse(data=lines, format="nt"))

"""The W3C's tests of RDF 1.1: files that are to be read, to be refused, or to say just this.

Turtle and TriG are read as a record that a stranger sends; so are N-Triples, which are Turtle, too. What N-Triples and
N-Quads may not say is told by the store, which reads them. Where a file is read otherwise than its suite says,
`rdf_otherwise.txt` has it with the reason: we refuse what is right in itself, and never read what is wrong.
"""

from pathlib import Path
from shutil import copyfile

import pytest
import rdflib
from manifests import MF, entries, file_of, pinned
from rdflib import XSD, BNode, Dataset, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from rabatkg.errors import DataError
from rabatkg.intake.hygiene import text_of
from rabatkg.intake.rdf import FORMS, records
from rabatkg.intake.rdf.judging import quads
from rabatkg.intake.rdf.terms import MOST
from rabatkg.store import Embedded

OTHERWISE = Path(__file__).with_name("rdf_otherwise.txt")
READ, REFUSED, ELSE = "read", "refused", "read as something else"
TESTS = {"turtle": 291, "trig": 335, "ntriples": 68, "nquads": 85}
"""How many tests each suite has."""


@pytest.fixture
def tests_of(suites):
    """Return a function that gives the tests of a suite: each with its file and, where it is told, what that says."""

    def found(suite):
        folder = suites / suite
        for entry in entries(folder / "manifest.ttl", folder):
            said = entry.value(MF.result)
            yield entry.kind, file_of(entry.value(MF.action), folder), said and file_of(said, folder)

    return found


@pytest.fixture
def outcome(expander, monkeypatch):
    """Return a function that has our intake read a file, and tells what came of it."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)

    def read(path, said=None):
        try:
            records(path, expander)
        except DataError:
            return REFUSED
        return READ if said is None or alike(read_by_us(path), read_by_rdflib(said)) else ELSE

    return read


def in_store(path):
    """Have our store read a file, and tell what came of it."""
    try:
        Embedded.memory(path.read_bytes())
    except (SyntaxError, ValueError):
        return REFUSED
    return READ


def read_by_us(path):
    """Return what the intake reads in a file, by named graph."""
    found = {}
    for s, p, o, graph in quads(text_of(path, MOST, longest=MOST), FORMS[path.suffix], path):
        found.setdefault(graph, Graph()).add((_node(s), URIRef(p), _node(o)))
    return found


def read_by_rdflib(path):
    """Return what rdflib reads in a file of N-Triples or N-Quads, by named graph."""
    found = {}
    for *triple, graph in Dataset().parse(path, format="nquads").quads():
        name = None if graph in (None, DATASET_DEFAULT_GRAPH_ID) else str(graph)
        found.setdefault(name, Graph()).add((*triple[:2], _plain(triple[2])))
    return found


def alike(one, other):
    return one.keys() == other.keys() and all(isomorphic(one[name], other[name]) for name in one)


def _node(term):
    if term.kind == "literal":
        return _plain(Literal(term.value, lang=term.lang, datatype=term.datatype))
    return (URIRef if term.kind == "uri" else BNode)(term.value)


def _plain(node):
    """Return a literal as RDF 1.1 compares it: a text has no other datatype, and a language no capitals."""
    if not isinstance(node, Literal):
        return node
    lang = node.language and node.language.lower()
    return Literal(str(node), lang=lang, datatype=None if node.datatype == XSD.string else node.datatype)


def wanted(kind):
    return REFUSED if "Negative" in kind else READ


@pytest.mark.parametrize("suite", ["turtle", "trig"])
def test_what_a_stranger_sends_is_read_as_the_suite_says(suite, tests_of, outcome, figure):
    found = [(kind, path, outcome(path, said)) for kind, path, said in tests_of(suite)]
    otherwise = {f"{suite}/{path.name}": came for kind, path, came in found if came != wanted(kind)}
    assert otherwise == pinned(OTHERWISE, f"{suite}/")
    assert len(found) == TESTS[suite]
    figure("parsers", len(found), len(found), f"{suite}: {len(otherwise)} refused as pinned")


@pytest.mark.parametrize("suite", ["ntriples", "nquads"])
def test_what_the_store_loads_is_read_as_the_suite_says(suite, tests_of, figure):
    found = [(path.name, in_store(path), wanted(kind)) for kind, path, _ in tests_of(suite)]
    assert [name for name, came, right in found if came != right] == []
    assert len(found) == TESTS[suite]
    figure("parsers", len(found), len(found))


def test_ntriples_are_sent_as_turtle(tests_of, outcome, tmp_path):
    otherwise, positive = {}, [path for kind, path, _ in tests_of("ntriples") if wanted(kind) == READ]
    for path in positive:
        sent = tmp_path / f"{path.stem}.ttl"
        copyfile(path, sent)
        if (came := outcome(sent, path)) != READ:
            otherwise[f"ntriples/{path.name}"] = came
    assert otherwise == pinned(OTHERWISE, "ntriples/")
    assert len(positive) == 41


def test_we_never_read_what_is_wrong_or_means_something_else():
    listed = pinned(OTHERWISE, "")
    assert {name.partition("/")[0] for name in listed} <= {"turtle", "trig", "ntriples"}
    assert set(listed.values()) == {REFUSED}


def test_a_file_that_says_something_else_is_noticed(tmp_path, outcome):
    sent, said = tmp_path / "sent.ttl", tmp_path / "said.nt"
    sent.write_text('<https://example.org/a> <https://example.org/b> "01"^^<https://example.org/c> , _:d .', "utf-8")
    line = "<https://example.org/a> <https://example.org/b> {} .\n"
    said.write_text(line.format('"01"^^<https://example.org/c>') + line.format("_:e"), "utf-8")
    assert outcome(sent, said) == READ
    said.write_text(line.format('"1"^^<https://example.org/c>') + line.format("_:e"), "utf-8")
    assert outcome(sent, said) == ELSE

"""Every borrowed word was looked up: it stands in the list, with the place where it was read."""

import importlib
import json
from importlib.resources import files
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, XSD, Graph, URIRef
from rdflib.namespace import DefinedNamespace

HERE = Path(__file__).parent
ONTOLOGY = HERE.parents[1] / "ontology"
FILES = sorted(ONTOLOGY.rglob("*.ttl"))
OURS = "https://w3id.org/rabatkg/"
SHACL = "http://www.w3.org/ns/shacl#"
BY_HEART = {str(namespace): namespace for namespace in (OWL, RDF, RDFS, XSD)}


def read_list():
    """Return the borrowed words with the places where they were read, in the order of the file."""
    lines = (HERE / "borrowed-terms.txt").read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]


BORROWED = read_list()
NAMESPACES = {term.rpartition("#" if "#" in term else "/")[0] + ("#" if "#" in term else "/") for term, _ in BORROWED}


def of_a_vocabulary(term):
    return not term.startswith(OURS) and any(term.startswith(name) for name in NAMESPACES | {SHACL, *BY_HEART})


def words(graph):
    """Return the words of others that a graph uses: all its predicates and types, and whatever is of a vocabulary."""
    terms = {term for triple in graph for term in triple if isinstance(term, URIRef) and of_a_vocabulary(term)}
    terms |= set(graph.predicates()) | {sort for sort in graph.objects(None, RDF.type) if isinstance(sort, URIRef)}
    return {str(term) for term in terms if not term.startswith(OURS)} - NAMESPACES


def words_of_context(context):
    """Return the words of others that a JSON-LD context leads to."""
    prefixes = {key: value for key, value in context.items() if isinstance(value, str)}
    found = set()
    for key, value in context.items():
        entries = value.values() if isinstance(value, dict) else [] if key.startswith("@") else [value]
        for entry in entries:
            if not isinstance(entry, str) or entry.startswith("@"):
                continue
            prefix, _, local = entry.partition(":")
            term = prefixes[prefix] + local if prefix in prefixes else entry
            if of_a_vocabulary(term) and term not in NAMESPACES | {SHACL, *BY_HEART}:
                found.add(term)
    return found


def unread(terms):
    """Return the words that nobody looked up: neither in the list nor in a vocabulary known whole."""
    shacl = {str(term) for term in Graph().parse(str(files("pyshacl") / "assets" / "shacl.ttl")).subjects()}
    listed = {term for term, _ in BORROWED}
    return {term for term in terms if term not in listed | shacl and not known_by_heart(term)}


def known_by_heart(term):
    return any(URIRef(term) in namespace for name, namespace in BY_HEART.items() if term.startswith(name))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_word_of_others_was_looked_up(path):
    found = words(Graph().parse(path))
    assert found
    assert unread(found) == set()


def test_every_word_of_the_context_was_looked_up():
    path = ONTOLOGY / "context.jsonld"
    if not path.exists():
        pytest.skip("no context yet")
    found = words_of_context(json.loads(path.read_text(encoding="utf-8"))["@context"])
    assert found
    assert unread(found) == set()


@pytest.mark.parametrize(
    "term",
    [
        "http://purl.org/dc/terms/rigthsHolder",
        "http://www.w3.org/ns/prov#wasGenerated",
        "http://www.w3.org/2000/01/rdf-schema#subclassOf",
        "http://www.w3.org/2002/07/owl#AllDisjoint",
        "http://www.w3.org/2001/XMLSchema#langString",
        "http://www.w3.org/ns/shacl#mincount",
        "http://schema.org/Event",
    ],
)
def test_a_word_that_nobody_looked_up_is_found(term):
    graph = Graph()
    graph.add((URIRef(OURS + "id/place/madrid"), URIRef(term), URIRef(OURS + "id/place/rabat")))
    assert unread(words(graph)) == {term}


def test_a_word_of_the_context_that_nobody_looked_up_is_found():
    context = {"dcterms": "http://purl.org/dc/terms/", "holder": {"@id": "dcterms:rigthsHolder", "@type": "@id"}}
    assert unread(words_of_context(context)) == {"http://purl.org/dc/terms/rigthsHolder"}


def test_the_list_is_sorted_and_says_where():
    terms = [term for term, _ in BORROWED]
    assert terms == sorted(set(terms))
    assert [term for term, place in BORROWED if not place.strip()] == []


def test_the_list_holds_no_more_than_is_used():
    used = {term for path in ONTOLOGY.rglob("*.ttl") for term in words(Graph().parse(path))}
    context = ONTOLOGY / "context.jsonld"
    if context.exists():
        used |= words_of_context(json.loads(context.read_text(encoding="utf-8"))["@context"])
    assert {term for term, _ in BORROWED} - used == set()


@pytest.mark.parametrize(("term", "place"), [pair for pair in BORROWED if pair[1].startswith("rdflib.namespace.")])
def test_what_the_list_says_of_rdflib_is_so(term, place):
    namespace = getattr(importlib.import_module("rdflib.namespace"), place.removeprefix("rdflib.namespace."))
    assert issubclass(namespace, DefinedNamespace)
    assert URIRef(term) in namespace

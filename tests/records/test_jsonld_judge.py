"""A JSON-LD processor is the judge of the record grammar: without its claims, a record is JSON-LD under the context.

What a correction says of other things stands among its claims too.
"""

import json

import pytest
from rdflib import RDF, Graph, Literal, URIRef

from rabatkg.graph import assemble
from rabatkg.layout import Layout
from rabatkg.names import RKG, slug
from rabatkg.records import Grammar, Mapping, items, read
from rabatkg.records.values import literal

ASIDE = {"adds", "evidence", "claims", "basis", "because", "key"}


@pytest.fixture(scope="module")
def layout(request):
    return Layout.find(request.config.rootpath)


@pytest.fixture(scope="module")
def corpus(layout):
    return assemble(layout)


def plain(value):
    return value.text if not isinstance(value, Mapping) else (value.text("value") or value.text("provision"))


def as_jsonld(tree, grammar, iri=None):
    """Return the node as JSON-LD: long values short, nested nodes named, figures and dates typed."""
    node = {"id": iri or tree.text("id") or tree.text("adds")}
    for name, value in tree.entries.items():
        if name in ASIDE or name == "id":
            continue
        if name == "type":
            node["type"] = value.text
            continue
        key = grammar.keys[name]
        if key.value == "lang":
            node[name] = {lang: [one.text for one in items(texts)] for lang, texts in value.entries.items()}
        elif key.value == "node":
            node[name] = []
            for child in items(value):
                tail = child.text("key") or "-".join(
                    slug(child.text(part).rpartition("/")[2]) for part in key.named_by if child.text(part)
                )
                nested = as_jsonld(child, grammar, f"{node['id']}/{tail}")
                nested.setdefault("type", key.node)
                node[name].append(nested)
        elif key.value == "serve":
            for one in items(value):
                term = name + ("AsInterpreted" if one.text("basis") == "interpreted" else "AsStated")
                node.setdefault(term, []).append(one.text("provision"))
        elif key.value == "date":
            typed = [literal(plain(one), "date") for one in items(value)]
            node[name] = [{"@value": str(one), "@type": str(one.datatype)} for one in typed]
        else:
            node[name] = [plain(one) for one in items(value)]
    return node


def test_every_record_means_what_jsonld_says(layout, corpus):
    grammar = Grammar.load(layout.ontology / "context.jsonld")
    trees = {}
    for expansion in corpus.written:
        if expansion.file not in trees:
            tree = read(expansion.file)
            listed = items(tree.get("records")) if tree.get("records") else (tree,)
            trees[expansion.file] = {one.text("id") or f"addition/{one.text('adds')}": one for one in listed}
    asked = [as_jsonld(trees[one.file][one.id], grammar) for one in corpus.written]
    judged = Graph().parse(
        data=json.dumps({"@context": grammar.context, "@graph": asked}),
        format="json-ld",
        base=corpus.names.thing(""),
    )
    ours = {
        (one.subject, one.predicate, one.object)
        for expansion in corpus.written
        for one in expansion.statements
        if one.predicate not in (URIRef(RKG + "earliest"), URIRef(RKG + "latest"))
        if not expansion.id.startswith("correction/") or one.subject == expansion.iri
    }
    theirs = set(judged)
    assert len(theirs) > 5000
    assert {_comparable(one) for one in ours} == {_comparable(one) for one in theirs}


def _comparable(triple):
    subject, predicate, value = triple
    if isinstance(value, Literal):
        return subject, predicate, str(value), value.language, str(value.datatype or "")
    return subject, predicate, str(value), predicate == RDF.type, ""

"""Records written as RDF, the way a program of somebody else would, to be offered again."""

import json

import pyoxigraph as ox
from rdflib import Literal, URIRef

from rabatkg.names import HOME, RKG
from rabatkg.store.writing import written

ENDINGS = {"turtle": ".ttl", "trig": ".trig", "jsonld": ".jsonld", "keys": ".jsonld"}
"""The forms that records are written in; `keys` is JSON-LD with our own context, the others are what we export."""


def quads_of(expansion, names, graphs):
    """Return all that a record says, with its claims and their evidence; in named graphs, as we publish it, or not."""
    claims = [triple for claim in expansion.claims for triple in claim.triples()]
    claims += [triple for claim in expansion.claims for one in claim.evidence for triple in one.triples()]
    own = [(one.subject, one.predicate, one.object) for one in expansion.statements]
    for triples, name in ((own, names.graph(expansion.id)), (claims, names.graph("claims"))):
        for triple in dict.fromkeys(triples):
            yield ox.Quad(*map(_term, triple), ox.NamedNode(name) if graphs else None)


def as_rdf(expansion, names, grammar, form):
    """Return a record as the bytes of a file of RDF."""
    if form != "keys":
        return written(quads_of(expansion, names, form == "trig"), form)
    return json.dumps(_keyed(expansion, names, grammar), ensure_ascii=False, indent=2).encode()


def _keyed(expansion, names, grammar):
    keys = {}
    for key in grammar.keys.values():
        if not key.reverse and key.value != "serve":
            keys.setdefault(key.iri, key)
    nodes = {}
    for quad in quads_of(expansion, names, False):
        node = nodes.setdefault(quad.subject.value, {"id": _short(quad.subject.value, names)})
        predicate, value = quad.predicate.value, quad.object
        key = keys.get(predicate)
        if predicate.endswith("#type"):
            node.setdefault("type", []).append(value.value.removeprefix(RKG))
        elif key is not None and key.value == "lang":
            node.setdefault(key.name, {}).setdefault(value.language, []).append(value.value)
        elif key is not None and key.value in ("iri", "uri", "node"):
            node.setdefault(key.name, []).append(_short(value.value, names) if key.value != "uri" else value.value)
        elif key is not None and key.value in ("integer", "decimal", "string"):
            node.setdefault(key.name, []).append(value.value)
        elif key is not None and key.value == "boolean":
            node.setdefault(key.name, []).append(value.value == "true")
        elif isinstance(value, ox.NamedNode):
            node.setdefault(predicate.replace(RKG, "rkg:"), []).append({"id": value.value})
        else:
            kind = {"@language": value.language} if value.language else {"@type": value.datatype.value}
            node.setdefault(predicate.removeprefix(RKG), []).append({"@value": value.value, **kind})
    return {"@context": HOME + "context.jsonld", "@graph": list(nodes.values())}


def _short(iri, names):
    return iri.removeprefix(names.thing("")) if iri.startswith(names.thing("")) else iri


def _term(node):
    if isinstance(node, URIRef):
        return ox.NamedNode(str(node))
    assert isinstance(node, Literal)
    if node.language:
        return ox.Literal(str(node), language=node.language)
    return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype)) if node.datatype else None)

"""Statements in as few bytes as each form allows, for files that are read one by one: relative to a base, and with
those prefixes alone that are used."""

import json
from collections.abc import Iterable
from typing import Any

import pyoxigraph as ox

from rabatkg.names import PREFIXES, RDF
from rabatkg.store.serialising import node
from rabatkg.store.terms import Term
from rabatkg.store.writing import canonical, lines


def compacted(triples: Iterable[tuple[Term, str, Term]], form: str, base: str) -> bytes:
    """Return statements in a form; the same statements give the same bytes.

    Args:
        triples: subject, IRI of the property, value.
        form: turtle, jsonld or ntriples.
        base: what the IRIs of most things begin with, ending in a slash; N-Triples have none.
    """
    quads = [ox.Quad(node(s), ox.NamedNode(p), node(o)) for s, p, o in triples]
    if form == "ntriples":
        return lines(quads)
    return _turtle(quads, base) if form == "turtle" else _jsonld(quads, base)


def _turtle(quads: list[ox.Quad], base: str) -> bytes:
    text = ox.serialize(canonical(quads), format=ox.RdfFormat.TURTLE, prefixes=PREFIXES, base_iri=base) or b""
    *_, body = text.split(b"\n", len(PREFIXES) + 1)  # the base and the prefixes, which the engine writes in no order
    used = [f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items() if f"{prefix}:".encode() in body]
    return f"@base <{base}> .\n{''.join(used)}".encode() + body


def _jsonld(quads: list[ox.Quad], base: str) -> bytes:
    nodes = json.loads(ox.serialize(canonical(quads), format=ox.RdfFormat.JSON_LD) or b"[]")
    used: dict[str, str] = {}

    def word(iri: str) -> str:
        for prefix, namespace in PREFIXES.items():
            if iri.startswith(namespace):
                used[prefix] = namespace
                return f"{prefix}:{iri[len(namespace) :]}"
        return iri

    def thing(iri: str) -> str:
        key = iri.removeprefix(base)
        return key if key != iri and key[:1].isalnum() and ":" not in key else word(iri)

    def told(value: dict[str, Any]) -> Any:
        if "@list" in value:
            return {"@list": [told(one) for one in value["@list"]]}
        if "@id" in value:
            return {"@id": thing(value["@id"])}
        if value.keys() == {"@value"}:
            return value["@value"]
        return {key: word(text) if key == "@type" else text for key, text in value.items()}

    def described(one: dict[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = {"@id": thing(one["@id"])}
        for name, values in one.items():
            kinds = name in ("@type", f"{RDF}type")
            if name != "@id":
                listed = [word(v if isinstance(v, str) else v["@id"]) if kinds else told(v) for v in values]
                found["@type" if kinds else word(name)] = listed[0] if len(listed) == 1 else listed
        return found

    graph = ",\n".join(json.dumps(described(one), ensure_ascii=False, separators=(",", ":")) for one in nodes)
    context = json.dumps({"@base": base} | dict(sorted(used.items())), separators=(",", ":"))
    return f'{{"@context":{context},"@graph":[\n{graph}\n]}}\n'.encode()

"""Statements in the forms that RDF is written in; the same statements always give the same bytes."""

from collections.abc import Iterable

import pyoxigraph as ox

from rabatkg.names import PREFIXES

FORMATS = {
    "turtle": ox.RdfFormat.TURTLE,
    "jsonld": ox.RdfFormat.JSON_LD,
    "nquads": ox.RdfFormat.N_QUADS,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "trig": ox.RdfFormat.TRIG,
}
"""The forms that a store can be written in, by name."""


def written(quads: Iterable[ox.Quad], form: str) -> bytes:
    """Return the statements in one of FORMATS.

    Turtle, JSON-LD and N-Triples hold triples, each once; the others keep the graphs.
    """
    if form not in ("nquads", "trig"):
        quads = (ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    if form in ("nquads", "ntriples"):
        return lines(quads)
    prefixes = None if form == "jsonld" else PREFIXES
    text = ox.serialize(_settled(quads), format=FORMATS[form], prefixes=prefixes) or b""
    head = len(PREFIXES) if prefixes else 0
    *declared, rest = text.split(b"\n", head)  # the engine declares the prefixes in no order
    return b"\n".join([*sorted(declared), rest])


def _settled(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """Return the statements each once and sorted, with blank nodes named after their contents alone."""
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(dataset, key=_order)


def _order(quad: ox.Quad) -> tuple[str, str]:
    return str(quad.graph_name), str(quad)


def lines(quads: Iterable[ox.Quad]) -> bytes:
    """Return the statements one a line, as N-Quads or, where they name no graph, N-Triples."""
    return "".join(sorted(f"{quad} .\n" for quad in _settled(quads))).encode()

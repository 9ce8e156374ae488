"""Statements in the forms that RDF is written in; the same statements always give the same bytes."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

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
AT_ONCE = 500_000
"""Lines that are written or loaded together."""


def written(quads: Iterable[ox.Quad], form: str, more: Mapping[str, str] | None = None) -> bytes:
    """Return the statements in one of FORMATS; Turtle and TriG abbreviate by PREFIXES and, beside them, `more`.

    Turtle, JSON-LD and N-Triples hold triples, each once; the others keep the graphs.
    """
    if form not in ("nquads", "trig"):
        quads = (ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    if form in ("nquads", "ntriples"):
        return lines(quads)
    return as_they_come(canonical(quads), form, more)


def as_they_come(quads: Iterable[ox.Quad], form: str, more: Mapping[str, str] | None = None) -> bytes:
    """Return statements as Turtle, TriG or JSON-LD, in the order that they come in."""
    prefixes = None if form == "jsonld" else {**PREFIXES, **(more or {})}
    text = ox.serialize(quads, format=FORMATS[form], prefixes=prefixes) or b""
    head = len(prefixes or ())
    *declared, rest = text.split(b"\n", head)  # the engine declares the prefixes in no order
    return b"\n".join([*sorted(declared), rest])


def canonical(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """Return the statements each once and sorted, with blank nodes named after their contents alone."""
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(dataset, key=_order)


def _order(quad: ox.Quad) -> tuple[str, str]:
    return str(quad.graph_name), str(quad)


def lines(quads: Iterable[ox.Quad]) -> bytes:
    """Return the statements one a line, as N-Quads or, where they name no graph, N-Triples; sorted, each once."""
    return "".join(settled({f"{quad} .\n" for quad in quads})).encode()


def settled(lines: Iterable[str]) -> list[str]:
    """Return lines of canonical N-Quads sorted, with blank nodes named after their contents alone."""
    named: list[str] = []
    bare: list[str] = []
    for line in lines:
        (bare if unnamed(line) else named).append(line)
    named += [f"{quad} .\n" for quad in canonical(ox.parse("".join(bare), ox.RdfFormat.N_QUADS))]
    named.sort()
    return named


def unnamed(line: str) -> bool:
    """Return whether a blank node may stand in a line; a text may look like one."""
    return line.startswith("_:") or " _:" in line


def joined(lines: Iterable[str]) -> Iterator[bytes]:
    """Yield lines as bytes, many at once."""
    rest = iter(lines)
    while some := "".join(islice(rest, AT_ONCE)):
        yield some.encode()

"""Statements of our terms in the forms that RDF is written in, and a whole store as such statements."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import pyoxigraph as ox

from rabatkg.store.embedded import Embedded, asked, told
from rabatkg.store.terms import Term
from rabatkg.store.writing import written


class Statement(NamedTuple):
    """A statement, with the graph that it stands in."""

    subject: Term
    property: str
    value: Term
    graph: str


def statements(store: Embedded) -> Iterator[Statement]:
    """Yield all statements of a store, in no order; a term that comes again is told once."""
    known: dict[Any, Term] = {}

    def term(one: Any) -> Term:
        if one not in known:
            known[one] = told(one)
        return known[one]

    for quad in store.matching(None, None, None):
        yield Statement(term(quad.subject), quad.predicate.value, term(quad.object), quad.graph_name.value)


def serialised(
    triples: Iterable[tuple[Term, str, Term]], form: str, prefixes: Mapping[str, str] | None = None
) -> bytes:
    """Return statements in one of FORMATS; the same statements give the same bytes.

    Args:
        triples: subject, IRI of the property, value.
        form: a name from FORMATS.
        prefixes: what Turtle abbreviates besides what all files do.
    """
    return written((ox.Quad(node(s), ox.NamedNode(p), node(o)) for s, p, o in triples), form, prefixes)


def node(term: Term) -> Any:
    """Return a term as the engine has it, for this package."""
    return ox.BlankNode(term.value) if term.kind == "bnode" else asked(term)

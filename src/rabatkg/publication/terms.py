"""Terms of RDF, and the statements that descriptions are made of."""

from collections.abc import Iterator

from rabatkg.names import RDF, XSD
from rabatkg.store import Term

Triple = tuple[Term, str, Term]
"""Subject, IRI of the property, value."""


def iri(value: str) -> Term:
    """Return an IRI as a term."""
    return Term("uri", value)


def text(value: str) -> Term:
    """Return a text as a term."""
    return Term("literal", value, None, f"{XSD}string")


def whole(n: int) -> Term:
    """Return a whole number as a term."""
    return Term("literal", str(n), None, f"{XSD}integer")


def decimal(n: float) -> Term:
    """Return a number as a term, with four digits after the point."""
    return Term("literal", f"{n:.4f}", None, f"{XSD}decimal")


def typed(one: str, kind: str) -> Iterator[Triple]:
    """Yield the statement that something is of a class."""
    yield iri(one), f"{RDF}type", iri(kind)


def led(one: str, name: str, other: str, kind: str) -> Iterator[Triple]:
    """Yield a statement that leads to something, and of which class that is, as DCAT-AP asks."""
    yield iri(one), name, iri(other)
    yield from typed(other, kind)


def every(one: str, name: str, terms: list[Term]) -> Iterator[Triple]:
    """Yield a statement for each value of a property."""
    for term in terms:
        yield iri(one), name, term

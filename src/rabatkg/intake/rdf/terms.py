"""What a file of RDF says, statement by statement, with the place of every part."""

from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from rabatkg.errors import DataError
from rabatkg.names import RDF, XSD
from rabatkg.reading import Mark
from rabatkg.store.terms import Term

MOST = 256_000
"""Bytes of a file of RDF; the largest of our own records takes a fifth of that."""
DEEPEST = 32
TYPE, LANGTEXT, TEXT = f"{RDF}type", f"{RDF}langString", f"{XSD}string"

Quad = tuple[Term, str, Term, str | None]
"""A statement with its graph."""


class Said(NamedTuple):
    """One statement of a file, and where its parts stand.

    Attributes:
        graph: the named graph that it stands in; None in the default one.
    """

    subject: Term
    predicate: str
    object: Term
    graph: str | None
    subject_mark: Mark
    predicate_mark: Mark
    object_mark: Mark

    @property
    def quad(self) -> Quad:
        """The statement itself."""
        return self.subject, self.predicate, self.object, self.graph

    @property
    def blank(self) -> bool:
        """Whether a node without a name takes part."""
        return "bnode" in (self.subject.kind, self.object.kind)


def iri(value: str) -> Term:
    """Return the term that an IRI is."""
    return Term("uri", value)


def literal(text: str, lang: str | None = None, datatype: str | None = None) -> Term:
    """Return the term that a text is, with its language or else its datatype; language tags in lower case."""
    return Term("literal", text, lang.lower(), None) if lang else Term("literal", text, None, datatype or TEXT)


@dataclass(frozen=True)
class Places:
    """The lines of a text."""

    file: Path | None
    starts: tuple[int, ...]

    @classmethod
    def of(cls, text: str, file: Path | None) -> "Places":
        """Return the places of a text."""
        starts, at = [0], text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = text.find("\n", at + 1)
        return cls(file, tuple(starts))

    def mark(self, offset: int) -> Mark:
        """Return the line and column of the character at an offset."""
        line = bisect_right(self.starts, offset)
        return Mark(self.file, line, offset - self.starts[line - 1] + 1)

    def refused(self, template: str, offset: int, remedy: str, **values: object) -> DataError:
        """Return the error that refuses the file for what stands at an offset."""
        place = self.mark(offset)
        return DataError(template, file=self.file, line=place.line, column=place.column, remedy=remedy, **values)

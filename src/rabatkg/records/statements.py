"""What a record becomes: statements, the claims that carry them, and the evidence under the claims."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from rdflib import RDF, Literal, URIRef
from rdflib.term import Node

from rabatkg.names import RKG, Names, digest
from rabatkg.reading import Mark
from rabatkg.records.problems import Problem
from rabatkg.records.typed import Typed

CORRECTION = "correction/"
"""What the identifiers of corrections begin with."""

TYPE, SUBJECT, PREDICATE, OBJECT = RDF.type, RDF.subject, RDF.predicate, RDF.object


@dataclass(frozen=True)
class Evidence:
    """Words of a source, or pages of the web, and how they support a claim.

    `mark` is where the entry begins, `marks` where the value of each of its keys stands.
    """

    iri: URIRef
    passage: URIRef | None
    quote: str | None
    basis: str
    because: tuple[tuple[str, str], ...]
    pages: tuple[URIRef, ...]
    verification: str | None
    mark: Mark
    marks: tuple[tuple[str, Mark], ...] = field(default=(), compare=False)

    def triples(self) -> Iterable[tuple[Node, Node, Node]]:
        """Return the triples of the evidence node."""
        yield self.iri, TYPE, rkg("Evidence")
        if self.passage is not None:
            yield self.iri, rkg("passage"), self.passage
        if self.quote is not None:
            yield self.iri, rkg("quote"), Literal(self.quote)
        yield self.iri, rkg("basis"), URIRef(Names().thing(f"basis/{self.basis}"))
        for language, text in self.because:
            yield self.iri, rkg("reason"), Literal(text, lang=language)
        for page in self.pages:
            yield self.iri, rkg("webPage"), page
        if self.verification is not None:
            yield self.iri, rkg("verification"), Literal(self.verification)


@dataclass
class Statement:
    """One triple, where it was written, what supports it, and the claim in whose place a correction put it."""

    subject: URIRef
    predicate: URIRef
    object: Node
    key: str
    text: str
    rule: str
    mark: Mark
    evidence: list[Evidence] = field(default_factory=list)
    replaces: URIRef | None = None


@dataclass(frozen=True)
class Claim:
    """A statement that is supported or contested by evidence, asserted or not."""

    iri: URIRef
    subject: URIRef
    predicate: URIRef
    object: Node
    evidence: tuple[Evidence, ...]
    rank: str | None = None
    rank_rule: tuple[tuple[str, str], ...] = ()
    ranked_by: URIRef | None = None
    mark: Mark | None = field(default=None, compare=False)
    replaces: URIRef | None = None

    def triples(self) -> Iterable[tuple[Node, Node, Node]]:
        """Return the triples of the claim node, evidence nodes aside."""
        yield self.iri, TYPE, rkg("Claim")
        yield self.iri, SUBJECT, self.subject
        yield self.iri, PREDICATE, self.predicate
        yield self.iri, OBJECT, self.object
        for evidence in self.evidence:
            yield self.iri, rkg("evidence"), evidence.iri
        if self.rank is not None:
            yield self.iri, rkg("rank"), Literal(self.rank)
        for language, text in self.rank_rule:
            yield self.iri, rkg("rankRule"), Literal(text, lang=language)
        if self.ranked_by is not None:
            yield self.iri, rkg("rankedBy"), self.ranked_by
        if self.replaces is not None:
            yield self.iri, rkg("replaces"), self.replaces


@dataclass
class Expansion:
    """What one record says: statements, claims, and the faults met on the way.

    `marks` gives, for each node, the line where it begins. `adds` is the line of `adds:` where the record says more of
    a thing that has its record elsewhere; `id` is then a name of its own, and `iri` that of the thing. `minted` tells
    that its author gave it no identifier. `blanks` gives the empty cell of a form where a key of a node would have its
    value; a text in a language is called `title.fr` there. `typed` has the words of the workbook or table it is from.
    """

    id: str
    iri: URIRef
    file: Path | None
    statements: list[Statement] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    marks: dict[URIRef, Mark] = field(default_factory=dict)
    adds: Mark | None = None
    minted: bool = False
    blanks: dict[tuple[Node, str], Mark] = field(default_factory=dict)
    typed: Typed | None = None


def claimed(
    names: Names,
    statement: "Statement | Claim",
    evidence: tuple[Evidence, ...],
    rank: str | None = None,
    rank_rule: tuple[tuple[str, str], ...] = (),
    ranked_by: URIRef | None = None,
) -> Claim:
    """Return the claim that carries a statement; the same triple and rank always give the same IRI.

    What several corrections ranked alike is several claims: each leads to its own correction.
    """
    by = [str(ranked_by)] if names.short(str(ranked_by)).startswith(CORRECTION) else []
    parts = (str(statement.subject), str(statement.predicate), statement.object.n3(), rank or "", *by)
    iri = URIRef(names.thing(f"claim/{digest(*parts)}"))
    return Claim(
        iri,
        statement.subject,
        statement.predicate,
        statement.object,
        evidence,
        rank,
        rank_rule,
        ranked_by,
        statement.mark,
        statement.replaces,
    )


@cache
def rkg(name: str) -> URIRef:
    """Return a word of our ontology."""
    return URIRef(RKG + name)

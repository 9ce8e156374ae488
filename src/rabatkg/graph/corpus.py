"""A corpus: what was written, and each triple of it in one named graph."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from rdflib import RDF, SKOS, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from rabatkg import reading
from rabatkg.graph.lines import Quad, lines
from rabatkg.graph.shelf import Shelf
from rabatkg.layout import Files, Layout
from rabatkg.names import RKG, Names, slug
from rabatkg.records import Evidence, Expansion, Grammar, Mark, Problem, Scalar, items
from rabatkg.records.retired import tombstones
from rabatkg.texts import PassageRegister

CALLED = frozenset({SKOS.prefLabel, SKOS.altLabel, URIRef(RKG + "printedAs")})
TOPMOST = re.compile(r"[a-z-]+/[a-z0-9-]+")
"""The name of a thing that has no place inside another."""


@dataclass
class Corpus:
    """A corpus as it was written: before inference, with the line of every statement.

    Attributes:
        names: how its things are named.
        words: the graphs of ontology, alignments, vocabularies and shapes, by IRI.
        expansions: one for each record, without what additions take out of it.
        written: the same as they stand in their files.
        registers: the passage registers, by document key.
        reviews: what the second reader left beside each document, by document key.
        files: those that it was read from, as they stood; None where it holds more than they say.
        shelf: what they said, to be kept for the next time; None likewise.
    """

    layout: Layout
    names: Names
    grammar: Grammar
    words: dict[URIRef, Graph]
    expansions: list[Expansion]
    registers: Mapping[str, PassageRegister]
    reviews: Mapping[str, reading.Mapping]
    problems: list[Problem] = field(default_factory=list)
    written: list[Expansion] = field(default_factory=list)
    files: Files | None = None
    shelf: Shelf | None = None

    @cached_property
    def quads(self) -> list[Quad]:
        """Every triple with its graph, sorted by nothing, each once."""
        return list(dict.fromkeys(self._every()))

    @cached_property
    def lines(self) -> list[str]:
        """The same as lines of N-Quads."""
        return lines(self._every())

    def told(self) -> Iterator[Quad]:
        """Yield what the records say, with their claims and evidence, some of it more than once."""
        claims = URIRef(self.names.graph("claims"))
        shown: dict[URIRef, Evidence] = {}
        for expansion in self.expansions:
            name = URIRef(self.names.graph(expansion.id))
            for one in expansion.statements:
                yield one.subject, one.predicate, one.object, name
            for claim in expansion.claims:
                for s, p, o in claim.triples():
                    yield s, p, o, claims
                for evidence in claim.evidence:
                    if shown.get(evidence.iri) is not evidence:
                        shown[evidence.iri] = evidence
                        for s, p, o in evidence.triples():
                            yield s, p, o, claims

    @cached_property
    def asserted(self) -> Graph:
        """All that records, claims and passages say, and the vocabularies, as one rdflib graph."""
        graph = Graph()
        for s, p, o, name in self.quads:
            if is_asserted(name):
                graph.add((s, p, o))
        return graph

    @cached_property
    def ontology(self) -> Graph:
        """The ontology with its alignments."""
        return self.words[URIRef(self.names.graph("ontology"))] + self.words[URIRef(self.names.graph("alignments"))]

    @property
    def classes(self) -> Graph:
        """What classes are called, and which are under which."""
        return self.words[URIRef(self.names.graph("ontology"))]

    @cached_property
    def marks(self) -> dict[Node, Mark]:
        """The line where each node begins."""
        return {iri: mark for expansion in self.expansions for iri, mark in expansion.marks.items()}

    @cached_property
    def things(self) -> frozenset[str]:
        """The IRIs of all that has a name: what records describe, words, and passages."""
        return self.still | {str(node) for one in self.expansions for node in one.marks}

    @cached_property
    def still(self) -> frozenset[str]:
        """The IRIs of words and passages, which no record changes."""
        found: set[str] = set()
        for graph in self.words.values():
            found.update(str(subject) for subject in graph.subjects() if not isinstance(subject, BNode))
        for key, register in self.registers.items():
            found.update(self.names.thing(f"passage/{key}/{passage.key}") for passage in register.passages)
        return frozenset(found)

    @cached_property
    def retired(self) -> Mapping[Node, Node | None]:
        """The identifiers that are no longer used, each with what took its place, where something did."""
        return tombstones(self.expansions)

    def knows(self, iri: str) -> bool:
        """Return whether something bears this name."""
        return iri in self.things

    def of_kind(self, kind: str) -> Iterable[str]:
        """Return the names of a kind, as records write them."""
        return (name for name in map(self.names.short, self.things) if kind_of(name) == kind)

    def called(self) -> Iterator[tuple[str, str]]:
        """Yield what the things are called that have no place inside others: the slug of the words, and the name."""
        yield from ((words, name) for _, _, words, name in self.labels())

    def labels(self) -> Iterator[tuple[Node, Node, str, str]]:
        """Yield the same with the thing and the property that say so, as far as it is said here."""
        words = chain.from_iterable(graph for graph_name, graph in self.words.items() if is_asserted(graph_name))
        told = ((one.subject, one.predicate, one.object) for each in self.expansions for one in each.statements)
        for s, p, o in chain(words, told):
            if p in CALLED:
                name, called = self.names.short(str(s)), slug(str(o))
                if called and TOPMOST.fullmatch(name):
                    yield s, p, called, name

    def _every(self) -> Iterator[Quad]:
        for name, graph in self.words.items():
            yield from ((s, p, o, name) for s, p, o in graph)
        yield from self.told()
        for key, register in self.registers.items():
            name = URIRef(self.names.graph(f"passages/{key}"))
            yield from ((*triple, name) for triple in self._passages(key, register))

    def _passages(self, key: str, register: PassageRegister) -> Iterator[tuple[Node, Node, Node]]:
        document = URIRef(self.names.thing(f"document/{key}"))
        because = {
            entry.text("passage"): entry.get("because")
            for entry in items(self.reviews[key].get("carries-no-claim") if key in self.reviews else None)
            if isinstance(entry, reading.Mapping)
        }
        for passage in register.passages:
            iri = URIRef(self.names.thing(f"passage/{key}/{passage.key}"))
            yield iri, RDF.type, URIRef(RKG + "Passage")
            yield iri, URIRef(RKG + "inDocument"), document
            yield iri, URIRef(RKG + "passageKind"), URIRef(self.names.thing(f"passage-kind/{passage.kind}"))
            yield iri, URIRef(RKG + "section"), Literal(passage.section)
            yield iri, URIRef(RKG + "from"), Literal(passage.start)
            yield iri, URIRef(RKG + "to"), Literal(passage.end)
            yield iri, URIRef(RKG + "checksum"), Literal(passage.checksum)
            yield iri, URIRef(RKG + "opening"), Literal(passage.opening)
            if passage.page is not None:
                yield iri, URIRef(RKG + "page"), Literal(passage.page)
            reason = because.get(f"passage/{key}/{passage.key}")
            if isinstance(reason, reading.Mapping):
                for language, text in reason.entries.items():
                    if isinstance(text, Scalar):
                        yield iri, URIRef(RKG + "carriesNoClaim"), Literal(text.text, lang=language)


def is_asserted(graph: str) -> bool:
    """Return whether a graph of words, records, claims or passages says something of the dialogue."""
    return "/graph/shapes" not in graph and not graph.endswith(("/graph/ontology", "/graph/alignments"))


def kind_of(name: str) -> str:
    """Return the kind of a name, as records write it: what stands before its key."""
    return name.partition("/" if "/" in name else ":")[0]

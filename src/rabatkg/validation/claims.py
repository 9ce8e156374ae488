"""Claims against statements: whatever owes a passage has one, and nothing is claimed that is not said."""

from collections.abc import Iterator
from dataclasses import dataclass

from rdflib import Graph, URIRef
from rdflib.term import Node

from rabatkg.findings import Finding, Places, shown
from rabatkg.graph import Corpus
from rabatkg.names import RKG
from rabatkg.records import Claim
from rabatkg.records.statements import CORRECTION
from rabatkg.speech import Message, mark

RULES = ("Claim-asserted", "Claim-rival", "Statement-unclaimed")


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    done: int
    due: int

    @property
    def whole(self) -> bool:
        """Whether nothing is left to do."""
        return self.done == self.due


def owing(corpus: Corpus) -> frozenset[Node]:
    """Return the properties whose statements owe a passage."""
    ontology = corpus.words[URIRef(corpus.names.graph("ontology"))]
    rule = URIRef(RKG + "evidenceRule")
    return frozenset(word for word, text in ontology.subject_objects(rule) if str(text) == "passage")


def claimed(corpus: Corpus) -> Share:
    """Return how many of the statements that owe a passage stand in a claim that is not set aside."""
    supported = {(one.subject, one.predicate, one.object) for one in _claims(corpus) if one.rank is None}
    properties = owing(corpus)
    owed = {(s, p, o) for s, p, o in _statements(corpus) if p in properties}
    return Share(len(owed & supported), len(owed))


def accounted(corpus: Corpus) -> Share:
    """Return how many passages of content are evidence for something, or are said to carry no claim."""
    cited = {one.passage for claim in _claims(corpus) for one in claim.evidence if one.passage is not None}
    graph: Graph = corpus.asserted
    excused = set(graph.subjects(URIRef(RKG + "carriesNoClaim")))
    content = set(graph.subjects(URIRef(RKG + "passageKind"), URIRef(corpus.names.thing("passage-kind/content"))))
    return Share(len(content & (cited | excused)), len(content))


def check(corpus: Corpus, places: Places) -> Iterator[Finding]:
    """Return the claims that agree with no statement, and the statements that owe a claim and have none.

    What a correction ranked may be asserted all the same: a dispute leaves it, and a later correction may put it back.
    """
    asserted = set(_statements(corpus))
    owed = owing(corpus)
    supported: set[tuple[Node, Node, Node]] = set()
    for claim in _claims(corpus):
        triple: tuple[Node, Node, Node] = (claim.subject, claim.predicate, claim.object)
        if claim.rank is None:
            supported.add(triple)
        if (triple in asserted) == (claim.rank is None) or (claim.rank and _by_correction(corpus, claim)):
            continue
        values = {"thing": shown(claim.subject, corpus), "value": shown(claim.object, corpus)}
        if claim.rank is None:
            rule, told = "Claim-asserted", Message(mark("No record says this of {thing}: {value}."), values)
            remedy = Message(mark("Write it in that record, or add `rank: rival` and a `rule`."))
        else:
            rule, told = (
                "Claim-rival",
                Message(mark("This is set aside, yet asserted of {thing}: {value}."), values),
            )
            remedy = Message(mark("Take it out of that record, or take `rank` out here."))
        yield Finding(rule, (told, remedy), node=values["thing"], value=values["value"]).at(
            claim.mark or places.nodes.get(claim.iri)
        )
    for s, p, o in asserted - supported:
        if p in owed:
            values = {"thing": shown(s, corpus), "value": shown(o, corpus)}
            yield Finding(
                "Statement-unclaimed",
                (
                    Message(mark("Nothing shows this of {thing}: {value}."), values),
                    Message(mark("Add an evidence entry with a passage and a quotation.")),
                ),
                node=values["thing"],
                value=values["value"],
            ).at(places.find(s, p, o))


def _by_correction(corpus: Corpus, claim: Claim) -> bool:
    return corpus.names.short(str(claim.ranked_by)).startswith(CORRECTION)


def _claims(corpus: Corpus) -> Iterator[Claim]:
    return (claim for expansion in corpus.expansions for claim in expansion.claims)


def _statements(corpus: Corpus) -> Iterator[tuple[Node, Node, Node]]:
    return ((one.subject, one.predicate, one.object) for each in corpus.expansions for one in each.statements)

"""owlrl, the judge of the closure, which also does its work where it is asked for."""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from rabatkg.names import OWL, RDF, RDFS

if TYPE_CHECKING:
    from rdflib.term import Node

    Nodes = tuple[Node, Node, Node]

OF_OWL = (OWL, RDFS)
"""Namespaces of the words about words, of which owlrl derives much that nobody asks."""


def close_by_owlrl(triples: Iterable["Nodes"]) -> "set[Nodes]":
    """Return what owlrl derives from rdflib triples, what was asserted left out. Slow; the judge of `closure`."""
    from owlrl import DeductiveClosure, OWLRL_Semantics
    from rdflib import Graph

    graph = Graph()
    for triple in triples:
        graph.add(triple)
    before = set(graph)
    DeductiveClosure(OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(graph)
    return set(graph) - before


def matters(triple: "Nodes", words: Collection[str]) -> bool:
    """Tell whether a triple says something in these words, and not something about OWL itself."""
    subject, predicate, object_ = (str(part) for part in triple)
    if subject.startswith(OF_OWL) or predicate.startswith(OF_OWL):
        return False
    return (object_ if predicate == f"{RDF}type" else predicate) in words and not object_.startswith(OWL)

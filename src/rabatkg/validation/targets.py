"""Shapes and the nodes that they are for: who is targeted, and the same shapes aimed at nodes of one's choice."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from rdflib import RDF, RDFS, SH, Graph, Literal
from rdflib.term import Node


def _members(data: Graph, target: Node) -> set[Node]:
    classes = data.transitive_subjects(RDFS.subClassOf, target)
    return {node for one in classes if one is not None for node in data.subjects(RDF.type, one)}


MEMBERS: Mapping[Node, Callable[[Graph, Node], set[Node]]] = {
    SH.targetClass: _members,
    SH.targetSubjectsOf: lambda data, target: set(data.subjects(target)),
    SH.targetObjectsOf: lambda data, target: set(data.objects(None, target)),
    SH.targetNode: lambda data, target: {target},
}
"""The words by which a shape names its nodes, each with a way to find these (SHACL, section 2.1.3); ours use two."""

WORDS = frozenset(MEMBERS)


def explicit(shapes: Graph) -> None:
    """Let shapes that are classes, too, name the things of that class in so many words (SHACL, section 2.1.3.3).

    They are classes no more, so that they are for no other nodes when they are aimed.
    """
    for kind in {RDFS.Class, *shapes.subjects(RDFS.subClassOf, RDFS.Class)}:
        for shape in list(shapes.subjects(RDF.type, kind)):
            if not {SH.NodeShape, SH.PropertyShape}.isdisjoint(shapes.objects(shape, RDF.type)):
                shapes.add((shape, SH.targetClass, shape))
                shapes.remove((shape, RDF.type, kind))


def targeted(shapes: Graph) -> set[Node]:
    """Return the shapes that name nodes of their own."""
    return {shape for word in WORDS for shape in shapes.subjects(word)}


def words_of(data: Graph, node: Node) -> set[tuple[Node, Node]]:
    """Return what may target a node: itself, its classes and those above them, its properties and what names it."""
    classes = {
        above for kind in data.objects(node, RDF.type) for above in data.transitive_objects(kind, RDFS.subClassOf)
    }
    return {
        (SH.targetNode, node),
        *((SH.targetClass, kind) for kind in classes if kind is not None),
        *((SH.targetSubjectsOf, predicate) for predicate in data.predicates(node)),
        *((SH.targetObjectsOf, predicate) for predicate in data.predicates(None, node)),
    }


def aimed(shapes: Graph, pairs: Iterable[tuple[Node, Node]], whole: Iterable[Node] = ()) -> Graph:
    """Return shapes for some nodes only, with all that they refer to.

    Args:
        shapes: the shapes; they are not changed.
        pairs: a shape, and a node that it is asked of.
        whole: shapes that are asked of all their nodes.
    """
    found = Graph()
    for shape, node in pairs:
        found.add((shape, SH.targetNode, node))
    for shape in whole:
        for word in WORDS:
            for target in shapes.objects(shape, word):
                found.add((shape, word, target))
    for node in reached(shapes, {*found.subjects(), *shapes.subjects(SH.parameter)}):
        for triple in shapes.triples((node, None, None)):
            if triple[1] not in WORDS:
                found.add(triple)
    return found


def reached(shapes: Graph, starts: Iterable[Node]) -> Iterator[Node]:
    """Yield some shapes and every node that they refer to, directly or not, each once."""
    left = list(starts)
    seen = set(left)
    while left:
        node = left.pop()
        yield node
        for _, word, value in shapes.triples((node, None, None)):
            if word not in WORDS and value not in seen and not isinstance(value, Literal):
                seen.add(value)
                left.append(value)

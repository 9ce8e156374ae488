"""Shapes as shacl-rust can be asked them: what it gets wrong is said in other words, or left to the judge.

Of version 0.2.12, tests/validation/test_bulk.py shows that
- no literal conforms to the shape that `sh:qualifiedValueShape` or `sh:node` names. That some value conforms can also
  be said so: not all values do not;
- values of different datatypes are put in order by how they are written. Where the shape asks for the datatype too,
  the node is found all the same.

A query that looks further than the properties of its node takes it time by the square of the data. The judge, who
starts at the node, is asked these.
"""

from functools import cache
from typing import Any

from rdflib import SH, BNode, Graph, Literal, URIRef
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.algebra import traverse
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Node, Variable

from rabatkg.validation.preparing import EXISTS, THIS
from rabatkg.validation.targets import WORDS, aimed, reached, targeted

MISJUDGED = frozenset({SH.node, SH.qualifiedValueShape, SH.lessThan, SH.lessThanOrEquals})
BOUNDS = frozenset({SH.minInclusive, SH.minExclusive, SH.maxInclusive, SH.maxExclusive})
ONE = Literal(1)
BESIDE = frozenset(
    {*WORDS, SH.path, SH.qualifiedValueShape, SH.qualifiedMinCount, SH.deactivated, SH.message, SH.severity}
)
"""The words of a shape that says nothing but that some value conforms."""


def reworded(shapes: Graph) -> Graph:
    """Return the shapes that shacl-rust can be asked, with their meaning and their targets."""
    able = aimed(shapes, (), targeted(shapes) - beyond(shapes))
    for shape in _somewhere(able):
        all_but = BNode()
        for word in (SH.path, SH.qualifiedMinCount):
            able.remove((shape, word, None))
        for path in shapes.objects(shape, SH.path):
            able.add((all_but, SH.path, path))
        for value in shapes.objects(shape, SH.qualifiedValueShape):
            able.remove((shape, SH.qualifiedValueShape, value))
            able.add((all_but, SH["not"], value))
        able.add((shape, SH["not"], all_but))
    return able


def beyond(shapes: Graph) -> set[Node]:
    """Return the shapes with targets that only the judge can be asked."""
    lost = {shape for word in MISJUDGED for shape in shapes.subjects(word)} - _somewhere(shapes)
    lost |= {s for word in BOUNDS for s in shapes.subjects(word) if (s, SH.datatype, None) not in shapes}
    prefixes = _prefixes(shapes)
    lost |= {one for one, query in shapes.subject_objects(SH.select) if _looks_further(prefixes + str(query))}
    return {shape for shape in targeted(shapes) if not lost.isdisjoint(reached(shapes, {shape}))}


def _somewhere(shapes: Graph) -> set[Node]:
    """Return the shapes that say of a property that at least one of its values conforms, and nothing else.

    One that stands under `sh:property` must keep its path, and cannot be reworded.
    """
    return {
        shape
        for shape in shapes.subjects(SH.qualifiedMinCount, ONE)
        if {word for word in shapes.predicates(shape) if str(word).startswith(str(SH))} <= BESIDE
        and (None, SH.property, shape) not in shapes
    }


def _prefixes(shapes: Graph) -> str:
    """Return the prefixes that the queries of shapes are given, as a head for each."""
    told = ((shapes.value(one, SH.prefix), shapes.value(one, SH.namespace)) for one in shapes.objects(None, SH.declare))
    return "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in sorted(told))


@cache
def _looks_further(query: str) -> bool:
    """Return whether a query looks at anything but the properties of its node."""
    triples: list[tuple[Any, Any, Any]] = []

    def note(part: Any) -> None:
        if isinstance(part, CompValue) and part.name == "BGP":
            triples.extend(part.triples)
        elif isinstance(part, CompValue) and part.name in EXISTS:
            traverse(part.graph, visitPost=note)  # rdflib keeps the group that it made of it as an attribute

    traverse(prepareQuery(query).algebra, visitPost=note)
    return any(subject != THIS or not isinstance(word, URIRef | Variable) for subject, word, _ in triples)

"""Is a graph an OWL 2 RL ontology? Each axiom is read in its place, as section 4.2 of the profile lays down.

What a class may be depends on where it stands: left of a subclass axiom a union is welcome, on its right it is not.
Whatever no place has room for is a fault, so that a form unknown to this file is refused, never passed over.
"""

from collections.abc import Callable, Iterator

from rdflib import OWL, RDF, RDFS, XSD, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

RESERVED = tuple(map(str, (OWL, RDF, RDFS, XSD)))
ONE_AT_MOST = {Literal(number, datatype=XSD.nonNegativeInteger) for number in (0, 1)}
NO_DATATYPES = {OWL.real, OWL.rational, XSD.date, XSD.gYear, XSD.gYearMonth, XSD.time, XSD.duration}
"""Two that the profile leaves out, and those that OWL 2 never had but records of dates invite."""

ENTITIES = {
    OWL.Class: "class",
    RDFS.Datatype: "datatype",
    OWL.ObjectProperty: "property",
    OWL.DatatypeProperty: "property of literals",
    OWL.AnnotationProperty: "annotation",
    OWL.NamedIndividual: "individual",
}
SEVERAL_AT_ONCE = {"class", "property", "individual"}
"""A name may be one of each of these; a name of two sorts of property, or of class and datatype, is refused below."""

QUALITIES = {
    OWL.AsymmetricProperty,
    OWL.FunctionalProperty,
    OWL.InverseFunctionalProperty,
    OWL.IrreflexiveProperty,
    OWL.SymmetricProperty,
    OWL.TransitiveProperty,
}
BUILT_IN_ANNOTATIONS = {
    OWL.backwardCompatibleWith,
    OWL.deprecated,
    OWL.incompatibleWith,
    OWL.priorVersion,
    OWL.versionInfo,
    RDFS.comment,
    RDFS.isDefinedBy,
    RDFS.label,
    RDFS.seeAlso,
}
HEADER = {OWL.versionIRI, OWL.imports}
FORMS = {
    OWL.allValuesFrom,
    OWL.cardinality,
    OWL.complementOf,
    OWL.hasSelf,
    OWL.hasValue,
    OWL.intersectionOf,
    OWL.maxCardinality,
    OWL.maxQualifiedCardinality,
    OWL.minCardinality,
    OWL.minQualifiedCardinality,
    OWL.oneOf,
    OWL.qualifiedCardinality,
    OWL.someValuesFrom,
    OWL.unionOf,
}
"""What makes a class expression. It is read where it stands; one that stands nowhere is a fault."""
WITHIN_EXPRESSIONS = {*FORMS, OWL.members, OWL.onClass, OWL.onProperty, RDF.first, RDF.rest}


def faults(graph: Graph) -> list[str]:
    """Return what keeps the graph out of OWL 2 RL, in plain words; nothing if it is one."""
    return sorted(set(_Reading(graph).faults()))


class _Reading:
    """One graph being read: what its names are, and which expressions have found a place."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.placed: set[Node] = set()
        self.sorts: dict[Node, set[str]] = {}
        for sort, word in ENTITIES.items():
            for name in graph.subjects(RDF.type, sort):
                self.sorts.setdefault(name, set()).add(word)
        self.axioms: dict[Node, Callable[[Node, Node], Iterator[str]]] = {
            RDF.type: self._typed,
            RDFS.subClassOf: lambda one, other: self._each((self._below, one), (self._above, other)),
            OWL.equivalentClass: lambda one, other: self._each((self._same, one), (self._same, other)),
            OWL.disjointWith: lambda one, other: self._each((self._below, one), (self._below, other)),
            RDFS.domain: lambda one, other: self._each((self._property, one), (self._above, other)),
            RDFS.range: self._range,
            RDFS.subPropertyOf: lambda one, other: self._each((self._property, one), (self._property, other)),
            OWL.equivalentProperty: lambda one, other: self._each((self._property, one), (self._property, other)),
            OWL.propertyDisjointWith: lambda one, other: self._each((self._property, one), (self._property, other)),
            OWL.inverseOf: lambda one, other: self._each((self._property, one), (self._property, other)),
            OWL.propertyChainAxiom: lambda one, other: self._each(
                (self._property, one), *((self._property, step) for step in self._list(other))
            ),
            OWL.hasKey: lambda one, other: self._each(
                (self._below, one), *((self._property, step) for step in self._list(other))
            ),
        }

    def faults(self) -> Iterator[str]:
        for name, sorts in self.sorts.items():
            if len(sorts) > 1 and not (sorts <= SEVERAL_AT_ONCE):
                yield f"{self._said(name)} is at once {' and '.join(sorted(sorts))}"
        for subject, predicate, object_ in self.graph:
            if predicate in self.axioms:
                yield from self.axioms[predicate](subject, object_)
            elif predicate not in WITHIN_EXPRESSIONS and not self._annotates(subject, predicate):
                yield from self._fact(predicate)
        expressions = {node for word in FORMS for node in self.graph.subjects(word)}
        for expression in expressions - self.placed:
            yield f"a class expression stands nowhere: {self._said(expression)}"
        for expression in expressions:
            if len(FORMS & set(self.graph.predicates(expression))) > 1:
                yield f"several forms in one class expression: {self._said(expression)}"

    def _annotates(self, subject: Node, predicate: Node) -> bool:
        if predicate in HEADER:
            return (subject, RDF.type, OWL.Ontology) in self.graph
        return predicate in BUILT_IN_ANNOTATIONS or "annotation" in self.sorts.get(predicate, ())

    def _each(self, *places: tuple[Callable[[Node], Iterator[str]], Node]) -> Iterator[str]:
        for place, node in places:
            yield from place(node)

    def _typed(self, subject: Node, sort: Node) -> Iterator[str]:
        if sort in QUALITIES:
            yield from self._property(subject)
        elif sort == OWL.AllDisjointClasses:
            for member in self._list(self.graph.value(subject, OWL.members)):
                yield from self._below(member)
        elif sort == OWL.AllDisjointProperties:
            for member in self._list(self.graph.value(subject, OWL.members)):
                yield from self._property(member)
        elif sort in ENTITIES:
            if sort != OWL.NamedIndividual and str(subject).startswith(RESERVED):
                yield f"{self._said(subject)} is a name that OWL keeps for itself"
        elif sort not in {OWL.Ontology, OWL.Restriction, OWL.AllDifferent, OWL.NegativePropertyAssertion, RDF.List}:
            yield from self._above(sort)

    def _fact(self, predicate: Node) -> Iterator[str]:
        if str(predicate).startswith(RESERVED) and predicate not in {OWL.sameAs, OWL.differentFrom}:
            yield f"no place for {self._said(predicate)}"
        else:
            yield from self._property(predicate)

    def _property(self, node: Node) -> Iterator[str]:
        if isinstance(node, BNode) and (inverse := self.graph.value(node, OWL.inverseOf)):
            yield from self._property(inverse)
        elif not self.sorts.get(node, set()) & {"property", "property of literals"}:
            yield f"{self._said(node)} is not declared as a property"

    def _range(self, subject: Node, values: Node) -> Iterator[str]:
        yield from self._property(subject)
        if "property of literals" in self.sorts.get(subject, ()):
            yield from self._datatype(values)
        else:
            yield from self._above(values)

    def _datatype(self, node: Node) -> Iterator[str]:
        if node in NO_DATATYPES or isinstance(node, BNode):
            yield f"no range of literals: {self._said(node)}"

    def _named(self, node: Node) -> Iterator[str]:
        if node != OWL.Nothing and str(node).startswith(RESERVED):
            yield f"no class here: {self._said(node)}"
        elif node != OWL.Nothing and "class" not in self.sorts.get(node, ()):
            yield f"{self._said(node)} is not declared as a class"

    def _below(self, node: Node) -> Iterator[str]:
        """Read a class on the left: names, listed things, and, or, some, a given value."""
        self.placed.add(node)
        if isinstance(node, URIRef):
            yield from self._named(node)
        elif members := self._value(node, OWL.intersectionOf) or self._value(node, OWL.unionOf):
            for member in self._list(members):
                yield from self._below(member)
        elif filler := self._value(node, OWL.someValuesFrom):
            yield from self._restricted(node)
            if filler != OWL.Thing and not self._literals(node):
                yield from self._below(filler)
        elif self._value(node, OWL.hasValue):
            yield from self._restricted(node)
        elif not self._value(node, OWL.oneOf):
            yield f"not on the left of a subclass axiom: {self._said(node)}"

    def _above(self, node: Node) -> Iterator[str]:
        """Read a class on the right: names, and, not, only, a given value, at most one."""
        self.placed.add(node)
        if isinstance(node, URIRef):
            yield from self._named(node)
        elif members := self._value(node, OWL.intersectionOf):
            for member in self._list(members):
                yield from self._above(member)
        elif negated := self._value(node, OWL.complementOf):
            yield from self._below(negated)
        elif filler := self._value(node, OWL.allValuesFrom):
            yield from self._restricted(node)
            yield from self._datatype(filler) if self._literals(node) else self._above(filler)
        elif self._value(node, OWL.hasValue) or self._value(node, OWL.maxCardinality) in ONE_AT_MOST:
            yield from self._restricted(node)
        elif self._value(node, OWL.maxQualifiedCardinality) in ONE_AT_MOST:
            yield from self._restricted(node)
            filler = self._value(node, OWL.onClass)
            if filler is not None and filler != OWL.Thing:
                yield from self._below(filler)
        else:
            yield f"not on the right of a subclass axiom: {self._said(node)}"

    def _same(self, node: Node) -> Iterator[str]:
        """Read a class of an equivalence: names, and, a given value."""
        self.placed.add(node)
        if isinstance(node, URIRef):
            yield from self._named(node)
        elif members := self._value(node, OWL.intersectionOf):
            for member in self._list(members):
                yield from self._same(member)
        elif self._value(node, OWL.hasValue):
            yield from self._restricted(node)
        else:
            yield f"not in an equivalence: {self._said(node)}"

    def _restricted(self, node: Node) -> Iterator[str]:
        on = self._value(node, OWL.onProperty)
        if on is None:
            yield f"a restriction on no property: {self._said(node)}"
        else:
            yield from self._property(on)

    def _literals(self, node: Node) -> bool:
        return "property of literals" in self.sorts.get(self._value(node, OWL.onProperty) or node, ())

    def _value(self, node: Node, predicate: URIRef) -> Node | None:
        return self.graph.value(node, predicate)

    def _list(self, node: Node | None) -> list[Node]:
        return [] if node is None else list(Collection(self.graph, node))

    def _said(self, node: Node) -> str:
        """Tell a name in short, and an expression by the words it is made of."""
        if not isinstance(node, BNode):
            return self.graph.namespace_manager.normalizeUri(str(node))
        words = (FORMS | {OWL.onClass, OWL.onProperty}) & set(self.graph.predicates(node))
        return " ".join(sorted(self._said(word) for word in words)) or "an empty one"

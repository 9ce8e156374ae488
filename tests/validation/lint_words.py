"""Lints of the words of which shapes are made: each exists, stands where it means something, and is of its kind."""

import re
from collections import Counter
from functools import cache
from importlib.resources import files

from rdflib import OWL, RDF, RDFS, SH, SKOS, BNode, Graph, Literal, Namespace, URIRef

from rabatkg.names import PREFIXES, RKG, RULE, Names

OURS, RULES, TERM = Namespace(RKG), Namespace(RULE), Names().thing("")
LANGUAGES = ("en", "fr")
WORD = re.compile(r"(?<![\w-])rkg:(\w+)")
NAMED = re.compile(r"(?<![\w<-])([a-z-]+):[A-Za-z]")
TARGETS = (SH.targetClass, SH.targetSubjectsOf)
BESIDE = {
    *TARGETS, RDF.type, SH.path, SH.message, SH.severity, SH.ignoredProperties, RULES.forLanguage, RULES.mayBeEmpty
}  # fmt: skip
"""The words of a shape that by themselves ask nothing."""
MAY_BE_ABSENT = {
    "Aim", "Announcement", "Body", "Capacity", "Chairmanship", "Correction", "FollowUp",
    "GoodPractice", "Initiative", "Instrument", "InstrumentProvision", "Membership", "Observation", "Offer",
    "Organisation", "Participation", "Person", "Place", "Register", "Tombstone",
}  # fmt: skip
"""The classes of which a dialogue need not have anything."""


def words(graph, namespace):
    """Return the words of a namespace that stand in a graph."""
    return {term for triple in graph for term in triple if isinstance(term, URIRef) and term.startswith(namespace)}


def selects(graph):
    """Return the queries of the rules that are queries."""
    return {rule: str(text) for rule, text in graph.subject_objects(SH.select)}


@cache
def known_to_shacl():
    """Return the words of SHACL, as the W3C defines them."""
    return frozenset(Graph().parse(str(files("pyshacl") / "assets" / "shacl.ttl")).subjects())


def every_shacl_word_exists(shapes, world):
    """A word of SHACL that is none asks nothing."""
    yield from words(shapes, str(SH)) - known_to_shacl()


def every_other_word_is_known(shapes, world):
    """What is of no known namespace is misspelt; so is what is of ours, of lists or of datatypes and not defined."""
    known = {*PREFIXES.values(), RULE.rstrip("#"), str(SH), RULE, TERM}
    known = tuple(map(str, known))
    for term in {term for triple in shapes for term in triple if isinstance(term, URIRef)}:
        if not str(term).startswith(known):
            yield f"of no known namespace: {term}"
    defined = _subjects(world) | set(shapes.subjects())
    yield from words(shapes, TERM) - defined
    yield from words(shapes, RKG) - defined
    yield from words(shapes, RULE) - defined
    yield from words(shapes, str(RDF)) - {RDF.type, RDF.first, RDF.rest, RDF.nil, RDF.langString} - _rdf_paths()
    yield from words(shapes, str(OWL)) - {OWL.Ontology, OWL.AnnotationProperty, OWL.deprecated}
    for text in selects(shapes).values():
        yield from {OURS[name] for name in WORD.findall(text)} - _subjects(world)


@cache
def _subjects(world):
    return frozenset(world.subjects())


def _rdf_paths():
    return {RDF.subject, RDF.predicate, RDF.object}


def every_class_and_path_is_of_the_ontology(shapes, world):
    """A class, and a path, that is none is never found."""
    classes = {one for word in (SH.targetClass, SH["class"]) for one in shapes.objects(None, word)}
    yield from {one for one in classes if one.startswith(RKG)} - set(world.subjects(RDF.type, OWL.Class))
    yield from {one for one in classes if not one.startswith(RKG)} - {SKOS.ConceptScheme}
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    known = {one for kind in kinds for one in world.subjects(RDF.type, kind)}
    known |= {SKOS.broader, SKOS.inScheme, SKOS.topConceptOf}
    paths = set(shapes.objects(None, SH.path)) | set(shapes.objects(None, SH.targetSubjectsOf))
    lists = {one for start in shapes.objects(None, SH.ignoredProperties) for one in shapes.items(start)}
    yield from (
        {one for one in paths | lists if isinstance(one, URIRef)} - known - {RDF.type, OWL.deprecated} - _rdf_paths()
    )


def each_class_has_one_closed_shape(shapes, world):
    """A class that a thing may have has one closed shape, and the classes above it have none."""
    closed = Counter(
        c for shape in shapes.subjects(SH.closed, Literal(True)) for c in shapes.objects(shape, SH.targetClass)
    )
    abstract = set(world.subjects(OURS.abstract, Literal(True)))
    leaves = {one for one in world.subjects(RDF.type, OWL.Class) if one.startswith(RKG)} - abstract
    yield from (f"{one}: {closed[one]} closed shapes" for one in leaves if closed[one] != 1)
    yield from {above for one, above in world.subject_objects(RDFS.subClassOf) if one.startswith(RKG)} & set(closed)
    yield from set(shapes.subjects(SH.ignoredProperties)) ^ set(shapes.subjects(SH.closed))


def every_shape_has_a_name(shapes, world):
    """A node without a name is a list."""
    lists = set(shapes.subjects(RDF.first))
    yield from {node for triple in shapes for node in triple if isinstance(node, BNode)} - lists


def everything_is_of_a_kind(shapes, world):
    """What asks something is a shape or a constraint, asks indeed, and is asked."""
    kinds = {SH.NodeShape, SH.PropertyShape, SH.SPARQLConstraint, OWL.Ontology, OWL.AnnotationProperty}
    named = {term for triple in shapes for term in triple[2:]}
    for node in {s for s in shapes.subjects() if isinstance(s, URIRef)}:
        kind, asked = set(shapes.objects(node, RDF.type)), set(shapes.predicates(node))
        if (None, SH.declare, node) in shapes or SH.prefix in asked or SH.namespace in asked:
            if kind or asked != {SH.prefix, SH.namespace} or (None, SH.declare, node) not in shapes:
                yield f"{node}: a prefix that is none"
        elif len(kind) != 1 or not kind <= kinds:
            yield f"{node}: of no kind, or of several"
        elif (SH.PropertyShape in kind) != (SH.path in asked) or (SH.SPARQLConstraint in kind) != (SH.select in asked):
            yield f"{node}: of another kind"
        elif SH.SPARQLConstraint in kind:
            if asked != {RDF.type, SH.prefixes, SH.select, SH.message}:
                yield f"{node}: a query and more, or less"
        elif kind & {SH.NodeShape, SH.PropertyShape} and asked <= BESIDE:
            yield f"{node}: asks nothing"
        elif kind & {SH.NodeShape, SH.PropertyShape} and not asked & {*TARGETS} and node not in named:
            yield f"{node}: nobody is asked"
        if SH.SPARQLConstraint in kind and (None, SH.sparql, node) not in shapes:
            yield f"{node}: nobody is asked"


def what_a_word_means_is_said_in_every_language(shapes, world):
    """The words of these files are described as those of the ontology."""
    for word in shapes.subjects(RDF.type, OWL.AnnotationProperty):
        for described in (RDFS.label, RDFS.comment):
            if sorted(str(text.language) for text in shapes.objects(word, described)) != [*LANGUAGES]:
                yield f"{word}: not described in each language"
        if set(shapes.predicates(word)) != {RDF.type, RDFS.label, RDFS.comment}:
            yield f"{word}: described by something else"


def prefixes_are_those_of_the_project(shapes, world):
    """The queries are given the prefixes that people write, and use them all."""
    home = URIRef(RULE.rstrip("#"))
    said = {
        str(shapes.value(one, SH.prefix)): str(shapes.value(one, SH.namespace))
        for one in shapes.objects(home, SH.declare)
    }
    yield from (name for name, iri in said.items() if PREFIXES.get(name, f"{TERM}{name}/") != iri)
    used = {name for text in selects(shapes).values() for name in NAMED.findall(text)}
    yield from used ^ set(said)
    yield from (rule for rule in selects(shapes) if set(shapes.objects(rule, SH.prefixes)) != {home})


def what_must_be_there_may_not_be_empty(shapes, world):
    """A shape may see nothing where no class of its own must have a thing in a dialogue that has read its texts."""
    for shape in set(shapes.subjects(RULES.mayBeEmpty)) | set(shapes.subjects(SH.targetClass)):
        classes = {str(one).removeprefix(RKG) for one in shapes.objects(shape, SH.targetClass)}
        if not classes or ((shape, RULES.mayBeEmpty, None) in shapes) != (classes <= MAY_BE_ABSENT):
            yield f"{shape}: may be empty, or may not"


OF_WORDS = [
    every_shacl_word_exists,
    every_other_word_is_known,
    every_class_and_path_is_of_the_ontology,
    each_class_has_one_closed_shape,
    every_shape_has_a_name,
    everything_is_of_a_kind,
    what_a_word_means_is_said_in_every_language,
    prefixes_are_those_of_the_project,
    what_must_be_there_may_not_be_empty,
]
"""The lints of this file."""

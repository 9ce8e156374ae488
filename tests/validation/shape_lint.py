"""What a misspelt word cannot do: be silent. Each function yields what is wrong with the shapes, in words.

It takes the graph of the shapes, and one of all else that the project defines: ontology, alignments, vocabularies.
"""

import re
from collections import Counter
from functools import cache
from importlib.resources import files

from rdflib import OWL, RDF, RDFS, SH, SKOS, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.plugins.sparql import prepareQuery

from rabatkg.names import PREFIXES, RKG, RULE, Names
from rabatkg.validation.targets import reached

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
NUMBERS = (SH.minCount, SH.maxCount, SH.qualifiedMinCount, SH.qualifiedMaxCount, SH.maxLength, SH.minInclusive)
SWITCHES = (SH.closed, SH.uniqueLang, RULES.mayBeEmpty)


def words(graph, namespace):
    """Return the words of a namespace that stand in a graph."""
    return {term for triple in graph for term in triple if isinstance(term, URIRef) and term.startswith(namespace)}


def selects(graph):
    """Return the queries of the rules that are queries."""
    return {rule: str(text) for rule, text in graph.subject_objects(SH.select)}


def variables(text):
    """Return how often each variable stands in a message."""
    return Counter(re.findall(r"\{[?$](\w+)\}", str(text)))


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


def values_are_of_their_kind(shapes, world):
    """A number is a number, a switch is on, and nothing is switched off."""
    for word in NUMBERS:
        for node, value in shapes.subject_objects(word):
            if not isinstance(value, Literal) or value.datatype != XSD.integer:
                yield f"{node}: {word} {value}"
    for word in SWITCHES:
        yield from (node for node, value in shapes.subject_objects(word) if value != Literal(True))
    yield from shapes.subjects(SH.deactivated)
    kinds = {SH.IRI, SH.BlankNode, SH.Literal}
    yield from set(shapes.objects(None, SH.nodeKind)) - kinds
    yield from set(shapes.objects(None, SH.severity)) - {SH.Warning}
    types = {RDF.langString, *(XSD[one] for one in ("string", "boolean", "integer", "decimal", "date"))}
    yield from set(shapes.objects(None, SH.datatype)) - types - {XSD.anyURI, XSD.dateTime, XSD.gYear, XSD.gYearMonth}


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


def what_reports_says_so_in_every_language(shapes, world):
    """A rule has a message in each language, with the same variables, a fault and a remedy."""
    targeted = {s for word in TARGETS for s in shapes.subjects(word)}
    rules = {s for s in targeted if (s, SH.sparql, None) not in shapes}
    rules |= set(shapes.subjects(RDF.type, SH.SPARQLConstraint))
    yield from rules ^ set(shapes.subjects(SH.message))
    for rule in rules:
        told = {text.language: str(text) for text in shapes.objects(rule, SH.message)}
        if set(told) != set(LANGUAGES) or len(set(told.values())) != len(told):
            yield f"{rule}: not in each language"
        if len({frozenset(variables(text).items()) for text in told.values()}) != 1:
            yield f"{rule}: other variables in another language"
        if any(text.count(".") < 2 for text in told.values()):
            yield f"{rule}: a fault and a remedy"


@cache
def _faults_of_query(head, text):
    body, found = text[text.index("{") + 1 :].split("\n") if "{" in text else ["", ""], []
    if len(body) < 2 or not body[1].strip().startswith("$this "):
        found.append("does not begin with its node")
    if re.search(r"\b(SERVICE|VALUES|MINUS|GRAPH)\b", text):
        found.append("a word that is slow")
    try:
        prepareQuery(f"{head}\n{text.replace('$this', '?this')}")
    except Exception as error:  # rdflib raises many kinds, all of which mean that it is no query
        found.append(str(error))
    return found


def constraints_stay_fast(shapes, world):
    """A query begins with its node, uses no word that is slow, and names what its message tells."""
    declared = sorted((shapes.value(n, SH.prefix), shapes.value(n, SH.namespace)) for n in shapes.subjects(SH.prefix))
    head = "\n".join(f"PREFIX {prefix}: <{iri}>" for prefix, iri in declared)
    for rule, text in selects(shapes).items():
        yield from (f"{rule}: {fault}" for fault in _faults_of_query(head, text))
        named = set(re.findall(r"[?$](\w+)", text[: text.index("WHERE")] if "WHERE" in text else ""))
        told = {name for one in shapes.objects(rule, SH.message) for name in variables(one)}
        yield from (f"{rule}: tells ?{name}, and does not name it" for name in told - named)


def what_is_one_is_told_as_one(shapes, world):
    """Where the message says that a key takes one value, the rule counts them."""
    for rule in shapes.subjects(RDF.type, SH.PropertyShape):
        said = " ".join(str(text) for text in shapes.objects(rule, SH.message) if text.language == "en")
        counted = {int(n) for n in shapes.objects(rule, SH.maxCount)}
        if counted - {1} or ("one value" in said and not counted):
            yield f"{rule}: one value, or several"


def a_language_is_asked_for_by_its_own_rule(shapes, world):
    """The rule that asks for a language is told from the others by the name of that language."""
    for rule in {one for word in (RULES.forLanguage, SH.message) for one in shapes.subjects(word)}:
        language = str(rule).rpartition("-")[2]
        asked = {language} if language in LANGUAGES else set()
        if {str(one) for one in shapes.objects(rule, RULES.forLanguage)} != asked:
            yield f"{rule}: for no language, or another"
        if asked and RULES[f"in-{language}"] not in reached(shapes, {rule}):
            yield f"{rule}: asks for another language"
    for rule, start in shapes.subject_objects(SH.languageIn):
        if [f"in-{one}" for one in shapes.items(start)] != [str(rule).removeprefix(RULE)]:
            yield f"{rule}: asks for another language"


def what_must_be_there_may_not_be_empty(shapes, world):
    """A shape may see nothing where no class of its own must have a thing in a dialogue that has read its texts."""
    for shape in set(shapes.subjects(RULES.mayBeEmpty)) | set(shapes.subjects(SH.targetClass)):
        classes = {str(one).removeprefix(RKG) for one in shapes.objects(shape, SH.targetClass)}
        if not classes or ((shape, RULES.mayBeEmpty, None) in shapes) != (classes <= MAY_BE_ABSENT):
            yield f"{shape}: may be empty, or may not"


def lists_of_values_stay_short(shapes, world):
    """A long list of values is a vocabulary."""
    yield from (start for start in shapes.objects(None, SH["in"]) if not 0 < len(list(shapes.items(start))) <= 5)


def a_list_says_nothing_twice(shapes, world):
    """What stands twice in a list stays when it is taken out once."""
    for start in set(shapes.subjects(RDF.first)) - set(shapes.objects(None, RDF.rest)):
        yield from (one for one, count in Counter(shapes.items(start)).items() if count > 1)


def patterns_hold_both_ends(shapes, world):
    """A pattern holds the beginning and the end of the text, and is one of the standard, not of Python."""
    for pattern in shapes.objects(None, SH.pattern):
        text = str(pattern)
        if text[:1] not in ("^", "/") or not (text.endswith("$") or "[A-Z]" in text):
            yield text
    told = [*shapes.objects(None, SH.pattern), *selects(shapes).values()]
    yield from (text for text in told if re.search(r"\(\?[!=<:]", str(text)))


LINTS = [
    every_shacl_word_exists,
    every_other_word_is_known,
    every_class_and_path_is_of_the_ontology,
    each_class_has_one_closed_shape,
    every_shape_has_a_name,
    everything_is_of_a_kind,
    what_a_word_means_is_said_in_every_language,
    values_are_of_their_kind,
    prefixes_are_those_of_the_project,
    what_reports_says_so_in_every_language,
    constraints_stay_fast,
    what_is_one_is_told_as_one,
    a_language_is_asked_for_by_its_own_rule,
    what_must_be_there_may_not_be_empty,
    lists_of_values_stay_short,
    a_list_says_nothing_twice,
    patterns_hold_both_ends,
]


def faults(shapes, world):
    """Yield what is wrong with the shapes."""
    for lint in LINTS:
        yield from (f"{lint.__name__}: {fault}" for fault in lint(shapes, world))

"""Every word of ours is labelled and defined in every language, and every property says what it owes."""

from collections import Counter

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef

RKG = Namespace("https://w3id.org/rabatkg/ontology#")
HOME = URIRef("https://w3id.org/rabatkg/ontology")
LANGUAGES = ["en", "fr"]
SORTS = [OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty]
EVIDENCE_RULES = {"passage", "register", "own-words", "structural"}


def names(graph, *sorts):
    return {name for sort in sorts for name in graph.subjects(RDF.type, sort) if name.startswith(RKG)}


def worded(graph, predicate):
    """Return the names of ours that lack the text in a language, or have it twice."""
    return {
        name
        for name in names(graph, *SORTS)
        if sorted(str(text.language) for text in graph.objects(name, predicate)) != LANGUAGES
    }


def unruled(graph):
    """Return the properties that do not state exactly one legal evidence rule."""
    properties = names(graph, *SORTS[1:]) | set(graph.subjects(RKG.evidenceRule))
    rules = {name: [str(rule) for rule in graph.objects(name, RKG.evidenceRule)] for name in properties}
    return {name for name, stated in rules.items() if len(stated) != 1 or stated[0] not in EVIDENCE_RULES}


@pytest.mark.parametrize("predicate", [RDFS.label, SKOS.definition])
def test_every_word_is_told_in_every_language(ontology, predicate):
    assert worded(ontology, predicate) == set()


def test_a_word_in_one_language_is_found():
    graph = Graph()
    graph.add((RKG.Meeting, RDF.type, OWL.Class))
    graph.add((RKG.Meeting, RDFS.label, Literal("Meeting", lang="en")))
    assert worded(graph, RDFS.label) == {RKG.Meeting}


@pytest.mark.parametrize("sorts", [SORTS[:1], SORTS[1:]], ids=["classes", "properties"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_words_share_a_label(ontology, sorts, language):
    labels = Counter(
        str(label)
        for name in names(ontology, *sorts)
        for label in ontology.objects(name, RDFS.label)
        if label.language == language
    )
    assert {label for label, times in labels.items() if times > 1} == set()


def test_no_text_stands_under_two_languages(ontology):
    definitions = Counter(str(text) for text in ontology.objects(None, SKOS.definition))
    assert {text for text, times in definitions.items() if times > 1} == set()


def test_every_word_says_who_defines_it(ontology):
    assert {name for name in names(ontology, *SORTS) if (name, RDFS.isDefinedBy, HOME) not in ontology} == set()


def test_every_property_says_what_it_owes(ontology):
    assert unruled(ontology) == set()


@pytest.mark.parametrize("rules", [[], ["hearsay"], ["passage", "structural"]], ids=["none", "unknown", "two"])
def test_a_property_without_one_legal_rule_is_found(rules):
    graph = Graph()
    graph.add((RKG.coChair, RDF.type, OWL.ObjectProperty))
    for rule in rules:
        graph.add((RKG.coChair, RKG.evidenceRule, Literal(rule)))
    assert unruled(graph) == {RKG.coChair}


def test_every_word_of_ours_that_is_used_is_defined(both):
    used = {term for triple in both for term in triple if isinstance(term, URIRef) and term.startswith(RKG)}
    assert used - names(both, *SORTS) == set()


def test_a_class_is_abstract_if_and_only_if_it_gathers_others(ontology):
    gathering = {above for below, above in ontology.subject_objects(RDFS.subClassOf) if below.startswith(RKG)}
    assert names(ontology, OWL.Class) & set(ontology.subjects(RKG.abstract, Literal(True))) == gathering


def test_a_class_has_one_class_above_it_at_most(ontology):
    above = Counter(below for below, _ in ontology.subject_objects(RDFS.subClassOf))
    assert {name for name, times in above.items() if times > 1} == set()


def test_a_triple_stands_in_one_file_only(ontology, alignments):
    assert set(ontology) & set(alignments) == set()


def test_both_files_tell_the_same_version(ontology, alignments):
    versions = {str(version) for part in (ontology, alignments) for version in part.objects(None, OWL.versionInfo)}
    addresses = [address for part in (ontology, alignments) for address in part.objects(None, OWL.versionIRI)]
    assert len(versions) == 1
    assert [address for address in addresses if not address.endswith("/" + min(versions))] == []

"""The dataset described in VoID (W3C note of 2011), with the languages of its labels in LIME (OntoLex, 2016)."""

import re
from collections.abc import Iterator

from rabatkg.names import DCTERMS, FOAF
from rabatkg.publication.counting import LABELS
from rabatkg.publication.describing import DESCRIPTION, Described, restricted
from rabatkg.publication.terms import Triple, decimal, every, iri, text, typed, whole

VOID = "http://rdfs.org/ns/void#"
LIME = "http://www.w3.org/ns/lemon/lime#"


def void(told: Described) -> Iterator[Triple]:
    """Yield the description in VoID, with the languages of labels in LIME."""
    site, counts, dataset = told.site, told.counts, told.dataset
    yield from typed(dataset, f"{VOID}Dataset")
    yield from every(dataset, f"{DCTERMS}title", told.titles)
    yield from every(dataset, f"{DCTERMS}description", told.texts(DESCRIPTION))
    if told.licence:
        yield iri(dataset), f"{DCTERMS}license", iri(told.licence.address)
    yield from restricted(told, dataset)
    if "sparql" in told.services:
        yield iri(dataset), f"{VOID}sparqlEndpoint", iri(told.services["sparql"])
    yield iri(dataset), f"{VOID}uriSpace", text(site.names.base)
    yield iri(dataset), f"{FOAF}homepage", iri(site.base)
    yield iri(dataset), f"{VOID}exampleResource", iri(site.dialogue)
    yield from every(dataset, f"{VOID}vocabulary", [iri(one) for one in counts.namespaces])
    dumps = [iri(site.base + one.path) for one in told.downloads if one.path.startswith("dumps/")]
    yield from every(dataset, f"{VOID}dataDump", dumps)
    for name, n in (
        ("triples", counts.triples),
        ("entities", len(counts.entities)),
        ("distinctSubjects", len(counts.subjects)),
        ("distinctObjects", len(counts.objects)),
        ("properties", len(counts.properties)),
        ("classes", len(counts.classes)),
    ):
        yield iri(dataset), VOID + name, whole(n)
    yield from _partitions(told)
    yield from _linksets(told)
    for lang in sorted(counts.labels):
        yield from _lexicalisation(told, lang)


def _partitions(told: Described) -> Iterator[Triple]:
    for one, found in sorted(told.counts.classes.items()):
        part = _beside(told, f"class-{_local(told, one)}")
        yield iri(told.dataset), f"{VOID}classPartition", iri(part)
        yield iri(part), f"{VOID}class", iri(one)
        yield iri(part), f"{VOID}entities", whole(len(found))
    for one, n in sorted(told.counts.properties.items()):
        part = _beside(told, f"property-{_local(told, one)}")
        yield iri(told.dataset), f"{VOID}propertyPartition", iri(part)
        yield iri(part), f"{VOID}property", iri(one)
        yield iri(part), f"{VOID}triples", whole(n)


def _linksets(told: Described) -> Iterator[Triple]:
    for (host, name), n in sorted(told.counts.links.items()):
        other = _beside(told, _local(told, host))
        part = f"{other}-by-{_local(told, name)}"
        yield from typed(part, f"{VOID}Linkset")
        yield iri(told.dataset), f"{VOID}subset", iri(part)
        yield iri(part), f"{VOID}subjectsTarget", iri(told.dataset)
        yield iri(part), f"{VOID}objectsTarget", iri(other)
        yield iri(part), f"{VOID}linkPredicate", iri(name)
        yield iri(part), f"{VOID}triples", whole(n)
        yield from typed(other, f"{VOID}Dataset")
        yield iri(other), f"{VOID}uriSpace", text(host)


def _lexicalisation(told: Described, lang: str) -> Iterator[Triple]:
    labels, entities = told.counts.labels[lang], told.counts.entities
    part = _beside(told, f"labels-{lang}")
    yield from typed(part, f"{LIME}LexicalizationSet")
    yield iri(told.dataset), f"{VOID}subset", iri(part)
    yield iri(part), f"{LIME}referenceDataset", iri(told.dataset)
    yield from every(part, f"{LIME}lexicalizationModel", [iri(one) for one in sorted(LABELS.values())])
    yield iri(part), f"{LIME}language", text(lang)
    yield from _covered(part, sum(labels.values()), len(labels), len(entities))
    for one, found in sorted(told.counts.classes.items()):
        named = {term.value for term in found} & entities
        known = named & labels.keys()
        if known:
            within = _beside(told, f"labels-{lang}-{_local(told, one)}")
            yield iri(part), f"{LIME}partition", iri(within)
            yield iri(within), f"{LIME}resourceType", iri(one)
            yield from _covered(within, sum(labels[name] for name in known), len(known), len(named))


def _covered(part: str, labels: int, references: int, of: int) -> Iterator[Triple]:
    yield iri(part), f"{LIME}lexicalizations", whole(labels)
    yield iri(part), f"{LIME}references", whole(references)
    yield iri(part), f"{LIME}percentage", decimal(references / of)
    yield iri(part), f"{LIME}avgNumOfLexicalizations", decimal(labels / of)


def _beside(told: Described, name: str) -> str:
    return f"{told.site.names.base}void.ttl#{name}"


def _local(told: Described, one: str) -> str:
    """Return an IRI as it may stand in the name of a part of a description."""
    return re.sub(r"[^A-Za-z0-9.]+", "-", told.site.names.short(one)).strip("-")

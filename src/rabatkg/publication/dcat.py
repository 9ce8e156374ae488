"""The dataset described in DCAT-AP 3.0: a catalogue, the dataset, and a distribution for each download."""

from collections.abc import Iterator

from rabatkg.names import DCTERMS, FOAF, RDFS, RKG, SKOS, XSD
from rabatkg.publication import credits
from rabatkg.publication.describing import DESCRIPTION, QUOTING, Described, restricted
from rabatkg.publication.downloads import Download
from rabatkg.publication.terms import Triple, every, iri, led, text, typed
from rabatkg.speech import mark
from rabatkg.store import Term

DCAT = "http://www.w3.org/ns/dcat#"
SPDX = "http://spdx.org/rdf/terms#"
MEDIA = "https://www.iana.org/assignments/media-types/"
EU = "http://publications.europa.eu/resource/authority/"
TONGUES = {"en": "ENG", "fr": "FRA"}
"""The names of languages in the list of the EU, by code."""
THEME = (f"{EU}data-theme/INTR", mark("International issues"))
"""The theme of a dialogue of states in the list of the EU, with what it is called there."""
RHYTHM = "IRREG"
"""How often the data are renewed, in the list of the EU: irregularly, for they are when records are added."""
FILES = {
    **{"application/n-quads": "RDF_N_QUADS", "application/trig": "RDF_TRIG", "text/csv": "CSV"},
    "application/atom+xml": "ATOM",
}
"""The names of forms of files in the list of the EU, by media type."""
SERVICES = {
    "sparql": (mark("SPARQL queries"), "https://www.w3.org/TR/sparql11-protocol/"),
    "reconcile": (
        mark("Names matched with things"),
        "https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/",
    ),
}
"""What a server answers by: what it is, and the standard that it keeps to."""


def dcat(told: Described) -> Iterator[Triple]:
    """Yield the catalogue in DCAT-AP: the dataset, and a distribution for each download."""
    site, catalogue, dataset = told.site, told.catalogue, told.dataset
    publisher = f"{site.names.base}dcat.ttl#publisher"
    yield from typed(publisher, f"{FOAF}Agent")
    yield iri(publisher), f"{FOAF}name", text(told.publisher)
    for one, name in ((catalogue, "Catalog"), (dataset, "Dataset")):
        yield from typed(one, DCAT + name)
        yield from every(one, f"{DCTERMS}title", told.titles)
        yield from every(one, f"{DCTERMS}description", told.texts(DESCRIPTION))
        yield iri(one), f"{DCTERMS}publisher", iri(publisher)
        for lang in site.languages:
            if lang in TONGUES:
                yield from led(one, f"{DCTERMS}language", f"{EU}language/{TONGUES[lang]}", f"{DCTERMS}LinguisticSystem")
    yield iri(catalogue), f"{DCAT}dataset", iri(dataset)
    yield from led(catalogue, f"{FOAF}homepage", site.base, f"{FOAF}Document")
    yield iri(dataset), f"{DCTERMS}identifier", text(dataset)
    yield from led(dataset, f"{DCTERMS}accessRights", f"{EU}access-right/PUBLIC", f"{DCTERMS}RightsStatement")
    yield from led(dataset, f"{DCTERMS}conformsTo", RKG.removesuffix("#"), f"{DCTERMS}Standard")
    for lang in site.languages:
        yield from led(dataset, f"{DCAT}landingPage", f"{site.base}{lang}/dumps.html", f"{FOAF}Document")
    yield from every(dataset, f"{DCAT}keyword", told.keywords)
    for country in told.countries:
        yield from led(dataset, f"{DCTERMS}spatial", country, f"{DCTERMS}Location")
    yield from restricted(told, dataset)
    if told.version:
        yield iri(dataset), f"{DCAT}version", text(told.version)
    if told.period:
        period = f"{site.names.base}dcat.ttl#period"
        yield from led(dataset, f"{DCTERMS}temporal", period, f"{DCTERMS}PeriodOfTime")
        for name, day in zip(("startDate", "endDate"), told.period, strict=True):
            yield iri(period), DCAT + name, Term("literal", day, None, f"{XSD}date")
    yield from _made(told)
    theme, called = THEME
    yield from led(dataset, f"{DCAT}theme", theme, f"{SKOS}Concept")
    yield from every(theme, f"{SKOS}prefLabel", told.texts(called))
    yield from led(dataset, f"{DCTERMS}accrualPeriodicity", f"{EU}frequency/{RHYTHM}", f"{DCTERMS}Frequency")
    for path in told.explaining:
        yield from led(dataset, f"{FOAF}page", site.base + path, f"{FOAF}Document")
    if told.licence:
        for one in (catalogue, dataset):
            yield from led(one, f"{DCTERMS}license", told.licence.address, f"{DCTERMS}LicenseDocument")
    for download in told.downloads:
        yield from _distribution(told, download)
    for name, address in told.services.items():
        yield from _service(told, name, address)


def _made(told: Described) -> Iterator[Triple]:
    """Yield by whom the dataset was made, when it was released and when it changed last, as far as that is known."""
    cited = credits.credited(told.site)
    makers = [("Person", one) for one in cited.people] + [("Organization", one) for one in cited.others]
    for n, (kind, name) in enumerate(makers, 1):
        one = f"{told.site.names.base}dcat.ttl#creator-{n}"
        yield from led(told.dataset, f"{DCTERMS}creator", one, f"{FOAF}Agent")
        yield from typed(one, FOAF + kind)
        yield iri(one), f"{FOAF}name", text(name)
    for property, day in (("issued", cited.released), ("modified", credits.changed(told.site))):
        if day:
            yield iri(told.dataset), DCTERMS + property, Term("literal", day, None, f"{XSD}date")


def _service(told: Described, name: str, address: str) -> Iterator[Triple]:
    one, (title, standard) = f"{told.site.names.base}dcat.ttl#{name}", SERVICES[name]
    yield from led(told.catalogue, f"{DCAT}service", one, f"{DCAT}DataService")
    yield from every(one, f"{DCTERMS}title", told.texts(title))
    yield iri(one), f"{DCAT}servesDataset", iri(told.dataset)
    yield from led(one, f"{DCTERMS}conformsTo", standard, f"{DCTERMS}Standard")
    for property in ("endpointURL", "endpointDescription"):
        yield from led(one, DCAT + property, address, f"{RDFS}Resource")
    if told.licence:
        yield from led(one, f"{DCTERMS}license", told.licence.address, f"{DCTERMS}LicenseDocument")


def _distribution(told: Described, download: Download) -> Iterator[Triple]:
    one = f"{told.site.names.base}dcat.ttl#{download.path}"
    address = told.site.base + download.path
    yield from led(told.dataset, f"{DCAT}distribution", one, f"{DCAT}Distribution")
    yield from every(one, f"{DCTERMS}title", told.texts(download.title))
    yield from led(one, f"{DCAT}accessURL", address, f"{RDFS}Resource")
    yield iri(one), f"{DCAT}downloadURL", iri(address)
    yield from led(one, f"{DCAT}mediaType", MEDIA + download.media, f"{DCTERMS}MediaType")
    yield from led(one, f"{DCTERMS}format", f"{EU}file-type/{FILES[download.media]}", f"{DCTERMS}MediaTypeOrExtent")
    if download.packed:
        yield from led(one, f"{DCAT}compressFormat", f"{MEDIA}application/gzip", f"{DCTERMS}MediaType")
    yield iri(one), f"{DCAT}byteSize", Term("literal", str(download.size), None, f"{XSD}nonNegativeInteger")
    if told.licence:
        yield from led(one, f"{DCTERMS}license", told.licence.address, f"{DCTERMS}LicenseDocument")
    if download.path.startswith(QUOTING):
        yield from restricted(told, one)
    checksum, sha256 = f"{one}-checksum", f"{SPDX}checksumAlgorithm_sha256"
    yield from led(one, f"{SPDX}checksum", checksum, f"{SPDX}Checksum")
    yield from led(checksum, f"{SPDX}algorithm", sha256, f"{SPDX}ChecksumAlgorithm")
    yield iri(checksum), f"{SPDX}checksumValue", Term("literal", download.checksum, None, f"{XSD}hexBinary")

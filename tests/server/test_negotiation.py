"""Every IRI of ours leads to the form and the language that are asked for."""

import gzip

import pytest
from rdflib import RDF, Dataset, Graph, URIRef

from rabatkg.names import RKG

pytestmark = pytest.mark.xdist_group("server")

MEETING = "/id/meeting/2031-03-exampleville"
PAGE, FILE = "/en/meeting/2031-03-exampleville.html", "/data/meeting/2031-03-exampleville"
FRENCH = "/fr/meeting/2031-03-exampleville.html"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
TABLE = [
    # what is asked, the types, the languages, the status, where it leads
    (MEETING, None, None, 303, PAGE),
    (MEETING, "*/*", None, 303, PAGE),
    (MEETING, BROWSER, None, 303, PAGE),
    (MEETING, BROWSER, "fr", 303, FRENCH),
    (MEETING, "text/html", "fr-CA", 303, FRENCH),
    (MEETING, "text/html", "fr-CA, en;q=0.9", 303, FRENCH),
    (MEETING, "text/html", "en;q=0.5, fr;q=0.8", 303, FRENCH),
    (MEETING, "text/html", "en, fr", 303, PAGE),
    (MEETING, "text/html", "fr, en", 303, FRENCH),
    (MEETING, "text/html", "de, *;q=0.5", 303, PAGE),
    (MEETING, "text/html", "de", 303, PAGE),
    (MEETING, "text/html", "en;q=0, *", 303, FRENCH),
    (MEETING, "text/html", "fr;q=0", 303, PAGE),
    (MEETING, "text/html", "FR", 303, FRENCH),
    (MEETING, "text/html", ";;;,,q=", 303, PAGE),
    (f"{MEETING}?lang=fr", "text/html", "en", 303, FRENCH),
    (f"{MEETING}?lang=xx", "text/html", "fr", 303, FRENCH),
    (MEETING, "text/turtle", "fr", 303, f"{FILE}.ttl"),
    (MEETING, "TEXT/Turtle", None, 303, f"{FILE}.ttl"),
    (MEETING, "text/turtle; charset=utf-8", None, 303, f"{FILE}.ttl"),
    (MEETING, "application/ld+json", None, 303, f"{FILE}.jsonld"),
    (MEETING, "application/n-triples", None, 303, f"{FILE}.nt"),
    (MEETING, "application/*", None, 303, f"{FILE}.jsonld"),
    (MEETING, "text/*", None, 303, PAGE),
    (MEETING, "text/turtle, text/html;q=0.5", None, 303, f"{FILE}.ttl"),
    (MEETING, "text/turtle;q=0.5, text/html", None, 303, PAGE),
    (MEETING, "text/turtle, application/ld+json", None, 303, f"{FILE}.ttl"),
    (MEETING, "text/turtle;q=0.4, application/ld+json;q=0.41", None, 303, f"{FILE}.jsonld"),
    (MEETING, "text/*;q=0.9, text/html;q=0.1", None, 303, f"{FILE}.ttl"),
    (MEETING, "*/*;q=0.1, application/n-triples;q=0.2", None, 303, f"{FILE}.nt"),
    (MEETING, "text/html;q=0, */*;q=0.1", None, 303, f"{FILE}.ttl"),
    (MEETING, "text/html;q=2", None, 303, PAGE),
    (MEETING, "image/png, text/turtle;q=0.001", None, 303, f"{FILE}.ttl"),
    (MEETING, "application/rdf+xml, application/n-triples;q=0.3", None, 303, f"{FILE}.nt"),
    (MEETING, "image/png", None, 406, None),
    (MEETING, "application/rdf+xml", None, 406, None),
    (MEETING, "*/*;q=0", None, 406, None),
    (f"{MEETING}/figure-visas", None, None, 303, f"{PAGE}#figure-visas"),
    (f"{MEETING}/figure-visas", "text/turtle", None, 303, f"{FILE}/figure-visas.ttl"),
    ("/id/claim/00f385f8893f87f9", None, None, 303, "/en/claim/00.html#00f385f8893f87f9"),
    ("/id/claim/00f385f8893f87f9", "text/turtle", None, 303, "/data/claim/00.ttl"),
    ("/id/evidence/01d328344b76d44b", "text/html", "fr", 303, "/fr/evidence/01.html#01d328344b76d44b"),
    ("/id/passage/plan-2030/0-06343b08", None, None, 303, "/en/passage/plan-2030/0.html#06343b08"),
    ("/id/passage/plan-2030/0-06343b08", "application/n-triples", None, 303, "/data/passage/plan-2030/0.nt"),
    ("/id/basis/stated", None, None, 303, "/en/basis/stated.html"),
    ("/graph/chairmanship/ccc-2026", "application/n-quads", None, 303, "/graph/chairmanship/ccc-2026.nq"),
    ("/graph/chairmanship/ccc-2026", "application/n-triples", None, 303, "/graph/chairmanship/ccc-2026.nt"),
    ("/graph/chairmanship/ccc-2026", "text/turtle", None, 303, "/graph/chairmanship/ccc-2026.ttl"),
    ("/graph/claims", "application/ld+json", None, 303, "/graph/claims.jsonld"),
    ("/graph/no-such-graph.ttl", None, None, 404, None),
    ("/graph/claims.xml", None, None, 404, None),
    ("/ontology/0.1.0", "text/turtle", None, 303, "/ontology.ttl"),
    ("/ontology/0.1.0", "text/html", "fr", 303, "/fr/ontology.html"),
    ("/ontology/9.9.9", None, None, 404, None),
    ("/graph/chairmanship/ccc-2026", None, "fr", 303, "/fr/chairmanship/ccc-2026.html#graph"),
    ("/graph/no-such-graph", None, None, 404, None),
    ("/ontology", "text/turtle", None, 303, "/ontology.ttl"),
    ("/ontology", None, "fr", 303, "/fr/ontology.html"),
    ("/ontology/alignments", None, None, 303, "/en/graphs.html#alignments"),
    ("/ontology/no-such-thing", None, None, 404, None),
    ("/shapes", "application/ld+json", None, 303, "/shapes.jsonld"),
    ("/shapes", None, None, 303, "/en/profiles.html"),
    ("/question/adopters-by-side", None, "fr", 303, "/fr/question/adopters-by-side.html"),
    ("/id/question/adopters-by-side", "application/sparql-query", None, 303, "/question/adopters-by-side.en.rq"),
    ("/question/no-such-question", None, None, 404, None),
    ("/id/meeting/2031-03-exampelville", None, None, 404, None),
    ("/id/meeting", None, None, 404, None),
    ("/id/", None, None, 404, None),
    ("/id/meeting/%C3%A9t%C3%A9", None, None, 404, None),
    ("/id/meeting/../meeting/2031-03-exampleville", None, None, 404, None),
    ("/id/organisation/visa-bureau", None, None, 301, "/id/organisation/visa-agency"),
    ("/id/organisation/visa-bureau", "text/turtle", "fr", 301, "/id/organisation/visa-agency"),
    ("/id/initiative/visa-bus", None, None, 410, None),
    ("/id/initiative/visa-bus", "text/turtle", None, 410, None),
    ("/id/person/john-roe", None, None, 410, None),
    ("/fr/person/john-roe.html", None, None, 410, None),
    ("/data/person/john-roe.ttl", None, None, 410, None),
    ("/id/person/removed-e29db72c9a7531d1", None, None, 303, "/en/person/removed-e29db72c9a7531d1.html"),
    ("/", None, "fr", 303, "/fr/index.html"),
    ("/", None, None, 303, "/en/index.html"),
    ("/en/", None, None, 200, None),
    ("/en", None, None, 301, "/en/"),
]


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(("target", "types", "languages", "status", "place"), TABLE)
def test_it_leads_there(fetch, method, target, types, languages, status, place):
    headers = {"Accept": types, "Accept-Language": languages}
    answer = fetch(method, target, {name: value for name, value in headers.items() if value is not None})
    assert answer.status == status
    assert answer.headers.get("location") == place
    if target.startswith("/id/") and status in (303, 406):
        assert answer.headers["vary"] == "Accept, Accept-Language"
    if method == "HEAD":
        assert answer.body == b""


@pytest.mark.parametrize("key", ["initiative/visa-bus", "person/john-roe"])
def test_who_asks_in_rdf_for_what_is_gone_is_told_so_in_rdf(fetch, site, key):
    """Of a removed person nothing is told but the day, under an identifier without the name."""
    answer = fetch("GET", f"/id/{key}", {"Accept": "application/ld+json"})
    assert (answer.status, answer.headers["content-type"]) == (410, "application/ld+json")
    answer = fetch("GET", f"/id/{key}", {"Accept": "text/turtle"})
    told = Graph().parse(data=answer.text, format="turtle")
    (tombstone,) = told.subjects(RDF.type, URIRef(f"{RKG}Tombstone"))
    assert str(tombstone).startswith(site.names.thing("person/removed-" if "roe" in key else key))
    assert "roe" not in answer.text


@pytest.mark.parametrize(
    "target", sorted({place for *_, status, place in TABLE if status in (301, 303) and not place.startswith("/id/")})
)
def test_what_it_leads_to_is_there(fetch, target):
    path, _, fragment = target.partition("#")
    answer = fetch("GET", path)
    assert answer.status == 200
    if path.endswith(".html"):
        assert f'lang="{path[1:3]}"' in answer.text
    if fragment:
        assert f'id="{fragment}"' in answer.text


def test_who_takes_no_form_of_ours_is_told_which_there_are(fetch):
    answer = fetch("GET", MEETING, {"Accept": "image/png"})
    sentence, *forms = answer.text.splitlines()
    assert sentence.endswith(":") and answer.headers["content-language"] == "en"
    assert forms == [
        f"text/html {PAGE}",
        f"text/turtle {FILE}.ttl",
        f"application/ld+json {FILE}.jsonld",
        f"application/n-triples {FILE}.nt",
    ]


def test_who_mistypes_is_told_what_may_be_meant(fetch):
    english = fetch("GET", "/id/meeting/2031-03-exampelville")
    assert f'href="{PAGE}"' in english.text
    french = fetch("GET", "/id/meeting/2031-03-exampelville", {"Accept-Language": "fr"})
    assert f'href="{FRENCH}"' in french.text and french.headers["content-language"] == "fr"
    assert french.text.split("<h1>")[1] != english.text.split("<h1>")[1]


@pytest.mark.parametrize("types", ["text/turtle", "application/ld+json, text/turtle;q=0.5", "text/plain"])
def test_who_takes_no_page_is_told_in_plain_lines(fetch, types):
    answer = fetch("GET", "/id/meeting/2031-03-exampelville", {"Accept": types})
    assert (answer.status, answer.headers["content-type"]) == (404, "text/plain; charset=utf-8")
    assert "/id/meeting/2031-03-exampelville" in answer.text.splitlines()[0]
    assert "meeting/2031-03-exampleville" in answer.text.splitlines()[2:]
    assert "Accept" in answer.headers["vary"]


@pytest.mark.parametrize(
    ("ending", "form"), [("ttl", "turtle"), ("nt", "nt"), ("jsonld", "json-ld"), ("nq", "nquads"), ("nq.gz", "nquads")]
)
def test_a_graph_is_the_same_in_each_form(fetch, ending, form):
    answer = fetch("GET", f"/graph/chairmanship/ccc-2026.{ending}")
    body = gzip.decompress(answer.body) if ending.endswith(".gz") else answer.body
    told = Dataset(default_union=True).parse(data=body, format=form)
    quads = gzip.decompress(fetch("GET", "/graph/chairmanship/ccc-2026.nq.gz").body)
    graph = Dataset(default_union=True).parse(data=quads, format="nquads")
    assert set(told.triples((None, None, None))) == set(graph.triples((None, None, None))) != set()


def test_what_is_gone_says_so_without_the_name(fetch, server):
    answer = fetch("GET", "/id/person/john-roe")
    assert "2031-11-22" in answer.text
    assert "john" not in answer.text.lower()
    assert not [line for line in server.log if "john" in line]
    assert "should never have been made" in fetch("GET", "/id/initiative/visa-bus").text

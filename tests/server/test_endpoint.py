"""The SPARQL 1.1 Protocol for queries: what is answered, in which form, and what is refused in plain words."""

import csv
import io
import json
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

import pytest
from rdflib import RDFS, Graph
from rdflib.compare import isomorphic

from rabatkg.store import Embedded

pytestmark = pytest.mark.xdist_group("server")

ROWS = "SELECT ?s ?label WHERE { ?s a rkg:ThematicMeeting ; skos:prefLabel ?label } ORDER BY ?s ?label"
MADE = "CONSTRUCT { ?s skos:prefLabel ?label } WHERE { ?s a rkg:State ; skos:prefLabel ?label }"
FORM, QUERY = "application/x-www-form-urlencoded", "application/sparql-query"
GRAPH = "https://example.org/lagoon/graph/chairmanship/ccc-2026"


@pytest.fixture(scope="module")
def ask(fetch):
    def asking(query, accept=None, lang="en", **more):
        headers = {"Accept-Language": lang, **({"Accept": accept} if accept else {})}
        return fetch("GET", f"/sparql?{urlencode({'query': query, **more}, doseq=True)}", headers)

    return asking


@pytest.mark.parametrize("slash", ["", "/"])
def test_the_three_ways_to_ask_give_the_same(fetch, slash):
    by_address = fetch("GET", f"/sparql{slash}?query={quote(ROWS)}")
    by_form = fetch("POST", f"/sparql{slash}", {"Content-Type": FORM}, urlencode({"query": ROWS}).encode())
    by_itself = fetch("POST", f"/sparql{slash}", {"Content-Type": f"{QUERY}; charset=UTF-8"}, ROWS.encode())
    assert by_address.status == 200
    assert by_address.body == by_form.body == by_itself.body
    assert fetch("HEAD", f"/sparql{slash}?query={quote(ROWS)}").headers["content-length"] == str(len(by_address.body))


def test_the_answer_is_that_of_the_graph(ask, site, built):
    rows = json.loads(ask(ROWS).text)["results"]["bindings"]
    head = "PREFIX rkg: <https://w3id.org/rabatkg/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
    told = Embedded.open(built / "store").select(head + ROWS).rows
    assert rows
    assert [(row["s"]["value"], row["label"]["value"], row["label"]["xml:lang"]) for row in rows] == [
        (row["s"].value, row["label"].value, row["label"].lang) for row in told
    ]


@pytest.mark.parametrize(
    ("query", "accept", "type_"),
    [
        (ROWS, None, "application/sparql-results+json"),
        (ROWS, "*/*", "application/sparql-results+json"),
        (ROWS, "application/json", "application/json"),
        (ROWS, "application/sparql-results+xml", "application/sparql-results+xml"),
        (ROWS, "text/csv", "text/csv; charset=utf-8"),
        (ROWS, "text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        (ROWS, "text/turtle, text/csv;q=0.2", "text/csv; charset=utf-8"),
        (ROWS, "application/sparql-results+xml;q=0.5, text/csv;q=0.9", "text/csv; charset=utf-8"),
        ("ASK { ?s ?p ?o }", "text/csv, application/sparql-results+xml;q=0.1", "application/sparql-results+xml"),
        (MADE, None, "text/turtle; charset=utf-8"),
        (MADE, "application/n-triples", "application/n-triples"),
        (MADE, "application/ld+json", "application/ld+json"),
        (MADE, "application/rdf+xml", "application/rdf+xml"),
        (MADE, "text/csv, text/turtle;q=0.1", "text/turtle; charset=utf-8"),
        ("DESCRIBE <https://example.org/lagoon/id/chairmanship/ccc-2026>", None, "text/turtle; charset=utf-8"),
    ],
)
def test_the_form_is_the_one_that_is_asked_for(ask, query, accept, type_):
    answer = ask(query, accept)
    assert (answer.status, answer.headers["content-type"]) == (200, type_)
    assert "Accept" in answer.headers["vary"]
    assert answer.body


@pytest.mark.parametrize(
    ("query", "accept"), [(ROWS, "text/turtle"), ("ASK {}", "text/csv"), (MADE, "text/csv"), (ROWS, "image/png")]
)
def test_a_form_that_there_is_not_is_refused(ask, query, accept):
    answer = ask(query, accept)
    assert answer.status == 406
    assert "application/" in answer.text


def test_a_graph_is_the_same_in_every_form(ask):
    forms = {"text/turtle": "turtle", "application/n-triples": "nt", "application/ld+json": "json-ld"}
    found = [Graph().parse(data=ask(MADE, type_).text, format=form) for type_, form in forms.items()]
    found.append(Graph().parse(data=ask(MADE, "application/rdf+xml").text, format="xml"))
    assert len(found[0]) > 3
    assert all(isomorphic(found[0], one) for one in found)


def test_rows_are_the_same_in_every_form(ask):
    told = [tuple(cell["value"] for cell in row.values()) for row in json.loads(ask(ROWS).text)["results"]["bindings"]]
    assert [tuple(row) for row in csv.reader(io.StringIO(ask(ROWS, "text/csv").text))][1:] == told


SPACE = "CONSTRUCT { <urn:a> <%s> ?text } WHERE { BIND('%s' AS ?text) }"


@pytest.mark.parametrize(
    ("query", "accept", "others"),
    [
        (r"SELECT ('a\u0001b' AS ?x) {}", "application/sparql-results+xml", "text/csv"),
        (r"SELECT ('a\u0001b' AS ?x) {}", "application/xml", "text/csv"),
        (r"SELECT ('\uFFFE' AS ?x) {}", "application/sparql-results+xml", "text/csv"),
        (SPACE % ("urn:p", r"a\u0001b"), "application/rdf+xml", "text/turtle"),
        (SPACE % ("https://example.org/1", ""), "application/rdf+xml", "text/turtle"),
        (SPACE % ("https://example.org/", ""), "application/rdf+xml", "text/turtle"),
        (SPACE % ("http://www.w3.org/1999/02/22-rdf-syntax-ns#li", ""), "application/rdf+xml", "text/turtle"),
        ("CONSTRUCT { <urn:a> <urn:p> <<( <urn:a> <urn:p> 1 )>> } WHERE {}", "application/ld+json", "text/turtle"),
    ],
)
def test_what_a_form_has_no_room_for_is_not_written_in_it(ask, query, accept, others):
    answer = ask(query, accept)
    assert answer.status == 406 and accept in answer.text and others in answer.text
    assert ask(query, others).status == 200
    assert "xml" not in answer.text.partition(". ")[2]


def test_the_ends_of_lines_of_a_text_are_kept(ask):
    text = r"a\r\nb\rc\n\td"
    told = ask(f"SELECT ('{text}' AS ?x) {{}}", "application/sparql-results+xml").body
    assert ElementTree.fromstring(told).findtext(".//{*}literal") == "a\r\nb\rc\n\td"
    (found,) = Graph().parse(data=ask(SPACE % ("urn:a:p", text), "application/rdf+xml").body, format="xml").objects()
    assert str(found) == "a\r\nb\rc\n\td"


def test_a_request_may_name_graphs(ask):
    def number(**named):
        told = ask("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }", "text/csv", **named)
        return int(told.text.split()[1])

    one = number(**{"default-graph-uri": GRAPH})
    other = number(**{"default-graph-uri": GRAPH.replace("ccc-2026", "bbb-2028")})
    both = number(**{"default-graph-uri": [GRAPH, GRAPH.replace("ccc-2026", "bbb-2028")]})
    assert 0 < one < both == one + other < number()
    assert number(**{"named-graph-uri": GRAPH}) == 0
    within = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }"
    assert ask(within, "text/csv", **{"named-graph-uri": GRAPH}).text.split()[1] == str(one)
    assert ask(f"SELECT (COUNT(*) AS ?n) FROM <{GRAPH}> WHERE {{ ?s ?p ?o }}", "text/csv").text.split()[1] == str(one)


@pytest.mark.parametrize("graph", ["http://127.0.0.1:1/x", "file:///etc/passwd", "not an iri", GRAPH + "x", ""])
def test_a_graph_that_is_not_ours_is_refused(ask, graph):
    for name in ("default-graph-uri", "named-graph-uri"):
        assert ask("ASK { ?s ?p ?o }", **{name: graph}).status == 400
    for clause in ("FROM", "FROM NAMED", "from\tnamed#x\r\n"):
        assert ask(f"ASK {clause} <{graph}> {{ ?s ?p ?o }}").status == 400
    assert ask("PREFIX x: <file:///etc/> ASK FROM x:passwd { ?s ?p ?o }").status == 400


def test_the_service_describes_itself(fetch):
    ours = "http://www.w3.org/ns/sparql-service-description#"
    graphs = []
    for type_, form in (("text/turtle", "turtle"), ("application/ld+json", "json-ld"), ("application/n-triples", "nt")):
        answer = fetch("GET", "/sparql", {"Accept": type_})
        assert answer.headers["content-type"].startswith(type_)
        graphs.append(Graph().parse(data=answer.text, format=form))
    assert all(isomorphic(graphs[0], one) for one in graphs)
    told = graphs[0].query(
        f"SELECT ?endpoint WHERE {{ ?s a <{ours}Service> ; <{ours}endpoint> ?endpoint ; "
        f"<{ours}supportedLanguage> <{ours}SPARQL11Query> ; <{ours}feature> <{ours}UnionDefaultGraph> }}"
    )
    (endpoint,) = (str(row.endpoint) for row in told)
    assert endpoint.endswith("/sparql")
    described = endpoint.removesuffix("sparql") + "void.ttl"
    assert described in {str(one) for one in graphs[0].objects(None, RDFS.seeAlso)}
    assert fetch("GET", "/sparql").headers["content-type"].startswith("text/turtle")
    people = fetch("GET", "/sparql", {"Accept": "text/html,*/*;q=0.8", "Accept-Language": "fr"})
    assert (people.status, people.headers["location"]) == (303, "/fr/sparql.html")


UPDATES = [
    "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
    "DELETE WHERE { ?s ?p ?o }",
    "LOAD <http://127.0.0.1:1/>",
    "CLEAR ALL",
    "DROP ALL",
    "CREATE GRAPH <urn:g>",
    "COPY DEFAULT TO <urn:g>",
    "ASK {} ; DROP ALL",
]


@pytest.mark.parametrize("update", UPDATES)
def test_nothing_is_changed(fetch, ask, update, built):
    before = len(Embedded.open(built / "store"))
    said = "application/sparql-update"
    answers = [
        ask(update),
        fetch("GET", f"/sparql?update={quote(update)}"),
        fetch("POST", "/sparql", {"Content-Type": FORM}, urlencode({"update": update}).encode()),
        fetch("POST", "/sparql", {"Content-Type": said}, update.encode()),
        fetch("POST", "/sparql", {"Content-Type": QUERY}, update.encode()),
        fetch("POST", f"/sparql?query={quote('ASK {}')}", {"Content-Type": said}, update.encode()),
    ]
    assert {one.status for one in answers} <= {400, 403}
    assert all("<urn:a>" not in one.text for one in answers)
    assert len(Embedded.open(built / "store")) == before


@pytest.mark.parametrize(
    ("method", "target", "type_", "body", "status"),
    [
        ("GET", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D", None, None, 400),
        ("GET", "/sparql?query=", None, None, 400),
        ("GET", "/sparql?query=ASK%20%7B", None, None, 400),
        ("GET", "/sparql?query=%FF", None, None, 400),
        ("GET", "/sparql?query=ASK%7", None, None, 400),
        ("GET", f"/sparql?default-graph-uri={GRAPH}", None, None, 400),
        ("POST", "/sparql", None, b"ASK {}", 415),
        ("POST", "/sparql", "text/plain", b"ASK {}", 415),
        ("POST", "/sparql", "application/json", b"{}", 415),
        ("POST", "/sparql", f"{QUERY}; charset=latin-1", b"ASK {}", 415),
        ("POST", "/sparql", QUERY, b'ASK { ?s ?p "\xff" }', 400),
        ("POST", "/sparql", QUERY, b"", 400),
        ("POST", "/sparql", FORM, b"", 400),
        ("POST", "/sparql", FORM, b"ASK {}", 400),
        ("POST", "/sparql", FORM, b"query=ASK+%7B%7D&query=ASK+%7B%7D", 400),
        ("POST", "/sparql", FORM, b"query=%FF", 400),
        ("POST", "/sparql?query=ASK%7B%7D", FORM, b"query=ASK+%7B%7D", 400),
        ("POST", "/sparql?query=ASK%7B%7D", QUERY, b"ASK {}", 400),
        ("POST", "/sparql", QUERY, b"ASK { " + b" " * 70_000 + b"}", 413),
        ("PUT", "/sparql", QUERY, b"ASK {}", 405),
        ("DELETE", "/sparql", None, None, 405),
        ("PATCH", "/sparql", QUERY, b"ASK {}", 405),
        ("GET", "/sparql?query=ASK%7B%7D&update=DROP%20ALL", None, None, 403),
        ("GET", "/sparql?query=%C0%AF", None, None, 400),
        ("GET", "/sparql?query=%ED%A0%80", None, None, 400),
        ("GET", "/sparql?query=ASK%u007B%7D", None, None, 400),
        ("GET", "/sparql?named-graph-uri=x", None, None, 400),
        ("GET", "/sparql?" + "a=b&" * 2_500, None, None, 400),
        ("POST", "/sparql", f"{QUERY}; charset=utf-16", "ASK {}".encode("utf-16"), 415),
        ("POST", "/sparql", f"{QUERY}; charset=utf-7", b"ASK {}", 415),
        ("POST", "/sparql", "multipart/form-data; boundary=x", b"--x--", 415),
        ("POST", "/sparql", "text/turtle", b"<a> <b> <c> .", 415),
        ("POST", "/sparql", "application/sparql-results+json", b"{}", 415),
        ("POST", "/sparql", f"{QUERY}, {FORM}", b"ASK {}", 415),
        ("POST", "/sparql", f"{FORM}; charset=latin-1", b"query=ASK+%7B%7D", 415),
        ("POST", "/sparql", FORM, b"query=ASK+%7B%7D&update=DROP+ALL", 403),
        ("POST", "/sparql", FORM, b"query=ASK+%7B%7&x=%", 400),
        ("POST", "/sparql", FORM, "query=ASK+{}".encode("utf-16"), 400),
        ("POST", "/sparql", FORM, b"a=b&" * 2_500, 400),
        ("POST", "/sparql", "application/sparql-update", b"", 403),
        ("POST", "/sparql?update=x", QUERY, b"ASK {}", 400),
        ("PUT", "/sparql?graph=urn:g", "text/turtle", b"<a> <b> <c> .", 405),
        ("DELETE", "/sparql?default", None, None, 405),
        ("TRACE", "/sparql", None, None, 405),
        ("PROPFIND", "/sparql", None, None, 405),
    ],
)
def test_what_is_off_the_protocol_is_refused(fetch, method, target, type_, body, status, figure):
    answer = fetch(method, target, {"Content-Type": type_} if type_ else {}, body)
    assert answer.status == status
    assert answer.text.strip() and "Traceback" not in answer.text
    figure("off the protocol")


def test_a_form_is_decoded_once(fetch):
    asked = urlencode({"query": 'SELECT ("%41+b" AS ?x) {}'}).encode()
    answer = fetch("POST", "/sparql", {"Content-Type": FORM, "Accept": "text/csv"}, asked)
    assert answer.text.split() == ["x", "%41+b"]


def test_a_refusal_is_told_in_the_language_of_the_reader(ask):
    for query in ("ASK {", "DROP ALL", "ASK { ?s foo:bar ?o }", "ASK { ?s ?p 'open }"):
        answers = {lang: ask(query, lang=lang) for lang in ("en", "fr")}
        assert {one.status for one in answers.values()} == {400}
        assert all(one.headers["content-language"] == lang for lang, one in answers.items())


def test_pages_of_other_sites_may_ask_and_nothing_more(fetch):
    answer = fetch("OPTIONS", "/sparql", {"Origin": "https://example.org", "Access-Control-Request-Method": "POST"})
    assert answer.status == 204
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["access-control-allow-methods"] == "GET, HEAD, POST, OPTIONS"
    assert "access-control-allow-credentials" not in answer.headers


PRODUCT = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
HOSTILE = {
    "brackets": "SELECT * WHERE { FILTER(" + "(" * 5000 + "1" + ")" * 5000 + ") }",
    "groups": "ASK " + "{" * 5000 + "}" * 5000,
    "lists": "ASK { ?s ?p " + "(" * 3000 + ")" * 3000 + " }",
    "nots": "SELECT (" + "!" * 10_000 + "true AS ?x) {}",
    "sums": "SELECT (" + "1+" * 10_000 + "1 AS ?x) {}",
    "paths": "ASK { ?s " + "/".join(["a"] * 5000) + " ?o }",
    "unions": "ASK " + " UNION ".join(["{ ?s ?p ?o }"] * 3000),
    "a service": "ASK { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
    "a service glued on": "ASK { ?s ?p 1SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
    "a service after a comment": "ASK { # x\rSERVICE <http://127.0.0.1:1/> { ?s ?p ?o }\n}",
    "a service in escapes": "ASK { \\u0053ERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
}


@pytest.mark.parametrize("query", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_query_is_refused_at_once(fetch, query):
    began = time.monotonic()
    assert fetch("POST", "/sparql", {"Content-Type": QUERY}, query.encode()).status == 400
    assert time.monotonic() - began < 2  # it was not tried, for which it would have that long
    assert fetch("GET", "/sparql?query=ASK%7B%7D").status == 200


def test_who_comes_when_there_is_no_room_is_told_when_to_come_again(fetch):
    targets = [f"/sparql?query={quote(f'SELECT (COUNT(*) AS ?n{n}) WHERE {PRODUCT}')}" for n in range(90)]
    with ThreadPoolExecutor(90) as clients:
        found = list(clients.map(lambda target: fetch("GET", target), targets))
    assert {one.status for one in found} == {429, 503}
    assert all(1 <= int(one.headers["retry-after"]) <= 60 for one in found if one.status == 429)
    assert fetch("GET", "/sparql?query=ASK%7B%7D").status == 200

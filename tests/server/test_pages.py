"""Files over HTTP: named by their content, packed, guarded, and only those that there are."""

import gzip

import pytest
from rdflib import DCAT, VOID, Graph, URIRef

pytestmark = pytest.mark.xdist_group("server")

PAGE = "/en/meeting/2031-03-exampleville.html"
TURTLE = "/data/meeting/2031-03-exampleville.ttl"


def test_a_file_is_that_of_the_site(fetch, site):
    assert fetch("GET", TURTLE).body == site.by_path[TURTLE[1:]].make()
    page = fetch("GET", PAGE)
    assert page.text.split("<main")[1] == site.by_path[PAGE[1:]].make().decode().split("<main")[1]
    assert page.headers["content-type"] == "text/html; charset=utf-8"


def test_the_description_stands_where_it_is_looked_for(fetch, server):
    void, dcat = fetch("GET", "/.well-known/void"), fetch("GET", "/dcat.ttl")
    assert void.headers["content-type"] == dcat.headers["content-type"] == "text/turtle; charset=utf-8"
    home = f"http://127.0.0.1:{server.port}/"
    dataset = URIRef("https://example.org/lagoon/void.ttl#dataset")
    told = Graph().parse(data=void.body, format="turtle")
    assert told.value(dataset, VOID.sparqlEndpoint) == URIRef(f"{home}sparql")
    told = Graph().parse(data=dcat.body, format="turtle")
    services = {str(told.value(one, DCAT.endpointURL)) for one in told.subjects(DCAT.servesDataset, dataset)}
    assert services == {f"{home}sparql", f"{home}reconcile"}
    for service in services:
        assert fetch("GET", f"/{service.removeprefix(home)}").status == 200
        for page in ("about", "dumps"):
            assert service in fetch("GET", f"/en/{page}.html").text


@pytest.mark.parametrize("coding", [None, "gzip"])
@pytest.mark.parametrize("target", [PAGE, TURTLE, "/assets/style.css", "/sparql?query=ASK%7B%7D"])
def test_a_client_that_has_it_is_not_sent_it_again(fetch, target, coding):
    headers = {"Accept-Encoding": coding} if coding else {}
    first = fetch("GET", target, headers)
    assert first.status == 200 and first.headers["etag"].startswith('"')
    for known in (first.headers["etag"], f"W/{first.headers['etag']}", f'"other", {first.headers["etag"]}', "*"):
        again = fetch("GET", target, {**headers, "If-None-Match": known})
        assert (again.status, again.body) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
    assert fetch("GET", target, {**headers, "If-None-Match": '"other"'}).status == 200
    head = fetch("HEAD", target, headers)
    assert (head.status, head.body) == (200, b"")
    assert head.headers["etag"] == first.headers["etag"]
    assert head.headers["content-length"] == str(len(first.body))


def test_what_is_packed_is_the_same(fetch):
    plain, packed = fetch("GET", PAGE), fetch("GET", PAGE, {"Accept-Encoding": "br, gzip;q=0.5"})
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert plain.headers["vary"] == packed.headers["vary"] == "Accept-Encoding"
    assert plain.headers["etag"] != packed.headers["etag"]
    assert "content-encoding" not in fetch("GET", PAGE, {"Accept-Encoding": "gzip;q=0"}).headers


@pytest.mark.parametrize("target", [PAGE, "/en/no-such-page.html", TURTLE, "/sparql?query=ASK%7B%7D", "/en/check.html"])
def test_a_browser_is_told_to_take_it_for_no_more_than_it_is(fetch, target):
    headers = fetch("GET", target).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in headers
    assert headers["content-security-policy"].startswith(
        ("default-src 'none'; ", "default-src 'self'; base-uri 'none'; ")
    )
    assert headers["content-security-policy"].endswith("frame-ancestors 'none'")


def test_the_policy_is_that_of_the_page(fetch):
    page = fetch("GET", "/en/search.html")
    own = page.text.split('Content-Security-Policy" content="')[1].split('"')[0]
    packed = fetch("GET", "/en/search.html", {"Accept-Encoding": "gzip"})
    known = fetch("GET", "/en/search.html", {"If-None-Match": page.headers["etag"]})
    for one in (page, packed, known):
        assert one.headers["content-security-policy"] == f"{own}; frame-ancestors 'none'"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "BREW"])
def test_a_page_is_only_read(fetch, method):
    answer = fetch(method, PAGE, body=b"")
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS")


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/../../../../etc/passwd", 404),
        ("/en/../../../etc/passwd", 404),
        ("/%2e%2e/%2e%2e/etc/passwd", 404),
        ("/..%2f..%2fetc/passwd", 404),
        ("/..%5c..%5cetc%5cpasswd", 400),
        ("/%252e%252e/etc/passwd", 404),
        ("//etc/passwd", 404),
        ("/en//index.html", 404),
        ("/./en/index.html", 404),
        ("/en/index.html%00.css", 400),
        ("/en/index.html%0d%0aSet-Cookie:x=1", 400),
        ("/en/index.html/", 404),
        ("/EN/INDEX.HTML", 404),
        ("/%c0%ae%c0%ae/etc/passwd", 400),
        ("/%ff", 400),
        ("/%zz", 400),
        ("/%", 400),
        ("/en/%e2%80%aelmth.html", 400),
        ("/file:///etc/passwd", 404),
        ("/build.json", 404),
        ("/store/CURRENT", 404),
        ("/en/<script>alert(1)</script>", 404),
        ("/" + "a" * 15_000, 404),
        ("/" + "a" * 17_000, 414),
        ("/" + "a/" * 7_000, 404),
        ("*", 400),
    ],
)
def test_only_what_is_of_the_site_is_given(spoken, target, status):
    heard = spoken(f"GET {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
    head, _, body = heard.partition(b"\r\n\r\n")
    assert head.split()[1] == str(status).encode()
    assert b"root:" not in body and b"<script>alert" not in body and b"Set-Cookie" not in head


def test_the_pages_of_the_server_lead_to_checking_and_those_of_the_site_do_not(fetch, site):
    assert "check.html" in fetch("GET", PAGE).text
    assert b"check.html" not in site.by_path[PAGE[1:]].make()


def test_the_context_of_records_is_given(fetch):
    answer = fetch("GET", "/context.jsonld")
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/ld+json"

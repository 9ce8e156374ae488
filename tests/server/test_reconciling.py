"""OpenRefine's names matched with things: the manifest, candidates, suggestions, previews."""

import json
import time
from urllib.parse import quote, urlencode

import pytest

from rabatkg.evidence.calling import folded
from rabatkg.server.matching import LEAST, LONGEST, Index, _alike, _folded

pytestmark = pytest.mark.xdist_group("server")

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture(scope="module")
def match(fetch):
    def matching(lang="en", **queries):
        body = urlencode({"queries": json.dumps(queries)}).encode()
        answer = fetch("POST", f"/{lang}/reconcile", FORM, body)
        assert answer.status == 200, answer.text
        return {name: one["result"] for name, one in json.loads(answer.text).items()}

    return matching


def test_the_service_tells_of_itself(fetch, server):
    told = json.loads(fetch("GET", "/reconcile").text)
    assert {"name", "identifierSpace", "schemaSpace"} <= told.keys()
    assert "0.2" in told["versions"]
    assert told["identifierSpace"] == "https://example.org/lagoon/id/"
    assert told["view"]["url"] == f"http://127.0.0.1:{server.port}/id/{{{{id}}}}"
    assert {"id": "State", "name": "State"} in told["defaultTypes"]
    french = json.loads(fetch("GET", "/fr/reconcile").text)
    assert {"id": "State", "name": "État"} in french["defaultTypes"]
    for kind, one in told["suggest"].items():
        path = one["service_url"].removeprefix(f"http://127.0.0.1:{server.port}") + one["service_path"]
        assert fetch("GET", f"{path}?prefix=a").status == 200, kind


def test_a_name_is_matched_with_what_bears_it(match, site):
    key, iri = next((key, iri) for key, iri in site.places.titled.items() if key.startswith("state/"))
    name = site.words["en"].of(iri)
    found = match(exact={"query": name}, loud={"query": f" {name.upper()} "}, typed={"query": name, "type": "State"})
    for candidates in found.values():
        assert candidates[0]["id"] == key
        assert (candidates[0]["score"], candidates[0]["match"]) == (100.0, True)
        assert {"id": "State", "name": "State"} in candidates[0]["type"]
    assert not any(one["id"] == key for one in match(q={"query": name, "type": "Person"})["q"])


def test_a_misspelt_name_is_offered_and_not_taken_for_certain(match):
    found = match(q={"query": "Visa Agensy"})["q"]
    assert found[0]["id"] == "organisation/visa-agency"
    assert 75 < found[0]["score"] < 100 and not found[0]["match"]


def test_what_is_hardly_alike_is_not_offered(match):
    found = match(q={"query": "Visa Agensy"}, other={"query": "Exampletown"})
    assert [one["id"] for one in found["q"]] == ["organisation/visa-agency"]
    assert found["other"] == []


def test_of_things_called_alike_the_terms_come_last(site):
    index = Index(site, "http://127.0.0.1/")
    term = next(iter(sorted(index.terms)))
    thing = next(key for key in sorted(index.types) if key not in index.terms and len(key) > len(term))
    index.names["both"] = [term, thing]
    assert [key for key, _ in index.alike("Both")][:2] == [thing, term]


def test_the_words_are_those_of_the_language(match):
    english, french = (match(lang, q={"query": "Visa bus"})["q"][0] for lang in ("en", "fr"))
    assert english["id"] == french["id"] == "initiative/visa-bus"
    assert (english["name"], french["name"]) == ("Visa bus", "Bus des visas")


def test_no_more_than_is_asked_for(match):
    assert len(match(q={"query": "visa agency of", "limit": 2})["q"]) == 2
    assert match(q={"query": ""}) == {"q": []}
    assert match(q={"query": "zzzzqqqqxxxx"}) == {"q": []}


def test_the_ways_to_ask_give_the_same(fetch):
    queries = json.dumps({"q": {"query": "Visa Agency"}})
    asked = [
        fetch("POST", "/reconcile", FORM, urlencode({"queries": queries}).encode()),
        fetch("GET", f"/reconcile?queries={quote(queries)}"),
        fetch("POST", "/reconcile", {"Content-Type": "application/json"}, queries.encode()),
        fetch("POST", "/reconcile", {"Content-Type": "application/json"}, f'{{"queries": {queries}}}'.encode()),
    ]
    assert {(one.status, one.body) for one in asked} == {(200, asked[0].body)}


@pytest.mark.parametrize(
    ("kind", "prefix", "key"),
    [
        ("entity", "visa ag", "organisation/visa-agency"),
        ("type", "thematic", "ThematicMeeting"),
        ("property", "co-ch", "coChair"),
    ],
)
def test_what_is_begun_is_suggested(fetch, kind, prefix, key):
    told = json.loads(fetch("GET", f"/reconcile/suggest/{kind}?prefix={quote(prefix)}").text)["result"]
    assert key in [one["id"] for one in told]
    assert all(one["name"] for one in told)


def test_a_preview_may_stand_within_another_page(fetch):
    answer = fetch("GET", "/reconcile/preview?id=organisation/visa-agency")
    assert answer.status == 200 and "organisation/visa-agency" in answer.text
    assert "x-frame-options" not in answer.headers
    assert "frame-ancestors" not in answer.headers["content-security-policy"]
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert fetch("GET", "/reconcile/preview?id=%3Cscript%3E").status == 404


def test_values_are_given_for_what_was_matched(fetch, server):
    extend = fetch("GET", "/fr/reconcile").text
    place = json.loads(extend)["extend"]["propose_properties"]
    path = place["service_url"].removeprefix(f"http://127.0.0.1:{server.port}") + place["service_path"]
    proposed = json.loads(fetch("GET", f"{path}?type=State").text)
    names = [one["id"] for one in proposed["properties"]]
    assert names[0] == "type" and {"alpha3", "unRegion"} <= {*names} and "basis" not in names
    assert {"id": "type", "name": "classe"} in proposed["properties"]
    wanted = json.dumps({"ids": ["state/aaa", "state/none"], "properties": [{"id": one} for one in ("type", "alpha3")]})
    asked = [
        fetch("POST", "/fr/reconcile", FORM, urlencode({"extend": wanted}).encode()),
        fetch("GET", f"/fr/reconcile?extend={quote(wanted)}"),
        fetch("POST", "/fr/reconcile", {"Content-Type": "application/json"}, f'{{"extend": {wanted}}}'.encode()),
    ]
    assert {(one.status, one.body) for one in asked} == {(200, asked[0].body)}
    told = json.loads(asked[0].text)
    assert [one["id"] for one in told["meta"]] == ["type", "alpha3"]
    assert told["rows"]["state/none"] == {"type": [], "alpha3": []}
    row = told["rows"]["state/aaa"]
    assert row["alpha3"] == [{"str": "AAA"}] and {"id": "State", "name": "État"} in row["type"]


@pytest.mark.parametrize("wanted", ["1", "{}", '{"ids": [], "properties": [1]}', '{"ids": 1, "properties": []}', "["])
def test_a_wish_for_values_that_is_none_is_refused(fetch, wanted):
    assert fetch("GET", f"/reconcile?extend={quote(wanted)}").status == 400
    many = json.dumps({"ids": ["a"] * 1001, "properties": []})
    assert fetch("POST", "/reconcile", FORM, urlencode({"extend": many}).encode()).status == 400


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        (FORM, b"", 400),
        (FORM, b"queries=", 400),
        (FORM, b"queries=[", 400),
        (FORM, b"queries=[]", 400),
        (FORM, b"queries=%7B%22q%22%3A1%7D", 400),
        (FORM, b"queries=%FF", 400),
        (FORM, urlencode({"queries": '{"q": {"query": 1}}'}).encode(), 400),
        (FORM, urlencode({"queries": '{"q": {"query": "a", "limit": "x"}}'}).encode(), 400),
        (FORM, urlencode({"queries": json.dumps({str(n): {"query": "a"} for n in range(51)})}).encode(), 400),
        ({"Content-Type": "application/json"}, b"[" * 100_000, 400),
        ({"Content-Type": "application/json"}, b"x" * 300_000, 413),
    ],
)
def test_what_is_off_the_protocol_is_refused(fetch, headers, body, status):
    assert fetch("POST", "/reconcile", headers, body).status == status


def test_letters_that_unfold_to_many_cost_no_more_than_others(site):
    index = Index(site, "http://127.0.0.1/")
    took = {}
    for sign in ("a", "\ufdfa"):  # one that unfolds to eighteen
        began = time.process_time()
        for number in range(20):
            assert index.alike(sign * (150 + number)) == []
        took[sign] = time.process_time() - began
    assert took["\ufdfa"] < 6 * took["a"] + 0.05
    assert len(_folded("\ufdfa" * LONGEST)) == LONGEST


@pytest.mark.parametrize(
    "text",
    ["agency visa", "Visa Agensy", "visa agency of the lagoon", "busvisa", "agnecy", "exampleville", "ville", ""],
)
def test_what_is_alike_is_found_as_by_a_look_at_each_name(site, text):
    index = Index(site, "http://127.0.0.1/")
    found = dict(index.alike(text))
    for name, keys in index.names.items():
        score = _alike(folded(text), name)
        assert score < LEAST or all(found[key] >= score for key in keys), name

"""The same project on real servers: evidence, coverage, search, records checked, and long answers whole."""

import json
import re
import time
from contextlib import closing
from pathlib import Path

import pytest
import serving
from click.testing import CliRunner

import rabatkg
from rabatkg import building
from rabatkg.cli import main
from rabatkg.errors import UnknownName
from rabatkg.graph import assemble, reader, with_records
from rabatkg.knowledge import Knowledge
from rabatkg.layout import Layout
from rabatkg.reading import read
from rabatkg.store import HEAD, knowing
from rabatkg.store.transport import Endpoint
from rabatkg.validation import check_expansions, check_offered, shapes_of

pytestmark = pytest.mark.xdist_group("engines")
GOOD = Path(__file__).resolve().parent.parent / "good"
BAD = GOOD.parent / "bad"
SERVERS = ("oxigraph", "virtuoso")
ROWS = 3000
"""Rows after which a Virtuoso here cuts an answer."""
MEETING = "meetings/2024-02-som.yaml"
OFFERED = Path("offered.yaml")


@pytest.fixture(scope="session", params=SERVERS)
def url(request):
    return request.getfixturevalue(request.param).query


@pytest.fixture
def far(url, layout):
    with closing(rabatkg.open(layout.data, endpoint=url)) as kg:
        yield kg


@pytest.fixture(scope="session")
def near(layout, embedded):
    kg = Knowledge(layout)
    kg.store = embedded
    return kg


def test_what_is_told_of_a_thing_is_the_same(far, near):
    for thing, property in (("meeting/2024-02-som", "coChair"), ("Action 17", None), ("plan/cadiz-2022", "adoptedBy")):
        assert far.why(thing, property) == near.why(thing, property)
        assert far.show(thing) == near.show(thing)
    assert far.search("retour volontaire") == near.search("retour volontaire") != []
    with pytest.raises(UnknownName) as unknown:
        far.show("meeting/2024-02-sim")
    assert "meeting/2024-02-som" in str(unknown.value)


def test_coverage_and_network_are_the_same(far, near):
    for by in ("action", "domain"):
        assert far.coverage(by=by, as_of="2024-12-31") == near.coverage(by=by, as_of="2024-12-31") != []
    assert far.network() == near.network() != []


def test_sparql_of_ones_own_is_asked(far, near):
    query = "PREFIX rkg: <https://w3id.org/rabatkg/ontology#> SELECT (COUNT(*) AS ?n) WHERE { ?m a rkg:Meeting }"
    assert far.query(query) == near.query(query)
    assert far.query("unaddressed-actions", as_of="2024-12-31") == near.query("unaddressed-actions", as_of="2024-12-31")
    assert not far.outdated


def test_oxigraph_as_it_serves_from_the_start_is_told_to_see_all(oxigraph_without_union, layout, names, near):
    with closing(knowing.opened(Endpoint.of(oxigraph_without_union.query, {}), names, layout.settings.dialogue)) as far:
        query = "SELECT ?s WHERE { ?s a ?type }"
        assert len(far.select(query).rows) == len(near.store.select(query).rows)


@pytest.fixture(scope="module")
def wrong(layout):
    """A record that the graph holds, with a fault in it."""
    text = (layout.data / MEETING).read_text(encoding="utf-8")
    assert "state/mar" in text
    return text.replace("state/mar", "state/mra")


@pytest.fixture(scope="module")
def faults(wrong, layout, assembled):
    """What is wrong with it, by the whole dialogue."""
    offers = offered(layout, wrong)
    return check_expansions(with_records(assembled, offers), [one.id for one in offers])


def offered(layout, text):
    return reader(layout).file(read(text, OFFERED), OFFERED)


def test_a_record_is_judged_as_beside_the_files(url, wrong, faults, layout, names):
    with closing(knowing.opened(Endpoint.of(url, {}), names, layout.settings.dialogue)) as server:
        found = check_offered(layout, offered(layout, wrong), server=server)
    assert found.asked > 100 and faults
    for lang in ("en", "fr"):
        assert [one.told_in(lang) for one in found.findings] == [one.told_in(lang) for one in faults]


@pytest.fixture(scope="module")
def lagoon(tmp_path_factory):
    """The Lagoon Dialogue, put together from its files."""
    return assemble(Layout.find(GOOD, tmp_path_factory.mktemp("none") / "not-built"))


@pytest.fixture(scope="module")
def lagoon_built(lagoon):
    return building.in_memory(lagoon)


SAMPLE = sorted(
    path
    for path in BAD.glob("*.yaml")
    if re.match(r"Correction-replaces|Record-(id-twice|unknown-ref|retired)|Meeting-dup|Claim-rival", path.name)
)


def test_bad_records_are_judged_as_beside_the_files(tmp_path, lagoon, lagoon_built):
    layout, shapes, names = lagoon.layout, shapes_of(lagoon), lagoon.names
    assert len(SAMPLE) == 6
    with (
        serving.oxigraph(tmp_path, lagoon_built.dump()) as one,
        closing(knowing.opened(Endpoint.of(one.query, {}), names, layout.settings.dialogue)) as server,
    ):
        for path in SAMPLE:
            offers = reader(layout).file(read(path, path), path)
            slow = check_expansions(with_records(lagoon, offers), [one.id for one in offers], shapes)
            fast = check_offered(layout, reader(layout).file(read(path, path), path), server=server).findings
            assert slow
            for lang in ("en", "fr"):
                assert [one.told_in(lang) for one in fast] == [one.told_in(lang) for one in slow]


def test_what_virtuoso_cuts_is_fetched_whole(tmp_path, lagoon, lagoon_built):
    with (
        serving.virtuoso(tmp_path, lagoon_built.dump(), rows=ROWS) as one,
        closing(knowing.opened(Endpoint.of(one.query, {}), lagoon.names, lagoon.layout.settings.dialogue)) as server,
    ):
        assert server.dump() == lagoon_built.dump()
        ours = "GRAPH ?g { ?s a ?t } FILTER(STRSTARTS(STR(?g), 'https://example.org/lagoon/') && isIRI(?s))"
        for query in (f"SELECT ?s ?t ?g WHERE {{ {ours} }}", f"CONSTRUCT {{ ?s ?g ?t . ?t ?g ?s }} WHERE {{ {ours} }}"):
            found = lagoon_built.select(query).rows
            assert len(found) > ROWS
            assert sorted(map(str, server.select(query).rows)) == sorted(map(str, found))


def run(layout, url, *words, text=None, **environ):
    environ = {"COLUMNS": "100", "LC_ALL": "C", "RABATKG_BUILD": str(layout.build), **environ}
    words = ("--data", str(layout.data), *words, *(("--endpoint", url) if url else ()))
    return CliRunner().invoke(main, words, env=environ, input=text)


def test_commands_ask_the_server(url, layout, near):
    told = run(layout, url, "query", "co-chair-pairs", "--format", "json")
    assert told.exit_code == 0 and len(json.loads(told.stdout)) > 50
    assert run(layout, None, "query", "co-chair-pairs", "--format", "json", RABATKG_ENDPOINT=url).stdout == told.stdout
    assert "Morocco" in run(layout, url, "why", "meeting/2024-02-som", "coChair").stdout
    assert "2024-02-som" in run(layout, url, "show", "meeting/2024-02-som").stdout
    assert run(layout, url, "export", "--graph", "meeting/2024-02-som").stdout.startswith("@prefix")
    meetings = "SELECT (COUNT(*) AS ?n) { ?m a rkg:Meeting }"
    asked = run(layout, url, "query", "-", "--format", "csv", text=meetings)
    assert asked.stdout.split() == ["n", str(near.query(f"{HEAD} {meetings}")[0]["n"])]


def test_a_command_checks_records_beside_the_server(oxigraph, layout, tmp_path, wrong):
    record = tmp_path / "offered.yaml"
    record.write_text(wrong, encoding="utf-8")
    checked = run(layout, oxigraph.query, "record", "check", str(record))
    assert checked.exit_code == 1 and "state/mra" in checked.stdout


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "SERVICE is not allowed"),
        ("DROP ALL", "read-only"),
        ("SELECT ?n { ?n a rkg:Meting }", "Did you mean rkg:Meeting?"),
        ("SELECT ?n {{ ?n a rkg:Meeting }", "not SPARQL"),
    ],
)
def test_sparql_of_ones_own_is_vetted(query, words, url, layout):
    told = run(layout, url, "query", "-", text=query)
    assert told.exit_code in (1, 2) and words in told.stderr


def test_a_query_that_takes_too_long_is_given_up(tmp_path, lagoon, lagoon_built):
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . FILTER(STR(?a) < STR(?f)) }"
    with serving.oxigraph(tmp_path, lagoon_built.dump()) as server:  # one of its own: it never stops trying
        begun = time.monotonic()
        told = run(lagoon.layout, server.query, "query", "-", "--deadline", "1", text=slow)
    assert told.exit_code == 1 and "had not answered in full after 1 s" in told.stderr
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize(
    ("url", "code", "words"),
    [
        ("ftp://127.0.0.1/sparql", 2, "not an address on the web"),
        ("http://me:secret@127.0.0.1/sparql", 2, "must not hold a user"),
        ("http://127.0.0.1:1/sparql", 1, "connection was refused"),
    ],
)
def test_a_wrong_address_is_said(url, code, words, layout):
    told = run(layout, url, "query", "co-chair-pairs")
    assert told.exit_code == code and words in told.stderr and "secret" not in told.stderr

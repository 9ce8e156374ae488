"""Fifty clients who ask what is soon answered beside two who ask what never ends, on the machine that there is."""

import shutil
import threading
import time

import pyoxigraph
import pytest
from thronging import came_of, memory_of, page, question, throng

from rabatkg import building, graph
from rabatkg.layout import Layout

pytestmark = pytest.mark.xdist_group("server")

LARGEST = 1_500_000_000
"""Bytes that the server may take, what its processes share counted for each."""
PREFIXES = "PREFIX rkg: <https://w3id.org/rabatkg/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
CHEAP = [
    "SELECT ?s ?label WHERE { ?s a rkg:ThematicMeeting ; skos:prefLabel ?label }",
    "SELECT ?s ?label WHERE { ?s a rkg:State ; skos:prefLabel ?label FILTER(LANG(?label) = 'en') } ORDER BY ?label",
    "SELECT (COUNT(?s) AS ?n) WHERE { ?s a rkg:Organisation }",
    "SELECT ?s ?o WHERE { ?s rkg:inDocument ?o } ORDER BY ?s ?o LIMIT 10",
    "SELECT ?type (COUNT(?s) AS ?n) WHERE { ?s a ?type } GROUP BY ?type",
]


@pytest.fixture(scope="module")
def questions(built, site):
    """What the crowd asks: questions whose rows the store itself tells, pages, and things in a form that is wanted."""
    store = pyoxigraph.Store.read_only(str(built / "store"))
    cheap = [question(PREFIXES + one, store) for one in CHEAP]
    assert all(one["golden"]["rows"] for one in cheap)
    things = [(key, iri.removeprefix(site.names.base)) for key, iri in sorted(site.places.titled.items())][::4]
    pages = [page(f"/en/{key}.html", "text/html", "<html", "<main") for key, _ in things]
    led = [
        page(f"/{path}", "text/turtle", kind="led", location=f"/data/{key}.ttl")
        for key, path in things
        if path == f"id/{key}"
    ]
    assert len(pages) > 10 and len(led) > 10
    return [*cheap * (len(pages) // 4), *pages, *led]


@pytest.fixture(scope="module")
def own(serving, built):
    """Return a server that nobody else asks."""
    running = serving.start("--seconds", "3", build=built)
    yield running
    serving.stop(running)


def thronged(running, *told, **more):
    """Return what came of a crowd, and the most memory that the server took meanwhile: counted twice, and once."""
    crowd, most = throng(running.port, *told, **more), [0, 0]
    done = threading.Event()

    def watch():
        while not done.wait(0.2):
            most[:] = map(max, most, memory_of(running.process.pid))

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        outcome = came_of(crowd)
    finally:
        done.set()
        watching.join()
    return outcome, most


@pytest.mark.parametrize("address", [None, "127.0.0.1"], ids=["each its own address", "all one address"])
def test_many_are_answered_well_beside_two_who_are_not(own, questions, figure, exhaustive, share, address):
    """The cheap questions are half new ones, so that it is not just answers given before that are told again."""
    outcome, most = thronged(own, questions, 120 if exhaustive else 8 * share, address=address, pause=0.1)
    cheap = outcome.statuses["cheap"]
    middle, late = (outcome.slower_than("cheap", share) for share in (0.5, 0.95))
    told = f"p50 {middle:.2f} s, p95 {late:.2f} s, {most[0] / 1e6:.0f} MB"
    unfit = outcome.unfit()
    figure("load", outcome.answers - len(outcome.wrong) - sum(unfit.values()), outcome.answers)
    within = sum(1 for seconds in outcome.seconds["cheap"] if seconds <= 1)
    asked = len(outcome.seconds["cheap"])
    figure("cheap questions", asked if late <= 1 else within, asked, told)
    assert outcome.wrong == [] and unfit == {}
    assert share < 1 or late <= 1, told  # at each change, other tests run beside it
    assert most[0] <= LARGEST, told
    assert cheap.get("200", 0) >= 0.99 * asked > 100
    assert outcome.statuses["hostile"].get("503", 0) > 0, "nobody was hostile"


def test_a_graph_that_is_built_anew_meanwhile_costs_nobody_an_answer(serving, built, questions, tmp_path):
    build = shutil.copytree(built, tmp_path / "build")
    layout = Layout.find(serving.data, build, environ={})
    assembled = graph.assemble(layout, layout.settings.corpus)
    running = serving.start("--seconds", "3", build=build)
    try:
        crowd = throng(running.port, questions, 8, good=10, bad=1, lines=1, pause=0.1)
        began = time.monotonic()
        building.build(assembled, layout.settings.corpus)
        while 'rabatkg_restarts_total{pool="queries"} 1' not in serving.ask(running.port, "GET", "/metrics").text:
            assert time.monotonic() - began < 60
            time.sleep(0.2)
        outcome = came_of(crowd)
        assert outcome.wrong == [] and outcome.unfit() == {}
        assert set(outcome.statuses["cheap"]) == {"200"} and set(outcome.statuses["page"]) == {"200"}
    finally:
        serving.stop(running)


def test_the_crowd_notices_what_is_wrong(own, questions):
    """Were a row missing, or another status the right one, it would say so."""
    first = {**questions[0], "golden": {"status": 200, "rows": questions[0]["golden"]["rows"][1:]}}
    other = {**questions[-1], "golden": {"status": 200, "words": ["what is not there"]}}
    outcome, _ = thronged(own, [first, other], 0.5, good=2, bad=0)
    assert {target for target, *_ in outcome.wrong} == {questions[-1]["target"], *_cheap(outcome)}
    assert _cheap(outcome)
    assert outcome.unfit(("200",))


def _cheap(outcome):
    return {target for target, *_ in outcome.wrong if target.startswith("/sparql")}

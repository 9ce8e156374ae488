"""Half an hour of all that a server meets: it grows no further, and what falls over is replaced.

`RABATKG_SOAK_MINUTES` names fewer minutes. What was measured is written, a line for each sample, to the file that
`RABATKG_SOAK_LOG` names.
"""

import os
import time
from pathlib import Path
from types import SimpleNamespace

import psutil
import pyoxigraph
import pytest
from thronging import ENDLESS, came_of, descriptors_of, family, memory_of, page, question, throng

pytestmark = [pytest.mark.xdist_group("server"), pytest.mark.exhaustive]

MINUTES = float(os.environ.get("RABATKG_SOAK_MINUTES", "30"))
WARM = min(3.0, MINUTES / 3)
"""Minutes in which it may still fill what it keeps."""
EACH = 10.0
"""Seconds between two samples."""
GROWTH, MORE = 1.05, 12
"""How much it may take at the end of what it took once it was warm; and how many more descriptors at any time.

Those are what connections and workers of the moment have open, of which there are some more or fewer.
"""
KILLS = (0.4, 0.6, 0.8)
"""At which parts of the time a worker, and the nursery, are killed."""
PREFIXES = "PREFIX rkg: <https://w3id.org/rabatkg/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
CHEAP = [
    "SELECT ?s ?label WHERE { ?s a rkg:ThematicMeeting ; skos:prefLabel ?label }",
    "SELECT (COUNT(?s) AS ?n) WHERE { ?s a rkg:Organisation }",
    "SELECT ?type (COUNT(?s) AS ?n) WHERE { ?s a ?type } GROUP BY ?type",
]


@pytest.fixture
def soaked(serving, built, site):
    """Return the server, and the site that it serves."""
    running = serving.start("--quiet", build=built)
    yield SimpleNamespace(server=running, site=site, build=built)
    assert serving.stop(running) == 0


def asked(soaked):
    """What the crowd asks: questions, pages, things in a form that is wanted, and what is not there."""
    store = pyoxigraph.Store.read_only(str(soaked.build / "store"))
    cheap = [question(PREFIXES + one, store) for one in CHEAP]
    things = [(key, iri) for key, iri in sorted(soaked.site.places.titled.items()) if iri.endswith(f"/id/{key}")]
    some = things[:: max(1, len(things) // 60)]
    pages = [page(f"/en/{key}.html", "text/html", "<html", "<main") for key, _ in some]
    led = [page(f"/id/{key}", "text/turtle", kind="led", location=f"/data/{key}.ttl") for key, _ in some]
    return [*cheap * (len(some) // 3), *pages, *led]


def nursery(process):
    """The nursery of queries."""
    return next(one for one in psutil.Process(process).children() if "rabatkg.store.strangers" in one.cmdline())


def kill(process, which):
    """End a worker of the nursery, or the nursery, as the system does where memory runs out."""
    found = nursery(process)
    victim = found if which == "nursery" else next(iter(found.children()), found)
    victim.kill()


def test_it_grows_no_further_and_what_falls_over_is_replaced(soaked, serving, figure):
    server, samples = soaked.server, []
    process, seconds = server.process.pid, 60 * MINUTES
    told = asked(soaked)
    hostile = [*ENDLESS, *(f"{one} # {number}" for one in ENDLESS for number in range(5))]
    crowd = throng(server.port, told, seconds, good=10, bad=2, lines=1, pause=0.5, hostile=hostile)
    kills = [(share * seconds, which) for share, which in zip(KILLS, ("worker", "nursery", "worker"), strict=True)]
    began = time.monotonic()
    with Path(os.environ.get("RABATKG_SOAK_LOG", os.devnull)).open("a", encoding="utf-8") as log:
        while (now := time.monotonic() - began) < seconds:
            if kills and now >= kills[0][0]:
                kill(process, kills.pop(0)[1])
            front = psutil.Process(process).memory_full_info().pss
            samples.append((now / 60, front, *memory_of(process), descriptors_of(process), len(family(process))))
            print(*(f"{one:.1f}" if isinstance(one, float) else one for one in samples[-1]), file=log, flush=True)
            time.sleep(max(0.0, min(EACH, seconds - (time.monotonic() - began))))
    outcome = came_of(crowd)
    time.sleep(12)  # what is still being done ends
    assert serving.ask(server.port, "GET", "/sparql?query=ASK%7B%7D%23after").status == 200
    warm = [one for one in samples if one[0] >= WARM]
    count = max(2, len(warm) // 4)
    first, last = (sorted(one[1] for one in part)[count // 2] for part in (warm[:count], warm[-count:]))
    files = [one[4] for one in warm]
    cheap = outcome.statuses["cheap"]
    found = (
        f"front {first / 1e6:.0f} to {last / 1e6:.0f} MB, all at most {max(one[2] for one in samples) / 1e6:.0f} MB, "
        f"descriptors {min(files)} to {max(files)}, {outcome.answers} answers, "
        f"cheap p95 {outcome.slower_than('cheap', 0.95):.2f} s"
    )
    flat = last <= GROWTH * first and max(files) <= min(files) + MORE
    figure("soak", int(MINUTES) if flat else 0, int(MINUTES), found)
    assert flat, found
    assert outcome.wrong == [] and outcome.unfit() == {}, found
    assert cheap["200"] >= 0.97 * sum(cheap.values()), found
    assert max(one[2] for one in samples) < 1_500_000_000, found

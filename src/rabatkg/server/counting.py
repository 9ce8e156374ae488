"""What was answered so far and how it stands with the server: nothing of who asked, or what."""

import os
import time
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from rabatkg.server import gauging
from rabatkg.server.exchange import Request, Response
from rabatkg.server.pool import Pool
from rabatkg.speech import mark, say

HEALTH, METRICS = "health", "metrics"
"""The paths at which both are told."""
UNKEPT = ("Cache-Control", "no-store")
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Seconds up to which answers are counted together."""
TEXT = "text/plain; version=0.0.4; charset=utf-8"
"""The text format of Prometheus, see https://prometheus.io/docs/instrumenting/exposition_formats/."""


@dataclass
class Counts:
    """What was answered, by the kind of what was asked.

    Attributes:
        since: when the graph that is served was read, in seconds since 1970.
        answers: how many, by kind and status.
        slots: how many of a kind took up to each of BOUNDS, and how many longer than all.
        seconds: that answers of a kind took together.
    """

    since: float = field(default_factory=time.time)
    answers: Counter[tuple[str, int]] = field(default_factory=Counter)
    slots: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0] * (len(BOUNDS) + 1)))
    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))

    def note(self, request: Request | None, response: Response, seconds: float) -> None:
        """Count an answer."""
        kind = kind_of(request)
        self.answers[kind, int(response.status)] += 1
        self.slots[kind][bisect_left(BOUNDS, seconds)] += 1
        self.seconds[kind] += seconds


def kind_of(request: Request | None) -> str:
    """Return what kind of thing is asked for, one of a few words that are ours."""
    path = request.target.partition("?")[0] if request is not None else ""
    last = path.rstrip("/").rpartition("/")[2]
    for kind, found in {
        "unreadable": request is None,
        "query": path in ("/sparql", "/sparql/"),
        "names": "/reconcile" in path,
        "check": last == "check.html",
        "watch": path in (f"/{HEALTH}", f"/{METRICS}"),
        "page": path.endswith((".html", "/")),
        "file": "." in last,
    }.items():
        if found:
            return kind
    return "thing"


def health(pools: Mapping[str, Pool], lang: str) -> Response:
    """Return whether all is well, or 503 and what is not."""
    told = {
        "queries": mark("What answers queries is being started anew."),
        "checks": mark("What checks records is being started anew."),
    }
    lacks = [say(told[name], lang) for name, pool in pools.items() if pool.fallen()]
    text = "".join(f"{one}\n" for one in lacks or [say(mark("All is well."), lang)])
    return Response(503 if lacks else 200, text.encode(), headers=(UNKEPT, ("Content-Language", lang)))


def metrics(counts: Counts, pools: Mapping[str, Pool]) -> Response:
    """Return the counts, in the text format of Prometheus."""
    text = "".join(f"{line}\n" for line in _metrics(counts, pools))
    return Response(200, text.encode(), TEXT, headers=(UNKEPT,))


def _metrics(counts: Counts, pools: Mapping[str, Pool]) -> Iterator[str]:
    answered = {_labels(kind=kind, status=status): told for (kind, status), told in sorted(counts.answers.items())}
    yield from _metric("requests_total", "counter", "Answers, by what was asked and status.", answered.items())
    yield from _metric("request_seconds", "histogram", "Seconds until answers began.", _slots(counts))
    for name, type_, told, figure in (
        ("jobs_running", "gauge", "Jobs that are being done.", lambda pool: pool.running),
        ("jobs_waiting", "gauge", "Jobs that wait for their turn.", lambda pool: pool.queued),
        ("jobs_done_total", "counter", "Jobs that were done.", lambda pool: pool.done),
        ("jobs_refused_total", "counter", "Jobs that got no turn.", lambda pool: pool.refused),
        ("jobs_stopped_total", "counter", "Jobs that took too long or too much.", lambda pool: pool.stopped),
        ("restarts_total", "counter", "Times that the workers were started anew.", lambda pool: pool.restarts),
        ("up", "gauge", "Whether jobs can be done.", lambda pool: int(not pool.fallen())),
        ("apart", "gauge", "Whether the system keeps the network from the workers.", lambda pool: int(pool.apart)),
    ):
        yield from _metric(name, type_, told, ((_labels(pool=one), figure(pool)) for one, pool in pools.items()))
    held = {"front": gauging.resident(os.getpid()), **{name: pool.resident() for name, pool in pools.items()}}
    memory = ((_labels(process=name), size) for name, size in held.items())
    yield from _metric("resident_memory_bytes", "gauge", "Memory, what is shared counted in each.", memory)
    yield from _metric("open_files", "gauge", "Files and connections that are open.", [("", gauging.descriptors())])
    yield from _metric("build_served_since_seconds", "gauge", "When the graph was read.", [("", f"{counts.since:.0f}")])


def _slots(counts: Counts) -> Iterator[tuple[str, object]]:
    """Yield the parts of the histogram: each slot counts what is in those before it, too."""
    for kind, slots in sorted(counts.slots.items()):
        for bound, at in zip((*map(str, BOUNDS), "+Inf"), range(1, len(slots) + 1), strict=True):
            yield "_bucket" + _labels(kind=kind, le=bound), sum(slots[:at])
        yield "_sum" + _labels(kind=kind), f"{counts.seconds[kind]:.6f}"
        yield "_count" + _labels(kind=kind), sum(slots)


def _metric(name: str, type_: str, told: str, values: Iterable[tuple[str, object]]) -> Iterator[str]:
    yield f"# HELP rabatkg_{name} {told}"
    yield f"# TYPE rabatkg_{name} {type_}"
    yield from (f"rabatkg_{name}{labels} {value}" for labels, value in values)


def _labels(**told: object) -> str:
    return "{" + ",".join(f'{name}="{value}"' for name, value in told.items()) + "}"

"""What a crowd asks of the server, and what came of it."""

import json
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import psutil

CROWD = Path(__file__).with_name("crowd.py")
PRODUCT = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
ENDLESS = [
    f"SELECT (COUNT(*) AS ?n) WHERE {PRODUCT}",
    f"SELECT * WHERE {PRODUCT} ORDER BY DESC(?c) ?f",
    f"SELECT DISTINCT ?a ?d ?g WHERE {PRODUCT}",
    f'SELECT (GROUP_CONCAT(?c; SEPARATOR="") AS ?x) WHERE {PRODUCT}',
    "SELECT (COUNT(*) AS ?n) WHERE { ?a (!<urn:x>|^!<urn:y>)* ?b . ?c (!<urn:x>|!<urn:y>)* ?d }",
    "SELECT (COUNT(*) AS ?n) WHERE { ?a (((!<urn:x>)*)*)* ?b . ?c (((!<urn:x>)*)*)* ?d }",
    'SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f FILTER REGEX(CONCAT(STR(?c), STR(?f)), "(a+)+(b|ab)*$") }',
    "SELECT ?z WHERE { BIND('xxxxxxxxxxxxxxxx' AS ?a) "
    + " ".join(
        f"BIND(CONCAT(?{x},?{x},?{x},?{x}) AS ?{y})" for x, y in zip("abcdefghijklmn", "bcdefghijklmnz", strict=True)
    )
    + " }",
]
"""Queries that take more time or memory than anyone may have."""


@dataclass
class Outcome:
    """What came of a crowd.

    Attributes:
        statuses: how often each status was answered, by the kind of what was asked; a fault of the connection counts
            as one, by its name.
        seconds: that answers took, in order, by kind.
        wrong: answers that are not the ones they must be.
    """

    statuses: dict
    seconds: dict
    wrong: list = field(default_factory=list)

    @property
    def answers(self):
        return sum(sum(one.values()) for one in self.statuses.values())

    def slower_than(self, kind, share):
        """Seconds within which so large a share of the answers of a kind came."""
        told = self.seconds[kind]
        return told[min(len(told) - 1, int(share * len(told)))]

    def unfit(self, fit=("200", "303", "429", "503")):
        """How many answers have another status than these, told by kind."""
        return {
            f"{kind} {status}": count
            for kind, told in self.statuses.items()
            for status, count in told.items()
            if status not in fit
        }


def question(query, store):
    """A cheap question over HTTP, and the rows that must come: those that the store gives when asked directly."""
    golden = json.loads(store.query(query, use_default_graph_as_union=True).serialize(format=_json()).decode())
    rows = sorted(json.dumps(row, sort_keys=True) for row in golden["results"]["bindings"])
    accept = ["Accept: application/sparql-results+json"]
    return {
        "kind": "cheap",
        "target": f"/sparql?query={quote(query)}",
        "headers": accept,
        "golden": {"status": 200, "rows": rows},
    }


def _json():
    import pyoxigraph

    return pyoxigraph.QueryResultsFormat.JSON


def page(target, accept, *words, kind="page", **headers):
    """A page or file, and words that it must hold; or the headers that lead to it."""
    golden = {"status": 303 if headers else 200, "words": words, "headers": headers}
    return {"kind": kind, "target": target, "headers": [f"Accept: {accept}", "Accept-Language: en"], "golden": golden}


def throng(port, questions, seconds, good=50, bad=2, lines=2, pause=0.0, address=None, hostile=ENDLESS, fresh=0.5):
    """Start a crowd; what `came_of` takes.

    Args:
        port: of the server.
        questions: of `question` and `page`.
        seconds: for which the crowd asks.
        good: how many clients ask these.
        bad: how many ask what never ends.
        lines: how many connections each of those has.
        pause: seconds that a client thinks before it asks again, on average.
        address: the one that all come from; by default each has its own.
        hostile: what the bad ones ask.
        fresh: the share of cheap questions that nobody has asked before, told from others by a comment.
    """
    order = {
        "port": port, "questions": questions, "seconds": seconds, "good": good, "bad": bad, "lines": lines,
        "pause": pause, "address": address, "hostile": hostile, "fresh": fresh,
    }  # fmt: skip
    crowd = subprocess.Popen([sys.executable, str(CROWD)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    crowd.stdin.write(json.dumps(order).encode())
    crowd.stdin.close()
    return crowd


def came_of(crowd):
    """Return what came of a crowd, once it is done."""
    told = json.loads(crowd.stdout.read())
    crowd.stdout.close()
    assert crowd.wait() == 0
    return Outcome(told["statuses"], {kind: sorted(one) for kind, one in told["seconds"].items()}, told["wrong"])


def family(process):
    """The processes of a server, its own first."""
    own = psutil.Process(process)
    return [own, *own.children(recursive=True)]


def memory_of(process):
    """Bytes that a server takes, with all its processes, what several share counted for each; and what it really takes.

    The second is the proportional set size, where the system tells that.
    """
    told, shared = 0, 0
    for one in family(process):
        try:
            told += one.memory_info().rss
            shared += one.memory_full_info().pss
        except psutil.Error:
            continue
    return told, shared


def descriptors_of(process):
    """How many files and connections the front of a server has open."""
    return psutil.Process(process).num_fds()

"""Measure the check of one record beside the corpus as it is and beside one that is many times as large.

    python benchmarks/one_record.py [--data DIR] [--record FILE] [--copies N] [--repeat N]

The other way is what pySHACL does without us: it reads the whole graph and is asked of the nodes of the same record.
Both are asked of the record without its status, and must name the rule that it breaks, or nothing is printed. What else
pySHACL names is not compared: told which nodes to look at, it misjudges alternatives that lead to other nodes.
"""

import argparse
import json
import os
import platform
import re
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from blown_up import blow_up

import rabatkg
from rabatkg.graph import is_asserted, reader
from rabatkg.layout import Layout
from rabatkg.names import RKG
from rabatkg.records import read
from rabatkg.store import Embedded

LAUNCH, OTHER = (Path(__file__).parent / name for name in ("launch.py", "whole_graph.py"))
RUN = "from rabatkg.cli import main; main()"
RULE = "Meeting-status"
LIBRARIES = ("pyshacl", "rdflib", "pyoxigraph")


@dataclass(frozen=True)
class Cost:
    """What a piece of work took: seconds of the clock, the median of several runs, and the peak of memory in MB."""

    seconds: float
    megabytes: float

    def __str__(self):
        return f"{self.seconds:.2f} s, {self.megabytes:.0f} MB"


class Bench:
    """A dialogue, built, with one of its records in three forms: as it is, misspelt, and without its status."""

    def __init__(self, source, folder, copies, record):
        """Copy a dialogue with further copies of its meetings into a folder, and build it."""
        self.layout = blow_up(source, folder, copies)
        self.environ = os.environ | {"RABATKG_BUILD": str(self.layout.build), "LC_ALL": "C"}
        subprocess.run([sys.executable, "-c", RUN, "build", "--data", str(folder)], env=self.environ, check=True)
        self.store = Embedded.open(self.layout.store)
        self.folder, self.held = folder, self.layout.data / record
        text = self.held.read_text(encoding="utf-8")
        self.misspelt, self.faulty = folder / "misspelt.yaml", folder / "faulty.yaml"
        misspelt = re.sub(r"(?m)^((?:place|coChair|host): \[?[a-z]+/[a-z-]+)", r"\1x", text)
        self.misspelt.write_text(misspelt, encoding="utf-8")
        self.faulty.write_text(re.sub(r"(?m)^status: .*\n", "", text), encoding="utf-8")

    def check(self, file):
        """Return the cost of one check by us, and the rules that it finds broken."""
        words = ["record", "check", str(file), "--data", str(self.folder), "--format", "json"]
        cost, written = run(["-c", RUN, *words], self.environ)
        return cost, {row["rule"] for row in json.loads(written)}

    def check_whole(self):
        """Return the cost of the other way for the record without its status, and the rules that it finds broken."""
        graph, shapes, nodes = (self.folder / name for name in ("asserted.nt", "shapes.ttl", "nodes.json"))
        one = reader(self.layout).file(read(self.held), self.held)[0]
        status = f"<{one.iri}> <{RKG}status> "
        start = self.layout.settings.base + "graph/"
        with graph.open("w", encoding="utf-8") as file:
            for line in self.store.dump().decode().splitlines():
                triple, _, name = line.removesuffix(" .").rpartition(" <")
                if self._is_said(name.removesuffix(">"), start) and not line.startswith(status):
                    file.write(f"{triple} .\n")
        shapes.write_text(
            "\n".join(path.read_text(encoding="utf-8") for path in (self.layout.ontology / "shapes").glob("*.ttl")),
            encoding="utf-8",
        )
        nodes.write_text(json.dumps([str(node) for node in one.marks]))
        cost, written = run([str(OTHER), str(graph), str(shapes), str(nodes)], self.environ)
        return cost, set(json.loads(written))

    def _is_said(self, name, start):
        return name == f"{start}ontology" or (is_asserted(name) and name != f"{start}inferred")


def run(words, environ):
    """Run a Python process; return its cost and what it wrote."""
    launched = [sys.executable, str(LAUNCH), sys.executable, *words]
    told = json.loads(subprocess.run(launched, env=environ, stdout=subprocess.PIPE, check=True).stdout)
    if told["code"] not in (0, 1):
        raise SystemExit(f"{words} ended with {told['code']}")
    return Cost(told["seconds"], told["megabytes"]), told["written"]


def measure(small, large, repeat):
    """Yield the rows of the table: what was done, and its cost in the small and in the large corpus."""
    for work, name in (("as it is", "held"), ("with a misspelt reference", "misspelt"), ("without status", "faulty")):
        runs = {bench: [] for bench in (small, large)}
        for _ in range(repeat):
            for bench, done in runs.items():  # in turn, so that what else the machine does falls on both
                done.append(bench.check(getattr(bench, name)))
        found = [done[-1][1] for done in runs.values()]
        if found[0] != found[1] or (name == "faulty" and RULE not in found[0]) or bool(found[0]) != (name != "held"):
            raise SystemExit(f"{work}: {found}")
        yield f"`record check`, {work}", *(_middle([cost for cost, _ in done]) for done in runs.values())
    costs = []
    for bench in (small, large):
        cost, rules = bench.check_whole()
        if RULE not in rules:
            raise SystemExit(f"the other way finds {rules}")
        costs.append(cost)
    yield "pySHACL over the whole graph, without status", *costs


def _middle(costs):
    return Cost(median(one.seconds for one in costs), max(one.megabytes for one in costs))


def page(rows, small, large):
    """Return the table as Markdown, with what it was measured on."""
    libraries = ", ".join(f"{library} {version(library)}" for library in LIBRARIES)
    yield f"rabatkg {rabatkg.__version__}; Python {platform.python_version()}; {libraries}"
    yield f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors"
    yield ""
    yield f"| Work | {len(small.store):,} statements | {len(large.store):,} statements | times as long |"
    yield "|---|---:|---:|---:|"
    for work, near, far in rows:
        yield f"| {work} | {near} | {far} | {far.seconds / near.seconds:.2f} |"


def main(words=None):
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="a data folder; default: the one that came along")
    parser.add_argument("--record", default="meetings/2023-youth.yaml", help="a meeting's file in the data folder")
    parser.add_argument("--copies", type=int, default=35, help="how many further copies of each meeting")
    parser.add_argument("--repeat", type=int, default=7, help="how often each check is run; the median counts")
    asked = parser.parse_args(words)
    source = Layout.find(asked.data)
    with TemporaryDirectory() as temporary:
        small = Bench(source, Path(temporary) / "small", 0, asked.record)
        large = Bench(source, Path(temporary) / "large", asked.copies, asked.record)
        rows = list(measure(small, large, asked.repeat))
        print("\n".join(page(rows, small, large)))


if __name__ == "__main__":
    main()

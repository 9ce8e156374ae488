"""Measure the check of one record beside the corpus as it is and beside one that is many times as large.

    python benchmarks/one_record.py [--data DIR] [--record FILE] [--copies N] [--repeat N]

The other way is what pySHACL does without us: it reads the whole graph and is asked of the nodes of the same record.
Both are asked of the record without its status, and must name the rule that it breaks, or nothing is printed. What else
pySHACL names is not compared: told which nodes to look at, it misjudges alternatives that lead to other nodes.
"""

import argparse
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import as_records
from cost import RUN, Cost, machine, run, table
from federation import Federation

from rabatkg.graph import assemble, is_asserted, reader
from rabatkg.layout import Layout
from rabatkg.names import RKG
from rabatkg.records import read
from rabatkg.store import Embedded

OTHER = Path(__file__).parent / "whole_graph.py"
RULE = "Meeting-status"
FINE = (0, 1)
"""Exit codes of a check: nothing is wrong, or something is."""


class Bench:
    """A dialogue, built, with one of its records in three forms: as it is, misspelt, and without its status."""

    def __init__(self, federation, folder, parts, record):
        """Write a federation of so many further parts into a folder, and build it."""
        self.layout = as_records.write(federation, parts, folder)
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
        cost, written = run(["-c", RUN, *words], self.environ, fine=FINE)
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
        cost, written = run([str(OTHER), str(graph), str(shapes), str(nodes)], self.environ, fine=FINE)
        return cost, set(json.loads(written))

    def _is_said(self, name, start):
        return name == f"{start}ontology" or (is_asserted(name) and name != f"{start}inferred")


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
    yield from machine("pyshacl", "rdflib", "pyoxigraph")
    yield ""
    head = ("Work", *(f"{len(bench.store):,} statements" for bench in (small, large)), "times as long")
    yield from table(head, [(work, near, far, f"{far.seconds / near.seconds:.2f}") for work, near, far in rows])


def main(words=None):
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="a data folder; default: the one that came along")
    parser.add_argument("--record", default="meetings/2023-youth.yaml", help="a meeting's file in the data folder")
    parser.add_argument("--parts", type=int, default=22, help="of how many further parts the larger corpus is")
    parser.add_argument("--repeat", type=int, default=7, help="how often each check is run; the median counts")
    asked = parser.parse_args(words)
    federation = Federation(assemble(Layout.find(asked.data)))
    with TemporaryDirectory() as temporary:
        small = Bench(federation, Path(temporary) / "small", 0, asked.record)
        large = Bench(federation, Path(temporary) / "large", asked.parts, asked.record)
        rows = list(measure(small, large, asked.repeat))
        print("\n".join(page(rows, small, large)))


if __name__ == "__main__":
    main()

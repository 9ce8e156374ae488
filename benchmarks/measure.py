"""Measure the program against rdflib with owlrl on the same data, in the same run: `make bench`."""

import argparse
import json
import os
import platform
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import rabatkg
from rabatkg.queries import find
from rabatkg.queries.questions import bind, bound

LAUNCH, OTHER = (Path(__file__).parent / name for name in ("launch.py", "other_way.py"))
RUN = "from rabatkg.cli import main; main()"
QUESTION = "unaddressed-actions"
LIBRARIES = ("rdflib", "owlrl", "pyoxigraph")


@dataclass(frozen=True)
class Cost:
    """What a piece of work took: seconds, and the peak of memory in MB where it had a process of its own."""

    seconds: float
    megabytes: float | None = None

    def __str__(self):
        seconds = f"{self.seconds * 1000:.1f} ms" if self.seconds < 1 else f"{self.seconds:.2f} s"
        return seconds if self.megabytes is None else f"{seconds}, {self.megabytes:.0f} MB"


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    work: str
    ours: Cost
    theirs: Cost

    @property
    def cells(self):
        """The line, ratios included: how many times as much the other way takes."""
        memory = "" if self.ours.megabytes is None else f"{self.theirs.megabytes / self.ours.megabytes:.1f}"
        return (self.work, str(self.ours), str(self.theirs), f"{self.theirs.seconds / self.ours.seconds:.1f}", memory)


def run(words, environ, repeat=1):
    """Run a Python process as often as wanted; return the cost of the best run, and what the last one wrote."""
    measured = []
    for _ in range(repeat):
        launched = [sys.executable, str(LAUNCH), sys.executable, *words]
        measured.append(json.loads(subprocess.run(launched, env=environ, stdout=subprocess.PIPE, check=True).stdout))
        if measured[-1]["code"] != 0:
            raise SystemExit(f"{words} ended with {measured[-1]['code']}")
    best = Cost(min(one["seconds"] for one in measured), max(one["megabytes"] for one in measured))
    return best, measured[-1]["written"]


def measure(data, repeat):
    """Return the rows of the table."""
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        environ = os.environ | {"RABATKG_BUILD": str(folder / "build"), "LC_ALL": "C"}
        chosen = ["--data", str(data)] if data else []
        build, _ = run(["-c", RUN, "build", *chosen], environ, repeat)
        kg = rabatkg.open(data, build=folder / "build")
        asserted, published, question = (folder / name for name in ("asserted.nq", "published.ttl", "question.rq"))
        inferred = f"<{kg.names.graph('inferred')}> .".encode()
        asserted.write_bytes(b"".join(line for line in kg.store.dump().splitlines(True) if inferred not in line))
        closed, _ = run([str(OTHER), "build", str(asserted), str(folder / "closed.ttl")], environ)
        published.write_bytes(kg.store.written("turtle"))
        saved = find(kg.layout, QUESTION)
        question.write_text(bound(saved, bind(saved, kg.names, kg.lang, {})), encoding="utf-8")

        ours, _ = run(["-c", RUN, "query", QUESTION, "--format", "json", *chosen], environ, repeat)
        theirs, _ = run([str(OTHER), "ask", str(published), str(question)], environ, repeat)
        _, written = run([str(OTHER), "ask", str(published), str(question), str(repeat)], environ)
        answer = json.loads(written)
        found = kg.store.select(question.read_text(encoding="utf-8"))
        rows = sorted([row[name].value if name in row else "None" for name in found.variables] for row in found.rows)
        if rows != answer["rows"]:
            raise SystemExit("the two answers differ")
        return [
            Row("build", build, closed),
            Row(f"`{QUESTION}`, as a command", ours, theirs),
            Row(f"`{QUESTION}`, in process", Cost(_asking(kg, repeat)), Cost(answer["seconds"])),
        ]


def _asking(kg, repeat):
    times = []
    for _ in range(repeat):
        started = perf_counter()
        kg.query(QUESTION)
        times.append(perf_counter() - started)
    return min(times)


def page(rows, size):
    """Return the table as Markdown, with what it was measured on."""
    yield f"rabatkg {rabatkg.__version__}, {size} statements; Python {platform.python_version()}; " + ", ".join(
        f"{library} {version(library)}" for library in LIBRARIES
    )
    yield f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors"
    yield ""
    yield "| Work | rabatkg | rdflib + owlrl | times as long | times the memory |"
    yield "|---|---:|---:|---:|---:|"
    yield from ("| " + " | ".join(row.cells) + " |" for row in rows)


def main(words=None):
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="a data folder; default: the one that came along")
    parser.add_argument("--repeat", type=int, default=5, help="how often each is run; the best counts")
    asked = parser.parse_args(words)
    rows = measure(asked.data, asked.repeat)
    print("\n".join(page(rows, len(rabatkg.open(asked.data, build="not-built").store))))


if __name__ == "__main__":
    main()

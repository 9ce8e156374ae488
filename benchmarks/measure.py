"""Measure the program against rdflib with owlrl on the same data, in the same run: `make bench`."""

import argparse
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from cost import RUN, Cost, machine, run, table

import rabatkg
from rabatkg.queries import find
from rabatkg.queries.questions import bind, bound

OTHER = Path(__file__).parent / "other_way.py"
QUESTION = "unaddressed-actions"


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
        return (self.work, str(self.ours), str(self.theirs), self.theirs.times(self.ours), memory)


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


def page(rows: list[Row], size: int) -> Iterator[str]:
    """Return the table as Markdown, with what it was measured on."""
    yield from machine("rdflib", "owlrl", "pyoxigraph")
    yield ""
    head = (f"Work on {size:,} statements", "rabatkg", "rdflib + owlrl", "times as long", "times the memory")
    yield from table(head, [row.cells for row in rows])


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

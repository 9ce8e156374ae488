"""Measure every saved question: the bare engine, the Python interface, the command, and rdflib, in the same run.

python benchmarks/questions.py [NAME...] [--build DIR] [--repeat N] [--seconds N] [--no-rdflib]
"""

import argparse
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from cost import RUN, Cost, machine, run, table
from pyoxigraph import Store

import rabatkg
from rabatkg.queries import catalogue
from rabatkg.queries.questions import bind, bound

FOLDER = Path(__file__).parent
LIMITS = {"in Python": 1.1, "as a command": 2.0, "rdflib": 10.0}
"""At most so many times the bare engine; rdflib at least so many times what the Python interface takes."""


HEAD = ("question", "rows", "bare ms", "in Python ms", "×", "script ms", "command ms", "×", "rdflib ms", "×")


@dataclass(frozen=True)
class Times:
    """What one question took, in seconds; rdflib's is its deadline where it did not end in time."""

    name: str
    rows: int
    bare: float
    python: float
    script: float
    command: float
    rdflib: float | None
    ended: bool
    same: bool

    @property
    def ratios(self):
        """How many times as long: by the headings of LIMITS."""
        told = {"in Python": self.python / self.bare, "as a command": self.command / self.script}
        return told if self.rdflib is None else told | {"rdflib": self.rdflib / self.python}

    @property
    def cells(self):
        """The line of the table."""
        ratio = self.ratios
        more = "" if self.ended else "> "
        return (
            f"{self.name}{'' if self.same else ' ≠'}",
            str(self.rows),
            f"{self.bare * 1e3:.2f}",
            f"{self.python * 1e3:.2f}",
            f"{ratio['in Python']:.2f}",
            f"{self.script * 1e3:.0f}",
            f"{self.command * 1e3:.0f}",
            f"{ratio['as a command']:.2f}",
            "" if self.rdflib is None else f"{more}{self.rdflib * 1e3:.0f}",
            "" if self.rdflib is None else f"{more}{ratio['rdflib']:.0f}",
        )


def by_engine(store, sparql):
    """Return the rows of an answer, every value of every solution read."""
    found = store.query(sparql, use_default_graph_as_union=True)
    names = [variable.value for variable in found.variables]
    return [[None if (one := row[name]) is None else one.value for name in names] for row in found]


def in_turn(repeat, *works):
    """Return the best time of each piece of work, done in turn, so that all suffer alike from what else is going on."""
    best = [float("inf")] * len(works)
    for _ in range(repeat):
        for place, work in enumerate(works):
            started = perf_counter()
            work()
            best[place] = min(best[place], perf_counter() - started)
    return best


def processes(repeat, environ, *commands):
    """Return the best seconds and highest megabytes of each command, run in turn; a check that finds exits with 1."""
    runs = [[run(list(map(str, words)), environ, fine=(0, 1))[0] for words in commands] for _ in range(repeat)]
    return [
        Cost(min(one.seconds for one in each), max(one.megabytes for one in each)) for each in zip(*runs, strict=True)
    ]


def rdflib_on(published, seconds, questions):
    """Return what `by_rdflib` tells."""
    words = [sys.executable, FOLDER / "by_rdflib.py", published, seconds, *questions]
    return json.loads(subprocess.run([*map(str, words)], stdout=subprocess.PIPE, check=True).stdout)


def measure(asked, folder):
    """Return the times of each question, and what is to be told of the whole."""
    environ = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    built = asked.build or folder / "build"
    environ |= {"RABATKG_BUILD": str(built), "LC_ALL": "C", "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    chosen = ["--data", str(asked.data)] if asked.data else []
    if asked.build is None:
        run(["-c", RUN, *chosen, "build"], environ)
    kg, store = rabatkg.open(asked.data, build=built), Store.read_only(str(built / "store"))
    sparql = {
        name: bound(question, bind(question, kg.names, kg.lang, {}))
        for name, question in catalogue(kg.layout).items()
        if name in asked.names or not asked.names
    }
    files = {name: folder / f"{name}.rq" for name in sparql}
    for name, file in files.items():
        file.write_text(sparql[name], encoding="utf-8")
    theirs = {"found": {}, "loaded": 0.0, "megabytes": 0.0}
    if not asked.no_rdflib:
        published = folder / "published.ttl"
        published.write_bytes(kg.store.written("turtle"))
        theirs = rdflib_on(published, asked.seconds, files.values())
    processes(1, environ, ["-c", RUN, *chosen, "query", next(iter(files)), "--format", "csv"])  # compiles
    times, peaks = [], []
    for name, text in sparql.items():
        rows = by_engine(store, text)
        if len(rows) != len(kg.query(name)):
            raise SystemExit(f"{name}: the answers differ")
        turns = asked.repeat if (first := in_turn(1, lambda text=text: by_engine(store, text))[0]) > 0.1 else 20
        bare, python = in_turn(
            turns if first < 1 else 2, lambda text=text: by_engine(store, text), lambda name=name: kg.query(name)
        )
        script, command = processes(
            asked.repeat,
            environ,
            [FOLDER / "bare.py", built / "store", files[name]],
            ["-c", RUN, *chosen, "query", name, "--format", "csv"],
        )
        found = theirs["found"].get(name)
        refused = found is not None and found[0] is None
        other = None if asked.no_rdflib or refused else found[1] if found else asked.seconds
        same = not found or found[0] == len(rows)
        times.append(Times(name, len(rows), bare, python, script.seconds, command.seconds, other, bool(found), same))
        peaks.append((script.megabytes, command.megabytes))
    return times, {"statements": len(kg.store), "peaks": [max(one) for one in zip(*peaks, strict=True)], **theirs}


def page(times, told):
    """Yield the table as Markdown, the slowest first, and how many questions keep to the limits."""
    yield from machine("pyoxigraph", "rdflib")
    yield ""
    yield from table(HEAD, [one.cells for one in sorted(times, key=lambda one: -one.bare)])
    yield ""
    for heading, limit in LIMITS.items():
        held = [one for one in times if heading in one.ratios]
        if held:
            least = heading == "rdflib"
            good = [one for one in held if (one.ratios[heading] >= limit) == least or one.ratios[heading] == limit]
            worst = sorted(held, key=lambda one: one.ratios[heading] * (1 if least else -1))[:5]
            yield (
                f"{heading}: {len(good)} of {len(held)} at {'least' if least else 'most'} {limit} times; the worst "
                + ", ".join(f"{one.name} {one.ratios[heading]:.2f}" for one in worst)
            )
    constant = sorted(one.python - one.bare for one in times)
    yield f"in Python, the median question costs {constant[len(constant) // 2] * 1e6:.0f} µs more than the bare engine"
    script, command = told["peaks"]
    yield f"{told['statements']} statements; peak memory: bare script {script:.0f} MB, command {command:.0f} MB"
    if told["loaded"]:
        yield f"rdflib: loaded in {told['loaded']:.1f} s (as a process it pays this too), {told['megabytes']:.0f} MB;"
        yield f"{sum(not one.ended for one in times)} questions did not end in time; ≠: it gives other rows, or none"


def main(words=None):
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="names of questions; default: all")
    parser.add_argument("--data", type=Path, help="a data folder; default: the one that came along")
    parser.add_argument("--build", type=Path, help="a folder with a built graph; default: it is built")
    parser.add_argument("--repeat", type=int, default=5, help="how often each is run; the best counts")
    parser.add_argument("--seconds", type=float, default=20, help="what rdflib is given for a question")
    parser.add_argument("--no-rdflib", action="store_true", help="leave rdflib out")
    with TemporaryDirectory() as folder:
        print("\n".join(page(*measure(parser.parse_args(words), Path(folder)))))


if __name__ == "__main__":
    main()

"""Measure the same work with our program and with the engines one would otherwise use, side by side, on one corpus.

    python benchmarks/engines.py [SIZE ...] [--deadline SECONDS] [--repeat N]

Each piece of work has a process of its own; the time is taken inside it, without imports, and the memory is that of the
whole process. One that is not done at the deadline is stopped and shown as `>`.
"""

import argparse
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import corpora
from cost import Cost, machine, run, table

WORK = Path(__file__).parent / "work.py"
RIVALS = ("rabatkg", "pyoxigraph", "rdflib", "owlrl")
FORMS = ("nquads", "turtle", "trig")
SIZES = ("s", "m")
DEADLINE = 120.0


class Bench:
    """A corpus of a size: what is said, and all that follows, as a file and as a store on disk."""

    def __init__(self, size: corpora.Size, folder: Path, data: Path | None = None) -> None:
        """Make the corpus, close it, and put it into a store."""
        self.said, self.graph, self.store = (folder / name for name in ("said.nq", "graph.nq", "store"))
        corpora.write(size, self.said, data=data)
        run([str(WORK), "settle", "rabatkg", str(self.said), str(folder)])

    def __len__(self) -> int:
        """Return the number of statements."""
        with self.graph.open(encoding="utf-8") as lines:
            return sum(1 for _ in lines)


def measure(
    bench: Bench, deadline: float = DEADLINE, repeat: int = 1, closers: Iterable[str] = ("rabatkg", "owlrl")
) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the table: the work, and its cost with each engine.

    Args:
        bench: the corpus.
        deadline: seconds that a piece of work may take, imports included.
        repeat: how often each is done; the best counts.
        closers: the engines that draw the closure.
    """

    def row(title: str, task: str, asked: Iterable[tuple[str, object]], *rest: str) -> tuple[str, ...]:
        costs: dict[str, Cost] = {}
        for engine, place in asked:
            words = [str(WORK), task, engine, str(place), *rest]
            costs[engine], written = run(words, repeat=repeat, deadline=deadline)
            if written:
                costs[engine] = replace(costs[engine], seconds=json.loads(written)["seconds"])
        return (title, *(_cell(engine, costs) for engine in RIVALS))

    yield row("load into memory", "load", [(engine, bench.graph) for engine in RIVALS[:3]])
    yield row("closure", "close", [(engine, bench.said) for engine in closers])
    for form in FORMS:
        places = {"rabatkg": bench.store, "pyoxigraph": bench.store, "rdflib": bench.graph}
        yield row(f"write as {form}", "export", places.items(), form)


def _cell(engine: str, costs: dict[str, Cost]) -> str:
    if engine not in costs:
        return ""
    ours = costs["rabatkg"]
    return str(ours) if engine == "rabatkg" else f"{costs[engine]} ({costs[engine].times(ours)}×)"


def main(words: list[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", default=SIZES, help=f"any of {', '.join(corpora.SIZES)}")
    parser.add_argument("--deadline", type=float, default=DEADLINE, help="seconds that a piece of work may take")
    parser.add_argument("--repeat", type=int, default=3, help="how often each is done; the best counts")
    asked = parser.parse_args(words)
    print("\n".join(machine("pyoxigraph", "rdflib", "owlrl")))
    for size in asked.sizes:
        with TemporaryDirectory() as temporary:
            bench = Bench(corpora.SIZES[size], Path(temporary))
            rows = list(measure(bench, asked.deadline, asked.repeat))
            print()
            print("\n".join(table((f"Work on {len(bench):,} statements", *RIVALS), rows)))


if __name__ == "__main__":
    main()

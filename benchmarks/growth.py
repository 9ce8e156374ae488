"""Measure how work grows with the corpus, and draw it.

    python benchmarks/growth.py measure RESULTS.json [SIZE ...] [--deadline SECONDS] [--keep FOLDER]
    python benchmarks/growth.py draw RESULTS.json PICTURE.svg
    python benchmarks/growth.py table RESULTS.json [SLOWEST]

Each size is made, closed and put into a store on disk; then each saved question and the coverage of the plan are asked
of that store in one process, which opens it as a user does. A question that is not done at the deadline is stopped.
`table` prints, for each question, the seconds at each size and the slope between the two largest in logarithms: 1 is
linear in the number of statements. A look-up in a larger store costs more, so that the control, a plain join, grows
faster than that too.
"""

import argparse
import json
import math
import select
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import corpora
from cost import Cost, machine, run, table

WORK = Path(__file__).parent / "work.py"
ASK = Path(__file__).parent / "asking.py"
SIZES = ("real", "m", "k", "l")
DEADLINE = 120.0
FORMS = ("nquads", "turtle", "trig")
PUBLISHED = 3_000_000
"""Above so many statements data files are not written: the program sorts all of them in memory."""
STEEP = 0.15
"""By how much a slope may lie above that of the control, or above 1 where that is less: n log n adds a tenth."""
CONTROL = "control()"
SHORT = 0.05
"""Seconds under which a slope says more about the machine than about the question."""


class Asked:
    """A process that answers questions one at a time; it is started anew after one that was late."""

    def __init__(self, build: Path, deadline: float) -> None:
        """Take the build folder whose store is asked, and the seconds that a question may take."""
        self.build, self.deadline, self._process = build, deadline, None
        self.megabytes = 0.0

    def ask(self, name: str) -> dict[str, Any]:
        """Return the seconds of a question and the number of its rows; no seconds where it was late."""
        process = self._process or self._started()
        process.stdin.write(f"{name}\n")
        process.stdin.flush()
        if select.select([process.stdout], [], [], self.deadline)[0]:
            told = json.loads(process.stdout.readline())
            self.megabytes = max(self.megabytes, told.pop("megabytes"))
            return told
        self.close()
        return {"seconds": None, "rows": None, "deadline": self.deadline}

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _started(self) -> Any:
        self._process = subprocess.Popen(
            [sys.executable, str(ASK), str(self.build)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )
        return self._process


def measure(size: str, folder: Path, deadline: float) -> dict[str, Any]:
    """Return what was measured at a size; the corpus is made in the folder unless it is there already."""
    said, graph, store = (folder / name for name in ("said.nq", "graph.nq", "store"))
    if not said.exists():
        folder.mkdir(parents=True, exist_ok=True)
        run([str(Path(corpora.__file__)), size, str(said)])
    made: dict[str, Any] = {}
    if not store.exists():
        cost, written = run([str(WORK), "settle", "rabatkg", str(said), str(folder)])
        made = json.loads(written)["result"] | {"store on disk MB": cost.megabytes}
    found: dict[str, Any] = {"size": size, "work": made, "questions": {}}
    cost, written = run([str(WORK), "load", "rabatkg", str(graph)])
    found["statements"] = json.loads(written)["result"]
    found["work"] |= {"load all": json.loads(written)["seconds"], "load all MB": cost.megabytes}
    for form in FORMS if found["statements"] <= PUBLISHED else ():
        cost, written = run([str(WORK), "export", "rabatkg", str(store), form])
        found["work"] |= {f"publish as {form}": json.loads(written)["seconds"], f"publish as {form} MB": cost.megabytes}
    asked = Asked(folder, deadline)
    for name in [CONTROL, "coverage()", *_questions()]:
        found["questions"][name] = asked.ask(name)
        print(size, name, found["questions"][name], file=sys.stderr, flush=True)
    asked.close()
    found["work"]["ask MB"] = asked.megabytes
    return found


def _questions() -> list[str]:
    import rabatkg
    from rabatkg.queries import catalogue

    return list(catalogue(rabatkg.open().layout))


def slopes(results: list[dict[str, Any]]) -> Iterator[tuple[str, list[Cost | None], float | None]]:
    """Yield each question with its cost at each size, and the slope of the last step, where both its ends are known."""
    for name in results[-1]["questions"]:
        costs = [_cost(one["questions"].get(name)) for one in results]
        near, far = ([None, *costs])[-2:]
        slope = None
        if far and near and not (far.is_late or near.is_late):
            step = math.log(results[-1]["statements"] / results[-2]["statements"])
            slope = math.log(far.seconds / near.seconds) / step
        yield name, costs, slope


def _cost(told: dict[str, Any] | None) -> Cost | None:
    if told is None:
        return None
    late = told["seconds"] is None
    return Cost(told["deadline"] if late else told["seconds"], is_late=late)


def page(results: list[dict[str, Any]], most: int | None = None) -> Iterator[str]:
    """Yield the lines of the tables; of the questions only the slowest, where it is said how many."""
    yield from machine("pyoxigraph")
    yield ""
    sizes = [f"{one['statements']:,}" for one in results]
    names = dict.fromkeys(name for one in results for name in one["work"] if not name.endswith(" MB"))
    rows = [(name, *(_cell(one["work"].get(name), one["work"].get(f"{name} MB")) for one in results)) for name in names]
    yield from table(("Work", *sizes), rows)
    yield ""
    found = sorted(slopes(results), key=lambda one: -(one[1][-1] or Cost(0)).seconds)
    rows = [
        (f"`{name}`", *(cost or "" for cost in costs), "" if slope is None else f"{slope:.2f}")
        for name, costs, slope in found[:most]
    ]
    yield from table(("Question", *sizes, "slope"), rows)
    yield ""
    late = [name for name, costs, _ in found if costs[-1] and costs[-1].is_late]
    yield f"{len(late)} late: {_named(late)}"
    control = next((slope or 1 for name, _, slope in found if name == CONTROL), 1)
    limit = max(1, control) + STEEP
    steep = [name for name, costs, slope in found if slope and slope > limit and costs[-1].seconds > SHORT]
    yield f"{len(steep)} steeper than {limit:.2f}: {_named(steep)}"


def _named(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names) or "none"


def _cell(seconds: float | None, megabytes: float | None) -> str:
    return "" if seconds is None else str(Cost(seconds, megabytes))


def main(words: list[str] | None = None) -> None:
    """Measure, draw or print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("measure", "draw", "table"))
    parser.add_argument("results", type=Path, help="the file that results are added to, or read from")
    parser.add_argument(
        "rest", nargs="*", help="the sizes to measure, the picture to draw, or how many questions to show"
    )
    parser.add_argument("--deadline", type=float, default=DEADLINE, help="seconds that a question may take")
    parser.add_argument("--keep", type=Path, help="a folder for the corpora, kept for the next time")
    asked = parser.parse_args(words)
    results = json.loads(asked.results.read_text(encoding="utf-8")) if asked.results.exists() else []
    if asked.what == "measure":
        with TemporaryDirectory() as temporary:
            for size in asked.rest or SIZES:
                found = measure(size, (asked.keep or Path(temporary)) / size, asked.deadline)
                results = [*(one for one in results if one["size"] != size), found]
                results.sort(key=lambda one: one["statements"])
                asked.results.write_text(json.dumps(results, indent=1), encoding="utf-8")
    elif asked.what == "draw":
        import curves

        curves.draw(results, Path(asked.rest[0]))
    else:
        print("\n".join(page(results, int(asked.rest[0]) if asked.rest else None)))


if __name__ == "__main__":
    main()

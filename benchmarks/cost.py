"""What work costs: seconds, and the peak of memory of a process of its own; and what it was measured on."""

import json
import os
import platform
import subprocess
import sys
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import rabatkg

LAUNCH = Path(__file__).parent / "launch.py"
RUN = "from rabatkg.cli import main; main()"
"""The program as a command, whatever environment it is installed in."""
HOUR = 3600.0


@dataclass(frozen=True)
class Cost:
    """What a piece of work took.

    Attributes:
        seconds: of the clock; where it is late, those of its deadline.
        megabytes: the peak of memory, where it had a process of its own.
        is_late: whether it was stopped at its deadline.
    """

    seconds: float
    megabytes: float | None = None
    is_late: bool = False

    def __str__(self) -> str:
        """Return it as a cell of a table."""
        if self.is_late:
            return f"> {self.seconds:.0f} s"
        seconds = f"{self.seconds * 1000:.1f} ms" if self.seconds < 1 else f"{self.seconds:.2f} s"
        return seconds if self.megabytes is None else f"{seconds}, {self.megabytes:.0f} MB"

    def times(self, other: "Cost") -> str:
        """Return how many times as long as another it takes, as a cell of a table."""
        return f"{'> ' if self.is_late else ''}{self.seconds / other.seconds:.1f}"


def run(
    words: Collection[str],
    environ: Mapping[str, str] | None = None,
    repeat: int = 1,
    deadline: float = HOUR,
    fine: Collection[int] = (0,),
) -> tuple[Cost, str]:
    """Run a Python process as often as wanted; return the cost of the best run, and what the last one wrote.

    Args:
        words: what follows `python` on its command line.
        environ: its environment; this one's where it is None.
        repeat: how often it is run.
        deadline: seconds after which it is stopped, and counts as late.
        fine: exit codes that are no failure; any other ends the measurement.
    """
    launched = [sys.executable, str(LAUNCH), str(deadline), sys.executable, *words]
    measured = []
    for _ in range(repeat):
        done = subprocess.run(launched, env=environ, stdout=subprocess.PIPE, check=True)
        measured.append(json.loads(done.stdout))
        if measured[-1]["code"] is None:
            return Cost(deadline, measured[-1]["megabytes"], is_late=True), ""
        if measured[-1]["code"] not in fine:
            raise SystemExit(f"{words} ended with {measured[-1]['code']}")
    best = Cost(min(one["seconds"] for one in measured), max(one["megabytes"] for one in measured))
    return best, measured[-1]["written"]


def machine(*libraries: str) -> Iterator[str]:
    """Yield the lines that say what was measured, with what, and on what."""
    told = ", ".join(f"{library} {version(library)}" for library in libraries)
    yield f"rabatkg {rabatkg.__version__}; Python {platform.python_version()}; {told}"
    yield f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors"


def table(head: Collection[str], rows: Collection[Collection[object]]) -> Iterator[str]:
    """Yield the lines of a table in Markdown, whose first column holds words and whose others hold figures."""
    yield "| " + " | ".join(head) + " |"
    yield "|---" + "|---:" * (len(head) - 1) + "|"
    yield from ("| " + " | ".join(map(str, row)) + " |" for row in rows)

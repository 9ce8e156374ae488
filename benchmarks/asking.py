"""Answer saved questions by name, one a line, as a user's program would: the store on disk is opened once.

    python benchmarks/asking.py BUILD

Prints for each the seconds, the best of a few runs unless it takes long, the number of rows, and the peak of memory.
Seconds are those of the processor: one thread answers a question, mostly from what the system holds in memory, so that
on a quiet machine they are those of the clock, and on a busy one they still are what the question costs.
`coverage()` is the coverage of the usual plan, action by action, with its proofs; `control()` is a join that looks two
things up for each recommendation and does nothing else, so that its growth is that of the store.
"""

import json
import resource
import sys
from pathlib import Path
from time import process_time

import rabatkg

CONTROL = """
PREFIX rkg: <https://w3id.org/rabatkg/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?thing ?title ?source WHERE { ?thing a rkg:Recommendation ; skos:prefLabel ?title ; rkg:arisesFrom ?source }
"""
RUNS, LONG = 3, 2.0
"""How often a question is asked, and after how many seconds once is enough."""


def main(build: str) -> None:
    """Answer until there are no more lines."""
    kg = rabatkg.open(build=Path(build))
    work = {"coverage()": kg.coverage, "control()": lambda: kg.query(CONTROL)}
    for line in sys.stdin:
        name, times = line.strip(), []
        while len(times) < RUNS and sum(times) < LONG:
            started = process_time()
            found = work[name]() if name in work else kg.query(name)
            times.append(process_time() - started)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
        print(json.dumps({"seconds": min(times), "rows": len(found), "megabytes": peak}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])

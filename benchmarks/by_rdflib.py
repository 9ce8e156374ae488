"""The questions asked by rdflib: the published Turtle is read once, then each question is asked under a deadline.

python benchmarks/by_rdflib.py PUBLISHED.ttl SECONDS QUESTION.rq...

Prints as JSON the seconds of loading, the rows and seconds of each question (null where the deadline came first, rows
null where rdflib refuses it), and the peak of memory in MB. Each question is asked by a fork, which can be stopped.
"""

import json
import os
import resource
import select
import signal
import sys
from pathlib import Path
from time import perf_counter


def asked(graph, sparql, seconds):
    """Return how many rows a question has, None where rdflib cannot ask it, and its seconds; None if too many."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        started, rows = perf_counter(), None
        try:
            rows = len([[str(value) for value in row] for row in graph.query(sparql)])
        finally:
            os.write(writing, json.dumps([rows, perf_counter() - started]).encode())
            os._exit(0)
    os.close(writing)
    try:
        if not select.select([reading], [], [], seconds)[0]:
            os.kill(child, signal.SIGKILL)
            return None
        return json.loads(os.read(reading, 1000) or "null")
    finally:
        os.waitpid(child, 0)
        os.close(reading)


def main(published, seconds, *questions):
    """Load, ask, and print."""
    started = perf_counter()
    from rdflib import Graph

    graph = Graph().parse(published, format="turtle")
    list(graph.query("SELECT ?s WHERE { ?s ?p ?o } LIMIT 1"))  # so that no question pays for loading the parser
    loaded = perf_counter() - started
    found = {Path(one).stem: asked(graph, Path(one).read_text(encoding="utf-8"), float(seconds)) for one in questions}
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps({"loaded": loaded, "found": found, "megabytes": peak / 1024}))


if __name__ == "__main__":
    main(*sys.argv[1:])

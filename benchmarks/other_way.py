"""The other way: the same work with rdflib and owlrl alone. Each function is run in a process of its own.

python benchmarks/other_way.py build ASSERTED.nq PUBLISHED.ttl
python benchmarks/other_way.py ask PUBLISHED.ttl QUESTION.rq [REPEAT]
"""

import json
import sys
from time import perf_counter


def build(asserted, published):
    """Read what was asserted, add what follows, write Turtle."""
    from owlrl import DeductiveClosure, OWLRL_Semantics
    from rdflib import Dataset, Graph

    graph = Graph()
    for s, p, o, _ in Dataset().parse(asserted, format="nquads").quads():
        graph.add((s, p, o))
    DeductiveClosure(OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(graph)
    graph.serialize(published, format="turtle")
    return {"triples": len(graph)}


def ask(published, question, repeat="0"):
    """Read the Turtle and ask once; then ask again as often as wanted, for the time in process."""
    from rdflib import Graph

    graph = Graph().parse(published, format="turtle")
    with open(question, encoding="utf-8") as file:
        sparql = file.read()
    rows = sorted([str(value) for value in row] for row in graph.query(sparql))
    times = []
    for _ in range(int(repeat)):
        started = perf_counter()
        list(graph.query(sparql))
        times.append(perf_counter() - started)
    return {"rows": rows, "seconds": min(times, default=None)}


if __name__ == "__main__":
    print(json.dumps({"build": build, "ask": ask}[sys.argv[1]](*sys.argv[2:])))

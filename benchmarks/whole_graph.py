"""The other way to check one record: pySHACL reads the whole graph, and is asked of the record's nodes.

python benchmarks/whole_graph.py ASSERTED.nt SHAPES.ttl NODES.json
"""

import json
import sys


def check(asserted, shapes, nodes):
    """Return the names of the rules that the nodes break."""
    import pyshacl
    from rdflib import SH, Graph

    with open(nodes, encoding="utf-8") as file:
        wanted = json.load(file)
    _, report, _ = pyshacl.validate(
        Graph().parse(asserted, format="nt"),
        shacl_graph=Graph().parse(shapes, format="turtle"),
        focus_nodes=wanted,
        inplace=True,
    )
    return sorted({str(rule).rpartition("#")[2] for rule in report.objects(None, SH.sourceShape)})


if __name__ == "__main__":
    print(json.dumps(check(*sys.argv[1:])))

"""The ontology as the tests see it: its two files, read once."""

from pathlib import Path

import pytest
from rdflib import Graph

ONTOLOGY = Path(__file__).parents[2] / "ontology"


@pytest.fixture(scope="session")
def ontology():
    return Graph().parse(ONTOLOGY / "rabatkg.ttl")


@pytest.fixture(scope="session")
def alignments():
    return Graph().parse(ONTOLOGY / "alignments.ttl")


@pytest.fixture(scope="session")
def both(ontology, alignments):
    graph = Graph()
    for part in (ontology, alignments):
        graph += part
        for prefix, name in part.namespaces():
            graph.bind(prefix, name)
    return graph

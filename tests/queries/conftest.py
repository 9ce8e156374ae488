"""The graphs of the frozen corpus and of the full one, built once; the frozen one is asked by two engines."""

import pytest

from rabatkg import building, graph, queries
from rabatkg.layout import Layout
from rabatkg.names import Names

CORPUS = "two-documents"


@pytest.fixture(scope="session")
def layout(request):
    return Layout.find(request.config.rootpath)


@pytest.fixture(scope="session")
def names(layout):
    return Names.of(layout)


@pytest.fixture(scope="session")
def questions(layout):
    return queries.catalogue(layout)


@pytest.fixture(scope="session")
def store(layout):
    return building.in_memory(graph.assemble(layout, CORPUS))


@pytest.fixture(scope="session")
def stores(layout, store):
    """Return a function that gives the graph of a corpus by its name."""
    built = {CORPUS: store}

    def named(corpus):
        if corpus not in built:
            built[corpus] = building.in_memory(graph.assemble(layout, corpus))
        return built[corpus]

    return named


@pytest.fixture(scope="session")
def dataset(store):
    """The same statements in rdflib, its default graph the union of all."""
    from rdflib import Dataset

    loaded = Dataset(default_union=True)
    loaded.parse(data=store.dump(), format="nquads")
    return loaded

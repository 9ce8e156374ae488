"""The frozen graph of the whole dialogue in real servers: oxigraph and Virtuoso, started once for all these tests."""

import pytest
import serving

from rabatkg import building, graph
from rabatkg.layout import Layout
from rabatkg.names import Names


@pytest.fixture(scope="session")
def layout(request, tmp_path_factory):
    """The project, without a built store: what is asked is asked of a server."""
    return Layout.find(request.config.rootpath, tmp_path_factory.mktemp("none") / "not-built")


@pytest.fixture(scope="session")
def names(layout):
    return Names.of(layout)


@pytest.fixture(scope="session")
def assembled(layout):
    """The whole dialogue, put together from its files."""
    return graph.assemble(layout)


@pytest.fixture(scope="session")
def embedded(assembled):
    """The whole graph in memory."""
    return building.in_memory(assembled)


@pytest.fixture(scope="session")
def nquads(embedded):
    return embedded.dump()


@pytest.fixture(scope="session")
def oxigraph(tmp_path_factory, nquads):
    """Oxigraph with the whole graph, read-only, whose queries see the union of all graphs."""
    with serving.oxigraph(tmp_path_factory.mktemp("oxigraph"), nquads) as server:
        yield server


@pytest.fixture(scope="session")
def oxigraph_without_union(tmp_path_factory, nquads):
    """Oxigraph as it serves unless it is told otherwise: its default graph is empty."""
    with serving.oxigraph(tmp_path_factory.mktemp("oxigraph-plain"), nquads, union=False) as server:
        yield server


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory, nquads):
    """Virtuoso with the whole graph."""
    with serving.virtuoso(tmp_path_factory.mktemp("virtuoso"), nquads) as server:
        yield server


@pytest.fixture
def empty_oxigraph(tmp_path):
    """Oxigraph with nothing in it, that anyone may write."""
    with serving.oxigraph(tmp_path / "oxigraph", writable=True) as server:
        yield server

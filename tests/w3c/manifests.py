"""What the W3C's suites hold, as their manifests say; and what we do otherwise, as our lists say."""

from pathlib import Path
from typing import NamedTuple

from rdflib import RDF, Graph, Namespace
from rdflib.term import Node

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")


class Entry(NamedTuple):
    """A test: the manifest that names it, the graph of that, and its node there."""

    manifest: Path
    graph: Graph
    node: Node

    def value(self, word):
        """Return what a property of the test says."""
        return self.graph.value(self.node, word)

    @property
    def kind(self):
        """The kind of test: the last word of its class."""
        return str(self.value(RDF.type)).rpartition("#")[2]


def read(path):
    """Return the graph of a file of a suite, in which names are relative to where it stands."""
    return Graph().parse(path, publicID=path.as_uri())


def file_of(name, folder):
    """Return the file below a folder that an address names."""
    return folder / str(name).removeprefix(f"{folder.as_uri()}/")


def entries(manifest, folder):
    """Yield the tests of a manifest, and of those that it includes, in the order of the suite."""
    graph = read(manifest)
    node = graph.value(None, RDF.type, MF.Manifest)
    for included in sorted(graph.objects(node, MF.include)):
        yield from entries(file_of(included, folder), folder)
    for start in graph.objects(node, MF.entries):
        yield from (Entry(manifest, graph, one) for one in graph.items(start))


def pinned(path, start):
    """Return the outcomes that a list of ours has for tests whose names begin so.

    A line has the name of a test, its outcome and why it is so, with two blanks or more between; or it is a remark.
    """
    lines = (line.split("  ", 1) for line in path.read_text("utf-8").splitlines() if line[:1] not in ("", "#"))
    found = {name: told.strip().partition("  ") for name, told in lines}
    assert all(outcome and why.strip() for outcome, _, why in found.values()), f"a reason is missing in {path.name}"
    return {name: outcome for name, (outcome, _, _) in found.items() if name.startswith(start)}

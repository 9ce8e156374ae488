"""The graph as files, whole and graph by graph."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property, partial

from rabatkg.names import Names
from rabatkg.publication.downloads import Download, packed
from rabatkg.publication.remembering import once
from rabatkg.publication.site import File, Site
from rabatkg.speech import mark
from rabatkg.store import Embedded


class Dumps:
    """The statements of a store, as lines of N-Quads.

    Args:
        store: the graph.
        names: how its graphs are named.
    """

    def __init__(self, store: Embedded, names: Names) -> None:
        """Take the graph."""
        self._store, self._names = store, names

    @cached_property
    def lines(self) -> list[bytes]:
        """All statements, sorted, a line each."""
        return self._store.lines()

    @cached_property
    def graphs(self) -> dict[str, list[bytes]]:
        """The lines by the names of the graphs that they stand in, as `meeting/x`."""
        found: dict[str, list[bytes]] = defaultdict(list)
        start = len(self._names.graph(""))
        for line in self.lines:
            found[line[line.rindex(b" <") + 2 : -4].decode()[start:]].append(line)
        return dict(found)

    def whole(self) -> bytes:
        """Return all statements, each with its graph."""
        return b"".join(self.lines)

    def trig(self) -> bytes:
        """Return all statements, grouped by graph, with prefixes."""
        return self._store.written("trig")

    def graph(self, name: str) -> bytes:
        """Return the statements of one graph."""
        return b"".join(self.graphs[name])


@once
def dumps(site: Site) -> Dumps:
    """Return the statements of a site."""
    return Dumps(site.store, site.names)


@once
def downloads(site: Site) -> tuple[Download, ...]:
    """Return the dumps that are offered whole."""
    held = dumps(site)

    def whole() -> int:
        return len(held.lines)

    return (
        Download(
            "dumps/graph.nq.gz",
            "application/n-quads",
            mark("All statements, each with the graph that it stands in"),
            whole,
            lambda: packed(held.whole()),
        ),
        Download(
            "dumps/graph.trig.gz",
            "application/trig",
            mark("The same, grouped by graph and with prefixes, to be read by people too"),
            whole,
            lambda: packed(held.trig()),
        ),
    )


def files(site: Site) -> Iterator[File]:
    """Yield the dumps, and a file for each graph."""
    for one in downloads(site):
        yield File(one.path, partial(getattr, one, "content"))
    for name in site.holding.graphs:
        yield File(f"graph/{name}.nq.gz", partial(_graph, site, name))


def _graph(site: Site, name: str) -> bytes:
    return packed(dumps(site).graph(name))

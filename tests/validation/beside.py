"""A corpus with some records beside it, whose graph is not put together anew for each of them.

What words and passages say is the same whatever the records say, and most records stay what they are. So the graph of
the corpus is kept, and beside it stands only what the further records add to it or take out of it.
"""

from rdflib import Graph

from rabatkg.graph import with_records
from rabatkg.graph.lines import lines
from rabatkg.store.fetching import Part


class Beside:
    """Puts records into a corpus, as `graph.with_records` does."""

    def __init__(self, corpus):
        """Take the corpus."""
        self._corpus = corpus
        self._told = {quad[:3]: None for quad in corpus.told()}
        self._lines = dict.fromkeys(corpus.lines)
        for line in lines(corpus.told()):
            del self._lines[line]

    def __call__(self, expansions):
        """Return the corpus with further records, each in the place of the one that bears its identifier."""
        joined = with_records(self._corpus, expansions)
        told = list(joined.told())
        vars(joined)["lines"] = [*self._lines, *lines(told)]
        vars(joined)["asserted"] = self._graph({quad[:3]: None for quad in told})
        return joined

    def quads(self, *pattern):
        """Yield what the corpus asserts, for the store of `_graph`, which looks each pattern up once."""
        return ((*triple, "") for triple in self._corpus.asserted.triples(pattern))

    def _graph(self, told):
        gone = self._told.keys() - told.keys()
        part = Part(self, lambda s, p, o, graph: (s, p, o) not in gone)
        for triple in told:
            if triple not in self._corpus.asserted:
                part.add(triple, None)
        return Graph(part)

"""Some of the shapes, asked by themselves, and which of them a change of a node concerns."""

from rdflib import SH

from rabatkg.validation import Shapes
from rabatkg.validation.targets import MEMBERS, aimed, reached, words_of


class Some(Shapes):
    """Some of the shapes, as they are asked."""

    def __init__(self, graph, asked):
        """Take the graph of all shapes, which is not changed, and those that are asked."""
        super().__init__(graph, ("en", "fr"))
        self._asked = asked

    def ask(self, data, focus=None):
        """Return what they find; see `Shapes.ask`."""
        if focus is not None:
            return super().ask(data, focus)
        report = self._engine.report(data, aimed(self.graph, (), self._asked))
        return [self._result(report, node) for node in report.objects(None, SH.result)]

    def _aimed(self, data, focus):
        pairs = ((node, words_of(data, node)) for node in focus)
        return aimed(
            self.graph,
            ((s, node) for node, words in pairs for s in self._asked if any((s, *one) in self.graph for one in words)),
        )


def dependants(shapes):
    """Return, for each node of the shapes, the targeted shapes that come to it."""
    found = {}
    for shape in {one for word in MEMBERS for one in shapes.subjects(word)}:
        for node in reached(shapes, {shape}):
            found.setdefault(node, set()).add(shape)
    return found

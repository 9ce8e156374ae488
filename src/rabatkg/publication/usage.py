"""How the words of the ontology are used in a graph: how often, and in which statement or thing, for an example."""

from collections import Counter
from functools import cached_property
from typing import NamedTuple

from rabatkg.publication.holding import INFERRED, Holding
from rabatkg.publication.wordbook import TYPE, Wordbook
from rabatkg.store import Term


class Use(NamedTuple):
    """How often a word is used: in what was asserted, and in what follows from it by rules and is not asserted."""

    asserted: int
    inferred: int


class Example(NamedTuple):
    """A statement that a property stands in."""

    subject: str
    value: Term


class Usage:
    """The use of words.

    Args:
        holding: the whole graph.
        words: the words of its ontology.
    """

    def __init__(self, holding: Holding, words: Wordbook) -> None:
        """Take the graph and its words."""
        self._holding, self._words = holding, words

    def of_class(self, iri: str) -> Use:
        """Return how many things are said to be of a class, and of how many others that follows."""
        told = [one for one in self._holding.pointing(iri, inferred=True) if one.property == TYPE]
        inferred = sum(one.graph == INFERRED for one in told)
        return Use(len(told) - inferred, inferred)

    def of_property(self, iri: str) -> Use:
        """Return how many statements have a property: those asserted, and those that follow."""
        return Use(self._used[iri, False], self._used[iri, True])

    @cached_property
    def _used(self) -> Counter[tuple[str, bool]]:
        told = (one for iri in self._holding for one in self._holding.said(iri, inferred=True))
        return Counter((one.property, one.graph == INFERRED) for one in told)

    def things(self, iri: str) -> list[str]:
        """Return the things that are said to be of a class or of one under it; those that bear labels first."""
        found = {
            one.subject.value
            for each in self._words.branch(iri)
            for one in self._holding.pointing(each)
            if one.property == TYPE
        }
        return sorted(found, key=lambda one: (not self._holding.labelled(one), one))

    @cached_property
    def examples(self) -> dict[str, Example]:
        """A statement for each property that is used, by property; one of a thing that bears a label, if there is."""
        found: dict[str, tuple[bool, Example]] = {}
        for iri in self._holding:
            labelled = self._holding.labelled(iri)
            for one in self._holding.said(iri, inferred=True):
                if one.property not in found or labelled > found[one.property][0]:
                    found[one.property] = labelled, Example(iri, one.value)
        return {property: example for property, (_, example) in found.items()}

"""What surrounds the records that are checked: the built store, as far as it still holds."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from enum import Enum
from pathlib import Path

from rdflib import Graph, URIRef
from rdflib.term import Node

from rabatkg.graph import is_asserted, word_files
from rabatkg.layout import Layout
from rabatkg.names import Names
from rabatkg.records import Expansion
from rabatkg.store import Embedded
from rabatkg.store.fetching import Fetching, Part
from rabatkg.store.holdings import Held, Holdings, Pairs


class Role(Enum):
    """What a named graph of the store is."""

    RECORD = "what one record says"
    CLAIMS = "claims and their evidence"
    PASSAGES = "the passages of one document"
    VOCABULARY = "words of which something is asserted"
    WORDS = "words about words: ontology, alignments, shapes"
    BEYOND = "what follows from all this, and the texts of documents"


class Roles:
    """What the named graphs of a store are."""

    def __init__(self, layout: Layout, names: Names) -> None:
        """Take the files of words, and how graphs are named."""
        self._start = names.graph("")
        self._words = {str(name) for name in word_files(layout, names)}
        self._known: dict[str, Role] = {}

    def __call__(self, graph: str) -> Role:
        """Return what a graph is."""
        role = self._known.get(graph)
        if role is None:
            role = self._known[graph] = self._role(graph, graph.removeprefix(self._start))
        return role

    def _role(self, graph: str, name: str) -> Role:
        if graph in self._words:
            return Role.VOCABULARY if is_asserted(graph) else Role.WORDS
        if graph == name or name == "inferred" or name.startswith("texts/"):
            return Role.BEYOND
        if name.startswith("passages/"):
            return Role.PASSAGES
        return Role.CLAIMS if name == "claims" else Role.RECORD


class Surroundings:
    """A store, as far as it still holds beside some records that stand whole.

    Of the pairs that those records speak of (see `store.holdings.Pairs`) nothing is taken from the store, neither what
    other records say nor claims; of all others everything.

    Attributes:
        fetching: looks statements up, and counts them.
        holdings: tells which record speaks of what.
        gone: the numbers of the records that do not stand as they were built.
        role: tells what a named graph of the store is.
        spoken: the pairs.
        bearers: the files of the records whose identifiers those beside it bear, by identifier.
    """

    def __init__(
        self,
        role: Roles,
        fetching: Fetching,
        words: Callable[[str], Embedded],
        holdings: Holdings,
        pairs: Pairs,
        start: str,
    ) -> None:
        """Take what looks statements up, and what tells of the store.

        Args:
            words: from the beginning of their IRIs to a store beside the files that holds graphs of words.
            start: what the IRIs of all graphs begin with.
        """
        self.role, self.fetching, self._words = role, fetching, words
        self.holdings, self._pairs = holdings, pairs
        self.gone: set[int] = set()
        self.spoken: set[int] = set()
        self.bearers: dict[str, Path] = {}
        self._start = start
        self._hidden: set[str] | None = None

    def leave(self, records: Iterable[Held]) -> None:
        """Take records out of it: they are gone, or stand in another form."""
        left = list(records)
        self.gone |= {one.number for one in left}
        self.spoken |= self.holdings.pairs(left)

    def enter(self, records: Iterable[Expansion]) -> None:
        """Let records stand whole beside it."""
        for one in records:
            self.spoken |= self._pairs.of(one)

    def speakers(self, ids: Iterable[str] = ()) -> list[Held]:
        """Return the records in it that speak of what those beside it speak of, or bear one of these identifiers."""
        found = {one for one in (*self.holdings.speakers(self.spoken), *self.holdings.of_ids(ids))}
        return sorted((one for one in found if one.number not in self.gone), key=lambda one: one.number)

    def within(self, one: Expansion) -> Expansion:
        """Return of a record what is not taken from the store; its faults, if any, are those of what is left out."""
        return replace(
            one,
            statements=[each for each in one.statements if self._pairs(each.subject, each.predicate) in self.spoken],
            claims=[each for each in one.claims if self._pairs(each.subject, each.predicate) in self.spoken],
            problems=[],
        )

    def says(self, s: Node, p: Node, graph: str) -> bool:
        """Return whether a statement of the store is one that a record makes, and still holds."""
        return self.role(graph) == Role.RECORD and self._pairs(s, p) not in self.spoken

    def sees(self, s: Node, p: Node, o: Node, graph: str) -> bool:
        """Return whether a statement of the store is asserted, and still holds."""
        role = self.role(graph)
        if role == Role.RECORD:
            return self._pairs(s, p) not in self.spoken
        if role == Role.CLAIMS:
            return str(s) not in self.hidden
        return role in (Role.PASSAGES, Role.VOCABULARY)

    @property
    def hidden(self) -> set[str]:
        """The IRIs of the claims and the evidence of the store that do not hold, or stand beside it."""
        if self._hidden is None:
            claims = self.holdings.claims(self.spoken)
            self._hidden = claims | self.holdings.evidence_only_of(claims)
        return self._hidden

    def made_by_others(self, node: Node) -> bool:
        """Return whether a claim or evidence is made by a record that still stands as it was built."""
        return self.holdings.made_by_others(str(node), self.gone)

    def ontology(self, predicates: Iterable[URIRef]) -> Graph:
        """Return the statements of the ontology with some predicates."""
        found, own = Graph(), f"{self._start}ontology"
        for predicate in predicates:
            for s, p, o, graph in Fetching(self._words(own)).quads(None, predicate, None):
                if graph == own:
                    found.add((s, p, o))
        return found

    def shapes(self) -> Graph:
        """Return the graph of all shapes, fetched when it is asked for; what is looked at there does not count."""
        start = f"{self._start}shapes/"
        return Graph(Part(Fetching(self._words(start)), lambda s, p, o, graph: graph.startswith(start)))

    def quads(self, s: Node | None, p: Node | None, o: Node | None) -> Iterator[tuple[Node, Node, Node, str]]:
        """Yield the statements of the store that match a pattern, whether they hold or not."""
        return self.fetching.quads(s, p, o)

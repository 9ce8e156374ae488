"""The closure: turn after turn, what follows from what the turn before it brought."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

from rabatkg.inference.rules import TYPE, Rules, Said, Triple, is_property, sets
from rabatkg.reading.sweeping import unswept
from rabatkg.store import Embedded

Pairs = set[tuple[str, str]]
Told = Callable[[int, int], object]


class _Closure:
    """What was said and what follows from it, property by property, while one turn after the other is taken."""

    def __init__(self, rules: Rules, said: Said) -> None:
        self.rules = rules
        self.all: defaultdict[str, Pairs] = defaultdict(set)
        self.found: defaultdict[str, Pairs] = defaultdict(set)
        one: dict[str, str] = {}
        for s, p, o in said([name for name in rules.starts | rules.ends if is_property(name)]):
            self.all[p].add((one.setdefault(s, s), one.setdefault(o, o)))
        self.new: Mapping[str, Pairs] = {p: pairs for p, pairs in self.all.items() if p in rules.starts}
        self.onward: dict[str, defaultdict[str, set[str]]] = {right: sets() for _, right, _ in rules.joins}
        self.back: dict[str, defaultdict[str, set[str]]] = {left: sets() for left, _, _ in rules.joins}

    def turn(self) -> int:
        """Take what is new, and return how many triples follow from it that were not there."""
        for p, index in self.onward.items():
            for s, o in self.new.get(p, ()):
                index[s].add(o)
        for p, index in self.back.items():
            for s, o in self.new.get(p, ()):
                index[o].add(s)
        came: defaultdict[str, Pairs] = defaultdict(set)
        for p, pairs in self.new.items():
            for head, follows in self._follows(p, pairs):
                came[head] |= follows - self.all[head]
        for p, pairs in came.items():
            self.all[p] |= pairs
            self.found[p] |= pairs
        self.new = {p: pairs for p, pairs in came.items() if pairs}
        return sum(len(pairs) for p, pairs in came.items() if is_property(p))

    def _follows(self, p: str, pairs: Pairs) -> Iterator[tuple[str, Pairs]]:
        rules = self.rules
        for above in rules.properties.get(p, ()):
            yield above, pairs
        if p in rules.inverses or p in rules.ranges:
            turned = {(o, s) for s, o in pairs if o[0] != '"'}
            for inverse in rules.inverses.get(p, ()):
                yield inverse, turned
            things = {o for o, _ in turned}
            yield TYPE, {(thing, kind) for kind in rules.ranges.get(p, ()) for thing in things}
        if p in rules.domains:
            things = {s for s, _ in pairs}
            yield TYPE, {(thing, kind) for kind in rules.domains[p] for thing in things}
        if p == TYPE:
            classes = rules.classes
            yield TYPE, {(s, above) for s, kind in pairs if kind in classes for above in classes[kind]}
        for left, right, head in rules.joins:
            if p == left:
                onward = self.onward[right]
                yield head, {(s, end) for s, o in pairs if o in onward for end in onward[o]}
            if p == right:
                back = self.back[left]
                yield head, {(start, o) for s, o in pairs if s in back for start in back[s]}


def closure(said: Said, told: Told = lambda turn, new: None) -> Iterator[Triple]:
    """Yield what follows from what was said, each triple once, without what was said itself; in no order.

    Args:
        said: gives what was said, with the ontology.
        told: called after each turn with its number and how many triples it added; the last adds none.
    """
    found = _found(said, told)
    while found:
        p, pairs = found.popitem()
        if is_property(p):
            yield from ((s, p, o) for s, o in pairs)


def _found(said: Said, told: Told) -> dict[str, Pairs]:
    with unswept():
        work, turn = _Closure(Rules.of(said), said), 0
        while True:
            turn += 1
            told(turn, work.turn())
            if not work.new:
                return work.found


def close(store: Embedded, graph: str, told: Told = lambda turn, new: None) -> int:
    """Add to the graph what follows from all graphs of the store.

    Args:
        store: what was asserted, with the ontology.
        graph: IRI of the graph that takes what follows.
        told: called after each turn with its number and how many triples it added.

    Returns:
        How many triples were added.
    """
    return store.add(closure(store.said, told), graph)

"""The rules that the axioms of an ontology give, each under the property or class that it starts from."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from rabatkg.names import OWL, RDF, RDFS

Triple = tuple[str, str, str]
Said = Callable[[Collection[str]], Iterable[Triple]]
"""Gives the triples that have one of these properties, in no order; some may come more than once."""

TYPE, FIRST, REST = f"<{RDF}type>", f"<{RDF}first>", f"<{RDF}rest>"
SUBCLASS, SAME_CLASS = f"<{RDFS}subClassOf>", f"<{OWL}equivalentClass>"
SUBPROPERTY, SAME_PROPERTY = f"<{RDFS}subPropertyOf>", f"<{OWL}equivalentProperty>"
DOMAIN, RANGE, INVERSE, CHAIN = f"<{RDFS}domain>", f"<{RDFS}range>", f"<{OWL}inverseOf>", f"<{OWL}propertyChainAxiom>"
SYMMETRIC, TRANSITIVE = f"<{OWL}SymmetricProperty>", f"<{OWL}TransitiveProperty>"
OBJECT_PROPERTY = f"<{OWL}ObjectProperty>"
AXIOMS = frozenset({TYPE, FIRST, REST, SUBCLASS, SAME_CLASS, SUBPROPERTY, SAME_PROPERTY, DOMAIN, RANGE, INVERSE, CHAIN})


def sets() -> defaultdict[str, set[str]]:
    """Return a table of sets, each there when it is asked for."""
    return defaultdict(set)


@dataclass(frozen=True)
class Rules:
    """The axioms of an ontology as rules, each under the property or class that it starts from.

    Attributes:
        classes: the classes above a class.
        properties: the properties above a property.
        inverses: those that say the same the other way round.
        domains: what has the property is of these classes.
        ranges: what it leads to is, where it is no literal.
        joins: what follows from two properties in a row: the two, then the third.
    """

    classes: Mapping[str, set[str]] = field(default_factory=sets)
    properties: Mapping[str, set[str]] = field(default_factory=sets)
    inverses: Mapping[str, set[str]] = field(default_factory=sets)
    domains: Mapping[str, set[str]] = field(default_factory=sets)
    ranges: Mapping[str, set[str]] = field(default_factory=sets)
    joins: set[tuple[str, str, str]] = field(default_factory=set)

    @classmethod
    def of(cls, said: Said) -> "Rules":
        """Return the rules that the axioms give; those about nodes without a name give none."""
        axioms: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for s, p, o in said(AXIOMS):
            if p != TYPE or o in (SYMMETRIC, TRANSITIVE, OBJECT_PROPERTY):
                axioms[o if p == TYPE else p].append((s, o))
        rules = cls()
        for kind, above in (
            (SUBCLASS, rules.classes),
            (SAME_CLASS, rules.classes),
            (SUBPROPERTY, rules.properties),
            (SAME_PROPERTY, rules.properties),
            (INVERSE, rules.inverses),
        ):
            for a, b in axioms[kind]:
                if _is_named(a) and _is_named(b):
                    above[a].add(b)
                    if kind not in (SUBCLASS, SUBPROPERTY):
                        above[b].add(a)
        for a, b in axioms[DOMAIN]:
            if _is_named(b):
                rules.domains[a].add(b)
        things = {s for s, _ in axioms[OBJECT_PROPERTY]}
        for a, b in axioms[RANGE]:
            if _is_named(b) and a in things:
                rules.ranges[a].add(b)
        for a, _ in axioms[SYMMETRIC]:
            rules.inverses[a].add(a)
        rules.joins.update((a, a, a) for a, _ in axioms[TRANSITIVE])
        first, rest = dict(axioms[FIRST]), dict(axioms[REST])
        for head, at in filter(lambda axiom: _is_named(axiom[0]), axioms[CHAIN]):
            rules._add_chain(head, list(_steps(at, first, rest)))
        for above in (rules.classes, rules.properties):
            _lift(above)
        return rules

    def _add_chain(self, head: str, steps: list[str]) -> None:
        """Add a chain of properties as one join after the other; what lies between two has a name of its own."""
        so_far, *others = steps or [""]
        for at, step in enumerate(others, 2):
            after = head if at == len(steps) else " ".join(steps[:at])
            self.joins.add((so_far, step, after))
            so_far = after
        if so_far and not others:
            self.properties[so_far].add(head)

    @property
    def starts(self) -> frozenset[str]:
        """The properties from which something follows, or may be part of what something follows from."""
        joined = {name for join in self.joins for name in join}
        found = {*self.properties, *self.inverses, *self.domains, *self.ranges, *joined}
        return frozenset(found | ({TYPE} if self.classes else set()))

    @property
    def ends(self) -> frozenset[str]:
        """The properties of what follows."""
        above = set().union(*self.properties.values(), *self.inverses.values(), (head for *_, head in self.joins))
        return frozenset(above | ({TYPE} if self.classes or self.domains or self.ranges else set()))


def is_property(name: str) -> bool:
    """Tell a property from what stands for several in a row, and from a node without a name."""
    return _is_named(name) and " " not in name


def _is_named(term: str) -> bool:
    return term[0] == "<"


def _steps(at: str, first: Mapping[str, str], rest: Mapping[str, str]) -> Iterator[str]:
    """Yield the members of an RDF list; one that leads back into itself ends there."""
    seen = set()
    while at in first and at not in seen:
        seen.add(at)
        yield first[at]
        at = rest.get(at, "")


def _lift(above: Mapping[str, set[str]]) -> None:
    """Put above each name also what stands above what stands above it, but never the name itself."""
    for name in list(above):
        reached, ahead = set[str](), [name]
        while ahead:
            for upper in above.get(ahead.pop(), ()):
                if upper not in reached:
                    reached.add(upper)
                    ahead.append(upper)
        above[name].clear()
        above[name].update(reached - {name})

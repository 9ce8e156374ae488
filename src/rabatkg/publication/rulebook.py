"""The rules of the shapes, as pages tell them: what each says, how grave it is, and which records it is asked of."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from functools import cached_property

from rabatkg.names import RDFS, RULE, SH
from rabatkg.publication.holding import Holding
from rabatkg.store import Term

MESSAGE, CLASS, SUBJECTS = f"{SH}message", f"{SH}targetClass", f"{SH}targetSubjectsOf"
LANGUAGE = f"{RULE}forLanguage"
SHAPES = "shapes/"
"""What the names of the graphs of shapes begin with."""


@dataclass(frozen=True)
class Rule:
    """Whatever bears a name among the shapes.

    Attributes:
        name: as findings call it, as `Meeting-date`.
        messages: what it says of what breaks it, by language; empty for a piece of other rules.
        warning: whether what breaks it is not an error.
        classes: the IRIs of the classes that it is asked of.
        properties: the IRIs of the properties by which it is asked of a thing, whatever its class.
        askers: the names of the shapes by which it is asked of their things, where it has none of its own.
        serves: the names of the rules that it is a piece of.
        language: the only language of a dialogue for which it is asked, as `fr`; None where it is always asked.
    """

    name: str
    messages: dict[str, str]
    warning: bool
    classes: tuple[str, ...]
    properties: tuple[str, ...]
    askers: tuple[str, ...]
    serves: tuple[str, ...]
    language: str | None

    def told(self, lang: str) -> str:
        """Return what it says, in a language or in any there is."""
        return self.messages.get(lang) or next(iter(self.messages.values()), "")

    def asked_of(self, classes: Set[str], properties: Set[str]) -> bool:
        """Tell whether it is asked of a thing of these classes, which may have these properties."""
        return not (classes.isdisjoint(self.classes) and properties.isdisjoint(self.properties))


class Rulebook:
    """The rules of a graph.

    Args:
        holding: the graph, with its shapes.
    """

    def __init__(self, holding: Holding) -> None:
        """Take the graph."""
        self._holding = holding

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """All that bears a name among the shapes, by name."""
        found = [iri for iri in self._holding if iri.startswith(RULE)]
        return tuple(sorted(map(self._rule, found), key=lambda one: (one.name.casefold(), one.name)))

    def of_record(self, classes: Iterable[str], properties: Iterable[str], languages: Iterable[str]) -> list[Rule]:
        """Return the rules with a message that are asked of a record, those of its classes first.

        Args:
            classes: of the thing: its own, and those above it.
            properties: those that it may have.
            languages: those of the dialogue.
        """
        own, held, spoken = set(classes), set(properties), {None, *languages}
        found = [one for one in self.rules if one.messages and one.language in spoken and one.asked_of(own, held)]
        return sorted(found, key=lambda one: (not one.classes, one.name.casefold(), one.name))

    def _rule(self, iri: str) -> Rule:
        line = [iri, *self._askers(iri)]
        texts = [*self._values(iri, MESSAGE), *self._values(iri, f"{RDFS}comment")]
        return Rule(
            iri.removeprefix(RULE),
            {one.lang: one.value for one in texts if one.lang},
            any(one.value == f"{SH}Warning" for each in line for one in self._values(each, f"{SH}severity")),
            tuple(sorted({one.value for each in line for one in self._values(each, CLASS)})),
            tuple(sorted({one.value for each in line for one in self._values(each, SUBJECTS)})),
            tuple(one.removeprefix(RULE) for one in line[1:]),
            tuple(sorted({one.removeprefix(RULE) for one in self._users(Term("uri", iri))})),
            next((one.value for one in self._values(iri, LANGUAGE)), None),
        )

    def _values(self, iri: str, property: str) -> list[Term]:
        return [one.value for one in self._holding.said(iri) if one.property == property]

    def _askers(self, iri: str) -> list[str]:
        """Return the shapes that have a query or a property asked for them; a piece of an alternative is none."""
        words = (f"{SH}sparql", f"{SH}property")
        return [one.subject.value for one in self._holding.pointing(iri) if one.property in words]

    def _users(self, node: Term) -> Iterator[str]:
        """Yield the shapes that speak of a node, be it within a list."""
        for subject in self._speaking.get(node, ()):
            if subject.kind == "bnode":
                yield from self._users(subject)
            elif subject.value.startswith(RULE):
                yield subject.value

    @cached_property
    def _speaking(self) -> dict[Term, list[Term]]:
        """Which nodes of the shapes speak of each other node."""
        found: dict[Term, list[Term]] = defaultdict(list)
        for subject, said in self._holding.asserted():
            if said.graph.startswith(SHAPES) and said.value.kind != "literal":
                found[said.value].append(subject)
        return found

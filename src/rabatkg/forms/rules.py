"""What the shapes ask of a class, property by property: which may stand, how often, and what they take."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from rdflib import RDFS, SH, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from rabatkg.names import KEY, RKG, RULE

ABSTRACT = URIRef(RKG + "abstract")
FOR_LANGUAGE = URIRef(RULE + "forLanguage")
WORD = re.compile("[a-z]+(?:-[a-z]+)*")


@dataclass(frozen=True)
class Asked:
    """What the shapes ask of one property of one class.

    Attributes:
        least: how many values there must be; a text that is due in some language counts as one.
        most: how many there may be; None where there is no limit.
        classes: for each constraint, the classes of which a value must have one; without any, all will do.
        choices: the only values, where they are listed.
        patterns: what a text must match, as SHACL has it: anywhere in it.
        smallest: the smallest number.
        longest: how many characters there may be.
    """

    least: int = 0
    most: int | None = None
    classes: tuple[frozenset[URIRef], ...] = ()
    choices: tuple[Node, ...] = ()
    patterns: tuple[str, ...] = ()
    smallest: int | None = None
    longest: int | None = None


class Rules:
    """The shapes of a dialogue, asked before there is a record rather than after.

    Args:
        shapes: the graph of the shapes.
        ontology: the graph of the ontology, for the tree of classes.
        base: what the IRIs of things begin with.
        languages: those of the dialogue; what is asked of another language is not asked here.
    """

    def __init__(self, shapes: Graph, ontology: Graph, base: str, languages: Iterable[str]) -> None:
        self._shapes, self._ontology, self._base, self._languages = shapes, ontology, base, set(languages)
        self._above: dict[Node, frozenset[Node]] = {}
        self._named: dict[Node, tuple[str, ...]] = {}
        self._prefixes: dict[Node, frozenset[str]] = {}
        self._asked: dict[tuple[URIRef, Node], Asked] = {}

    @cached_property
    def allowed(self) -> dict[URIRef, frozenset[Node]]:
        """The properties that each class may have, for the classes that a thing may be of: those of closed shapes."""
        found = {}
        for shape in self._shapes.subjects(SH.closed):
            words = frozenset(self._list(self._shapes.value(shape, SH.ignoredProperties)))
            for target in self._shapes.objects(shape, SH.targetClass):
                if isinstance(target, URIRef) and (target, ABSTRACT, None) not in self._ontology:
                    found[target] = words
        return found

    def above(self, kind: Node) -> frozenset[Node]:
        """Return a class with all classes that it is under."""
        if kind not in self._above:
            found = self._ontology.transitive_objects(kind, RDFS.subClassOf)
            self._above[kind] = frozenset(one for one in found if one is not None)
        return self._above[kind]

    def in_domain(self, kind: Node, word: Node) -> bool:
        """Tell whether the property is said to be for things of this class."""
        return not self.above(kind).isdisjoint(self._ontology.objects(word, RDFS.domain))

    def leaves(self, kinds: Iterable[Node]) -> tuple[URIRef, ...]:
        """Return the classes that a thing may be of, among these and all under them, by name."""
        wanted = set(kinds)
        return tuple(sorted(one for one in self.allowed if wanted & self.above(one)))

    def asked(self, kind: URIRef, word: Node) -> Asked:
        """Return what is asked of a property of a class."""
        if (kind, word) not in self._asked:
            self._asked[kind, word] = self._read(kind, word)
        return self._asked[kind, word]

    def _read(self, kind: URIRef, word: Node) -> Asked:
        least, most, smallest, longest = 0, None, None, None
        classes: list[frozenset[URIRef]] = []
        choices: tuple[Node, ...] = ()
        patterns: list[str] = []
        for shape in self._of_property(kind, word):
            least = max(least, self._number(shape, SH.minCount) or 0, self._number(shape, SH.qualifiedMinCount) or 0)
            limits = (most, self._number(shape, SH.maxCount), self._number(shape, SH.qualifiedMaxCount))
            most = min((one for one in limits if one is not None), default=None)
            smallest = self._number(shape, SH.minInclusive) if smallest is None else smallest
            longest = self._number(shape, SH.maxLength) if longest is None else longest
            choices = choices or tuple(self._list(self._shapes.value(shape, SH["in"])))
            patterns += map(str, self._shapes.objects(shape, SH.pattern))
            taken = frozenset(self._classes(shape))
            classes += [taken] if taken else []
        return Asked(least, most, tuple(classes), choices, tuple(patterns), smallest, longest)

    def alternatives(self, kind: URIRef) -> list[frozenset[Node]]:
        """Return the sets of properties of which a thing of this class must have one at least."""
        found = [
            [word for word in words if word is not None] for _, words in self._alternatives(kind) if None not in words
        ]
        return [frozenset(words) for words in found if words]

    def advice(self, kind: URIRef) -> list[tuple[frozenset[Node], dict[str, str]]]:
        """Return the properties that a thing of this class owes in some cases, with the rule that says when."""
        return [
            (frozenset(word for word in words if word is not None), self.message(shape))
            for shape, words in self._alternatives(kind)
            if None in words and set(words) != {None}
        ]

    def message(self, rule: Node) -> dict[str, str]:
        """Return what a rule says, by language."""
        return spoken(self._shapes.objects(rule, SH.message))

    def name_patterns(self, kind: URIRef) -> tuple[str, ...]:
        """Return what the IRI of a thing of this class must match."""
        if kind not in self._named:
            self._named[kind] = tuple(
                str(pattern)
                for shape in self._targeting(kind)
                if (shape, SH.path, None) not in self._shapes
                for pattern in self._shapes.objects(shape, SH.pattern)
            )
        return self._named[kind]

    def may_be_called(self, kind: URIRef, key: str) -> bool:
        """Tell whether `kind/key` may be the identifier of a thing of this class."""
        return all(re.search(pattern, f"{self._base}id/{key}") for pattern in self.name_patterns(kind))

    def example(self, kind: URIRef) -> str | None:
        """Return an identifier like those of this class: the one that the rule for it shows; None without a rule."""
        own = set(self._targeting(kind)) if self.name_patterns(kind) else set()
        shown = (one for one, shapes in sorted(self._examples.items()) if shapes & own)
        return next((one for one in shown if self.may_be_called(kind, one)), None)

    def prefixes(self, kind: URIRef) -> frozenset[str]:
        """Return the first words of the identifiers of this class, as `state` in state/mar; none without a rule."""
        if kind not in self._prefixes:
            words = {word for pattern in self.name_patterns(kind) for word in WORD.findall(pattern)}
            tails = {example.partition("/")[2] for example in self._examples}
            self._prefixes[kind] = frozenset(
                word for word in words if any(self.may_be_called(kind, f"{word}/{tail}") for tail in tails)
            )
        return self._prefixes[kind]

    @cached_property
    def _examples(self) -> dict[str, set[Node]]:
        """The identifiers that the rules for identifiers show, with the rules."""
        found: dict[str, set[Node]] = {}
        for shape in self._shapes.subjects(SH.pattern):
            for text in self.message(shape).values():
                for word in re.split(r"[\s,;]+", text):
                    if KEY.fullmatch(word := word.rstrip(".")):
                        found.setdefault(word, set()).add(shape)
        return found

    def _targeting(self, kind: URIRef) -> Iterator[Node]:
        for one in sorted(self.above(kind), key=str):
            yield from self._shapes.subjects(SH.targetClass, one)

    def _of_property(self, kind: URIRef, word: Node) -> Iterator[Node]:
        above = self.above(kind)
        for shape in self._shapes.subjects(SH.path, word):
            language = self._shapes.value(shape, FOR_LANGUAGE)
            if language is not None and str(language) not in self._languages:
                continue
            if (shape, SH.targetSubjectsOf, word) in self._shapes or not above.isdisjoint(
                self._shapes.objects(shape, SH.targetClass)
            ):
                yield shape

    def _alternatives(self, kind: URIRef) -> Iterator[tuple[Node, list[Node | None]]]:
        """Yield each choice that a rule for things of this class gives: the property that each way out asks for."""
        for shape in self._targeting(kind):
            choice = self._shapes.value(shape, SH["or"])
            if choice is not None and (shape, SH.path, None) not in self._shapes:
                yield shape, [self._wanted(one) for one in self._list(choice)]

    def _wanted(self, shape: Node) -> Node | None:
        return self._shapes.value(shape, SH.path) if self._number(shape, SH.minCount) else None

    def _classes(self, shape: Node) -> Iterator[URIRef]:
        for word in (SH["class"], SH.qualifiedValueShape):
            for found in self._shapes.objects(shape, word):
                if word == SH["class"] and isinstance(found, URIRef):
                    yield found
                else:
                    yield from self._classes(found)
        for one in self._list(self._shapes.value(shape, SH["or"])):
            yield from self._classes(one)

    def _number(self, shape: Node, word: Node) -> int | None:
        value = self._shapes.value(shape, word)
        return int(str(value)) if value is not None else None

    def _list(self, head: Node | None) -> list[Node]:
        return list(Collection(self._shapes, head)) if head is not None else []


def spoken(texts: Iterable[Node]) -> dict[str, str]:
    """Return the texts that are in a language, by language."""
    return {one.language: str(one) for one in texts if isinstance(one, Literal) and one.language is not None}

"""What a record of each class may say: its fields, derived from the shapes, the ontology and the table of keys."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from rdflib import RDFS, SKOS, Graph, URIRef
from rdflib.term import Node

from rabatkg.errors import UnknownName, near
from rabatkg.forms import borrowed
from rabatkg.forms.rules import Asked, Rules, spoken
from rabatkg.forms.words import Source
from rabatkg.names import RKG, RULE, kebab, slug
from rabatkg.records import Key
from rabatkg.records.bounds import ENDS, STARTS
from rabatkg.records.house import order
from rabatkg.speech import mark

EARLIEST, LATEST = URIRef(RKG + "earliest"), URIRef(RKG + "latest")
"""The days that a date stands for; the program adds them."""

MADE_BY = {"Correction": "rabatkg claim", "Passage": "rabatkg document add", "Tombstone": "rabatkg record retire"}
"""The classes whose records nobody writes by hand, with the command that makes them."""


@dataclass(frozen=True)
class Field:
    """One key that a record of some class may have.

    Attributes:
        key: as it is written.
        value: how a value is written: lang, string, integer, decimal, boolean, date, iri, uri, node or serve.
        many: whether several values may stand.
        required: whether one must.
        proof: whether its values owe a passage.
        label: what it is called, by language.
        definition: what it means, by language.
        kinds: what the things that it may name begin with, as `state`; where there are none, any thing will do.
        classes: the classes of those things, as `State`.
        choices: the only values that it takes, where they are listed.
        node: the classes of the nodes that may be written under it.
        one_of: the keys, this one among them, of which one must stand; those that say most come first.
        advice: when it is due though it is not required, by language.
        pattern: what a text must match, anywhere in it.
        smallest: the smallest number.
        longest: how many characters a text may have.
    """

    key: str
    value: str
    many: bool
    required: bool
    proof: bool
    label: Mapping[str, str]
    definition: Mapping[str, str]
    kinds: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    node: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    advice: Mapping[str, str] | None = None
    pattern: str | None = None
    smallest: int | None = None
    longest: int | None = None


@dataclass(frozen=True)
class Kind:
    """A class that a person may start a record with.

    Attributes:
        name: what a person types, as `thematic-meeting`.
        class_name: what stands under `type:`, as `ThematicMeeting`.
        label: what it is called, by language.
        definition: what it means, by language.
        example: an identifier of the form that its things have; None where there is no rule for them.
        prefixes: what its identifiers begin with, as `meeting`.
    """

    name: str
    class_name: str
    label: Mapping[str, str]
    definition: Mapping[str, str]
    example: str | None
    prefixes: tuple[str, ...]


class Model:
    """The fields of every class, worked out from one reading of shapes and ontology."""

    def __init__(self, source: Source) -> None:
        """Take the words of a dialogue, or its corpus."""
        self.source, self.languages = source, source.layout.settings.languages
        graphs = {str(name).rpartition("/graph/")[2]: graph for name, graph in source.words.items()}
        self.ontology = graphs["ontology"]
        shapes = Graph()
        for name, graph in graphs.items():
            if name.startswith("shapes"):
                shapes += graph
        self.rules = Rules(shapes, self.ontology, source.names.base, self.languages)
        self._fields: dict[tuple[str, str | None], tuple[Field, ...]] = {}

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """The classes that a person may start a record with, by name: all that keys of records can satisfy."""
        keyed = {word for key in self.source.grammar.keys.values() for word in _properties(key)} | {EARLIEST, LATEST}
        found = [
            self._kind(one)
            for one, allowed in self.rules.allowed.items()
            if all(word in keyed for word in allowed if self.rules.asked(one, word).least)
        ]
        return tuple(sorted(found, key=lambda kind: kind.name))

    @property
    def offered(self) -> tuple[Kind, ...]:
        """The kinds without those whose records a command makes."""
        return tuple(one for one in self.kinds if one.class_name not in MADE_BY)

    def kind(self, word: str) -> Kind:
        """Return the kind that a person means: by its name, its class or its label in any language.

        Raises:
            UnknownName: nothing is called so; `near` holds the names that look like it.
        """
        called: dict[str, Kind] = {}
        for one in self.kinds:
            for name in (one.name, kebab(one.class_name), *map(slug, one.label.values())):
                called.setdefault(name, one)
        for name in (slug(word), kebab(word)):
            if name in called:
                return called[name]
        meant = dict.fromkeys(self._under(word) or (called[name].name for name in near(slug(word), called)))
        error = UnknownName(
            word,
            (),
            "No kind of record is called {name}.",
            offer=", ".join(meant),
            several=", ".join(one.name for one in self.offered),
            remedy=mark("Did you mean {offer}?") if meant else mark("Choose one of these: {several}"),
        )
        error.near = tuple(meant)
        raise error

    def _under(self, word: str) -> list[str]:
        """Return the kinds under a class that no record is of itself, by what that is called: those of meetings."""
        labels = self.ontology.subject_objects(RDFS.label)
        meant = [one for one, label in labels if slug(word) in (slug(str(label)), kebab(local(str(one))))]
        under = {
            local(str(below)) for one in meant for below in self.ontology.transitive_subjects(RDFS.subClassOf, one)
        }
        return [one.name for one in self.offered if one.class_name in under]

    def fields(self, class_name: str, under: str | None = None) -> tuple[Field, ...]:
        """Return what a thing of the class may say, in house order.

        Args:
            class_name: as it stands under `type:`.
            under: the key under which the thing is written inside another; what links it to that is not said then.

        Raises:
            UnknownName: no thing may be of this class.
        """
        kind = URIRef(RKG + class_name)
        if kind not in self.rules.allowed:
            raise UnknownName(class_name, map(local, self.rules.allowed), "No record may be of class {name}.")
        if (class_name, under) not in self._fields:
            self._fields[class_name, under] = tuple(self._derived(kind, under))
        return self._fields[class_name, under]

    def _derived(self, kind: URIRef, under: str | None) -> Iterable[Field]:
        keys, allowed = self.source.grammar.keys, self.rules.allowed[kind]
        linked = URIRef(keys[under].iri) if under is not None and keys[under].reverse else None
        due = [group & allowed for group in self.rules.alternatives(kind) if linked not in group]
        advised = {word: text for group, text in self.rules.advice(kind) for word in group}
        if self.rules.asked(kind, EARLIEST).least:
            due.append(frozenset(URIRef(keys[name].iri) for name in (*STARTS, *ENDS)) & allowed)
        for key in (keys[name] for name in order(self.source.grammar, self.languages) if name in keys):
            words = _properties(key)
            nested = self._nested(kind, key)
            said = nested if key.value == "node" else words <= allowed and linked not in words
            if not said:
                continue
            asked = Asked() if key.reverse else self.rules.asked(kind, min(words))
            yield self._field(key, asked, nested, due, advised)

    def _field(
        self,
        key: Key,
        asked: Asked,
        nested: tuple[URIRef, ...],
        due: Iterable[frozenset[Node]],
        advised: Mapping[Node, Mapping[str, str]],
    ) -> Field:
        word = URIRef(key.iri)
        group = next((one for one in due if word in one and not key.reverse), frozenset())
        taken = [set(self.rules.leaves(kinds)) for kinds in asked.classes] if key.value in ("iri", "serve") else []
        classes = sorted(set.intersection(*taken)) if taken else []
        others = [one for one in self.source.grammar.keys.values() if URIRef(one.iri) in group and not one.reverse]
        one_of = tuple(one.name for one in sorted(others, key=lambda one: one.rule == "own-words"))
        return Field(
            key.name,
            key.value,
            key.many and asked.most != 1,
            bool(asked.least) or len(one_of) == 1,
            key.rule == "passage",
            borrowed.label(key.name, self.languages) or self._texts(min(_properties(key)), RDFS.label),
            borrowed.definition(key.name, self.languages) or self._texts(min(_properties(key)), SKOS.definition),
            tuple(sorted({kind for one in classes for kind in self._prefixes(one)})),
            tuple(map(local, classes)),
            tuple(self.source.names.short(str(one)) for one in asked.choices),
            tuple(map(local, nested)),
            one_of if len(one_of) > 1 else (),
            advised.get(word),
            next(iter(asked.patterns), None),
            asked.smallest,
            asked.longest,
        )

    def _nested(self, kind: URIRef, key: Key) -> tuple[URIRef, ...]:
        """Return the classes of the nodes that a thing of the class may hold under the key."""
        if key.value != "node":
            return ()
        word = URIRef(key.iri)
        if not key.reverse:
            if word not in self.rules.allowed[kind]:
                return ()
            asked = [self.rules.leaves(kinds) for kinds in self.rules.asked(kind, word).classes]
            held = asked[0] if asked else self.rules.leaves([URIRef(f"{RKG}{key.node}")])
        else:
            held = tuple(sorted(one for one in self.rules.allowed if key in self._links(one, kind)))
        example = self.rules.example(kind)
        return tuple(one for one in held if example is None or self._fits(one, example))

    def _links(self, kind: URIRef, above: URIRef) -> list[Key]:
        """Return the keys under which a thing of the first class may stand inside one of the second.

        A key whose property is meant for the class leaves no room for one whose property is for many.
        """
        found = [
            key
            for key in self.source.grammar.keys.values()
            if key.reverse
            and (word := URIRef(key.iri)) in self.rules.allowed[kind]
            and all(self.rules.above(above) & kinds for kinds in self.rules.asked(kind, word).classes)
        ]
        return [key for key in found if self.rules.in_domain(kind, URIRef(key.iri))] or found

    def _fits(self, kind: URIRef, above: str) -> bool:
        """Tell whether a thing of the class may be called as what is written inside the thing `above`."""
        patterns = self.rules.name_patterns(kind)
        return not patterns or self.rules.may_be_called(kind, f"{above}/a")

    def message(self, rule: str) -> Mapping[str, str]:
        """Return what a rule of the shapes says, by language; empty where there is no such rule."""
        return self.rules.message(URIRef(RULE + rule))

    def _kind(self, one: URIRef) -> Kind:
        return Kind(
            kebab(local(one)),
            local(one),
            self._texts(one, RDFS.label),
            self._texts(one, SKOS.definition),
            self.rules.example(one),
            self._prefixes(one),
        )

    def _prefixes(self, kind: URIRef) -> tuple[str, ...]:
        found = sorted(self.rules.prefixes(kind))
        return tuple(found) or tuple(one for one in [kebab(local(kind))] if one in self.source.grammar.terms)

    def _texts(self, thing: Node, word: URIRef) -> dict[str, str]:
        return spoken(self.ontology.objects(thing, word))


def fields_of(source: Source, class_name: str) -> tuple[Field, ...]:
    """Return what a record of the class may say, in house order; UnknownName where no record may be of it."""
    return Model(source).fields(class_name)


def kinds_of_records(source: Source) -> tuple[Kind, ...]:
    """Return the classes that a person may start a record with, by name."""
    return Model(source).kinds


def local(iri: str) -> str:
    """Return a word of our ontology without its namespace."""
    return iri.removeprefix(RKG)


def _properties(key: Key) -> frozenset[URIRef]:
    return frozenset(URIRef(iri) for _, iri in key.by_basis) or frozenset({URIRef(key.iri)})

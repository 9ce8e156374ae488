"""The things that a field may name, from vocabularies, records or the built graph, with what they are called."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from rdflib import OWL, RDF, SKOS, Literal, URIRef
from rdflib.term import Node

from rabatkg.errors import near
from rabatkg.forms.fields import Field, local
from rabatkg.forms.words import Source
from rabatkg.graph import Corpus
from rabatkg.names import RKG, Names, slug
from rabatkg.store import HEAD, Store

Option = tuple[str, str]
"""What is written, and what it is called."""
UNNAMED = frozenset({"Claim", "Evidence", "Passage"})
"""The classes of what proves; no field names such things, and there are very many."""


@dataclass
class Thing:
    """A thing that a field may name: its titles by language, and all that it is called, in any language."""

    key: str
    class_name: str = ""
    titles: dict[str, str] = field(default_factory=dict)
    called: set[str] = field(default_factory=set)
    retired: bool = False

    def title(self, lang: str) -> str:
        """Return what it is called in the language, or in any there is; its key where it has no title."""
        return self.titles.get(lang) or next(iter(self.titles.values()), self.key)


class Things:
    """The things of a dialogue by class, for the fields that name them."""

    def __init__(self, things: Iterable[Thing], terms: frozenset[str] | None = None) -> None:
        """Take the things, and the only kinds of things that are all among them where not all kinds are."""
        named = (one for one in things if one.class_name and one.class_name not in UNNAMED and not one.retired)
        self._things = {one.key: one for one in named}
        self._terms = terms

    @classmethod
    def of(cls, source: "Source | Store", names: Names | None = None) -> "Things":
        """Return the things of a corpus, of the words alone (then those of the vocabularies), or of a built graph.

        Args:
            source: where they are read from.
            names: how they are named; needed where the source is a built graph.
        """
        if isinstance(source, Store):
            return cls(_of_store(source, names or Names()))
        return cls(_of_source(source), None if isinstance(source, Corpus) else source.grammar.terms)

    @cached_property
    def _classes(self) -> Mapping[str, list[Thing]]:
        found: dict[str, list[Thing]] = defaultdict(list)
        for one in self._things.values():
            found[one.class_name].append(one)
        return found

    def options(self, asked: Field, lang: str) -> list[Option]:
        """Return what the field may name, with titles: its choices in their own order, other things by title.

        It is empty where the field names nothing, or may name things of which not all are known here.
        """
        if asked.choices:
            return [(key, self._things[key].title(lang) if key in self._things else key) for key in asked.choices]
        found = ((one.key, one.title(lang)) for one in self._open_to(asked))
        return sorted(found, key=lambda option: (folded(option[1]), option[0]))

    def meant(self, asked: Field, word: str, lang: str) -> tuple[list[Option], bool]:
        """Return what may be meant by a word among what the field may name, and whether it is called just so.

        That is its key, whole or without its kind, or a title or another name in any language, whatever the case and
        the accents; otherwise the best guesses come first.
        """
        offered = self._open_to(asked)
        same = [one for one in offered if word == one.key] or [one for one in offered if folded(word) in one.called]
        same = same or [one for one in offered if slug(word) == one.key.rpartition("/")[2]]
        if same:
            return [(one.key, one.title(lang)) for one in same], True
        called = {name: one for one in offered for name in (*one.called, folded(one.key.rpartition("/")[2]))}
        guessed = [called[name] for name in near(folded(word), called)]
        return list(dict.fromkeys((one.key, one.title(lang)) for one in guessed)), False

    def has(self, key: str) -> bool:
        """Tell whether there is a thing of this key."""
        return key in self._things

    def _open_to(self, asked: Field) -> list[Thing]:
        if self._terms is not None and not self._terms.issuperset(asked.kinds):
            return []
        if asked.choices:
            return [self._things[key] for key in asked.choices if key in self._things]
        if asked.classes:
            return [one for name in asked.classes for one in self._classes[name]]
        return list(self._things.values()) if asked.value == "iri" else []


def options_of(source: "Source | Store", asked: Field, lang: str, names: Names | None = None) -> list[Option]:
    """Return what a field may name, as pairs of what is written and what it is called; empty where it names nothing.

    Args:
        source: a corpus, the words alone (then the vocabularies), or the built graph.
        asked: the field.
        lang: the language of the titles.
        names: how things are named; needed where the source is a built graph.
    """
    return Things.of(source, names).options(asked, lang)


def folded(text: str) -> str:
    """Return a text without case and accents, by which titles are sorted and compared."""
    plain = unicodedata.normalize("NFKD", text).casefold().replace("’", "'")
    return " ".join("".join(one for one in plain if not unicodedata.combining(one)).split())


def _of_source(source: Source) -> Iterable[Thing]:
    found: dict[str, Thing] = {}
    for graph in source.words.values():
        for subject, predicate, value in graph:
            if str(subject).startswith(("http", "urn")) and "/id/" in str(subject):
                _learn(found, source.names, subject, predicate, value)
    if isinstance(source, Corpus):
        for one in source.expansions:
            for said in one.statements:
                _learn(found, source.names, said.subject, said.predicate, said.object)
    return found.values()


def _of_store(store: Store, names: Names) -> Iterable[Thing]:
    """Read the classes that are asserted, not those that follow, and what is called something."""
    found: dict[str, Thing] = {}
    unnamed = ", ".join(f"rkg:{name}" for name in sorted(UNNAMED))
    for row in store.select(
        f"""{HEAD} SELECT ?thing ?class WHERE {{
            GRAPH ?graph {{ ?thing a ?class }}
            FILTER (STRSTARTS(STR(?class), "{RKG}") && ?class NOT IN ({unnamed}))
            FILTER (!STRENDS(STR(?graph), "/graph/inferred")) }}"""
    ).rows:
        if "/id/" in row["thing"].value:
            _learn(found, names, URIRef(row["thing"].value), RDF.type, URIRef(row["class"].value))
    for row in store.select(
        f"""{HEAD} SELECT ?thing ?word ?value WHERE {{
            VALUES ?word {{ skos:prefLabel skos:altLabel <{OWL.deprecated}> }} ?thing ?word ?value }}"""
    ).rows:
        if names.short(row["thing"].value) in found:
            said = Literal(row["value"].value, lang=row["value"].lang)
            _learn(found, names, URIRef(row["thing"].value), URIRef(row["word"].value), said)
    return found.values()


def _learn(found: dict[str, Thing], names: Names, subject: Node, word: Node, value: Node) -> None:
    if word not in (RDF.type, SKOS.prefLabel, SKOS.altLabel, OWL.deprecated):
        return
    key = names.short(str(subject))
    thing = found.setdefault(key, Thing(key))
    if word == RDF.type:
        thing.class_name = local(str(value)) if str(value).startswith(RKG) else thing.class_name
    elif word == OWL.deprecated:
        thing.retired = True
    elif isinstance(value, Literal):
        thing.called.add(folded(str(value)))
        if word == SKOS.prefLabel and value.language:
            thing.titles[value.language] = str(value)

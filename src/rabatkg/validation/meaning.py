"""What a reference may mean that is not written as references are: a name in words, a key without its kind."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

from rdflib import RDFS, SKOS, Graph, URIRef
from rdflib.term import Node

from rabatkg.graph import Corpus, kind_of
from rabatkg.names import KEY, RKG, near, slug
from rabatkg.records import Key
from rabatkg.validation.fitting import Fitting

LABELS = (SKOS.prefLabel, SKOS.altLabel, URIRef(f"{RKG}printedAs"))
"""The properties by which things bear names."""
_BEHIND = re.compile(r"\s*[(\[,;–].*$", re.DOTALL)
_MOST = 3


class Meaning:
    """The things that a corpus has a name for; they are looked up when something is first asked."""

    def __init__(self, corpus: Corpus, shapes: Graph) -> None:
        """Take the corpus, or a neighbourhood, and the graph of its shapes."""
        self.corpus, self.fitting = corpus, Fitting(corpus, shapes)

    def of(self, written: str, key: Key | None = None) -> tuple[str, ...]:
        """Return the references that may be meant by what was written, the best first.

        Args:
            written: anything that is not of the form kind/key: `Morocco`, `mar`, `state/MAR`, `state/mar (Morocco)`.
            key: the key that it stands under; what that may name is meant rather than anything else.
        """
        words = _BEHIND.sub("", written)
        kind, slash, rest = words.partition("/")
        name = f"{slug(kind)}/{'/'.join(map(slug, rest.split('/')))}" if slash else ""
        if KEY.fullmatch(name):
            if self.corpus.knows(self.corpus.names.thing(name)):
                return (name,)
            if meant := near(name, self.corpus.of_kind(kind_of(name))):
                return tuple(meant)
        asked = slug(rest if slash else words)
        return (self._fitting(asked, key) if key is not None else ()) or _meant(asked, self._called)

    def kinds(self, written: str, taken: Iterable[Node]) -> tuple[str, ...]:
        """Return the classes that may be meant; of one that nothing bears itself, as Meeting, all those under it.

        Args:
            written: what stands there for a class: its name, or what it is called in some language.
            taken: the classes that a thing may have.
        """
        tree, names = self.corpus.classes, {str(one).rpartition("#")[2]: one for one in taken}
        kinds = {
            *names.values(),
            *(one for kind in names.values() for one in tree.transitive_objects(kind, RDFS.subClassOf)),
        }
        called = {(slug(str(label)), one) for one, label in tree.subject_objects(RDFS.label) if one in kinds}
        if meant := [one for words, one in called if words == slug(written)]:
            under = {below for one in meant for below in tree.transitive_subjects(RDFS.subClassOf, one)}
            return tuple(sorted(name for name, one in names.items() if one in under))
        if close := near(written, names):
            return tuple(close)
        told = near(slug(written), (words for words, one in called if one in names.values()))
        return tuple(name for word in told for name, one in names.items() if (word, one) in called)

    def named(self, words: str) -> tuple[str, ...]:
        """Return the references to the things that are called just so, whatever the case and the accents."""
        return tuple(self._called.get(slug(words), ()))

    def names(self, thing: URIRef) -> set[str]:
        """Return what a thing is called, in all languages."""
        return {str(text) for word in LABELS for text in self.corpus.asserted.objects(thing, word)}

    def _fitting(self, asked: str, key: Key) -> tuple[str, ...]:
        """Return what may be meant among what a key may name: things by their names, parts of things also by number.

        What belongs to the plan of the dialogue comes first.
        """
        fitting = {self.corpus.names.short(str(one)): one for one in self.fitting.things(key)}
        tops = {word: [one for one in things if one in fitting] for word, things in self._called.items()}
        if meant := _meant(asked, {word: things for word, things in tops.items() if things}):
            return meant
        plan = f"/{self.corpus.layout.settings.plan.partition('/')[2]}/"
        labels: dict[str, list[str]] = defaultdict(list)
        ends: dict[str, list[str]] = defaultdict(list)
        for name in sorted((one for one in fitting if one.count("/") > 1), key=lambda one: (plan not in one, one)):
            ends[name.rpartition("/")[2]].append(name)
            for word in map(slug, self.names(fitting[name])):
                labels[word].append(name)
        return tuple(dict.fromkeys(_all(asked, ends) + _all(asked, labels)))[:_MOST]

    @cached_property
    def _called(self) -> dict[str, list[str]]:
        """The things of a corpus, by their names and by their keys without the kind."""
        found: dict[str, set[str]] = defaultdict(set)
        for words, name in self.corpus.called():
            found[words].add(name)
            found[name.rpartition("/")[2]].add(name)
        return {word: sorted(things) for word, things in found.items()}


def _meant(asked: str, called: Mapping[str, list[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_all(asked, called)))[:_MOST]


def _all(asked: str, called: Mapping[str, list[str]]) -> list[str]:
    return [name for word in near(asked, called) for name in called[word]]

"""Mint the identifier of a record that has none: from what it says, the same words for the same record.

How each kind of record is named is told in `rabatkg.filing.patterns`.

A topic is the title in the first language of the dialogue, without words that mean little or that the class, the place
and the date say already. What cannot be minted (a meeting without a date) needs an identifier from its author. Once a
record is filed, its identifier never changes; `rabatkg record rename` gives a thing another one, and keeps the old.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from rdflib import RDFS, Graph, URIRef

from rabatkg.dates import days
from rabatkg.filing.patterns import PATTERNS, value
from rabatkg.graph import word_files
from rabatkg.layout import Layout
from rabatkg.names import KEY, RKG, Names, kebab, slug
from rabatkg.reading import Mapping as Tree
from rabatkg.reading import Scalar, items, text
from rabatkg.records.bounds import STARTS

MOST_WORDS = 4
LITTLE = frozenset(
    re.findall(
        "[a-z]+",
        "a an and are as at be by for from in into is its of on or that the their to was were which with "
        "au aux avec ce ces d dans de des du en entre est et l la le les leur ou par pour que qui s ses son sont "
        "sur un une "
        "january february march april may june july august september october november december "
        "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    )
)
"""Words that mean little by themselves, or that the date says already."""
ABBREVIATION = re.compile(r"[A-Z][A-Z0-9-]{1,9}")
Days = tuple[str, str]


@dataclass(frozen=True)
class Minter:
    """Give identifiers to records without one; it is called with the keys of a record.

    Attributes:
        languages: those of the dialogue; the first is that of identifiers.
        common: further words that mean little here: those of the dialogue's own name.
        families: for each class, the classes that it is under, itself first.
        labels: for each class, the words that it is called by, and the classes that it is under.
        held: the identifiers that are taken, with the first and the last day of the thing where it has them.
    """

    languages: tuple[str, ...]
    common: frozenset[str] = frozenset()
    families: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    labels: Mapping[str, frozenset[str]] = field(default_factory=dict)
    held: Mapping[str, Days | None] = field(default_factory=dict)

    @classmethod
    def of(
        cls, ontology: Graph, languages: tuple[str, ...], dialogue: str, held: Mapping[str, Days | None] | None = None
    ) -> "Minter":
        """Return the minter of a dialogue.

        Args:
            ontology: with the classes and their labels.
            languages: those of the dialogue.
            dialogue: the dialogue itself, as `kind/key`.
            held: the identifiers that are taken.
        """
        families, labels = {}, {}
        for one in set(ontology.subjects(RDFS.subClassOf)) | set(ontology.objects(None, RDFS.subClassOf)):
            if isinstance(one, URIRef) and one.startswith(RKG):
                above = [each for each in ontology.transitive_objects(one, RDFS.subClassOf) if each is not None]
                families[one.removeprefix(RKG)] = tuple(str(each).removeprefix(RKG) for each in above)
                texts = [str(label) for each in above for label in ontology.objects(each, RDFS.label)]
                labels[one.removeprefix(RKG)] = frozenset(word for text in texts for word in slug(text).split("-"))
        return cls(languages, frozenset(slug(dialogue).split("-")), families, labels, dict(held or {}))

    def __call__(self, record: Tree) -> str | None:
        """Return the identifier of a record, or None where it does not say enough for one.

        One that is taken by another thing is passed over; one that is taken by what may be the same thing is returned.
        """
        kind = record.text("type")
        if kind is None:
            return None
        rules = (PATTERNS[one] for one in self.families.get(kind, (kind,)) if one in PATTERNS)
        rule = next(rules, None)
        minted = [one for one in rule(self, record, kind) if KEY.fullmatch(one)] if rule else []
        return next((one for one in minted if not self._another(one, record)), minted[-1] if minted else None)

    def _another(self, name: str, record: Tree) -> bool:
        """Tell whether a name is that of a thing of other days, which is therefore another thing."""
        theirs, ours = self.held.get(name), _span(record)
        return theirs is not None and ours is not None and (theirs[1] < ours[0] or ours[1] < theirs[0])

    def topic(self, record: Tree, kind: str, *besides: str) -> str:
        """Return what a record is about in a few words, without those that stand beside it already."""
        said = {word for part in besides for word in part.split("-")}
        telling = self.telling(self.name(record), kind) - said
        words = [word for word in dict.fromkeys(self.name(record).split("-")) if word in telling]
        return "-".join(words[:MOST_WORDS] or [kebab(kind)])

    def telling(self, name: str, kind: str) -> frozenset[str]:
        """Return the words of a name, written as a key, that tell a thing from others of its class."""
        return frozenset(name.split("-")) - LITTLE - self.common - self.labels.get(kind, frozenset()) - {""}

    def name(self, record: Tree) -> str:
        """Return the title in the first language that it stands in, as a key."""
        title = record.get("title")
        texts = (title.text(language) for language in self.languages) if isinstance(title, Tree) else ()
        return next((slug(text) for text in texts if text and slug(text)), "")

    def titled(self, record: Tree) -> bool:
        """Tell whether a record has a title in the language of identifiers."""
        title = record.get("title")
        return isinstance(title, Tree) and bool(slug(title.text(self.languages[0]) or ""))

    def abbreviation(self, record: Tree) -> str:
        """Return the abbreviation among the other titles of a record, as a key."""
        titles = record.get("altTitle")
        if not isinstance(titles, Tree):
            return ""
        texts = [
            one.text for language in self.languages for one in items(titles.get(language)) if isinstance(one, Scalar)
        ]
        return next((slug(text) for text in texts if ABBREVIATION.fullmatch(text)), "")


@dataclass(frozen=True)
class Naming:
    """A minter that reads the words of a dialogue only once a record without an identifier comes; it knows no others.

    Attributes:
        layout: where the dialogue is.
    """

    layout: Layout

    def __call__(self, record: Tree) -> str | None:
        """Return the identifier of a record, or None where it does not say enough for one."""
        return self._minter(record)

    @cached_property
    def _minter(self) -> Minter:
        settings, names = self.layout.settings, Names.of(self.layout)
        file = word_files(self.layout, names)[URIRef(names.graph("ontology"))]
        return Minter.of(Graph().parse(data=text(file), format="turtle"), settings.languages, settings.dialogue)


def _span(record: Tree) -> Days | None:
    first = next((span for name in STARTS if (span := days(value(record, name)))), None)
    last = days(value(record, "end")) or first
    return (first[0].isoformat(), last[1].isoformat()) if first and last else None

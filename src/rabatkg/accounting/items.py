"""What stands in a passage and is to be accounted for: numbers, dates, addresses, names and capitals."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from rdflib import RDF, RDFS, URIRef
from rdflib.term import Node

from rabatkg.accounting.figures import Figure, figures
from rabatkg.accounting.grounds import Ground
from rabatkg.accounting.naming import Known, capitals, small_words
from rabatkg.accounting.sources import Held
from rabatkg.graph import Corpus
from rabatkg.names import RKG
from rabatkg.texts import Passage

NAMED = ("Actor", "Chairmanship", "Initiative", "Meeting", "Place", "Region", "Route", "Work")
"""The classes, with all beneath them, whose things must be claimed wherever a text names them."""

NUMBER, DATE, LINK, CAPITALS = "number", "date", "link", "capitals"
_LINK = re.compile(r"https?://\S+")


@dataclass(frozen=True)
class Item:
    """Something in a passage that is to be accounted for.

    Attributes:
        kind: number, date, link, capitals, or the class of what is named.
        values: of a number or date, the spellings of which a claim must give one.
        things: of a name or an address, the things of which a claim must speak.
        known: whether the graph knows it without a claim: capitals, which stand in a name, and the number of the page
            or of the heading, which stands in the register of passages.
    """

    kind: str
    start: int
    end: int
    values: frozenset[str] = frozenset()
    things: frozenset[Node] = frozenset()
    known: bool = False

    def claimed(self, ground: Ground) -> bool:
        """Tell whether a claim gives its value or speaks of its thing, or no claim is due."""
        return self.known or not (self.values.isdisjoint(ground.said) and self.things.isdisjoint(ground.things))

    def within(self, spans: Iterable[tuple[int, int]]) -> bool:
        """Tell whether it stands within one of the spans."""
        return any(start <= self.start and self.end <= end for start, end in spans)


@dataclass(frozen=True)
class Finder:
    """Finds what is to be accounted for in the passages of one document."""

    corpus: Corpus
    document: Held

    @cached_property
    def classes(self) -> Mapping[Node, str]:
        """The class of each thing whose name must be claimed."""
        ontology, found = self.corpus.ontology, {}
        for top in NAMED:
            for kind in ontology.transitive_subjects(RDFS.subClassOf, URIRef(RKG + top)):
                name = str(kind).removeprefix(RKG)
                found.update(dict.fromkeys(self.corpus.asserted.subjects(RDF.type, kind), name))
        return found

    @cached_property
    def named(self) -> Known:
        """The names that must be claimed."""
        return Known(self.corpus.asserted, self.document.language, self.classes)

    @cached_property
    def known(self) -> Known:
        """All names."""
        return Known(self.corpus.asserted, self.document.language)

    @cached_property
    def small(self) -> frozenset[str]:
        """The words that the document writes without a capital too."""
        texts = (self.document.words(passage) for passage in self.document.register.passages)
        return small_words(map(_unlinked, texts))

    def items(self, passage: Passage) -> Iterator[Item]:
        """Yield what is to be accounted for in a passage."""
        text = self.document.words(passage)
        for link in _LINK.finditer(text):
            yield Item(LINK, *link.span(), things=frozenset({URIRef(link[0])}))
        words = _unlinked(text)
        names = self.named.met(words)
        for name in names:
            yield Item(min(self.classes[one] for one in name.things), name.start, name.end, things=name.things)
        for figure in figures(words, self.document.language):
            if not any(name.start <= figure.start and figure.end <= name.end for name in names):
                known = not figure.dated and _registered(passage, figure)
                yield Item(DATE if figure.dated else NUMBER, figure.start, figure.end, figure.values, known=known)
        for start, end, covered in capitals(words, self.known, self.small, self.document.no_names):
            yield Item(CAPITALS, start, end, known=covered)


def _registered(passage: Passage, figure: Figure) -> bool:
    """Tell whether a number is that of the page in its running foot, or that of the section at its heading."""
    if passage.kind == "furniture":
        return figure.words == str(passage.page)
    return passage.kind == "heading" and figure.start == 0 and figure.words == passage.section


def _unlinked(text: str) -> str:
    """Return a text with its addresses blanked out."""
    return _LINK.sub(lambda link: " " * len(link[0]), text)

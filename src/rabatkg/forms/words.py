"""What forms are derived from: the words of a dialogue, with or without its records."""

from dataclasses import dataclass
from typing import Protocol

from rdflib import Graph, URIRef

from rabatkg.graph import Shelf, words
from rabatkg.layout import Layout
from rabatkg.names import Names
from rabatkg.records import Grammar


class Source(Protocol):
    """What the fields are derived from: a corpus, or the words of a dialogue without its records."""

    layout: Layout
    names: Names
    grammar: Grammar
    words: dict[URIRef, Graph]


@dataclass
class Words:
    """The words of a dialogue: ontology, vocabularies, shapes and keys, without any record. Quick to read."""

    layout: Layout
    names: Names
    grammar: Grammar
    words: dict[URIRef, Graph]

    @classmethod
    def of(cls, layout: Layout) -> "Words":
        """Return the words of the dialogue that a layout holds; DataError where a file of them is broken."""
        names, shelf = Names.of(layout), Shelf.open(layout, layout.files())
        return cls(layout, names, Grammar.load(layout.ontology / "context.jsonld"), words(layout, names, shelf))

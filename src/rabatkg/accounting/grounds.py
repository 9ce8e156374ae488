"""What the claims of a corpus say with evidence in a passage."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from rdflib import SKOS, Literal, URIRef
from rdflib.term import Node

from rabatkg.accounting.figures import said
from rabatkg.graph import Corpus
from rabatkg.texts import normalise
from rabatkg.texts.normal import places


@dataclass
class Ground:
    """What is claimed with evidence in one passage.

    Attributes:
        quotes: the quotations, in normal form.
        things: what the claims are about or point to, addresses included.
        said: the numbers and dates that they give, as `figures.said` spells them, and the notations of the things.
    """

    quotes: set[str] = field(default_factory=set)
    things: set[Node] = field(default_factory=set)
    said: set[str] = field(default_factory=set)

    def quoted(self, text: str) -> list[tuple[int, int]]:
        """Return where its quotations stand in the text of the passage."""
        return [(start, start + len(quote)) for quote in self.quotes for start in places(text, quote)]


def grounds(corpus: Corpus) -> Mapping[Node, Ground]:
    """Return, for each passage, what is claimed with evidence in it, set aside or not."""
    found: dict[Node, Ground] = defaultdict(Ground)
    for expansion in corpus.expansions:
        for claim in expansion.claims:
            for evidence in claim.evidence:
                if evidence.passage is not None:
                    ground = found[evidence.passage]
                    ground.quotes.add(normalise(evidence.quote or ""))
                    ground.things.add(claim.subject)
                    if isinstance(claim.object, URIRef):
                        ground.things.add(claim.object)
                    elif isinstance(claim.object, Literal):
                        ground.said |= said(claim.object)
    for thing, notation in corpus.asserted.subject_objects(SKOS.notation):
        for ground in found.values():
            if thing in ground.things:
                ground.said.add(str(notation))
    return found

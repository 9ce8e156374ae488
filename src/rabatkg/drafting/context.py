"""A report with what stands in each of its passages: names, dates, sentences; found once, used by every rule."""

from dataclasses import dataclass, replace

from rabatkg.drafting.dates import Dated, dates
from rabatkg.drafting.gazetteer import Hit
from rabatkg.drafting.lexicon import Lexicon
from rabatkg.drafting.outline import outlined
from rabatkg.drafting.proposals import Proof
from rabatkg.drafting.source import Part, Sentence, Source


@dataclass(frozen=True)
class At:
    """A span of a passage: characters from `start` to `end` of its text."""

    part: Part
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words of the span."""
        return self.part.text[self.start : self.end]

    @property
    def proof(self) -> Proof:
        """The quotation that shows the span."""
        return Proof(self.part.iri, self.part.quote(self.start, self.end))

    def to(self, end: int) -> "At":
        """Return the span from here to another end."""
        return At(self.part, self.start, end)


@dataclass(frozen=True)
class Said:
    """A sentence of a passage."""

    part: Part
    sentence: Sentence

    @property
    def text(self) -> str:
        """The words of the sentence."""
        return self.sentence.text

    @property
    def at(self) -> At:
        """The span of the sentence in its passage."""
        return At(self.part, self.sentence.start, self.sentence.end)

    def span(self, start: int, end: int) -> At:
        """Return a span that is counted from the beginning of the sentence."""
        return At(self.part, self.sentence.start + start, self.sentence.start + end)


class Context:
    """What the rules look at.

    Args:
        source: the report.
        lexicon: what the graph knows by name, for the language of the report.
    """

    def __init__(self, source: Source, lexicon: Lexicon) -> None:
        self.source = replace(source, parts=outlined(source.parts, lexicon.phrases))
        self.lexicon, self.phrases = lexicon, lexicon.phrases
        self._names: dict[str, list[Hit]] = {}
        self._dates: dict[str, list[Dated]] = {}

    def names(self, part: Part, *kinds: str, start: int = 0, end: int | None = None) -> list[Hit]:
        """Return the names in a passage, or in a span of it, that things of these kinds bear; all kinds if none is."""
        if part.iri not in self._names:
            self._names[part.iri] = self.lexicon.entities.find(part.text)
        stop = len(part.text) if end is None else end
        found = [hit for hit in self._names[part.iri] if start <= hit.start and hit.end <= stop]
        return [one for hit in found if (one := hit.among(*kinds))] if kinds else found

    def dates(self, part: Part, start: int = 0, end: int | None = None) -> list[Dated]:
        """Return the dates in a passage, or in a span of it."""
        if part.iri not in self._dates:
            self._dates[part.iri] = dates(part.text, self.phrases)
        stop = len(part.text) if end is None else end
        return [one for one in self._dates[part.iri] if start <= one.start and one.end <= stop]

    def sentences(self, parts: tuple[Part, ...]) -> list[Said]:
        """Return the sentences of the running text and of the notes in these passages, in order."""
        return [
            Said(part, sentence)
            for part in parts
            if part.kind in ("content", "footnote") and not part.cells
            for sentence in part.sentences
        ]

"""What the graph knows by name: its registers and vocabularies, as the rules of drafting look things up in them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from rabatkg.drafting import cldr
from rabatkg.drafting.gazetteer import BRIEF, Gazetteer, Name, Topics
from rabatkg.drafting.phrases import Phrases
from rabatkg.drafting.words import fold, stem, words
from rabatkg.graph import Corpus
from rabatkg.names import RDF, RKG, SKOS
from rabatkg.speech import Texts

ACTORS = ("state", "organisation", "body", "dialogue")
NAMED = (*ACTORS, "place", "instrument", "plan", "declaration")
"""The kinds whose names are looked for in a text."""
FACTS = {
    RKG + fact: fact
    for fact in (
        "alpha2", "geonames", "kindOf", "meetingKind", "place", "printedAs",
        "earliest", "latest", "within", "coChair",
    )
} | {SKOS + "notation": "notation", SKOS + "broader": "broader", RDF + "type": "type"}  # fmt: skip
OTHERS = "TechnicalMeeting"
"""The class of a kind of meeting that neither the ontology nor a record tells the class of."""


@dataclass
class Known:
    """A thing of the graph: its identifier, its names by language with the preferred one first, and some facts."""

    id: str
    names: dict[str, list[str]]
    facts: dict[str, list[str]]

    def fact(self, key: str) -> str | None:
        """Return the first value of a key, or None."""
        return next(iter(self.facts.get(key, ())), None)

    @property
    def kind(self) -> str:
        """What comes before the slash in the identifier."""
        return self.id.partition("/")[0]


class Lexicon:
    """The things of a corpus by identifier, and gazetteers of their names for texts of one language.

    Args:
        corpus: the corpus; nothing of it is changed.
        phrases: the phrases of the language that is read.
    """

    def __init__(self, corpus: Corpus, phrases: Phrases) -> None:
        self.phrases = phrases
        self.language = phrases.language
        self.settings = corpus.layout.settings
        self.things = _known(corpus)

    def of_kind(self, *kinds: str) -> Iterator[Known]:
        """Yield the things of these kinds, as `state` or `place`."""
        return (one for one in self.things.values() if one.kind in kinds)

    def texts(self, thing: str) -> Texts:
        """Return what a thing is called, in every language of the dialogue."""
        names = self.things[thing].names
        return Texts({language: names[language][0] for language in self.settings.languages if names.get(language)})

    def called(self, thing: str, language: str) -> str:
        """Return what a thing is called in a language, else in the first of the dialogue, else its identifier."""
        known = self.things.get(thing)
        return self.texts(thing).told_in(language) if known and known.names else thing

    @cached_property
    def entities(self) -> Gazetteer:
        """States, organisations, bodies, dialogues, places and texts, by every name that the registers give."""
        return Gazetteer([*self._registered(*NAMED), *self._territories()])

    @cached_property
    def themes(self) -> Topics:
        """The themes of the vocabulary, by their labels in the language of the text."""
        return self._topics("theme")

    @cached_property
    def stakeholders(self) -> Topics:
        """Groups of actors, as in `partner countries`, by their labels and by the phrases of the language."""
        names = [Name(text, thing) for text, thing in self.phrases.stakeholders.items() if thing in self.things]
        return self._topics("stakeholder", names)

    @cached_property
    def groups(self) -> Topics:
        """The target groups of the vocabulary."""
        return self._topics("target-group")

    @cached_property
    def categories(self) -> Topics:
        """The categories of recommendations."""
        return self._topics("category")

    @cached_property
    def meeting_kinds(self) -> Topics:
        """Kinds of meetings, by their labels and by the phrases of the language."""
        names = []
        for kind in self.of_kind("meeting-kind"):
            names += [Name(text, kind.id) for text in self.phrases.kinds.get(kind.id, ())]
        return self._topics("meeting-kind", names)

    def class_of(self, kind: str) -> str:
        """Return the class of meetings of a kind: what the ontology says, else the class of most such records."""
        said = self.things[kind].fact("kindOf")
        if said:
            return said.removeprefix("rkg:")
        return self._classes.get(kind, OTHERS)

    @cached_property
    def _classes(self) -> Mapping[str, str]:
        times: dict[str, Counter[str]] = {}
        for meeting in self.of_kind("meeting"):
            kind, of = meeting.fact("meetingKind"), meeting.fact("type")
            if kind and of:
                times.setdefault(kind, Counter())[of.removeprefix("rkg:")] += 1
        return {kind: counted.most_common(1)[0][0] for kind, counted in times.items()}

    @cached_property
    def states(self) -> Mapping[str, str]:
        """The states of the register by their ISO 3166 code of two letters."""
        return {code: one.id for one in self.of_kind("state") for code in one.facts.get("alpha2", ())}

    def _registered(self, *kinds: str) -> Iterator[Name]:
        for one in self.of_kind(*kinds):
            for language, names in one.names.items():
                for text in names:
                    foreign = language != self.language and text.isupper() and len(text) <= BRIEF
                    if "(" not in text and not foreign:
                        yield Name(text, one.id)

    def _territories(self) -> Iterator[Name]:
        """Yield the names that CLDR has for the states of the register, and the initials of long names."""
        for language in self.settings.languages:
            for code, text in cldr.territories(language).items():
                if code in self.states and "(" not in text:
                    yield Name(text, self.states[code])
        for one in self.of_kind("state"):
            for language, names in one.names.items():
                for text in names if language == self.language else ():
                    initials = "".join(
                        word.text[0].upper() for word in words(text) if word.folded not in self.phrases.fillers
                    )
                    if len(initials) >= BRIEF:
                        yield Name(initials, one.id)

    def _topics(self, kind: str, more: list[Name] | None = None) -> Topics:
        names = [Name(text, one.id) for one in self.of_kind(kind) for text in one.names.get(self.language, ())]
        return Topics([*names, *(more or ())], self.phrases.fillers, stem)

    @cached_property
    def recommended(self) -> Mapping[str, frozenset[str]]:
        """The recommendations of the graph, with the stems of the words of their titles."""
        return {
            one.id: frozenset(
                stem(word.folded)
                for name in one.names.get(self.language, ())[:1]
                for word in words(name)
                if word.folded not in self.phrases.fillers
            )
            for one in self.things.values()
            if one.fact("type") == "rkg:Recommendation"
        }

    @cached_property
    def persons(self) -> Mapping[str, str]:
        """The persons of the register by their names, folded."""
        return {fold(text): one.id for one in self.of_kind("person") for names in one.names.values() for text in names}


def _known(corpus: Corpus) -> dict[str, Known]:
    things: dict[str, Known] = {}
    short = corpus.names.short
    preferred, other = SKOS + "prefLabel", SKOS + "altLabel"
    for subject, predicate, value, _graph in corpus.quads:
        name = str(predicate)
        fact = FACTS.get(name)
        if fact is None and name not in (preferred, other):
            continue
        key = short(str(subject))
        known = things.setdefault(key, Known(key, {}, {}))
        if fact is not None:
            told = short(str(value)) if hasattr(value, "defrag") else str(value)
            known.facts.setdefault(fact, []).append(told)
            continue
        names = known.names.setdefault(str(getattr(value, "language", None) or ""), [])
        names.insert(0 if name == preferred else len(names), str(value))
    return things

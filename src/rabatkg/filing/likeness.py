"""What of the things held may be the one that a new record is about."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from rdflib import RDF, Literal, URIRef

from rabatkg.filing.minting import Minter
from rabatkg.graph import Corpus
from rabatkg.names import RKG, SKOS, slug
from rabatkg.records import Expansion
from rabatkg.speech import Texts

ALIKE = 0.8
"""From this share of letters in common, in the same order, two names are alike."""
SHARED = 0.6
"""From this share of telling words in common, in any order, two titles are alike."""
MOST = 3
WHOLES = ("partOf", "arisesFrom", "inEvent", "within", "holder")
LABELS = frozenset({URIRef(f"{SKOS}prefLabel"), URIRef(f"{SKOS}altLabel")})


@dataclass(frozen=True)
class Thing:
    """What tells a thing from others.

    Attributes:
        id: its identifier.
        kind: its class; for a meeting of any class, `Meeting`.
        titles: what it is called, as (language, words).
        days: its first and last day, where it has them.
        place: where it is.
        whole: what it is a part of, or came out of.
        topics: the words of each title that tell it from others of its class.
    """

    id: str
    kind: str
    titles: frozenset[tuple[str, str]]
    days: tuple[str, str] | None
    place: str | None
    whole: str | None
    topics: frozenset[frozenset[str]] = frozenset()

    @property
    def name(self) -> Texts:
        """What it is called, in each language: of several titles the longest, which is no abbreviation."""
        return Texts({language: text for language, text in sorted(self.titles, key=lambda one: (len(one[1]), one))})


@dataclass(frozen=True)
class Like:
    """A new record, and a thing held that may be the same."""

    new: str
    held: str
    name: Texts


def thing(record: Expansion, corpus: Corpus, minter: Minter | None = None) -> Thing:
    """Return what tells the thing of a record from others; what its titles are about, where a minter can tell."""
    own = [one for one in record.statements if one.subject == record.iri]
    said = {str(one.predicate).removeprefix(RKG): corpus.names.short(str(one.object)) for one in reversed(own)}
    kind = next((str(one.object).removeprefix(RKG) for one in own if one.predicate == RDF.type), "")
    titles = frozenset(
        (one.object.language or "", str(one.object))
        for one in own
        if one.predicate in LABELS and isinstance(one.object, Literal)
    )
    days = (said["earliest"], said["latest"]) if {"earliest", "latest"} <= said.keys() else None
    family = "Meeting" if record.id.startswith("meeting/") and record.id.count("/") == 1 else kind
    whole = next((said[name] for name in WHOLES if name in said), None)
    topics = frozenset(minter.telling(slug(text), kind) for _, text in titles) if minter else frozenset()
    place, whole = said.get("place"), None if family == "Meeting" else whole
    return Thing(record.id, family, titles, days, place, whole, topics - {frozenset()})


def likes(corpus: Corpus, offers: Iterable[Expansion], minter: Minter) -> Iterator[Like]:
    """Yield the things held that may be what new records are about: of their kind and days, and alike.

    A meeting is like another at the same place, or by its title; whatever else by its title alone. Two things that are
    parts of different ones are not alike.

    Args:
        corpus: what is held.
        offers: the new records.
        minter: tells the words of a title that matter.
    """
    new = [thing(one, corpus, minter) for one in offers if one.adds is None]
    ids = {one.id for one in new}
    kinds = {one.kind for one in new}
    known = [thing(one, corpus, minter) for one in corpus.written if one.adds is None and one.id not in ids]
    held = [one for one in known if one.kind in kinds]
    for one in new:
        for other in held:
            if alike(one, other):
                yield Like(one.id, other.id, other.name)


def alike(one: Thing, other: Thing) -> bool:
    """Tell whether two things may be one."""
    if one.kind != other.kind or (one.whole and other.whole and one.whole != other.whole):
        return False
    if one.days and other.days:
        if one.days[1] < other.days[0] or other.days[1] < one.days[0]:
            return False
        if one.kind == "Meeting" and one.place is not None and one.place == other.place:
            return True
    elif one.kind == "Meeting":
        return False
    if any(_shared(topic, theirs) for topic in one.topics for theirs in other.topics):
        return True
    return any(
        _ratio(slug(text), slug(theirs)) >= ALIKE
        for language, text in one.titles
        for their_language, theirs in other.titles
        if language == their_language
    )


def _shared(words: frozenset[str], others: frozenset[str]) -> bool:
    return len(words & others) / len(words | others) >= SHARED


def namesakes(corpus: Corpus, kind: str, key: str, name: str = "") -> list[tuple[str, Texts]]:
    """Return the held things of a kind whose key or name is near to a new one's, the nearest first, with their names.

    Args:
        kind: what their identifiers begin with.
        key: the new key: `iom-dakar` is near to `iom`, being the same with more words.
        name: what the new thing is called, where that is known.
    """
    words = set(key.split("-"))
    found: list[tuple[float, str, Texts]] = []
    for record in corpus.written:
        if record.adds is not None or not record.id.startswith(f"{kind}/") or record.iri in corpus.retired:
            continue
        other = record.id.partition("/")[2]
        theirs = set(other.split("-"))
        score = 1.0 if words <= theirs or theirs <= words else _ratio(key, other)
        held = thing(record, corpus)
        if name:
            score = max([score, *(_ratio(slug(name), slug(title)) for _, title in held.titles)])
        if score >= ALIKE:
            found.append((-score, record.id, held.name))
    return [(identifier, title) for _, identifier, title in sorted(found, key=lambda one: one[:2])[:MOST]]


def _ratio(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= ALIKE else 0.0

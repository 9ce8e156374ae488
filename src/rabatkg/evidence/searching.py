"""Full-text search over labels, summaries and quotations, accents and case folded."""

from dataclasses import dataclass

from rabatkg.errors import UsageError
from rabatkg.evidence.calling import folded
from rabatkg.evidence.wording import Wording
from rabatkg.names import OWL, RKG, SKOS, Names
from rabatkg.speech import mark
from rabatkg.store import HEAD, Store

FIELDS = {
    "label": mark("label"),
    "other label": mark("other label"),
    "as printed": mark("as printed"),
    "summary": mark("summary"),
    "quotation": mark("quotation"),
    "theme": mark("theme"),
    "target group": mark("target group"),
}
"""Where words may stand, the most telling first, with what the program calls each."""

PROPERTIES = {
    f"{SKOS}prefLabel": "label",
    f"{SKOS}altLabel": "other label",
    f"{RKG}printedAs": "as printed",
    f"{RKG}summary": "summary",
    f"{RKG}topic": "summary",
}
BORROWED = {f"{RKG}theme": "theme", f"{RKG}targetGroup": "target group"}
"""What makes the names of a term those of a thing too."""

PLACE = {field: place for place, field in enumerate(FIELDS)}
NAMES = ("label", "other label")
BEGUN = 4
"""A word must have so many letters to be found in a longer one that it begins."""
ENDINGS = frozenset({"", "s", "es", "e", "x"})
"""A word with one of these after it is still the word."""

Rank = tuple[bool, bool, bool, int, bool, bool]


@dataclass(frozen=True)
class Text:
    """Words of a thing, and where they stand."""

    field: str
    words: str
    lang: str | None = None


@dataclass(frozen=True)
class Hit:
    """A thing that has all the words.

    Attributes:
        key, label, kind: the thing.
        field: where its words were found, the most telling place first.
        matched: the text that they stand in.
    """

    key: str
    label: str
    kind: str
    field: str
    matched: str


def search(store: Store, names: Names, words: str, lang: str = "en") -> list[Hit]:
    """Return the things in whose texts all the words stand, or in the name of their theme or target group, best first.

    Things so named come first, then whole words before words begun, and within each labels, summaries, quotations
    and what a theme or target group is called. All are read in every language, quotations in that of their source.

    Raises:
        UsageError: there is no word to look for.
    """
    wanted = folded(words).split()
    if not wanted:
        raise UsageError("There is no word to look for.", remedy="Give one or several words.")
    wording = Wording(store, names, lang)
    hits = []
    for iri, own in _texts(store).items():
        found = _best(own, wanted, lang)
        if found is not None:
            rank, text = found
            hits.append(((*rank, len(text.words), iri), iri, text))
    hits.sort(key=lambda hit: hit[0])
    kinds = _kinds(store, [iri for _, iri, _ in hits])
    wording.learn([*(iri for _, iri, _ in hits), *kinds.values()])
    return [
        Hit(names.short(iri), wording.of(iri), wording.of(kinds[iri]) if iri in kinds else "", text.field, text.words)
        for _, iri, text in hits
    ]


def _best(texts: list[Text], wanted: list[str], lang: str) -> tuple[Rank, Text] | None:
    """Return how well a thing matches, less is better, and the text that tells so; None if a word is missing.

    The words may stand in several texts of a thing, but then it comes last.
    """
    whole: list[tuple[Rank, str, Text]] = []
    partly: list[tuple[Rank, str, Text]] = []
    missing, begun_there = set(wanted), False
    phrase = " ".join(wanted)
    for text in texts:
        line = folded(text.words)
        grades = {word: begun for word in wanted if (begun := _begun(word, line)) is not None}
        if not grades:
            continue
        full = len(grades) == len(set(wanted))
        exact = text.field in NAMES and line == phrase
        own = text.lang in (None, lang)
        rank = (not exact, not full, any(grades.values()), PLACE[text.field], f" {phrase}" not in f" {line}", not own)
        if full:
            whole.append((rank, text.words, text))
        elif text.field not in BORROWED.values():
            missing -= grades.keys()
            begun_there = begun_there or any(grades.values())
            partly.append((rank, text.words, text))
    if not whole and missing:
        return None
    rank, _, best = min(whole or partly, key=lambda one: one[:2])
    return (rank if whole else (*rank[:2], begun_there, *rank[3:])), best


def _begun(word: str, line: str) -> bool | None:
    """Return whether a word stands in a line only as the beginning of longer ones; None if it does not stand there."""
    if word not in line:
        return None
    endings = {part[len(word) :] for part in line.split() if part.startswith(word)}
    if endings & (ENDINGS if len(word) >= BEGUN else {""}):
        return False
    return True if endings and len(word) >= BEGUN else None


def _texts(store: Store) -> dict[str, list[Text]]:
    """Return the texts of each thing."""
    listed = " ".join(f"<{property}>" for property in PROPERTIES)
    rows = store.select(
        f"SELECT DISTINCT ?thing ?p ?text WHERE {{ VALUES ?p {{ {listed} }} ?thing ?p ?text FILTER(isIRI(?thing)) }}"
    ).rows
    found: dict[str, list[Text]] = {}
    for row in rows:
        text = row["text"]
        found.setdefault(row["thing"].value, []).append(Text(PROPERTIES[row["p"].value], text.value, text.lang))
    listed = " ".join(f"<{property}>" for property in BORROWED)
    terms = store.select(f"SELECT DISTINCT ?thing ?p ?term WHERE {{ VALUES ?p {{ {listed} }} ?thing ?p ?term }}").rows
    named = {
        row["term"].value: [text for text in found.get(row["term"].value, ()) if text.field in NAMES] for row in terms
    }
    for row in terms:
        field = BORROWED[row["p"].value]
        borrowed = (Text(field, text.words, text.lang) for text in named[row["term"].value])
        found.setdefault(row["thing"].value, []).extend(borrowed)
    quoted = store.select(
        f"""{HEAD} SELECT DISTINCT ?thing ?text WHERE {{
            ?claim rdf:subject ?thing ; rkg:evidence/rkg:quote ?text }}"""
    ).rows
    for row in quoted:
        found.setdefault(row["thing"].value, []).append(Text("quotation", row["text"].value))
    return found


def _kinds(store: Store, iris: list[str]) -> dict[str, str]:
    """Return the class that each thing was given: the one that no record leaves to inference."""
    listed = " ".join(f"<{iri}>" for iri in iris)
    rows = store.select(
        f"""SELECT ?thing ?class WHERE {{ VALUES ?thing {{ {listed} }} ?thing a ?class .
            ?class a <{OWL}Class> . FILTER(STRSTARTS(STR(?class), "{RKG}"))
            FILTER NOT EXISTS {{ ?class <{RKG}abstract> true }} }} ORDER BY ?class"""
    ).rows
    return {row["thing"].value: row["class"].value for row in rows}

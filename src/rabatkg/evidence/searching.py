"""Full-text search over labels, summaries and quotations, accents and case folded."""

from dataclasses import dataclass

from rabatkg.errors import UsageError
from rabatkg.evidence.naming import folded
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
}
"""Where words may stand, the most telling first, with what the program calls each."""

PROPERTIES = {
    f"{SKOS}prefLabel": "label",
    f"{SKOS}altLabel": "other label",
    f"{RKG}printedAs": "as printed",
    f"{RKG}summary": "summary",
    f"{RKG}topic": "summary",
}


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
    """Return the things in whose texts all the words stand, at the beginning of a word at least, best first.

    Labels and summaries are read in every language, quotations in that of their source.

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
    hits.sort()
    kinds = _kinds(store, [iri for _, iri, _ in hits])
    wording.learn([*(iri for _, iri, _ in hits), *kinds.values()])
    return [
        Hit(names.short(iri), wording.of(iri), wording.of(kinds[iri]) if iri in kinds else "", text.field, text.words)
        for _, iri, text in hits
    ]


def _best(texts: list[Text], wanted: list[str], lang: str) -> tuple[tuple[bool, int, bool], Text] | None:
    """Return how well a thing matches, less is better, and the text that tells so; None if a word is missing."""
    order = {field: place for place, field in enumerate(FIELDS)}
    ranked = sorted(texts, key=lambda one: (order[one.field], one.lang not in (None, lang), one.words))
    missing, partly = set(wanted), None
    for text in ranked:
        line = f" {folded(text.words)}"
        here = {word for word in wanted if f" {word}" in line}
        missing -= here
        if len(here) == len(set(wanted)):
            return (False, order[text.field], line[1:] != " ".join(wanted)), text
        partly = partly or (text if here else None)
    return ((True, order[partly.field], True), partly) if partly and not missing else None


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

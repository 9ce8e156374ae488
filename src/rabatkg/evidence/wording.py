"""The words for things: labels in the reader's language, for whatever the graph names."""

from collections.abc import Iterable

from rabatkg.names import DCTERMS, FOAF, OWL, RKG, SKOS, XSD, Names
from rabatkg.speech import mark, say, translated
from rabatkg.store import HEAD, Row, Store, Term

FALLBACK = "en"
BORROWED = {
    f"{SKOS}notation": mark("number"),
    f"{SKOS}exactMatch": mark("the same elsewhere"),
    f"{SKOS}closeMatch": mark("nearly the same elsewhere"),
    f"{SKOS}inScheme": mark("in the list"),
    f"{SKOS}topConceptOf": mark("first in the list"),
    f"{SKOS}broader": mark("broader"),
    f"{SKOS}narrower": mark("narrower"),
    f"{SKOS}definition": mark("definition"),
    f"{FOAF}page": mark("address printed"),
    f"{FOAF}homepage": mark("site"),
    f"{DCTERMS}isReplacedBy": mark("replaced by"),
    f"{DCTERMS}language": mark("language"),
    f"{DCTERMS}publisher": mark("publisher"),
    f"{OWL}deprecated": mark("no longer used"),
    f"{OWL}Class": mark("class"),
    f"{OWL}ObjectProperty": mark("property"),
    f"{OWL}DatatypeProperty": mark("property"),
}
"""What we call the words of others, which bear no label of ours."""


class Wording:
    """Labels in one language, read from the store in bulk and kept.

    Args:
        store: the graph.
        names: how its things are named.
        lang: the reader's language; where a label has none, English stands, else any language there is.
    """

    def __init__(self, store: Store, names: Names, lang: str) -> None:
        self.store, self.names, self.lang = store, names, lang
        self._known: dict[str, str] = {}

    def learn(self, iris: Iterable[str]) -> None:
        """Read the labels of these things, so that `of` need not ask for each."""
        wanted = {iri for iri in iris if iri not in self._known}
        if not wanted:
            return
        rows = self.store.select(
            f"""{HEAD} SELECT ?thing ?label WHERE {{
                VALUES ?thing {{ {values(wanted)} }} ?thing skos:prefLabel|rdfs:label ?label }}"""
        ).rows
        found = self.choose(rows, "thing", "label")
        self._known.update(found)
        self._known.update(
            {iri: translated(BORROWED[iri], self.lang) for iri in wanted - found.keys() if iri in BORROWED}
        )
        bare = wanted - self._known.keys()
        self._known.update(self._composed(bare) if bare else {})
        for iri in bare:
            self._known.setdefault(iri, self.names.short(iri))

    def of(self, iri: str) -> str:
        """Return the label of a thing."""
        self.learn([iri])
        return self._known[iri]

    def told(self, term: Term) -> str:
        """Return a value in words."""
        if term.kind == "uri":
            return self.of(term.value)
        if term.datatype == f"{XSD}boolean":
            return say("yes", self.lang) if term.value == "true" else say("no", self.lang)
        return term.value

    def statement(self, property: str, value: Term) -> str:
        """Return a property and its value in words."""
        return say("{property}: {value}", self.lang, property=self.of(property), value=self.told(value))

    def choose(self, rows: Iterable[Row], key: str, text: str) -> dict[str, str]:
        """Return one text for each key among rows of texts in several languages."""
        order = {self.lang: 0, FALLBACK: 1, None: 2}
        found: dict[str, tuple[int, str, str]] = {}
        for row in rows:
            if text not in row:
                continue
            term = row[text]
            told = (order.get(term.lang, 3), term.lang or "", term.value)
            name = row[key].value
            found[name] = min(found.get(name, told), told)
        return {name: told[2] for name, told in found.items()}

    def definitions(self, iris: Iterable[str]) -> dict[str, str]:
        """Return the definitions of vocabulary terms."""
        rows = self.store.select(
            f"{HEAD} SELECT ?it ?text WHERE {{ VALUES ?it {{ {values(iris)} }} ?it skos:definition ?text }}"
        ).rows
        return self.choose(rows, "it", "text")

    def _composed(self, iris: set[str]) -> dict[str, str]:
        """Return words for nodes without a label of their own: who, and in which role; of which day a correction is."""
        rows = self.store.select(
            f"""SELECT ?thing ?who ?role WHERE {{
                VALUES ?thing {{ {values(iris)} }} ?thing <{RKG}actor>|<{RKG}holder> ?who .
                OPTIONAL {{ ?thing <{RKG}role> ?role }} }}"""
        ).rows
        self.learn(row[part].value for row in rows for part in ("who", "role") if part in row)
        made = self.store.select(
            f"SELECT ?thing ?day WHERE {{ VALUES ?thing {{ {values(iris)} }} ?thing a <{RKG}Correction> ; "
            f"<{RKG}madeOn> ?day }}"
        ).rows
        dated = {row["thing"].value: say(mark("Correction of {day}"), self.lang, day=row["day"].value) for row in made}
        return dated | {
            row["thing"].value: f"{self.of(row['who'].value)} ({self.of(row['role'].value)})"
            if "role" in row
            else self.of(row["who"].value)
            for row in rows
        }


def values(iris: Iterable[str]) -> str:
    """Return IRIs as a VALUES clause of SPARQL lists them, in a settled order."""
    return " ".join(f"<{iri}>" for iri in sorted(iris))

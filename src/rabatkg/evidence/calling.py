"""What things are called: their labels, and of numbered provisions the class with the number."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from rabatkg.evidence.wording import values
from rabatkg.names import HOME, SKOS, Names
from rabatkg.speech import SOURCE
from rabatkg.store import HEAD, Store


@lru_cache(maxsize=2**15)
def folded(text: str) -> str:
    """Return the text without accents, case and punctuation, its words parted by single spaces."""
    if not text.isascii():
        text = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return " ".join(re.findall(r"\w+", text.casefold()))


def _may_begin(text: str, letter: str) -> bool:
    """Return whether a text may begin so once it is folded: a glance that spares most texts the folding."""
    first = text[:1]
    return not (first.isascii() and first.isalnum()) or first.lower() == letter


@dataclass(frozen=True)
class Called:
    """One name of a thing.

    Attributes:
        iri: the thing.
        words: the name as written.
        lang: its language.
        rank: 0 for a class with a number, 1 for a label, 2 for another label, 3 for a wider class with a number.
        number: the number, where the name is a class with a number.
        kind: the class, where the name is a class with a number.
    """

    iri: str
    words: str
    lang: str | None
    rank: int
    number: str = ""
    kind: str = ""


class Calling:
    """The names of all things, read once."""

    def __init__(self, store: Store, names: Names) -> None:
        self.store, self.names = store, names
        self._starts = (f"{names.base}id/", f"{HOME}id/")

    @cached_property
    def all(self) -> list[Called]:
        """Every name of everything."""
        return self._names()

    def of(self, iri: str) -> list[Called]:
        """Return the names of one thing."""
        return self._names(f"VALUES ?thing {{ <{iri}> }}")

    def _names(self, which: str = "") -> list[Called]:
        plain = self.store.select(
            f"""{HEAD} SELECT ?thing ?p ?name WHERE {{ {which}
                VALUES ?p {{ skos:prefLabel skos:altLabel rdfs:label }} ?thing ?p ?name FILTER(isIRI(?thing)) }}"""
        ).rows
        counted = self.store.select(
            f"""{HEAD} SELECT ?thing ?kind ?number ?abstract WHERE {{ {which}
                ?thing skos:notation ?number ; a ?class . ?class rdfs:label ?kind . FILTER(isIRI(?thing))
                OPTIONAL {{ ?class rkg:abstract ?abstract }} }}"""
        ).rows
        found = [
            Called(row["thing"].value, name.value, name.lang, 2 if row["p"].value == f"{SKOS}altLabel" else 1)
            for row in plain
            if (name := row["name"])
        ]
        for row in counted:
            kind, number = row["kind"], row["number"].value
            rank = 3 if "abstract" in row else 0
            found.append(Called(row["thing"].value, f"{kind.value} {number}", kind.lang, rank, number, kind.value))
        return found

    @cached_property
    def languages(self) -> list[str]:
        """The languages of the names, English among them."""
        return sorted({SOURCE} | {one.lang for one in self.all if one.lang})

    @cached_property
    def keys(self) -> list[str]:
        """The short names of everything that has a name."""
        return sorted({self.names.short(one.iri) for one in self.all})

    def bearers(self, name: str) -> set[str]:
        """Return what bears the name, whatever its accents and case."""
        wanted = folded(name)
        begins = wanted[:1]
        rows = self.store.select(
            f"""{HEAD} SELECT ?thing ?name WHERE {{
                VALUES ?p {{ skos:prefLabel skos:altLabel rdfs:label }} ?thing ?p ?name FILTER(isIRI(?thing)) }}"""
        ).rows
        named = {
            row["thing"].value
            for row in rows
            if _may_begin(words := row["name"].value, begins) and folded(words) == wanted
        }
        return named | self._numbered(wanted)

    def _numbered(self, wanted: str) -> set[str]:
        """Return what is of a class and bears a number, as `action 17` says."""
        rows = self.store.select(f"{HEAD} SELECT ?thing ?number WHERE {{ ?thing skos:notation ?number }}").rows
        numbers = [(row["thing"].value, row["number"].value) for row in rows if row["thing"].kind == "uri"]
        likely = [(iri, number) for iri, number in numbers if wanted.endswith(folded(number))]
        kinds = self.store.select(
            f"""{HEAD} SELECT DISTINCT ?thing ?kind WHERE {{
                VALUES ?thing {{ {values({iri for iri, _ in likely})} }} ?thing a/rdfs:label ?kind }}"""
        ).rows
        called: dict[str, list[str]] = {}
        for row in kinds:
            called.setdefault(row["thing"].value, []).append(row["kind"].value)
        return {
            iri for iri, number in likely if any(folded(f"{kind} {number}") == wanted for kind in called.get(iri, ()))
        }

    def is_thing(self, iri: str) -> bool:
        """Return whether it is a thing, not a word of the ontology."""
        return iri.startswith(self._starts)

    def label(self, iri: str, lang: str) -> str:
        """Return what a thing is called first of all, in the language if there is such a name."""
        order = {lang: 0, SOURCE: 1, None: 2}
        mine = self.of(iri)
        mine.sort(key=lambda one: (order.get(one.lang, 3), one.rank, one.words))
        return mine[0].words if mine else self.names.short(iri)

    def in_order(self, iris: Iterable[str]) -> list[str]:
        """Return things sorted by key, numbers by their size."""
        return sorted(iris, key=lambda iri: [(int(n or 0), word) for n, word in re.findall(r"(\d+)|(\D+)", iri)])

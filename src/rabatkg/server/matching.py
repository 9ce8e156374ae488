"""Which things of the graph may be meant by a name: by its letters, its words, its initials, or a code.

Of a hundred, 100 is a name itself, or a code. It is a certain match only where nothing else is meant as well:

* nothing else is called exactly so;
* what is so called by another name than its label (as a state by half of its name) shares none of the name's words with
  a thing of its kind: where two Congos are states, "Congo" by itself is neither; nor are they anything's initials;
* a code is matched where a class was asked for: by itself, `NO` may be a plain no.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Set
from typing import NamedTuple

from rapidfuzz import fuzz, process

from rabatkg.evidence.calling import folded
from rabatkg.names import OWL, RDF, RDFS, RKG, SKOS
from rabatkg.publication import Site

LONGEST = 200
"""Letters of a name; what follows them does not count."""
LEAST = 75.0
"""Of a hundred: what is less alike is not offered."""
MOST = 250
"""How many names that are alike are looked at."""
LABELS, OTHERS = (f"{SKOS}prefLabel", f"{RDFS}label"), (f"{SKOS}altLabel", f"{RKG}printedAs")
CODES = (f"{RKG}alpha2", f"{RKG}alpha3")
"""The properties that give a state its code of ISO 3166-1."""
ORDERLESS, PARTLY = 0.98, 0.9
"""What it counts to be alike word by word: all words, and some of them."""
ROUNDED = 1.0
"""What the library may be off by, of a hundred, where it is told the least that counts."""
SHORT = 3
"""Letters: a shorter word is looked for in no name, and initials skip such words as `of the`."""
WORD, PART = 85.0, 20.0
"""How alike a word must be to one of a name; what the part of the name that it is adds to LEAST."""
INITIALS = {SHORT: 82.0, 0: 80.0}
"""How alike initials are, without those of short words and with them."""


class Candidate(NamedTuple):
    """A thing that may be meant: its key, how alike it is, of a hundred, and whether nothing else can be meant."""

    key: str
    score: float
    certain: bool


class Index:
    """What the things of a site are called, their classes, and the properties that are said of them."""

    def __init__(self, site: Site, home: str) -> None:
        """Read the names, in every language; `home` is the address of the server."""
        self.site, self.home, holding = site, home, site.holding
        self.classes = {iri for iri in holding.of_kind(f"{OWL}Class") if iri.startswith(RKG)} or {
            one.subject.value for one in holding.pointing(f"{OWL}Class") if one.subject.value.startswith(RKG)
        }
        self.types: dict[str, list[str]] = {}
        self.names: dict[str, list[str]] = defaultdict(list)
        self.labels: set[tuple[str, str]] = set()
        self.codes: dict[str, list[str]] = defaultdict(list)
        for key, iri in site.places.titled.items():
            types = [term.value for term in holding.values(iri, f"{RDF}type") if term.value in self.classes]
            own = f"{RKG}{holding.kind(iri)}"
            self.types[key] = sorted(types, key=lambda one: (one != own, one))
            for property in (*LABELS, *OTHERS):
                for term in holding.values(iri, property):
                    self._call(key, term.value, label=property in LABELS)
            for number in holding.values(iri, f"{SKOS}notation"):
                for words in site.words.values():
                    self._call(key, f"{words.of(own)} {number.value}")
            for property in CODES:
                for term in holding.values(iri, property):
                    self.codes[term.value].append(key)
        self.terms = {key for key, types in self.types.items() if f"{RKG}Term" in types}
        self.words: dict[str, list[str]] = defaultdict(list)
        self.shuffled: dict[str, list[str]] = defaultdict(list)
        self.initials: dict[str, dict[str, float]] = defaultdict(dict)
        for name in self.names:
            for word in dict.fromkeys(name.split()):
                self.words[word].append(name)
            for short, score in INITIALS.items():
                self.initials["".join(word[0] for word in name.split() if len(word) > short)].setdefault(name, score)
        for word in self.words:
            self.shuffled[_shuffled(word)].append(word)
        kinds = ("ObjectProperty", "DatatypeProperty")
        self.properties = sorted(
            {one.subject.value for kind in kinds for one in holding.pointing(f"{OWL}{kind}")} & set(holding)
        )

    def _call(self, key: str, text: str, *, label: bool = False) -> None:
        if name := _folded(text):
            self.names[name].append(key)
            if label:
                self.labels.add((name, key))

    def thing(self, key: str) -> str:
        """Return the IRI of a thing."""
        return self.site.places.titled[key]

    def matched(self, text: str, types: Set[str] = frozenset()) -> list[Candidate]:
        """Return what may be meant by a text, best first: of some classes, by their IRIs, or of any."""
        found = [(key, score) for key, score in self.alike(text) if not types or types & {*self.types[key]}]
        exact = [key for key, score in found if score == 100.0]
        certain = exact[0] if len(exact) == 1 and self._is_certain(exact[0], text, types) else None
        return [Candidate(key, score, key == certain) for key, score in found]

    def _is_certain(self, key: str, text: str, types: Set[str]) -> bool:
        """Tell whether the only thing that is called so can be meant; see the head of this module."""
        name = _folded(text)
        if (name, key) in self.labels:
            return True
        if key not in self.names.get(name, ()):
            return bool(types)
        bearing = set.intersection(*({*self.words[word]} for word in name.split()))
        others = {other for one in bearing for other in self.names[one]} - {key}
        begun = {other for one in self.initials.get(name, ()) for other in self.names[one]} - {key}
        return not begun and not any(self.types[other][:1] == self.types[key][:1] for other in others)

    def alike(self, text: str) -> list[tuple[str, float]]:
        """Return the keys of the things that are called like a text, best first, with how alike, of a hundred.

        Of those that are alike as much, terms of vocabularies come last.
        """
        wanted = _folded(text)
        if not wanted:
            return []
        best = {key: 100.0 for key in self.codes.get(text.strip(), ())}
        told = self._by_letters(wanted) if " " in wanted else [*self._by_letters(wanted), *self._by_word(wanted)]
        for name, score in told:
            for key in self.names[name]:
                best[key] = max(best.get(key, 0.0), score)
        return sorted(best.items(), key=lambda one: (-one[1], one[0] in self.terms, len(one[0]), one[0]))

    def _by_letters(self, wanted: str) -> list[tuple[str, float]]:
        ways = {fuzz.ratio: 1.0, fuzz.token_sort_ratio: ORDERLESS}
        if " " in wanted:
            ways[fuzz.token_set_ratio] = PARTLY
        names, near = self.names.keys(), set[tuple[int, str]]()
        for scorer, counts in ways.items():  # those of the library go through all names at once
            least = LEAST / counts - ROUNDED
            found = process.extract(wanted, names, scorer=scorer, score_cutoff=least, limit=None)
            near |= {(place, name) for name, _, place in found}
        alike = [(name, _alike(wanted, name)) for _, name in sorted(near)]
        return _best(one for one in alike if one[1] >= LEAST)

    def _by_word(self, wanted: str) -> list[tuple[str, float]]:
        """Return the names that hold a word, or one that is very much like it, and those whose initials it is."""
        if len(wanted) < SHORT:
            return []
        found = list(self.initials.get(wanted, {}).items())
        near = process.extract(wanted, self.words.keys(), scorer=fuzz.ratio, score_cutoff=WORD, limit=MOST)
        alike = {word: score for word, score, _ in near}
        if len(wanted) > SHORT:  # words that begin alike and have the same letters are nearly the same
            alike |= {word: 99.0 for word in self.shuffled[_shuffled(wanted)] if word != wanted}
        for word, score in _best(alike.items()):
            for name in self.words[word]:
                found.append((name, LEAST + PART * score / 100 * len(word) / len(name)))
        return found


def _best(told: Iterable[tuple[str, float]]) -> list[tuple[str, float]]:
    """Return what is most alike, of names or words with how alike they are."""
    return sorted(told, key=lambda one: -one[1])[:MOST]


def _folded(text: str) -> str:
    """Return the letters of a name that count, folded; some letters unfold to many, so they are cut after that."""
    return folded(unicodedata.normalize("NFKC", text[:LONGEST])[:LONGEST])


def _shuffled(word: str) -> str:
    return word[0] + "".join(sorted(word))


def _alike(one: str, other: str) -> float:
    """Return how alike two folded names are: letter by letter, or word by word where their order differs."""
    if one == other:
        return 100.0
    whole = fuzz.ratio(one, other)
    words = fuzz.token_sort_ratio(one, other)
    part = fuzz.token_set_ratio(one, other) * PARTLY if " " in one else 0.0
    return float(min(99.0, max(whole, words * ORDERLESS, part)))

"""A federation of dialogues of our shape: the real corpus once, then as many further parts as wanted.

What records say is read once, with blanks where parts differ; each part fills them in. Its meetings, plans, documents,
persons and places have names of their own; states, organisations, themes, regions and the provisions that meetings
treat are exchanged for others of their kind, the frequent ones mostly for frequent ones; every text and quotation ends
in words of its own; and dates move by a multiple of four years, so that each still exists.

A federation is one dialogue that met ever more often, and ever more dialogues of the size of the real one beside it:
odd parts are further meetings of the first dialogue, with the documents, places and persons that belong to them; even
parts are dialogues of their own. Vocabularies, states, organisations and outside instruments are those of all.
"""

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from rdflib import SKOS, Literal, URIRef

from rabatkg.building import nquads
from rabatkg.graph import Corpus, Quad, kind_of
from rabatkg.names import RKG
from rabatkg.store import Embedded

BLANK = "\N{LOZENGE}"
"""Stands on both sides of the name of a blank."""
OF_MEETINGS = frozenset({"meeting", "person", "place", "follow-up"})
OF_A_DIALOGUE = frozenset(
    {"dialogue", "body", "plan", "declaration", "membership", "chairmanship", "initiative", "observation"}
)
EXCHANGED = frozenset({"state", "organisation", "stakeholder", "theme", "target-group", "region", "route"})
APOSTROPHE = "'"
YEARS = (0, 4, 8)
"""By how many years the dates of a further dialogue may lie before those of the first."""
NAMED = "((?:addition/)?)([a-z-]+/[a-z0-9-]+)((?:/[a-z0-9-]+)*)"
"""A thing as records write it: what stands at the top, and what of it is meant."""
IRI = re.compile(rf"(/(?:id|graph)/){NAMED}(?=>)")
MINTED = re.compile(r"(/id/(?:claim|evidence)/[0-9a-f]{12})([0-9a-f]{4})(?=>)")
DATE = re.compile(r'"(\d{4})((?:-\d\d){0,2}"\^\^<http://www\.w3\.org/2001/XMLSchema#(?:date|gYear|gYearMonth)>)')
TEXT = re.compile(r'("(?:[^"\\]|\\.)*)"@([a-z]{2}) ')
QUOTE = re.compile(rf'(<{RKG}quote> "(?:[^"\\]|\\.)*)" ')


@dataclass(frozen=True)
class Form:
    """A text with blanks: pieces of it, and the names of blanks, in turn."""

    pieces: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> "Form":
        """Return the form that a text with marked blanks is."""
        return cls(tuple(text.split(BLANK)))

    def filled(self, values: Mapping[str, str]) -> str:
        """Return the text with its blanks filled in."""
        pieces = list(self.pieces)
        pieces[1::2] = map(values.__getitem__, pieces[1::2])
        return "".join(pieces)


class Federation:
    """The parts of a federation, drawn from a corpus by a seed.

    Args:
        corpus: the real one, or a thinned one, without problems.
        seed: the same seed draws the same federation, byte for byte.
    """

    def __init__(self, corpus: Corpus, seed: int = 5) -> None:
        """Take the corpus; nothing is drawn yet."""
        self.corpus, self.seed, self._short = corpus, seed, corpus.names.short

    @cached_property
    def whole(self) -> str:
        """What the corpus says, in N-Quads, the same bytes every time: its blank nodes are named by what they say."""
        return Embedded.memory(nquads(self.corpus.quads)).dump().decode()

    def part(self, number: int) -> Iterator[str]:
        """Yield what a part says, in N-Quads.

        Args:
            number: which part, from 1.
        """
        values = self.values(number)
        yield from (self.forms[unit].filled(values) for unit in self.own(number))

    @staticmethod
    def own(number: int) -> tuple[str, ...]:
        """Return the units that a part has of its own: `meetings`, and every other time a `dialogue` about them."""
        return ("meetings",) if number % 2 else ("meetings", "dialogue")

    def values(self, number: int) -> Mapping[str, str]:
        """Return what a part writes into the blanks, by their names."""
        draw = random.Random(f"{self.seed}/{number}")
        filled = {name: name for names in self.renamed.values() for name in names}
        filled |= {name: f"{name}-{number}" for unit in self.own(number) for name in self.renamed[unit]}
        moved = 0 if number % 2 else draw.choice(YEARS)
        filled |= {str(year): str(year - moved) for year in range(1900, 2100)}
        for names in self.kinds.values():
            drawn = sorted(names, key=lambda name: draw.random() ** (1 / self._uses[name]), reverse=True)
            filled |= dict(zip(names, drawn, strict=True))
        for name in self.provisions:
            framework, _, inside = filled[name].rpartition("/")
            filled[name] = f"{filled[framework]}/{inside}"
        words = draw.choice(self._words)
        # no apostrophe that a quotation mark of YAML could be taken for
        filled |= {language: f" ({text.replace(APOSTROPHE, '’')}, {number})" for language, text in words.items()}
        filled |= {name: f"{int(name[-4:], 16) ^ number:04x}" for name in self._minted}
        return filled | {"quote": f"[{number}]"}

    @cached_property
    def units(self) -> Mapping[str, str]:
        """For each record the unit that it belongs to: `all`, `meetings` or `dialogue`."""
        found = {one.id: self._unit(one.id) for one in self.corpus.expansions}
        cited, about = set(), set()
        for one in self.corpus.expansions:
            if found[one.id] == "meetings":
                pages = (page for claim in one.claims for proof in claim.evidence for page in proof.pages)
                cited.update(self._short(str(page)) for page in pages)
            if any(found.get(self._short(str(said.object))) == "meetings" for said in one.statements):
                about.add(one.id.removeprefix("addition/"))
        registered = {f"document/{key}" for key in self.corpus.registers}
        for name in found:
            document = name.removeprefix("addition/")
            if document.startswith("document/"):
                found[name] = "meetings" if document in about | (cited - registered) else "dialogue"
        return found

    def _unit(self, name: str) -> str:
        name = name.removeprefix("addition/")
        kind, framework = kind_of(name), name.split("/")[1]
        if kind in OF_MEETINGS:
            return "meetings"
        return "dialogue" if kind in OF_A_DIALOGUE or (kind, framework) in self._frameworks else "all"

    @cached_property
    def _frameworks(self) -> frozenset[tuple[str, str]]:
        """The frameworks of dialogues: `provision` and the key that their provisions begin with."""
        within = (f"{RKG}within", f"{RKG}provisionOf")
        return frozenset(
            ("provision", one.id.split("/")[1])
            for one in self.corpus.expansions
            for said in one.statements
            if str(said.predicate) in within and kind_of(self._short(str(said.object))) in ("plan", "declaration")
        )

    @cached_property
    def renamed(self) -> Mapping[str, frozenset[str]]:
        """The names that a part replaces, without what stands inside them, by unit."""
        found: dict[str, set[str]] = {"meetings": set(), "dialogue": set()}
        for name, unit in self.units.items():
            if unit != "all":
                found[unit].add("/".join(name.removeprefix("addition/").split("/")[:2]))
        for key in self.corpus.registers:
            found[self.units[f"document/{key}"]] |= {f"passage/{key}", f"passages/{key}"}
        return {unit: frozenset(names) for unit, names in found.items()}

    @cached_property
    def provisions(self) -> frozenset[str]:
        """The numbered provisions of the plan that is usually meant."""
        plan = self.corpus.layout.settings.plan.partition("/")[2]
        level = re.compile(rf"provision/{plan}/(action|objective|domain)-[0-9a-z]+")
        return frozenset(one.id for one in self.corpus.expansions if level.fullmatch(one.id))

    @cached_property
    def kinds(self) -> Mapping[tuple[str, ...], tuple[str, ...]]:
        """The things that are exchanged for each other, the frequent first, by what they have in common."""
        graph = self.corpus.asserted
        groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for name in self.provisions:
            groups["provision", name.rpartition("/")[2].partition("-")[0]].append(name)
        for iri in self.corpus.things:
            name = self._short(iri)
            if kind_of(name) in EXCHANGED and self._uses[name]:
                told = (graph.objects(URIRef(iri), URIRef(RKG + word)) for word in ("side", "kind"))
                groups[(kind_of(name), *sorted(self._short(str(o)) for all_ in told for o in all_))].append(name)
        return {
            key: tuple(sorted(names, key=lambda name: (-self._uses[name], name)))
            for key, names in sorted(groups.items())
        }

    @cached_property
    def _uses(self) -> Counter[str]:
        uses = Counter(self._short(str(o)) for _, _, o, _ in self.corpus.quads if isinstance(o, URIRef))
        uses.update(self.provisions)  # one that nobody names can still be drawn
        return uses

    @cached_property
    def _minted(self) -> frozenset[str]:
        """The blanks for the ends of names that are made of what a claim or a proof says."""
        found = (name for form in self.forms.values() for name in form.pieces[1::2])
        return frozenset(name for name in found if name.startswith("minted "))

    @cached_property
    def _words(self) -> list[Mapping[str, str]]:
        """What themes are called, in each language."""
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for s, _, o in self.corpus.asserted.triples((None, SKOS.prefLabel, None)):
            if isinstance(o, Literal) and o.language and kind_of(self._short(str(s))) == "theme":
                found[str(s)][o.language] = str(o)
        return [words for _, words in sorted(found.items())]

    @cached_property
    def forms(self) -> Mapping[str, Form]:
        """What parts say, with blanks, by unit."""
        quads: dict[str, dict[Quad, None]] = {"meetings": {}, "dialogue": {}, "all": {}}
        for one in self.corpus.expansions:
            quads[self.units[one.id]].update(dict.fromkeys(said(self.corpus, one)))
        start = self.corpus.names.graph("passages/")
        for quad in self.corpus.quads:
            if quad[3].startswith(start):
                quads[self.unit_of_passage(self._short(str(quad[0])))][quad] = None
        only = {
            unit: [quad for quad in found if unit == "meetings" or quad not in quads["meetings"]]
            for unit, found in quads.items()
            if unit != "all"
        }
        return {unit: self._form(found, unit) for unit, found in only.items()}

    def unit_of_passage(self, name: str) -> str:
        """Return the unit of a passage: that of its document, but `dialogue` where no meeting rests on it."""
        unit = self.units[f"document/{name.split('/')[1]}"]
        return unit if name in self._grounds else "dialogue"

    @cached_property
    def _grounds(self) -> frozenset[str]:
        """The passages that meetings rest on."""
        return frozenset(
            self._short(str(proof.passage))
            for one in self.corpus.expansions
            if self.units[one.id] == "meetings"
            for claim in one.claims
            for proof in claim.evidence
        )

    def _form(self, quads: Iterable[Quad], unit: str) -> Form:
        text = MINTED.sub(rf"\1{BLANK}minted \2{BLANK}", "".join(lines(quads)))
        text = IRI.sub(lambda found: found[1] + self.marked(found[2], found[3], found[4], unit), text)
        text = DATE.sub(rf'"{BLANK}\1{BLANK}\2', text)
        text = TEXT.sub(rf'\1{BLANK}\2{BLANK}"@\2 ', text)
        return Form.of(QUOTE.sub(rf'\1{BLANK}quote{BLANK}" ', text))

    def marked(self, before: str, top: str, inside: str, unit: str) -> str:
        """Return the name of a thing, in the three pieces that NAMED finds, with a blank for what parts replace."""
        name = top + inside
        if name in self._exchanged and not (unit == "dialogue" and name in self.provisions):
            return f"{before}{BLANK}{name}{BLANK}"
        return f"{before}{BLANK}{top}{BLANK}{inside}" if top in self._replaced else before + name

    @cached_property
    def _exchanged(self) -> frozenset[str]:
        return frozenset(name for names in self.kinds.values() for name in names)

    @cached_property
    def _replaced(self) -> frozenset[str]:
        return frozenset().union(*self.renamed.values())


def said(corpus: Corpus, one) -> Iterator[Quad]:
    """Yield what a record says, with its claims and evidence, some of it more than once."""
    graph, claims = (URIRef(corpus.names.graph(name)) for name in (one.id, "claims"))
    for statement in one.statements:
        yield statement.subject, statement.predicate, statement.object, graph
    for claim in one.claims:
        yield from ((*triple, claims) for triple in claim.triples())
        for proof in claim.evidence:
            yield from ((*triple, claims) for triple in proof.triples())


def lines(quads: Iterable[Quad]) -> list[str]:
    """Return the statements as lines of N-Quads, sorted, each once."""
    return sorted(set(nquads(quads).decode().splitlines(keepends=True)))

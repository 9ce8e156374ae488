"""The neighbourhood of some records: as much of a corpus as decides what is wrong with them.

It is a corpus in which a few records stand whole: those that are checked, those of files that have changed since the
store was built, and those that speak of the same properties of the same things, be it in a claim, an addition or a
correction. All else is fetched from the built store when it is asked for. So the verdict is that of the whole corpus,
and costs what the records cost.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from rdflib import RDF, RDFS, Graph, URIRef
from rdflib.term import Node

from rabatkg.errors import DataError
from rabatkg.findings import Places
from rabatkg.graph import Corpus, Quad, faults, kind_of, reader, record_files
from rabatkg.layout import STORE, Layout
from rabatkg.names import RKG
from rabatkg.reading import read
from rabatkg.records import Expander, Expansion
from rabatkg.records.adding import settled
from rabatkg.records.retired import tombstones
from rabatkg.store import Embedded
from rabatkg.store.fetching import Fetching, FromServer, Part
from rabatkg.store.holdings import Holdings, Pairs
from rabatkg.store.served import Served
from rabatkg.validation.answers import Elsewhere, Registers, Retired
from rabatkg.validation.surroundings import Role, Roles, Surroundings

if TYPE_CHECKING:
    from rabatkg.store.remote import Remote

WORDS = (Role.VOCABULARY, Role.WORDS)
NAMING = (*WORDS, Role.PASSAGES)
"""The graphs whose subjects bear names that records may use, besides those of records."""
NAMED = (Role.RECORD, *NAMING)
ASKED = (RDFS.subClassOf, URIRef(RKG + "evidenceRule"))
"""What is asked of the ontology as such: the class tree, and which statements owe a passage."""


def around(layout: Layout, offers: list[Expansion]) -> "Neighbourhood | None":
    """Return the neighbourhood of records that are offered; None where there is no built store that can tell of it.

    Args:
        offers: the records; one whose identifier is held takes the place of the held one.

    Raises:
        DataError: a file that has changed since the store was built cannot be read.
    """
    stood, changed = _stands(layout), layout.changed()
    if stood is None or changed is None:
        return None
    paths = [layout.path(name) for name in changed if name.startswith("data/")]
    records = record_files(layout, paths) if paths else []
    if len(records) < len(changed):
        return None
    try:
        store = Embedded.open(layout.build / STORE)
    except DataError:
        return None
    holdings = Holdings.open(layout, layout.settings.corpus)
    if holdings is None or _stands(layout) != stood:
        return None
    expander = reader(layout)
    role, pairs, start = Roles(layout, expander.names), Pairs(expander.grammar), expander.names.graph("")
    beside = Surroundings(role, Fetching(store), lambda graphs: store, holdings, pairs, start)
    return Neighbourhood(layout, expander, beside, _standing(layout, expander, beside, records, offers))


def around_on(server: "Remote", layout: Layout, offers: list[Expansion]) -> "Neighbourhood":
    """Return the neighbourhood of records that are offered, in the graph on a server.

    Raises:
        DataError: the server does not answer, or a record on it cannot be settled with these without its file.
    """
    expander = reader(layout)
    names, role, pairs = expander.names, Roles(layout, expander.names), Pairs(expander.grammar)
    holdings = Served(server, names, pairs, lambda one: role(one) == Role.RECORD, lambda one: role(one) in NAMED)
    holdings.ask(layout, offers)
    fetching = FromServer(server)
    fetching.around(_named(offers))
    beside = Surroundings(role, fetching, cache(server.held), holdings, pairs, names.graph(""))
    return Neighbourhood(layout, expander, beside, _standing(layout, expander, beside, [], offers))


def _named(offers: list[Expansion]) -> Iterator[str]:
    """Yield the things that records name: what the check will look at first."""
    for one in offers:
        yield from map(str, one.marks)
        for said in one.statements:
            yield from (str(node) for node in (said.subject, said.object) if isinstance(node, URIRef))
        for claim in one.claims:
            yield from (str(node) for node in (claim.iri, claim.subject, claim.object) if isinstance(node, URIRef))
            yield from (str(node) for proof in claim.evidence for node in (proof.iri, proof.passage) if node)


def _stands(layout: Layout) -> int | None:
    """Return what tells one built store from the next in its place."""
    try:
        return os.stat(layout.build / STORE).st_ino
    except OSError:
        return None


def _standing(
    layout: Layout, expander: Expander, beside: Surroundings, changed: list[Path], offers: list[Expansion]
) -> list[tuple[Expansion, bool]]:
    """Return the records that stand beside the store, in the order of the corpus, and whether each stands whole.

    The others are those that speak of the same, and stand there only as far as they do.
    """
    ids, anew = {one.id for one in offers}, set(changed)
    for path in {one.file for one in offers if one.file and one.file.is_relative_to(layout.data)}:
        if any(one.id not in ids for one in beside.holdings.in_files([layout.name(path)])):
            anew.add(path)  # its other records may share lines with those that are offered
    bearing = beside.holdings.of_ids(ids)
    beside.bearers = {one.id: path for one in bearing if one.file and (path := layout.path(one.file)) not in anew}
    beside.leave([*beside.holdings.in_files(map(layout.name, anew)), *bearing])
    read_anew = list(_records(expander, filter(os.path.lexists, anew)))
    beside.bearers |= {one.id: one.file for one in read_anew if one.id in ids and one.file}
    come = [one for one in read_anew if one.id not in ids]
    beside.enter([*come, *offers])
    speakers = beside.speakers({one.id for one in come})
    named = {one.id for one in speakers}
    others = [one for one in _records(expander, {layout.path(one.file) for one in speakers}) if one.id in named]
    held = [*((one, True) for one in come), *((one, False) for one in others)]
    return [*sorted(held, key=lambda one: one[0].file or Path()), *((one, True) for one in offers)]


def _records(expander: Expander, files: Iterable[Path]) -> Iterator[Expansion]:
    for path in files:
        yield from expander.file(read(path), path)


class Neighbourhood(Corpus):
    """Some records, what is settled between them and others, and for all else the built store.

    Attributes:
        beside: the built store.
    """

    def __init__(
        self, layout: Layout, expander: Expander, beside: Surroundings, records: list[tuple[Expansion, bool]]
    ) -> None:
        """Take the store, and the records that stand beside it, each with whether it does so whole; use `around`."""
        self.beside = beside
        names, written = expander.names, [one for one, _ in records]
        found = settled(names, expander.grammar, written)
        kept = [one if whole else beside.within(one) for one, (_, whole) in zip(found, records, strict=True)]
        words = {URIRef(names.graph("ontology")): beside.ontology(ASKED)}
        super().__init__(layout, names, expander.grammar, words, kept, Registers(layout), {}, written=written)
        self._marked = {str(iri) for one in self.expansions for iri in one.marks}
        self._known: dict[str, bool] = {}
        self.problems = list(faults(self))

    def looked_at(self) -> int:
        """Return how many statements of the store have been looked at so far, the shapes aside."""
        return self.beside.fetching.looked_at

    def close(self) -> None:
        """Let go of the built store."""
        self.beside.holdings.close()

    @property
    def shapes(self) -> Graph:
        """The graph of all shapes, fetched when it is asked for."""
        return self.beside.shapes()

    @cached_property
    def classes(self) -> Graph:
        """What classes are called, and which are under which."""
        return self.beside.ontology((RDFS.label, RDFS.subClassOf))

    @cached_property
    def quads(self) -> list[Quad]:
        """What the records say that stand here, and before it what words and passages say of the same."""
        beside = self.beside
        same = {
            (s, p, o, URIRef(graph)): None
            for one in self.expansions
            for each in one.statements
            for s, p, o, graph in beside.quads(each.subject, each.predicate, each.object)
            if beside.role(graph) in WORDS or (beside.role(graph) != Role.RECORD and beside.sees(s, p, o, graph))
        }
        return list(same | dict.fromkeys(self.told()))

    @cached_property
    def asserted(self) -> Graph:
        """All that is asserted: what stands here in memory, the rest fetched when it is asked for."""
        part = Part(self.beside.fetching, self.beside.sees)
        for s, p, o, _ in self.told():
            part.add((s, p, o), None)
        return Graph(part)

    @cached_property
    def retired(self) -> Mapping[Node, Node | None]:
        """The identifiers that are no longer used."""
        return Retired(tombstones(self.expansions), self.beside)

    def knows(self, iri: str) -> bool:
        """Return whether something bears this name."""
        if iri not in self._known:
            self._known[iri] = iri in self._marked or self._held(URIRef(iri))
        return self._known[iri]

    def _held(self, thing: URIRef) -> bool:
        beside = self.beside
        for s, p, _, graph in beside.quads(thing, RDF.type, None):
            if beside.says(s, p, graph) or beside.role(graph) in NAMING:
                return True
        return any(beside.role(graph) in WORDS for *_, graph in beside.quads(thing, None, None))

    def of_kind(self, kind: str) -> Iterable[str]:
        """Return the names of a kind, as records write them."""
        own = (name for name in map(self.names.short, self._marked) if kind_of(name) == kind)
        return [*self.beside.holdings.names(kind, self.beside.gone), *own]

    def called(self) -> Iterator[tuple[str, str]]:
        """Yield what the things are called that have no place inside others: the slug of the words, and the name."""
        yield from self.beside.holdings.called(self.beside.spoken)
        yield from super().called()

    def places(self) -> Places:
        """Return where things stand; what another record says than those here, stands elsewhere."""
        own, beside = Places.of(self), self.beside
        made = tuple(self.names.thing(f"{kind}/") for kind in ("claim", "evidence"))

        def said(s: Node, p: Node | None, o: Node | None) -> bool:
            if str(s).startswith(made):
                return beside.made_by_others(s)
            return any(beside.says(s, predicate, graph) for s, predicate, _, graph in beside.quads(s, p, o))

        def stands(node: Node) -> bool:
            return str(node) not in self._marked and said(node, RDF.type, None)

        return Places(
            Elsewhere(own.nodes, stands),
            Elsewhere(own.statements, lambda key: said(*key)),
            Elsewhere(own.properties, lambda key: said(*key, None)),
            Elsewhere(own.values, lambda key: said(key[0], None, key[1])),
        )

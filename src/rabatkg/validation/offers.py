"""Check records that are not filed yet, beside the graph that they are to join."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rdflib.term import Node

from rabatkg import writing
from rabatkg.findings import ERROR, Finding, Places
from rabatkg.graph import Corpus, assemble, with_records
from rabatkg.layout import Layout
from rabatkg.records import Expansion
from rabatkg.speech import Message, mark
from rabatkg.validation import held
from rabatkg.validation.answers import TOMBSTONE, Retired
from rabatkg.validation.cells import in_cells, misnamed
from rabatkg.validation.checking import judge, shapes_of
from rabatkg.validation.meaning import Meaning
from rabatkg.validation.neighbourhood import around, around_on
from rabatkg.validation.quotations import check_cited
from rabatkg.validation.shapes import Shapes

if TYPE_CHECKING:
    from rabatkg.store.remote import Remote

RETIRED_ID = "Record-retired-id"
RETIRED = {
    False: (mark("{name} is no longer used, and nothing took its place."), mark("Give the record another `id`.")),
    True: (
        mark("{name} is no longer used: {new} took its place."),
        mark("If the record is of that, give it the `id` {new}; `rabatkg record add --replace` then files it."),
    ),
}
"""What is wrong with a record whose identifier is no longer used, without and with one that took its place."""


@dataclass(frozen=True)
class Verdict:
    """What came of checking records that are offered.

    Attributes:
        findings: what is wrong, by file and place.
        held: a warning for each record whose identifier another file holds: it can only take the place of that one.
        asked: how many nodes the shapes were asked of.
        fetched: how many statements of the graph were looked at, the shapes aside.
    """

    findings: tuple[Finding, ...]
    asked: int
    fetched: int
    held: tuple[Finding, ...] = ()

    @property
    def errors(self) -> int:
        """How many findings are errors; the rest are warnings."""
        return sum(finding.severity == ERROR for finding in self.findings)


def check_offered(
    layout: Layout, offers: Iterable[Expansion], texts: Path | None = None, server: "Remote | None" = None
) -> Verdict:
    """Return what is wrong with records that are offered, by the rules of the whole corpus.

    Where a store has been built that can tell, only what decides is fetched from it, and files that have changed since
    are read; else the whole corpus is put together. The verdict is the same. Where a server holds the graph, it is
    asked instead; no file of records is read but those that speak of the same as what is offered.

    Args:
        layout: where the graph that they are to join stands.
        offers: the records; one whose identifier is held takes the place of the held one.
        texts: the folder of the documents, to compare the quotations of these records with.
        server: the graph on a server.

    Raises:
        DataError: a file of the data folder that must be read cannot be, or the server does not answer.
    """
    chosen = list(offers)
    near = around_on(server, layout, chosen) if server is not None else None
    near = near or writing.steady(layout.data, lambda: around(layout, chosen))
    if near is not None:
        with closing(near):
            if gone := _retired(near, chosen, Retired({}, near.beside, built=True)):
                return Verdict(gone, 0, near.looked_at())
            shapes = Shapes(near.shapes, layout.settings.languages, near.names.short)
            bearers = near.beside.bearers
            return _verdict(near, chosen, shapes, near.places, texts, near.looked_at, bearers)
    before = assemble(layout)
    if gone := _retired(before, chosen, before.retired):
        return Verdict(gone, 0, len(before.quads))
    whole = with_records(before, chosen)
    bearers = {one.id: one.file for one in before.written if one.file}
    return _verdict(whole, chosen, shapes_of(whole), lambda: Places.of(whole), texts, lambda: len(whole.quads), bearers)


def _verdict(
    corpus: Corpus,
    offers: list[Expansion],
    shapes: Shapes,
    places: Callable[[], Places],
    texts: Path | None,
    looked_at: Callable[[], int],
    bearers: Mapping[str, Path],
) -> Verdict:
    ids = {one.id for one in offers}
    judged = judge(corpus, ids, shapes, places())
    cited = check_cited(corpus, texts, ids) if texts is not None else ()
    typed = {one.file: one.typed for one in offers if one.typed is not None}
    meaning = Meaning(corpus, shapes.graph)
    misread = [finding for one in typed.values() for finding in misnamed(meaning, one.choices)]
    bearing = held.warned(corpus, offers, bearers)
    settled = held.settled(corpus, bearing, (*judged.findings, *cited, *misread))
    findings = [in_cells(one, typed[one.file]) if one.file in typed else one for one in settled]
    findings.sort(key=lambda one: one.order)
    told = {one.node for one in findings if one.rule == held.RULE}
    return Verdict(tuple(findings), judged.asked, looked_at(), tuple(one for one in bearing if one.node not in told))


def _retired(corpus: Corpus, offers: Iterable[Expansion], retired: Mapping[Node, Node | None]) -> tuple[Finding, ...]:
    """Return which records bear an identifier that is no longer used, by which whatever they say would be wrong."""
    short = corpus.names.short
    found = []
    for offer in offers:
        if offer.iri not in retired or any(one.object == TOMBSTONE for one in offer.statements):
            continue
        after, name = retired[offer.iri], short(str(offer.iri))
        message = tuple(Message(one, {"name": name, "new": short(str(after))}) for one in RETIRED[after is not None])
        place = offer.adds or offer.marks.get(offer.iri)
        one = Finding(RETIRED_ID, message, node=name, path="id", value=name).at(place)
        found.append(in_cells(one, offer.typed) if offer.typed is not None else one)
    return tuple(found)

"""Check records that are not filed yet, beside the graph that they are to join."""

from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from rabatkg import writing
from rabatkg.findings import ERROR, Finding, Places
from rabatkg.graph import Corpus, assemble, with_records
from rabatkg.layout import Layout
from rabatkg.records import Expansion
from rabatkg.validation.checking import Judged, judge, shapes_of
from rabatkg.validation.neighbourhood import around
from rabatkg.validation.quotations import check_cited
from rabatkg.validation.shapes import Shapes


@dataclass(frozen=True)
class Verdict:
    """What came of checking records that are offered.

    Attributes:
        findings: what is wrong, by file and place.
        asked: how many nodes the shapes were asked of.
        fetched: how many statements of the graph were looked at, the shapes aside.
    """

    findings: tuple[Finding, ...]
    asked: int
    fetched: int

    @property
    def errors(self) -> int:
        """How many findings are errors; the rest are warnings."""
        return sum(finding.severity == ERROR for finding in self.findings)


def check_offered(layout: Layout, offers: Iterable[Expansion], texts: Path | None = None) -> Verdict:
    """Return what is wrong with records that are offered, by the rules of the whole corpus.

    Where a store has been built that can tell, only what decides is fetched from it, and files that have changed since
    are read; else the whole corpus is put together. The verdict is the same.

    Args:
        layout: where the graph that they are to join stands.
        offers: the records; one whose identifier is held takes the place of the held one.
        texts: the folder of the documents, to compare the quotations of these records with.

    Raises:
        DataError: a file of the data folder that must be read cannot be.
    """
    chosen = list(offers)
    ids = {one.id for one in chosen}
    near = writing.steady(layout.data, lambda: around(layout, chosen))
    if near is not None:
        with closing(near):
            shapes = Shapes(near.shapes, layout.settings.languages, near.names.short)
            return _verdict(near, judge(near, ids, shapes, near.places()), ids, texts, near.looked_at)
    whole = with_records(assemble(layout), chosen)
    judged = judge(whole, ids, shapes_of(whole), Places.of(whole))
    return _verdict(whole, judged, ids, texts, lambda: len(whole.quads))


def _verdict(
    corpus: Corpus, judged: Judged, ids: set[str], texts: Path | None, looked_at: Callable[[], int]
) -> Verdict:
    cited = check_cited(corpus, texts, ids) if texts is not None else ()
    findings = sorted((*judged.findings, *cited), key=lambda one: one.order)
    return Verdict(tuple(findings), judged.asked, looked_at())

"""File the records of a file that somebody offers: checked, named, shelved, and written all or none."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rabatkg import building, graph, intake, validation
from rabatkg.filing.changes import Change, change
from rabatkg.filing.likeness import Like, likes
from rabatkg.filing.minting import Days, Minter
from rabatkg.filing.placing import Filed, corpora_of, layouts, place
from rabatkg.filing.registering import Proposal, carried, entry, proposals
from rabatkg.findings import ERROR, Finding
from rabatkg.forms.called import Called
from rabatkg.graph import Corpus
from rabatkg.layout import Layout
from rabatkg.records import Expander, Expansion
from rabatkg.speech import Message, mark
from rabatkg.writing import Waiting as Told


@dataclass(frozen=True)
class Filing:
    """What came of a file that was offered.

    Attributes:
        findings: what is wrong, in order; with an error nothing is filed.
        proposals: entries of the registers that the records call for.
        likes: things held that may be what a record is about.
        filed: what was filed, or would be; empty where it is refused.
        corpora: for each named corpus, whether it takes all of that in.
        before: the corpus as it was.
        after: the corpus with the records; None where they are refused.
    """

    findings: tuple[Finding, ...]
    proposals: tuple[Proposal, ...]
    likes: tuple[Like, ...]
    filed: tuple[Filed, ...]
    corpora: dict[str, bool]
    before: Corpus
    after: Corpus | None


def add(
    layout: Layout,
    file: Path,
    *,
    texts: Path | None = None,
    register: bool = False,
    replace: bool = False,
    dry_run: bool = False,
    told: Told = lambda message: None,
) -> Filing:
    """File the records of a file, all or none, and return what came of it.

    Args:
        layout: where the data folder is.
        file: records in any form that `record check` reads.
        texts: the folder of the documents, to compare the quotations with.
        register: file the entries of registers too that the records call for.
        replace: let a record take the place of the one that bears its identifier.
        dry_run: do all but write.
        told: is told what happens, where it takes time.

    Raises:
        DataError: the file cannot be read at all, an identifier is held already, or the data folder cannot be written.
        UsageError: no form of records ends so.
    """
    with _change(layout, dry_run, told) as made:
        told(Message(mark("Reading the records …")))
        return _Adding(layout, graph.assemble(layout), file).file_into(made, texts, register, replace, told)


@contextmanager
def _change(layout: Layout, dry_run: bool, told: Told) -> Iterator[Change]:
    if dry_run:
        yield Change(layout.data)
        return
    with change(layout.data, told) as made:
        yield made


def minter(corpus: Corpus) -> Minter:
    """Return what gives identifiers to new records of a corpus."""
    settings = corpus.layout.settings
    held = {one.id: _days(one) for one in corpus.written if one.adds is None}
    return Minter.of(corpus.ontology, settings.languages, settings.dialogue, held)


class _Adding:
    """The work of one call, once the data folder is held."""

    def __init__(self, layout: Layout, corpus: Corpus, file: Path) -> None:
        self.layout, self.corpus, self.source = layout, corpus, file
        self.languages = layout.settings.languages
        self.expander = Expander(corpus.grammar, corpus.names, self.languages)
        self.held = {one.id: one for one in corpus.written}

    def file_into(self, made: Change, texts: Path | None, register: bool, replace: bool, told: Told) -> Filing:
        minting = minter(self.corpus)
        naming = Expander(self.corpus.grammar, self.corpus.names, self.languages, minting, Called(self.layout))
        offers = intake.offered(self.source, naming)
        proposed = [*proposals(self.corpus, offers), *carried(self.corpus, offers)]
        entries = [(one, entry(one, self.expander)) for one in proposed if one.record is not None and one.complete]
        records = [*offers, *(one for _, one in entries)] if register else offers
        told(Message(mark("Checking the records …")))
        verdict = validation.check_offered(self.layout, records, texts)
        if any(one.rule == validation.RETIRED_ID for one in verdict.findings):
            return Filing(verdict.findings, (), (), (), {}, self.corpus, None)
        after = graph.with_records(self.corpus, records)
        findings = [*verdict.findings, *self._faults(after, verdict.findings)]
        refused = {one.node for one in findings if one.rule == validation.HELD}
        bearing = [one for one in offers if one.id in self.held and one.id not in refused]
        findings += [] if replace else [self._held(one) for one in bearing]
        near = tuple(likes(self.corpus, offers, minting))
        unasked = any(one.carried for one in proposed) and not register
        if unasked or any(one.severity == ERROR for one in findings):
            return Filing(tuple(findings), tuple(proposed), near, (), {}, self.corpus, None)
        blocks = layouts(self.corpus, self.source, offers, self.expander)
        blocks |= {one.id: proposal.record for proposal, one in entries if proposal.record is not None}
        filed = place(made, self.corpus, self.source, records, blocks, self.expander)
        return Filing(tuple(findings), tuple(proposed), near, filed, corpora_of(self.corpus, filed), self.corpus, after)

    def _held(self, one: Expansion) -> Finding:
        held = self.held[one.id]
        at = held.adds or held.marks.get(held.iri)
        return validation.held_already(one, at or str(held.file), ERROR)

    def _faults(self, after: Corpus, found: Sequence[Finding]) -> Iterator[Finding]:
        """Yield what would keep the graph from being built, and was not found yet."""
        problems = building.problems(after)
        before = {(one.rule, repr(one.values)) for one in building.problems(self.corpus)} if problems else set()
        known = {(one.rule, one.file, one.line, one.column) for one in found}
        for one in problems:
            finding = Finding.of_problem(one)
            place = (finding.rule, finding.file, finding.line, finding.column)
            if (one.rule, repr(one.values)) not in before and place not in known:
                yield finding


def _days(record: Expansion) -> Days | None:
    said = {one.key: str(one.object) for one in record.statements if one.subject == record.iri}
    return (said["earliest"], said["latest"]) if {"earliest", "latest"} <= said.keys() else None

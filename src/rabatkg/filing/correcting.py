"""Correct what the graph says: a record of its own, which retracts, disputes or replaces, and leaves the old one be."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from rdflib import Literal, URIRef
from rdflib.term import Node as Term

from rabatkg import graph
from rabatkg.errors import DataError, UsageError
from rabatkg.evidence import Wording, resolve
from rabatkg.filing.changes import Change
from rabatkg.filing.choosing import Choice, forward_keys
from rabatkg.filing.composing import GROUNDS, Source, block, correction, free, listing, page_of, word
from rabatkg.filing.rebuilding import store_of
from rabatkg.filing.trying import Trial, attempt, listed, new_faults
from rabatkg.graph import Corpus
from rabatkg.layout import Layout
from rabatkg.names import KEY, slug
from rabatkg.reading import read
from rabatkg.records import Claim, Key, Statement
from rabatkg.records.commented import Block, Entry, Node
from rabatkg.speech import mark, say
from rabatkg.validation.quotations import check_cited
from rabatkg.writing import Waiting


@dataclass(frozen=True)
class Order:
    """A correction that is to be made.

    Attributes:
        rank: retracted, disputed or replaced.
        thing, property: what it is about, by a key or a label.
        value: the value that is corrected, as its record writes it or by its label; None where there is but one.
        grounds: why, by language.
        day: when it is made, as in 2026-11-22.
        instead: what is to be said in its place, where it is replaced.
        source: what shows that; for a replacement, what shows the new value.
    """

    rank: str
    thing: str
    property: str
    value: str | None
    grounds: Mapping[str, str]
    day: str
    instead: str | None = None
    source: Source = field(default_factory=Source)


@dataclass(frozen=True)
class Corrected:
    """What came of it.

    Attributes:
        id, path: the correction and its file.
        text: what stands in that file.
        statement: what was corrected, in words.
        trial: the data before and after, and what would be wrong with them; nothing is written unless it is sound.
    """

    id: str
    path: Path
    text: str
    statement: str
    trial: Trial


def correct(
    layout: Layout,
    order: Order,
    *,
    lang: str = "en",
    texts: Path | None = None,
    dry_run: bool = False,
    told: Waiting | None = None,
) -> Corrected:
    """Make a correction, in a new file under `corrections/`, unless it would leave the data invalid.

    Args:
        layout: where the data folder is.
        order: the correction.
        lang: the language in which the statement is told.
        texts: the folder of the documents, to compare the quotation with.
        dry_run: do all but write.
        told: is told who holds the folder, where that takes long.

    Raises:
        UnknownName: nothing is called so, or nothing of this is said of the thing; with what is.
        DataError: what is named rests on no passage, or the data have faults already.
        UsageError: the order lacks something.
    """
    for code in layout.settings.languages:
        if not order.grounds.get(code, "").strip():
            raise UsageError("The grounds in {code} are missing.", code=code, remedy=GROUNDS)
    with attempt(layout, dry_run, told) as made:
        done = _Correcting(graph.assemble(layout), order, lang).made(made, texts)
        if not done.trial.sound:
            made.contents.clear()
        return done


class _Correcting:
    """The work of one correction, once the data folder is held."""

    def __init__(self, corpus: Corpus, order: Order, lang: str) -> None:
        self.corpus, self.order = corpus, order
        self.layout, self.names = corpus.layout, corpus.names
        self.store = store_of(corpus)
        self.words = Wording(self.store, self.names, lang)
        self.keys = forward_keys(corpus.grammar)

    def made(self, made: Change, texts: Path | None) -> Corrected:
        order = self.order
        named = (order.thing, order.property, order.value)
        old = Choice(self.corpus, self.store, self.words, self.keys, *named).statement()
        self._not_yet(old)
        about = self.names.short(str(old.subject)).partition("/")[2]
        key = self.keys[str(old.predicate)]
        stem = f"{order.day}-{slug(about)}-{slug(key.name)}"
        path = free(self.corpus, stem)
        identifier = f"correction/{path.stem}"
        text = page_of(self.corpus, [self._record(identifier, key, old)])
        made.write(path, text.encode())
        listed(made, self.layout, path, None)
        offers = graph.reader(self.layout).file(read(text, path), path)
        after = graph.with_records(self.corpus, offers)
        about_it = {old.subject, *(one.iri for one in offers)}
        findings = new_faults(self.corpus, after, about_it)
        if texts is not None:
            findings += tuple(check_cited(after, texts, {one.id for one in offers}))
        statement = f"{self.words.of(str(old.subject))} — {self._told(old)}"
        return Corrected(identifier, path, text, statement, Trial(self.corpus, after, findings))

    def _not_yet(self, old: Statement) -> None:
        """Refuse to dispute for the same reason what is disputed for it already."""
        grounds = {Literal(text, lang=language) for language, text in self.order.grounds.items()}
        for one in self.corpus.written if self.order.rank == "disputed" else ():
            same = (claim.rank == "disputed" and _triple(claim) == _triple(old) for claim in one.claims)
            if any(same) and grounds <= {each.object for each in one.statements}:
                raise DataError(
                    "This is disputed already, for the same reason, by {correction}.",
                    correction=one.id,
                    remedy=mark("Nothing is left to do; another reason makes another dispute."),
                )

    def _told(self, one: Statement) -> str:
        value = self.words.of(str(one.object)) if isinstance(one.object, URIRef) else str(one.object)
        return say("{property}: {value}", self.words.lang, property=self.words.of(str(one.predicate)), value=value)

    # what is written

    def _record(self, identifier: str, key: Key, old: Statement) -> Block:
        """Return the correction, which sets the statement aside or disputes it, and says what stands in its place."""
        order, basis = self.order, self._basis(key, old)
        source = replace(order.source, basis=basis) if key.by_basis else order.source
        claims = [self._claim(key, old, self._written(key, old), order.rank)]
        if order.rank == "replaced":
            if not order.instead or not source:
                raise UsageError(
                    "A new value needs its source.",
                    remedy=mark("Name the passage and its words, or the pages, that show it."),
                )
            claim = self._claim(key, old, self._new(key, order.instead), None)
            claim.entries.append(Entry(0, "replaces", self._texts(old, self._written(key, old))))
            claim.entries.append(Entry(0, "evidence", listing([source.evidence(order.grounds)])))
            claims.append(claim)
        return correction(identifier, order.day, order.grounds, source, claims)

    def _new(self, key: Key, value: str) -> str:
        """Return a new value as records write it: a thing may be named by its label."""
        named = key.value in ("iri", "serve") and not KEY.fullmatch(value)
        return self.names.short(resolve(self.store, self.names, value)) if named else value

    def _claim(self, key: Key, old: Statement, value: str, rank: str | None) -> Block:
        claim = block({"about": self.names.short(str(old.subject)), "property": key.name})
        claim.entries.append(Entry(0, "value", self._texts(old, value)))
        basis = self._basis(key, old)
        claim.entries.extend(block({"rank": rank, "basis": None if basis == "stated" else basis}).entries)
        return claim

    def _basis(self, key: Key, old: Statement) -> str:
        return next((name for name, iri in key.by_basis if iri == str(old.predicate)), "stated")

    def _texts(self, old: Statement, value: str) -> Node:
        language = old.object.language if isinstance(old.object, Literal) else None
        return block({language: value}) if language else word(value)

    def _written(self, key: Key, old: Statement) -> str:
        return self.names.short(str(old.object)) if isinstance(old.object, URIRef) and key.value != "uri" else old.text


def _triple(one: Statement | Claim) -> tuple[Term, Term, Term]:
    return one.subject, one.predicate, one.object

"""Retire a thing: its record goes, its identifier stays alive, and what was said of it stays as retracted claims."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from rdflib import Literal, URIRef

from rabatkg import graph
from rabatkg.errors import DataError, UsageError
from rabatkg.filing import editing
from rabatkg.filing.changes import Change
from rabatkg.filing.composing import GROUNDS, Source, correction, free, page_of, tombstone
from rabatkg.filing.keys import keep_keys
from rabatkg.filing.naming import homes, meant, under
from rabatkg.filing.sweeping import CLAIMS, Reference, Sweep
from rabatkg.filing.trying import Trial, attempt, listed, tried
from rabatkg.graph import Corpus, kind_of
from rabatkg.layout import Layout
from rabatkg.names import SKOS, slug
from rabatkg.reading import read
from rabatkg.records import Claim, Expansion
from rabatkg.records.commented import Block
from rabatkg.records.correcting import CORRECTION
from rabatkg.records.statements import claimed
from rabatkg.records.written import written
from rabatkg.speech import mark
from rabatkg.writing import Waiting

TITLE = URIRef(f"{SKOS}prefLabel")
REPLACED = "replacedBy"
REVIEW = ".review.yaml"
"""What a second reader wrote down names things as they were called then."""


@dataclass(frozen=True)
class Retired:
    """What came of it.

    Attributes:
        names: the identifiers that are retired, each with what takes its place, or None.
        files: the files that are written; `gone`, those that are removed.
        pointing: where something still names them; while anything does, nothing is written.
        claims: how many claims are retracted with them.
        trial: the data before and after; None while something points to it.
    """

    names: Mapping[str, str | None]
    files: tuple[Path, ...]
    gone: tuple[Path, ...]
    pointing: tuple[Reference, ...]
    claims: int
    trial: Trial | None

    @property
    def sound(self) -> bool:
        """Whether nothing points to it, and the data stay valid."""
        return self.trial is not None and self.trial.sound


def retire(
    layout: Layout,
    thing: str,
    grounds: Mapping[str, str],
    *,
    day: str,
    replaced_by: str | None = None,
    dry_run: bool = False,
    told: Waiting | None = None,
) -> Retired:
    """Retire a thing, with all that is called after it.

    Args:
        layout: where the data folder is.
        thing: its identifier.
        grounds: why, by language.
        day: the day on which it is retired.
        replaced_by: the thing that it is the same as; whatever names the retired one then names this one.
        dry_run: do all but write.
        told: is told who holds the folder, where that takes long.

    Raises:
        UnknownName: no record describes such a thing; with those that look like it.
        UsageError: it would be replaced by itself, or the grounds are missing in a language.
        DataError: it is no longer used, or its passages are evidence.
    """
    for code in layout.settings.languages:
        if not grounds.get(code, "").strip():
            raise UsageError("The grounds in {code} are missing.", code=code, remedy=GROUNDS)
    with attempt(layout, dry_run, told) as made:
        done = _Retiring(graph.assemble(layout), thing, grounds, replaced_by, day).made(made)
        if not done.sound:
            made.contents.clear()
        return done


class _Retiring:
    """The work of one retirement, once the data folder is held."""

    def __init__(
        self, corpus: Corpus, thing: str, grounds: Mapping[str, str], replaced_by: str | None, day: str
    ) -> None:
        self.corpus, self.names, self.layout = corpus, corpus.names, corpus.layout
        self.thing, self.grounds, self.day, self.instead = thing, grounds, day, replaced_by
        iri = meant(corpus, thing)
        if kind_of(thing) == "correction" or thing.removeprefix("document/") in corpus.registers:
            raise DataError(
                "{name} cannot be retired: other claims rest on it.",
                name=thing,
                remedy=mark("Correct the claims one by one, with `rabatkg claim`."),
            )
        self.things = under(corpus, str(iri))
        if replaced_by is not None and meant(corpus, replaced_by) in self.things:
            raise UsageError("{name} cannot replace itself.", name=replaced_by)
        self.sweep = Sweep(corpus, self.things)

    def made(self, made: Change) -> Retired:
        for sheet in self.sweep.sheets.values() if self.instead else ():
            keep_keys(sheet, self.corpus.grammar, self._swap)
        pointing = [one for one in self.sweep.references() if not self._settled(one)]
        after = {name: self._after(name) for name in sorted(self.sweep.names)}
        retracted = self._retracted()
        count = len({claim.iri for claims in retracted.values() for claim in claims})
        if pointing:
            return Retired(after, (), (), tuple(pointing), count, None)
        self.sweep.cut_idle_proofs()
        self.sweep.into(made)
        self._stand_alone(made)
        described = homes(self.corpus, self.sweep.names)
        for file in dict.fromkeys((*described, *retracted)):
            path = free(self.corpus, f"{self.day}-{slug(self.thing.partition('/')[2])}-retired", made.contents)
            records = [self._tombstone(name, after[name]) for name in sorted(described.get(file, ()))]
            claims = retracted.get(file)
            records += [self._correction(f"{CORRECTION}{path.stem}", claims)] if claims else []
            made.write(path, page_of(self.corpus, records).encode())
            listed(made, self.layout, path, file)
        trial = tried(self.corpus, made.contents, self.things)
        files = tuple(file for file, content in made.contents.items() if content is not None)
        gone = tuple(file for file, content in made.contents.items() if content is None)
        return Retired(after, files, gone, (), count, trial)

    def _after(self, name: str) -> str | None:
        """Return what takes the place of an identifier: that of the other thing, or what is called alike under it."""
        if self.instead is None:
            return None
        there = self.instead + name.removeprefix(self.thing)
        return there if self.corpus.knows(self.names.thing(there)) else None

    def _swap(self, name: str) -> str | None:
        return self._after(name) if name in self.sweep.names else None

    def _settled(self, one: Reference) -> bool:
        """Settle a place that names the thing, and tell whether that could be done."""
        there = self._after(one.name)
        claim, sheet = self.sweep.entry(one), self.sweep.sheets[one.path]
        about = claim.get("about") if claim is not None else None
        if claim is not None and claim.get("rank") is not None:
            return True
        if about is not None and about.text in self.sweep.names:
            self.sweep.cut(one)
            return True
        if there is None:
            return one.key == REPLACED or one.path.name.endswith(REVIEW)
        beside = [item.text for item in sheet.at(one.steps[:-1]).items]
        if (one.piece.text or "").replace(one.name, there) in beside:
            self.sweep.cut(one)
        else:
            sheet.exchange(one.piece, one.name, there)
        return True

    # what stays

    def _tombstone(self, name: str, there: str | None) -> Block:
        thing = URIRef(self.names.thing(name))
        said = [each for one in self.corpus.expansions for each in one.statements if each.subject == thing]
        title = {
            each.object.language: str(each.object)
            for each in said
            if each.predicate == TITLE and isinstance(each.object, Literal) and each.object.language
        }
        kind = "mistaken" if self.instead is None else "merged"
        stone = tombstone(name, kind, self.day, title=title, grounds=self.grounds, replaced_by=there or self.instead)
        own = (claim for one in self._own() for claim in one.claims if claim.subject == thing)
        return self._with_claims(stone, [claim for claim in own if claim.rank and not self._by_correction(claim)])

    def _correction(self, identifier: str, claims: list[Claim]) -> Block:
        record = correction(identifier, self.day, self.grounds, Source(), [])
        by = URIRef(self.names.thing(identifier))
        ranked = [claimed(self.names, one, one.evidence, "retracted", (), by) for one in claims]
        return self._with_claims(record, [replace(one, replaces=None) for one in ranked])

    def _with_claims(self, record: Block, claims: list[Claim]) -> Block:
        """Return a record with further claims."""
        record.entries = [entry for entry in record.entries if entry.key != CLAIMS]
        (found,) = graph.reader(self.layout).file(read(page_of(self.corpus, [record])))
        found.claims.extend(claims)
        claimed_too = written(found, self.corpus.grammar, self.names).entries
        record.entries += [entry for entry in claimed_too if entry.key == CLAIMS]
        return record

    def _own(self) -> Iterator[Expansion]:
        """Yield the records that go: of the things, and of what is added to them."""
        return (one for one in self.corpus.expansions if one.iri in self.things)

    def _retracted(self) -> dict[Path, list[Claim]]:
        """Return what is claimed of the things, by the file that claims it, each claim with all its evidence there."""
        found: dict[Path, dict[URIRef, Claim]] = {}
        for one in self.corpus.expansions:
            if one.file is None:
                continue
            for claim in one.claims:
                if claim.rank is None and claim.subject in self.things:
                    mine = found.setdefault(one.file, {})
                    held = mine[claim.iri].evidence if claim.iri in mine else ()
                    proofs = {proof.iri: proof for proof in (*held, *claim.evidence)}
                    mine[claim.iri] = replace(claim, evidence=tuple(proofs.values()))
        return {file: list(claims.values()) for file, claims in found.items()}

    def _by_correction(self, claim: Claim) -> bool:
        return self.names.short(str(claim.ranked_by)).startswith(CORRECTION)

    def _stand_alone(self, made: Change) -> None:
        """Write into earlier corrections of the things the evidence that stood in the records that go."""
        expander = graph.reader(self.layout)
        for one in self.corpus.expansions:
            ranked = [claim for claim in one.claims if claim.rank and claim.subject in self.things]
            if not one.id.startswith(CORRECTION) or not ranked or one.file is None:
                continue
            kept = [each for each in one.statements if each.subject not in self.things]
            claims = [claim for claim in one.claims if claim.rank or claim.subject not in self.things]
            block = written(replace(one, statements=kept, claims=claims), self.corpus.grammar, self.names)
            content = (made.read(one.file) or b"").decode()
            made.write(one.file, editing.exchanged(content, one.id, block, expander, one.file).encode())

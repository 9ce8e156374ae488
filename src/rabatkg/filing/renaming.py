"""Rename a thing: every file names it by its new identifier, and the old one stays alive and leads there.

The files are rewritten where they name the thing, and nowhere else. What they say afterwards is compared with what they
said before: it must be the same but for the names. The identifiers of claims and evidence are made from what they say,
and so they change with it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rdflib import URIRef

from rabatkg import graph
from rabatkg.errors import DataError, UsageError
from rabatkg.filing.changes import Change
from rabatkg.filing.composing import free, page_of, tombstone
from rabatkg.filing.keys import keep_keys
from rabatkg.filing.naming import homes, meant, owner, provisions, standing
from rabatkg.filing.rewriting import Sheet
from rabatkg.filing.sameness import moved, said
from rabatkg.filing.trying import CORPORA, Trial, attempt, listed, tried
from rabatkg.graph import Corpus, kind_of
from rabatkg.layout import Layout
from rabatkg.names import KEY, slug
from rabatkg.reading import Mark, text
from rabatkg.speech import mark
from rabatkg.writing import Waiting

MINTED = frozenset({"passage", "claim", "evidence", "correction", "addition"})
"""Kinds whose identifiers the program makes."""
NAMED = re.compile(r"\w+: (?=\S)")
"""How `shows` begins where it names a key with one of its values."""


@dataclass(frozen=True)
class Renamed:
    """What came of it.

    Attributes:
        names: the old identifiers, each with its new one.
        files: the files that are written, by what they are called afterwards.
        moved: the file that is renamed, with its new name; None where none is.
        beside: where else the old identifier stands, in comments and in questions, which are left as they are.
        trial: the data before and after; nothing is written unless it is sound.
    """

    names: Mapping[str, str]
    files: tuple[Path, ...]
    moved: tuple[Path, Path] | None
    beside: tuple[Mark, ...]
    trial: Trial


def rename(
    layout: Layout, old: str, new: str, *, day: str, dry_run: bool = False, told: Waiting | None = None
) -> Renamed:
    """Rename a thing, with all that is called after it, in one change of all files that name it.

    The file of a record that is called after it is renamed too, also in the corpora that list it.

    Args:
        layout: where the data folder is.
        old, new: the identifiers, as records write them, of one kind.
        day: the day on which it is renamed.
        dry_run: do all but write.
        told: is told who holds the folder, where that takes long.

    Raises:
        UnknownName: no record describes such a thing; with those that look like it.
        UsageError: the new identifier is none, is taken, or is of another kind or place.
        DataError: identifiers of this kind are made by the program, or the data would not say the same afterwards.
    """
    with attempt(layout, dry_run, told) as made:
        done = _Renaming(graph.assemble(layout), old, new).made(made, day)
        if not done.trial.sound:
            made.contents.clear()
        return done


class _Renaming:
    """The work of one renaming, once the data folder is held."""

    def __init__(self, corpus: Corpus, old: str, new: str) -> None:
        self.corpus, self.names, self.layout = corpus, corpus.names, corpus.layout
        self.old, self.new = old, new
        self.iri = meant(corpus, old)
        self.owner = owner(corpus, self.iri)
        self._allow()
        start = provisions(corpus, old)
        self.starts = {old: new} | ({start: f"provision/{new.partition('/')[2]}"} if start else {})
        nodes = dict.fromkeys(corpus.names.short(str(node)) for one in corpus.written for node in one.marks)
        self.mapping = {name: there for name in nodes if (there := self.swap(name)) is not None}

    def swap(self, name: str) -> str | None:
        """Return the new identifier of a thing, or None where it keeps its own."""
        for old, new in self.starts.items():
            if name == old or name.startswith(f"{old}/"):
                return new + name[len(old) :]
        return None

    def made(self, made: Change, day: str) -> Renamed:
        beside: list[Mark] = []
        for path in sorted(self.layout.data.rglob("*.yaml")):
            sheet = Sheet(text(path))
            beside += self._comments(path, sheet)
            self._rewrite(path, sheet)
            if (content := sheet.written()) != sheet.text:
                made.read(path)
                made.write(path, content.encode())
        home = self._home()
        if home is not None:
            self._move(made, *home)
        for file, names in homes(self.corpus, self.mapping).items():
            tombs = [tombstone(one, "renamed", day, replaced_by=self.mapping[one]) for one in sorted(names)]
            path = free(self.corpus, f"{day}-{slug(self.old.partition('/')[2])}-renamed", made.contents)
            made.write(path, page_of(self.corpus, tombs).encode())
            listed(made, self.layout, path, file)
        nodes = [URIRef(self.names.thing(name)) for pair in self.mapping.items() for name in pair]
        trial = tried(self.corpus, made.contents, nodes)
        self._compare(trial)
        files = tuple(path for path, content in made.contents.items() if content is not None)
        return Renamed(self.mapping, files, home, (*beside, *self._questions()), trial)

    def _allow(self) -> None:
        kind, new = kind_of(self.old), self.new
        if kind in MINTED or (kind == "document" and self.old.partition("/")[2] in self.corpus.registers):
            raise DataError(
                "{name} cannot be renamed: the program made it, or made the names of passages from it.",
                name=self.old,
                remedy=mark("Correct its title instead; an identifier is only a handle."),
            )
        if not KEY.fullmatch(new) or kind_of(new) != kind:
            raise UsageError(
                "{new} is no identifier of the kind {kind}.",
                new=new,
                kind=kind,
                remedy=mark("Write it in lower-case letters, digits and hyphens, as in {kind}/example."),
            )
        if self.owner.iri != self.iri and new.rpartition("/")[0] != self.old.rpartition("/")[0]:
            raise UsageError(
                "{old} stands inside {outer}, and so must {new}.",
                old=self.old,
                new=new,
                outer=self.old.rpartition("/")[0],
                remedy=mark("Change only what comes after the last slash."),
            )
        if new == self.old:
            raise UsageError("It is called {new} already.", new=new, remedy=mark("Name another identifier for it."))
        taken = self.names.thing(new)
        if self.corpus.knows(taken) or any(node.startswith(f"{taken}/") for node in self.corpus.things):
            raise UsageError(
                "{new} is taken.", new=new, remedy=mark("Choose another one; no identifier is used twice.")
            )

    def _rewrite(self, path: Path, sheet: Sheet) -> None:
        keep_keys(sheet, self.corpus.grammar, self.swap)
        for _, piece in sheet.walk():
            if piece.text is not None:
                begin = NAMED.match(piece.text)
                name = piece.text[begin.end() :] if begin else piece.text
                if KEY.fullmatch(name) and (there := self.swap(name)) is not None:
                    sheet.exchange(piece, name, there)
        if self.owner.iri != self.iri and self.owner.file == path:
            place = self.owner.marks[self.iri]
            node = sheet.at(sheet.way(place.line, place.column))
            before, after = self.old.rpartition("/")[2], self.new.rpartition("/")[2]
            own = node.get("key")
            if own is not None:
                sheet.exchange(own, before, after)
            else:
                sheet.first(node, "key", after)

    def _home(self) -> tuple[Path, Path] | None:
        """Return the file of the record and what it is to be called, where it is called after the record."""
        file = self.owner.file
        alone = sum(one.file == file for one in self.corpus.written) == 1
        if file is None or not alone or self.owner.iri != self.iri:
            return None
        old, new = (name.partition("/")[2].replace("/", "-") for name in (self.old, self.new))
        path = file.with_name(f"{new}.yaml")
        return (file, path) if file.stem == old and not path.exists() else None

    def _move(self, made: Change, old: Path, new: Path) -> None:
        made.write(new, made.contents[old] or b"")
        made.remove(old)
        place = self.layout.data / CORPORA
        sheet = Sheet((made.read(place) or b"").decode())
        before, after = (path.relative_to(self.layout.data).as_posix() for path in (old, new))
        for _, piece in sheet.walk():
            if piece.text == before:
                sheet.exchange(piece, before, after)
        made.write(place, sheet.written().encode())

    def _comments(self, path: Path, sheet: Sheet) -> Iterator[Mark]:
        spans = [(piece.start, piece.end) for _, piece in sheet.walk() if piece.text is not None]
        for at, place in standing(self.old, path, sheet.text):
            if not any(start <= at < end for start, end in spans):
                yield place

    def _questions(self) -> Iterator[Mark]:
        for path in sorted(self.layout.queries.rglob("*.rq")):
            yield from (place for _, place in standing(self.old, path, text(path)))

    def _compare(self, trial: Trial) -> None:
        """Refuse a change by which the data would say anything else than before, but for the names."""
        tombs = {URIRef(self.names.thing(name)) for name in self.mapping}
        if trial.sound and moved(said(trial.before), self._new) != said(trial.after, tombs):
            raise DataError(
                "{old} cannot be renamed without changing what the data say.",
                old=self.old,
                remedy=mark("Look for it in the files, and write plainly what is written in an unusual way."),
            )

    def _new(self, iri: URIRef) -> URIRef:
        there = self.swap(self.names.short(str(iri)))
        return iri if there is None else URIRef(self.names.thing(there))

"""Take things out of the files of the data folder: their records, what adds to them, and what names them."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from rdflib import URIRef

from rabatkg.filing.changes import Change
from rabatkg.filing.renaming import NAMED
from rabatkg.filing.rewriting import Piece, Sheet, Steps
from rabatkg.filing.trying import CORPORA
from rabatkg.graph import Corpus
from rabatkg.reading import Mark, text

RECORDS, CLAIMS, EVIDENCE, SHOWS = "records", "claims", "evidence", "shows"
INNER = frozenset({"about", "value", "provision", "replaces"})
"""Keys of a value that is written long, or of a claim: without them it says nothing."""


@dataclass(frozen=True)
class Reference:
    """A place where a file names a thing.

    Attributes:
        path, steps, piece: the file, and the value there.
        name: the thing.
    """

    path: Path
    steps: Steps
    piece: Piece
    name: str

    @property
    def mark(self) -> Mark:
        """Where it stands."""
        return Mark(self.path, self.piece.line, self.piece.column)

    @property
    def key(self) -> str:
        """The key that it stands under."""
        return next(str(step) for step in reversed(self.steps) if isinstance(step, str))


class Sweep:
    """The files of a data folder, from which things are taken out."""

    def __init__(self, corpus: Corpus, things: Collection[URIRef]) -> None:
        """Take the corpus, and the things that are to go; their records are cut at once."""
        self.corpus, self.things = corpus, frozenset(things)
        self.data = corpus.layout.data
        self.names = frozenset(corpus.names.short(str(thing)) for thing in things)
        for path, steps in self._described():
            self.sheets[path].cut(steps)

    @cached_property
    def sheets(self) -> Mapping[Path, Sheet]:
        """Each YAML file of the folder."""
        return {path: Sheet(text(path)) for path in sorted(self.data.rglob("*.yaml"))}

    def references(self) -> Iterator[Reference]:
        """Yield where the things are named, outside of what is taken out."""
        for path, sheet in self.sheets.items():
            for steps, piece in sheet.walk():
                if piece.text is None or not any(name in piece.text for name in self.names):
                    continue
                begin = NAMED.match(piece.text)
                name = piece.text[begin.end() :] if begin else piece.text
                if name in self.names and not sheet.is_cut(steps):
                    yield Reference(path, steps, piece, name)

    def entry(self, reference: Reference) -> Piece | None:
        """Return the entry of `claims` that a reference stands in, or None."""
        found = self._claim(reference.steps)
        return self.sheets[reference.path].at(found) if found is not None else None

    def cut(self, reference: Reference) -> None:
        """Take out a value, with the claim or the long value that it stands in."""
        steps = self._claim(reference.steps) or reference.steps
        if steps == reference.steps and steps[-1] in INNER:
            steps = steps[:-1]
        self.sheets[reference.path].cut(steps)

    def cut_idle_proofs(self) -> None:
        """Take out what would be left to show something that is gone."""
        for sheet in self.sheets.values():
            for steps, piece in list(sheet.walk()):
                shown = piece.get(SHOWS) if EVIDENCE in steps[-2:] else None
                if shown is None or sheet.is_cut(steps):
                    continue
                node = steps[: len(steps) - 1 - steps[::-1].index(EVIDENCE)]
                for number, item in enumerate(shown.items):
                    key = (item.text or "").partition(": ")[0]
                    if sheet.at(node).get(key) is not None and sheet.gone((*node, key)):
                        sheet.cut((*steps, SHOWS, number))
                if sheet.gone((*steps, SHOWS)):
                    sheet.cut(steps)

    def goes(self, path: Path) -> bool:
        """Return whether nothing is left in a file."""
        sheet = self.sheets[path]
        return sheet.empty or (sheet.root.get(RECORDS) is not None and sheet.gone((RECORDS,)))

    def into(self, made: Change) -> None:
        """Write what is left; a file in which nothing is left goes, and goes out of the corpora that list it."""
        gone = []
        for path in self.sheets:
            if self.goes(path):
                made.read(path)
                made.remove(path)
                gone.append(path.relative_to(self.data).as_posix())
        corpora = self.sheets[self.data / CORPORA]
        for steps, piece in corpora.walk():
            if piece.text in gone:
                corpora.cut(steps)
        for path, sheet in self.sheets.items():
            if path not in made.contents and (content := sheet.written()) != sheet.text:
                made.read(path)
                made.write(path, content.encode())

    def _described(self) -> Iterator[tuple[Path, Steps]]:
        """Yield where the things have their records, or stand inside one, and where something is added to them."""
        for one in self.corpus.written:
            if one.file is None:
                continue
            if one.iri in self.things:
                place = one.adds or one.marks[one.iri]
                way = self.sheets[one.file].way(place.line, place.column)
                yield one.file, way if one.adds is None else self._record(one.file, place)
                continue
            for node in self.things & one.marks.keys():
                place = one.marks[node]
                yield one.file, self.sheets[one.file].way(place.line, place.column)

    def _record(self, path: Path, place: Mark) -> Steps:
        """Return the way to the record whose key `adds` stands at a place."""
        root = self.sheets[path].root
        records = root.get(RECORDS)
        if records is None:
            return ()
        starts = [item.line for item in records.items]
        return RECORDS, max(number for number, line in enumerate(starts) if line <= place.line)

    def _claim(self, steps: Steps) -> Steps | None:
        """Return the way to the entry of `claims` in which a value stands."""
        for length in range(len(steps) - 1, 1, -1):
            if steps[length - 2] == CLAIMS and isinstance(steps[length - 1], int):
                return steps[:length]
        return None

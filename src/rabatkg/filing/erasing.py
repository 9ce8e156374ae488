"""Remove a person's data: what is said of them goes, and nothing stays but the day, under a name that is not theirs.

What names the person by identifier is settled here: the record, what adds to it, the parts that they took and the
offices that they held then, and every value and claim. What is left is read word by word: wherever the name stands in a
quotation, in a text of our own, in a comment or in the name of a file, somebody has to look, since the rest of the
sentence may have to stay. The opening words of passages, which a program wrote, lose the name.

The documents themselves and the history that a version control keeps are out of reach.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from rdflib import Literal, URIRef
from rdflib.term import Node

from rabatkg import graph, writing
from rabatkg.errors import UsageError
from rabatkg.evidence import folded, removed
from rabatkg.filing.changes import Change
from rabatkg.filing.composing import free, page_of, tombstone
from rabatkg.filing.excusing import excuse
from rabatkg.filing.naming import meant, owner, under
from rabatkg.filing.spelling import PersonName
from rabatkg.filing.sweeping import Sweep
from rabatkg.filing.trying import Trial, attempt, listed, tried
from rabatkg.graph import PASSAGES, Corpus, kind_of
from rabatkg.layout import Layout
from rabatkg.names import RKG, SKOS, digest
from rabatkg.reading import Mark
from rabatkg.records.correcting import CORRECTION
from rabatkg.speech import mark
from rabatkg.writing import Waiting

TITLES = frozenset({URIRef(f"{SKOS}prefLabel"), URIRef(f"{SKOS}altLabel"), URIRef(f"{RKG}printedAs")})
TAKING_PART = frozenset({URIRef(f"{RKG}actor"), URIRef(f"{RKG}holder")})
"""How the parts that a person took, and what they held, name them: without the person these mean nothing."""
BEARING_NAMES = frozenset({"person", "place", "state", "organisation", "body"})
"""Kinds whose titles are names; a word that stands in one of these is not one person's alone."""


@dataclass(frozen=True)
class Left:
    """A place where the name still stands: the place, and the line or the name of the file."""

    mark: Mark
    words: str


@dataclass(frozen=True)
class Erased:
    """What came of it.

    Attributes:
        tombstones: the identifiers under which the day stays.
        things: how many things go: the person, the parts that they took, what they held.
        files: the files that are written; `gone`, those that are removed.
        left: where the name still stands and somebody has to look; while anything is left, nothing is written.
        trial: the data before and after; None while the name is left somewhere.
    """

    tombstones: tuple[str, ...]
    things: int
    files: tuple[Path, ...]
    gone: tuple[Path, ...]
    left: tuple[Left, ...]
    trial: Trial | None

    @property
    def sound(self) -> bool:
        """Whether the name is gone, and the data stay valid."""
        return self.trial is not None and self.trial.sound


def erase(
    layout: Layout,
    person: str,
    *,
    day: str,
    leave: Collection[str] = (),
    dry_run: bool = False,
    told: Waiting | None = None,
) -> Erased:
    """Remove a person's data from the data folder.

    Args:
        layout: where the data folder is.
        person: the identifier, `person/…`.
        day: the day on which it is done.
        leave: places, as `file:line`, where the words mean something else and stay.
        dry_run: do all but write.
        told: is told who holds the folder, where that takes long.

    Raises:
        UnknownName: no record describes such a person; with those that look like it.
        UsageError: it is no person.
        DataError: the person's data were removed before.
    """
    if kind_of(person) != "person":
        raise UsageError(
            "{name} is no person.", name=person, remedy=mark("Whatever else is retired leaves its claims behind.")
        )
    with attempt(layout, dry_run, told) as made:
        done = _Erasing(graph.assemble(layout), person, day).made(made, frozenset(leave))
        if not done.sound:
            made.contents.clear()
    if done.sound and not dry_run:
        writing.forget(layout.data)
    return done


class _Erasing:
    """The work of one removal, once the data folder is held."""

    def __init__(self, corpus: Corpus, person: str, day: str) -> None:
        self.corpus, self.names, self.layout = corpus, corpus.names, corpus.layout
        self.day = day
        self.iri = meant(corpus, person)
        self.things = self._all()
        self.former = [one for one in self.things if self._leads_to(one) == self.iri and one != self.iri]
        self.name = PersonName(self._forms(), self._others())
        self.file = owner(corpus, self.iri).file
        self.sweep = Sweep(corpus, self.things)

    def made(self, made: Change, leave: frozenset[str]) -> Erased:
        for reference in self.sweep.references():
            self.sweep.cut(reference)
        self.sweep.cut_idle_proofs()
        self._open()
        left = tuple(one for one in self._left() if not self._allowed(one.mark, leave))
        keys = [self.names.short(str(one)) for one in (self.iri, *self.former)]
        stones = [removed(one) for one in sorted(keys) if kind_of(one) == "person"]
        named = (self.names.short(str(one)) for one in self.things)
        stones += [one for one in named if one not in keys and not self.name.stands_in(one)]
        if left:
            return Erased(tuple(stones), len(self.things), (), (), left, None)
        self.sweep.into(made)
        path = free(self.corpus, f"{self.day}-removed-{digest(self.names.short(str(self.iri)))}")
        made.write(path, page_of(self.corpus, [tombstone(one, "personal-data", self.day) for one in stones]).encode())
        listed(made, self.layout, path, self.file)
        trial = tried(self.corpus, made.contents, self.things)
        if excuse(made, trial):
            trial = tried(self.corpus, made.contents, self.things)
        files = tuple(file for file, content in made.contents.items() if content is not None)
        gone = tuple(file for file, content in made.contents.items() if content is None)
        return Erased(tuple(stones), len(self.things), files, gone, (), trial)

    def _all(self) -> list[URIRef]:
        """Return the person, the parts that they took and what they held, all under every name that leads there.

        A correction of nothing else goes too.
        """
        said = {(each.subject, each.predicate, each.object) for one in self.corpus.written for each in one.statements}
        said |= {(each.subject, each.predicate, each.object) for one in self.corpus.written for each in one.claims}
        parts = {str(subject) for subject, predicate, end in said if end == self.iri and predicate in TAKING_PART}
        found = dict.fromkeys([self.iri, *(node for part in sorted(parts) for node in under(self.corpus, part))])
        found.update(dict.fromkeys(URIRef(str(one)) for one in self.corpus.retired if self._leads_to(one) in found))
        for one in self.corpus.expansions:
            ends = [{claim.subject, claim.object} for claim in one.claims if claim.rank]
            if one.id.startswith(CORRECTION) and ends and not any(end.isdisjoint(found) for end in ends):
                found[one.iri] = None
        return list(found)

    def _leads_to(self, node: Node) -> Node:
        """Return what an identifier leads to in the end."""
        seen = {node}
        while (after := self.corpus.retired.get(node)) is not None and after not in seen:
            seen.add(after)
            node = after
        return node

    # the name

    def _forms(self) -> set[str]:
        said = (each for one in self.corpus.written for each in one.statements if each.subject == self.iri)
        printed = {str(each.object) for each in said if each.predicate in TITLES and isinstance(each.object, Literal)}
        keys = (self.names.short(str(one)).partition("/")[2] for one in (self.iri, *self.former))
        return printed | {key.replace("-", " ") for key in keys}

    def _others(self) -> set[str]:
        """Return the words that stand in the names of others."""
        things = set(self.things)
        return {
            word
            for one in self.corpus.written
            if kind_of(one.id) in BEARING_NAMES
            for each in one.statements
            if each.predicate in TITLES and each.subject not in things and isinstance(each.object, Literal)
            for word in folded(str(each.object)).split()
        }

    def _open(self) -> None:
        """Take the name out of the opening words of passages."""
        for path, sheet in self.sweep.sheets.items():
            for steps, piece in sheet.walk() if path.name.endswith(PASSAGES) else ():
                if steps[-1:] == ("opening",) and self.name.stands_in(piece.text or ""):
                    before = sheet.text[piece.start : piece.end]
                    sheet.exchange(piece, before, self.name.without(before))

    def _left(self) -> Iterator[Left]:
        """Yield where the name stands in what is left of the files, and in their names."""
        for path in sorted(self.layout.data.rglob("*")):
            inside = path.relative_to(self.layout.data)
            if not path.is_file() or inside.name.startswith(".rabatkg"):
                continue
            sheet = self.sweep.sheets.get(path)
            if sheet is not None and self.sweep.goes(path):
                continue
            if self.name.stands_in(str(inside)):
                yield Left(Mark(path, 1, 1), str(inside))
            lines = list(sheet.lines() if sheet else _lines(path))
            for (number, line), (_, following) in zip(lines, [*lines[1:], (0, "")], strict=True):
                if self.name.stands_in(line):
                    yield Left(Mark(path, number, 1), line.strip())
                elif not self.name.stands_in(following) and self.name.stands_in(f"{line} {following}"):
                    yield Left(Mark(path, number, 1), f"{line.strip()} {following.strip()}")

    def _allowed(self, place: Mark, leave: frozenset[str]) -> bool:
        assert place.file is not None
        names = (place.file, place.file.resolve(), place.file.relative_to(self.layout.data))
        return any(f"{name}:{place.line}" in leave for name in names)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines of a file that is none of records; of one that is no text, nothing."""
    try:
        yield from enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    except (UnicodeDecodeError, OSError):
        return

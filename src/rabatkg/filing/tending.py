"""Look after a data folder and its build: what is left over, who is at work, and whether the graph is what files say.

Nothing is changed, but that a change which was decided and broken off is carried out, as every command does.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from tempfile import TemporaryFile

from rabatkg import building, graph, writing
from rabatkg.errors import DataError
from rabatkg.findings import Finding
from rabatkg.layout import NOTE, STORE, Layout, below, edition
from rabatkg.reading import reason
from rabatkg.speech import Message, mark
from rabatkg.store import Embedded
from rabatkg.store.comparing import unlike
from rabatkg.store.noting import DUMP, PLACES, standing
from rabatkg.writing.drafts import is_held, leftovers
from rabatkg.writing.journal import DONE, DRAFT
from rabatkg.writing.locking import LOCK, Held, holder

ROOM = 4
"""So many times the size of the dump must be free for a build: a store, its draft, a dump and its draft."""
TURNS = 5
"""So many times a folder is looked at on which others work all the time."""
BUSY = mark("This folder is being written to.")
LATER = mark("Try again when it has finished. {holder}")
BUILD = mark("Run `rabatkg build --fresh`.")
BUILD_WITH_TEXTS = mark("Run `rabatkg build --fresh --texts DIR`.")
LEFT = mark("A command that broke off left this.")
MENDS = mark("`rabatkg doctor --mend` removes it, and so does the next command that writes there.")


@dataclass(frozen=True)
class Trouble:
    """Something that is not as it should be: where, what, and what to do about it."""

    file: Path
    message: Message
    remedy: Message


def _trouble(file: Path, template: str, remedy: str, /, **values: object) -> Trouble:
    return Trouble(file, Message(template, values), Message(remedy, values))


def look(layout: Layout, told: Callable[[Message], object], texts: Path | None = None) -> list[Trouble]:
    """Return what is wrong with a data folder and with what was built from it.

    Files and graph are those of one moment only while nobody is at work on them. Who is at work is told, and nothing
    else then; where somebody was meanwhile, what looked wrong is looked at again.

    Args:
        layout: where they stand.
        told: told what is looked at, where it takes time.
        texts: where the documents themselves are; what the graph holds of their words is then compared too.
    """
    for _ in range(TURNS):
        moment = _moment(layout)
        found, busy = _folders(layout)
        if busy:
            return found
        found += _looked(layout, told, texts)
        if not found or _moment(layout) == moment:
            return found
    return [_trouble(layout.build, BUSY, LATER, holder=holder(layout.build))]


def _moment(layout: Layout) -> list[tuple[int, int] | None]:
    """Return what is another once somebody begins or ends to work on the data folder or on its build."""
    found = list[tuple[int, int] | None]()
    for path in (layout.data / DONE, layout.data / LOCK, layout.build / LOCK, *_places(layout)):
        try:
            entry = path.stat()
        except OSError:
            found.append(None)
        else:
            found.append((entry.st_ino, entry.st_mtime_ns))
    return found


def _folders(layout: Layout) -> tuple[list[Trouble], bool]:
    """Return what is wrong with the folders themselves, and whether somebody is at work in one of them.

    The drafts are looked for while nobody else can write there, so that each of them was left.
    """
    found, busy = list[Trouble](), False
    try:
        writing.recover(layout.data)
    except DataError as error:
        found.append(_of(error, layout.data))
    for folder, left in ((layout.data, _left), (layout.build, _left_by_builds)):
        if folder.is_dir():
            try:
                with writing.locked(folder, longest=0.1):
                    found += left(layout)
            except Held as error:
                found.append(_of(error, folder))
                busy = True
            except DataError as error:
                found += [_of(error, folder), *left(layout)]
            found += _disk(folder)
    return found, busy


def _looked(layout: Layout, told: Callable[[Message], object], texts: Path | None) -> Iterator[Trouble]:
    """Yield what is wrong with the records, and with the graph that was built from them."""
    told(Message(mark("Reading the records …")))
    name = str(layout.note.get("corpus", layout.settings.corpus))
    try:
        corpus = graph.assemble(layout, name, fresh=True)
    except DataError as error:
        yield _of(error, layout.data)
        return
    problems = building.problems(corpus)
    for one in problems:
        found = Finding.of_problem(one)
        yield Trouble(found.file or layout.data, Message(one.template, one.values), Message(one.remedy, one.values))
    if not (layout.build / STORE).is_dir():
        yield _trouble(layout.build, mark("The graph has not been built yet."), mark("Run `rabatkg build`."))
        return
    yield from _note(layout)
    if not problems:
        told(Message(mark("Building the graph anew, in memory, and comparing it with the one that stands there …")))
        try:
            yield from _store(layout, building.in_memory(corpus, texts), texts is not None)
        except DataError as error:  # a document that is not the one that was registered
            yield _of(error, layout.data)


def mend(layout: Layout, told: writing.Waiting, texts: Path | None = None) -> None:
    """Remove what was left over, and build the graph anew; nothing goes that was not made here.

    Args:
        layout: where they stand.
        told: told who holds a folder that is waited for.
        texts: where the documents themselves are, whose words the graph is to hold.

    Raises:
        DataError: a folder cannot be written to, or a record is at fault.
    """
    with writing.locked(layout.data, told):
        writing.settle(layout.data)
    with writing.locked(writing.folder(layout.build), told):
        for place in _places(layout):
            writing.clear(place)
        name = str(layout.note.get("corpus", layout.settings.corpus))
        corpus = graph.assemble(layout, name, fresh=True)
        if not building.problems(corpus):
            building.build(corpus, name, folder=texts, fresh=True)


def _of(error: DataError, file: Path) -> Trouble:
    found = Path(error.file) if error.file is not None else file
    return Trouble(found, error.message, error.remedy or Message(mark("Look over what stands there.")))


def _places(layout: Layout) -> list[Path]:
    return [layout.build / name for name in PLACES]


def _disk(folder: Path) -> Iterator[Trouble]:
    """Yield what hinders that something is brought to the disk in a folder."""
    try:
        with TemporaryFile(dir=folder) as trial:
            os.fsync(trial.fileno())
    except OSError as error:
        told = mark("Nothing can be brought to the disk here: {problem}.")
        yield _trouble(folder, told, mark("Look over the rights and the disk of this folder."), problem=reason(error))


def _left(layout: Layout) -> list[Trouble]:
    """Return the drafts in the data folder; whoever makes some holds the folder."""
    drafts = [path for path in below(layout.data, ".rabatkg.*.draft") if DRAFT.fullmatch(path.name)]
    return [_trouble(path, LEFT, MENDS) for path in drafts]


def _left_by_builds(layout: Layout) -> list[Trouble]:
    """Return the drafts in the build folder that nobody is at work on."""
    drafts = [one for place in _places(layout) for one in leftovers(place) if not is_held(one)]
    return [_trouble(path, LEFT, MENDS) for path in drafts]


def _note(layout: Layout) -> Iterator[Trouble]:
    """Yield what the note of the build tells: of another program, of other files, or of another graph."""
    note, dump = layout.note, layout.build / DUMP
    if not note:
        yield _trouble(layout.build / NOTE, mark("This note of the build is missing, or cannot be read."), BUILD)
        return
    if note.get("edition") != edition():
        yield _trouble(layout.build / NOTE, mark("The graph was built by another version of the program."), BUILD)
    elif standing(layout) is None:
        yield _trouble(layout.build / NOTE, mark("This note is not that of the graph that stands beside it."), BUILD)
    for name in sorted(layout.changed() or ()):
        told = mark("This file is not as it was when the graph was built.")
        yield _trouble(layout.path(name), told, mark("Run `rabatkg build`."))
    if dump.is_file():
        with dump.open("rb") as stream:
            same = file_digest(stream, "sha256").hexdigest() == note.get("digest")
        if not same:
            yield _trouble(dump, mark("This file is not as it was written."), BUILD)
        free, room = shutil.disk_usage(layout.build).free, ROOM * dump.stat().st_size
        if free < room:
            told = mark("{free} MB are free here, and the next build may take {room} MB.")
            values = {"free": free // 1_000_000, "room": room // 1_000_000}
            yield _trouble(layout.build, told, mark("Make room on the disk."), **values)


def _store(layout: Layout, due: Embedded, with_texts: bool) -> Iterator[Trouble]:
    """Yield the graphs that are not what the files say; the words of documents only where these are at hand."""
    path = layout.build / STORE
    try:
        found = list(unlike(Embedded.open(path), due))
    except DataError as error:
        yield _of(error, path)
        return
    for one in found:
        words = "/graph/texts/" in one.graph
        if with_texts or not words:
            told = mark("The graph {graph} holds {held} statements; the files say {due}, or others.")
            remedy = BUILD_WITH_TEXTS if words else BUILD
            yield _trouble(path, told, remedy, graph=one.graph, held=one.held, due=one.due)

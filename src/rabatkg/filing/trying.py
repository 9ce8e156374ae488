"""Try a change before it is made: what the data folder would say then, and what would be wrong with it."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

from rdflib.term import Node

from rabatkg import building, graph, validation
from rabatkg.filing.changes import Change, change
from rabatkg.filing.rewriting import Sheet
from rabatkg.findings import ERROR, Finding
from rabatkg.graph import Corpus, corpora
from rabatkg.layout import Layout
from rabatkg.writing import Waiting

CORPORA = "corpora.yaml"
ENDINGS = (".yaml", ".yml")


@dataclass(frozen=True)
class Trial:
    """What a change would come to.

    Attributes:
        before: the corpus as it is.
        after: the corpus with the change.
        findings: what would be wrong then, and is not now.
    """

    before: Corpus
    after: Corpus
    findings: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        """Whether the change leaves the data valid."""
        return not any(one.severity == ERROR for one in self.findings)


@contextmanager
def attempt(layout: Layout, dry_run: bool, told: Waiting | None = None) -> Iterator[Change]:
    """Hold the data folder for a change that is made at the end of the block, or for one that is only tried.

    Args:
        layout: where the data folder is.
        dry_run: whether nothing is to be written.
        told: is told who holds the folder, where that takes long.

    Raises:
        DataError: the folder cannot be written, or an error of the block itself.
    """
    if dry_run:
        yield Change(layout.data)
        return
    with change(layout.data, told) as made:
        yield made


def tried(before: Corpus, contents: Mapping[Path, bytes | None], nodes: Iterable[Node]) -> Trial:
    """Return what a change would come to.

    Args:
        before: the corpus as it is.
        contents: what is to stand where; None removes a file.
        nodes: the things that the change is about. The rules are asked of their records, and of those that are linked
            with them, before and after.

    Raises:
        DataError: a file could not be read any more.
    """
    layout, about = before.layout, set(nodes)
    with TemporaryDirectory() as folder:
        data = Path(folder)
        for path in layout.data.rglob("*"):
            if path.suffix in ENDINGS and path not in contents:
                copy = data / path.relative_to(layout.data)
                copy.parent.mkdir(parents=True, exist_ok=True)
                copyfile(path, copy)
        for path, content in contents.items():
            if content is not None:
                copy = data / path.relative_to(layout.data)
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_bytes(content)
        after = graph.assemble(replace(layout, data=data))
        return Trial(before, after, new_faults(before, after, about, {data: layout.data}))


def new_faults(
    before: Corpus, after: Corpus, nodes: Iterable[Node], moved: Mapping[Path, Path] | None = None
) -> tuple[Finding, ...]:
    """Return what is wrong with a corpus after a change and was not wrong before.

    Args:
        before: the corpus as it is.
        after: the corpus with the change.
        nodes: the things that were changed.
        moved: where the files of the second corpus really stand, where that is elsewhere.
    """
    about = set(nodes)
    known = {_told(one) for one in _faults(before, about)}
    found = [replace(one, file=_real(one.file, moved or {})) for one in _faults(after, about)]
    return tuple(sorted((one for one in found if _told(one) not in known), key=lambda one: one.order))


def listed(made: Change, layout: Layout, path: Path, like: Path | None) -> None:
    """See to it that a new file is read: by the usual corpus, and by each corpus that takes in a file like it.

    Args:
        made: the change in which the file is written.
        layout: where the data folder is.
        path: the new file.
        like: a file whose corpora are to take in the new one too; None for the usual corpus alone.
    """
    for corpus, patterns in corpora(layout).items():
        wanted = corpus == layout.settings.corpus or (like is not None and _takes(layout, patterns, like))
        if wanted and not _takes(layout, patterns, path):
            place = layout.data / CORPORA
            sheet = Sheet((made.read(place) or b"").decode())
            listing = sheet.root.get(corpus)
            assert listing is not None
            sheet.last(listing, path.relative_to(layout.data).as_posix())
            made.write(place, sheet.written().encode())


def _takes(layout: Layout, patterns: Iterable[str], path: Path) -> bool:
    name = path.relative_to(layout.data).as_posix()
    return any(fnmatch(name, pattern) for pattern in patterns)


def _faults(corpus: Corpus, about: set[Node]) -> list[Finding]:
    """Return what keeps a corpus from being built, and what the rules find wrong with some things."""
    found = {(one.rule, one.place): one for one in validation.check_expansions(corpus, _records(corpus, about))}
    for problem in building.problems(corpus):
        finding = Finding.of_problem(problem)
        found.setdefault((finding.rule, finding.place), finding)
    return list(found.values())


def _records(corpus: Corpus, about: set[Node]) -> set[str]:
    """Return the records of some things, and of those that are linked with them."""
    linked = set(about)
    for one in corpus.expansions:
        for each in one.statements:
            if each.subject in about or each.object in about:
                linked |= {each.subject, each.object}
    return {one.id for one in corpus.expansions if not linked.isdisjoint((one.iri, *one.marks))}


def _told(one: Finding) -> tuple[object, ...]:
    return one.rule, one.node, one.path, one.value, one.told_in("en").partition(f" {one.rule}: ")[2]


def _real(file: Path | None, moved: Mapping[Path, Path]) -> Path | None:
    for folder, real in moved.items():
        if file is not None and file.is_relative_to(folder):
            return real / file.relative_to(folder)
    return file

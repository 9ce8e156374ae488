"""The files of a data folder: which of them belong to a corpus, which hold records, and where a record stands."""

from collections.abc import Iterable
from fnmatch import fnmatch
from pathlib import Path

from rabatkg.errors import DataError, UnknownName
from rabatkg.layout import Layout
from rabatkg.names import Names
from rabatkg.reading import content, table
from rabatkg.records import Expander, Grammar, Mapping, Scalar, items, read
from rabatkg.records.expanding import ADDITION

PASSAGES, REVIEW = ".passages.yaml", ".review.yaml"
ASIDE = (PASSAGES, ".profile.yaml", REVIEW)
SETTINGS = ("dialogue.yaml", "corpora.yaml")


def corpora(layout: Layout) -> dict[str, tuple[str, ...]]:
    """Return the named corpora: for each, the patterns of the files that it holds."""
    path = layout.data / "corpora.yaml"
    tree = read(path)
    if not isinstance(tree, Mapping):
        raise DataError(
            "This file is to hold corpora by name.", file=path, remedy="Write lines like full: ['**/*.yaml']"
        )
    return {
        name: tuple(one.text for one in items(patterns) if isinstance(one, Scalar))
        for name, patterns in tree.entries.items()
    }


def holds_records(layout: Layout, path: Path) -> bool:
    """Return whether a file may hold records: it is no settings of the data folder, and nothing beside a document."""
    settings = {(layout.data / name).resolve() for name in SETTINGS}
    return not path.name.endswith(ASIDE) and path.resolve() not in settings


def corpus_files(layout: Layout, corpus: str) -> list[Path]:
    """Return the files of a corpus, sorted.

    Raises:
        UnknownName: no corpus is called so.
    """
    known = corpora(layout)
    if corpus not in known:
        raise UnknownName(corpus, known, "No corpus is called {name}.", file=layout.data / "corpora.yaml")
    aside = {layout.data / name for name in SETTINGS}
    paths = sorted(path for path in layout.data.rglob("*.yaml") if path not in aside)
    return [path for path in paths if _matches(layout, path, known[corpus])]


def record_files(layout: Layout, paths: Iterable[Path]) -> list[Path]:
    """Return those of some files that stand in the data folder and hold records of its usual corpus, sorted."""
    patterns = corpora(layout).get(layout.settings.corpus, ())
    return [
        path
        for path in sorted(paths)
        if path.suffix == ".yaml" and path.is_relative_to(layout.data) and _matches(layout, path, patterns)
        if holds_records(layout, path)
    ]


def register_files(layout: Layout) -> dict[str, Path]:
    """Return the files of the passage registers of the usual corpus, by document key."""
    return {
        path.name.removesuffix(PASSAGES): path
        for path in corpus_files(layout, layout.settings.corpus)
        if path.name.endswith(PASSAGES)
    }


def file_of(layout: Layout, id: str, among: Iterable[Path] | None = None) -> Path | None:
    """Return the file of the usual corpus in which a record stands, or None where no record bears the identifier.

    Only files that hold the words of the identifier are read.

    Args:
        id: the identifier; of an addition, `addition/`, the thing that it adds to, and its key if it has one.
        among: the files that it may stand in, where that is known.

    Raises:
        DataError: a file that may hold it cannot be read.
    """
    expander, words = reader(layout), id.removeprefix(ADDITION).rpartition("/")
    for path in record_files(layout, layout.data.rglob("*.yaml") if among is None else among):
        raw = content(path) if path.exists() else b""
        told = all(word.encode() in raw for word in (words[0], words[2]))
        if told and any(one.id == id for one in expander.file(read(path), path)):
            return path
    return None


def reader(layout: Layout) -> Expander:
    """Return what reads the records of a dialogue."""
    return Expander(_grammar(layout.ontology / "context.jsonld"), Names.of(layout), layout.settings.languages)


def _matches(layout: Layout, path: Path, patterns: Iterable[str]) -> bool:
    return any(fnmatch(path.relative_to(layout.data).as_posix(), pattern) for pattern in patterns)


def _grammar(path: Path) -> Grammar:
    table(path)
    try:
        return Grammar.load(path)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise DataError(
            "The table of record keys is broken: {problem}.",
            problem=f"{type(error).__name__}: {error}",
            file=path,
            remedy="Restore the file as it was published.",
        ) from error

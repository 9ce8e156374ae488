"""Put a corpus together from its files."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from rabatkg import writing
from rabatkg.errors import DataError
from rabatkg.graph.corpus import Corpus
from rabatkg.graph.faults import faults, faults_beside
from rabatkg.graph.files import ASIDE, PASSAGES, REVIEW, corpus_files, reader
from rabatkg.graph.shelf import Shelf
from rabatkg.graph.words import words
from rabatkg.layout import Layout
from rabatkg.reading.sweeping import unswept
from rabatkg.records import Expansion, Mapping, read
from rabatkg.records.adding import settled
from rabatkg.texts import PassageRegister


def assemble(layout: Layout, corpus: str | None = None, fresh: bool = False) -> Corpus:
    """Return the corpus that the data folder holds.

    What a file said when the graph was built is taken from the build folder, where the file is still the same.

    Args:
        corpus: a name from `data/corpora.yaml`; the settings' own corpus where it is None.
        fresh: read every file.

    Raises:
        DataError: a file cannot be read at all. Faults inside records are collected in `problems`.
    """
    with unswept():
        return writing.steady(layout.data, lambda: _assembled(layout, corpus, fresh))


def with_records(corpus: Corpus, expansions: Iterable[Expansion]) -> Corpus:
    """Return the corpus with further records, each in the place of the one that bears its identifier."""
    new = list(expansions)
    ids = {one.id for one in new}
    kept = [one for one in corpus.written if one.id not in ids]
    joined = replace(corpus, expansions=[*kept, *new], problems=[], files=None, shelf=None)
    vars(joined)["still"] = corpus.still
    return _checked(joined)


def _assembled(layout: Layout, corpus: str | None, fresh: bool) -> Corpus:
    files = layout.files()
    expander, shelf = reader(layout), Shelf.open(layout, files, empty=fresh)
    expansions, registers, reviews = list[Expansion](), {}, {}
    for path in corpus_files(layout, corpus or layout.settings.corpus):
        name = layout.name(path)
        if path.name.endswith(PASSAGES):
            registers[path.name.removesuffix(PASSAGES)] = shelf.said(name, path, PassageRegister.load)
        elif path.name.endswith(REVIEW):
            reviews[path.name.removesuffix(REVIEW)] = shelf.said(name, path, _review)
        elif not path.name.endswith(ASIDE):
            expansions += shelf.said(name, path, lambda path: expander.file(read(path), path), _faultless)
    names, grammar = expander.names, expander.grammar
    known = words(layout, names, shelf)
    return _checked(Corpus(layout, names, grammar, known, expansions, registers, reviews, files=files, shelf=shelf))


def _review(path: Path) -> Mapping:
    review = read(path)
    if not isinstance(review, Mapping):
        raise DataError("This file must hold keys with their values.", file=path, line=1, remedy="Write key: value")
    return review


def _faultless(expansions: Iterable[Expansion]) -> bool:
    return not any(one.problems for one in expansions)


def _checked(corpus: Corpus) -> Corpus:
    corpus.written = corpus.expansions
    corpus.expansions = settled(corpus.names, corpus.grammar, corpus.written)
    corpus.problems = [*faults(corpus), *faults_beside(corpus)]
    return corpus

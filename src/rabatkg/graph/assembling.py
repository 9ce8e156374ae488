"""Put a corpus together from its files."""

from collections.abc import Iterable
from dataclasses import replace

from rabatkg import writing
from rabatkg.errors import DataError
from rabatkg.graph.corpus import Corpus
from rabatkg.graph.faults import faults, faults_beside
from rabatkg.graph.files import ASIDE, PASSAGES, REVIEW, corpus_files, reader
from rabatkg.graph.words import words
from rabatkg.layout import Layout
from rabatkg.records import Expansion, Mapping, read
from rabatkg.records.adding import settled
from rabatkg.texts import PassageRegister


def assemble(layout: Layout, corpus: str | None = None) -> Corpus:
    """Return the corpus that the data folder holds.

    Args:
        corpus: a name from `data/corpora.yaml`; the settings' own corpus where it is None.

    Raises:
        DataError: a file cannot be read at all. Faults inside records are collected in `problems`.
    """
    return writing.steady(layout.data, lambda: _assembled(layout, corpus))


def with_records(corpus: Corpus, expansions: Iterable[Expansion]) -> Corpus:
    """Return the corpus with further records, each in the place of the one that bears its identifier."""
    new = list(expansions)
    ids = {one.id for one in new}
    kept = [one for one in corpus.written if one.id not in ids]
    return _checked(replace(corpus, expansions=[*kept, *new], problems=[], files=None))


def _assembled(layout: Layout, corpus: str | None) -> Corpus:
    files = layout.files()
    expander = reader(layout)
    expansions, registers, reviews = [], {}, {}
    for path in corpus_files(layout, corpus or layout.settings.corpus):
        if path.name.endswith(PASSAGES):
            registers[path.name.removesuffix(PASSAGES)] = PassageRegister.load(path)
        elif path.name.endswith(REVIEW):
            review = read(path)
            if not isinstance(review, Mapping):
                raise DataError(
                    "This file must hold keys with their values.", file=path, line=1, remedy="Write key: value"
                )
            reviews[path.name.removesuffix(REVIEW)] = review
        elif not path.name.endswith(ASIDE):
            expansions.extend(expander.file(read(path), path))
    names, grammar = expander.names, expander.grammar
    corpus_ = Corpus(layout, names, grammar, words(layout, names), expansions, registers, reviews, files=files)
    return _checked(corpus_)


def _checked(corpus: Corpus) -> Corpus:
    corpus.written = corpus.expansions
    corpus.expansions = settled(corpus.names, corpus.grammar, corpus.written)
    corpus.problems = [*faults(corpus), *faults_beside(corpus)]
    return corpus

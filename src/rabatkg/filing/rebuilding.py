"""The graph before and after a change of the data: asked for in memory, and built anew on disk."""

from pathlib import Path

from rabatkg import building, graph, writing
from rabatkg.errors import DataError
from rabatkg.graph import Corpus
from rabatkg.layout import STORE, Layout
from rabatkg.store import Embedded
from rabatkg.store.noting import Built, standing
from rabatkg.writing import Waiting as Told


def store_of(corpus: Corpus) -> Embedded:
    """Return the graph of a corpus: the built one where it was made of these very files, else one in memory.

    Raises:
        DataError: the corpus has problems.
    """
    layout, files = corpus.layout, corpus.files
    built = standing(layout) if files is not None else None
    if built is not None and files is not None:
        due = (files.digest, layout.settings.corpus, corpus.names.base, 0)
        if (built.inputs, built.corpus, built.base, built.texts) == due:
            opened = Embedded.open(layout.build / STORE)
            if standing(layout) == built:  # else another one built meanwhile, and that graph may be open
                return opened
    return building.in_memory(corpus)


def rebuild(layout: Layout, texts: Path | None = None, told: Told | None = None) -> Built | None:
    """Build the graph anew from the files as they stand, with the corpus that it was built from.

    Builders wait for one another; None where another one has just taken all files in.

    Raises:
        DataError: a file is at fault, or the build folder cannot be written. The data stay as they are.
    """
    with writing.locked(writing.folder(layout.build), told):
        writing.recover(layout.data)
        if standing(layout) is not None and layout.changed() == frozenset():
            return None
        name = str(layout.note.get("corpus", layout.settings.corpus))
        corpus = graph.assemble(layout, name)
        for problem in building.problems(corpus):
            at = problem.mark
            raise DataError(
                problem.template,
                remedy=problem.remedy,
                file=at.file,
                line=at.line,
                column=at.column,
                **problem.values,
            )
        return building.build(corpus, name, folder=texts)

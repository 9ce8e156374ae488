"""The note of a built graph: what it was made of, what came of it, and whether it still stands.

The note is written last, so that what it tells of is whole; where a build was broken off, note and store differ.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from rabatkg import writing
from rabatkg.layout import FILES, KEPT, NOTE, REMEMBERED, STORE, Files, Layout, edition
from rabatkg.reading import content

DUMP = "graph.nq"
"""The name of the whole graph in N-Quads, in the build folder."""
PLACES = (STORE, DUMP, NOTE, KEPT, REMEMBERED)
"""All that a build writes into the build folder."""
MADE = "made.json"
"""What stands beside the graph, and changes places with it: what it was made of. A note of another graph differs."""


@dataclass(frozen=True)
class Built:
    """What was built.

    Attributes:
        base: where the IRIs of the dialogue begin; another dialogue does not take this graph for its own.
        data: the data folder.
        corpus: name of the corpus.
        reasoner: what drew the inferences.
        records: how many records went in.
        asserted: how many statements were said.
        inferred: how many follow.
        graphs: how many named graphs there are.
        texts: how many documents were found among the texts.
        inputs: a digest of every file that the graph was made of.
        seconds: how long it took.
        documents: the sha256 of each document whose passages are registered, None where it was not found.
        edition: what stands for the program that built it.
        size: how many bytes its dump has.
        digest: the sha256 of its dump.
    """

    base: str
    data: str
    corpus: str
    reasoner: str
    records: int
    asserted: int
    inferred: int
    graphs: int
    texts: int
    inputs: str
    seconds: float
    documents: Mapping[str, str | None]
    edition: str
    size: int
    digest: str

    @property
    def made(self) -> bytes:
        """What decides of the graph: nothing of two builds with the same of it can differ."""
        of = (self.base, self.corpus, self.reasoner, self.inputs, self.edition)
        return json.dumps([*of, dict(sorted(self.documents.items()))]).encode()

    def write(self, layout: Layout) -> None:
        """Write the note into the build folder.

        Raises:
            DataError: it cannot be written to.
        """
        writing.replace(layout.build / NOTE, (json.dumps(asdict(self), indent=2) + "\n").encode())


def standing(layout: Layout) -> Built | None:
    """Return the note of the graph in the build folder, or None where none of this program stands there whole."""
    try:
        built = Built(**layout.note)
        size = (layout.build / DUMP).stat().st_size
        same = (layout.build / STORE / MADE).read_bytes() == built.made
    except (TypeError, AttributeError, OSError):
        return None
    files = Files.read(layout.build / STORE / FILES)
    whole = same and files is not None and built.inputs == files.digest and built.size == size
    return built if whole and built.edition == edition() else None


def unchanged(layout: Layout, corpus: str, reasoner: str, folder: Path | None) -> Built | None:
    """Return the note of the built graph where a build would make the same, or None.

    Args:
        corpus: the name of the corpus that is to be built.
        reasoner: what is to draw the inferences.
        folder: where the documents themselves are.

    Raises:
        DataError: a change was decided and broken off, and cannot be carried out.
    """
    writing.recover(layout.data)
    built = standing(layout)
    if built is None or layout.changed() != frozenset():
        return None
    same = (built.base, built.corpus, built.reasoner) == (layout.settings.base, corpus, reasoner)
    return built if same and built.documents == documents(built.documents, folder) else None


def documents(names: Mapping[str, object] | list[str], folder: Path | None) -> dict[str, str | None]:
    """Return the sha256 of the documents that stand in a folder, by their names; None for those that do not.

    Raises:
        DataError: one cannot be read.
    """
    paths = {name: folder / name if folder else None for name in names}
    return {
        name: sha256(content(path)).hexdigest() if path and path.is_file() else None for name, path in paths.items()
    }

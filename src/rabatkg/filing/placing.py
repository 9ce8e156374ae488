"""Put records into the files of a change: each beside its like, in house order, saying what was checked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize

from rabatkg.errors import DataError
from rabatkg.filing import editing
from rabatkg.filing.changes import Change
from rabatkg.filing.shelving import shelf, taking
from rabatkg.graph import Corpus
from rabatkg.reading import text
from rabatkg.records import Expander, Expansion
from rabatkg.records.commented import Block, Entry, Text
from rabatkg.records.written import written
from rabatkg.speech import mark


@dataclass(frozen=True)
class Filed:
    """A record and the file that it stands in now; whether its identifier was minted, and whether it replaced one."""

    id: str
    path: Path
    minted: bool
    replaced: bool


def layouts(corpus: Corpus, source: Path, offers: Sequence[Expansion], expander: Expander) -> dict[str, Block]:
    """Return the records of a file as they are to be written, by identifier.

    What was typed in YAML keeps its layout, but not its comments, which are about the draft. Whatever came in another
    form, or would not say the same as it stands, is laid out anew.
    """
    made = {one.id: written(one, corpus.grammar, corpus.names) for one in offers}
    typed = editing.blocks(normalize("NFC", text(source))) if source.suffix == ".yaml" else []
    if len(typed) != len(offers):
        return made
    for block, one in zip(typed, offers, strict=True):
        if one.minted:
            block.entries[:] = [entry for entry in block.entries if entry.key != "id"]
            block.entries.insert(0, Entry(0, "id", Text(one.id, False)))
        if editing.says(editing.alone(block, expander), [one], expander, source):
            made[one.id] = block
    return made


def place(
    made: Change,
    corpus: Corpus,
    source: Path,
    records: Sequence[Expansion],
    blocks: Mapping[str, Block],
    expander: Expander,
) -> tuple[Filed, ...]:
    """Put records into the files of a change, and return where.

    Args:
        made: the change.
        corpus: what is held.
        source: the file that they come from.
        records: what they say; one whose identifier is held takes the place of the held one.
        blocks: how they are laid out, by identifier.
        expander: reads records.

    Raises:
        DataError: a file would not say the same.
    """
    held = {one.id: one.file for one in corpus.written}
    filed = tuple(_put(made, corpus, one, blocks[one.id], expander, held.get(one.id)) for one in records)
    for path in {one.path for one in filed}:
        ids = {one.id for one in filed if one.path == path}
        others = [one for one in corpus.written if one.file == path and one.id not in ids]
        new = [one for one in records if one.id in ids]
        if not editing.says((made.read(path) or b"").decode(), [*others, *new], expander, path):
            raise DataError(
                "This record cannot be written so that it says the same; nothing was filed.",
                file=source,
                remedy=mark("Write it in YAML, as `rabatkg record new` lays it out."),
            )
    return filed


def corpora_of(corpus: Corpus, filed: Sequence[Filed]) -> dict[str, bool]:
    """Return, for each named corpus, whether it takes all of these files in."""
    found: dict[str, bool] = {}
    for path in {one.path for one in filed}:
        for name, takes in taking(corpus, path).items():
            found[name] = takes and found.get(name, True)
    return found


def _put(made: Change, corpus: Corpus, record: Expansion, block: Block, expander: Expander, held: Path | None) -> Filed:
    path = held or shelf(corpus, record, made.contents)
    before = made.read(path)
    if before is None:
        content = editing.alone(block, expander)
    elif held is not None:
        content = editing.exchanged(before.decode(), record.id, block, expander, path)
    else:
        content = editing.added(before.decode(), block, expander, path)
    made.write(path, content.encode())
    return Filed(record.id, path, record.minted, held is not None)

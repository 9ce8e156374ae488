"""Put a record into the text of a record file, so that nothing else in the file changes what it says."""

from pathlib import Path

from rabatkg.errors import DataError
from rabatkg.reading import Listing, Mapping, Mark, Scalar, Value, read
from rabatkg.records import Expander, Expansion
from rabatkg.records.commented import Block, Entry, Node, Text, commented
from rabatkg.records.house import page
from rabatkg.records.written import said

RECORDS = "records"
NOWHERE = Mark(None, 1, 1)


def alone(record: Block, expander: Expander) -> str:
    """Return the text of a file that holds one record."""
    return page(record, expander.grammar, expander.languages)


def added(text: str, record: Block, expander: Expander, file: Path) -> str:
    """Return the text of a file of records with one more at its end; what stands there stays as it is.

    Raises:
        DataError: the file has no list of `records`.
    """
    root, foot, _ = commented(text)
    listed = _records(root, file)
    item = page(
        Block([Entry(0, RECORDS, Block([Entry(0, None, record)], False))], True), expander.grammar, expander.languages
    )
    if root.entries[-1].value is listed and not foot:
        longer = text.rstrip("\n") + "\n\n" + item.partition("\n")[2]
        if _count(longer, expander, file) == len(listed.entries) + 1:
            return longer
    listed.entries.append(Entry(0, None, record))
    return page(root, expander.grammar, expander.languages, foot)


def exchanged(text: str, identifier: str, record: Block, expander: Expander, file: Path) -> str:
    """Return the text of a file with a record in the place of the one that bears the identifier; comments stay.

    Raises:
        DataError: the file does not hold it.
    """
    root, foot, _ = commented(text)
    ids = [one.id for one in expander.file(read(text, file), file)]
    if identifier not in ids:
        raise DataError("This file does not hold {id}.", id=identifier, file=file)
    if any(entry.key == RECORDS for entry in root.entries):
        _records(root, file).entries[ids.index(identifier)].value = record
    else:
        record.entries[0].above = root.entries[0].above if root.entries else []
        root = record
    return page(root, expander.grammar, expander.languages, foot)


def blocks(text: str) -> list[Block]:
    """Return the records of a file as they are laid out in it, without comments."""
    root = commented(text)[0]
    listed = [entry.value for entry in root.entries if entry.key == RECORDS]
    if len(root.entries) == 1 and listed and isinstance(listed[0], Block):
        found = [entry.value for entry in listed[0].entries if isinstance(entry.value, Block)]
    else:
        found = [root]
    for block in found:
        _bare(block)
    return found


def tree(node: Node, place: Mark = NOWHERE) -> Value:
    """Return what is laid out as an expander takes it; each of its values stands at the place."""
    if isinstance(node, Text):
        return Scalar(node.text, place)
    if not node.keyed:
        return Listing(tuple(tree(entry.value, place) for entry in node.entries), place)
    keys = {entry.key or "": place for entry in node.entries}
    return Mapping({entry.key or "": tree(entry.value, place) for entry in node.entries}, keys, place)


def says(text: str, records: list[Expansion], expander: Expander, file: Path) -> bool:
    """Tell whether a file says exactly what these records say, whatever else it holds."""
    found = {one.id: one for one in expander.file(read(text, file), file)}
    return all(one.id in found and not found[one.id].problems and said(found[one.id]) == said(one) for one in records)


def _bare(block: Block) -> None:
    for entry in block.entries:
        entry.above, entry.beside = [], []
        if isinstance(entry.value, Block):
            _bare(entry.value)


def _records(root: Block, file: Path) -> Block:
    for entry in root.entries:
        if entry.key == RECORDS and isinstance(entry.value, Block):
            return entry.value
    raise DataError("This file has no list of records.", file=file)


def _count(text: str, expander: Expander, file: Path) -> int:
    try:
        return len(expander.file(read(text, file), file))
    except DataError:
        return 0

"""The record of a thing as it stands in its file, with its comments, to be written as a form."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rdflib import RDF, URIRef

from rabatkg.errors import UnknownName
from rabatkg.graph import assemble, holds_records
from rabatkg.layout import Layout
from rabatkg.reading import Mapping, items, read, text
from rabatkg.records.commented import Block, commented
from rabatkg.speech import mark

ADDITION = "addition/"
"""What stands before the name of a thing where what another file says of it is meant."""


@dataclass(frozen=True)
class Held:
    """A record that is held.

    Attributes:
        block: as it stands in its file, with comments.
        tree: what it says, with its lines.
        class_name: of the thing that it is about; empty where none is told.
    """

    block: Block
    tree: Mapping
    class_name: str


def held(layout: Layout, key: str) -> Held:
    """Return the record of a thing as it stands in its file, and its class.

    The files are searched for the name of the thing, and only those that hold it are read.

    Args:
        layout: where the records stand.
        key: of the thing, as `kind/key`; with `addition/` before it, and its own key behind, what a file adds to it.

    Raises:
        UnknownName: there is no such record; `near` holds the names that look like it.
    """
    for block, tree in _records(layout, _about(key)):
        if _name(tree) == key:
            about = tree.text("adds")
            return Held(block, tree, (tree.text("type") or "") if about is None else _class_of(layout, about))
    raise _unknown(layout, key)


def _about(key: str) -> str:
    """Return the thing that an addition is about, as far as its name tells: a key of its own may stand behind."""
    return "/".join(key.removeprefix(ADDITION).split("/")[:2]) if key.startswith(ADDITION) else key


def _name(tree: Mapping) -> str:
    about = tree.text("adds")
    if about is None:
        return tree.text("id") or ""
    return "/".join(part for part in (f"{ADDITION}{about}", tree.text("key")) if part)


def _class_of(layout: Layout, key: str) -> str:
    """Return the class of a thing, be it a record or written inside one; empty where it has none."""
    for _, tree in _records(layout, key):
        if tree.text("id") == key:
            return tree.text("type") or ""
    corpus = assemble(layout)
    iri = URIRef(corpus.names.thing(key))
    said = (each for one in corpus.written for each in one.statements if each.subject == iri)
    return next((each.text for each in said if each.predicate == RDF.type), "")


def _records(layout: Layout, key: str) -> Iterator[tuple[Block, Mapping]]:
    """Yield the records of the files that hold the name of a thing."""
    word = re.compile(rf"(?<![\w/-]){re.escape(key)}(?![\w-])")
    for path in sorted(layout.data.rglob("*.yaml")):
        if holds_records(layout, path) and word.search(written := text(path)):
            root, _, _ = commented(written)
            tree = read(written, path)
            inner = next((one.value for one in root.entries if one.key == "records"), None)
            blocks = [one.value for one in inner.entries] if isinstance(inner, Block) else [root]
            trees = items(tree.get("records")) if isinstance(tree, Mapping) and isinstance(inner, Block) else (tree,)
            for block, one in zip(blocks, trees, strict=True):
                if isinstance(block, Block) and isinstance(one, Mapping):
                    yield block, one


def _unknown(layout: Layout, key: str) -> UnknownName:
    corpus = assemble(layout)
    iri = corpus.names.thing(key)
    whole = next((one.id for one in corpus.written if any(str(node) == iri for node in one.marks)), None)
    if whole is not None:
        remedy = mark("Name that record: {whole}")
        return UnknownName(key, (), "{name} is written inside {whole}.", whole=whole, remedy=remedy)
    return UnknownName(key, (one.id for one in corpus.written), "There is no record of {name}.")

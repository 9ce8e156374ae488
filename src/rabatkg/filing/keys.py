"""Keep the keys of nodes that are made of other words in them, when those words change."""

from collections.abc import Callable

from rabatkg.filing.rewriting import Piece, Sheet
from rabatkg.reading import Mapping, Mark, Scalar
from rabatkg.records import Grammar

Swap = Callable[[str], str | None]
"""From the identifier of a thing to its new one, or None where it keeps its own."""


def keep_keys(sheet: Sheet, grammar: Grammar, swap: Swap) -> None:
    """Write down the keys of nodes that would change with the names in them: an identifier, once made, stays."""
    _keep(sheet, sheet.root, grammar, swap)


def _keep(sheet: Sheet, piece: Piece, grammar: Grammar, swap: Swap) -> None:
    for step, child in piece.children():
        key = grammar.keys.get(str(step))
        if key is not None and key.value == "node":
            for node in child.items or (child,):
                now = key.names(_tree(node, lambda name: None))
                if node.get("key") is None and now != key.names(_tree(node, swap)):
                    sheet.first(node, "key", now)
        _keep(sheet, child, grammar, swap)


def _tree(node: Piece, swap: Swap) -> Mapping:
    """Return the texts of a node as records are read, its things under their new names."""
    place = Mark(None, node.line, node.column)
    texts = {name.text or "": value.text for name, value in node.entries if value.text is not None}
    return Mapping({name: Scalar(swap(value) or value, place) for name, value in texts.items()}, {}, place)

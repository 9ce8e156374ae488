"""Records laid out by the program: keys, texts and lists, as a file that is read with its comments has them."""

from collections.abc import Iterable

from rabatkg.records.commented import Block, Entry, Node, Text


def mapping() -> Block:
    """Return a mapping without keys."""
    return Block([], True)


def text(words: str) -> Text:
    """Return a text, to be written in quotation marks where some reader of YAML would not take it for one."""
    return Text(words, quoted=True)


def listing(values: Iterable[Node]) -> Block:
    """Return a list."""
    return Block([Entry(0, None, value) for value in values], False)


def languages(texts: Iterable[tuple[str, str]]) -> Block:
    """Return texts under their languages."""
    return Block([Entry(0, language, text(words)) for language, words in texts], True)


def put(block: Block, key: str, value: Node | str) -> None:
    """Add a key with its value at the end of a mapping."""
    block.entries.append(Entry(0, key, text(value) if isinstance(value, str) else value))

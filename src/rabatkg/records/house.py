"""House order: a record file as it is written here, so that the same facts always give the same lines.

A record begins with what it is and what it is part of; then its keys stand in the order of `ontology/context.jsonld`,
then what it is about, what proves it, and its nested nodes. Lists of names stand on one line where they fit, long
texts are folded, and a comment stays with the line that it stands by.

This is no YAML library's round trip: those hang a comment on what stands before it, and here things change places.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

from rabatkg.errors import DataError
from rabatkg.reading import Listing, Mapping, Scalar, Value, read
from rabatkg.records.commented import Block, Entry, Node, Text, commented
from rabatkg.records.expanding import Expander
from rabatkg.records.grammar import Grammar

WIDTH = 160
FIRST = ("id", "adds", "key", "about", "property", "provision", "passage", "pages", "quote", "shows", "type")
PLACED = ("kind", "notation", "within", "partOf", "provisionOf")
SUBJECTS = ("theme", "targetGroup", "involves", "cites", "names", "region", "route", "country", "addresses", "mentions")
PROOF = ("replaces", "rank", "rule", "basis", "because", "verification", "evidence")
_RESOLVER: Any = yaml.SafeLoader("")
_PLAIN = re.compile(r"(?!---|\.\.\.)(?:[^\s\-?:,\[\]{}#&*!|>'\"%@`]|-(?=\S))[^\x00-\x1f\x7f\x85\u2028\u2029]*")
_BREAK = re.compile(r"(?<=\S) (?=[\w(«“‘\[/])")
_ESCAPES = {0x7F: "\\x7f", 0x85: "\\x85", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def house(text: str, expander: Expander, file: Path | None = None) -> str:
    """Return a record file in house order.

    Args:
        text: the file as it stands.
        expander: whose grammar orders the keys, and by which the meaning is compared.
        file: its path, to be named in errors.

    Raises:
        DataError: the text is no record file, or would not say the same afterwards.
    """
    before = read(text, file)
    if not isinstance(before, Mapping):
        raise DataError("This file holds no record.", file=file, remedy="Write `key: value` lines.")
    root, foot, comments = commented(text)
    places = {word: place for place, word in enumerate(_order(expander.grammar, expander.languages))}
    written = "\n".join([*_file(root, places), *foot]) + "\n"
    after = read(written, file)
    kept = Counter(commented(written)[2]) == Counter(comments)
    if not kept or _plain(before) != _plain(after) or _said(expander, before) != _said(expander, after):
        raise DataError(
            "This file cannot be put in house order without changing what it says.",
            file=file,
            remedy="Write it more plainly, without comments inside lists.",
        )
    return written


def page(root: Block, grammar: Grammar, languages: Iterable[str], foot: Iterable[str] = ()) -> str:
    """Return a whole file in house order: its record or its `records`, with the comments that stand after its end."""
    places = {word: place for place, word in enumerate(_order(grammar, languages))}
    return "\n".join([*_file(root, places), *foot]) + "\n"


def order(grammar: Grammar, languages: Iterable[str]) -> list[str]:
    """Return all keys in the order in which a record has them, those of languages first."""
    return list(_order(grammar, languages))


def laid_out(entry: Entry, indent: int = 0) -> list[str]:
    """Return the lines of one key with its value, in house style."""
    return list(_entry(entry, indent))


def _order(grammar: Grammar, languages: Iterable[str]) -> Iterator[str]:
    last = [key.name for key in grammar.keys.values() if key.value == "node" and key.many]
    apart = {*PLACED, *SUBJECTS, *PROOF, *last}
    yield from dict.fromkeys([*languages, *FIRST, *PLACED, *(name for name in grammar.keys if name not in apart)])
    yield from (*SUBJECTS, *PROOF, *last, "claims")


def _said(expander: Expander, tree: Value) -> list[object]:
    """Return what a file says: statements, claims with their evidence, and faults, in no order."""
    return [
        (
            one.id,
            {(each.subject, each.predicate, each.object) for each in one.statements},
            {
                (each.iri, frozenset(proof.iri for proof in each.evidence), each.rank_rule, each.ranked_by)
                for each in one.claims
            },
            Counter(problem.rule for problem in one.problems),
        )
        for one in expander.file(tree)
    ]


def _plain(tree: Value) -> object:
    if isinstance(tree, Scalar):
        return tree.text
    if isinstance(tree, Listing):
        return [_plain(one) for one in tree.items]
    return {key: _plain(value) for key, value in tree.entries.items()}


def _file(root: Block, order: dict[str, int]) -> Iterator[str]:
    """Yield the lines of a file. What is said above all else stays at the top, and a blank line parts the records."""
    if root.entries:
        yield from root.entries[0].above
        root.entries[0].above = []
    _settle(root, order)
    for entry in root.entries:
        lines = list(_entry(entry, 0))
        parted = isinstance(entry.value, Block) and entry.key == "records" and len(entry.value.entries) > 1
        if not parted:
            yield from lines
            continue
        yield lines[0]
        assert isinstance(entry.value, Block)
        for number, record in enumerate(entry.value.entries):
            yield from [""] if number else []
            yield from _entry(record, 2)


def _settle(node: Node, order: dict[str, int]) -> None:
    if isinstance(node, Block):
        if node.keyed:
            node.entries.sort(key=lambda entry: order.get(entry.key or "", len(order)))
        for entry in node.entries:
            _settle(entry.value, order)


def _entry(entry: Entry, indent: int) -> Iterator[str]:
    margin = " " * indent
    yield from (margin + comment for comment in entry.above)
    head = margin + ("-" if entry.key is None else f"{_word(entry.key)}:")
    beside = "".join(f"  {comment}" for comment in entry.beside)
    value = entry.value
    if isinstance(value, Text):
        *lines, last = _folded(head, _scalar(value, entry.key == "quote"), indent + 2)
        yield from [*lines, last + beside]
    elif not value.entries:
        yield f"{head} {'{}' if value.keyed else '[]'}{beside}"
    elif (line := _in_line(value)) is not None and len(head) + 1 + len(line) <= WIDTH:
        yield f"{head} {line}{beside}"
    elif entry.key is not None:
        yield head + beside
        for inner in value.entries:
            yield from _entry(inner, indent + 2)
    else:
        inner_lines = [line for inner in value.entries for line in _entry(inner, indent + 2)]
        first = next(number for number, line in enumerate(inner_lines) if not line.lstrip().startswith("#"))
        yield from (line[2:] for line in inner_lines[:first])
        yield head + inner_lines[first][indent + 1 :] + beside
        yield from inner_lines[first + 1 :]


def _in_line(block: Block) -> str | None:
    """Return a list of words on one line, or None where it is something else or has comments."""
    texts = []
    for entry in block.entries:
        if block.keyed or not isinstance(entry.value, Text) or entry.above or entry.beside:
            return None
        texts.append(_scalar(entry.value, bool(re.search(r"[,\[\]{}?]|:$", entry.value.text))))
    return f"[{', '.join(texts)}]"


def _scalar(value: Text, quoted: bool = False) -> str:
    """Return the text as it is written: plain where that is plain text to every reader of YAML."""
    text = value.text
    if not quoted and (_is_plain(text) or (text == "" and not value.quoted)):
        string = "tag:yaml.org,2002:str"
        if not value.quoted or _RESOLVER.resolve(yaml.ScalarNode, text, (True, False)) == string:
            return text
    return json.dumps(text, ensure_ascii=False).translate(_ESCAPES)


def _is_plain(text: str) -> bool:
    return bool(_PLAIN.fullmatch(text)) and text == text.strip() and not re.search(r":(\s|$)|\s#", text)


def _word(key: str) -> str:
    return key if _is_plain(key) else json.dumps(key, ensure_ascii=False)


def _folded(head: str, text: str, indent: int) -> Iterator[str]:
    """Yield `head text` in lines that fit, the further ones indented."""
    line = f"{head} {text}" if text else head
    start = len(head) + 1
    while len(line) > WIDTH and (breaks := [match.start() for match in _BREAK.finditer(line, start + 1)]):
        place = max((one for one in breaks if one <= WIDTH), default=breaks[0])
        yield line[:place]
        line, start = " " * indent + line[place + 1 :], indent
    yield line

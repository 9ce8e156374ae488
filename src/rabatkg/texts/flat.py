"""Flat YAML: the small part of YAML in which registers of passages and reading profiles are written.

A file is a mapping. A value is a scalar, a list of scalars, or a list of mappings of scalars; nothing nests deeper,
and all scalars are text.
"""

import json
import re
from collections.abc import Mapping as Pairs
from collections.abc import Sequence
from pathlib import Path

from rabatkg.errors import DataError
from rabatkg.reading import Listing, Mapping, Scalar, items, read
from rabatkg.reading import Value as Tree

Row = dict[str, str]
Value = str | list[str] | list[Row]
Written = str | int | Sequence[str] | Sequence[Pairs[str, str | int]]

_PLAIN = re.compile(r"[a-z]+([/-][a-z0-9]+)*")
_AMBIGUOUS = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})


def load(path: Path) -> dict[str, Value]:
    """Return the mapping that a file holds; DataError with file and line where it is not flat YAML."""
    tree = read(path)
    if not isinstance(tree, Mapping):
        raise DataError("This file must hold keys with their values.", file=path, line=1, remedy="Write key: value")
    return {key: _value(value, path) for key, value in tree.entries.items()}


def _value(value: Tree, path: Path) -> Value:
    if isinstance(value, Scalar):
        return value.text
    rows = [_row(one, path) for one in items(value)] if isinstance(value, Listing) else []
    if not rows:
        raise _nested(value, path)
    texts = [row for row in rows if isinstance(row, str)]
    return texts if len(texts) == len(rows) else [row for row in rows if isinstance(row, dict)]


def _row(one: Tree, path: Path) -> str | Row:
    if isinstance(one, Scalar):
        return one.text
    if not isinstance(one, Mapping):
        raise _nested(one, path)
    row: Row = {}
    for key, value in one.entries.items():
        if not isinstance(value, Scalar):
            raise _nested(value, path)
        row[key] = value.text
    return row


def _nested(value: Tree, path: Path) -> DataError:
    return DataError(
        "This file nests no deeper than a list of values.",
        file=path,
        line=value.mark.line,
        remedy="Begin each item with a hyphen and a space.",
    )


def dump(values: Pairs[str, Written]) -> str:
    """Return a mapping as flat YAML; the same facts give the same text. An empty list is left out."""
    lines: list[str] = []
    for key, value in values.items():
        if isinstance(value, str | int):
            lines.append(f"{key}: {scalar(value)}")
        elif value:
            lines += [f"{key}:", *(line for item in value for line in _item(item))]
    return "\n".join(lines) + "\n"


def _item(item: str | Pairs[str, str | int]) -> list[str]:
    pairs = [scalar(item)] if isinstance(item, str) else [f"{key}: {scalar(value)}" for key, value in item.items()]
    return [f"  - {pairs[0]}", *(f"    {pair}" for pair in pairs[1:])]


def scalar(value: str | int) -> str:
    """Return a scalar as it is written: plain where every reader takes it for what it is."""
    if isinstance(value, int):
        return str(value)
    if _PLAIN.fullmatch(value) and value not in _AMBIGUOUS:
        return value
    return "'" + value.replace("'", "''") + "'" if "\\" in value else json.dumps(value, ensure_ascii=False)

"""Flat YAML: the small part of YAML in which registers of passages and reading profiles are written.

A file is a mapping. A value is a scalar, a list of scalars, or a list of mappings of scalars; nothing nests deeper.
Scalars are plain, 'single quoted' or "double quoted" as in JSON, and all of them are text.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from rabatkg.errors import DataError
from rabatkg.speech import mark

Row = dict[str, str]
Value = str | list[str] | list[Row]
Written = str | int | Sequence[str] | Sequence[Mapping[str, str | int]]

_PAIR = re.compile(r"([a-z_]+):(?: +(.*))?")
_PLAIN = re.compile(r"[a-z]+([/-][a-z0-9]+)*")
_SINGLE_QUOTED = re.compile(r"'(?:[^']|'')*'")
_AMBIGUOUS = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})


def load(path: Path) -> dict[str, Value]:
    """Return the mapping that a file holds; DataError with file and line where it is not flat YAML."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError("This file cannot be read: {problem}.", problem=error, file=path) from error
    return _Reader(path).mapping(text)


class _Reader:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.line = 0

    def mapping(self, text: str) -> dict[str, Value]:
        values: dict[str, Value] = {}
        key = ""
        for depth, item, content in self._lines(text):
            if depth == 0 and not item:
                key, scalar = self._pair(content)
                if key in values:
                    raise self._fault(mark("{key} stands twice."), key=key)
                values[key] = [] if scalar is None else scalar
                continue
            rows = values.get(key)
            if not isinstance(rows, list):
                raise self._fault(mark("An indented line needs a key above it that has no value of its own."))
            self._into(rows, item, content)
        return values

    def _lines(self, text: str) -> Iterator[tuple[int, bool, str]]:
        for self.line, line in enumerate(text.splitlines(), start=1):
            content = line.strip()
            if not content or content.startswith("#"):
                continue
            depth = len(line) - len(line.lstrip(" "))
            item = content.startswith("- ")
            yield depth, item, content[2:].strip() if item else content

    def _into(self, rows: list[str] | list[Row], item: bool, content: str) -> None:
        if item and not _PAIR.fullmatch(content):
            rows.append(self._scalar(content))  # type: ignore[arg-type]
            return
        key, scalar = self._pair(content)
        if scalar is None:
            raise self._fault(mark("{key} has no value."), key=key)
        if item:
            rows.append({})  # type: ignore[arg-type]
        row = rows[-1] if rows else None
        if not isinstance(row, dict):
            raise self._fault(
                mark("A pair needs a list item above it."), remedy=mark("Begin the item with a hyphen and a space.")
            )
        if key in row:
            raise self._fault(mark("{key} stands twice."), key=key)
        row[key] = scalar

    def _pair(self, content: str) -> tuple[str, str | None]:
        match = _PAIR.fullmatch(content)
        if not match:
            raise self._fault(mark("This line is to hold a key and its value."), remedy=mark("Write key: value"))
        value = match[2]
        return match[1], None if value is None or value.startswith("#") else self._scalar(value)

    def _scalar(self, value: str) -> str:
        if value.startswith("'"):
            if not _SINGLE_QUOTED.fullmatch(value):
                raise self._fault(mark("A single quotation mark is not closed."))
            return value[1:-1].replace("''", "'")
        if value.startswith('"'):
            try:
                return str(json.loads(value))
            except ValueError as error:
                raise self._fault(mark("A double quotation mark is not closed.")) from error
        if value[0] in "&*!|>{[%@`":
            raise self._fault(
                mark("A value cannot begin with {sign} here."), sign=value[0], remedy=mark("Put it in quotation marks.")
            )
        return value.partition(" #")[0].rstrip()

    def _fault(self, template: str, remedy: str | None = None, **values: Any) -> DataError:
        return DataError(template, file=self.path, line=self.line, remedy=remedy, **values)


def dump(values: Mapping[str, Written]) -> str:
    """Return a mapping as flat YAML; the same facts give the same text. An empty list is left out."""
    lines: list[str] = []
    for key, value in values.items():
        if isinstance(value, str | int):
            lines.append(f"{key}: {scalar(value)}")
        elif value:
            lines += [f"{key}:", *(line for item in value for line in _item(item))]
    return "\n".join(lines) + "\n"


def _item(item: str | Mapping[str, str | int]) -> list[str]:
    pairs = [scalar(item)] if isinstance(item, str) else [f"{key}: {scalar(value)}" for key, value in item.items()]
    return [f"  - {pairs[0]}", *(f"    {pair}" for pair in pairs[1:])]


def scalar(value: str | int) -> str:
    """Return a scalar as it is written: plain where every reader takes it for what it is."""
    if isinstance(value, int):
        return str(value)
    if _PLAIN.fullmatch(value) and value not in _AMBIGUOUS:
        return value
    return "'" + value.replace("'", "''") + "'" if "\\" in value else json.dumps(value, ensure_ascii=False)

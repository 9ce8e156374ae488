"""Read a YAML file into a small tree in which every value knows its line and column.

The YAML that the data may use is narrow on purpose: mappings, lists and text. All scalars are text (the key
gives the datatype), so `NO` is Norway and `2024-10` a month. Anchors, aliases, tags and keys said twice are
refused, because each of them makes a file mean something else than it shows.
"""

import errno
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from rabatkg.errors import DataError
from rabatkg.speech import Message, mark

DEEPEST = 12
LARGEST = 4_000_000
_REASONS = {
    errno.ENOENT: mark("it, or the folder it is to stand in, does not exist"),
    errno.EISDIR: mark("it is a folder"),
    errno.ENOTDIR: mark("what should be a folder is a file"),
    errno.EEXIST: mark("what should be a folder is a file"),
    errno.EACCES: mark("you have no right to"),
    errno.EPERM: mark("you have no right to"),
    errno.EROFS: mark("the disk is read-only"),
    errno.ENOSPC: mark("the disk is full"),
    errno.ELOOP: mark("it is a link that leads back to itself"),
    errno.ENAMETOOLONG: mark("its name is too long"),
}
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Mark:
    """A place in a file; line and column count from 1."""

    file: Path | None
    line: int
    column: int


@dataclass(frozen=True)
class Scalar:
    """A piece of text."""

    text: str
    mark: Mark


@dataclass(frozen=True)
class Listing:
    """A list of values."""

    items: tuple["Value", ...]
    mark: Mark


@dataclass(frozen=True)
class Mapping:
    """Keys with their values, in the order of the file."""

    entries: dict[str, "Value"]
    keys: dict[str, Mark]
    mark: Mark

    def get(self, key: str) -> "Value | None":
        """Return the value of the key, or None."""
        return self.entries.get(key)

    def text(self, key: str) -> str | None:
        """Return the value of the key where it is text, or None."""
        value = self.entries.get(key)
        return value.text if isinstance(value, Scalar) else None


Value = Scalar | Listing | Mapping


def items(value: Value | None) -> tuple[Value, ...]:
    """Return a list's items, a single value as a list of one, and nothing as an empty list."""
    if value is None:
        return ()
    return value.items if isinstance(value, Listing) else (value,)


def reason(error: OSError) -> Message:
    """Return in plain words why the system would not read or write."""
    told = _REASONS.get(error.errno or 0)
    return Message(told) if told else Message("{told}", {"told": error.strerror or str(error)})


def content(path: Path) -> bytes:
    """Return the bytes of a file.

    Raises:
        DataError: it cannot be read: it is not there, is a folder, or is closed to the user.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise DataError("This file cannot be read: {problem}.", problem=reason(error), file=path) from error


def text(path: Path) -> str:
    """Return the text of a file in UTF-8.

    Raises:
        DataError: it cannot be read, or a line of it is not UTF-8.
    """
    raw = content(path)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise DataError("The file is not UTF-8 text.", file=path, line=line, remedy="Save it as UTF-8.") from error


def table(path: Path) -> dict[str, Any]:
    """Return the object that a JSON file holds.

    Raises:
        DataError: it cannot be read, or holds something else; with line and column.
    """
    try:
        found = json.loads(text(path))
    except json.JSONDecodeError as error:
        raise DataError(
            "This is not JSON: {problem}.", problem=error.msg, file=path, line=error.lineno, column=error.colno
        ) from error
    if not isinstance(found, dict):
        raise DataError("This file must hold keys with their values.", file=path, line=1)
    return found


def read(source: Path | str, file: Path | None = None) -> Value:
    """Return the tree of a record file.

    Args:
        source: a path, or the text itself.
        file: the name to report where the text itself is given.

    Raises:
        DataError: the file cannot be read, is no UTF-8, no YAML, or uses what records may not use; with its line.
    """
    if isinstance(source, Path):
        file, source = source, text(source)
    if len(source) > LARGEST:
        raise DataError("The file is larger than {most} characters.", most=LARGEST, file=file, remedy="Split it.")
    try:
        events = iter(yaml.parse(source, Loader=LOADER))
        return _document(events, file)
    except yaml.MarkedYAMLError as error:
        where = error.problem_mark or error.context_mark
        raise DataError(
            "This is not YAML: {problem}.",
            problem=error.problem or error.context or "",
            file=file,
            line=where.line + 1 if where else None,
            column=where.column + 1 if where else None,
            remedy="Check the indentation, the colons and the quotation marks.",
        ) from error
    except yaml.YAMLError as error:
        raise DataError(
            "This is not YAML: {problem}.",
            problem=str(error).splitlines()[0],
            file=file,
            remedy="Save it as plain text.",
        ) from error


def _document(events: Iterator[Any], file: Path | None) -> Value:
    tree: Value | None = None
    for event in events:
        if isinstance(
            event, yaml.StreamStartEvent | yaml.DocumentStartEvent | yaml.DocumentEndEvent | yaml.StreamEndEvent
        ):
            continue
        if tree is not None:
            raise _refused(
                mark("A file holds one document."), event, file, mark("Remove the line '---' and what follows it.")
            )
        tree = _value(event, events, file, 1)
    if tree is None:
        raise DataError("The file is empty.", file=file, remedy="Write a record, or remove the file.")
    return tree


def _value(event: Any, events: Iterator[Any], file: Path | None, depth: int) -> Value:
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise _refused(
            mark("Anchors and aliases (& and *) are not used in records."), event, file, mark("Write the value out.")
        )
    if getattr(event, "tag", None) not in (None, "!"):
        raise _refused(mark("Tags ({tag}) are not used in records."), event, file, mark("Remove it."), tag=event.tag)
    if depth > DEEPEST:
        raise _refused(
            mark("The record is nested deeper than {most} levels."), event, file, mark("Flatten it."), most=DEEPEST
        )
    place = _mark(event, file)
    if isinstance(event, yaml.ScalarEvent):
        return Scalar(event.value, place)
    if isinstance(event, yaml.SequenceStartEvent):
        children = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            children.append(_value(event, events, file, depth + 1))
        return Listing(tuple(children), place)
    entries: dict[str, Value] = {}
    keys: dict[str, Mark] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        key = _value(event, events, file, depth + 1)
        if not isinstance(key, Scalar):
            raise _refused(mark("A key must be a word."), event, file, mark("Put quotation marks around it."))
        if key.text in entries:
            raise _refused(
                mark("The key '{key}' is said twice."),
                event,
                file,
                mark("Keep one; several values go in a list."),
                key=key.text,
            )
        keys[key.text] = key.mark
        entries[key.text] = _value(next(events), events, file, depth + 1)
    return Mapping(entries, keys, place)


def _mark(event: Any, file: Path | None) -> Mark:
    return Mark(file, event.start_mark.line + 1, event.start_mark.column + 1)


def _refused(problem: str, event: Any, file: Path | None, remedy: str, **values: Any) -> DataError:
    place = _mark(event, file)
    return DataError(problem, file=file, line=place.line, column=place.column, remedy=remedy, **values)

"""The YAML that the data may use, which is narrow on purpose: mappings, lists and text.

All scalars are text (the key gives the datatype), so `NO` is Norway and `2024-10` a month. Anchors, aliases, tags and
keys said twice are refused, because each of them makes a file mean something else than it shows.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from rabatkg.errors import DataError
from rabatkg.reading.broken import broken, stopped
from rabatkg.reading.files import text
from rabatkg.reading.tree import Listing, Mapping, Mark, Scalar, Value
from rabatkg.speech import mark

DEEPEST = 12
LARGEST = 4_000_000
MOST_FAULTS = 100
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


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
    tree, faults = read_all(source, file)
    if faults:
        raise faults[0]
    assert tree is not None
    return tree


def read_all(source: str, file: Path | None = None) -> tuple[Value | None, list[DataError]]:
    """Return the tree of a text, and all that is wrong with it as YAML and as what records may use.

    The tree is None where the text is none to the end. The text is read bit by bit: what follows the place where it is
    nested too deep never reaches the native parser's stack or ours.
    """
    if len(source) > LARGEST:
        return None, [
            DataError("The file is larger than {most} characters.", most=LARGEST, file=file, remedy="Split it.")
        ]
    reader = _Reader(file)
    try:
        return reader.document(iter(yaml.parse(source, Loader=LOADER))), reader.faults
    except yaml.MarkedYAMLError as error:
        where, plain = _place(error, source), broken(error, source)
        fault = DataError(
            "This is not YAML: {problem}.",
            problem=stopped(error),
            file=file,
            line=min(where.line, source.count("\n")) + 1 if where else None,
            column=where.column + 1 if where else None,
            remedy="Check the indentation, the colons and the quotation marks.",
        )
        if plain is not None:
            values: dict[str, Any] = {**plain.values, "file": file, "line": plain.line, "column": plain.column}
            fault = DataError(plain.template, remedy=plain.remedy, **values)
    except yaml.YAMLError as error:
        fault = DataError(
            "This is not YAML: {problem}.",
            problem=stopped(error),
            file=file,
            remedy="Save it as plain text.",
        )
    except DataError as error:
        fault = error
    return None, [*reader.faults, fault]


def _place(error: yaml.MarkedYAMLError, source: str) -> Any:
    """Return the mark of an error; what has no end, or lacks its colon, is told where it begins."""
    told = error.problem_mark or error.context_mark
    unended = told is not None and (told.index >= len(source.rstrip()) or "expected ':'" in (error.problem or ""))
    return error.context_mark if unended and error.context_mark else told


class _Reader:
    """The reading of one text: its events into a tree, with what is wrong on the way."""

    def __init__(self, file: Path | None) -> None:
        self.file = file
        self.faults: list[DataError] = []

    def document(self, events: Iterator[Any]) -> Value:
        tree: Value | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent) and tree is not None:
                remedy = mark("Remove the line '---' and what follows it.")
                raise self.refused(mark("A file holds one document."), event, remedy)
            if isinstance(event, yaml.DocumentStartEvent) and (event.version or event.tags):
                self.refuse(mark("Lines that begin with % are not used in records."), event, mark("Remove it."))
            if isinstance(
                event, yaml.StreamStartEvent | yaml.DocumentStartEvent | yaml.DocumentEndEvent | yaml.StreamEndEvent
            ):
                continue
            tree = self.value(event, events, 1)
        if tree is None:
            raise DataError("The file is empty.", file=self.file, remedy="Write a record, or remove the file.")
        return tree

    def value(self, event: Any, events: Iterator[Any], depth: int) -> Value:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            told = mark("Anchors and aliases (& and *) are not used in records.")
            self.refuse(told, event, mark("Write the value out."))
        if getattr(event, "tag", None) not in (None, "!"):
            self.refuse(mark("Tags ({tag}) are not used in records."), event, mark("Remove it."), tag=event.tag)
        if depth > DEEPEST:
            told = mark("The record is nested deeper than {most} levels.")
            raise self.refused(told, event, mark("Flatten it."), most=DEEPEST)
        place = self.place(event)
        if isinstance(event, yaml.AliasEvent):
            return Scalar("", place)
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(event.value, place)
        if isinstance(event, yaml.SequenceStartEvent):
            children = []
            while not isinstance(event := next(events), yaml.SequenceEndEvent):
                children.append(self.value(event, events, depth + 1))
            return Listing(tuple(children), place)
        entries: dict[str, Value] = {}
        keys: dict[str, Mark] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self.value(event, events, depth + 1)
            value = self.value(next(events), events, depth + 1)
            if not isinstance(key, Scalar):
                self.refuse(mark("A key must be a word."), event, mark("Put quotation marks around it."))
            elif key.text in entries:
                told, remedy = mark("The key '{key}' is said twice."), mark("Keep one; several values go in a list.")
                self.refuse(told, event, remedy, key=key.text)
            else:
                keys[key.text], entries[key.text] = key.mark, value
        return Mapping(entries, keys, place)

    def place(self, event: Any) -> Mark:
        return Mark(self.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def refused(self, problem: str, event: Any, remedy: str, **values: Any) -> DataError:
        place = self.place(event)
        return DataError(problem, file=self.file, line=place.line, column=place.column, remedy=remedy, **values)

    def refuse(self, problem: str, event: Any, remedy: str, **values: Any) -> None:
        self.faults.append(self.refused(problem, event, remedy, **values))
        if len(self.faults) >= MOST_FAULTS:
            raise self.faults.pop()

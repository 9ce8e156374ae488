"""What was read of a file as a line of JSON, and back: the same objects, each once, with the places where they stand.

A line is a list in which each entry is made of what stands before it. Plain values stand for themselves; a list begins
with the number of what it makes, and a whole number in it is the place of an entry. Nothing but the classes named
here is ever made of a line.
"""

import json
from collections.abc import Callable
from dataclasses import fields
from operator import attrgetter
from pathlib import Path
from typing import Any

from rdflib import BNode, Literal, URIRef

from rabatkg.reading import Listing, Mapping, Mark, Scalar
from rabatkg.records import Claim, Evidence, Expansion, Statement
from rabatkg.texts import Passage, PassageRegister

CLASSES = (Mark, Scalar, Listing, Mapping, Statement, Claim, Evidence, Expansion, Passage, PassageRegister)
FILE, TUPLE, LIST, DICT, IRI, NAMELESS, LITERAL, PLACE = range(8)
_NUMBERS = {one: number for number, one in enumerate(CLASSES, PLACE + 1)}
_PARTS = {one: attrgetter(*(part.name for part in fields(one))) for one in CLASSES}


class Unpackable(Exception):
    """A value is of a class that is not kept, or a line is none of ours."""


def pack(value: Any, file: Path) -> str:
    """Return what was read of a file as a line.

    Raises:
        Unpackable: something in it is of a class that is not kept.
    """
    packer = _Packer(file)
    packer.place(value)
    return json.dumps(packer.entries, ensure_ascii=False, separators=(",", ":"))


def unpack(line: str, file: Path) -> Any:
    """Return what a line stands for, as if it had been read of this file.

    Raises:
        Unpackable: it is no line of ours.
    """
    made: list[Any] = []
    makers: list[Callable[..., Any]] = [
        lambda: file,
        lambda *parts: parts,
        lambda *parts: list(parts),
        lambda *parts: dict(zip(parts[::2], parts[1::2], strict=True)),
        URIRef,
        BNode,
        lambda text, language, kind: Literal(text, lang=language, datatype=kind, normalize=False),
    ]
    makers += [lambda *_: None, *CLASSES]
    try:
        for entry in json.loads(line):
            if entry.__class__ is not list:
                made.append(entry)
            elif entry[0] == PLACE:
                made.append(Mark(file, entry[1], entry[2]))
            else:
                maker, *parts = entry
                made.append(makers[maker](*[made[part] if part.__class__ is int else part for part in parts]))
        return made[-1]
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        raise Unpackable(str(error)) from error


class _Packer:
    """The entries of one line, and where in it each object stands."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.entries: list[Any] = []
        self.places: dict[Any, int] = {}

    def place(self, value: Any) -> int:
        """Return where a value stands, put there if it did not stand there yet."""
        key: tuple[Any, Any] = (value.__class__, value if isinstance(value, str | int | Mark) else id(value))
        if isinstance(value, Literal):
            key = (Literal, (str(value), value.language, value.datatype))
        found = self.places.get(key)
        if found is None:
            entry = self._entry(value)
            found = self.places[key] = len(self.entries)
            self.entries.append(entry)
        return found

    def _part(self, value: Any) -> Any:
        """Return a part of an entry: itself where it is plain text or nothing, else where it stands."""
        return value if value is None or value.__class__ is str else self.place(value)

    def _entry(self, value: Any) -> Any:
        kind = value.__class__
        if value is None or kind in (str, int, bool):
            return value
        if kind is Mark and (value.file, value.sheet, value.head) == (self.file, None, None):
            return [PLACE, value.line, value.column]
        if kind in _NUMBERS:
            return [_NUMBERS[kind], *map(self._part, _PARTS[kind](value))]
        if kind is URIRef or kind is BNode:
            return [IRI if kind is URIRef else NAMELESS, str(value)]
        if kind is Literal:
            return [LITERAL, str(value), value.language, value.datatype and str(value.datatype)]
        if kind is tuple or kind is list:
            return [TUPLE if kind is tuple else LIST, *map(self._part, value)]
        if kind is dict:
            return [DICT, *(self._part(part) for pair in value.items() for part in pair)]
        if value == self.file:
            return [FILE]
        raise Unpackable(kind.__name__)

"""JSON as a tree in which every value knows its line and column, and nothing is said twice or not at all."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypeVar

from rabatkg.errors import DataError
from rabatkg.intake.hygiene import told
from rabatkg.intake.rdf.terms import DEEPEST, Places
from rabatkg.reading import Mark
from rabatkg.speech import mark

_TOKEN = re.compile(
    r'(?P<blank>[ \t\r\n]+)|(?P<string>"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4}))*")'
    r"|(?P<number>-?(?:0|[1-9][0-9]{0,30})(?:\.[0-9]{1,30})?(?![\w.+-]))|(?P<word>(?:true|false|null)\b)|(?P<sign>[\[\]{}:,])"
)
NO_JSON = mark("This is not JSON.")
REMEDY = mark("Check the quotation marks, commas and brackets; write figures without an exponent.")
T = TypeVar("T")


class Token(NamedTuple):
    """A piece of the text: what it is, its characters, and where it begins."""

    kind: str
    text: str
    offset: int


@dataclass(frozen=True)
class Leaf:
    """A text, a number, a truth value or nothing (None)."""

    value: str | int | float | bool | None
    raw: str
    mark: Mark


@dataclass(frozen=True)
class Array:
    """A list."""

    items: tuple["Json", ...]
    mark: Mark


@dataclass(frozen=True)
class Object:
    """Keys with their values."""

    entries: dict[str, "Json"]
    keys: dict[str, Mark]
    mark: Mark


Json = Leaf | Array | Object


def parsed(text: str, file: Path | None) -> Json:
    """Return the tree of a text of JSON.

    Raises:
        DataError: it is not JSON, says a key twice, writes a figure with an exponent, or is nested too deep; with its
            line and column.
    """
    return _Reader(text, file).whole()


class _Reader:
    def __init__(self, text: str, file: Path | None) -> None:
        self.text, self.places = text, Places.of(text, file)
        self.tokens = self._tokens()
        self.at = 0

    def _tokens(self) -> list[Token]:
        found, offset, depth = [], 0, 0
        while offset < len(self.text):
            match = _TOKEN.match(self.text, offset)
            if match is None:
                raise self.places.refused(NO_JSON, offset, REMEDY)
            kind, one = match.lastgroup or "", match[0]
            depth += (one in ("[", "{")) - (one in ("]", "}"))
            if depth > DEEPEST:
                deep = mark("The record is nested deeper than {most} levels.")
                raise self.places.refused(deep, offset, mark("Flatten it."), most=DEEPEST)
            if kind != "blank":
                found.append(Token(kind, one, offset))
            offset = match.end()
        return [*found, Token("end", "", max(len(self.text) - 1, 0))]

    def whole(self) -> Json:
        tree = self._value()
        if self.tokens[self.at].kind != "end":
            raise self._unexpected(self.tokens[self.at])
        return tree

    def _value(self) -> Json:
        token = self._next()
        place = self.places.mark(token.offset)
        if token.kind in ("string", "number", "word"):
            return Leaf(json.loads(token.text), token.text, place)
        if token.text == "[":
            return Array(tuple(self._listed("]", self._value)), place)
        if token.text != "{":
            raise self._unexpected(token)
        entries: dict[str, Json] = {}
        keys: dict[str, Mark] = {}
        for name, offset, value in self._listed("}", self._entry):
            if name in entries:
                twice, remedy = mark("The key '{key}' is said twice."), mark("Keep one; several values go in a list.")
                raise self.places.refused(twice, offset, remedy, key=told(name))
            entries[name], keys[name] = value, self.places.mark(offset)
        return Object(entries, keys, place)

    def _entry(self) -> tuple[str, int, Json]:
        key = self._next()
        if key.kind != "string":
            raise self._unexpected(key)
        self._sign(":")
        return json.loads(key.text), key.offset, self._value()

    def _listed(self, end: str, one: Callable[[], T]) -> Iterator[T]:
        if self.tokens[self.at].text == end:
            self.at += 1
            return
        while True:
            yield one()
            if self._sign(",", end) == end:
                return

    def _sign(self, *wanted: str) -> str:
        token = self._next()
        if token.kind != "sign" or token.text not in wanted:
            raise self._unexpected(token)
        return token.text

    def _next(self) -> Token:
        token = self.tokens[self.at]
        self.at += 1
        return token

    def _unexpected(self, token: Token) -> DataError:
        return self.places.refused(NO_JSON, token.offset, REMEDY)

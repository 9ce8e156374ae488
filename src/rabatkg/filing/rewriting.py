"""Change what a YAML file says where it says it: comments, order and line breaks stay as they are.

A sheet is the text of a file with the place of each of its values, down to the character. Values are exchanged, added
and taken out there; nothing is written anew from a tree, since that would lose what stands between the values.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import yaml

from rabatkg.reading import LOADER

Steps = tuple[str | int, ...]
"""The way to a value: keys and places in lists, from the whole file on."""


@dataclass(frozen=True)
class Piece:
    """A value and where it stands.

    Attributes:
        start, end: its first character, and the one after its last.
        line, column: where it begins, from 1.
        flow: whether it is a list or a mapping in brackets.
        text: what a scalar says; None of a list or a mapping.
        items: the values of a list.
        entries: the keys of a mapping, with their values.
    """

    start: int
    end: int
    line: int
    column: int
    flow: bool = False
    text: str | None = None
    items: tuple["Piece", ...] = ()
    entries: tuple[tuple["Piece", "Piece"], ...] = ()

    def get(self, key: str) -> "Piece | None":
        """Return the value of a key, or None."""
        return next((value for name, value in self.entries if name.text == key), None)

    def children(self) -> Iterator[tuple[str | int, "Piece"]]:
        """Yield what is directly inside, each with the step that leads to it."""
        yield from enumerate(self.items)
        yield from ((name.text or "", value) for name, value in self.entries)


class Sheet:
    """The text of a YAML file, and what is to change in it."""

    def __init__(self, text: str) -> None:
        """Take the text; it must be YAML."""
        self.text = text
        events: Any = (event for event in yaml.parse(text, Loader=LOADER) if not _is_frame(event))
        self.root = _piece(next(events), events)
        self._new: dict[tuple[int, int], str] = {}
        self._out: set[Steps] = set()

    def walk(self) -> Iterator[tuple[Steps, Piece]]:
        """Yield every value with the way to it, the outer ones first."""
        waiting: list[tuple[Steps, Piece]] = [((), self.root)]
        while waiting:
            steps, piece = waiting.pop(0)
            yield steps, piece
            waiting[:0] = [((*steps, step), child) for step, child in piece.children()]

    def at(self, steps: Steps) -> Piece:
        """Return the value that a way leads to."""
        piece = self.root
        for step in steps:
            piece = dict(piece.children())[step]
        return piece

    def way(self, line: int, column: int) -> Steps:
        """Return the way to the value that begins at a line and column, counted from 1; the innermost of several."""
        return [steps for steps, piece in self.walk() if (piece.line, piece.column) == (line, column)][-1]

    def exchange(self, piece: Piece, old: str, new: str) -> None:
        """Let a scalar say other words in the place of some of its own; both are plain letters, figures and signs."""
        before = self.text[piece.start : piece.end]
        self._new[piece.start, piece.end] = before.replace(old, new)

    def first(self, piece: Piece, key: str, value: str) -> None:
        """Let a mapping begin with a further key."""
        name = piece.entries[0][0]
        between = ", " if piece.flow else "\n" + " " * (name.column - 1)
        self._new[name.start, name.start] = f"{key}: {value}{between}"

    def last(self, piece: Piece, value: str) -> None:
        """Let a list end with a further scalar."""
        item = piece.items[-1]
        end = self._end(item)
        if piece.flow:
            self._new[end, end] = f", {value}"
        else:
            end += len(re.match(r"[^\r\n]*", self.text[end:])[0])  # type: ignore[index]  # it matches anything
            self._new[end, end] = "\n" + " " * (item.column - 3) + f"- {value}"

    def cut(self, steps: Steps) -> None:
        """Take a value out, with its key; a list or mapping in which nothing is left goes too."""
        self._out.add(steps)

    def is_cut(self, steps: Steps) -> bool:
        """Return whether a value is to be taken out, or what it stands in."""
        return any(steps[:length] in self._out for length in range(len(steps) + 1))

    def gone(self, steps: Steps) -> bool:
        """Return whether nothing of a value is left."""
        return self.is_cut(steps) or self._gone(steps, self.at(steps))

    @property
    def empty(self) -> bool:
        """Whether nothing is left."""
        return self._gone((), self.root)

    def lines(self) -> Iterator[tuple[int, str]]:
        """Yield each line as it stands now, by its number from 1, with what would be left of it."""
        changes, begin = self._changes(), 0
        for number, line in enumerate(self.text.splitlines(keepends=True), 1):
            end = begin + len(line)
            left, at = "", begin
            for (start, stop), new in changes:
                if start < end and stop > begin:
                    left += self.text[at : max(start, at)] + (new if start >= begin else "")
                    at = min(max(stop, at), end)
            yield number, left + self.text[at:end]
            begin = end

    def written(self) -> str:
        """Return the text with all changes made."""
        text = self.text
        for (start, end), new in reversed(self._changes()):
            text = text[:start] + new + text[end:]
        return text

    def _changes(self) -> list[tuple[tuple[int, int], str]]:
        """Return the stretches that change, in order, each with what takes its place."""
        changes = dict(self._new)
        for start, end in self._holes((), self.root):
            changes = {span: new for span, new in changes.items() if not start <= span[0] < end}
            changes[start, end] = ""
        return sorted(changes.items())

    def _gone(self, steps: Steps, piece: Piece) -> bool:
        if steps in self._out:
            return True
        inside = [((*steps, step), child) for step, child in piece.children()]
        return bool(inside) and all(self._gone(*one) for one in inside)

    def _holes(self, steps: Steps, piece: Piece) -> Iterator[tuple[int, int]]:
        """Yield the stretches of the text that go."""
        inside = [((*steps, step), child) for step, child in piece.children()]
        gone = [self._gone(*one) for one in inside]
        starts = [name.start for name, _ in piece.entries] or [item.start for item in piece.items]
        for place, (one, out) in enumerate(zip(inside, gone, strict=True)):
            if not out:
                yield from self._holes(*one)
            elif piece.flow:
                yield self._bracketed(starts, [child for _, child in inside], gone, place)
            else:
                following = starts[place + 1] if place + 1 < len(starts) else None
                yield self._lines(starts[place], self._end(one[1]), following, bool(piece.items))

    def _bracketed(self, starts: list[int], children: list[Piece], gone: list[bool], place: int) -> tuple[int, int]:
        """Return the stretch of one of several values in brackets, with the comma that goes with it."""
        if place + 1 < len(starts) and not all(gone[place:]):
            return starts[place], starts[place + 1]
        return children[place - 1].end if place else starts[place], children[place].end

    def _lines(self, start: int, end: int, following: int | None, listed: bool) -> tuple[int, int]:
        """Return the lines of a value; where it stands behind the dash of an item, what follows it moves up there."""
        begin = self.text.rfind("\n", 0, start) + 1
        before = self.text[begin:start]
        if before.strip() and not (listed and before.strip() == "-"):
            return start, following if following is not None else end
        if listed and "-" not in before:
            begin = self.text.rfind("\n", 0, begin - 1) + 1
        stop = self.text.find("\n", end)
        stop = len(self.text) if stop < 0 else stop + 1
        if self._blank(begin) and (blank := re.match(r"[ \t]*\r?\n", self.text[stop:])):
            stop += blank.end()
        return begin, stop

    def _blank(self, begin: int) -> bool:
        """Return whether the line before a place is blank, or there is none."""
        return not self.text[:begin].splitlines()[-1:] or not self.text[:begin].splitlines()[-1].strip()

    def _end(self, piece: Piece) -> int:
        """Return where what a value says ends, without the line breaks that YAML counts in."""
        inside = [child for _, child in piece.children()]
        if inside and not piece.flow:
            return max(self._end(child) for child in inside)
        return piece.start + len(self.text[piece.start : piece.end].rstrip())


def _is_frame(event: Any) -> bool:
    return isinstance(
        event, yaml.StreamStartEvent | yaml.StreamEndEvent | yaml.DocumentStartEvent | yaml.DocumentEndEvent
    )


def _piece(event: Any, events: Iterator[Any]) -> Piece:
    start: Any = event.start_mark
    end: Any = event.end_mark
    at = (start.line + 1, start.column + 1)
    if isinstance(event, yaml.ScalarEvent):
        return Piece(start.index, end.index, *at, text=event.value)
    children = []
    inner: Any = next(events)
    while not isinstance(inner, yaml.CollectionEndEvent):
        children.append(_piece(inner, events))
        inner = next(events)
    end = inner.end_mark
    place = (start.index, end.index, *at, bool(event.flow_style))
    if isinstance(event, yaml.SequenceStartEvent):
        return Piece(*place, items=tuple(children))
    return Piece(*place, entries=tuple(pair for number, pair in enumerate(pairwise(children)) if number % 2 == 0))

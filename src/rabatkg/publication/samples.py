"""Records of a corpus as examples: the shortest of a kind, and one that says much, as they stand in their files."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from rabatkg.graph import holds_records
from rabatkg.layout import Layout
from rabatkg.names import Names
from rabatkg.reading import read, text
from rabatkg.records import Expander, Expansion, Grammar
from rabatkg.records.commented import Block, Entry, commented
from rabatkg.records.house import laid_out

NAMED = re.compile(r"^(?:- |  - |    )?id: +(\S+) *$", re.MULTILINE)
LONGEST = 90
"""How many lines an example has at most, unless all records of its kind are longer."""
ENOUGH = 40
"""Among how many records an example is looked for: the time that it takes is not to grow with the corpus."""
TOO_LONG = 400
"""How many lines it has at most in any case."""


@dataclass(frozen=True)
class Sample:
    """A record, or a thing that is written inside one.

    Attributes:
        key: of the thing.
        record: the key of the record that it stands in.
        under: the key of records under which it is written there; empty for a record.
        yaml: as it is written.
    """

    key: str
    record: str
    under: str
    yaml: str

    @property
    def lines(self) -> int:
        """How many lines it has."""
        return self.yaml.count("\n")


class Samples:
    """The records of a dialogue as they are written.

    Args:
        layout: where they stand.
        names: how things are named.
    """

    def __init__(self, layout: Layout, names: Names) -> None:
        """Take the dialogue; its files are read once an example is asked for."""
        self._layout, self._names = layout, names
        self._blocks: dict[Path, dict[str, Block]] = {}
        self._told: dict[Path, list[Expansion]] = {}
        self._inside: dict[str, list[Sample]] = {}

    @cached_property
    def _files(self) -> dict[str, Path]:
        """The files of the records, by key."""
        found = {}
        for path in sorted(self._layout.data.rglob("*.yaml")):
            if holds_records(self._layout, path):
                found.update(dict.fromkeys(NAMED.findall(text(path)), path))
        return found

    def of(self, keys: list[str]) -> list[Sample]:
        """Return the shortest of the first records, and one of no great length that says most; each once.

        Args:
            keys: of the things; those that are not records are left out.
        """
        held = [key for key in keys if key in self._files]
        found = [self._record(key) for key in held[:ENOUGH]]
        fit = [one for one in found if one.lines <= TOO_LONG]
        if not fit:
            return []
        least = min(fit, key=lambda one: (one.lines, one.key))
        short = [one for one in fit if one.lines <= LONGEST] or [least]
        most = max(short, key=lambda one: (_keys_said(one), -one.lines, one.key))
        return list(dict.fromkeys([least, most]))

    def inside(self, keys: list[str]) -> list[Sample]:
        """Return the same for things that are written inside records.

        Args:
            keys: of the things, as `meeting/x/recommendation-1`.
        """
        holders = sorted({"/".join(key.split("/")[:2]) for key in keys} & self._files.keys())
        wanted = set(keys)
        found = [one for holder in holders[:ENOUGH] for one in self._parts(holder) if one.key in wanted]
        if not found:
            return []
        least = min(found, key=lambda one: (one.lines, one.key))
        most = max(found, key=lambda one: (_keys_said(one), -one.lines, one.key))
        return list(dict.fromkeys([least, most]))

    def whole(self, key: str) -> str:
        """Return a record as it is written.

        Raises:
            KeyError: there is no such record.
        """
        return self._record(key).yaml

    def _record(self, key: str) -> Sample:
        block = self._block(key)
        return Sample(key, key, "", _written(entry for entry in block.entries))

    def _block(self, key: str) -> Block:
        path = self._files[key]
        if path not in self._blocks:
            self._blocks[path] = dict(_named(commented(text(path))[0]))
        return self._blocks[path][key]

    def _parts(self, record: str) -> list[Sample]:
        """Return the things that are written inside a record."""
        if record not in self._inside:
            [told] = [one for one in self._expanded(self._files[record]) if one.id == record]
            places = {mark.line - 1: self._names.short(str(node)) for node, mark in told.marks.items()}
            self._inside[record] = [
                Sample(places[line], record, under, _written([Entry(0, under, Block([entry], False))]))
                for entry, under in _nested(self._block(record))
                if (line := _line(entry)) in places
            ]
        return self._inside[record]

    def _expanded(self, path: Path) -> list[Expansion]:
        if path not in self._told:
            self._told[path] = self._expander.file(read(text(path), path), path)
        return self._told[path]

    @cached_property
    def _expander(self) -> Expander:
        grammar = Grammar.load(self._layout.ontology / "context.jsonld")
        return Expander(grammar, self._names, self._layout.settings.languages)


def _named(root: Block) -> Iterator[tuple[str, Block]]:
    """Yield the records of a file by their keys."""
    inner = next((one.value for one in root.entries if one.key == "records"), None)
    blocks = [one.value for one in inner.entries] if isinstance(inner, Block) else [root]
    for block in blocks:
        if isinstance(block, Block):
            yield from (
                (str(one.value.text), block)
                for one in block.entries
                if one.key == "id" and not isinstance(one.value, Block)
            )


def _nested(block: Block) -> Iterator[tuple[Entry, str]]:
    """Yield the items of lists inside a block, with the key that the list stands under."""
    for entry in block.entries:
        if isinstance(entry.value, Block):
            for item in entry.value.entries:
                if not entry.value.keyed:
                    yield item, str(entry.key)
                if isinstance(item.value, Block):
                    yield from _nested(item.value)


def _line(entry: Entry) -> int:
    inner = entry.value
    return inner.entries[0].line if isinstance(inner, Block) and inner.entries else entry.line


def _written(entries: Iterator[Entry] | list[Entry]) -> str:
    return "".join(f"{line}\n" for entry in entries for line in laid_out(entry))


def _keys_said(sample: Sample) -> int:
    """Return how many different keys a record says."""
    return len(set(re.findall(r"^[ -]*([A-Za-z]\w*):", sample.yaml, re.MULTILINE)))

"""A record in the making: what was answered so far, and what still has no proof, written as YAML in house style."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Union

from rabatkg.forms.fields import Field
from rabatkg.records.commented import Block, Entry, Node, Text
from rabatkg.records.house import laid_out
from rabatkg.speech import say

WORDS = frozenset({"lang", "string"})
"""The forms of values that are words: they are put in quotation marks where other readers would take them for more."""
Plain = Union[str, Text, Sequence["Plain"], Mapping[str, "Plain"], "Sketch"]


@dataclass
class Proof:
    """Words of a passage, and the keys, or `key: value`, that they show; without any they show whatever is left."""

    passage: str
    quote: str
    shows: list[str] = field(default_factory=list)

    def plain(self) -> dict[str, Plain]:
        """Return the entry as a record has it."""
        entry: dict[str, Plain] = {"passage": self.passage, "quote": Text(self.quote, True)}
        return {**entry, "shows": self.shows} if self.shows else entry


@dataclass
class Sketch:
    """A thing, the record itself or one that is written inside it.

    Attributes:
        said: what it says, by key.
        proofs: what proves it.
        unproven: what a proof is still to be found for.
    """

    said: dict[str, Plain]
    proofs: list[Proof] = field(default_factory=list)
    unproven: list[str] = field(default_factory=list)

    def put(self, asked: Field, value: Plain) -> None:
        """Say a value under a key, beside those that stand there where several may."""
        if isinstance(value, str) and asked.value in WORDS:
            value = Text(value, True)
        held = self.said.get(asked.key)
        if not asked.many:
            self.said[asked.key] = value
        else:
            self.said[asked.key] = [*held, value] if isinstance(held, list) else [value]

    def prove(self, proof: Proof, shown: str) -> None:
        """Let the words of a proof show a key, or `key: value`, besides what they show already."""
        same = next((one for one in self.proofs if (one.passage, one.quote) == (proof.passage, proof.quote)), None)
        if same is None:
            same = Proof(proof.passage, proof.quote)
            self.proofs.append(same)
        same.shows.append(shown)

    def written(self, order: Sequence[str], lang: str) -> str:
        """Return the record as YAML.

        Args:
            order: the keys, in the order in which a record has them.
            lang: the language of the remark that names what has no proof yet.
        """
        lines = list(self._lines(order, lang))
        return "\n".join(lines) + "\n"

    def _lines(self, order: Sequence[str], lang: str) -> Iterator[str]:
        for what in dict.fromkeys(self._owing()):
            yield "# " + say("Still to be proved: {what}", lang, what=what)
        for entry in self._block(order).entries:
            yield from laid_out(entry)

    def _owing(self) -> Iterator[str]:
        yield from self.unproven
        for value in self.said.values():
            for inner in value if isinstance(value, list) else [value]:
                yield from inner._owing() if isinstance(inner, Sketch) else ()

    def _block(self, order: Sequence[str]) -> Block:
        whole = {**self.said, "evidence": [one.plain() for one in self.proofs]} if self.proofs else self.said
        places = {key: place for place, key in enumerate(order)}
        keys = sorted(whole, key=lambda key: places.get(key, len(places)))
        return Block([Entry(0, key, _node(whole[key], order)) for key in keys], True)


def _node(value: Plain, order: Sequence[str]) -> Node:
    if isinstance(value, Sketch):
        return value._block(order)
    if isinstance(value, str):
        return Text(value, False)
    if isinstance(value, Text):
        return value
    if isinstance(value, Mapping):
        return Block([Entry(0, key, _node(one, order)) for key, one in value.items()], True)
    return Block([Entry(0, None, _node(one, order)) for one in value], False)

"""JSON-LD, statement by statement, each part with its line and column; what says nothing in it is a fault.

The judge says what the file means. Here each key and value of the file is given the address that it stands for, so that
every statement is found where it was written, and every value that became no statement is told.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from rabatkg.intake.rdf import judging
from rabatkg.intake.rdf.context import Context, context_of, plain
from rabatkg.intake.rdf.json_tree import Array, Json, Leaf, Object, parsed
from rabatkg.intake.rdf.terms import TYPE, Quad, Said
from rabatkg.names import Names
from rabatkg.reading import Mark
from rabatkg.records import Grammar
from rabatkg.records.objects import UNFIT, WRITTEN
from rabatkg.records.problems import Faults
from rabatkg.speech import mark

NODE_WORDS = frozenset({"@context", "@graph", "@id", "@included", "@reverse", "@type"})


class Written(NamedTuple):
    """A statement as it stands in the file: its object is an address, a text, or None for a figure or truth value."""

    subject: str
    predicate: str
    object: tuple[str, str] | None
    marks: tuple[Mark, Mark, Mark]


def said(text: str, file: Path | None, grammar: Grammar, names: Names, faults: Faults) -> list[Said]:
    """Return the statements of a text of JSON-LD; what it may not hold, and what says nothing in it, are faults.

    Raises:
        DataError: it is not JSON, or not JSON-LD.
    """
    tree = parsed(text, file)
    context = context_of(tree, grammar, names, faults)
    if any(not one.warning for one in faults.problems):
        return []
    document = plain(tree)
    if isinstance(document, dict):
        document["@context"] = context.terms
    quads = judging.quads(json.dumps(document), "JSON-LD", file)
    walk = _Walk(context, faults, frozenset(key.iri for key in grammar.keys.values() if key.value == "uri"))
    for node in tree.items if isinstance(tree, Array) else (tree,):
        walk.node(node, None)
    found = _Found(walk.written)
    for one in walk.written:
        if not found.holds(one, quads):
            faults.add(
                "Record-says-nothing",
                mark("This stands for nothing: what it says is lost."),
                mark("Check that names and addresses are whole, without blanks or quotation marks in them."),
                one.marks[2],
            )
    return sorted((found.placed(quad, tree.mark) for quad in quads), key=_order)


@dataclass
class _Walk:
    """The walk through a file: every statement that is written in it, in its order.

    Attributes:
        web: the properties whose values are addresses of the web; none of them is meant in relation to our things.
    """

    context: Context
    faults: Faults
    web: frozenset[str] = frozenset()
    written: list[Written] = field(default_factory=list)

    def node(self, node: Json, within: str | None) -> tuple[str, Mark] | None:
        """Walk a node and return its address and place; None where it has none, which is a fault."""
        if not isinstance(node, Object):
            self._nothing(node.mark)
            return None
        words = {self.context.word(key): key for key in node.entries}
        if words.keys() <= {"@context", "@graph"}:
            self._all(node.entries.get(words.get("@graph", "")))
            return None
        name = node.entries.get(words.get("@id", ""))
        if not isinstance(name, Leaf) or not isinstance(name.value, str) or name.value.startswith("_:"):
            self.faults.add(
                "Record-blank",
                mark("This node has no name."),
                mark("Name it by an address of its own, as in {name}."),
                node.mark,
                name=f"{within or 'kind/key'}/part",
            )
            return None
        here = self.context.address(name.value), name.mark
        for key, value in node.entries.items():
            self._entry(here, key, node.keys[key], value)
        return here

    def _entry(self, here: tuple[str, Mark], key: str, place: Mark, value: Json) -> None:
        word = self.context.word(key)
        if word == "@type":
            for item in value.items if isinstance(value, Array) else (value,):
                self._add(here, TYPE, self._class(item), place, item.mark)
        elif word in ("@graph", "@included"):
            self._all(value)
        elif word == "@reverse" and isinstance(value, Object):
            for name, inner in value.entries.items():
                self._reverse(here, self.context.property(name), value.keys[name], inner)
        elif word.startswith("@"):
            if word not in NODE_WORDS:
                self._unknown(key, place)
        elif (predicate := self.context.property(key)) is None or predicate.startswith("@"):
            self._unknown(key, place)
        elif self.context.setting(key, "@reverse"):
            self._reverse(here, predicate, place, value)
        else:
            self._values(here, key, predicate, place, value)

    def _values(self, here: tuple[str, Mark], key: str, predicate: str, place: Mark, value: Json) -> None:
        if isinstance(value, Array):
            for item in value.items:
                self._values(here, key, predicate, place, item)
        elif isinstance(value, Leaf):
            self._whole(key, predicate, value)
            self._add(here, predicate, self._leaf(key, value), place, value.mark)
        elif any(word in ("@value", "@id", "@set", "@list") for word in map(self.context.word, value.entries)):
            self._object(here, key, predicate, place, value)
        elif self.context.setting(key, "@container") == "@language":
            for texts in value.entries.values():
                for text in texts.items if isinstance(texts, Array) else (texts,):
                    self._add(here, predicate, self._text(text), place, text.mark)
        else:
            self.node(value, here[0])

    def _object(self, here: tuple[str, Mark], key: str, predicate: str, place: Mark, value: Object) -> None:
        words = {self.context.word(name): inner for name, inner in value.entries.items()}
        if "@value" in words:
            self._add(here, predicate, self._text(words["@value"]), place, words["@value"].mark)
        elif "@set" in words:
            self._values(here, key, predicate, place, words["@set"])
        elif "@list" in words:
            self._unknown("@list", value.mark)
        else:
            self._whole(key, predicate, words.get("@id"))
            there = self.node(value, here[0])
            if there is not None:
                self._add(here, predicate, ("uri", there[0]), place, there[1])

    def _whole(self, key: str, predicate: str, value: Json | None) -> None:
        """Tell an address of the web that is not whole, which would be read as the name of a thing of ours."""
        if predicate in self.web and isinstance(value, Leaf) and ":" not in str(value.value):
            self.faults.add(
                "Record-datatype", UNFIT, WRITTEN["uri"], value.mark, value=str(value.value), key=key, kind="uri"
            )

    def _reverse(self, here: tuple[str, Mark], predicate: str | None, place: Mark, value: Json) -> None:
        for item in value.items if isinstance(value, Array) else (value,):
            there = (
                (self.context.address(item.value), item.mark)
                if isinstance(item, Leaf) and isinstance(item.value, str)
                else self.node(item, here[0])
            )
            if there is not None and predicate is not None:
                self._add(there, predicate, ("uri", here[0]), place, there[1])

    def _all(self, value: Json | None) -> None:
        for item in value.items if isinstance(value, Array) else () if value is None else (value,):
            self.node(item, None)

    def _class(self, item: Json) -> tuple[str, str]:
        name = item.value if isinstance(item, Leaf) and isinstance(item.value, str) else ""
        return "uri", self.context.property(name) or name

    def _leaf(self, key: str, leaf: Leaf) -> tuple[str, str] | None:
        kind = self.context.setting(key, "@type")
        if isinstance(leaf.value, str) and kind in ("@id", "@vocab"):
            named = self.context.property(leaf.value) if kind == "@vocab" and ":" not in leaf.value else None
            return "uri", named or self.context.address(leaf.value)
        return self._text(leaf)

    def _text(self, value: Json) -> tuple[str, str] | None:
        """Return a text; None for a figure or truth value, which the judge spells; what is neither says nothing."""
        if isinstance(value, Leaf) and isinstance(value.value, bool | int | float):
            return None
        return "literal", value.value if isinstance(value, Leaf) and isinstance(value.value, str) else "\0"

    def _add(
        self, here: tuple[str, Mark], predicate: str, value: tuple[str, str] | None, place: Mark, at: Mark
    ) -> None:
        self.written.append(Written(here[0], predicate, value, (here[1], place, at)))

    def _unknown(self, key: str, place: Mark) -> None:
        known = [name for name in self.context.terms if not name.startswith("@")]
        self.faults.add(
            "Record-unknown-key",
            mark("'{word}' is not a word of records here."),
            mark("Check its spelling; nothing unknown is ever ignored."),
            place,
            self.faults.near(key, known),
            word=key,
            key=key,
        )

    def _nothing(self, place: Mark) -> None:
        self.faults.add("Record-mapping", mark("A record is a list of keys."), mark("Write `key: value` lines."), place)


class _Found:
    """What is written, by what it says."""

    def __init__(self, written: list[Written]) -> None:
        self.exact: dict[tuple[str, str, tuple[str, str] | None], Written] = {}
        self.keys: dict[tuple[str, str], Written] = {}
        self.nodes: dict[str, Written] = {}
        for one in written:
            self.exact.setdefault((one.subject, one.predicate, one.object), one)
            self.keys.setdefault((one.subject, one.predicate), one)
            self.nodes.setdefault(one.subject, one)

    def holds(self, one: Written, quads: set[Quad]) -> bool:
        """Return whether what is written has become a statement."""
        if not hasattr(self, "_said"):
            self._said = {(s.value, p, (o.kind, o.value)) for s, p, o, _ in quads}
            self._keys = {(s.value, p) for s, p, _, _ in quads}
        if one.object is None:
            return (one.subject, one.predicate) in self._keys
        return (one.subject, one.predicate, one.object) in self._said

    def placed(self, quad: Quad, top: Mark) -> Said:
        """Return a statement with its places: its own, or those of its key, or of its node, or the top of the file."""
        s, p, o, graph = quad
        one = (
            self.exact.get((s.value, p, (o.kind, o.value)))
            or self.exact.get((s.value, p, None))
            or self.keys.get((s.value, p))
            or self.nodes.get(s.value)
        )
        return Said(s, p, o, graph, *(one.marks if one else (top, top, top)))


def _order(one: Said) -> tuple[int, int, str, str]:
    return one.object_mark.line, one.object_mark.column, one.predicate, repr(one.object)

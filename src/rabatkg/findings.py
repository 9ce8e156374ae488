"""Findings: what is wrong, in which line of which file, and what to do about it, in the language of the reader."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from rdflib import Literal, URIRef
from rdflib.term import Node

from rabatkg.errors import DataError
from rabatkg.graph import Corpus
from rabatkg.names import RKG
from rabatkg.records import Mark, Problem
from rabatkg.records.expanding import UNNAMED
from rabatkg.speech import Message, Texts, mark, say

ERROR, WARNING = "error", "warning"
_SEVERITIES = {ERROR: mark("error"), WARNING: mark("warning")}


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong.

    Attributes:
        rule: the name of the rule that is broken, as in `Meeting-status` or `Record-unknown-key`.
        message: what is wrong, and what to do.
        severity: error or warning.
        file: the file, where one is known; line and column count from 1.
        sheet: the sheet of a workbook, whose cell line and column then are.
        head: what the column of a table is called, where it stands in one.
        node: the thing, as records write it.
        path: the key that it is about.
        value: the value that is wrong.
        near: what may have been meant.
    """

    rule: str
    message: tuple[Message | Texts, ...]
    severity: str = ERROR
    file: Path | None = None
    line: int | None = None
    column: int | None = None
    node: str | None = None
    path: str | None = None
    value: str | None = None
    near: tuple[str, ...] = ()
    sheet: str | None = None
    head: str | None = None

    @classmethod
    def of_problem(cls, problem: Problem) -> "Finding":
        """Return the finding that a fault in the grammar of a record is."""
        parts = (Message(problem.template, problem.values), Message(problem.remedy, problem.values))
        severity = WARNING if problem.warning else ERROR
        return cls(problem.rule, parts, severity, path=problem.key, near=problem.near).at(problem.mark)

    @classmethod
    def of_error(cls, error: DataError, file: Path) -> "Finding":
        """Return the finding that a file is which cannot be read at all."""
        parts = tuple(part for part in (error.message, error.remedy) if part)
        return cls("File-unread", parts, file=file, line=error.line or 1, column=error.column or 1)

    def at(self, place: Mark | None) -> "Finding":
        """Return the finding at a place."""
        if place is None:
            return self
        return replace(self, file=place.file, line=place.line, column=place.column, sheet=place.sheet, head=place.head)

    @property
    def cell(self) -> str | None:
        """The cell of a workbook, as in `B4`; None in other files."""
        return Mark(self.file, self.line or 1, self.column or 1, self.sheet).cell

    @property
    def spot(self) -> str:
        """Where in its file it stands, for people: `B4` in a workbook, `4:coChair` in a table, elsewhere `4:12`."""
        if self.cell or self.line is None:
            return self.cell or ""
        return f"{self.line}:{self.head or self.column}"

    @property
    def place(self) -> str:
        """`file:line:column`, as far as known, which an editor opens; `file:sheet!B4` in a workbook."""
        if self.sheet is not None:
            return f"{self.file}:{self.sheet}!{self.cell}"
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)

    @property
    def order(self) -> tuple[str, str, int, int, str, str]:
        """Return what findings are sorted by: file, sheet and line, then rule."""
        return (str(self.file or ""), self.sheet or "", self.line or 0, self.column or 0, self.rule, self.value or "")

    def told_in(self, lang: str) -> str:
        """Return the finding on one line: place, severity, rule, thing and key, message, and what may be meant."""
        about = ", ".join(part for part in (self.node, self.path) if part)
        words = [part.told_in(lang) for part in self.message]
        if self.near:
            words.append(say(mark("Did you mean {near}?"), lang, near=", ".join(self.near)))
        parts = (self.place, f"{say(_SEVERITIES[self.severity], lang)} {self.rule}", about, " ".join(words))
        return ": ".join(part for part in parts if part)


@dataclass(frozen=True)
class Places:
    """Where the nodes and statements of a corpus stand in its files."""

    nodes: Mapping[Node, Mark]
    statements: Mapping[tuple[Node, Node, Node], Mark] = field(default_factory=dict)
    properties: Mapping[tuple[Node, Node], Mark] = field(default_factory=dict)
    values: Mapping[tuple[Node, Node], Mark] = field(default_factory=dict)

    @classmethod
    def of(cls, corpus: Corpus) -> "Places":
        """Return the places of a corpus. The last value of a key is one too many, or the second in its language."""
        nodes: dict[Node, Mark] = dict(corpus.marks)
        found: dict[tuple[Node, Node, Node], Mark] = {}
        for expansion in corpus.expansions:
            for one in expansion.statements:
                found.setdefault((one.subject, one.predicate, one.object), one.mark)
            for claim in expansion.claims:
                said = found.get((claim.subject, claim.predicate, claim.object))
                place = said or claim.mark or (claim.evidence[0].mark if claim.evidence else None)
                if place is not None:
                    nodes.setdefault(claim.iri, place)
                for evidence in claim.evidence:
                    nodes.setdefault(evidence.iri, evidence.mark)
                    for triple, key in _of_evidence(evidence.iri, evidence.triples()):
                        written = dict(evidence.marks).get(key)
                        if written is not None:
                            found.setdefault(triple, written)
        properties = {(s, p): place for (s, p, _), place in found.items()}
        told: set[tuple[Node, Node, str]] = set()
        for (s, p, o), place in found.items():
            if isinstance(o, Literal) and o.language:
                if (s, p, o.language) in told:
                    properties[s, p] = place
                told.add((s, p, o.language))
        values = {(s, o): place for (s, _, o), place in reversed(found.items())}
        return cls(nodes, found, properties, values)

    def find(self, focus: Node, path: Node | None = None, value: Node | None = None) -> Mark | None:
        """Return the place of a value; else of the key; else of the node.

        Args:
            focus: the node that the finding is about.
            path: the property, where the rule names one.
            value: the value, where there is one; a node of its own has its own place.
        """
        places = [
            self.statements.get((focus, path, value)) if path is not None and value is not None else None,
            self.values.get((focus, value)) if value is not None and path is None else None,
            self.nodes.get(value) if value is not None and value != focus else None,
            self.properties.get((focus, path)) if path is not None else None,
            self.nodes.get(focus),
        ]
        return next((place for place in places if place is not None), None)


_EVIDENCE_KEYS = {"quote": "quote", "basis": "basis", "reason": "because", "webPage": "pages"}
_EVIDENCE_KEYS |= {"passage": "passage", "verification": "verification"}


def _of_evidence(
    iri: URIRef, triples: Iterable[tuple[Node, Node, Node]]
) -> Iterable[tuple[tuple[Node, Node, Node], str]]:
    for triple in triples:
        name = str(triple[1]).removeprefix(RKG)
        if triple[0] == iri and name in _EVIDENCE_KEYS:
            yield triple, _EVIDENCE_KEYS[name]


def named(node: Node, corpus: Corpus) -> str | None:
    """Return a thing as records write it; None where its record has no identifier yet."""
    name = shown(node, corpus)
    return None if name.startswith(f"{UNNAMED}/") else name


def shown(node: Node, corpus: Corpus) -> str:
    """Return a node as records write it: `kind/key` for a thing, the text of a literal."""
    return str(node) if isinstance(node, Literal) else corpus.names.short(str(node))


def keys_of(corpus: Corpus) -> dict[str, str]:
    """Return the key under which records write each property."""
    found = {RKG + word: key for word, key in _EVIDENCE_KEYS.items()}
    for key in corpus.grammar.keys.values():
        for iri in (key.iri, *(iri for _, iri in key.by_basis)):
            if not key.reverse:
                found.setdefault(iri, key.name)
    return found

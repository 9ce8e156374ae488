"""Expand a record into statements, and each statement that owes proof into a claim with its evidence.

The grammar, key by key, stands in `ontology/context.jsonld`; this module adds what a claim needs:

* `evidence:` of a node lists quotations. `shows:` names a key, or `key: value`; an entry without `shows` supports
  every statement of the node that owes a passage and that no other entry shows, its link to the parent included.
* any value may be written long, `{value: …, basis: …, because: …, evidence: […]}`, to carry its own proof.
* `addresses:` and `mentions:` list `{provision: …, basis: …}`; the basis picks the property, so it is never lost.
* `claims:` supports, or contests, a statement about another thing.
* `adds:` in the place of `id:` and `type:` says more of a thing that has its record elsewhere; with a `key:` of its own
  where there are several such records of a thing.
* `claims:` of a correction set statements aside, or assert what is said in their place; see `records.correcting`.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from rdflib import RDF, XSD, Literal, URIRef
from rdflib.term import Node

from rabatkg.dates import days
from rabatkg.names import KEY, RKG, Names, slug
from rabatkg.reading import Listing, Mapping, Mark, Scalar, Value, items
from rabatkg.records.bounds import OPEN_ENDED, STARTS, bounds
from rabatkg.records.claiming import claims
from rabatkg.records.correcting import CORRECTION, unmatched
from rabatkg.records.grammar import NODE_WORDS, Grammar, Key
from rabatkg.records.objects import object_of
from rabatkg.records.problems import Faults, Problem
from rabatkg.records.proving import Proofs, mark_of, unaddressed
from rabatkg.records.statements import Expansion, Statement, claimed, rkg
from rabatkg.records.values import visible
from rabatkg.speech import mark

LONG = frozenset({"value", "provision", "basis", "because", "evidence"})
WORD = re.compile("[A-Za-z]+")
ADDITION = "addition/"
UNNAMED = "unnamed"
"""The kind of a record without an identifier, so that whatever else is wrong with it is told all the same."""

Mint = Callable[[Mapping], str | None]
Called = Callable[[str], str | None]
NAMING = frozenset({*STARTS, "title", "partOf", "inEvent", "arisesFrom", "within", "provisionOf", "holder", "alpha3"})
"""Keys without which there may be no identifier; what is wrong with one of them is told in the place of that."""
USUAL = {"date": ("when", "start", "end"), "dates": ("when", "start", "end")}
"""What is written for keys that are called otherwise, in both languages."""


class Expander:
    """Expand the records of one dialogue.

    Args:
        grammar: the table of keys.
        names: how IRIs are minted.
        languages: the languages in which every text of ours must stand.
        mint: gives an identifier to a record that has none, or None where it cannot tell; without it such a record is
            a fault.
        called: gives the key that a heading stands for, as `Co-chaired by` in a workbook, or None; see `forms.called`.
    """

    def __init__(
        self,
        grammar: Grammar,
        names: Names,
        languages: Iterable[str] = ("en", "fr"),
        mint: Mint | None = None,
        called: Called | None = None,
    ) -> None:
        self.grammar, self.names, self.languages, self.mint = grammar, names, tuple(languages), mint
        self.called = called

    def meant(self, word: str) -> tuple[str, ...]:
        """Return the keys that are called by a word, in any language of the dialogue, or by its singular."""
        if self.called is None:
            return ()
        key = self.called(word) or self.called(slug(word).removesuffix("s"))
        return (key,) if key else USUAL.get(slug(word), ())

    def file(self, tree: Value, file: Path | None = None) -> list[Expansion]:
        """Return the expansions of a file's records: one mapping, or the list under `records`, which stands alone."""
        if not isinstance(tree, Mapping) or "records" not in tree.entries or tree.entries.keys() & {"type", "adds"}:
            return [self.record(tree, file)]
        found = [self.record(record, file) for record in items(tree.get("records"))]
        for word in (one for one in tree.entries if one != "records"):
            found = found or [self.record(tree, file)]
            Faults(found[0].problems).unknown(word, tree.keys[word], ("records",))
        return found

    def record(self, tree: Value, file: Path | None = None) -> Expansion:
        """Return the expansion of one record; its faults are in `problems`, never raised."""
        found = Expansion("", URIRef(self.names.base), file)
        if not isinstance(tree, Mapping):
            found.problems.append(
                Problem(
                    "Record-mapping", mark("A record is a list of keys."), mark("Write `key: value` lines."), tree.mark
                )
            )
            return found
        adds = tree.text("adds")
        several = isinstance(tree.get("id"), Listing | Mapping)  # a name is no list, and none is given instead of it
        found.id = adds or tree.text("id") or (self.mint(tree) if self.mint and not several else None) or ""
        found.minted = not (adds or tree.text("id"))
        if not KEY.fullmatch(found.id):
            told, remedy = (
                (
                    mark("The record has no identifier, and none can be made of what it says so far."),
                    mark("Say what it is called, and when it was; or give it an `id:`."),
                )
                if self.mint and not found.id and not several
                else (
                    mark("The record has no identifier of the form kind/key: '{id}'."),
                    mark("Give `id:` a kind and a key of lower-case letters, digits and hyphens."),
                )
            )
            place = mark_of(tree, "id")
            found.problems.append(Problem("Record-id", told, remedy, place, {"id": found.id}, key="id"))
            if adds is not None:
                return found
            found.id = f"{UNNAMED}/line-{tree.mark.line}"
        found.iri = URIRef(self.names.thing(found.id))
        if adds is not None:
            key = tree.text("key") or ""
            found.id, found.adds = "/".join(filter(None, (f"{ADDITION}{adds}", slug(key)))), mark_of(tree, "adds")
            if key != slug(key):
                Faults(found.problems).add(
                    "Record-key",
                    mark("This node needs a key of its own."),
                    mark("Add `key:` in lower-case letters, digits and hyphens."),
                    mark_of(tree, "key"),
                )
        _Node(self, found, tree, found.iri, None, None).expand()
        found.claims.extend(
            claimed(self.names, statement, tuple(statement.evidence))
            for statement in found.statements
            if statement.evidence
        )
        if self.mint and not tree.text("id") and not several and any(map(_unnames, found.problems)):
            found.problems[:] = [one for one in found.problems if one.rule != "Record-id"]
        found.problems.extend(unmatched(found))
        return found


def _unnames(problem: Problem) -> bool:
    """Return whether a fault may be why a record has no identifier."""
    return problem.rule in ("Record-class", "Record-type") or not NAMING.isdisjoint({problem.key, *problem.near})


class _Node:
    """One node of a record on its way into statements."""

    def __init__(
        self, expander: Expander, found: Expansion, tree: Mapping, iri: URIRef, link: Statement | None, node: str | None
    ) -> None:
        self.expander, self.found, self.tree, self.iri, self.default_class = expander, found, tree, iri, node
        self.statements: list[Statement] = [link] if link is not None else []
        self.dates: dict[str, tuple[tuple[date, date], Mark]] = {}
        self.faults = Faults(found.problems)
        self.proofs = Proofs(expander.names, expander.languages, self.faults)

    def expand(self) -> None:
        added = self.found.adds is not None and self.iri == self.found.iri
        kind = self.tree.text("type") or self.default_class
        if not added:
            self.found.marks[self.iri] = self.tree.mark
        if added:
            for word in ("id", "type"):
                if word in self.tree.entries:
                    self.faults.unknown(word, self.tree.keys[word], ("adds",))
        elif kind is None:
            self.faults.add(
                "Record-type",
                mark("This node has no type."),
                mark("Add `type:` with its class."),
                mark_of(self.tree, "type"),
            )
        elif not WORD.fullmatch(kind):
            self.faults.add(
                "Record-class",
                mark("'{kind}' is not the name of a class."),
                mark("Name one class, in letters alone, as in ThematicMeeting."),
                mark_of(self.tree, "type"),
                kind=kind,
            )
        else:
            self._add("type", RDF.type, URIRef(RKG + kind), kind, "structural", mark_of(self.tree, "type"))
        for name, place in self.tree.keys.items():
            held = self.tree.get(name)
            inner = {f"{name}.{word}": at for word, at in held.keys.items()} if isinstance(held, Mapping) else {}
            self.found.blanks |= {(self.iri, word): at for word, at in (inner if held else {name: place}).items()}
        for name, value in self.tree.entries.items():
            if name in NODE_WORDS:
                continue
            key = self.expander.grammar.keys.get(name)
            if key is None:
                known = [*self.expander.grammar.keys, *NODE_WORDS]
                self.faults.unknown(name, self.tree.keys[name], known, meant=self.expander.meant(name))
            elif key.value == "node":
                self._nested(key, value)
            elif key.value == "lang" and isinstance(value, Mapping):
                self._texts(key, value)
            else:
                self._values(key, value)
        self._span("" if added else kind or "", added)
        self.proofs.prove(self.tree, self.statements)
        adds = self.found.adds is not None
        correction = self.found.iri if self.found.id.startswith(CORRECTION) else None
        for entry in items(self.tree.get("claims")):
            made, said = claims(entry, self.expander.grammar, self.proofs, adds, correction)
            self.found.claims.extend(made)
            self.statements.extend(said)
        self.found.statements.extend(self.statements)

    # values

    def _texts(self, key: Key, value: Mapping) -> None:
        for language, texts in value.entries.items():
            if language not in self.expander.languages:
                self.faults.unknown(language, value.keys[language], self.expander.languages, key.name)
                continue
            for text in items(texts):
                if not isinstance(text, Scalar) or not visible(text.text):
                    told = mark("'{key}' needs its text in '{language}'.")
                    remedy = mark("Write it after `{language}:`.")
                    self.faults.add("Record-value", told, remedy, text.mark, key=key.name, language=language)
                    continue
                self._add(key.name, URIRef(key.iri), Literal(text.text, lang=language), text.text, key.rule, text.mark)

    def _values(self, key: Key, value: Value) -> None:
        several = items(value)
        if isinstance(value, Listing) and not key.many and len(several) > 1:
            self.faults.add(
                "Record-one-value", mark("'{key}' takes one value."), mark("Keep one."), value.mark, key=key.name
            )
        for one in several:
            if isinstance(one, Mapping):
                self._long(key, one)
            elif isinstance(one, Scalar) and one.text.strip():
                if key.value == "serve":
                    self.faults.add(
                        "Record-basis",
                        mark("'{key}' needs a provision and its basis."),
                        mark("Write `- provision: …` and `basis: stated` or `basis: interpreted`."),
                        one.mark,
                        key=key.name,
                    )
                    continue
                self._one(key, URIRef(key.iri), one)
            else:
                self.faults.add(
                    "Record-value", mark("'{key}' needs a value."), mark("Write it."), one.mark, key=key.name
                )

    def _long(self, key: Key, value: Mapping) -> None:
        for name in value.entries:
            if name not in LONG:
                self.faults.unknown(name, value.keys[name], LONG)
        inner = value.get("provision" if key.value == "serve" else "value")
        if not isinstance(inner, Scalar) or not inner.text.strip():
            self.faults.add("Record-value", mark("'{key}' needs a value."), mark("Write it."), value.mark, key=key.name)
            return
        basis = self.proofs.basis(value)
        predicate = dict(key.by_basis).get(basis, key.iri)
        statement = self._one(key, URIRef(predicate), inner)
        if statement is not None:
            own = [self.proofs.evidence(one, value) for one in items(value.get("evidence"))]
            if not own and ("basis" in value.entries or key.value == "serve"):
                own = [self.proofs.evidence(one, value) for one in unaddressed(self.tree)]
            statement.evidence.extend(one for one in own if one is not None)

    def _one(self, key: Key, predicate: URIRef, value: Scalar) -> Statement | None:
        object_ = object_of(key, value, self.expander.names, self.expander.languages, self.faults)
        if object_ is None:
            return None
        if key.value == "date" and (span := days(value.text)):
            self.dates[key.name] = (span, value.mark)
        return self._add(key.name, predicate, object_, value.text, key.rule, value.mark)

    def _nested(self, key: Key, value: Value) -> None:
        for child in items(value):
            if not isinstance(child, Mapping):
                self.faults.add(
                    "Record-node",
                    mark("'{key}' needs keys of its own."),
                    mark("Indent them."),
                    child.mark,
                    key=key.name,
                )
                continue
            name = key.names(child)
            if not name or slug(name) != name:
                self.faults.add(
                    "Record-key",
                    mark("This node needs a key of its own."),
                    mark("Add `key:` in lower-case letters, digits and hyphens."),
                    mark_of(child, "key"),
                )
                continue
            iri = URIRef(f"{self.iri}/{name}")
            if iri in self.found.marks:
                self.faults.add(
                    "Record-key-twice",
                    mark("The key '{name}' stands twice."),
                    mark("Choose another."),
                    mark_of(child, "key"),
                    name=name,
                    key="key",
                )
                continue
            ends = (iri, self.iri) if key.reverse else (self.iri, iri)
            link = Statement(ends[0], URIRef(key.iri), ends[1], key.name, name, key.rule, child.mark)
            _Node(self.expander, self.found, child, iri, link, key.node).expand()

    def _span(self, kind: str, added: bool) -> None:
        for name, day, place in bounds(self.dates, added or kind in OPEN_ENDED):
            self._add(name, rkg(name), Literal(day, datatype=XSD.date), day, "structural", place)

    def _add(self, key: str, predicate: URIRef, object_: Node, text: str, rule: str, place: Mark) -> Statement:
        statement = Statement(self.iri, predicate, object_, key, text, rule, place)
        self.statements.append(statement)
        return statement

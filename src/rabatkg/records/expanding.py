"""Expand a record into statements, and each statement that owes proof into a claim with its evidence.

The grammar, key by key, stands in `ontology/context.jsonld`; this module adds what a claim needs:

* `evidence:` of a node lists quotations. `shows:` names a key, or `key: value`; an entry without `shows` supports
  every statement of the node that owes a passage and that no other entry shows, its link to the parent included.
* any value may be written long, `{value: …, basis: …, because: …, evidence: […]}`, to carry its own proof.
* `addresses:` and `mentions:` list `{provision: …, basis: …}`; the basis picks the property, so it is never lost.
* `claims:` supports, or contests, a statement about another thing.
"""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from rdflib import RDF, XSD, Literal, URIRef
from rdflib.term import Node

from rabatkg.names import KEY, RKG, Names, digest, near, slug
from rabatkg.records.grammar import NODE_WORDS, Grammar, Key
from rabatkg.records.problems import Problem
from rabatkg.records.reading import Listing, Mapping, Mark, Scalar, Value, items
from rabatkg.records.statements import Evidence, Expansion, Statement, claimed, rkg
from rabatkg.records.values import ADDRESS, days, literal
from rabatkg.speech import mark

LONG = frozenset({"value", "provision", "basis", "because", "evidence"})
EVIDENCE_KEYS = frozenset({"passage", "quote", "shows", "basis", "because", "pages", "verification"})
CLAIM_KEYS = frozenset({"about", "property", "value", "rank", "rule", "evidence", "basis", "because"})
RANKS = ("rival", "retracted", "disputed", "replaced")
STARTS = ("when", "start", "asOf", "due", "adoptedOn", "proposedOn", "periodStart")
ENDS = ("end", "when", "asOf", "due", "adoptedOn", "proposedOn", "periodEnd")
OPEN_ENDED = frozenset({"Chairmanship", "Membership", "Capacity", "Initiative"})


class Expander:
    """Expand the records of one dialogue.

    Args:
        grammar: the table of keys.
        names: how IRIs are minted.
        languages: the languages in which every text of ours must stand.
    """

    def __init__(self, grammar: Grammar, names: Names, languages: Iterable[str] = ("en", "fr")) -> None:
        self.grammar, self.names, self.languages = grammar, names, tuple(languages)

    def file(self, tree: Value, file: Path | None = None) -> list[Expansion]:
        """Return the expansions of a file's records: one mapping, or the list under `records`."""
        records: tuple[Value, ...] = (tree,)
        if isinstance(tree, Mapping) and "records" in tree.entries and "type" not in tree.entries:
            records = items(tree.get("records"))
        return [self.record(record, file) for record in records]

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
        found.id = tree.text("id") or ""
        if not KEY.fullmatch(found.id):
            found.problems.append(
                Problem(
                    "Record-id",
                    mark("The record has no identifier of the form kind/key: '{id}'."),
                    mark("Give `id:` a kind and a key of lower-case letters, digits and hyphens."),
                    _mark_of(tree, "id"),
                    {"id": found.id},
                )
            )
            return found
        found.iri = URIRef(self.names.thing(found.id))
        _Node(self, found, tree, found.iri, None, None).expand()
        found.claims.extend(
            claimed(self.names, statement, tuple(statement.evidence))
            for statement in found.statements
            if statement.evidence
        )
        return found


class _Node:
    """One node of a record on its way into statements."""

    def __init__(
        self, expander: Expander, found: Expansion, tree: Mapping, iri: URIRef, link: Statement | None, node: str | None
    ) -> None:
        self.expander, self.found, self.tree, self.iri, self.default_class = expander, found, tree, iri, node
        self.statements: list[Statement] = [link] if link is not None else []
        self.dates: dict[str, tuple[tuple[Any, Any], Mark]] = {}

    def expand(self) -> None:
        self.found.marks[self.iri] = self.tree.mark
        kind = self.tree.text("type") or self.default_class
        if kind is None:
            self._problem(
                "Record-type", mark("This node has no type."), mark("Add `type:` with its class."), self.tree.mark
            )
        else:
            self._add("type", RDF.type, URIRef(RKG + kind), kind, "structural", _mark_of(self.tree, "type"))
        for name, value in self.tree.entries.items():
            if name in NODE_WORDS:
                continue
            key = self.expander.grammar.keys.get(name)
            if key is None:
                self._unknown(name, self.tree.keys[name], [*self.expander.grammar.keys, *NODE_WORDS])
            elif key.value == "node":
                self._nested(key, value)
            elif key.value in ("lang", "string") and isinstance(value, Mapping) and key.value == "lang":
                self._texts(key, value)
            else:
                self._values(key, value)
        self._span(kind or "")
        self._prove()
        for claim in items(self.tree.get("claims")):
            self._claim(claim)
        self.found.statements.extend(self.statements)

    # values

    def _texts(self, key: Key, value: Mapping) -> None:
        for language, texts in value.entries.items():
            if language not in self.expander.languages:
                self._unknown(language, value.keys[language], self.expander.languages)
                continue
            for text in items(texts):
                if not isinstance(text, Scalar) or not text.text.strip():
                    self._problem(
                        "Record-value", mark("'{key}' needs text."), mark("Write it."), text.mark, key=key.name
                    )
                    continue
                self._add(key.name, URIRef(key.iri), Literal(text.text, lang=language), text.text, key.rule, text.mark)

    def _values(self, key: Key, value: Value) -> None:
        several = items(value)
        if isinstance(value, Listing) and not key.many and len(several) > 1:
            self._problem(
                "Record-one-value", mark("'{key}' takes one value."), mark("Keep one."), value.mark, key=key.name
            )
        for one in several:
            if isinstance(one, Mapping):
                self._long(key, one)
            elif isinstance(one, Scalar):
                if key.value == "serve":
                    self._problem(
                        "Record-basis",
                        mark("'{key}' needs a provision and its basis."),
                        mark("Write `- provision: …` and `basis: stated` or `basis: interpreted`."),
                        one.mark,
                        key=key.name,
                    )
                    continue
                self._one(key, URIRef(key.iri), one)
            else:
                self._problem("Record-value", mark("'{key}' needs a value."), mark("Write it."), one.mark, key=key.name)

    def _long(self, key: Key, value: Mapping) -> None:
        for name in value.entries:
            if name not in LONG:
                self._unknown(name, value.keys[name], LONG)
        inner = value.get("provision" if key.value == "serve" else "value")
        if not isinstance(inner, Scalar):
            self._problem("Record-value", mark("'{key}' needs a value."), mark("Write it."), value.mark, key=key.name)
            return
        basis = self._basis(value)
        predicate = dict(key.by_basis).get(basis, key.iri)
        statement = self._one(key, URIRef(predicate), inner)
        if statement is not None:
            own = [self._evidence(one, value) for one in items(value.get("evidence"))]
            if not own and ("basis" in value.entries or key.value == "serve"):
                own = [self._evidence(one, value) for one in self._unaddressed()]
            statement.evidence.extend(one for one in own if one is not None)

    def _one(self, key: Key, predicate: URIRef, value: Scalar) -> Statement | None:
        object_: Node | None
        if key.value in ("iri", "serve"):
            if not KEY.fullmatch(value.text):
                self._problem(
                    "Record-reference",
                    mark("'{value}' is not of the form kind/key."),
                    mark("Name the thing as its own record does, as in state/xyz."),
                    value.mark,
                    value=value.text,
                )
                return None
            object_ = URIRef(self.expander.names.thing(value.text))
        elif key.value == "uri":
            object_ = URIRef(value.text) if ADDRESS.fullmatch(value.text) else None
        elif key.value == "lang":
            self._problem(
                "Record-language",
                mark("'{key}' needs its text in every language ({languages})."),
                mark("Write it as a list of languages."),
                value.mark,
                key=key.name,
                languages=", ".join(self.expander.languages),
            )
            return None
        else:
            object_ = literal(value.text, key.value)
        if object_ is None:
            self._problem(
                "Record-datatype",
                mark("'{value}' is not a value for '{key}' ({kind})."),
                mark(
                    "Write dates as 2024, 2024-10 or 2024-10-31, figures with a point and no spaces, addresses in full."
                ),
                value.mark,
                value=value.text,
                key=key.name,
                kind=key.value,
            )
            return None
        if key.value == "date" and (span := days(value.text)):
            self.dates[key.name] = (span, value.mark)
        return self._add(key.name, predicate, object_, value.text, key.rule, value.mark)

    def _nested(self, key: Key, value: Value) -> None:
        for child in items(value):
            if not isinstance(child, Mapping):
                self._problem(
                    "Record-node",
                    mark("'{key}' needs keys of its own."),
                    mark("Indent them."),
                    child.mark,
                    key=key.name,
                )
                continue
            name = child.text("key") or "-".join(
                slug((child.text(part) or "").rpartition("/")[2]) for part in key.named_by if child.text(part)
            )
            if not name or slug(name) != name:
                self._problem(
                    "Record-key",
                    mark("This node needs a key of its own."),
                    mark("Add `key:` in lower-case letters, digits and hyphens."),
                    _mark_of(child, "key"),
                )
                continue
            iri = URIRef(f"{self.iri}/{name}")
            if iri in self.found.marks:
                self._problem(
                    "Record-key-twice",
                    mark("The key '{key}' stands twice."),
                    mark("Choose another."),
                    _mark_of(child, "key"),
                    key=name,
                )
                continue
            ends = (iri, self.iri) if key.reverse else (self.iri, iri)
            link = Statement(ends[0], URIRef(key.iri), ends[1], key.name, name, key.rule, child.mark)
            _Node(self.expander, self.found, child, iri, link, key.node).expand()

    def _span(self, kind: str) -> None:
        first = next((self.dates[name] for name in STARTS if name in self.dates), None)
        last = next((self.dates[name] for name in ENDS if name in self.dates), None)
        if last is None and first is not None and kind not in OPEN_ENDED:
            last = first
        if first is None and last is not None and kind not in OPEN_ENDED:
            first = last
        for name, date, end in (("earliest", first, 0), ("latest", last, 1)):
            if date is not None:
                span, place = date
                text = span[end].isoformat()
                self._add(name, rkg(name), Literal(text, datatype=XSD.date), text, "structural", place)

    # evidence

    def _unaddressed(self) -> list[Value]:
        return [
            one for one in items(self.tree.get("evidence")) if isinstance(one, Mapping) and "shows" not in one.entries
        ]

    def _prove(self) -> None:
        shown: set[int] = set()
        for entry in items(self.tree.get("evidence")):
            evidence = self._evidence(entry, self.tree)
            if evidence is None or not isinstance(entry, Mapping) or "shows" not in entry.entries:
                continue
            for wanted in items(entry.get("shows")):
                hits = self._shown(wanted)
                for statement in hits:
                    statement.evidence.append(evidence)
                shown.update(id(statement) for statement in hits)
        rest = [self._evidence(entry, self.tree, quiet=True) for entry in self._unaddressed()]
        for statement in self.statements:
            if statement.rule == "passage" and not statement.evidence:
                statement.evidence.extend(one for one in rest if one is not None)
            if statement.rule == "passage" and not statement.evidence:
                self._problem(
                    "Record-unproven",
                    mark("Nothing shows '{key}: {value}'."),
                    mark("Add an evidence entry with a passage, a quotation and `shows: [{key}]`."),
                    statement.mark,
                    key=statement.key,
                    value=statement.text,
                )

    def _shown(self, wanted: Value) -> list[Statement]:
        if isinstance(wanted, Mapping) and len(wanted.entries) == 1:
            name, value = next(iter(wanted.entries.items()))
            text = value.text if isinstance(value, Scalar) else ""
        elif isinstance(wanted, Scalar):
            name, _, text = (part.strip() for part in wanted.text.partition(": "))
        else:
            name, text = "", ""
        hits = [one for one in self.statements if one.key == name and (not text or one.text == text)]
        if not hits:
            self._problem(
                "Record-shows",
                mark("Nothing here is called '{name}'."),
                mark("`shows` lists keys of this node, or `key: value`."),
                wanted.mark,
                tuple(near(name, {one.key for one in self.statements})),
                name=f"{name}: {text}" if text else name,
            )
        return hits

    def _basis(self, tree: Mapping) -> str:
        basis = tree.text("basis") or "stated"
        if basis not in ("stated", "interpreted"):
            self._problem(
                "Record-basis",
                mark("'{basis}' is no basis."),
                mark("A record states (stated) or interprets (interpreted)."),
                _mark_of(tree, "basis"),
                tuple(near(basis, ("stated", "interpreted"))),
                basis=basis,
            )
            return "stated"
        return basis

    def _evidence(self, entry: Value, holder: Mapping, quiet: bool = False) -> Evidence | None:
        before = len(self.found.problems)
        evidence = self._read_evidence(entry, holder)
        if quiet:
            del self.found.problems[before:]
        return evidence

    def _read_evidence(self, entry: Value, holder: Mapping) -> Evidence | None:
        if not isinstance(entry, Mapping):
            self._problem(
                "Record-evidence", mark("Evidence names a passage."), mark("Write `- passage: …`."), entry.mark
            )
            return None
        for name in entry.entries:
            if name not in EVIDENCE_KEYS:
                self._unknown(name, entry.keys[name], EVIDENCE_KEYS)
        source = entry if "basis" in entry.entries or holder is self.tree else holder
        basis = self._basis(source)
        because: tuple[tuple[str, str], ...] = ()
        reason = source.get("because")
        if isinstance(reason, Mapping):
            because = tuple(
                (language, text.text) for language, text in reason.entries.items() if isinstance(text, Scalar)
            )
        if basis == "interpreted" and {language for language, _ in because} != set(self.expander.languages):
            self._problem(
                "Record-because",
                mark("A reading needs its reason in every language ({languages})."),
                mark("Add `because:` with one line for each."),
                _mark_of(source, "basis"),
                languages=", ".join(self.expander.languages),
            )
        passage, quote = entry.text("passage"), entry.text("quote")
        pages = tuple(
            URIRef(self.expander.names.thing(page.text))
            for page in items(entry.get("pages"))
            if isinstance(page, Scalar)
        )
        if (passage is None and not pages) or (passage is not None and (quote is None or not KEY.fullmatch(passage))):
            self._problem(
                "Record-evidence",
                mark("Evidence needs a passage and a quotation, or pages."),
                mark("Write `passage:` and `quote:`; for the web, `pages:` and `verification: reported`."),
                entry.mark,
            )
            return None
        verification = entry.text("verification")
        parts = (passage or "", quote or "", basis, *(text for _, text in because), *pages, verification or "")
        return Evidence(
            URIRef(self.expander.names.thing(f"evidence/{digest(*parts)}")),
            URIRef(self.expander.names.thing(passage)) if passage else None,
            quote,
            basis,
            because,
            pages,
            verification,
            entry.mark,
            tuple((name, value.mark) for name, value in entry.entries.items()),
        )

    def _claim(self, tree: Value) -> None:
        if not isinstance(tree, Mapping):
            self._problem(
                "Record-claim", mark("A claim is a list of keys."), mark("Write `about:` and `property:`."), tree.mark
            )
            return
        for name in tree.entries:
            if name not in CLAIM_KEYS:
                self._unknown(name, tree.keys[name], CLAIM_KEYS)
        about, named, value, rank = (tree.text(name) for name in ("about", "property", "value", "rank"))
        key = self.expander.grammar.keys.get(named or "")
        inner = tree.get("value")
        if about is None or not KEY.fullmatch(about) or key is None or value is None or not isinstance(inner, Scalar):
            self._problem(
                "Record-claim",
                mark("A claim needs `about`, `property` and `value`."),
                mark("Name the thing, one of the keys of records, and what is said."),
                tree.mark,
                tuple(near(named or "", self.expander.grammar.keys)),
            )
            return
        if rank is not None and rank not in RANKS:
            self._unknown(rank, _mark_of(tree, "rank"), RANKS)
            return
        aside = _Node(
            self.expander,
            replace(self.found, statements=[]),
            self.tree,
            URIRef(self.expander.names.thing(about)),
            None,
            None,
        )
        basis = self._basis(tree)
        statement = aside._one(key, URIRef(dict(key.by_basis).get(basis, key.iri)), inner)
        own = tuple(one for entry in items(tree.get("evidence")) if (one := self._evidence(entry, tree)) is not None)
        if statement is None or not own:
            self._problem(
                "Record-unproven",
                mark("Nothing shows '{key}: {value}'."),
                mark("Add evidence."),
                tree.mark,
                key=named,
                value=value,
            )
            return
        rule = tree.get("rule")
        texts = (
            tuple((lang, text.text) for lang, text in rule.entries.items() if isinstance(text, Scalar))
            if isinstance(rule, Mapping)
            else ()
        )
        self.found.claims.append(claimed(self.expander.names, statement, own, rank, texts))

    # small change

    def _add(self, key: str, predicate: URIRef, object_: Node, text: str, rule: str, mark: Mark) -> Statement:
        statement = Statement(self.iri, predicate, object_, key, text, rule, mark)
        self.statements.append(statement)
        return statement

    def _problem(
        self, rule: str, template: str, remedy: str, mark: Mark, nearest: tuple[str, ...] = (), **values: Any
    ) -> None:
        self.found.problems.append(Problem(rule, template, remedy, mark, values, nearest))

    def _unknown(self, word: str, place: Mark, known: Iterable[str]) -> None:
        self._problem(
            "Record-unknown-key",
            mark("'{word}' is not a word of records here."),
            mark("Check its spelling; nothing unknown is ever ignored."),
            place,
            tuple(near(word, known)),
            word=word,
        )


def _mark_of(tree: Mapping, key: str) -> Mark:
    return tree.keys.get(key, tree.mark)

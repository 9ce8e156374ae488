"""Write a record: from what it says, in whatever form it came, to the keys and values of a YAML record.

The way back from `records.expanding`. What the grammar adds by itself (the days that a date covers, the claim behind a
statement) is not written, and neither is what it would guess (the key of a node that its values name).
"""

from collections.abc import Iterator

from rdflib import RDF, Literal, URIRef
from rdflib.term import Node as Term

from rabatkg.names import RKG, Names
from rabatkg.reading import Mapping, Mark, Scalar
from rabatkg.records.blocks import listing, mapping, put, text
from rabatkg.records.commented import Block, Entry, Node, Text
from rabatkg.records.contesting import contested
from rabatkg.records.evidencing import Shown, evidence, proven, reason_of, reasoned
from rabatkg.records.expanding import ADDITION
from rabatkg.records.grammar import Grammar, Key
from rabatkg.records.keying import Keys, basis_of
from rabatkg.records.statements import Claim, Expansion, Statement, rkg

DERIVED = frozenset({rkg("earliest"), rkg("latest")})
NOWHERE = Mark(None, 1, 1)


def written(record: Expansion, grammar: Grammar, names: Names) -> Block:
    """Return a record as its keys and values stand in a file; the order of its keys is that of what it says.

    Args:
        record: one without faults.
        grammar: the table of keys.
        names: how its things are named.
    """
    return _Record(record, Keys(grammar, names)).block()


def said(record: Expansion) -> tuple[object, ...]:
    """Return all that a record says, comparable with another: statements and claims with their proofs, in no order."""
    return (
        record.id,
        record.iri,
        frozenset((one.subject, one.predicate, one.object, one.replaces, _proofs(one)) for one in record.statements),
        frozenset(
            (one.iri, _proofs(one), one.rank, frozenset(one.rank_rule), one.ranked_by, one.replaces)
            for one in record.claims
        ),
        frozenset(record.marks),
    )


class _Record:
    def __init__(self, record: Expansion, keys: Keys) -> None:
        self.record, self.keys, self.names = record, keys, keys.names
        self.said: dict[Term, list[Statement]] = {}
        for one in record.statements:
            self.said.setdefault(one.subject, []).append(one)

    def block(self) -> Block:
        block = mapping()
        if self.record.adds is None:
            put(block, "id", self.record.id)
        else:
            thing = self.names.short(str(self.record.iri))
            key = self.record.id.removeprefix(f"{ADDITION}{thing}").strip("/")
            put(block, "adds", thing)
            if key:
                put(block, "key", key)
        self._node(block, self.record.iri)
        if claims := contested(self.record, self.keys):
            put(block, "claims", listing(claims))
        return block

    def _node(self, block: Block, iri: URIRef, link: Statement | None = None, key: Key | None = None) -> None:
        """Write what is said of a node, the nodes inside it, and what proves it, its link to the outside included."""
        own = [one for one in self.said.get(iri, ()) if one.predicate not in DERIVED]
        kind = next((str(one.object).removeprefix(RKG) for one in own if one.predicate == RDF.type), None)
        if kind is not None and (key is None or kind != key.node):
            put(block, "type", kind)
        inner = self._inner(iri)
        linked = {id(statement) for _, _, statement in inner} | {id(link)}
        plain = [one for one in own if one.predicate != RDF.type and id(one) not in linked]
        for each, statements in self.keys.grouped(plain):
            put(block, each.name, self._values(each, statements))
        shown = [Shown(key.name, _tail(iri), link)] if key is not None and link is not None else []
        shown += [Shown("type", kind or "", one) for one in own if one.predicate == RDF.type]
        for one in plain:
            each = self.keys.of(one)
            if each.value != "serve":
                shown.append(Shown(each.name, self.keys.shown(each, one.object), one))
        proven(block, shown, self.names)
        children: dict[str, list[Block]] = {}
        for each, child, statement in inner:
            children.setdefault(each.name, []).append(self._child(each, iri, child, statement))
        for name, blocks in children.items():
            put(block, name, listing(blocks) if self.keys.grammar.keys[name].many else blocks[0])

    def _child(self, key: Key, parent: URIRef, child: URIRef, link: Statement) -> Block:
        block = mapping()
        self._node(block, child, link, key)
        name = _tail(child, parent)
        texts = {
            entry.key: Scalar(entry.value.text, NOWHERE)
            for entry in block.entries
            if entry.key is not None and isinstance(entry.value, Text)
        }
        if key.names(Mapping(dict(texts), {}, NOWHERE)) != name:
            block.entries.insert(0, Entry(0, "key", text(name)))
        return block

    def _inner(self, iri: URIRef) -> list[tuple[Key, URIRef, Statement]]:
        """Return the nodes that are written inside this one: the key, the node and the statement that links them."""
        found = []
        for child in self.record.marks:
            if child != iri and child.startswith(f"{iri}/") and "/" not in _tail(child, iri):
                found += [(key, child, link) for key, link in self._linked(iri, child)][:1]
        return found

    def _linked(self, parent: URIRef, child: URIRef) -> Iterator[tuple[Key, Statement]]:
        """Yield the keys by which a node may stand inside another, the one that was written first."""
        for name in (True, False):
            for key in self.keys.links:
                subject, object_ = (child, parent) if key.reverse else (parent, child)
                for one in self.said.get(subject, ()):
                    if one.object == object_ and str(one.predicate) == key.iri and (one.key == key.name) is name:
                        yield key, one

    def _values(self, key: Key, statements: list[Statement]) -> Node:
        if key.value == "lang":
            return _texts(key, statements)
        if key.value == "serve":
            return listing(self._served(key, one) for one in statements)
        texts = [text(self.keys.shown(key, one.object)) for one in statements]
        return texts[0] if len(texts) == 1 and not key.many else listing(texts)

    def _served(self, key: Key, one: Statement) -> Block:
        basis = basis_of(key, one.predicate)
        because = reason_of(one.evidence, basis)
        block = mapping()
        put(block, "provision", self.keys.shown(key, one.object))
        reasoned(block, basis, because)
        if one.evidence:
            put(block, "evidence", listing(evidence(proof, self.names, basis, because) for proof in one.evidence))
        return block


def _texts(key: Key, statements: list[Statement]) -> Block:
    found: dict[str, list[Text]] = {}
    for one in statements:
        language = (one.object.language or "") if isinstance(one.object, Literal) else ""
        found.setdefault(language, []).append(text(str(one.object)))
    block = mapping()
    for language, texts in found.items():
        put(block, language, listing(texts) if key.many else texts[0])
    return block


def _proofs(one: Statement | Claim) -> frozenset[URIRef]:
    return frozenset(proof.iri for proof in one.evidence)


def _tail(node: URIRef, parent: URIRef | None = None) -> str:
    """Return what the name of a node ends in: after that of its parent, or after its last slash."""
    return str(node).removeprefix(f"{parent}/") if parent is not None else str(node).rpartition("/")[2]

"""Write the claims of a record about things: the way back from `records.claiming`."""

from collections.abc import Iterator

from rdflib import Literal, URIRef
from rdflib.term import Node as Term

from rabatkg.records.blocks import languages, listing, mapping, put, text
from rabatkg.records.commented import Block, Node
from rabatkg.records.correcting import CORRECTION
from rabatkg.records.evidencing import evidence, reason_of, reasoned
from rabatkg.records.grammar import Key
from rabatkg.records.keying import Keys, basis_of
from rabatkg.records.statements import Claim, Evidence, Expansion, claimed


def contested(record: Expansion, keys: Keys) -> list[Block]:
    """Return the entries of `claims:`: what a correction says of other things, then each claim of its own."""
    return [*_corrections(record, keys), *(_claim(record, claim, keys) for claim in _further(record, keys))]


def _further(record: Expansion, keys: Keys) -> list[Claim]:
    """Return the claims that do not follow from the statements of the record."""
    left = list(record.claims)
    for one in record.statements:
        if one.evidence and (own := claimed(keys.names, one, tuple(one.evidence))) in left:
            left.remove(own)
    return left


def _claim(record: Expansion, claim: Claim, keys: Keys) -> Block:
    key = keys.of_property(claim.predicate)
    block = _about(keys, key, claim.subject, claim.object)
    if claim.rank is not None:
        put(block, "rank", claim.rank)
    if claim.ranked_by is not None and claim.ranked_by != record.iri:
        put(block, "rule", keys.names.short(str(claim.ranked_by)))
    elif claim.rank_rule:
        put(block, "rule", languages(claim.rank_rule))
    _proven(block, keys, key, claim.predicate, claim.evidence)
    return block


def _corrections(record: Expansion, keys: Keys) -> Iterator[Block]:
    own = {*record.marks, record.iri}
    for one in record.statements if record.id.startswith(CORRECTION) else ():
        if one.subject not in own:
            key = keys.of_property(one.predicate)
            block = _about(keys, key, one.subject, one.object)
            for old in record.claims:
                if one.replaces == old.iri:
                    put(block, "replaces", _value(keys, key, old.object))
            _proven(block, keys, key, one.predicate, tuple(one.evidence))
            yield block


def _about(keys: Keys, key: Key, subject: URIRef, value: Term) -> Block:
    block = mapping()
    put(block, "about", keys.names.short(str(subject)))
    put(block, "property", key.name)
    put(block, "value", _value(keys, key, value))
    return block


def _value(keys: Keys, key: Key, value: Term) -> Node:
    if key.value == "lang" and isinstance(value, Literal):
        return languages([(value.language or "", str(value))])
    return text(keys.shown(key, value))


def _proven(block: Block, keys: Keys, key: Key, predicate: URIRef, proofs: tuple[Evidence, ...]) -> None:
    basis = basis_of(key, predicate)
    because = reason_of(proofs, basis)
    if basis != "stated":
        reasoned(block, basis, because)
    if proofs:
        put(block, "evidence", listing(evidence(proof, keys.names, basis, because) for proof in proofs))

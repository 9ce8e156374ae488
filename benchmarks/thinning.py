"""A corpus thinned to some thousand statements, in which nothing dangles and of each thing there is still something."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from rdflib import RDF, URIRef

from rabatkg.graph import Corpus
from rabatkg.names import RKG
from rabatkg.records import Expansion

STANDING = (URIRef(f"{RKG}status"), URIRef(f"{RKG}holding"))
"""Properties whose values questions tell apart."""


def thinned(corpus: Corpus, start: Iterable[str], budget: int) -> Corpus:
    """Return the corpus with few of its records: those that it starts with, and the best for their size.

    Best are those that bring most classes and properties not yet seen for the fewest statements, with whatever they
    refer to; passages are kept that something rests on.

    Args:
        corpus: a corpus without problems.
        start: identifiers of records that are kept in any case.
        budget: how many statements records may bring, roughly.
    """
    owners = {node: one.id for one in corpus.expansions for node in one.marks}
    costs = {one.id: len(_triples(one)) for one in corpus.expansions}
    words = {one.id: _words(one) for one in corpus.expansions}
    near = {one.id: _near(one, owners) for one in corpus.expansions}
    whole = {name: _closed({name}, near) for name in near}
    kept = _closed(set(start), near)
    seen = set().union(*(words[name] for name in kept))
    spent = sum(costs[name] for name in kept)
    while True:
        gains = [
            (len(set().union(*(words[one] for one in new)) - seen) / cost, name, new, cost)
            for name in near
            if name not in kept
            for new in [whole[name] - kept]
            for cost in [sum(costs[one] for one in new)]
            if spent + cost <= budget
        ]
        gain, _, new, cost = max(gains, default=(0, "", frozenset(), 0), key=lambda one: one[:2])
        if not gain:
            return _of(corpus, kept)
        kept |= new
        seen.update(*(words[name] for name in new))
        spent += cost


def _of(corpus: Corpus, kept: set[str]) -> Corpus:
    expansions = [one for one in corpus.expansions if one.id in kept]
    used = {
        corpus.names.short(str(evidence.passage))
        for one in expansions
        for claim in one.claims
        for evidence in claim.evidence
        if evidence.passage is not None
    }
    registers = {
        key: replace(register, passages=[one for one in register.passages if f"passage/{key}/{one.key}" in used])
        for key, register in corpus.registers.items()
        if f"document/{key}" in kept
    }
    return replace(corpus, expansions=expansions, registers=registers, reviews={}, files=None)


def _near(one: Expansion, owners: Mapping[URIRef, str]) -> set[str]:
    """Return the records that a record names."""
    nodes = {node for s, _, o in _triples(one) for node in (s, o)}
    passages = {str(node).split("/id/passage/")[1].split("/")[0] for node in nodes if "/id/passage/" in str(node)}
    found = {owners[node] for node in nodes if node in owners} | {f"document/{key}" for key in passages}
    return found - {one.id}


def _triples(one: Expansion) -> set:
    found = {(said.subject, said.predicate, said.object) for said in one.statements}
    for claim in one.claims:
        found.update(claim.triples())
        for evidence in claim.evidence:
            found.update(evidence.triples())
    return found


def _words(one: Expansion) -> set[object]:
    """Return what a record can be asked for: its classes, their properties, and how things stand with it."""
    found = _triples(one)
    classes = [(s, o) for s, p, o in found if p == RDF.type]
    standing = {o for _, p, o in found if p in STANDING}
    return standing | {o for _, o in classes} | {(kind, p) for node, kind in classes for s, p, _ in found if s == node}


def _closed(names: set[str], near: Mapping[str, set[str]]) -> set[str]:
    """Return the records with all that they name, and that those name in turn."""
    found, left = set(names), list(names)
    while left:
        for name in near[left.pop()] - found:
            found.add(name)
            left.append(name)
    return found

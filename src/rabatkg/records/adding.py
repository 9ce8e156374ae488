"""Additions: what one file says further of a thing whose record stands in another, and what it takes out of it.

An addition is a record that begins with `adds:`. It says more of its thing, and it may differ from the record:

* a text of our own that a key takes once (title, summary, note) stands in the place of the record's;
* a claim with a rank takes its statement out of what the record asserts, and keeps it, ranked, as a claim; where the
  record ranked it already, by a rule in words, the rank and the rule of the addition hold;
* where an addition dates its thing, its earliest and latest day stand in the place of the record's.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from rdflib import Literal, URIRef
from rdflib.term import Node

from rabatkg.names import Names
from rabatkg.records.correcting import corrected
from rabatkg.records.grammar import Grammar
from rabatkg.records.problems import Faults
from rabatkg.records.statements import Claim, Expansion, Statement, claimed, rkg
from rabatkg.speech import mark

Triple = tuple[Node, Node, Node]
Place = tuple[Node, Node, str | None]
BOUNDS = frozenset({rkg("earliest"), rkg("latest")})


def settled(names: Names, grammar: Grammar, expansions: Iterable[Expansion]) -> list[Expansion]:
    """Return the expansions with each statement in one place: what is set aside is taken out of the records.

    Additions come first, then the corrections, in the order in which they were made.
    The expansions that are given stay as they were written.
    """
    written = list(expansions)
    ranked: dict[Triple, Claim] = {}
    taken: set[Place] = set()
    single = {URIRef(key.iri) for key in grammar.keys.values() if key.rule != "passage" and not key.many} | BOUNDS
    for one in written:
        if one.adds is not None:
            ranked.update((_triple(claim), claim) for claim in one.claims if claim.rank)
            taken.update(_place(each) for each in one.statements if each.predicate in single)
    evidence: dict[URIRef, int] = defaultdict(int)
    found = [one if one.adds is not None else _without(names, one, ranked, taken) for one in written]
    for one in found:
        for claim in one.claims:
            evidence[claim.iri] += len(claim.evidence)
    added = [_proven(one, evidence) if one.adds is not None else one for one in found]
    return corrected(names, grammar, added)


def _without(names: Names, one: Expansion, ranked: dict[Triple, Claim], taken: set[Place]) -> Expansion:
    own = {_triple(claim) for claim in one.claims if claim.rank}
    statements = [
        each
        for each in one.statements
        if (_triple(each) not in ranked or _triple(each) in own) and _place(each) not in taken
    ]
    claims = [_reranked(names, claim, ranked) for claim in one.claims]
    return replace(one, statements=statements, claims=claims)


def _reranked(names: Names, claim: Claim, ranked: dict[Triple, Claim]) -> Claim:
    by = ranked.get(_triple(claim))
    if by is None or (claim.rank is not None and claim.ranked_by is not None):
        return claim
    return claimed(names, claim, claim.evidence, by.rank, by.rank_rule, by.ranked_by)


def _proven(one: Expansion, evidence: dict[URIRef, int]) -> Expansion:
    bare = [claim for claim in one.claims if not evidence[claim.iri]]
    if not bare:
        return one
    problems = list(one.problems)
    for claim in bare:
        Faults(problems).add(
            "Record-unproven",
            mark("Nothing shows '{key}: {value}'."),
            mark("Add evidence."),
            claim.mark or one.adds,  # type: ignore[arg-type]
            key=str(claim.predicate).rpartition("#")[2],
            value=str(claim.object).rpartition("/id/")[2],
        )
    return replace(one, problems=problems, claims=[claim for claim in one.claims if evidence[claim.iri]])


def _triple(one: Statement | Claim) -> Triple:
    return one.subject, one.predicate, one.object


def _place(one: Statement) -> Place:
    language = one.object.language if isinstance(one.object, Literal) else None
    return one.subject, one.predicate, language

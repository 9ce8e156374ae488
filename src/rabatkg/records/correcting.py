"""Corrections: what a later record sets aside of what others say, and what it says in its place.

A correction is a record of its own, whose `claims:` name statements of other records. Nothing is rewritten:

* `rank: retracted` or `replaced` takes the statement out of what is asserted. The claim stays, with its evidence, and
  leads to the correction by `rkg:rankedBy`.
* `rank: disputed` leaves the statement asserted, since a dispute is no verdict; a second claim, on the same evidence,
  leads to the correction.
* a claim without a rank is asserted by the correction, on evidence of its own; `replaces:` links it to the claim that
  it stands in for. Where a rule had set the same aside before, that claim now supports it.

Corrections are made one after the other, in the order of their days, then of their identifiers: a later one may take
out what an earlier one put in, or put back what it took out. They hold whatever day is asked about: they mend how the
documents were read here, so that `--known-by`, which is about the days of documents, does not leave them out.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from rdflib import RDF, XSD, Literal, URIRef
from rdflib.term import Node

from rabatkg.dates import days
from rabatkg.names import RKG, Names, near
from rabatkg.reading import Mark
from rabatkg.records.bounds import ENDS, OPEN_ENDED, STARTS, bounds
from rabatkg.records.grammar import Grammar
from rabatkg.records.problems import Faults, Problem
from rabatkg.records.statements import CORRECTION as CORRECTION
from rabatkg.records.statements import Claim, Evidence, Expansion, Statement, claimed, rkg
from rabatkg.speech import mark

ASIDE = frozenset({"retracted", "replaced"})
"""The ranks that take a statement out; a disputed one stays."""
BOUNDS = frozenset({rkg("earliest"), rkg("latest")})
Triple = tuple[Node, Node, Node]


def unmatched(found: Expansion) -> Iterator[Problem]:
    """Yield what a correction says in the place of something that it does not set aside as replaced."""
    replaced = {claim.iri for claim in found.claims if claim.rank == "replaced"}
    for one in found.statements:
        if one.replaces is not None and one.replaces not in replaced:
            yield Problem(
                "Correction-replaces",
                mark("This correction does not set aside what '{value}' is to replace."),
                mark("Add a claim with that value and `rank: replaced`, or correct `replaces`."),
                one.mark,
                {"value": one.text},
            )


def corrected(names: Names, grammar: Grammar, expansions: Iterable[Expansion]) -> list[Expansion]:
    """Return the expansions after all corrections among them were made. Those that are given stay as they are."""
    found = list(expansions)
    made = sorted((place for place, one in enumerate(found) if one.id.startswith(CORRECTION)), key=_order(found))
    if not made:
        return found
    work = _Corrections(names, found, made)
    for turn, place in enumerate(made):
        work.make(turn, place)
    said = {_triple(one) for at in made for one in found[at].statements}
    _bounded(grammar, found, said | {_triple(one) for at in made for one in found[at].claims})
    return found


class _Corrections:
    """The records of a corpus while one correction after the other is made."""

    def __init__(self, names: Names, found: list[Expansion], made: list[int]) -> None:
        self.names, self.found = names, found
        self.turns = {place: turn for turn, place in enumerate(made)}
        wanted = {_triple(claim) for place in made for claim in found[place].claims if claim.rank}
        self.said: dict[Triple, set[int]] = defaultdict(set)
        self.claims: dict[Triple, set[int]] = defaultdict(set)
        self.rivals: dict[Triple, set[int]] = defaultdict(set)
        kept = {_triple(each) for place in made for each in found[place].statements}
        for place, one in enumerate(found):
            for each in one.statements:
                if (triple := _triple(each)) in wanted:
                    self.said[triple].add(place)
            for claim in one.claims:
                if claim.rank is None and (triple := _triple(claim)) in wanted:
                    self.claims[triple].add(place)
                if claim.rank is not None and place not in self.turns and (triple := _triple(claim)) in kept:
                    self.rivals[triple].add(place)

    def make(self, turn: int, place: int) -> None:
        """Make one correction: what earlier ones said can be set aside, what later ones say cannot."""
        one = self.found[place]
        for triple in {_triple(each) for each in one.statements}:
            for at in self.rivals.pop(triple, ()):
                self._rank(at, triple, None)
                self.claims[triple].add(at)
        problems = list(one.problems)
        claims = []
        for claim in one.claims:
            if claim.rank is None:
                claims.append(claim)
                continue
            triple = _triple(claim)
            holders = [at for at in self.said[triple] if self.turns.get(at, -1) < turn]
            evidence = claim.evidence or self._evidence(triple, turn)
            if not holders and not claim.evidence:
                self._nothing(claim, problems)
                continue
            if claim.rank in ASIDE:
                for at in holders:
                    self._take_out(at, triple)
                for at in [at for at in self.claims[triple] if self.turns.get(at, -1) < turn]:
                    self._rank(at, triple, claim)
            claims.append(replace(claim, evidence=evidence))
        self.found[place] = replace(self.found[place], claims=claims, problems=problems)

    def _take_out(self, at: int, triple: Triple) -> None:
        one = self.found[at]
        self.said[triple].discard(at)
        self.found[at] = replace(one, statements=[each for each in one.statements if _triple(each) != triple])

    def _rank(self, at: int, triple: Triple, by: Claim | None) -> None:
        """Rank the claims of a record that carry a statement; without a claim to rank them by, they rank no more."""
        one = self.found[at]
        self.claims[triple].discard(at)
        rank, ranked_by = (by.rank, by.ranked_by) if by else (None, None)
        claims = [
            claimed(self.names, claim, claim.evidence, rank, (), ranked_by)
            if _triple(claim) == triple and (claim.rank is None) == (by is not None)
            else claim
            for claim in one.claims
        ]
        self.found[at] = replace(one, claims=claims)

    def _evidence(self, triple: Triple, turn: int) -> tuple[Evidence, ...]:
        """Return what proves a statement as it stands before a correction."""
        proofs: dict[URIRef, Evidence] = {}
        for at in sorted(self.claims[triple]):
            if self.turns.get(at, -1) < turn:
                for claim in self.found[at].claims:
                    if claim.rank is None and _triple(claim) == triple:
                        proofs.update((one.iri, one) for one in claim.evidence)
        return tuple(proofs.values())

    def _nothing(self, claim: Claim, problems: list[Problem]) -> None:
        said = {
            each.text
            for one in self.found
            for each in one.statements
            if (each.subject, each.predicate) == (claim.subject, claim.predicate)
        }
        value = str(claim.object) if isinstance(claim.object, Literal) else self.names.short(str(claim.object))
        Faults(problems).add(
            "Correction-nothing",
            mark("No record says this of {thing}: {value}."),
            mark("Correct the value, or take this claim out."),
            claim.mark,  # type: ignore[arg-type]
            tuple(near(value, said)) or tuple(sorted(said)[:3]),
            thing=self.names.short(str(claim.subject)),
            value=value,
        )


def _bounded(grammar: Grammar, found: list[Expansion], changed: set[Triple]) -> None:
    """Compute anew the first and last day of each thing whose dates were corrected."""
    names = {URIRef(grammar.keys[name].iri): name for name in (*STARTS, *ENDS)}
    things = {subject for subject, predicate, _ in changed if predicate in names}
    if not things:
        return
    dates: dict[Node, dict[str, tuple[tuple[date, date], Mark]]] = defaultdict(dict)
    kinds: dict[Node, str] = {}
    for each in (each for one in found for each in one.statements if each.subject in things):
        if each.predicate == RDF.type:
            kinds[each.subject] = str(each.object).removeprefix(RKG)
        elif each.predicate in names and (span := days(str(each.object))):
            dates[each.subject].setdefault(names[each.predicate], (span, each.mark))
    for at, one in enumerate(found):
        kept = [each for each in one.statements if each.subject not in things or each.predicate not in BOUNDS]
        own = [thing for thing in one.marks if thing in things]
        for thing in own:
            for name, day, place in bounds(dates[thing], kinds.get(thing) in OPEN_ENDED):
                value = Literal(day, datatype=XSD.date)
                kept.append(Statement(thing, rkg(name), value, name, day, "structural", place))
        if own or len(kept) != len(one.statements):
            found[at] = replace(one, statements=kept)


def _order(found: list[Expansion]) -> Callable[[int], tuple[str, list[tuple[int, str]]]]:
    """Return what corrections are sorted by: their day, then their identifier, figures in it by their size."""

    def key(place: int) -> tuple[str, list[tuple[int, str]]]:
        one = found[place]
        day = next((each.text for each in one.statements if each.key == "madeOn" and each.subject == one.iri), "")
        return day, [(int(number or 0), word) for number, word in re.findall(r"(\d+)|(\D+)", one.id)]

    return key


def _triple(one: Statement | Claim) -> Triple:
    return one.subject, one.predicate, one.object

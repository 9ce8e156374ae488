"""The coverage of a plan: a row for each action, objective, objective number or domain."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from rabatkg.coverage.asking import Document, Facts, Provision, facts
from rabatkg.coverage.levels import Serving, Time, dates, last_day, servings, treated
from rabatkg.coverage.rows import LEVELS, Count, Missing, Proof, Row
from rabatkg.errors import UnknownName
from rabatkg.names import Names
from rabatkg.store import Store

BY = {"action": "Action", "objective": "Objective", "objective-number": "Objective", "domain": "Domain"}

Telling = Callable[[Sequence[str], str | None, str | None], dict[str, list[Row]]]
"""From what rows are told by, and the times that `coverage` takes, to the rows."""
Untold = tuple[Document, dict[str, set[str]]]


def coverage(
    store: Store,
    names: Names,
    plan: str,
    by: str = "action",
    as_of: str | None = None,
    known_by: str | None = None,
    lang: str = "en",
) -> list[Row]:
    """Return what came of each provision of a plan, with the proofs.

    Args:
        plan: key, IRI or label of an action plan.
        by: a key of BY. Actions, objectives (a heading each), objective numbers (5a and 5b are one) or domains.
        as_of: counts what took place by the end of this day, month or year.
        known_by: counts what documents of this day, month or year, or earlier ones, say.
        lang: language of titles and labels.

    Raises:
        UnknownName: there is no such plan, or rows cannot be made by this.
        UsageError: a date is none.
    """
    return coverages(store, names, plan, (by,), as_of, known_by, lang)[by]


def coverages(
    store: Store,
    names: Names,
    plan: str,
    by: Sequence[str],
    as_of: str | None = None,
    known_by: str | None = None,
    lang: str = "en",
) -> dict[str, list[Row]]:
    """Return what `coverage` does, by each of several kinds of provisions, for one reading of the graph."""
    return reading(store, names, plan, lang)(by, as_of, known_by)


def reading(store: Store, names: Names, plan: str, lang: str = "en") -> Telling:
    """Return what tells the coverage of a plan as of any time, as `coverages` does, for one reading of the graph.

    Raises:
        UnknownName: there is no such plan.
    """
    found = facts(store, names, plan, lang)

    def told(by: Sequence[str], as_of: str | None, known_by: str | None) -> dict[str, list[Row]]:
        for one in by:
            if one not in BY:
                raise UnknownName(one, BY, "Coverage is not told by {name}.")
        time = Time(found.adopted, last_day(as_of) if as_of else None, last_day(known_by) if known_by else None)
        served, touched, untold = list(servings(found, time)), treated(found, time), _untold(found, time)
        verdicts = {
            one.iri: _row(found, one, served, touched, untold)
            for one in found.provisions.values()
            if one.kind in BY.values()
        }
        verdicts = {iri: _counted(found, verdicts, iri) for iri in verdicts}
        return {one: _rows(verdicts.values(), one) for one in by}

    return told


def _rows(verdicts: Iterable[Row], by: str) -> list[Row]:
    rows = sorted((row for row in verdicts if row.kind == BY[by]), key=lambda row: natural(row.provision))
    return _by_number(rows) if by == "objective-number" else rows


def _row(facts: Facts, one: Provision, served: list[Serving], touched: set[str], untold: list[Untold]) -> Row:
    within = {iri for iri, other in facts.provisions.items() if one.iri in other.above} | {one.iri}
    own = [serving for serving in served if serving.provision in within]
    stated = [serving for serving in own if serving.proof.basis == "stated"]
    domain = _domain(facts, one)
    short = facts.wording.names.short
    return Row(
        provision=short(one.iri),
        kind=one.kind,
        notation=one.notation,
        number=_number(one.notation),
        title=facts.wording.of(one.iri),
        above=tuple(short(iri) for iri in sorted(one.above, key=lambda iri: (_depth(facts, iri), iri))),
        level_stated=_level(stated),
        level_any=_level(own),
        certain_stated=_certain(stated),
        certain_any=_certain(own),
        proofs=tuple(serving.proof for serving in sorted(own, key=_best_first)),
        counts=(),
        missing=tuple(_missing(facts, one, within, untold)),
        assessable=bool(own) or any(domain == _domain(facts, facts.provisions[iri]) for iri in touched),
    )


def _level(served: Iterable[Serving]) -> str:
    return LEVELS[max((serving.weight for serving in served), default=0)]


def _certain(served: list[Serving]) -> bool:
    """Tell whether the level of these is that of something of certain date."""
    top = max((serving.weight for serving in served), default=0)
    return not served or any(serving.proof.certain for serving in served if serving.weight == top)


def _best_first(serving: Serving) -> tuple[int, bool, bool, str, str]:
    proof: Proof = serving.proof
    return (-serving.weight, proof.basis != "stated", not proof.certain, proof.earliest or "9999", proof.item)


def _counted(facts: Facts, verdicts: dict[str, Row], iri: str) -> Row:
    row = verdicts[iri]
    if row.kind == "Action":
        return row
    actions = [
        other for name, other in verdicts.items() if other.kind == "Action" and iri in facts.provisions[name].above
    ]
    return replace(row, counts=_counts(actions))


def _counts(actions: list[Row]) -> tuple[Count, ...]:
    return tuple(
        Count(
            level,
            sum(action.level_stated == level for action in actions),
            sum(action.level_any == level for action in actions),
        )
        for level in reversed(LEVELS)
    )


def _untold(facts: Facts, time: Time) -> list[Untold]:
    """Return the missing documents of the time, with the provisions that each of their events treats, if it counts."""
    treating: dict[str, set[str]] = defaultdict(set)
    for link in facts.links:
        if not link.mentions and time.counts(*dates(facts.contexts, link.subject)):
            treating[link.subject].add(link.object)
    return [
        (document, {event: treating[event] for event in sorted(document.events & treating.keys())})
        for document in facts.documents
        if document.missing and not (time.known_by and document.latest and document.latest > time.known_by)
    ]


def _missing(facts: Facts, one: Provision, within: set[str], untold: list[Untold]) -> Iterable[Missing]:
    """Yield the missing documents on events that treat the provision, one within it, or one that it is within."""
    related, short = within | one.above, facts.wording.names.short
    for document, events in untold:
        on = tuple(short(event) for event, provisions in events.items() if provisions & related)
        if on:
            yield Missing(short(document.iri), facts.wording.of(document.iri), on)


def _domain(facts: Facts, one: Provision) -> str:
    """Return the widest provision of the plan that this one is within: its domain."""
    return min(one.above | {one.iri}, key=lambda iri: (_depth(facts, iri), iri))


def _depth(facts: Facts, iri: str) -> int:
    return len(facts.provisions[iri].above) if iri in facts.provisions else 0


def _number(notation: str) -> str:
    match = re.match(r"\d+", notation)
    return match.group() if match else notation


def natural(key: str) -> list[tuple[bool, int, str]]:
    """Return what sorts keys as people count: action-9 before action-10, objective-5a before objective-5b."""
    parts = re.findall(r"\d+|\D+", key)
    return [(part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in parts]


def _by_number(rows: list[Row]) -> list[Row]:
    """Return a row for each number; where it stands in several headings, any of them counts."""
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row.number, []).append(row)
    return [_joined(headings) if len(headings) > 1 else headings[0] for headings in grouped.values()]


def _joined(headings: list[Row]) -> Row:
    first = headings[0]
    stated = max((row.level_stated for row in headings), key=LEVELS.index)
    best = max((row.level_any for row in headings), key=LEVELS.index)
    proofs = {proof: None for row in headings for proof in row.proofs}
    return replace(
        first,
        notation=first.number,
        title=" / ".join(row.title for row in headings),
        level_stated=stated,
        level_any=best,
        certain_stated=any(row.certain_stated for row in headings if row.level_stated == stated),
        certain_any=any(row.certain_any for row in headings if row.level_any == best),
        proofs=tuple(
            sorted(proofs, key=lambda proof: (-LEVELS.index(proof.level), proof.basis != "stated", not proof.certain))
        ),
        counts=tuple(
            Count(
                level, sum(row.counts[place].stated for row in headings), sum(row.counts[place].any for row in headings)
            )
            for place, level in enumerate(reversed(LEVELS))
        ),
        missing=tuple(dict.fromkeys(one for row in headings for one in row.missing)),
        assessable=any(row.assessable for row in headings),
        headings=tuple(headings),
    )

"""A claim, or a piece of evidence, in words: what is claimed and on which evidence, what the evidence shows and where.

Both have addresses to be cited by, and no label of their own.
"""

from collections.abc import Iterable

from rabatkg.evidence.asking import RANKS, Group, Statement
from rabatkg.evidence.corrections import corrections
from rabatkg.evidence.showing import Fact, Facts, Thing
from rabatkg.evidence.supports import Support
from rabatkg.evidence.wording import Wording
from rabatkg.names import RKG
from rabatkg.speech import say


def cited(wording: Wording, iri: str, groups: Iterable[Group]) -> Thing:
    """Return a claim or a piece of evidence as `show` tells it.

    Args:
        iri: the claim or the evidence.
        groups: what `why` says of it.
    """
    names = wording.names
    key = names.short(iri)
    claimed = key.startswith("claim/")
    pairs = [
        (statement, group.support)
        for group in groups
        if group.support
        for statement in group.statements
        if key in (statement.claim, group.support.id)
    ]
    told = _claim(wording, pairs) if claimed else _evidence(wording, pairs)
    rank = next((statement for statement, _ in pairs if claimed and statement.rank and not statement.by), None)
    return Thing(
        key=key,
        iri=iri,
        kind=wording.of(f"{RKG}{'Claim' if claimed else 'Evidence'}"),
        label=pairs[0][0].words if claimed else _place(wording, pairs),
        other_labels=(),
        summary=None,
        note=_ranked(wording, rank) if rank else None,
        said=told if claimed else (),
        pointing=() if claimed else told,
        corrections=corrections(wording, iri) if claimed else (),
    )


def _claim(wording: Wording, pairs: list[tuple[Statement, Support]]) -> tuple[Facts, ...]:
    """Return what is claimed, with all the evidence of it."""
    statement = pairs[0][0]
    proofs = tuple(sorted((support for _, support in pairs), key=lambda one: one.id))
    fact = Fact(statement.value, statement.told, proofs)
    return (Facts(statement.property, wording.of(wording.names.full(statement.property)), (fact,)),)


def _evidence(wording: Wording, pairs: list[tuple[Statement, Support]]) -> tuple[Facts, ...]:
    """Return the claims that a piece of evidence supports, each by its key."""
    facts = [Fact(one.claim or "", one.words, (support,)) for one, support in pairs]
    return (Facts("rkg:evidence", wording.of(f"{RKG}evidence"), tuple(facts)),)


def _place(wording: Wording, pairs: list[tuple[Statement, Support]]) -> str:
    """Return what evidence is called: the words quoted, or where it stands."""
    support = pairs[0][1]
    if support.quote is not None:
        return say("“{text}”", wording.lang, text=support.quote)
    return say("; ", wording.lang).join(source.told_in(wording.lang) for source in support.sources) or support.id


def _ranked(wording: Wording, statement: Statement) -> str:
    rank = say(RANKS[statement.rank], wording.lang) if statement.rank in RANKS else str(statement.rank)
    return say("{rank}: {rule}", wording.lang, rank=rank, rule=statement.rule) if statement.rule else rank

"""From facts to verdicts, in plain Python: what counts, since when, and what it amounts to."""

from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass

from rabatkg.coverage.asking import Context, Facts, Link
from rabatkg.coverage.rows import DISCUSSED, FOLLOWED_UP, LEVELS, MENTIONED, NOTHING, RECOMMENDED, Hop, Proof
from rabatkg.dates import days
from rabatkg.errors import UsageError
from rabatkg.evidence import Support
from rabatkg.names import RKG

DISCUSSION = frozenset({"Session", "Presentation", "Finding", "GoodPractice"})
NOT_HELD = frozenset({"planned", "envisaged", "proposed", "in-preparation", "cancelled", "postponed"})


@dataclass(frozen=True)
class Time:
    """Between when things count: from the adoption of the plan to a day, and by what was known on a day.

    Attributes:
        adopted: the first and the last day on which the plan may have been adopted, where that is known.
        as_of: the last day of events that count, or None.
        known_by: the last day of documents that count as evidence, or None.
    """

    adopted: tuple[str, str] | None
    as_of: str | None = None
    known_by: str | None = None

    def counts(self, earliest: str | None, latest: str | None) -> bool:
        """Tell whether something that took place between two days may count."""
        if latest is not None and self.adopted is not None and latest < self.adopted[0]:
            return False
        return earliest is None or self.as_of is None or earliest <= self.as_of

    def certain(self, earliest: str | None, latest: str | None) -> bool:
        """Tell whether it counts for certain, being of those that may."""
        if earliest is None or latest is None:
            return False
        return (self.as_of is None or latest <= self.as_of) and (self.adopted is None or earliest >= self.adopted[1])

    def knew(self, support: Support) -> bool:
        """Tell whether the evidence stands in documents of the time."""
        days = [source.dated for source in support.sources]
        return self.known_by is None or (bool(days) and all(day is not None and day <= self.known_by for day in days))


@dataclass(frozen=True)
class Serving:
    """A proof, and the provision that it is about."""

    provision: str
    weight: int
    proof: Proof


def last_day(text: str) -> str:
    """Return the last day that a date means: 2024 and 2024-12 end with 2024-12-31.

    Raises:
        UsageError: it is no date.
    """
    span = days(text)
    if span is None:
        raise UsageError("{date} is not a date.", date=text, remedy="Write 2024, 2024-10 or 2024-10-31.")
    return span[1].isoformat()


def servings(facts: Facts, time: Time) -> Iterator[Serving]:
    """Yield all that counts for a provision of the plan, with the provision that it addresses or mentions itself."""
    addressed = defaultdict(list)
    for link in facts.links:
        yield from _serving(facts, time, (link,), _weight(facts.contexts[link.subject], link))
        if not link.mentions:
            addressed[link.subject].append(link)
    for follow_up in facts.follow_ups:
        for link in addressed[follow_up.object]:
            yield from _serving(facts, time, (follow_up, link), FOLLOWED_UP)


def treated(facts: Facts, time: Time) -> set[str]:
    """Return the provisions that documents of the time treat or touch on in any way, whether it counts or not."""
    events = {event for one in facts.documents if not one.missing for event in one.events}
    return {
        link.object
        for link in facts.links
        if any(time.knew(support) for support in link.supports) or (link.subject in events and time.known_by is None)
    }


def dates(contexts: dict[str, Context], item: str) -> tuple[str | None, str | None]:
    """Return the dates of a thing: its own, else those of the nearest that it belongs to or came out of."""
    for context in _upwards(contexts, item):
        if context.earliest or context.latest:
            return context.earliest, context.latest
    return None, None


def _weight(context: Context, link: Link) -> int:
    if context.kind == "FollowUp":
        return MENTIONED if link.mentions else FOLLOWED_UP
    if context.kind == "Recommendation":
        return MENTIONED if link.mentions else RECOMMENDED
    if context.meeting or context.kind in DISCUSSION:
        return MENTIONED if link.mentions else DISCUSSED
    return NOTHING


def _serving(facts: Facts, time: Time, chain: tuple[Link, ...], weight: int) -> Iterator[Serving]:
    item = chain[0].subject
    earliest, latest = dates(facts.contexts, item)
    known = [[one for one in link.supports if time.knew(one)] for link in chain]
    if (
        weight == NOTHING
        or not all(known)
        or not time.counts(earliest, latest)
        or any(one.kind == "ExternalMeeting" or one.status in NOT_HELD for one in _upwards(facts.contexts, item))
    ):
        return
    hops = tuple(_hop(facts, link, own[0]) for link, own in zip(chain, known, strict=True))
    kind = facts.contexts[item].kind
    yield Serving(
        chain[-1].object,
        weight,
        Proof(
            item=facts.wording.names.short(item),
            kind=kind,
            kind_label=facts.wording.of(RKG + kind),
            title=facts.wording.of(item),
            level=LEVELS[weight],
            basis="stated" if all(hop.basis == "stated" for hop in hops) else "interpreted",
            hops=hops,
            earliest=earliest,
            latest=latest,
            certain=time.certain(earliest, latest),
        ),
    )


def _hop(facts: Facts, link: Link, support: Support) -> Hop:
    short = facts.wording.names.short
    stated = link.relation.endswith("AsStated") or (link.relation == "followsUp" and support.basis == "stated")
    return Hop(
        subject=short(link.subject),
        property=link.relation,
        object=short(link.object),
        basis="stated" if stated else "interpreted",
        quote=support.quote,
        reason=support.reason,
        source=support.sources[0] if support.sources else None,
    )


def _upwards(contexts: dict[str, Context], item: str) -> Iterator[Context]:
    """Yield a thing and all that it belongs to or came out of, the nearest first."""
    waiting, seen = deque([item]), {item}
    while waiting:
        context = contexts.get(waiting.popleft())
        if context is not None:
            yield context
            new = sorted(context.parents - seen)
            seen.update(new)
            waiting.extend(new)

"""Recommendations, and what came of each: what followed it up, and what was announced or offered for it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from rabatkg.evidence import Support
from rabatkg.evidence.supports import supports
from rabatkg.names import RKG
from rabatkg.publication.pictures.chairmanships import upwards
from rabatkg.publication.pictures.proofs import claims_of
from rabatkg.publication.pictures.telling import dates
from rabatkg.publication.remembering import once
from rabatkg.publication.site import Site

ANNOUNCED = ("Announcement", "Offer")
"""What only says that something will be done."""
SERVES = ("addressesAsStated", "addressesAsInterpreted", "mentionsAsStated", "mentionsAsInterpreted")


@dataclass(frozen=True)
class Step:
    """What followed a recommendation up, or a follow-up of it.

    Attributes:
        iri: the follow-up.
        dates: when it was, or the meeting that it arises from.
        event: the IRI of that meeting, or None.
        of: the IRI of what it follows up.
        proofs: the IRIs of the evidence that it does.
    """

    iri: str
    dates: tuple[str, ...]
    event: str | None
    of: str
    proofs: tuple[str, ...]


@dataclass(frozen=True)
class Thread:
    """A recommendation.

    Attributes:
        iri: what it is in the graph.
        event: the IRI of the meeting that it arises from, or None.
        dates: when that was.
        to, categories: the IRIs of its addressees and categories.
        serves: the provisions that it treats or mentions, each with how, a name from SERVES.
        steps: what came of it, in the order of time.
        announced: the IRIs of what was announced or offered for it.
        proofs: the IRIs of the evidence that it was made there.
    """

    iri: str
    event: str | None
    dates: tuple[str, ...]
    to: tuple[str, ...]
    categories: tuple[str, ...]
    serves: tuple[tuple[str, str], ...]
    steps: tuple[Step, ...]
    announced: tuple[str, ...]
    proofs: tuple[str, ...]


@once
def threads(site: Site) -> tuple[Thread, ...]:
    """Return all recommendations, in the order of the meetings that they arise from."""
    found = [_thread(site, iri) for iri in site.holding.of_kind("Recommendation")]
    return tuple(sorted(found, key=lambda one: (not one.dates, one.dates, one.event or "", one.iri)))


class Counted(NamedTuple):
    """A meeting that a source counts the recommendations of.

    Attributes:
        meeting: its IRI.
        made: how many it made, the most that a source says.
        recorded: how many of them are recorded here.
    """

    meeting: str
    made: int
    recorded: int

    @property
    def unknown(self) -> int:
        """How many are known by number only."""
        return max(0, self.made - self.recorded)


@once
def counted(site: Site) -> tuple[Counted, ...]:
    """Return the meetings whose recommendations a source counts, in order of their dates."""
    held, measure = site.holding, site.names.thing("measure/recommendations")
    made: dict[str, int] = {}
    for one in held.pointing(measure):
        figure = one.subject.value
        meeting, value = held.value(figure, f"{RKG}arisesFrom"), held.value(figure, f"{RKG}value")
        if one.property == f"{RKG}measure" and meeting in _meetings(site) and value:
            made[meeting] = max(made.get(meeting, 0), int(float(value)))
    recorded = Counter(one.event for one in threads(site))
    found = [Counted(meeting, number, recorded[meeting]) for meeting, number in made.items()]
    return tuple(sorted(found, key=lambda one: (dates(site, one.meeting), one.meeting)))


@once
def proofs(site: Site, lang: str) -> dict[str, Support]:
    """Return the evidence of all threads, read at once, by its IRI."""
    told = threads(site)
    found = [one.proofs for one in told] + [step.proofs for one in told for step in one.steps]
    return supports(site.words[lang], {iri for own in found for iri in own})


def _thread(site: Site, iri: str) -> Thread:
    held, event = site.holding, _event(site, iri)
    origin = held.value(iri, f"{RKG}arisesFrom")
    concerning = sorted({one.subject.value for one in held.pointing(iri) if one.property == f"{RKG}concerns"})
    return Thread(
        iri,
        event,
        dates(site, event) if event else (),
        tuple(term.value for term in held.values(iri, f"{RKG}addressee")),
        tuple(term.value for term in held.values(iri, f"{RKG}category")),
        tuple((term.value, name) for name in SERVES for term in held.values(iri, f"{RKG}{name}")),
        tuple(sorted(_steps(site, iri, {iri}), key=lambda one: (not one.dates, one.dates, one.iri))),
        tuple(other for other in concerning if held.kind(other) in ANNOUNCED),
        _proofs(site, iri, "arisesFrom", origin) if origin else (),
    )


def _steps(site: Site, iri: str, seen: set[str]) -> Iterator[Step]:
    """Yield what follows a thing up, and what follows that up."""
    for one in site.holding.pointing(iri):
        other = one.subject.value
        if one.property == f"{RKG}followsUp" and site.holding.kind(other) == "FollowUp" and other not in seen:
            seen.add(other)
            event = _event(site, other)
            when = dates(site, other) or (dates(site, event) if event else ())
            yield Step(other, when, event, iri, _proofs(site, other, "followsUp", iri))
            yield from _steps(site, other, seen)


def _event(site: Site, iri: str) -> str | None:
    """Return the IRI of the meeting that a thing arises from, or None."""
    return next((above for above in upwards(site, iri) if above != iri and above in _meetings(site)), None)


@once
def _meetings(site: Site) -> frozenset[str]:
    return frozenset(site.holding.of_kind("Meeting"))


def _proofs(site: Site, subject: str, name: str, value: str) -> tuple[str, ...]:
    """Return the IRIs of the evidence of a statement, without those of claims that were set aside."""
    found = {
        term.value
        for claim in claims_of(site, subject, name, value)
        for term in site.holding.values(claim, f"{RKG}evidence")
    }
    return tuple(sorted(found))

"""Who chaired the dialogue when, and under which chairmanship a thing took place."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from rabatkg.names import RKG
from rabatkg.publication.remembering import once
from rabatkg.publication.site import Site

AFTER_ALL = "9999"
SOURCE, DATE, UNCERTAIN = "source", "date", "uncertain"
"""What tells the chairmanship of a thing: a source names it, its date decides, or neither does."""


@dataclass(frozen=True)
class Chair:
    """A chairmanship.

    Attributes:
        iri: what it is in the graph.
        mark: what stands for it in addresses, as `morocco-2022`.
        holders: the IRIs of those who hold it.
        earliest, latest: its first and its last day, as far as they are known; without a last day it may still run.
    """

    iri: str
    mark: str
    holders: tuple[str, ...]
    earliest: str | None
    latest: str | None

    def holds(self, earliest: str | None, latest: str | None) -> bool:
        """Tell whether all days from one to another are days of it."""
        if earliest is None or latest is None or self.earliest is None:
            return False
        return self.earliest <= earliest and latest <= (self.latest or AFTER_ALL)

    @property
    def years(self) -> str:
        """Its years, as `2022–2024`, `2025–`, `–2017` or `2015`; nothing where none is known."""
        first, last = (day[:4] if day else "" for day in (self.earliest, self.latest))
        return first if first == last else f"{first}–{last}"


@once
def chairs(site: Site) -> tuple[Chair, ...]:
    """Return all chairmanships, in the order of time."""
    told = site.holding
    found = [
        Chair(
            iri,
            site.names.short(iri).partition("/")[2],
            tuple(term.value for term in told.values(iri, f"{RKG}holder")),
            told.value(iri, f"{RKG}earliest"),
            told.value(iri, f"{RKG}latest"),
        )
        for iri in told.of_kind("Chairmanship")
    ]
    return tuple(sorted(found, key=lambda one: (one.latest or AFTER_ALL, one.earliest or "", one.iri)))


def chair_of(site: Site, item: str, earliest: str | None, latest: str | None) -> Chair | None:
    """Return the chairmanship that a thing took place under, or None where that is not certain; see `placed`."""
    return placed(site, item, earliest, latest)[0]


def placed(site: Site, item: str, earliest: str | None, latest: str | None) -> tuple[Chair | None, str]:
    """Return the chairmanship that a thing took place under, and what tells so: SOURCE, DATE, or UNCERTAIN without one.

    What is said of the thing, or of the nearest event that it is part of or arises from, goes first; else the only
    chairmanship of whose days all days are on which the thing may have taken place.

    Args:
        site: the graph.
        item: the IRI of the thing.
        earliest, latest: the days between which it took place.
    """
    by_iri = {one.iri: one for one in chairs(site)}
    for iri in upwards(site, item):
        for term in site.holding.values(iri, f"{RKG}duringChairmanship"):
            if term.value in by_iri:
                return by_iri[term.value], SOURCE
    found = [one for one in by_iri.values() if one.holds(earliest, latest)]
    return (found[0], DATE) if len(found) == 1 else (None, UNCERTAIN)


def upwards(site: Site, item: str) -> Iterator[str]:
    """Yield the IRIs of a thing and of all that it is part of or arises from, the nearest first."""
    waiting, seen = deque([item]), {item}
    while waiting:
        iri = waiting.popleft()
        yield iri
        for name in ("arisesFrom", "partOf"):
            for term in site.holding.values(iri, f"{RKG}{name}"):
                if term.kind == "uri" and term.value not in seen:
                    seen.add(term.value)
                    waiting.append(term.value)

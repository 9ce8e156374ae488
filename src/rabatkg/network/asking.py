"""The pairs that co-chaired meetings: how often, and when."""

from collections import defaultdict
from dataclasses import dataclass

from rabatkg.coverage import last_day
from rabatkg.evidence import Wording
from rabatkg.names import Names
from rabatkg.store import HEAD, Store


@dataclass(frozen=True)
class Pair:
    """Two actors that co-chaired, one of each side where their sides are known.

    Attributes:
        first, second: their keys; the first is of the side whose key comes first.
        labels: what they are called.
        sides: the keys of their sides, or None.
        meetings: keys of the meetings held, in the order of time.
        years: the year of each.
    """

    first: str
    second: str
    labels: tuple[str, str]
    sides: tuple[str | None, str | None]
    meetings: tuple[str, ...]
    years: tuple[int, ...]


def pairs(store: Store, names: Names, as_of: str | None = None, lang: str = "en") -> list[Pair]:
    """Return the pairs of co-chairs of meetings that were held, those that met most often first.

    Args:
        as_of: counts what took place by the end of this day, month or year.

    Raises:
        UsageError: the date is none.
    """
    until = f'FILTER(?on <= "{last_day(as_of)}"^^xsd:date)' if as_of else ""
    rows = store.select(
        f"""{HEAD} SELECT DISTINCT ?meeting ?on ?actor ?side WHERE {{
            ?meeting rkg:coChair ?actor ; rkg:status <{names.thing("status/held")}> ; rkg:earliest ?on . {until}
            OPTIONAL {{ ?actor rkg:side ?side }} }} ORDER BY ?on ?meeting ?actor"""
    ).rows
    wording = Wording(store, names, lang)
    wording.learn(row["actor"].value for row in rows)
    chairs: dict[tuple[str, str], list[str]] = defaultdict(list)
    side: dict[str, str | None] = {}
    for row in rows:
        actor = row["actor"].value
        side[actor] = names.short(row["side"].value) if "side" in row else None
        chairs[row["on"].value, row["meeting"].value].append(actor)
    found: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for (on, meeting), actors in chairs.items():
        own = sorted(actors, key=lambda one: (side[one] or "~", names.short(one)))
        for place, first in enumerate(own):
            for second in own[place + 1 :]:
                found[first, second].append((on, meeting))
    made = [
        Pair(
            names.short(first),
            names.short(second),
            (wording.of(first), wording.of(second)),
            (side[first], side[second]),
            tuple(names.short(meeting) for _, meeting in sorted(held)),
            tuple(int(on[:4]) for on, _ in sorted(held)),
        )
        for (first, second), held in found.items()
    ]
    return sorted(made, key=lambda one: (-len(one.meetings), one.years, one.first, one.second))

"""Meetings in the order of time, as they are told and as bars by year, with bands for chairmanships."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rabatkg.names import RKG, kebab
from rabatkg.publication.pictures.chairmanships import Chair, chair_of, chairs
from rabatkg.publication.pictures.telling import dates
from rabatkg.publication.remembering import once
from rabatkg.publication.site import Site

YEAR, LANES, LANE, HIGH = 46.0, 3, 24.0, 150.0
"""How wide a year is; in how many lanes chairmanships stand, and how high one is; how high the highest bar is."""
TOP = LANES * LANE + 16.0
MOST_YEARS = 60
MOST_BANDS = 60
"""How many years and bands are drawn at most, the last of them."""


@dataclass(frozen=True)
class Met:
    """A meeting.

    Attributes:
        iri: what it is in the graph.
        dates: when it was, as it is said: one date, or its first and its last day; empty where it is not known.
        year: its first year, or None.
        kinds, places, led_by: the IRIs of its kinds, its places, and its co-chairs.
        status: the IRI of its status, or None.
        held: whether it took place.
        chair: the chairmanship that it falls under, or None where that is not certain.
    """

    iri: str
    dates: tuple[str, ...]
    year: str | None
    kinds: tuple[str, ...]
    places: tuple[str, ...]
    led_by: tuple[str, ...]
    status: str | None
    held: bool
    chair: Chair | None


@dataclass(frozen=True)
class Bar:
    """The meetings of a year: where the bar stands, how many were held and how many not, and how high each part is."""

    year: str
    x: float
    held: int
    other: int
    held_high: float
    other_high: float


@dataclass(frozen=True)
class Band:
    """A chairmanship: where its band begins, how wide and how far down it is, all in units of the drawing."""

    chair: Chair
    x: float
    y: float
    wide: float


@dataclass(frozen=True)
class Drawing:
    """Bars over a line of years, bands above them; its width, and how far down the line of years is."""

    bars: tuple[Bar, ...]
    bands: tuple[Band, ...]
    wide: float
    ground: float


@once
def meetings(site: Site) -> tuple[Met, ...]:
    """Return all meetings, in the order of time; those without a date at the end."""
    held = site.names.thing("status/held")
    found = []
    for iri in site.holding.of_kind("Meeting"):
        first, last = (site.holding.value(iri, f"{RKG}{name}") for name in ("earliest", "latest"))
        status = site.holding.value(iri, f"{RKG}status")
        met = Met(
            iri,
            dates(site, iri),
            first[:4] if first else None,
            _values(site, iri, "meetingKind") or _kind(site, iri),
            _values(site, iri, "place"),
            _values(site, iri, "coChair"),
            status,
            status == held,
            chair_of(site, iri, first, last),
        )
        found.append(((first or "~", last or "~", iri), met))
    return tuple(met for _, met in sorted(found, key=lambda one: one[0]))


def drawing(site: Site) -> Drawing | None:
    """Return the drawing of the last MOST_YEARS years with meetings, or None where no meeting is dated."""
    dated = [one.year for one in meetings(site) if one.year and one.year.isdecimal()]
    if not dated:
        return None
    last = int(max(dated))
    first = max(int(min(dated)), last - MOST_YEARS + 1)
    held = Counter(one.year for one in meetings(site) if one.held)
    total = Counter(dated)
    scale = HIGH / max(total.values())
    bars = tuple(
        Bar(
            year,
            (int(year) - first) * YEAR,
            held[year],
            total[year] - held[year],
            held[year] * scale,
            (total[year] - held[year]) * scale,
        )
        for year in (f"{number:04}" for number in range(first, last + 1))
    )
    wide = (last + 1 - first) * YEAR
    return Drawing(bars, tuple(_bands(chairs(site)[-MOST_BANDS:], first, wide)), wide, TOP + HIGH + 16)


def _kind(site: Site, iri: str) -> tuple[str, ...]:
    """Return the kind that the class of a meeting stands for, where its record names none."""
    kind = site.names.thing(f"meeting-kind/{kebab(site.holding.kind(iri) or '')}")
    return (kind,) if kind in site.holding else ()


def _values(site: Site, iri: str, name: str) -> tuple[str, ...]:
    return tuple(term.value for term in site.holding.values(iri, f"{RKG}{name}") if term.kind == "uri")


def _bands(told: Iterable[Chair], first: int, wide: float) -> Iterable[Band]:
    """Yield the bands of chairmanships whose first day is known, on one lane after the other."""
    lane = 0
    for chair in told:
        begin = _along(chair.earliest, first) if chair.earliest else None
        end = (_along(chair.latest, first) if chair.latest else wide) or wide
        if begin is None or end <= 0 or begin >= wide:
            continue
        begin, end = max(begin, 0.0), min(end, wide)
        yield Band(chair, begin, (lane % LANES) * LANE + 14, max(end - begin, 2.0))
        lane += 1


def _along(day: str, first: int) -> float | None:
    """Return how far along the line of years a day is, or None for what is no day."""
    try:
        told = date.fromisoformat(day)
    except ValueError:
        return None
    return round((told.year - first + (told.timetuple().tm_yday - 1) / 366) * YEAR, 1)

"""The first and the last day that the dates of a thing leave open, by which things are compared in time."""

from collections.abc import Iterator, Mapping
from datetime import date

from rabatkg.reading import Mark

STARTS = ("when", "start", "asOf", "due", "adoptedOn", "proposedOn", "periodStart")
ENDS = ("end", "when", "asOf", "due", "adoptedOn", "proposedOn", "periodEnd")
OPEN_ENDED = frozenset({"Chairmanship", "Membership", "Capacity", "Initiative"})
"""What goes on until an end is told; anything else is over with the last date that is known of it."""
Dates = Mapping[str, tuple[tuple[date, date], Mark]]


def bounds(dates: Dates, open_ended: bool) -> Iterator[tuple[str, str, Mark]]:
    """Yield `earliest` and `latest`, as far as they are known, each with its day and the place of its date.

    Args:
        dates: by the key of a date, the days that it covers and where it stands.
        open_ended: whether an end that is not told is not known.
    """
    first = next((dates[name] for name in STARTS if name in dates), None)
    last = next((dates[name] for name in ENDS if name in dates), None)
    if last is None and not open_ended:
        last = first
    if first is None and not open_ended:
        first = last
    for name, said, end in (("earliest", first, 0), ("latest", last, 1)):
        if said is not None:
            span, place = said
            yield name, span[end].isoformat(), place

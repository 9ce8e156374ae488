"""Partial dates: the days that `2024`, `2024-10` or `2024-10-31` may mean. All comparisons are made on those days."""

import re
from datetime import date

PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def days(text: str) -> tuple[date, date] | None:
    """Return the first and the last day that a date or partial date may mean, or None where it is none."""
    match = PARTIAL.fullmatch(text)
    if match is None:
        return None
    from calendar import monthrange  # loads what writes calendars

    year, month, day = (int(part) if part else None for part in match.groups())
    if year is None:
        return None
    try:
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except ValueError:
        return None

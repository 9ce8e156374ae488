"""Dates in a text: days, ranges of days, months, with or without their year.

`12–13 March 2026`, `les 4 et 5 juin 2026`, `du 30 juin au 2 juillet`, `31 January and 1 February 2024`, `March 2026`.
The names of the months are those of the CLDR; what joins two days stands in the phrases of the language.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from rabatkg.dates import days
from rabatkg.drafting import cldr
from rabatkg.drafting.phrases import Phrases
from rabatkg.drafting.words import level

YEAR = r"(?:19|20)\d{2}"
NUMERIC = re.compile(
    rf"(?<![\d./-])(?:(?P<first>\d{{1,2}})\.? ?[-–] ?)?(?P<day>\d{{1,2}})(?P<sign>[./])(?P<month>\d{{1,2}})(?P=sign)"
    rf"(?P<year>{YEAR})(?![\d/-])"
)
ISO = re.compile(rf"(?<![\d./-])({YEAR})-(\d{{2}})-(\d{{2}})(?![\d/-])")


@dataclass(frozen=True)
class Dated:
    """A date or a range in a text, from `start` to `end`.

    `first` and `last` are partial dates, as `2026-03-12` or `2026-03`; without a year they begin with `-`, as
    `-03-12`. Of a single day or month they are the same.
    """

    first: str
    last: str
    start: int
    end: int

    @property
    def whole(self) -> bool:
        """Whether the year is said."""
        return not self.first.startswith("-")

    @property
    def precise(self) -> bool:
        """Whether it says days, not only months."""
        return self.first.count("-") == 2

    def within(self, year: str) -> "Dated":
        """Return the date as one of that year, where it says none."""
        return self if self.whole else replace(self, first=year + self.first, last=year + self.last)

    def covers(self, other: "Dated") -> bool:
        """Tell whether every day of the other lies in this one."""
        mine, its = _days(self), _days(other)
        return mine is not None and its is not None and mine[0] <= its[0] and its[1] <= mine[1]


def _days(dated: Dated) -> tuple[date, date] | None:
    """Return the first and the last day that a date may mean; None where it lacks its year."""
    first, last = days(dated.first), days(dated.last)
    return (first[0], last[1]) if first and last else None


def dates(text: str, phrases: Phrases) -> list[Dated]:
    """Return the dates in a text that name a day or a month, in order."""
    flat = phrases.spelled_year.sub(lambda match: "-" * len(match[0]), level(text))
    found = [one for one in _worded(text, flat, phrases)]
    taken = [(one.start, one.end) for one in found]
    for one in _figures(text, phrases):
        if not any(start < one.end and one.start < end for start, end in taken):
            found.append(one)
    return sorted(found, key=lambda one: one.start)


@cache
def _pattern(phrases: Phrases) -> re.Pattern[str]:
    month = "|".join(sorted(map(re.escape, cldr.months(phrases.language)), key=len, reverse=True))
    weekday = "|".join(sorted(map(re.escape, cldr.weekdays(phrases.language)), key=len, reverse=True))
    worded = "|".join(sorted(map(re.escape, phrases.days), key=len, reverse=True))
    day = rf"(?:(?:{weekday})s?\.?,? )?(?:\d{{1,2}}(?:{phrases.ordinal})?|(?:{worded})\b)"
    join = rf"(?:,? ?(?:[-–—/&]|\b(?:{phrases.until})\b) ?|, ?)"
    some = rf"{day}(?:{join}(?:le |the )?{day})*"
    of = r"(?: of| de)?"
    return re.compile(
        rf"\b(?P<a>{some}){of},? ?(?P<am>{month})\b\.?(?:,? (?P<ay>{YEAR}))?"
        rf"(?:{join}(?:le |the )?(?P<b>{day}){of} (?P<bm>{month})\b\.?(?:,? (?P<by>{YEAR}))?)?"
        rf"|\b(?P<cm>{month})\b\.? (?P<c>{some})(?!\d)"
        rf"(?:{join}(?P<dm>{month})\b\.? (?P<d>{day})(?!\d))?(?:,? (?P<cy>{YEAR}))?"
        rf"|\b(?P<em>{month})\b\.?,? (?P<ey>{YEAR})(?:{join}(?P<fm>{month})\b\.? (?P<fy>{YEAR}))?"
        rf"|\b(?P<gm>{month}){join}(?P<hm>{month})\b,? (?P<hy>{YEAR})"
    )


def _worded(text: str, flat: str, phrases: Phrases) -> Iterator[Dated]:
    names = cldr.months(phrases.language)
    for match in _pattern(phrases).finditer(flat):
        part = match.groupdict()
        month = next(match.start(one) for one in ("am", "cm", "em", "gm") if part[one])
        if phrases.capital_months and not text[month].isupper():
            continue
        if part["am"]:
            first = _numbers(part["a"], phrases)
            year = part["by"] or part["ay"]
            last = _numbers(part["b"], phrases) if part["b"] else first
            ends = names[part["bm"]] if part["bm"] else names[part["am"]]
            pair = (
                _iso(part["ay"] or year, names[part["am"]], first[0]),
                _iso(year, ends, last[-1]),
            )
        elif part["cm"]:
            first = _numbers(part["c"], phrases)
            last = _numbers(part["d"], phrases) if part["d"] else first
            ends = names[part["dm"]] if part["dm"] else names[part["cm"]]
            pair = _iso(part["cy"], names[part["cm"]], first[0]), _iso(part["cy"], ends, last[-1])
        elif part["em"]:
            ends, year = names[part["fm"] or part["em"]], part["fy"] or part["ey"]
            pair = _iso(part["ey"], names[part["em"]]), _iso(year, ends)
        else:
            pair = _iso(part["hy"], names[part["gm"]]), _iso(part["hy"], names[part["hm"]])
        if all(days(one if not one.startswith("-") else "2024" + one) for one in pair) and pair[0] <= pair[1]:
            after = phrases.next_day.match(text, match.end())
            if after and pair[1].count("-") == 2 and not pair[1].startswith("-"):
                pair = pair[0], str(date.fromisoformat(pair[1]) + timedelta(days=1))
            yield Dated(*pair, match.start(), after.end() if after else match.end())


def _figures(text: str, phrases: Phrases) -> Iterator[Dated]:
    """Yield the dates that are written in figures, day first where the figures can be read in one way only."""
    for match in ISO.finditer(text):
        if days(match[0]):
            yield Dated(match[0], match[0], match.start(), match.end())
    for match in NUMERIC.finditer(text):
        day, month = int(match["day"]), int(match["month"])
        told, first = _iso(match["year"], month, day), _iso(match["year"], month, int(match["first"] or day))
        sure = day > 12 or day == month or match["sign"] == "." or cldr.day_first(phrases.language)
        if sure and days(told) and days(first) and first <= told:
            yield Dated(first, told, match.start(), match.end())


def _numbers(text: str, phrases: Phrases) -> list[int]:
    """Return the days of the month that are said in figures or in words."""
    spelled = sorted(phrases.days, key=len, reverse=True)
    found = re.findall(rf"\d{{1,2}}|\b(?:{'|'.join(map(re.escape, spelled))})\b", text)
    return [int(one) if one.isdigit() else phrases.days.index(one) + 1 for one in found]


def _iso(year: str | None, month: int, day: int | None = None) -> str:
    return f"{year or ''}-{month:02}" + (f"-{day:02}" if day is not None else "")

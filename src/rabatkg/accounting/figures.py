"""Numbers and dates in a text, and the values that a claim may give them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from rdflib import XSD, Literal

from rabatkg.accounting.tongues import DIGITS, TONGUES, Tongue

_DATES = frozenset({XSD.date, XSD.gYear, XSD.gYearMonth})
_COUNTS = frozenset({XSD.integer, XSD.decimal})
_FREE = r"(?<!\w)(?<![^\W\d_]-)(?<!\d[.,])"  # not within a word, a name such as COVID-19, or another number
_YEAR = r"(?:19|20)\d\d(?!\w|[.,]\d| ?%)"
_WORD = re.compile(r"(?<![\w-])[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True)
class Figure:
    """A number or a date as it is printed.

    `values` are the spellings of which a claim must give one: a number without needless zeros (`8.8`), a date or a
    part of one (`2022-12`, `--03-15`), a notation (`5a`). A word such as `milliers` counts and has none.
    """

    start: int
    end: int
    words: str
    dated: bool
    values: frozenset[str]


def figures(text: str, language: str) -> list[Figure]:
    """Return the numbers and dates of a text, in its order. In an unknown language only digits are read."""
    reader, free = _Reader(TONGUES.get(language, DIGITS)), [True] * len(text)
    found = []
    for figure in (*reader.dates(text), *reader.digits(text), *reader.worded(text)):
        if all(free[figure.start : figure.end]):
            found.append(figure)
            free[figure.start : figure.end] = [False] * (figure.end - figure.start)
    return sorted(found, key=lambda one: one.start)


def said(value: Literal) -> frozenset[str]:
    """Return the spellings of a value that a claim gives, those of its parts included where it is a date."""
    if value.datatype in _COUNTS:
        return frozenset({_plain(Decimal(str(value)))})
    if value.datatype not in _DATES:
        return frozenset()
    year, *rest = str(value).split("-")
    parts = ["-".join(rest[:length]) for length in range(1, len(rest) + 1)]
    return frozenset({year, *(f"{year}-{part}" for part in parts), *(f"--{part}" for part in parts)})


def _plain(number: Decimal) -> str:
    return format(number.normalize(), "f")


@dataclass(frozen=True)
class _Reader:
    tongue: Tongue

    @cached_property
    def months(self) -> dict[str, int]:
        return {name: number for number, names in enumerate(self.tongue.months, 1) for name in names}

    def dates(self, text: str) -> Iterator[Figure]:
        """Yield days and months in words, then the years that stand alone, before and after a hyphen too."""
        ending, join = _any(self.tongue.endings), _any(self.tongue.joins)
        pattern = (
            rf"{_FREE}(?:(?P<first>\d{{1,2}})(?:{ending})? ?(?:{join}) ?)?"
            rf"(?P<last>(?:(?P<day>\d{{1,2}})(?:{ending})? )?"
            rf"(?P<month>{_any(self.months)})(?: (?P<year>{_YEAR}))?)(?!\w)"
        )
        for match in re.finditer(pattern, text):
            month = f"{match['year'] or '-'}-{self.months[match['month']]:02}"
            for day, group in (("first", "first"), ("day", "last")):
                if match[group]:
                    value = f"{month}-{int(match[day]):02}" if match[day] else month
                    yield Figure(*match.span(group), match[group], True, frozenset({value}))
        for match in re.finditer(_FREE + _YEAR, text):
            yield Figure(*match.span(), match[0], True, frozenset({match[0]}))

    def digits(self, text: str) -> Iterator[Figure]:
        """Yield what is written in digits: numbers with their scale, ordinals, notations."""
        tongue = self.tongue
        grouped = rf"\d{{1,3}}(?:[{re.escape(tongue.groups)}]\d{{3}})+(?!\d)|" if tongue.groups else ""
        pattern = (
            rf"{_FREE}(?P<number>(?P<whole>{grouped}\d+)(?:(?P<sign>[.,])(?P<part>\d+))?)"
            rf"(?:(?P<ending>{_any(tongue.endings)})|(?P<letter>[a-z])| ?(?P<scale>{_any(tongue.scales)}))?(?!\w)"
        )
        for match in re.finditer(pattern, text):
            whole = re.sub(r"\D", "", match["whole"])
            if match["letter"] or (match["sign"] and match["sign"] != tongue.point):
                values = {match[0]}
            else:
                number = Decimal(f"{whole}.{match['part'] or 0}")
                values = {_plain(number * tongue.scales.get(match["scale"], 1))}
            yield Figure(*match.span(), match[0], False, frozenset(values))

    def worded(self, text: str) -> Iterator[Figure]:
        """Yield the words that count and number, compounds such as `vingt-cinq` included."""
        tongue = self.tongue
        known = {**tongue.cardinals, **tongue.ordinals}
        for match in _WORD.finditer(text):
            word = match[0].lower()
            parts = [tongue.cardinals.get(part) for part in word.split("-")]
            values = {str(known[word])} if word in known else {str(sum(filter(None, parts)))} if all(parts) else set()
            if values or word in tongue.scales or word in tongue.vague:
                yield Figure(*match.span(), match[0], False, frozenset(values))


def _any(words: Iterable[str]) -> str:
    """Return a pattern for one of the words, the longest first; it matches nothing where there are none."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True)) or "(?!)"

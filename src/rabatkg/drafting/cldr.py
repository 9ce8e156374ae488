"""What the Unicode CLDR, as Babel carries it, knows of each language: months, weekdays, territories, adjectives."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import cast

from babel import Locale
from babel.core import get_global
from babel.dates import format_skeleton
from babel.lists import format_list

from rabatkg.drafting.words import fold

SHARED = 4
"""A language and a territory whose names begin with so many letters in common belong together."""


@cache
def months(language: str) -> dict[str, int]:
    """Return the names of the months and their abbreviations, folded, with the number of each."""
    found: dict[str, int] = {}
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            names = cast(dict[int, str], Locale(language).months[context][width])
            found.update({fold(name).rstrip("."): number for number, name in names.items()})
    for name, number in list(found.items()):
        if len(name) > 2 * SHARED:
            found.setdefault(name[:SHARED], number)
    return found


@cache
def weekdays(language: str) -> frozenset[str]:
    """Return the names of the days of the week, folded."""
    widths = Locale(language).days["format"]
    names = [name for width in ("wide", "abbreviated") for name in cast(dict[int, str], widths[width]).values()]
    return frozenset(fold(name).rstrip(".") for name in names)


@cache
def day_first(language: str) -> bool:
    """Tell whether a date in figures begins with the day."""
    return str(Locale(language).date_formats["short"].pattern).startswith("d")


@cache
def territories(language: str) -> dict[str, str]:
    """Return the names of countries by their ISO 3166 code of two letters."""
    names = Locale(language).territories
    return {code: str(name) for code, name in names.items() if len(code) == 2}


@cache
def adjectives(language: str) -> dict[str, str]:
    """Return the names of languages that serve as adjectives of a country, folded, with its code of two letters.

    `Swedish` is said of Sweden, `portugais` of Portugal: the home of a language is the territory that its name
    resembles, else the one where CLDR says it is likeliest spoken. English is left out: it has too many homes.
    """
    likely = cast(dict[str, str], get_global("likely_subtags"))
    lands = {code: fold(name) for code, name in territories(language).items()}
    found: dict[str, str] = {}
    for code, name in Locale(language).languages.items():
        home = likely.get(code, "").split("_")[-1]
        told = fold(str(name))
        if len(code) != 2 or code == "en" or not told.isalpha() or len(told) < SHARED:
            continue
        alike = [land for land, its in lands.items() if its[: SHARED + 1] == told[: SHARED + 1]]
        if len(alike) == 1:
            found[told] = alike[0]
        elif home in lands:
            found[told] = home
    return found


def month_and_year(day: date, language: str) -> str:
    """Return `June 2026` in the language."""
    return str(format_skeleton("yMMMM", day, locale=language))


def listed(items: Sequence[str], language: str) -> str:
    """Return `a, b and c` in the language."""
    return str(format_list(list(items), locale=language))

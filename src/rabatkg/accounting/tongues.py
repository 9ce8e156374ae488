"""How a language writes numbers and dates. A further language is one more entry of `TONGUES`."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain, count


@dataclass(frozen=True)
class Tongue:
    """The words and signs with which a language counts.

    Attributes:
        months: the names of the months, each with all its spellings.
        cardinals: words that count; the articles, which count one, are left out.
        ordinals: words that number.
        endings: what a number in digits takes on to become an ordinal.
        scales: words that multiply the number before them; alone they count too, but say no number.
        vague: further words that count and say no number.
        groups: the signs that may part the thousands.
        point: the sign that parts the decimals.
        joins: what joins two days of one month.
    """

    months: tuple[tuple[str, ...], ...]
    cardinals: Mapping[str, int]
    ordinals: Mapping[str, int]
    endings: tuple[str, ...]
    scales: Mapping[str, int]
    vague: frozenset[str]
    groups: str
    point: str
    joins: tuple[str, ...]


def _numbered(words: str, *, start: int = 1) -> dict[str, int]:
    return dict(zip(words.split(), count(start), strict=False))


def _months(words: str, *, small: bool) -> tuple[tuple[str, ...], ...]:
    return tuple((name, name.capitalize()) if small else (name,) for name in words.split())


def _french_ordinals() -> dict[str, int]:
    stems = "deux trois quatr cinqu six sept huit neuv dix onz douz treiz quatorz quinz seiz".split()
    found = dict.fromkeys(("premier", "premiers", "première", "premières", "premièrement"), 1)
    found |= dict.fromkeys(("second", "seconds", "seconde", "secondes", "secondement"), 2)
    for number, stem in enumerate(stems, start=2):
        found |= dict.fromkeys((f"{stem}ième", f"{stem}ièmes", f"{stem}ièmement"), number)
    return found


_FRENCH_CARDINALS = {
    **_numbered("deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize", start=2),
    **{"dix-sept": 17, "dix-huit": 18, "dix-neuf": 19, "soixante-dix": 70, "quatre-vingts": 80, "cent": 100},
    **dict(zip("vingt trente quarante cinquante soixante".split(), range(20, 70, 10), strict=True)),
}
_ENGLISH_CARDINALS = {
    **_numbered("two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen", start=2),
    **_numbered("sixteen seventeen eighteen nineteen twenty", start=16),
    **dict(zip("thirty forty fifty sixty seventy eighty ninety".split(), range(30, 100, 10), strict=True)),
}
_ENGLISH_ORDINALS = _numbered("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth")

TONGUES = {
    "fr": Tongue(
        months=_months(
            "janvier février mars avril mai juin juillet août septembre octobre novembre décembre", small=True
        ),
        cardinals=_FRENCH_CARDINALS,
        ordinals=_french_ordinals(),
        endings=("ème", "èmes", "ième", "ièmes", "er", "ère", "re", "nd", "nde", "e", "è"),
        scales=dict(
            chain(
                dict.fromkeys(("mille", "millier", "milliers"), 10**3).items(),
                dict.fromkeys(("million", "millions"), 10**6).items(),
                dict.fromkeys(("milliard", "milliards"), 10**9).items(),
            )
        ),
        vague=frozenset({"dizaine", "dizaines", "douzaine", "vingtaine", "cinquantaine", "centaine", "centaines"}),
        groups=" .",
        point=",",
        joins=("et", "au", "-", "–"),
    ),
    "en": Tongue(
        months=_months(
            "January February March April May June July August September October November December", small=False
        ),
        cardinals=_ENGLISH_CARDINALS,
        ordinals=_ENGLISH_ORDINALS,
        endings=("st", "nd", "rd", "th"),
        scales={"thousand": 10**3, "million": 10**6, "billion": 10**9},
        vague=frozenset({"dozen", "dozens", "hundreds", "thousands", "millions", "billions"}),
        groups=" ,",
        point=".",
        joins=("and", "to", "-", "–"),
    ),
}

DIGITS = Tongue((), {}, {}, (), {}, frozenset(), "", ".", ())
"""A language of which nothing is known but its digits."""

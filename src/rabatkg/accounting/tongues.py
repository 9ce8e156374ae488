"""How a language writes numbers and dates. A further language is one more entry of `TONGUES`."""

from collections.abc import Mapping
from dataclasses import dataclass


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


def _numbered(words: str, start: int = 1, step: int = 1) -> dict[str, int]:
    return {word: start + place * step for place, word in enumerate(words.split())}


def _french_ordinals() -> dict[str, int]:
    found = dict.fromkeys(("premier", "premiers", "première", "premières", "premièrement"), 1)
    found |= dict.fromkeys(("second", "seconds", "seconde", "secondes", "secondement"), 2)
    stems = _numbered("deux trois quatr cinqu six sept huit neuv dix onz douz treiz quatorz quinz seiz", start=2)
    return found | {f"{stem}ième{end}": number for stem, number in stems.items() for end in ("", "s", "ment")}


_FRENCH = {
    **_numbered("deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize", start=2),
    **{"dix-sept": 17, "dix-huit": 18, "dix-neuf": 19, "soixante-dix": 70, "quatre-vingts": 80, "cent": 100},
    **_numbered("vingt trente quarante cinquante soixante", start=20, step=10),
}
_ENGLISH = {
    **_numbered("two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen", start=2),
    **_numbered("sixteen seventeen eighteen nineteen", start=16),
    **_numbered("twenty thirty forty fifty sixty seventy eighty ninety", start=20, step=10),
}
_JANVIER = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
_JANUARY = "January February March April May June July August September October November December"

TONGUES = {
    "fr": Tongue(
        months=tuple((name, name.capitalize()) for name in _JANVIER.split()),
        cardinals=_FRENCH,
        ordinals=_french_ordinals(),
        endings=("ème", "èmes", "ième", "ièmes", "er", "ère", "re", "nd", "nde", "e", "è"),
        scales={
            **dict.fromkeys(("mille", "millier", "milliers"), 10**3),
            **dict.fromkeys(("million", "millions"), 10**6),
            **dict.fromkeys(("milliard", "milliards"), 10**9),
        },
        vague=frozenset({"dizaine", "dizaines", "douzaine", "vingtaine", "cinquantaine", "centaine", "centaines"}),
        groups=" .",
        point=",",
        joins=("et", "au", "-", "–"),
    ),
    "en": Tongue(
        months=tuple((name,) for name in _JANUARY.split()),
        cardinals=_ENGLISH,
        ordinals=_numbered("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"),
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

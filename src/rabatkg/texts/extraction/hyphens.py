"""Words that a line end divides: which hyphens were set only because the line was full.

A report that was set in narrow lines divides words. Such a hyphen becomes a soft one (U+00AD), which the normal form
of a text takes out together with the line end; the hyphen of `follow-up` stays, though a line ends after it.
"""

import re
from collections.abc import Sequence
from itertools import islice

SOFT = "\u00ad"
_DIVIDED = re.compile(r"([^\W\d_]+)-$")
_GOES_ON = re.compile(r"([^\W\d_]+)")
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


KEPT_AFTER = _listed(
    "anti après avant bi co contre cross demi euro ex extra half inter intra long mi micro mid mono multi near non "
    "nord north over post pre pro quasi re self semi short socio sous south sub sud super sur trans ultra vice well "
    "celui celle ceux est peut plus moyen anglo franco afro"
)
KEPT_BEFORE = _listed(
    "à able based being building ce ci driven elle elles être il ils je là led level long lui making même mêmes moi "
    "nous off on ons related scale sharing soi term terme tu up vous wide y"
)


def softened(lines: Sequence[str]) -> list[str]:
    """Return the lines, with a soft hyphen for each that only divides a word; a word that goes on is in lower case."""
    known = {word.lower() for line in lines for word in _WORDS.findall(line.removesuffix("-"))}
    found = list(lines)
    for number, line in enumerate(lines):
        divided = _DIVIDED.search(line)
        if divided is None:
            continue
        goes_on = _GOES_ON.match(next((one for one in islice(lines, number + 1, None) if one.strip()), ""))
        if goes_on and goes_on[1][0].islower() and _only_divides(divided[1], goes_on[1], known):
            found[number] = line[:-1] + SOFT
    return found


def _only_divides(left: str, right: str, known: set[str]) -> bool:
    left, right = left.lower(), right.lower()
    if left + right in known:
        return True
    return not (f"{left}-{right}" in known or left in KEPT_AFTER or right in KEPT_BEFORE)

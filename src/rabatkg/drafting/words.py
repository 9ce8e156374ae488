"""Words of a text with their places, and how two words are compared: without case, accents, plural and gender."""

import re
import unicodedata
from dataclasses import dataclass

WORD = re.compile(r"[^\W_]+")
LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "ø": "o", "Ø": "o", "ł": "l"})
SHORT = 4
"""A word of so few letters keeps its ending: what is left of it would be too little to know it by."""


@dataclass(frozen=True)
class Word:
    """A run of letters and digits; `start` and `end` count characters of its text, `folded` has no case and accent."""

    text: str
    folded: str
    start: int
    end: int


def fold(text: str) -> str:
    """Return the text without case, accents and ligatures."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.translate(LIGATURES))
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold()


def level(text: str) -> str:
    """Return the text folded sign by sign, so that every place in it is the same place in the text."""
    return "".join(unicodedata.normalize("NFKD", sign)[0].lower()[:1] for sign in text)


def words(text: str) -> list[Word]:
    """Return the words of a text, in order; an apostrophe or a hyphen parts two words."""
    return [Word(match[0], fold(match[0]), match.start(), match.end()) for match in WORD.finditer(text)]


def stem(folded: str) -> str:
    """Return what a folded word shares with its plural and its feminine, in English and in French alike.

    >>> stem("reguliere") == stem("reguliers"), stem("countries") == stem("country")
    (True, True)
    """
    if len(folded) <= SHORT:
        return folded
    if folded.endswith("aux"):
        return folded[:-3] + "al"
    if folded.endswith("ies"):
        return folded[:-3] + "i"
    for ending in ("s", "x"):
        folded = folded.removesuffix(ending)
    if len(folded) > SHORT:
        folded = folded.removesuffix("e")
    return folded[:-1] + "i" if folded.endswith("y") else folded

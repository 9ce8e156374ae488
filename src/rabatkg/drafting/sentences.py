"""Sentences of English and French prose, in normal form, and the quotations that stand for them."""

import re

ENDS = re.compile(r"[.!?…]+(?:\s?[»”\"')\]]+)?(?=\s+[«“\"'(\[]?\s?[^\W_]|\s*$)")
ENUMERATION = re.compile(r"(?:[•▪◦‣●*·–—-]|\(?(?:\d{1,3}(?:\.\d+)*|[a-z]|[ivx]{1,5})[.)]|\(?[A-Z]\))\s+")
"""The sign of an item of a list, or the number of a paragraph."""

HEADING_SIGN = re.compile(r"(?:#{1,6}|(?:\d{1,3}(?:\.\d+)*|[a-zA-Z]|[IVXivx]{1,5})[.)]|\d{1,2}(?:\.\d+)+)\s+")
"""The number or the letter of a heading."""
MOST_WORDS = 25
FEWEST_WORDS = 12
"""A quotation that has to be cut ends at a comma or the like, if so many words stand before it."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = _words(
    "adm amb brig capt cdr col cpt dr eng gen gov hon insp lt maj me mes mgr mlle mm mme mmes mr mrs ms mx pr prof rep "
    "rev sen sgt st ste supt"
)
"""Abbreviations before a name: no sentence ends after them."""

ABBREVIATIONS = _words(
    "al annex approx apr art aug av c ca cf ch chap dec déc dept ed éd eds e.g env esp est etc ex feb févr fig fr i.e "
    "incl jan janv jul juil jun mar n nb no nos nov oct op p p.ex para paras pp r resp sect sep sept spec tel tél v "
    "viz vol vols vs"
)
"""Abbreviations that a small letter or a figure follows, as a rule."""

OPENERS = _words(
    "a after all also an as at between both but during each finally for from he her his however if in it its no on our "
    "several she such that the their there these they this those three to two we when while with "
    "à afin ainsi après au aussi aux ce ces cet cette cela chaque d'autres dans de depuis des du elle elles en enfin "
    "ensuite il ils l'objectif la le les leur leurs lors mais nous on or par pour quant sa selon ses si son sous sur "
    "toutefois tous trois un une"
)
"""Words that begin a sentence: after them, what looks like an initial or `U.S.` did end the one before."""

_WORD_BEFORE = re.compile(r"[^\s«“\"'(\[]+$")
_WORD_AFTER = re.compile(r"\s*[«“\"'(\[]*\s?([^\s,;:.]+)")
_POINTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?")
_WORD = re.compile(r"\S+")
_PAUSE = (",", ";", ":")


def sentences(text: str) -> list[tuple[int, int]]:
    """Return where each sentence of a text in normal form begins and ends; the sign of an item is part of none."""
    start = match.end() if (match := ENUMERATION.match(text)) else 0
    found: list[tuple[int, int]] = []
    for end in ENDS.finditer(text, start):
        if _ended(text, start, end):
            found.append((start, end.end()))
            start = end.end() + (len(text[end.end() :]) - len(text[end.end() :].lstrip()))
    if start < len(text):
        found.append((start, len(text)))
    return [(first, last) for first, last in found if text[first:last].strip()]


def _ended(text: str, start: int, end: re.Match[str]) -> bool:
    """Tell whether a sentence ends where these signs stand."""
    if end.end() == len(text.rstrip()):
        return True
    before = _WORD_BEFORE.search(text, start, end.start())
    after = _WORD_AFTER.match(text, end.end())
    word, following = (before[0] if before else ""), (after[1] if after else "")
    if following[:1].islower():
        return False
    if not end[0].startswith(".") or len(end[0]) > 1:
        return True
    if word.lower() in TITLES or word in ("M", "S.E", "H.E", "S.M", "S.A.R", "S.E.M", "S.Exc"):
        return False
    if following[:1].isdigit() and (word.lower() in ABBREVIATIONS or word == "N"):
        return False
    if _POINTED.fullmatch(word) or (len(word) == 1 and word.isalpha()):
        return following.lower() in OPENERS
    if word.lower() in ABBREVIATIONS and word.lower() != "etc":
        return following.lower() in OPENERS
    return not (word.isdigit() and not text[start : end.start()].replace(word, "", 1).strip())


def quotation(text: str, start: int, end: int) -> str:
    """Return the shortest quotation of at most 25 words that shows a span of a text: whole words, nothing left out.

    Signs around a word that the span does not hold are left off.

    What is longer is cut after 25 words, at the last pause among them if enough stands before it.

    Raises:
        ValueError: the span holds no word.
    """
    words = [match for match in _WORD.finditer(text) if match.end() > start and match.start() < end]
    while words and not any(map(str.isalnum, words[0][0])):
        words.pop(0)
    while words and not any(map(str.isalnum, words[-1][0])):
        words.pop()
    if not words:
        raise ValueError(f"no word between {start} and {end}")
    if len(words) > MOST_WORDS:
        words = words[:MOST_WORDS]
        pauses = [place for place, word in enumerate(words, 1) if word[0].endswith(_PAUSE) and place >= FEWEST_WORDS]
        words = words[: pauses[-1]] if pauses else words
    first, last = words[0].start(), words[-1].end()
    if first < start and not any(map(str.isalnum, text[first:start])):
        first = start
    if end < last and not any(map(str.isalnum, text[end:last])):
        last = end
    return _trimmed(text[first:last].strip().rstrip(",;:"))


def _trimmed(quoted: str) -> str:
    """Return a quotation without a bracket or a quotation mark whose other half is not in it."""
    for opening, closing in (("(", ")"), ("[", "]"), ("«", "»"), ("“", "”")):
        if quoted.startswith(opening) and closing not in quoted:
            quoted = quoted[1:].lstrip()
        if quoted.endswith(closing) and opening not in quoted:
            quoted = quoted[:-1].rstrip()
    return quoted

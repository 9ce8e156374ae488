"""The normal form of a text: one spelling for quotations and sources, with a way back to the raw file.

In: characters of a raw text. Out: Unicode NFC, straight apostrophes and quotation marks (guillemets stay),
mark-up such as ``6^{ème}``, ``**bold**`` and ``*slanted*`` stripped, every run of spaces a single space, hard
wraps joined. A hyphen between two letters at the end of a line is kept and takes no space after it.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

Character = tuple[str, int, int]
"""A character, and the range of the raw text that it stands for."""

_ALIKE = {
    **dict.fromkeys("\u2018\u2019\u201b\u02bc\u2032", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033", '"'),
    **dict.fromkeys("\u2010\u2011", "-"),
}
_UNSEEN = frozenset("\u200b\u200c\u200d\u2060\ufeff")
_SOFT_HYPHEN = re.compile("\u00ad(?:[^\\S\n]*\n\\s*)?")
_HYPHEN_AT_LINE_END = re.compile(r"(?<=\w-)([^\S\n]*\n\s*)(?=\w)")
# Each pattern names, in its groups, the characters that are mark-up.
_MARK_UP = (
    re.compile(r"([\^_]\{)[^{}\n]*(\})"),
    re.compile(r"(\*\*)(?=\S).+?(?<=\S)(\*\*)", re.DOTALL),
    re.compile(r"(?<![\w*])(\*)(?=[^\s*])[^*]+?(?<=\S)(\*)(?![\w*])", re.DOTALL),
)


@dataclass(frozen=True)
class NormalText:
    """A text in normal form; ``origin`` gives, for each of its characters, the range of the raw text behind it."""

    text: str
    origin: tuple[tuple[int, int], ...]

    def raw_range(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of the raw text, first to last character, behind a range of the normal form."""
        ranges = self.origin[start:end]
        return min(first for first, _ in ranges), max(last for _, last in ranges)

    def __len__(self) -> int:
        """Return the number of characters."""
        return len(self.text)


def normalise(quote: str) -> str:
    """Return a quotation, or any other short text, in normal form."""
    return normal_text(quote, [(0, len(quote))]).text


def normal_text(raw: str, ranges: Iterable[tuple[int, int]]) -> NormalText:
    """Return the normal form of ranges of a raw text, each range a line to be joined with the next."""
    characters: list[Character] = []
    for start, end in ranges:
        if characters:
            characters.append(("\n", characters[-1][2], start))
        characters.extend((raw[place], place, place + 1) for place in range(start, end))
    for pattern in (_SOFT_HYPHEN, _HYPHEN_AT_LINE_END, *_MARK_UP):
        characters = _without(characters, pattern)
    alike = [(_ALIKE.get(sign, sign), start, end) for sign, start, end in characters if sign not in _UNSEEN]
    settled = _single_spaced(_composed(alike))
    return NormalText("".join(item[0] for item in settled), tuple((item[1], item[2]) for item in settled))


def _without(characters: list[Character], pattern: re.Pattern[str]) -> list[Character]:
    """Drop what the groups of the pattern match, or the whole match where it has no group."""
    text = "".join(item[0] for item in characters)
    dropped: set[int] = set()
    for match in pattern.finditer(text):
        for group in range(1, pattern.groups + 1) or (0,):
            dropped.update(range(*match.span(group)))
    return [item for place, item in enumerate(characters) if place not in dropped] if dropped else characters


def _composed(characters: list[Character]) -> list[Character]:
    """Compose letters and accents (NFC); a composed character keeps the range of all its pieces."""
    text = "".join(item[0] for item in characters)
    if unicodedata.is_normalized("NFC", text):
        return characters
    composed: list[Character] = []
    cluster: list[Character] = []
    for item in characters:
        if cluster and not _composes("".join(piece[0] for piece in cluster), item[0]):
            composed.extend(_merged(cluster))
            cluster = []
        cluster.append(item)
    return [*composed, *_merged(cluster)]


def _composes(before: str, character: str) -> bool:
    if unicodedata.combining(character):
        return True
    alone = unicodedata.normalize("NFC", before) + unicodedata.normalize("NFC", character)
    return unicodedata.normalize("NFC", before + character) != alone


def _merged(cluster: list[Character]) -> list[Character]:
    text = unicodedata.normalize("NFC", "".join(item[0] for item in cluster))
    return [(character, cluster[0][1], cluster[-1][2]) for character in text]


def _single_spaced(characters: list[Character]) -> list[Character]:
    spaced: list[Character] = []
    for character, start, end in characters:
        if not character.isspace():
            spaced.append((character, start, end))
        elif spaced and spaced[-1][0] == " ":
            spaced[-1] = (" ", spaced[-1][1], end)
        elif spaced:
            spaced.append((" ", start, end))
    return spaced[:-1] if spaced and spaced[-1][0] == " " else spaced


def joined(texts: Iterable[NormalText]) -> NormalText:
    """Join texts in normal form, one a line."""
    text: list[str] = []
    origin: list[tuple[int, int]] = []
    for piece in texts:
        if text:
            text.append("\n")
            origin.append((origin[-1][1], origin[-1][1]))
        text.append(piece.text)
        origin.extend(piece.origin)
    return NormalText("".join(text), tuple(origin))


def places(text: str, part: str) -> list[int]:
    """Return where a part begins in a text, every time, overlaps included."""
    found: list[int] = []
    place = text.find(part)
    while part and place >= 0:
        found.append(place)
        place = text.find(part, place + 1)
    return found

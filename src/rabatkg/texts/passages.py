"""The register of a document's passages: where each begins and ends, and how it is recognised.

A passage's key is its section and the first digits of a hash of its text, so that it never renumbers. The register
carries no more of a text than the opening words of its passages; with the text at hand, the rest is found again.
"""

import hashlib
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import cast, get_args

from rabatkg.errors import DataError
from rabatkg.speech import mark
from rabatkg.texts import flat
from rabatkg.texts.normal import NormalText, normalise, places
from rabatkg.texts.profile import Kind
from rabatkg.texts.reading import Piece, Reading

OPENING_WORDS = 6
OPENING_CHARACTERS = 40
_NUMBERS = ("page", "from", "to", "raw_from", "raw_to")
_KEYS = ("key", "kind", "section", *_NUMBERS, "checksum", "opening")
_HEADER = ("document", "file", "checksum", "length")


@dataclass(frozen=True)
class Passage:
    """A passage of a document.

    ``start`` and ``end`` count characters of the normal form, ``raw_start`` and ``raw_end`` those of the raw file
    (as text); the raw range runs from the first to the last character, over whatever cuts the passage.
    """

    key: str
    kind: Kind
    section: str
    page: int | None
    start: int
    end: int
    raw_start: int
    raw_end: int
    checksum: str
    opening: str


@dataclass(frozen=True)
class Match:
    """A place where a quotation stands, in characters of the normal form."""

    passage: Passage
    start: int
    end: int


@dataclass(frozen=True)
class PassageRegister:
    """The passages of one document, in the order of its normal form."""

    document: str
    file: str
    checksum: str
    length: int
    passages: tuple[Passage, ...]

    @classmethod
    def of(cls, reading: Reading, document: str, file: str, checksum: str) -> "PassageRegister":
        """Return the register of a reading; ``checksum`` is that of the raw file."""
        return cls(document, file, checksum, len(reading.normal), tuple(_keyed(reading.normal, reading.pieces)))

    @classmethod
    def load(cls, path: Path) -> "PassageRegister":
        """Return the register that a file holds."""
        values = flat.load(path)
        header = {key: value for key, value in values.items() if isinstance(value, str)}
        rows = values.get("passages")
        if set(header) != set(_HEADER) or not header["length"].isdecimal() or not isinstance(rows, list):
            remedy = mark("Take the register out with its record, and add the document again.")
            raise DataError(
                "A register of passages has {keys} and passages.", file=path, keys=", ".join(_HEADER), remedy=remedy
            )
        passages = tuple(_loaded(row, path) for row in rows)
        return cls(header["document"], header["file"], header["checksum"], int(header["length"]), passages)

    def dump(self) -> str:
        """Return the register as it is written."""
        header: dict[str, flat.Written] = {key: getattr(self, key) for key in _HEADER}
        return flat.dump({**header, "passages": [_row(passage) for passage in self.passages]})

    def passage(self, key: str) -> Passage | None:
        """Return the passage of a key (without the document), or None."""
        return next((passage for passage in self.passages if passage.key == key), None)

    def text_of(self, passage: Passage, normal: NormalText) -> str:
        """Return the whole text of a passage; DataError where the text is not the one that was registered."""
        text = normal.text[passage.start : passage.end]
        if checksum_of(text) != passage.checksum:
            raise DataError(
                "Passage {key} of {document} is not where the register says.",
                key=passage.key,
                document=self.document,
                remedy="Compare the file with the one that was registered.",
            )
        return text

    def find_quote(self, quote: str, normal: NormalText) -> list[Match]:
        """Return every place where a quotation stands within one passage, in the order of the text."""
        words = normalise(quote)
        starts = [passage.start for passage in self.passages]
        found: list[Match] = []
        for place in places(normal.text, words):
            passage = self.passages[bisect_right(starts, place) - 1]
            found.append(Match(passage, place, place + len(words)))
        return found


def checksum_of(text: str) -> str:
    """Return the checksum of a passage: the first 16 hexadecimal digits of its sha256."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def opening_of(text: str) -> str:
    """Return the opening words of a passage."""
    opening = ""
    for word in text.split()[:OPENING_WORDS]:
        longer = f"{opening} {word}".strip()
        if len(longer) > OPENING_CHARACTERS:
            break
        opening = longer
    return opening or text[:OPENING_CHARACTERS]


def _keyed(normal: NormalText, pieces: Iterable[Piece]) -> Iterable[Passage]:
    times: dict[str, int] = {}
    start = 0
    for piece in pieces:
        end = start + len(piece.text)
        text = piece.text.text
        checksum = checksum_of(text)
        key = f"{piece.section}-{checksum[:8]}"
        times[key] = times.get(key, 0) + 1
        if times[key] > 1:
            key = f"{key}-{times[key]}"
        raw = normal.raw_range(start, end)
        yield Passage(key, piece.kind, piece.section, piece.page, start, end, *raw, checksum, opening_of(text))
        start = end + 1


def _row(passage: Passage) -> dict[str, str | int]:
    values = asdict(passage).values()
    return {key: value for key, value in zip(_KEYS, values, strict=True) if value is not None}


def _loaded(row: flat.Row | str, path: Path) -> Passage:
    if isinstance(row, str) or set(_KEYS) - {"page"} - row.keys() or row.keys() - set(_KEYS):
        raise DataError("A passage has {keys}.", file=path, keys=", ".join(_KEYS), remedy="Write the register anew.")
    for key in _NUMBERS:
        if not row.get(key, "0").isdecimal():
            raise DataError("{key} of passage {passage} is not a number.", file=path, key=key, passage=row["key"])
    if row["kind"] not in get_args(Kind):
        raise DataError("{kind} is not a kind of passage.", file=path, kind=row["kind"])
    return Passage(
        key=row["key"],
        kind=cast(Kind, row["kind"]),
        section=row["section"],
        page=int(row["page"]) if "page" in row else None,
        start=int(row["from"]),
        end=int(row["to"]),
        raw_start=int(row["raw_from"]),
        raw_end=int(row["raw_to"]),
        checksum=row["checksum"],
        opening=row["opening"],
    )

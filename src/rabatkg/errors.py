"""The errors that are raised on purpose. Whatever else comes out of the program is a fault of the program.

    RabatkgError        any of them
    ├── UsageError      what was asked cannot be asked (exit 2)
    └── DataError       the data are wrong: file, line, column (exit 1)
        └── UnknownName nothing bears this name: the name, and the names near to it (exit 1)

An error is raised with an English template, its values and a remedy, and is told in the language of its reader:

    raise DataError("{key} is not a key of {kind}.", key=key, kind=kind, file=path, line=4, remedy="Take it out.")
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import ClassVar

from rabatkg.speech import SOURCE, Message, mark

MOST_NEAR = 3
SHORTEST = 3
"""Fewer letters than these stand in too many words."""
SLIPS_ONE_IN = 4
"""One slip in so many letters is taken for a slip."""
ALIKE = 0.6
"""The share of letters, in order, that two words have in common which look alike."""
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What the name of a file may hold that steers a terminal, turns the direction of writing, or is no character."""


def visible(name: str) -> str:
    """Return the name of a file so that a terminal shows all of it: what steers it stands as a number."""
    return UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", name)


def near(word: str, known: Iterable[str]) -> list[str]:
    """Return the known words that may be meant by a word, the best first.

    That is the one of the same letters, whatever its case, accents and hyphens; else those that contain the
    word, the shortest first; else those from which it is but a few slips away (letters left out, put in, exchanged
    or swapped: the optimal string alignment distance), or, where none is, that look like it.
    """
    words = sorted(set(known))
    letters = _letters(word)
    same = [one for one in words if letters and _letters(one) == letters]
    within = sorted((one for one in words if len(word) >= SHORTEST and word in one), key=len)
    return same[:1] or within[:MOST_NEAR] or _slips(word, words)


def _slips(word: str, words: Sequence[str]) -> list[str]:
    from rapidfuzz import process  # only those who mistype need it
    from rapidfuzz.distance import OSA, Indel

    most = max(1, len(word) // SLIPS_ONE_IN)
    found = process.extract(word, words, scorer=OSA.distance, score_cutoff=most, limit=None)
    if not found:
        kind = word[: word.find("/") + 1]  # what all of a kind have in common makes none of them more alike
        tails = {one: one.removeprefix(kind) for one in words}
        tail, similar = word.removeprefix(kind), Indel.normalized_similarity
        return [one for *_, one in process.extract(tail, tails, scorer=similar, score_cutoff=ALIKE, limit=MOST_NEAR)]
    letters, shared = sorted(_letters(word)), word[: word.find("/") + 2]

    def order(hit: tuple[str, float, int]) -> tuple[float, bool, bool, int, str]:
        one, distance, _ = hit
        return (distance, sorted(_letters(one)) != letters, not one.startswith(shared), abs(len(one) - len(word)), one)

    return [one for one, _, _ in sorted(found, key=order)[:MOST_NEAR]]


def _letters(word: str) -> str:
    """Return the letters and digits of a word, without case and accents."""
    plain = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]", "", plain)


class RabatkgError(Exception):
    """The root of the family. `message` says what is wrong, `remedy` what to do about it."""

    exit_code: ClassVar[int] = 1

    def __init__(self, template: str, /, *, remedy: str | None = None, **values: object) -> None:
        """Take the template of the message and that of the remedy; both are filled with the same values."""
        super().__init__(template)
        self.message = Message(template, values)
        self.remedy = Message(remedy, values) if remedy else None

    def told_in(self, lang: str) -> str:
        """Return the message and the remedy in the language, on one line."""
        return " ".join(part.told_in(lang) for part in (self.message, self.remedy) if part)

    def __str__(self) -> str:
        """Return the error in English."""
        return self.told_in(SOURCE)


class UsageError(RabatkgError):
    """What was asked for cannot be asked: a command, an option or an argument is wrong."""

    exit_code: ClassVar[int] = 2


class DataError(RabatkgError):
    """The data are wrong, at `line` and `column` (from 1) of `file` where these are known."""

    def __init__(
        self,
        template: str,
        /,
        *,
        file: Path | str | None = None,
        line: int | None = None,
        column: int | None = None,
        remedy: str | None = None,
        **values: object,
    ) -> None:
        """Take where the fault stands besides the message; `{file}`, `{line}` and `{column}` may be used in it."""
        super().__init__(template, remedy=remedy, file=file, line=line, column=column, **values)
        self.file, self.line, self.column = file, line, column

    @property
    def place(self) -> str:
        """`file:line:column`, as far as known; an editor opens it."""
        return ":".join(visible(str(part)) for part in (self.file, self.line, self.column) if part is not None)

    def told_in(self, lang: str) -> str:
        """Return place, message and remedy in the language, on one line."""
        told = super().told_in(lang)
        return f"{self.place}: {told}" if self.file is not None else told


class UnknownName(DataError):
    """Nothing bears the `name`. `near` holds up to three known names that look like it."""

    def __init__(
        self,
        name: str,
        known: Iterable[str] = (),
        template: str = mark("Nothing here is called {name}."),
        /,
        *,
        file: Path | str | None = None,
        line: int | None = None,
        column: int | None = None,
        remedy: str | None = None,
        **values: object,
    ) -> None:
        """Take the name and the names that would do. Near names, if any, are the remedy."""
        self.name = name
        self.near = tuple(near(name, known))
        super().__init__(
            template,
            file=file,
            line=line,
            column=column,
            remedy=mark("Did you mean {near}?") if self.near else remedy,
            **{**values, "name": name, "near": ", ".join(self.near)},
        )

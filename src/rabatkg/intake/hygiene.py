"""What a file that somebody offers may not be or hide, told before anything is made of it.

A text is looked at as it stands, so that every fault has its line and column: characters that nobody sees, those that
turn the direction of writing, letters of one script that pass for those of another, accents apart from their letters.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from rabatkg.errors import DataError
from rabatkg.reading import Listing, Mapping, Mark, Scalar, Value, content, decoded
from rabatkg.records import Problem
from rabatkg.speech import mark

MOST_LINES = 20_000
LONGEST_LINE = 10_000
LONGEST_QUOTED = 200
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u2800\u3164\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
"""Controls, what has no width, what turns the direction of writing, and what no two programs show alike."""
WORD = re.compile(r"\w+")
LATIN = re.compile("[A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ]")
ALIKE = re.compile("[Ͱ-ϡϰ-ϿЀ-ԯ԰-֏Ꭰ-Ᏽἀ-῾Ⲁ-⳿ꙀꙁꚀ-ꚟ\uff21-\uff5a\U0001d400-\U0001d7ff]")
"""Letters of Greek, Cyrillic and other scripts, some of which look like Latin ones."""
_AS_LATIN = str.maketrans(
    "АВЕЅІЈКМНОРСТУХавеѕіјкмнорстухԁһҮΑΒΕΖΗΙΚΜΝΟΡΤΥΧονρ",
    "ABESIJKMHOPCTYXabesijkmhopctyxdhYABEZHIKMNOPTYXovp",
)


def bytes_of(path: Path, most: int) -> bytes:
    """Return the bytes of a file; no more of it is read than it may have.

    Args:
        path: the file.
        most: how many bytes it may have.

    Raises:
        DataError: it cannot be read, is no ordinary file, is empty, or has more.
    """
    raw = content(path, most + 1)
    if len(raw) > most:
        raise DataError("This file is larger than {most} kB.", most=most // 1000, file=path, remedy="Split it.")
    if not raw.strip():
        raise DataError("The file is empty.", file=path, remedy="Write a record, or remove the file.")
    return raw


def text_of(path: Path, most: int, longest: int = LONGEST_LINE) -> str:
    """Return the text of a file, its lines ended in one way and without the sign that some programs put before it.

    Args:
        path: the file.
        most: how many bytes it may have.
        longest: how many characters a line of it may have.

    Raises:
        DataError: it cannot be read, has more bytes or lines, a line is too long, or it is not UTF-8.
    """
    text = decoded(bytes_of(path, most), path).removeprefix("\ufeff").replace("\r\n", "\n")
    lines = text.split("\n")
    if len(lines) > MOST_LINES:
        raise DataError("This file has more than {most} lines.", most=MOST_LINES, file=path, remedy="Split it.")
    for number, line in enumerate(lines, 1):
        if len(line) > longest:
            raise DataError(
                "This line has more than {most} characters.",
                most=longest,
                file=path,
                line=number,
                remedy="Break it.",
            )
    return text


def faults_of(text: str, file: Path | None) -> Iterator[Problem]:
    """Yield what a text hides, line by line, at its line and column."""
    if text.isascii() and not UNSEEN.search(text):
        return
    for number, line in enumerate(text.split("\n"), 1):
        for column, problem in _faults(line, Mark(file, number, 1)):
            yield replace(problem, mark=Mark(file, number, column))


def _faults(text: str, place: Mark) -> Iterator[tuple[int, Problem]]:
    """Yield each fault of a text with the column where it begins."""
    for match in UNSEEN.finditer(text):
        yield match.start() + 1, _unseen(match[0], place)
    if text.isascii():
        return
    for match in WORD.finditer(text):
        if _is_mixed(match[0]):
            yield match.start() + 1, _mixed(match[0], place)
    composed = unicodedata.normalize("NFC", text)
    if composed != text:
        column = next((at for at, (one, two) in enumerate(zip(text, composed, strict=False)) if one != two), 0)
        yield column + 1, _apart(composed[column], text[column : column + 2], place)


class Cleaner:
    """Compose the texts that were read (NFC), and take out what they hide.

    Args:
        text: what they were read from, whose own faults are told already. What is left came by escapes, as in JSON.
    """

    def __init__(self, text: str = "") -> None:
        self.read_from = text
        self.problems: list[Problem] = []

    def text(self, value: str, place: Mark) -> str:
        """Return a text with nothing in it that is not seen; what was is a fault at the place."""
        if value.isascii() and not UNSEEN.search(value):
            return value
        told = (problem for _, problem in _faults(value, place))
        self.problems += [one for one in told if str(one.values["sign"]) not in self.read_from]
        return safe(unicodedata.normalize("NFC", value))

    def tree(self, value: Value) -> Value:
        """Return a tree whose keys and texts are all clean."""
        if isinstance(value, Scalar):
            if len(value.text) > LONGEST_LINE:
                told, remedy = mark("This text has more than {most} characters."), mark("Say it shorter.")
                self.problems.append(Problem("File-long-text", told, remedy, value.mark, {"most": LONGEST_LINE}))
            return Scalar(self.text(value.text, value.mark), value.mark)
        if isinstance(value, Listing):
            return Listing(tuple(self.tree(one) for one in value.items), value.mark)
        names = {name: self.text(name, place) for name, place in value.keys.items()}
        return Mapping(
            {names[name]: self.tree(one) for name, one in value.entries.items()},
            {names[name]: place for name, place in value.keys.items()},
            value.mark,
        )


def cleaned(tree: Value, text: str = "") -> tuple[Value, list[Problem]]:
    """Return a tree with its texts composed and without what they hide, and a fault for all that they hid.

    Args:
        tree: what was read.
        text: what it was read from, whose own faults have been told.
    """
    cleaner = Cleaner(text)
    return cleaner.tree(tree), cleaner.problems


def safe(text: str) -> str:
    """Return a text that can be shown: what nobody sees stands there as a sign for it."""
    return UNSEEN.sub("\ufffd", text)


def told(text: str) -> str:
    """Return a text as a message may quote it: safe, and not too long."""
    return safe(text if len(text) <= LONGEST_QUOTED else f"{text[:LONGEST_QUOTED]}…")


def tellable(problem: Problem) -> Problem:
    """Return a fault whose message quotes nothing unsafe or endless."""
    values = {name: told(value) if isinstance(value, str) else value for name, value in problem.values.items()}
    key = told(problem.key) if problem.key else problem.key
    return replace(problem, values=values, near=tuple(map(told, problem.near)), key=key)


def _is_mixed(word: str) -> bool:
    """Return whether letters of another script stand among the Latin ones of a word."""
    return not word.isascii() and bool(ALIKE.search(word) and LATIN.search(word))


def _unseen(sign: str, place: Mark) -> Problem:
    return Problem(
        "File-character",
        mark("A character that nobody sees, or that each program shows in another way, stands here: {code}."),
        mark("Take it out; what is copied from other programs brings such characters along."),
        place,
        {"code": f"U+{ord(sign):04X} {unicodedata.name(sign, '')}".strip(), "sign": sign},
    )


def _mixed(word: str, place: Mark) -> Problem:
    latin = word.translate(_AS_LATIN)
    return Problem(
        "File-mixed-letters",
        mark("The letters of '{word}' are not all of one script, though they look like it."),
        mark("Type the word again."),
        place,
        {"word": word, "sign": word},
        () if _is_mixed(latin) else (latin,),
        warning=True,
    )


def _apart(letter: str, sign: str, place: Mark) -> Problem:
    return Problem(
        "File-accents",
        mark("A letter and its accent are two characters here: {letter}."),
        mark("They are read as one; type the letter again to have it so in the file."),
        place,
        {"letter": letter, "sign": sign},
        warning=True,
    )

"""The journal of a change: what is to take which place in a folder. Where it stands, the change is decided.

While a change is made, its new contents stand beside their places as drafts. Then the journal takes its name, at
one stroke: until then nothing has changed, and from then on everything will. Whoever comes next carries out what it
says, in as many attempts as it takes, and then renames the journal, so that readers see that something happened.

A journal may come with a folder from elsewhere, so it can name nothing but places inside, none of them hidden; the
names of the drafts are not written in it, they follow from its token.
"""

import json
import os
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath

from rabatkg.errors import DataError
from rabatkg.speech import mark

JOURNAL, DONE = ".rabatkg.journal", ".rabatkg.done"
DRAFT = re.compile(r"\.rabatkg\.[0-9a-f]{16}\.(\d+|journal)\.draft")
TOKEN = re.compile("[0-9a-f]{16}")
DIGEST = re.compile("[0-9a-f]{64}")
LARGEST = 16_000_000


@dataclass(frozen=True)
class Move:
    """What is to happen at one place.

    Attributes:
        place: the file, from the folder on, with slashes.
        before: the SHA-256 of what stood there when the change was made; None where nothing did.
        after: that of what is to stand there; None where the file is to go.
    """

    place: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Journal:
    """A change that is decided: its token, by which its drafts are called, and its moves."""

    token: str
    moves: tuple[Move, ...]

    def drafts(self, folder: Path) -> Iterator[tuple[Move, Path, Path]]:
        """Yield each move with its place and its draft."""
        for number, move in enumerate(self.moves):
            place = folder / move.place
            yield move, place, draft(place, self.token, number)

    def dump(self) -> bytes:
        """Return the journal as it is written."""
        return (json.dumps(asdict(self), indent=1) + "\n").encode()


def draft(place: Path, token: str, number: int | str) -> Path:
    """Return where the draft of a file stands: in the same folder, under a hidden name that no reader looks at."""
    return place.with_name(f".rabatkg.{token}.{number}.draft")


def load(folder: Path) -> Journal | None:
    """Return the journal of a change that is decided and not carried out, or None.

    Raises:
        DataError: there is one that is none of ours, or that names a place outside of the folder.
        OSError: the disk fails.
    """
    path = folder / JOURNAL
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return None
    try:
        if len(raw) > LARGEST:
            raise ValueError(f"> {LARGEST}")
        told = json.loads(raw)
        moves = tuple(
            Move(_inside(folder, one["place"]), *map(_digest, (one["before"], one["after"]))) for one in told["moves"]
        )
        if not TOKEN.fullmatch(told["token"]):
            raise ValueError(told["token"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _broken(path, f"{type(error).__name__}: {error}") from error
    return Journal(told["token"], moves)


def inside(folder: Path, path: Path) -> str:
    """Return a file's path from the folder on; a link leads to what it names, if that stands in the folder too.

    Raises:
        DataError: the file stands elsewhere, or is hidden.
    """
    home, real = os.path.realpath(folder), os.path.realpath(path)
    try:
        return _inside(Path(home), PurePosixPath(Path(real).relative_to(home)).as_posix())
    except ValueError as error:
        remedy = mark("Name a file in {folder}.")
        raise DataError("This file is not one of the data folder.", file=path, folder=folder, remedy=remedy) from error


def digest(path: Path) -> str | None:
    """Return the SHA-256 of a file's bytes, or None where there is no file.

    Raises:
        OSError: it cannot be read.
    """
    try:
        return sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return None


def _inside(folder: Path, place: str) -> str:
    pure = PurePosixPath(place)
    hidden = any(part.startswith(".") for part in pure.parts)
    home = os.path.realpath(folder)
    above = os.path.realpath(os.path.join(home, pure.parent))
    if pure.is_absolute() or not pure.parts or hidden or os.path.commonpath([home, above]) != home:
        raise ValueError(place)
    return pure.as_posix()


def _digest(told: str | None) -> str | None:
    if told is not None and not DIGEST.fullmatch(told):
        raise ValueError(told)
    return told


def _broken(path: Path, problem: str) -> DataError:
    return DataError(
        "The journal of a change cannot be read: {problem}.",
        problem=problem,
        file=path,
        remedy=mark("Look over what changed last in this folder, then remove the journal."),
    )

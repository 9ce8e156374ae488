"""What stands for the statements of a graph, so that those of two stores can be compared, and how they are written."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256

import pyoxigraph as ox

from rabatkg.store.writing import lines

BLANK = re.compile(r"_:\w+")


@dataclass(frozen=True)
class Seal:
    """What stands for the statements of a graph.

    Attributes:
        n: how many there are.
        nameless: sha256 of their sorted lines, all blank nodes alike.
        digest: sha256 of their N-Triples.
    """

    n: int
    nameless: str
    digest: str

    @classmethod
    def of(cls, quads: Collection[ox.Quad]) -> "Seal":
        """Return the seal of statements."""
        text = text_of(quads)
        if "_:" not in text:
            return cls(len(quads), _sha256(text), _sha256(text))
        return cls(len(quads), _sha256(nameless(text)), sha256(lines(quads)).hexdigest())

    def fits(self, quads: Collection[ox.Quad]) -> bool:
        """Return whether it is the seal of these statements.

        Blank nodes, whose naming a hostile server could make endless, are only named where all else fits.
        """
        if len(quads) != self.n:
            return False
        text = text_of(quads)
        if "_:" not in text:
            return _sha256(text) == self.digest
        return _sha256(nameless(text)) == self.nameless and sha256(lines(quads)).hexdigest() == self.digest


def ntriples(quads: Collection[ox.Quad]) -> bytes:
    """Return statements as `lines` does; naming blank nodes is spared where there are none."""
    text = text_of(quads)
    return lines(quads) if "_:" in text else text.encode()


def text_of(quads: Collection[ox.Quad]) -> str:
    """Return statements as sorted lines, their blank nodes as they are called."""
    return "".join(sorted(f"{quad} .\n" for quad in quads))


def nameless(text: str) -> str:
    """Return the lines of a text with all blank nodes alike, sorted."""
    return "\n".join(sorted(BLANK.sub("_:", line) for line in text.split("\n")))


def _sha256(text: str) -> str:
    return sha256(text.encode()).hexdigest()

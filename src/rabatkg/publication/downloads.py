"""Files that are offered whole, for machines and spreadsheets, with what a reader must know before taking them."""

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

PACKED = 9
"""How hard files are packed, from 1 to 9."""


@dataclass(frozen=True)
class Download:
    """A file that is offered whole; it is made once.

    Attributes:
        path: where it stands below the site's root.
        media: its media type, unpacked.
        title: what it is, as an English template.
        holds: how many statements, or lines, it holds.
        make: gives its content, the same bytes every time.
    """

    path: str
    media: str
    title: str
    holds: Callable[[], int]
    make: Callable[[], bytes]

    @property
    def packed(self) -> bool:
        """Whether it is packed by gzip."""
        return self.path.endswith(".gz")

    @cached_property
    def content(self) -> bytes:
        """What it holds."""
        return self.make()

    @property
    def size(self) -> int:
        """How many bytes it holds."""
        return len(self.content)

    @cached_property
    def checksum(self) -> str:
        """The SHA-256 digest of its content, in hex."""
        return sha256(self.content).hexdigest()


def packed(content: bytes) -> bytes:
    """Return the content packed by gzip, without a time or a name, so that the same content gives the same bytes."""
    return gzip.compress(content, PACKED, mtime=0)

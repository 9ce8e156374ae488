"""The shelf: what each file said when it was read last, kept in the build folder under the digest of its bytes.

A file that is still the same is then not read again, wherever it stands now. What is kept counts only for the same
program, grammar and settings, and each line of it only where its own digest fits; whatever else stands there is as
if nothing did.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import blake2b, sha256
from pathlib import Path
from typing import TypeVar, cast

from rabatkg import writing
from rabatkg.graph.files import ASIDE
from rabatkg.graph.packing import Unpackable, pack, unpack
from rabatkg.layout import KEPT, SETTINGS, Files, Layout, edition
from rabatkg.reading import content

T = TypeVar("T")


@dataclass
class Shelf:
    """What was kept, and what is to be kept: a line for each file, under its name on the shelf.

    Attributes:
        path: where it stands.
        key: what it counts for.
        kept: the lines that stood there.
        used: those of the files that there are now.
        anew: the names in the layout of the files that had to be read.
        asked: how many files were asked for.
    """

    path: Path
    key: str
    files: Files
    kept: dict[str, bytes] = field(default_factory=dict)
    used: dict[str, bytes] = field(default_factory=dict)
    anew: list[str] = field(default_factory=list)
    asked: int = 0

    @classmethod
    def open(cls, layout: Layout, files: Files, empty: bool = False) -> "Shelf":
        """Return the shelf of a build folder for the files as they stand.

        Args:
            empty: take nothing from it.
        """
        rules = [files.seen[name][2] for name in ("ontology/context.jsonld", f"data/{SETTINGS}")]
        shelf = cls(layout.build / KEPT, sha256("\0".join([edition(), *rules]).encode()).hexdigest(), files)
        try:
            head, *lines = [b""] if empty else shelf.path.read_bytes().split(b"\n")
        except OSError:
            return shelf
        if head == shelf.key.encode():
            for line in lines:
                name, _, rest = line.partition(b" ")
                told, _, said = rest.partition(b" ")
                if told == _checksum(name, said):
                    shelf.kept[name.decode("ascii", "replace")] = said
        return shelf

    def said(self, name: str, path: Path, read: Callable[[Path], T], fine: Callable[[T], bool] | None = None) -> T:
        """Return what a file says: as it was kept, or else as it is read now.

        Args:
            name: its name in the layout.
            path: where it stands.
            read: reads it.
            fine: tells whether what was read may be kept; a file at fault is read each time.
        """
        self.asked += 1
        digest = self.files.seen[name][2] if name in self.files.seen else ""
        place = digest + next((ending for ending in ASIDE if path.name.endswith(ending)), path.suffix)
        line = self.used.get(place) or self.kept.get(place)
        if line is not None:
            try:
                found = cast(T, unpack(line.decode("utf-8"), path))
            except (Unpackable, UnicodeDecodeError):
                line = None
            else:
                self.used[place] = line
                return found
        self.anew.append(name)
        found = read(path)
        if (fine is None or fine(found)) and sha256(content(path)).hexdigest() == digest:
            self.used[place] = pack(found, path).encode()
        return found

    def keep(self) -> None:
        """Put what was read on the shelf, and take off what no file says any more.

        Raises:
            DataError: the build folder cannot be written to.
        """
        if self.used.keys() != self.kept.keys() or self.anew:
            named = ((name.encode(), said) for name, said in self.used.items())
            lines = (b"%s %s %s" % (name, _checksum(name, said), said) for name, said in named)
            writing.replace(self.path, b"\n".join([self.key.encode(), *lines]))


def _checksum(name: bytes, said: bytes) -> bytes:
    return blake2b(name + b"\0" + said, digest_size=16).hexdigest().encode()

"""A change of the data folder: several files at once, all or none of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from rabatkg import reading, writing


class Change:
    """What is to be written and removed; nothing happens before the end of the block that makes it."""

    def __init__(self, folder: Path) -> None:
        """Take the data folder; use `change` instead."""
        self.folder = folder
        self.contents: dict[Path, bytes | None] = {}
        self.seen: dict[Path, str | None] = {}

    def read(self, path: Path) -> bytes | None:
        """Return what stands at a place, or will stand there after what was said so far; None where nothing does.

        If somebody else changes the file before the end of the block, nothing is written.

        Raises:
            DataError: it cannot be read.
        """
        if path in self.contents:
            return self.contents[path]
        found = reading.content(path) if path.exists() else None
        self.seen.setdefault(path, None if found is None else sha256(found).hexdigest())
        return found

    def write(self, path: Path, content: bytes) -> None:
        """Let a file hold this at the end, whether it is there or not; missing folders are made."""
        self.contents[path] = content

    def remove(self, path: Path) -> None:
        """Let a file be gone at the end."""
        self.contents[path] = None


@contextmanager
def change(folder: Path, waiting: writing.Waiting | None = None) -> Iterator[Change]:
    """Hold the data folder against other writers, and at the end of the block write all that was asked for, or nothing.

    What an earlier writer left is brought to rest first. An exception inside the block writes nothing. What the block
    decides on must be read inside it (`graph.assemble`, `Change.read`): another writer may have been before it.

    A kill at any moment leaves the folder as before, or the next command that reads or writes there finishes the
    change.

        with change(layout.data) as made:
            made.write(layout.data / "meetings" / "2031-11-lagoon-city.yaml", text.encode())
            made.remove(layout.data / "meetings" / "draft.yaml")

    Args:
        folder: the data folder.
        waiting: is told who holds the folder, where that takes long.

    Raises:
        DataError: another process holds the folder, or it cannot be written; or an error of the block itself.
    """
    with writing.locked(folder, waiting):
        writing.settle(folder)
        made = Change(folder)
        yield made
        writing.together(folder, made.contents, made.seen)

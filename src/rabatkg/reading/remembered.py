"""What small texts said when they were read last, for commands that need not load what reads them.

Each value is kept with the very text that said it, and counts for that text alone: it cannot be out of date. They stand
one a line, after their name, so that whoever asks for one reads no other.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

Said = Mapping[str, tuple[str, Any]]
"""By name a text, and the plain value that it says: what JSON has a form for."""


class Remembered:
    """What a file has kept; nothing where there is no such file.

    Args:
        file: as `noted` writes it.
    """

    def __init__(self, file: Path) -> None:
        try:
            self._lines = b"\n" + file.read_bytes()
        except OSError:
            self._lines = b""

    def of(self, name: str, text: str) -> Any:
        """Return what the text of this name says; None where that is not known of this very text."""
        start = f"\n{name}\t".encode()
        at = self._lines.find(start)
        if at < 0:
            return None
        try:
            then, said = json.loads(self._lines[at + len(start) : self._lines.find(b"\n", at + 1)])
        except (ValueError, TypeError):  # it is none of ours
            return None
        return said if then == text else None


def noted(said: Said) -> bytes:
    """Return values with their texts as a file keeps them; names hold neither tabs nor ends of lines."""
    return "".join(f"{name}\t{json.dumps(one, ensure_ascii=False)}\n" for name, one in said.items()).encode()

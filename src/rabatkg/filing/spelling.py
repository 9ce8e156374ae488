"""The words of a person's name, and how they are recognised in a text."""

import re
from collections.abc import Collection

from rabatkg.evidence import folded

SHORTEST = 3
"""Words of fewer letters stand in many names."""
GAP = "…"


class PersonName:
    """The words of a name, and how they are recognised in a text."""

    def __init__(self, full: Collection[str], common: Collection[str]) -> None:
        """Take all forms of the name, and the words that stand in other names too."""
        self.full = frozenset(folded(form) for form in full if folded(form))
        words = {word for form in self.full for word in form.split() if len(word) >= SHORTEST}
        self.words, self.own = frozenset(words), frozenset(words) - frozenset(common)

    def stands_in(self, text: str) -> bool:
        """Return whether the name stands in a text: a form of it, a word that is its alone, or two of its words."""
        line = folded(text.replace("_", " "))
        words = set(line.split())
        return (
            any(f" {form} " in f" {line} " for form in self.full)
            or bool(words & self.own)
            or len(words & self.words) > 1
        )

    def without(self, text: str) -> str:
        """Return a text with a gap in the place of each word of the name."""
        return re.sub(r"\w+", lambda match: GAP if folded(match[0]) in self.words else match[0], text)

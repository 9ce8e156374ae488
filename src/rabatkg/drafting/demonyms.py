"""Adjectives of countries, as in `Swedish` or `gambienne`: from the names of languages, and from those of the states.

`Togolais` is the name of a state with an ending that the language forms adjectives with. Where two states could form
one and the same adjective it says nothing.
"""

import re
from functools import cached_property

from rabatkg.drafting import cldr
from rabatkg.drafting.lexicon import Lexicon
from rabatkg.drafting.words import fold, words

ROOT = 4
"""Fewer letters of a name are no root to form an adjective from."""
DROPPED = 2
"""At most so many letters of a name give way to the ending: Portug(al) → portugais."""
INFLECTION = re.compile(r"(?:nne|ne|e)?s?$")


class Demonyms:
    """The adjectives of the states that a lexicon knows, in the language of its text."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.endings = tuple(sorted(lexicon.phrases.adjectives, key=len, reverse=True))

    def state(self, text: str) -> str | None:
        """Return the state whose adjective stands first in a text, or None."""
        for word in words(text):
            if len(word.text) >= ROOT and (found := self._of(word.folded)):
                return found
        return None

    @cached_property
    def _roots(self) -> list[tuple[str, str]]:
        names = [
            (fold(name), one.id)
            for one in self.lexicon.of_kind("state")
            for name in one.names.get(self.lexicon.language, ())
        ]
        return [(name, state) for name, state in names if len(name) > ROOT - 1 and name.isalpha()]

    @cached_property
    def _languages(self) -> dict[str, str]:
        told = cldr.adjectives(self.lexicon.language)
        return {name: self.lexicon.states[code] for name, code in told.items() if code in self.lexicon.states}

    def _of(self, word: str) -> str | None:
        for form in dict.fromkeys((word, word.removesuffix("s"), word.removesuffix("e"), word.removesuffix("es"))):
            if form in self._languages:
                return self._languages[form]
        bare = {word, INFLECTION.sub("", word), word.removesuffix("s"), INFLECTION.sub("", word) + "n"}
        found: dict[int, set[str]] = {}
        for name, state in self._roots:
            for dropped in range(DROPPED + 1):
                root = name[: len(name) - dropped]
                bald = dropped == 1 and name.endswith("e") and root in bare
                if bald or (len(root) >= ROOT and any(form == root + end for form in bare for end in self.endings)):
                    found.setdefault(dropped * 10 - len(root), set()).add(state)
                    break
        best = found[min(found)] if found else set()
        return next(iter(best)) if len(best) == 1 else None

"""What a reference may mean that is not written as references are: a name in words, a key without its kind."""

import re
from collections import defaultdict
from functools import cached_property

from rabatkg.graph import Corpus, kind_of
from rabatkg.names import KEY, near, slug

_BEHIND = re.compile(r"\s*[(\[,;–].*$", re.DOTALL)


class Meaning:
    """The things that a corpus has a name for; they are looked up when something is first asked."""

    def __init__(self, corpus: Corpus) -> None:
        """Take the corpus."""
        self.corpus = corpus

    def of(self, written: str) -> tuple[str, ...]:
        """Return the references that may be meant by what was written, the best first.

        Args:
            written: anything that is not of the form kind/key: `Morocco`, `mar`, `state/MAR`, `state/mar (Morocco)`.
        """
        words = _BEHIND.sub("", written)
        kind, slash, key = words.partition("/")
        name = f"{slug(kind)}/{'/'.join(map(slug, key.split('/')))}" if slash else ""
        if KEY.fullmatch(name):
            if self.corpus.knows(self.corpus.names.thing(name)):
                return (name,)
            if meant := near(name, self.corpus.of_kind(kind_of(name))):
                return tuple(meant)
        asked = slug(key if slash else words)
        return tuple(dict.fromkeys(one for word in near(asked, self._called) for one in self._called[word]))[:3]

    @cached_property
    def _called(self) -> dict[str, list[str]]:
        """The things of a corpus, by their names and by their keys without the kind."""
        found: dict[str, set[str]] = defaultdict(set)
        for words, name in self.corpus.called():
            found[words].add(name)
            found[name.rpartition("/")[2]].add(name)
        return {word: sorted(things) for word, things in found.items()}

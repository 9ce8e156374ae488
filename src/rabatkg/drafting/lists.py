"""Lists of names: those that begin where a phrase ends (`co-chaired by …`), those that end where a verb begins."""

import re
from collections.abc import Sequence

from rabatkg.drafting.context import Context
from rabatkg.drafting.gazetteer import Hit
from rabatkg.drafting.lexicon import ACTORS
from rabatkg.drafting.source import Part
from rabatkg.drafting.words import words

ASIDE = re.compile(r"\s*\([^()]{0,80}\)")
LEAD = 60
"""No more characters stand between two names of a list, or between a phrase and the first name."""


def after(context: Context, part: Part, start: int, end: int, kinds: Sequence[str] = ACTORS) -> list[Hit]:
    """Return the names of the list that begins at a place of the text and goes no further than another."""
    found: list[Hit] = []
    place = start
    for hit in context.names(part, *kinds, start=start, end=end):
        if not _linked(context, part.text[place : hit.start], bool(found)):
            break
        found.append(hit)
        aside = ASIDE.match(part.text, hit.end)
        place = aside.end() if aside else hit.end
    return found


def before(context: Context, part: Part, start: int, end: int, kinds: Sequence[str] = ACTORS) -> list[Hit]:
    """Return the names of the list that is the subject of a verb: it begins after a place and ends at the verb."""
    hits = context.names(part, *kinds, start=start, end=end)
    for index in range(len(hits) - 1, -1, -1):
        if not context.phrases.aside.fullmatch(part.text[hits[index].end : end]):
            continue
        found = [hits[index]]
        for earlier in reversed(hits[:index]):
            gap = ASIDE.sub("", part.text[earlier.end : found[0].start])
            if not _linked(context, gap, True):
                break
            found.insert(0, earlier)
        return found
    return []


def _linked(context: Context, gap: str, further: bool) -> bool:
    """Tell whether only articles and the like stand in a gap; between two names of a list, also what separates them."""
    if len(gap) > LEAD or any(sign in gap for sign in ".;" if not further) or ". " in gap:
        return False
    if further:
        if not context.phrases.separator.search(gap):
            return False
        gap = context.phrases.separator.sub(" ", gap)
    return all(word.folded in context.phrases.linking for word in words(gap))

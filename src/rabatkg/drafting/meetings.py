"""Which meetings a report tells of, and which of its passages tell of which.

A report is of one meeting: the first whose kind it names in a heading, else in its running text or in its running
heads. A further heading that begins with a kind of meeting opens the account of another one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from rabatkg.drafting.context import At, Context
from rabatkg.drafting.gazetteer import Hit
from rabatkg.drafting.source import Part

OPENING = 30
"""The kind of the meeting that a report is of is named in so many passages from its beginning, or in none."""
NUMBER = re.compile(r"\s*(?:[•▪◦‣●–-]|\(?(?:\d{1,2}(?:\.\d+)*|[IVX]{1,4}|[A-Za-z])[.)])?\s*")
ARTICLE = 12
"""So many characters may stand before the kind of a meeting in the heading over its account: an article, an ordinal."""
LONGEST_TOPIC = 160


@dataclass(frozen=True)
class Meeting:
    """A meeting that is told of.

    Attributes:
        kind: as in `meeting-kind/thematic-meeting`; None where no word says it.
        named: where the kind is named.
        topic: what the meeting is on, as the same words say.
        parts: the passages that tell of it, its heading first.
        above: the headings over it, innermost last; of the meeting that the report is of, none.
        main: whether it is the one that the report is of.
        foreword: what the section that several meetings stand in says before the first of them.
        planned: whether the report only announces it.
    """

    kind: str | None
    named: At | None
    topic: At | None
    parts: tuple[Part, ...]
    above: tuple[Part, ...] = ()
    main: bool = False
    foreword: tuple[Part, ...] = field(default=())
    planned: bool = False

    @property
    def heading(self) -> Part | None:
        """The heading that names it, where a heading does."""
        return self.named.part if self.named and self.named.part.level else None


def meetings(context: Context) -> list[Meeting]:
    """Return the meetings that a report tells of, the one that it is of first."""
    parts = context.source.parts
    first = _first(context)
    others = list(_others(context, first))
    apart = {id(part) for one in others for part in one.parts}
    alone = {id(part) for one in others for part in one.above if _only_over(part, one, parts, apart)}
    kept = tuple(part for part in parts if id(part) not in apart | alone)
    at, hit = first or (None, None)
    main = Meeting(hit.thing if hit else None, at, _topic(context, at) if at else None, kept, main=True)
    return [replace(one, planned=_announced(context, one)) for one in (main, *others)]


def _announced(context: Context, meeting: Meeting) -> bool:
    """Tell whether the first sentence that says when a meeting is held says that it is yet to be held."""
    phrases = context.phrases
    for said in context.sentences(meeting.parts)[:OPENING] if meeting.main else ():
        planned, held = phrases.planned.search(said.text), phrases.held.search(said.text)
        if planned and phrases.meeting.search(said.text) and not phrases.other.search(said.text[: planned.start()]):
            between = said.text[held.end() : planned.start()] if held and held.end() < planned.start() else ""
            return not (held and phrases.relative.search(between))
        if held and not phrases.other.search(said.text):
            return False
    return False


def singular(context: Context, part: Part, hit: Hit) -> bool:
    """Tell whether a kind of meeting is named of one meeting, not of several as in `the thematic meetings`."""
    return not context.phrases.several.search(hit.text)


def _first(context: Context) -> tuple[At, Hit] | None:
    kinds = context.lexicon.meeting_kinds
    opening = [part for part in context.source.parts if part.kind != "furniture"][:OPENING]
    running = [part for part in context.source.parts if part.kind == "furniture"]
    spoken = [part for part in opening if not part.level and part.kind == "content"]
    short = [part for part in spoken[:6] if len(part.sentences) <= 1 and len(part.text) <= LONGEST_TOPIC]
    for group in ([part for part in opening if part.level], short, spoken, running):
        for part in group:
            for hit in kinds.find(part.text):
                sentence = part.sentence_at(hit.start)
                before = part.text[sentence.start : hit.start]
                if not part.level and (
                    context.phrases.other.search(before) or _elsewhere(context, sentence.text, before)
                ):
                    continue
                if context.phrases.ahead.search(before):
                    continue
                if singular(context, part, hit) or part.level:
                    return At(part, hit.start, hit.end), hit
    return None


def _elsewhere(context: Context, sentence: str, before: str) -> bool:
    """Tell whether the kind of meeting that follows some words is part of what names another meeting."""
    match = context.phrases.other.search(sentence)
    return match is not None and match.start() <= len(before) < match.end()


def _others(context: Context, first: tuple[At, Hit] | None) -> Iterator[Meeting]:
    parts = context.source.parts
    after = parts.index(first[0].part) + 1 if first else 0
    topic = _topic(context, first[0]) if first else None
    place = after
    while place < len(parts):
        part = parts[place]
        hit = _opens(context, part) if part.level else None
        if hit is None or (first and _same(context, part, hit, first[1], topic)):
            place += 1
            continue
        end = next((n for n in range(place + 1, len(parts)) if 0 < parts[n].level <= part.level), len(parts))
        at = At(part, hit.start, hit.end)
        above, foreword = _above(parts, place), _foreword(context, parts, place)
        yield Meeting(hit.thing, at, _topic(context, at), parts[place:end], above, foreword=foreword)
        place = end


def _opens(context: Context, part: Part) -> Hit | None:
    """Return the kind of meeting that a heading opens the account of."""
    phrases = context.phrases
    start = match.end() if (match := NUMBER.match(part.text)) else 0
    hits = context.lexicon.meeting_kinds.find(part.text)
    if not hits or hits[0].start > start + ARTICLE or not singular(context, part, hits[0]):
        return None
    before, after = part.text[: hits[0].start], part.text[hits[0].end :]
    if phrases.not_meeting.search(before) or phrases.part.search(before):
        return None
    tells = phrases.about.match(after) or context.dates(part) or context.names(part, "place")
    return hits[0] if tells and not phrases.part.match(after.strip()) else None


def _same(context: Context, part: Part, hit: Hit, kind: Hit, topic: At | None) -> bool:
    """Tell whether a heading only says again which meeting the report is of."""
    if hit.thing != kind.thing:
        return False
    own = _topic(context, At(part, hit.start, hit.end))
    return own is None or topic is None or own.text.casefold() == topic.text.casefold()


def _topic(context: Context, at: At) -> At | None:
    """Return what a meeting is on: the words after its kind, up to a place, a date, a verb or the end."""
    text, phrases = at.part.text, context.phrases
    about = phrases.about.match(text, at.end)
    if about is None or about.end() == len(text):
        return None
    stop = at.part.sentence_at(at.start).end
    ends = [match.start() for match in phrases.topic_ends.finditer(text, about.end(), stop)]
    ends += [one.start for one in context.dates(at.part, about.end())]
    for hit in context.names(at.part, "place", start=about.end()):
        before = phrases.at.search(text[: hit.start])
        ends.append(before.start() if before else hit.start)
    end = min([stop, about.end() + LONGEST_TOPIC, *(one for one in ends if one > about.end())])
    words = text[about.end() : end].rstrip(" ,;:–—|(")
    words = words if words.count('"') % 2 == 0 else words.rstrip('"')
    return At(at.part, about.end(), about.end() + len(words)) if words else None


def _above(parts: tuple[Part, ...], place: int) -> tuple[Part, ...]:
    found: list[Part] = []
    level = parts[place].level
    for part in reversed(parts[:place]):
        if 0 < part.level < level:
            found.insert(0, part)
            level = part.level
    return tuple(found)


def _foreword(context: Context, parts: tuple[Part, ...], place: int) -> tuple[Part, ...]:
    """Return the running text of the sections that the heading stands in, before any heading of its own level."""
    found: list[Part] = []
    for over in _above(parts, place):
        start = parts.index(over) + 1
        end = next((n for n in range(start, place) if _opens(context, parts[n]) and parts[n].level), place)
        found += [part for part in parts[start:end] if part.kind == "content" and part not in found]
    return tuple(found)


def _only_over(part: Part, meeting: Meeting, parts: tuple[Part, ...], apart: set[int]) -> bool:
    """Tell whether nothing but accounts of other meetings stands under a heading."""
    start = parts.index(part) + 1
    end = next((n for n in range(start, len(parts)) if 0 < parts[n].level <= part.level), len(parts))
    return all(id(one) in apart or one.kind in ("furniture", "link") for one in parts[start:end])

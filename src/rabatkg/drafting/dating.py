"""Dates that may be those of a meeting: in its title, in sentences that tell of it, in running heads."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from rabatkg.dates import days
from rabatkg.drafting.context import At, Context, Said
from rabatkg.drafting.dates import Dated
from rabatkg.drafting.meetings import Meeting, singular
from rabatkg.drafting.scope import main_clauses, of_the_meeting, opening, title_page
from rabatkg.drafting.words import words
from rabatkg.speech import Message, mark

EDGE = 70
"""What says that a date is that of the first or the last day stands so near before it."""
LONGEST = 6
"""Two days of one sentence that lie further apart are not the first and the last of one meeting."""
NEXT = 3
"""A verb that begins so few characters after a date has the date before it: `on 12 May, opened …`."""
FIRST = 3
"""A date that no verb goes with may be the meeting's in so many passages, where no other date is."""


@dataclass(frozen=True)
class Found:
    """A date that may be the meeting's, where it was read, by which rule and how sure that is."""

    dated: Dated
    at: At
    rule: str
    confidence: float
    because: Message | None = None
    certain: bool = False
    """Whether it stands with the name of the meeting, or is a range: the day of the paper is neither."""
    edge: Literal["", "start", "end"] = ""
    """Whether it is only the first or only the last day."""


def candidates(context: Context, meeting: Meeting) -> Iterator[Found]:
    """Yield the dates that may be a meeting's."""
    yield from _in_lines(context, meeting)
    yield from _in_sentences(context, meeting)
    yield from _in_foreword(context, meeting)
    yield from _in_running_heads(context, meeting)


def in_opening(context: Context, meeting: Meeting) -> Iterator[Found]:
    """Yield the dates of the first passages that no word shows to be those of something else."""
    phrases = context.phrases
    for said in context.sentences(opening(meeting)[:FIRST]):
        away = phrases.other.search(said.text) or phrases.printed.search(said.text) or phrases.part.search(said.text)
        if away or (phrases.planned.search(said.text) and not meeting.planned):
            continue
        named = phrases.meeting.search(said.text) or context.lexicon.meeting_kinds.find(said.text)
        for dated in context.dates(said.part, said.sentence.start, said.sentence.end):
            if dated.precise and (named or dated.first != dated.last):
                yield Found(dated, At(said.part, dated.start, dated.end), "date-in-opening", 0.68)


def _in_lines(context: Context, meeting: Meeting) -> Iterator[Found]:
    phrases = context.phrases
    for part in title_page(meeting):
        if (
            phrases.printed.search(part.text)
            or phrases.another.search(part.text)
            or (phrases.planned.search(part.text) and not meeting.planned)
        ):
            continue
        for dated in context.dates(part):
            rest = part.text[: dated.start] + part.text[dated.end :]
            named = meeting.named is not None and meeting.named.part is part
            place = context.names(part, "place", "state") or re.search(
                r"^[^\W\d_]{3,}[^.]*, *$", part.text[: dated.start]
            )
            alone = len(re.findall(r"[^\W\d_]{3,}", rest)) <= 1
            called = phrases.meeting.search(part.text) or context.lexicon.meeting_kinds.find(part.text)
            certain = named or dated.first != dated.last
            sure = 0.95 if named or place or alone or called else 0.85
            yield Found(dated, At(part, dated.start, dated.end), "date-in-title", sure, certain=certain)


def _in_sentences(context: Context, meeting: Meeting) -> Iterator[Found]:
    phrases = context.phrases
    for said in main_clauses(context, opening(meeting)):
        planned = phrases.planned.search(said.text)
        yield from _by_length(context, meeting, said)
        held = (planned if meeting.planned else None) or phrases.held.search(said.text)
        if held is None and (phrases.meeting.search(said.text) or phrases.discussions.search(said.text)):
            held = phrases.begins.search(said.text) or phrases.ends.search(said.text)
        if not held or not of_the_meeting(context, meeting, said) or (planned and not meeting.planned):
            continue
        if phrases.part.search(said.text[: held.start()]):
            continue
        said_in = context.dates(said.part, said.sentence.start, said.sentence.end)
        if (span := _two_days(said_in)) is not None:
            yield Found(span, At(said.part, span.start, span.end), "date-in-sentence", 0.88)
            continue
        for dated in said_in:
            edge = _edge(context, said, dated)
            sure = 0.92
            if _in_dateline(said, dated):
                edge = edge or _told_on(context, said, dated)
                sure = 0.8
            yield Found(dated, At(said.part, dated.start, dated.end), "date-in-sentence", sure, edge=edge)
            if not edge:
                break


def _by_length(context: Context, meeting: Meeting, said: Said) -> Iterator[Found]:
    """Yield the range of days that a sentence tells of with their number: `for three days, from 25 to 27 March`."""
    phrases = context.phrases
    if not of_the_meeting(context, meeting, said) or (phrases.planned.search(said.text) and not meeting.planned):
        return
    for match in phrases.lasts.finditer(said.text):
        for dated in context.dates(said.part, said.sentence.start, said.sentence.end):
            first, last = days(dated.first), days(dated.last)
            if first and last and dated.precise and (last[0] - first[0]).days + 1 == phrases.counted(match[1]):
                yield Found(dated, At(said.part, dated.start, dated.end), "date-with-length", 0.9)


def _in_dateline(said: Said, dated: Dated) -> bool:
    """Tell whether a date stands in a dateline, as in `Exampleville, 4 March 2031 – The meeting closed today`."""
    ahead = said.part.text[: dated.start]
    return (
        len(words(ahead)) <= FIRST
        and "," in ahead
        and bool(re.match(r"\)?\s?[–—-]\s", said.part.text[dated.end : dated.end + 4]))
    )


def _told_on(context: Context, said: Said, dated: Dated) -> Literal["", "start", "end"]:
    """Tell whether a sentence with a dateline tells that the meeting began, or ended, on that day."""
    after = said.part.text[dated.end : said.sentence.end]
    if context.phrases.ends.search(after):
        return "end"
    return "start" if context.phrases.begins.search(after) else ""


def _two_days(said_in: list[Dated]) -> Dated | None:
    """Return the range from one day to another that a sentence names apart, as in `opened on 4 and closed on 6 May`."""
    if len(said_in) != 2 or any(one.first != one.last or not one.precise for one in said_in):
        return None
    first, last = said_in
    first = first if first.whole or not last.whole else first.within(last.first[:4])
    if not (first.whole and last.whole):
        return None
    between = (date.fromisoformat(last.first) - date.fromisoformat(first.first)).days
    return Dated(first.first, last.first, first.start, last.end) if 0 < between < LONGEST else None


def _edge(context: Context, said: Said, dated: Dated) -> Literal["", "start", "end"]:
    """Tell whether a single day is said to be the one on which a meeting began, or ended."""
    if dated.first != dated.last or not dated.precise:
        return ""
    before = said.part.text[max(said.sentence.start, dated.start - EDGE) : dated.start]
    after = said.part.text[dated.end : min(said.sentence.end, dated.end + EDGE)]
    if (match := context.phrases.lasts.search(after)) and context.phrases.ends.search(after[: match.end()]):
        return "end"
    alone = len(words(said.part.text[said.sentence.start : dated.start])) <= FIRST
    for match in context.phrases.begins.finditer(after):
        if match.start() <= NEXT or (alone and not context.phrases.part.search(after[: match.start()])):
            return "start"
    begins = [match.end() for match in context.phrases.begins.finditer(before)]
    ends = [match.end() for match in context.phrases.ends.finditer(before)]
    if not begins and not ends:
        return ""
    return "start" if max(begins, default=-1) > max(ends, default=-1) else "end"


def _in_foreword(context: Context, meeting: Meeting) -> Iterator[Found]:
    """Yield the date that is said of several meetings at once, before the account of each."""
    reason = Message(mark("It is said of all the meetings that this section tells of, before the first of them."))
    for said in context.sentences(meeting.foreword):
        hits = [hit for hit in context.lexicon.meeting_kinds.find(said.text) if not singular(context, said.part, hit)]
        if not hits or context.phrases.planned.search(said.text):
            continue
        for match in context.phrases.in_year.finditer(said.text, hits[0].end):
            place = said.sentence.start
            dated = Dated(match[1], match[1], place + match.start(), place + match.end())
            same = hits[0].thing == meeting.kind
            yield Found(
                dated,
                said.span(hits[0].start, match.end()),
                "year-in-foreword",
                0.8 if same else 0.7,
                None if same else reason,
            )


def _in_running_heads(context: Context, meeting: Meeting) -> Iterator[Found]:
    reason = Message(
        mark("A running head or foot is the only date; it may be that of the document rather than of the meeting.")
    )
    for part in meeting.parts:
        kinds = context.lexicon.meeting_kinds.find(part.text) if meeting.main and part.kind == "furniture" else []
        for dated in context.dates(part) if kinds else ():
            at = At(part, min(kinds[0].start, dated.start), max(kinds[0].end, dated.end))
            yield Found(dated, at, "date-in-running-head", 0.7, reason)

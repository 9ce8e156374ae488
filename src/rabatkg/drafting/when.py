"""When a meeting took place: what its heading says, what a sentence says that tells of it, else the running heads.

A date beside the words for another meeting, or beside those for the paper itself, is not the meeting's.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from rabatkg.dates import days
from rabatkg.drafting.context import At, Context
from rabatkg.drafting.dates import Dated
from rabatkg.drafting.dating import Found, candidates, in_opening
from rabatkg.drafting.meetings import Meeting
from rabatkg.drafting.proposals import Basis, Proposal, Question
from rabatkg.drafting.scope import opening, title_page
from rabatkg.speech import Message, mark

FAR = 45
"""A sentence that names a day so many days from that of the title speaks of another event."""
_SAME_YEAR = Message(mark("The year is that of the other day."))
YEAR = re.compile(r"\b(?:19|20)\d{2}\b")


def when(context: Context, meeting: Meeting) -> tuple[list[Proposal], list[Question]]:
    """Return the proposals for the date of a meeting, or the question that is left."""
    found = [one for one in candidates(context, meeting) if one.dated.whole]
    found = found or _with_year(context, meeting)
    found = found or [one for one in in_opening(context, meeting) if one.dated.whole][:1]
    found = found or list(_year_alone(context, meeting))
    if not found:
        return [], [Question(_asked(context, meeting), "when")]
    whole = [one for one in found if not one.edge]
    if not whole:
        return _by_edges(context, meeting, found)
    best = _agreed(whole)
    if best is not None and not best.dated.precise:
        days_of = [one for one in candidates(context, meeting) if not one.dated.whole and one.dated.precise]
        fuller = [replace(one, dated=one.dated.within(best.dated.first[:4])) for one in days_of]
        best = next((one for one in fuller if best.dated.covers(one.dated)), best)
    if best is None:
        chosen = [one for found_one in _distinct(whole) for one in proposals(found_one)]
        return [], [Question(Message(mark("Which of these dates is the meeting's?")), "when", tuple(chosen))]
    return proposals(best), []


def _asked(context: Context, meeting: Meeting) -> Message:
    """Return the question when the meeting was: with the days, where the report says them without a year."""
    without = next((one for one in candidates(context, meeting) if not one.dated.whole), None)
    if without is None:
        return Message(mark("When did the meeting take place? The report does not say it plainly."))
    return Message(
        mark("In which year did the meeting take place? The report says only: {days}."),
        {"days": without.at.text.rstrip(".")},
    )


def proposals(found: Found) -> list[Proposal]:
    """Return a date as the keys of a record say it: `when`, or `start` and `end`."""
    dated = found.dated
    keys = [("when", dated.first)] if dated.first == dated.last else [("start", dated.first), ("end", dated.last)]
    return [_proposal(key, value, found) for key, value in keys]


def _proposal(key: str, value: str, found: Found) -> Proposal:
    basis: Basis = "interpreted" if found.because else "stated"
    return Proposal(key, value, found.confidence, found.rule, (found.at.proof,), basis, found.because)


def _by_edges(context: Context, meeting: Meeting, found: list[Found]) -> tuple[list[Proposal], list[Question]]:
    """Return the dates of a meeting of which only the first or the last day is said; its length says the other."""
    first = next((one for one in found if one.edge == "start"), None)
    last = next((one for one in found if one.edge == "end"), None)
    known = first or last
    if known and not (first and last):
        inferred = _other_day(context, meeting, known)
        first, last = first or inferred, last or inferred
    if first and last:
        return [_proposal("start", first.dated.first, first), _proposal("end", last.dated.last, last)], []
    assert known is not None
    length = next((match for part in opening(meeting) for match in context.phrases.lasts.finditer(part.text)), None)
    reason = Message(mark("It follows from the other day and from how many days the meeting lasted."))
    if length is not None:
        more = timedelta(days=context.phrases.counted(length[1]) - 1)
        day = date.fromisoformat(known.dated.first)
        derived = replace(known, rule="date-by-length", confidence=0.8, because=reason)
        if first:
            return [_proposal("start", known.dated.first, known), _proposal("end", str(day + more), derived)], []
        return [_proposal("start", str(day - more), derived), _proposal("end", known.dated.last, known)], []
    key, other = ("start", "end") if first else ("end", "start")
    asked = Question(Message(mark("Which was the other day? The report says only one.")), other)
    return [_proposal(key, known.dated.first, known)], [asked]


def _other_day(context: Context, meeting: Meeting, known: Found) -> Found | None:
    """Return the first day where only the last has its year, or the last where only the first has it."""
    for one in candidates(context, meeting):
        if one.dated.whole or not one.edge or one.edge == known.edge:
            continue
        dated = one.dated.within(known.dated.first[:4])
        begins, ends = (dated, known.dated) if one.edge == "start" else (known.dated, dated)
        if days(begins.first) and days(ends.first) and begins.first < ends.first:
            return replace(one, dated=dated, rule="date-without-year", confidence=0.85, because=_SAME_YEAR)
    return None


def _with_year(context: Context, meeting: Meeting) -> list[Found]:
    """Return a date that lacks its year with the one that the same days have elsewhere, else with the only one said."""
    found = [one for one in candidates(context, meeting) if not one.dated.whole]
    spoken = [one for part in opening(meeting) for one in context.dates(part) if one.whole]
    for one in found:
        for each in spoken:
            if each.first[4:] == one.dated.first and each.last[4:] == one.dated.last:
                reason = Message(mark("The report gives the year beside the same days."))
                return [Found(each, one.at, "date-without-year", 0.85, reason)]
    for parts in (title_page(meeting), [part for part in meeting.parts if part.kind == "furniture"], opening(meeting)):
        years = {year for part in parts for year in context.phrases.years(part.text)}
        if len(years) != 1:
            continue
        (year,) = years
        if found:
            reason = Message(mark("The year is the only one that is said there."))
            return [
                replace(one, dated=one.dated.within(year), rule="date-without-year", confidence=0.8, because=reason)
                for one in found
            ]
    return []


def _year_alone(context: Context, meeting: Meeting) -> Iterator[Found]:
    """Yield the year that the line with the name of a meeting says, where nothing says more."""
    for part in title_page(meeting):
        years = list(YEAR.finditer(part.text))
        named = context.lexicon.meeting_kinds.find(part.text) and not context.phrases.printed.search(part.text)
        if len(years) == 1 and named:
            at = At(part, *years[0].span())
            yield Found(Dated(years[0][0], years[0][0], at.start, at.end), at, "year-in-title", 0.75)
            return


def _agreed(found: list[Found]) -> Found | None:
    """Return the candidate that the others agree with, or None where the two surest contradict each other.

    Of two that agree, the one wins that says days where the other says a month, and of two that say days, the one
    that a sentence says: a title may give the day of the paper. A single day in a title that comes after the days that
    a sentence tells of is the day of the paper.
    """
    top = max(one.confidence for one in found)
    strong = [one for one in found if one.confidence > min(top, 0.9) - 0.01]
    best = strong[0]
    for other in strong[1:]:
        if best.dated.covers(other.dated):
            if other.dated.precise and not best.dated.precise:
                best = other
        elif other.dated.covers(best.dated):
            if best.dated.precise == other.dated.precise or not best.dated.precise:
                best = other
        elif other.rule == "date-in-sentence" and (
            best.rule == other.rule or (best.certain and _far(best.dated, other.dated))
        ):
            continue
        elif other.rule == "date-in-sentence" and not best.certain and best.dated.first > other.dated.last:
            best = other
        else:
            return None
    return best


def _far(one: Dated, other: Dated) -> bool:
    first, second = days(one.first), days(other.first)
    return first is None or second is None or abs((first[0] - second[0]).days) > FAR


def _distinct(found: Iterable[Found]) -> list[Found]:
    kept: dict[tuple[str, str], Found] = {}
    for one in found:
        kept.setdefault((one.dated.first, one.dated.last), one)
    return list(kept.values())

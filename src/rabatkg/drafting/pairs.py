"""Co-chairs whom no fixed phrase names: the two states of a sentence that speaks of chairing the meeting together.

Reports put this in too many ways to list. A sentence about the meeting, with a word for chairing together and with two
states in it, no more and no fewer, says who co-chaired; by name, as an adjective, or by the people who speak for them.
"""

import re
from collections.abc import Iterator

from rabatkg.drafting.context import At, Context, Said
from rabatkg.drafting.demonyms import Demonyms
from rabatkg.drafting.meetings import Meeting
from rabatkg.drafting.persons import Mention
from rabatkg.drafting.proposals import Proposal
from rabatkg.drafting.scope import of_the_meeting, opening, title_page
from rabatkg.drafting.words import words
from rabatkg.speech import Message, mark

OBJECT = 45
"""What is chaired stands so near after the word for chairing."""


def pair(context: Context, meeting: Meeting, named: list[Mention]) -> list[Proposal]:
    """Return the co-chairs that a sentence of the opening says in words of its own, or none."""
    demonyms = Demonyms(context.lexicon)
    page = [part for part in title_page(meeting) if not part.cells]
    parts = tuple(dict.fromkeys((*(part for part in page if part.kind == "content"), *opening(meeting))))
    for said in context.sentences(parts):
        cue = context.phrases.co_chairing.search(said.text)
        if cue is None or not _of_this(context, meeting, said, cue):
            continue
        states = dict(_states(context, demonyms, said, named))
        if len(states) == 2:
            reason = Message(
                mark("These are the two states in a sentence that says that the meeting was chaired together.")
            )
            proof = _around(said, cue, list(states.values())).proof
            return [
                Proposal("coChair", state, 0.82, "two-states-co-chair", (proof,), "interpreted", reason)
                for state in states
            ]
    return []


def _of_this(context: Context, meeting: Meeting, said: Said, cue: re.Match[str]) -> bool:
    """Tell whether a sentence speaks of chairing the meeting: not a part of it, nor a dialogue, nor another meeting."""
    phrases = context.phrases
    if not of_the_meeting(context, meeting, said) or (phrases.future.search(said.text) and not meeting.planned):
        return False
    behind = said.text[cue.end() : cue.end() + OBJECT]
    thing, event = phrases.not_a_meeting.search(behind), phrases.meeting.search(behind)
    if thing and not (event and event.start() < thing.start()):
        return False
    before = said.text[max(0, cue.start() - OBJECT) : cue.start()]
    part = phrases.part.search(before) or phrases.not_a_meeting.search(before)
    return part is None or bool(phrases.meeting.search(before[part.end() :]))


def _states(context: Context, demonyms: Demonyms, said: Said, named: list[Mention]) -> Iterator[tuple[str, At]]:
    start, end = said.sentence.start, said.sentence.end
    for hit in context.names(said.part, "state", start=start, end=end):
        yield hit.thing, At(said.part, hit.start, hit.end)
    for word in words(said.text):
        if state := demonyms.state(word.text):
            yield state, said.span(word.start, word.end)
    for one in named:
        if one.span.part is said.part and start <= one.span.start < end and (one.office.of or "").startswith("state/"):
            yield str(one.office.of), one.span


def _around(said: Said, cue: re.Match[str], spans: list[At]) -> At:
    """Return the span from the first of the states or of the word for chairing to the last."""
    start = min([said.sentence.start + cue.start(), *(one.start for one in spans)])
    end = max([said.sentence.start + cue.end(), *(one.end for one in spans)])
    return At(said.part, start, end)

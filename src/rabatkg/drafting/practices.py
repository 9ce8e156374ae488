"""Good practices that were presented, and what was done on a recommendation, announced or offered.

A practice needs somebody who practises it: that good practices are to be exchanged is none. What has come of a
recommendation has happened: what is to come is an announcement, and what may yet be declined an offer.
"""

import re
from collections.abc import Iterator

from rabatkg.drafting import lists
from rabatkg.drafting.context import At, Context, Said
from rabatkg.drafting.demonyms import Demonyms
from rabatkg.drafting.gazetteer import Hit
from rabatkg.drafting.meetings import Meeting
from rabatkg.drafting.outcomes import Read
from rabatkg.drafting.persons import Mention
from rabatkg.drafting.proposals import Proposal, Question
from rabatkg.drafting.words import stem, words
from rabatkg.speech import Message, mark

DOERS = ("state", "organisation", "body")
MOST = 3
ALIKE = 2
"""A recommendation of the graph may be meant by a sentence that shares so many words with its title."""


def practices(context: Context, meeting: Meeting, named: list[Mention]) -> list[Read]:
    """Return the good practices that a report tells of somebody."""
    demonyms = Demonyms(context.lexicon)
    found = []
    for said in context.sentences(meeting.parts):
        phrases, text = context.phrases, said.text
        headed = bool(said.part.path) and phrases.practices.search(said.part.path[-1])
        praised = phrases.praised.search(text)
        cue = phrases.practice.search(text) or praised
        if (
            not (cue or headed)
            or phrases.general_practice.search(text)
            or phrases.ought.search(text)
            or phrases.future.search(text)
        ):
            continue
        if phrases.recommending.search(text) or phrases.follow_up.search(text):
            continue
        doers = _practised_by(context, demonyms, said, named)
        item = bool(headed) and said.part.item
        if not item and (not doers or not (praised or phrases.shows.search(text))):
            continue
        found.append(Read(said.at, "practice-told", 0.85 if cue else 0.75, proposals=tuple(doers)))
    return found


def _practised_by(context: Context, demonyms: Demonyms, said: Said, named: list[Mention]) -> list[Proposal]:
    """Return who practises what a sentence tells: the actors in it, else the state of the person who tells it."""
    start, end = said.sentence.start, said.sentence.end
    spans = [one.span for one in named if one.span.part is said.part and start <= one.span.start < end]
    hits = [
        hit
        for hit in context.names(said.part, *DOERS, start=start, end=end)
        if not any(span.start <= hit.start < span.end for span in spans)
        and not context.phrases.supporting.search(said.part.text[start : hit.start])
    ]
    first = next((hit for hit in hits if hit.kind == "state"), hits[0] if hits else None)
    if first is not None:
        together = lists.after(context, said.part, first.start, end, DOERS) or [first]
        return [
            Proposal("practisedBy", one.thing, 0.8, "practised-by", (At(said.part, one.start, one.end).proof,))
            for one in together
        ]
    of = next((one for one in named if one.span in spans and one.office.of), None)
    if of is not None and of.office.of is not None:
        return [Proposal("practisedBy", of.office.of, 0.75, "practised-by-speaker", (of.span.proof,))]
    if context.names(said.part, "state", start=start, end=end):
        return []
    state = demonyms.state(said.text)
    return [Proposal("practisedBy", state, 0.65, "practised-by-adjective", (said.at.proof,))] if state else []


def follow_ups(context: Context, meeting: Meeting) -> list[Read]:
    """Return what has been done on a recommendation: by somebody, at a time that is said."""
    found = []
    for said in context.sentences(meeting.parts):
        phrases, text = context.phrases, said.text
        cue = phrases.follow_up.search(text)
        if cue is None:
            continue
        doers = context.names(said.part, *DOERS, start=said.sentence.start, end=said.sentence.end)
        done = _main_clause(text, cue)
        dates = [one for one in context.dates(said.part, said.sentence.start, said.sentence.end) if one.whole]
        if (
            not (doers or dates or phrases.countries.search(done))
            or phrases.future.search(done)
            or not phrases.done.search(done)
        ):
            continue
        doer = _subject(context, said, doers) if doers else None
        proposals: list[Proposal] = []
        if doer is not None:
            at = At(said.part, doer.start, doer.end)
            proposals.append(Proposal("by", doer.thing, 0.8, "follow-up-by", (at.proof,)))
        questions = [_which(context, said)]
        if dates:
            last = dates[-1]
            spot = At(said.part, last.start, last.end)
            keys = [("when", last.first)] if last.first == last.last else [("start", last.first), ("end", last.last)]
            proposals += [Proposal(key, value, 0.8, "follow-up-when", (spot.proof,)) for key, value in keys]
        else:
            questions.append(Question(Message(mark("When was this done?")), "when"))
        after = doer is not None and cue.end() <= doer.start - said.sentence.start
        begin = doer.start if doer is not None and after else said.sentence.start
        at = At(said.part, begin, said.sentence.end)
        found.append(Read(at, "follow-up-told", 0.85, proposals=tuple(proposals), questions=tuple(questions)))
    return found


def _main_clause(text: str, cue: re.Match[str]) -> str:
    """Return the words of a sentence without those that name the recommendation."""
    return text[: cue.start()] + " " + text[cue.end() :]


def _subject(context: Context, said: Said, doers: list[Hit]) -> Hit:
    """Return who did it: the state that is the subject of a verb, else the last state, else the last actor."""
    for hit in reversed(doers):
        if hit.kind == "state" and context.phrases.done.match(said.part.text[hit.end : hit.end + 40].lstrip()):
            return hit
    states = [hit for hit in doers if hit.kind == "state"]
    return (states or doers)[-1]


def _which(context: Context, said: Said) -> Question:
    """Return the question which recommendation is meant, with those of the graph whose title shares most words."""
    mine = {stem(word.folded) for word in words(said.text) if word.folded not in context.phrases.fillers}
    scored = [
        (-len(mine & its), thing) for thing, its in context.lexicon.recommended.items() if len(mine & its) >= ALIKE
    ]
    chosen = tuple(
        Proposal("followsUp", thing, 0.3, "follow-up-of", (said.at.proof,)) for _, thing in sorted(scored)[:MOST]
    )
    return Question(Message(mark("Which recommendation was followed up?")), "followsUp", chosen)


def announcements(context: Context, meeting: Meeting) -> Iterator[tuple[str, Read]]:
    """Yield what somebody announces or offers, with the class of each."""
    for said in context.sentences(meeting.parts):
        phrases, text = context.phrases, said.part.text
        if phrases.recommending.search(said.text) or phrases.ought.search(said.text):
            continue
        for hit in context.names(said.part, *DOERS, start=said.sentence.start, end=said.sentence.end):
            ahead = text[said.sentence.start : hit.start]
            if phrases.before_object.search(ahead) and not phrases.speaking_for.search(ahead):
                continue
            offered = phrases.offers.match(text, hit.end)
            told = offered or phrases.announces.match(text, hit.end)
            if told is None:
                continue
            subject = lists.before(context, said.part, said.sentence.start, hit.end + 1, DOERS) or [hit]
            spots = [one for one in subject if one.end <= hit.end] or [hit]
            by = tuple(
                Proposal("by", one.thing, 0.85, "announced-by", (At(said.part, one.start, one.end).proof,))
                for one in spots
            )
            due = [
                one
                for one in context.dates(said.part, hit.end, said.sentence.end)
                if one.whole and one.first == one.last
            ]
            by += tuple(
                Proposal("due", one.first, 0.7, "announced-for", (At(said.part, one.start, one.end).proof,))
                for one in due[:1]
            )
            rule = "offer-told" if offered else "announcement-told"
            at = At(said.part, spots[0].start, said.sentence.end)
            yield ("Offer" if offered else "Announcement"), Read(at, rule, 0.75, proposals=by)
            break

"""Who co-chaired, chaired, hosted and organised a meeting: actors that a phrase names, not actors that stand nearby."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from rabatkg.drafting import lists
from rabatkg.drafting.context import At, Context
from rabatkg.drafting.gazetteer import Hit
from rabatkg.drafting.meetings import Meeting
from rabatkg.drafting.phrases.form import Pattern
from rabatkg.drafting.proposals import Proposal, Question
from rabatkg.drafting.scope import same_kind, title_page
from rabatkg.drafting.source import Part, Sentence
from rabatkg.speech import Message, mark

STATES = ("state",)
VERB = 20
"""A verb reaches so far from where it begins."""
AHEAD = 60
"""The object of a verb is looked for among so many characters after it."""


@dataclass(frozen=True)
class Play:
    """A part that actors play in a meeting: its key, how it is put, what actors may play it, how many at least."""

    key: str
    patterns: tuple[Pattern, Pattern]
    kinds: tuple[str, ...]
    least: int = 1


def chairs(context: Context, meeting: Meeting) -> tuple[list[Proposal], list[Question]]:
    """Return the proposals for co-chairs, chair, hosts, organisers and co-organisers, and what is left to be asked."""
    phrases, actors = context.phrases, ("state", "organisation", "body", "dialogue")
    played = (
        Play("coChair", phrases.co_chair, ("state", "organisation")),
        Play("coChair", phrases.leading, STATES, least=2),
        Play("coOrganiser", phrases.co_organiser, actors),
        Play("chairedBy", phrases.chair, STATES),
        Play("host", phrases.host, ("state", "organisation")),
        Play("organiser", phrases.organiser, actors),
    )
    found: dict[tuple[str, str], Proposal] = {}
    for one in played:
        for proposal in _played(context, meeting, one):
            found.setdefault((proposal.key, str(proposal.value)), proposal)
    proposals = [one for one in found.values() if not _doubled(one, found)]
    proposals = _chair_with_co_chair(proposals) + list(_implied(context, meeting, proposals))
    asked: list[Question] = []
    chairing = [one for one in proposals if one.key == "coChair"]
    if not chairing and not any(one.key == "chairedBy" for one in proposals):
        asked.append(
            Question(Message(mark("Who co-chaired the meeting? The report does not say it plainly.")), "coChair")
        )
    elif len(chairing) == 1:
        asked.append(Question(Message(mark("Who was the other co-chair? The report names one only.")), "coChair"))
    return proposals, asked


def _chair_with_co_chair(proposals: list[Proposal]) -> list[Proposal]:
    """Return the proposals with the chair as a co-chair, where one is named as chair and one as co-chair."""
    chair = [one for one in proposals if one.key == "chairedBy"]
    if len(chair) != 1 or len([one for one in proposals if one.key == "coChair"]) != 1:
        return proposals
    reason = Message(mark("One is named as the chair and one as the co-chair: they chaired together."))
    both = replace(
        chair[0], key="coChair", confidence=0.8, rule="chair-with-co-chair", basis="interpreted", because=reason
    )
    return [both if one is chair[0] else one for one in proposals]


def _doubled(one: Proposal, found: dict[tuple[str, str], Proposal]) -> bool:
    """Tell whether a weaker key only says again what a stronger one says."""
    stronger = {"chairedBy": "coChair", "organiser": "coOrganiser"}.get(one.key)
    return stronger is not None and (stronger, str(one.value)) in found


def _played(context: Context, meeting: Meeting, one: Play) -> Iterator[Proposal]:
    follows, precedes = one.patterns
    for part, sentence, page in _places(context, meeting):
        start, end = sentence.start, sentence.end
        if context.phrases.planned.search(sentence.text) and meeting.main and not meeting.planned:
            continue
        for match in follows.finditer(part.text, start, end):
            if _its(context, meeting, part, sentence, match.start(), page):
                stop = part.text.find("|", match.end(), end) if not part.cells else -1
                yield from _proposals(
                    one,
                    part,
                    match.start(),
                    lists.after(context, part, match.end(), end if stop < 0 else stop, one.kinds),
                    page,
                )
        for match in precedes.finditer(part.text, start, end):
            if _of_another(context, part, match.end(), end):
                continue
            if _its(context, meeting, part, sentence, match.start(), page):
                hits = lists.before(context, part, start, match.start(), one.kinds)
                ahead = part.text[start : hits[0].start] if hits else ""
                clause = context.phrases.relative.match(match[0].lstrip(", "))
                if hits and (clause or not context.phrases.before_object.search(ahead)):
                    yield from _proposals(one, part, hits[0].start, hits, page, match.end())


def _of_another(context: Context, part: Part, start: int, end: int) -> bool:
    """Tell whether a dialogue or an organisation is the object of a verb: who chairs that one is another matter."""
    hits = context.names(part, "dialogue", "organisation", "body", start=start, end=min(end, start + AHEAD))
    return any(
        lists.after(context, part, start, hit.end)
        and not context.phrases.meeting.search(part.text[hit.end : hit.end + AHEAD])
        for hit in hits[:1]
    ) and not context.phrases.meeting.search(part.text[start : hits[0].start])


def _places(context: Context, meeting: Meeting) -> Iterator[tuple[Part, Sentence, bool]]:
    """Yield the sentences about a meeting, and whether each stands on its title page."""
    page = {id(part) for part in title_page(meeting)}
    for part in meeting.parts:
        if part.kind not in ("heading", "content"):
            continue
        if part.cells:
            yield part, Sentence(part.text, 0, len(part.text)), id(part) in page
            continue
        for sentence in part.sentences:
            yield part, sentence, id(part) in page and len(part.sentences) == 1


def _its(context: Context, meeting: Meeting, part: Part, sentence: Sentence, place: int, page: bool = False) -> bool:
    """Tell whether what is said at a place is said of the meeting: not of a session of it, nor of another meeting."""
    phrases = context.phrases
    ahead = part.text[sentence.start : place]
    if phrases.other.search(part.text[sentence.start : place + VERB]) or (
        phrases.future.search(ahead[-40:]) and not meeting.planned
    ):
        return False
    around = part.text[max(sentence.start, place - 60) : min(sentence.end, place + 90)]
    parts = phrases.part.search(ahead[-80:])
    if parts and not phrases.meeting.search(ahead[ahead.rfind(parts[0]) + len(parts[0]) :]):
        return False
    behind = part.text[place : min(sentence.end, place + 60)]
    if (
        (match := phrases.part.search(behind))
        and not phrases.meeting.search(behind[: match.start()])
        and not phrases.meeting.search(ahead)
    ):
        return False
    if page or not meeting.main:
        return True
    hits = context.lexicon.meeting_kinds.find(around)
    return not hits or any(same_kind(context, meeting, around, hit) for hit in hits)


def _proposals(
    one: Play, part: Part, start: int, hits: list[Hit], page: bool, end: int | None = None
) -> Iterator[Proposal]:
    if len({hit.thing for hit in hits}) < one.least or not hits:
        return
    at = At(part, start, max(end or 0, hits[-1].end))
    for hit in hits:
        if len(hit.things) == 1 or one.kinds == STATES or hit.kind == "state":
            rule = f"{one.key}-{'led-' if one.least > 1 else ''}in-{'title' if page else 'sentence'}"
            sure = (0.96 if page else 0.94) - (0.08 if one.least > 1 else 0)
            yield Proposal(one.key, hit.thing, sure, rule, (at.proof,))


def _implied(context: Context, meeting: Meeting, found: list[Proposal]) -> Iterator[Proposal]:
    """Yield co-chairs and co-organisers that follow from what is said of several meetings at once.

    Where a report says that the co-chairs told of their meetings, those who organised one of them together co-chaired
    it. Where one state is said to have organised a meeting with another, the other is the one that is named with it.
    """
    if meeting.main or any(one.key == "coChair" for one in found):
        return
    told = _told_by_co_chairs(context, meeting)
    together = [one for one in found if one.key == "coOrganiser"] or list(_joined(context, meeting))
    states = [one for one in together if str(one.value).startswith("state/")]
    if len(states) == 1:
        states += _beside(context, meeting, str(states[0].value))
    yield from (one for one in states if one not in found)
    if told is None:
        return
    reason = Message(
        mark("The report says that the co-chairs told of their meetings, and names this one as an organiser.")
    )
    for one in states:
        sure = 0.75 if one.basis == "stated" else 0.65
        yield Proposal(
            "coChair", one.value, sure, "co-chairs-in-foreword", (told.proof, *one.proofs), "interpreted", reason
        )


def _told_by_co_chairs(context: Context, meeting: Meeting) -> At | None:
    for said in context.sentences(meeting.foreword):
        match = context.phrases.co_chairs.search(said.text)
        if match and (
            hits := context.lexicon.meeting_kinds.find(
                said.text,
            )
        ):
            return said.span(min(match.start(), hits[0].start), max(match.end(), hits[0].end))
    return None


def _joined(context: Context, meeting: Meeting) -> Iterator[Proposal]:
    """Yield who is said to have had a part in organising, where the only state so far in the passage must be meant."""
    reason = Message(mark("No other state is named before these words."))
    for part in meeting.parts:
        if part.kind == "content" and (match := context.phrases.joining.search(part.text)):
            hits = context.names(part, *STATES, end=match.start())
            if len({hit.thing for hit in hits}) == 1:
                at = At(part, hits[-1].start, match.end())
                yield Proposal(
                    "coOrganiser", hits[0].thing, 0.75, "co-organiser-before", (at.proof,), "interpreted", reason
                )


def _beside(context: Context, meeting: Meeting, known: str) -> Iterator[Proposal]:
    """Yield the state that is named in one breath with a co-organiser, where there is one such state only."""
    reason = Message(mark("It is the only state that the account of the meeting names together with the co-organiser."))
    pairs: dict[str, At] = {}
    for said in context.sentences(meeting.parts):
        hits = context.names(said.part, *STATES, start=said.sentence.start, end=said.sentence.end)
        for first, second in pairwise(hits):
            joined = lists.after(context, said.part, first.start, second.end, STATES)
            if len(joined) == 2 and known in (first.thing, second.thing) and first.thing != second.thing:
                other = second if first.thing == known else first
                pairs.setdefault(other.thing, At(said.part, first.start, second.end))
    if len(pairs) == 1:
        state, at = next(iter(pairs.items()))
        yield Proposal("coOrganiser", state, 0.65, "co-organiser-beside", (at.proof,), "interpreted", reason)

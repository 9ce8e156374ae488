"""Who took part in a meeting.

Those count as present whom a sentence of attendance lists, and those who speak: `Germany presented`, `the delegation
of Senegal shared`. A country that is only spoken of, that sent its apologies or that lies somewhere is not present.
"""

import re
from collections.abc import Iterator

from rabatkg.drafting import lists
from rabatkg.drafting.context import At, Context, Said
from rabatkg.drafting.demonyms import Demonyms
from rabatkg.drafting.gazetteer import Hit
from rabatkg.drafting.meetings import Meeting
from rabatkg.drafting.proposals import Proposal
from rabatkg.drafting.scope import of_the_meeting, opening
from rabatkg.drafting.words import words
from rabatkg.speech import Message, mark

PRESENT = ("state", "organisation")
MOST_WORDS = 25
BEFORE = 60
"""A quotation of a list begins so many characters before its first name."""
NEAR = 40
MANY = 4
"""So many names in a row, in the opening of a report, are those of the ones who were there."""


def participants(context: Context, meeting: Meeting, named: tuple[At, ...] = ()) -> list[Proposal]:
    """Return the states and organisations that took part.

    Args:
        context: the report.
        meeting: the meeting.
        named: spans that name persons with their offices; what stands in them is no participant by itself.
    """
    demonyms = Demonyms(context.lexicon)
    found: dict[str, Proposal] = {}
    for said in context.sentences(meeting.parts):
        for hit, at, rule, sure in (*_listed(context, meeting, said), *_speaking(context, said)):
            if rule != "participants-speaking" or not _inside(said, hit, named):
                found.setdefault(hit.thing, Proposal("participant", hit.thing, sure, rule, (at.proof,)))
        for one in _envoys(context, demonyms, said):
            found.setdefault(str(one.value), one)
    for part in meeting.parts:
        for hit in context.names(part, *PRESENT) if part.cells and _of_persons(context, meeting, part.path) else ():
            at = At(part, hit.start, hit.end)
            found.setdefault(hit.thing, Proposal("participant", hit.thing, 0.85, "participants-in-table", (at.proof,)))
    for one in _named_alone(context, meeting):
        found.setdefault(str(one.value), one)
    return list(found.values())


def _of_persons(context: Context, meeting: Meeting, path: tuple[str, ...]) -> bool:
    """Tell whether a table under these headings lists those who were there."""
    return bool(path) and bool(
        context.phrases.columns[0].search(path[-1]) or context.phrases.gathered.search(path[-1] + " :") or meeting.main
    )


def _quoted(said: Said, run: list[Hit]) -> Iterator[tuple[Hit, At]]:
    """Yield the names of a list, each with words to quote it by: as many names in one quotation as it has room for."""
    start = max(said.sentence.start, run[0].start - BEFORE)
    chunk: list[Hit] = []
    for hit in run:
        if chunk and len(said.part.text[start : hit.end].split()) > MOST_WORDS - 1:
            yield from ((one, At(said.part, start, chunk[-1].end)) for one in chunk)
            start, chunk = hit.start, []
        chunk.append(hit)
    yield from ((one, At(said.part, start, chunk[-1].end)) for one in chunk)


def _inside(said: Said, hit: Hit, spans: tuple[At, ...]) -> bool:
    return any(one.part is said.part and one.start <= hit.start and hit.end <= one.end for one in spans)


def _listed(context: Context, meeting: Meeting, said: Said) -> Iterator[tuple[Hit, At, str, float]]:
    phrases, start, end = context.phrases, said.sentence.start, said.sentence.end
    hits = context.names(said.part, *PRESENT, start=start, end=end)
    if not hits or phrases.excused.search(said.text) or phrases.future.search(said.text):
        return
    if not of_the_meeting(context, meeting, said):
        return
    gathered, labelled = phrases.gathered.search(said.text), phrases.present.match(said.text)
    for run in _runs(context, said, hits):
        before, after = said.part.text[start : run[0].start], said.part.text[run[-1].end : end]
        if phrases.supporting.search(before):
            continue
        verb_first = gathered is not None and gathered.end() <= len(before)
        listed = verb_first and (len(run) > 1 or _adjoins(context, before[gathered.end() :] if gathered else before))
        if listed or labelled or phrases.people_of.search(before) or phrases.attended.match(after):
            yield from ((hit, at, "participants-listed", 0.9) for hit, at in _quoted(said, run))
        elif len(run) > 2 and phrases.meeting.search(said.text) and before.endswith(("from ", "from the ")):
            yield from ((hit, at, "participants-listed", 0.85) for hit, at in _quoted(said, run))
        elif len(run) >= MANY and said.part in opening(meeting):
            yield from ((hit, at, "participants-in-long-list", 0.75) for hit, at in _quoted(said, run))


def _adjoins(context: Context, gap: str) -> bool:
    """Tell whether only articles stand between a verb and its object."""
    return all(word.folded in context.phrases.linking for word in words(gap))


def _bare(context: Context, ahead: str) -> bool:
    """Tell whether only articles and prepositions stand before a name."""
    return all(word.folded in context.phrases.fillers for word in words(ahead))


def _runs(context: Context, said: Said, hits: list[Hit]) -> Iterator[list[Hit]]:
    """Yield the lists of names in a sentence; a name that stands alone is a list of one."""
    place = 0
    while place < len(hits):
        run = lists.after(context, said.part, hits[place].start, said.sentence.end, PRESENT)
        yield run or [hits[place]]
        place += max(1, len(run))


def _speaking(context: Context, said: Said) -> Iterator[tuple[Hit, At, str, float]]:
    """Yield the actors that are the subject of a verb of speech."""
    phrases, text = context.phrases, said.part.text
    for hit in context.names(said.part, *PRESENT, start=said.sentence.start, end=said.sentence.end):
        verb = phrases.spoke.match(text, hit.end)
        if verb is None or text[hit.end : hit.end + 1] == ".":
            continue
        subject = lists.before(context, said.part, said.sentence.start, hit.end + 1, PRESENT) or [hit]
        subject = [one for one in subject if one.end <= hit.end] or [hit]
        ahead = text[said.sentence.start : subject[0].start]
        spoken_for = phrases.speaking_for.search(ahead)
        if phrases.before_object.search(ahead) and not spoken_for:
            continue
        at = At(said.part, subject[0].start, verb.end())
        yield from ((one, at, "participants-speaking", 0.85) for one in subject)


def _envoys(context: Context, demonyms: Demonyms, said: Said) -> Iterator[Proposal]:
    """Yield the states whose delegation or representative, by an adjective, is the subject of a verb of speech."""
    phrases, text = context.phrases, said.text
    reason = Message(mark("The adjective beside the word for those who spoke is that of this state."))
    for match in phrases.envoys.finditer(text):
        ahead, behind = (
            words(text[max(0, match.start() - NEAR) : match.start()]),
            words(text[match.end() : match.end() + NEAR]),
        )
        beside = [one.text for one in (*ahead[-1:], *behind[:1])]
        state = next((found for word in beside if (found := demonyms.state(word))), None)
        spoken = phrases.spoke.search(text, match.end(), match.end() + NEAR)
        if state and spoken and not phrases.before_object.search(text[: match.start() - len(beside[0])]):
            proof = said.span(max(0, match.start() - NEAR), spoken.end()).proof
            yield Proposal("participant", state, 0.75, "participants-by-adjective", (proof,), "interpreted", reason)


def _named_alone(context: Context, meeting: Meeting) -> Iterator[Proposal]:
    """Yield the actors that are an item each of a list of those who took part."""
    parts = [part for part in meeting.parts if part.kind == "content"]
    lead = ""
    for part in parts:
        if not part.item:
            lead = part.text
            continue
        title = part.path[-1] if part.path else ""
        if not (context.phrases.present.match(title + " :") or context.phrases.present.match(lead)):
            continue
        for hit in context.names(part, *PRESENT):
            ahead, behind = part.text[: hit.start], part.text[hit.end :]
            alone = len(words(ahead)) < 2 and len(words(behind)) < 2
            if alone or (_bare(context, ahead) and re.match(r"\s?[:–—-](?=\s)", behind)):
                at = At(part, hit.start, hit.end)
                yield Proposal("participant", hit.thing, 0.88, "participants-listed", (at.proof,))

"""What a meeting recommends: items under a heading or after a lead-in, and sentences in which a meeting recommends.

A state or an organisation that calls for something speaks for itself: that is no recommendation of the meeting. Nor is
a recommendation of another year, one that was put into effect, or none.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from rabatkg.drafting import lists
from rabatkg.drafting.context import At, Context, Said
from rabatkg.drafting.meetings import Meeting
from rabatkg.drafting.outcomes import Read
from rabatkg.drafting.proposals import Proposal
from rabatkg.drafting.source import Part
from rabatkg.speech import Message, mark

SIGN = re.compile(r"\s*(?:([•▪◦‣●–—*-])|\(?([a-z]|[ivx]+)[.)]|\(?(\d+)[.)]|\(?([A-Z])[.)])\s")
LONGEST_ADDRESS = 12
FEW_ITEMS = 12
LEAST = 3
"""A recommendation has so many words."""


def recommendations(context: Context, meeting: Meeting) -> list[Read]:
    """Return the recommendations of a meeting, in the order of the report."""
    found: list[Read] = []
    parts = [part for part in meeting.parts if part.kind in ("content", "heading") and not part.cells]
    taken: set[str] = set()
    for place, part in enumerate(parts):
        if part.iri in taken or part.level:
            continue
        items = _led(context, parts, place)
        if items:
            lead = _lead(context, part)
            for item in items:
                taken.add(item.iri)
                found += _items(context, item, "recommendation-in-list", 0.93, lead)
            found += _before_lead(context, part)
        elif _under_heading(context, part, parts):
            found += _in_section(context, part)
        else:
            found += _in_sentences(context, part)
    return _once(found)


def more(context: Context, read: Read) -> list[Proposal]:
    """Return the addressee of a recommendation, its weight and its category; a note where no addressee can be read."""
    proposals = _addressees(context, read)
    if not proposals:
        said = Message(mark("No addressee could be read from the report."))
        proposals = [Proposal("note", said, 1.0, "no-addressee")]
    heading = read.lead or read.at
    if match := context.phrases.principal.search(heading.text):
        at = At(heading.part, heading.start + match.start(), heading.start + match.end())
        if heading is read.lead or match.start() < 60:
            proposals.append(Proposal("principal", "true", 0.8, "principal-said", (at.proof,)))
    for hit in context.lexicon.categories.find(read.at.text)[:1]:
        if hit.start < 60:
            at = At(read.at.part, read.at.start + hit.start, read.at.start + hit.end)
            proposals.append(Proposal("category", hit.thing, 0.75, "category-named", (at.proof,)))
    return proposals


def _lead(context: Context, part: Part) -> At:
    """Return the sentence that leads in a list."""
    last = part.sentences[-1]
    return At(part, last.start, last.end)


def _led(context: Context, parts: list[Part], place: int) -> list[Part]:
    """Return the items that a passage leads in, where it says that they are recommended."""
    part = parts[place]
    last = part.sentences[-1].text if part.sentences else ""
    if not last.rstrip().endswith((":", "that", "to", "que", "de")):
        return []
    asking = _subject_alone(context, last) and any(
        _asks(context, item) for item in parts[place + 1 : place + 1 + FEW_ITEMS]
    )
    headed = _under_heading(context, part, parts) and (
        context.phrases.agreed.search(last) or _towards(context, part, last)
    )
    if not (headed or asking or _recommends(context, last)):
        return []
    found: list[Part] = []
    sign = None
    for item in parts[place + 1 :]:
        if item.level or not (item.item or SIGN.match(item.text)):
            break
        own = _sign(item.text)
        if sign is not None and own != sign:
            break
        if sign is None and own is not None and own == _sign(part.text):
            break
        sign = own
        found.append(item)
    return [item for item in found if _asks(context, item)] if asking and not headed else found


def _asks(context: Context, item: Part) -> bool:
    """Tell whether an item begins with a verb of recommending."""
    return bool(item.sentences) and bool(context.phrases.asks.match(item.sentences[0].text))


def _subject_alone(context: Context, lead: str) -> bool:
    """Tell whether a lead-in holds nothing but the meeting or those in it: the verbs stand in the items."""
    return bool(context.phrases.those.fullmatch(lead.strip().rstrip(" :")))


def _towards(context: Context, part: Part, lead: str) -> bool:
    """Tell whether a lead-in names those to whom the items after it are addressed, and nothing else."""
    match = context.phrases.towards.match(lead)
    rest = lead[match.end() :].rstrip(" :") if match else ""
    groups = context.lexicon.stakeholders.find(rest)
    hits = context.names(part, "state", "organisation", "body")
    return bool(match and match.end()) and bool(groups or hits) and len(rest.split()) < LONGEST_ADDRESS


def _sign(text: str) -> int | None:
    """Return which kind of sign an item begins with."""
    match = SIGN.match(text)
    return match.lastindex if match else None


def _recommends(context: Context, text: str) -> bool:
    phrases = context.phrases
    if phrases.no_recommendation.search(text):
        return False
    return bool(phrases.recommending.search(text) or phrases.recommendations.search(text))


def _before_lead(context: Context, part: Part) -> Iterator[Read]:
    """Yield what the sentences before the lead-in recommend."""
    for sentence in part.sentences[:-1]:
        yield from _sentence(context, Said(part, sentence), None)


def _items(context: Context, part: Part, rule: str, sure: float, lead: At | None) -> Iterator[Read]:
    """Yield the recommendation that an item is; of several sentences, those after the first explain it."""
    if not part.sentences or context.phrases.no_recommendation.search(part.sentences[0].text):
        return
    first = part.sentences[0]
    if len(first.text.split()) >= LEAST:
        yield Read(At(part, first.start, first.end), rule, sure, lead)


def _under_heading(context: Context, part: Part, parts: list[Part]) -> Part | None:
    """Return the heading over recommendations that a passage stands right under, or None."""
    if not part.path or not context.phrases.recommendations.search(part.path[-1]):
        return None
    return next((one for one in reversed(parts[: parts.index(part)]) if one.level and one.text == part.path[-1]), None)


def _in_section(context: Context, part: Part) -> Iterator[Read]:
    """Yield the recommendations of a passage under such a heading: an item, or what ought to be done."""
    heading = None
    before: Read | None = None
    if part.item and not _recommends(context, part.text):
        yield from _items(context, part, "recommendation-under-heading", 0.92, heading)
        return
    for sentence in part.sentences:
        said = Said(part, sentence)
        found = list(_sentence(context, said, before))
        if not found and _ought(context, sentence.text):
            found = [Read(said.at, "recommendation-under-heading", 0.88)]
        yield from found
        before = found[-1] if found else None


def _ought(context: Context, text: str) -> bool:
    """Tell whether a sentence says what ought to be done, and does not only lead to it."""
    phrases = context.phrases
    return bool(phrases.ought.search(text)) and not (
        text.rstrip().endswith(":") or phrases.no_recommendation.search(text)
    )


def _in_sentences(context: Context, part: Part) -> Iterator[Read]:
    before: Read | None = None
    for sentence in part.sentences:
        found = list(_sentence(context, Said(part, sentence), before))
        yield from found
        before = found[-1] if found else None


def _sentence(context: Context, said: Said, before: Read | None) -> Iterator[Read]:
    """Yield what a sentence recommends; one that goes on with the last one's recommendation does too."""
    phrases, text = context.phrases, said.text
    if phrases.no_recommendation.search(text) or phrases.follow_up.search(text):
        return
    if before is not None and (match := phrases.goes_on.match(text)):
        yield from _several(context, said, match.end(), "recommendation-goes-on", 0.8)
        return
    told = phrases.recommendation_is.search(text)
    if told and told.end() < len(text) - 8 and not _own_voice(context, said, told.start()):
        yield from _several(context, said, told.end(), "recommendation-is", 0.88)
        return
    if text.rstrip().endswith(":"):
        return
    for pattern, rule, sure in (
        (phrases.recommending, "recommendation-in-sentence", 0.9),
        (phrases.suggesting, "suggestion-in-sentence", 0.75),
    ):
        match = pattern.search(text)
        if match is None or _own_voice(context, said, match.start()):
            continue
        cuts = [match.start(), *(one.end() for one in phrases.again.finditer(text, match.end())), len(text)]
        for begin, end in pairwise(cuts):
            if len(text[begin:end].split()) > LEAST:
                yield Read(said.span(begin, end), rule, sure)
        return


def _own_voice(context: Context, said: Said, place: int) -> bool:
    """Tell whether a state or an organisation is the subject: it speaks for itself, not for the meeting."""
    start = said.sentence.start
    hits = context.names(said.part, "state", "organisation", start=start, end=start + place)
    return any(
        context.phrases.spoke.match(said.part.text, hit.end) for hit in hits
    ) and not context.phrases.recommending.search(said.text[place:])


def _several(context: Context, said: Said, place: int, rule: str, sure: float) -> Iterator[Read]:
    """Yield the recommendations of one sentence: parted by semicolons and by `as well as`, where each says enough."""
    text = said.text
    begin = place
    cuts = [match for match in context.phrases.further.finditer(text, place)]
    for cut in [*cuts, None]:
        end = cut.start() if cut else len(text)
        piece = text[begin:end].strip(" ,;.")
        if len(piece.split()) >= LEAST:
            yield Read(said.span(begin, end), rule, sure, said.span(0, place) if begin > place + 3 else None)
        elif cut and len(piece.split()) < LEAST:
            continue
        begin = cut.end() if cut else end


def _addressees(context: Context, read: Read) -> list[Proposal]:
    """Return whom a recommendation is addressed to: right after the verb, or as the subject of `should`."""
    part, phrases = read.at.part, context.phrases
    sentence = part.sentence_at(read.at.start)
    starts = [match.end() for match in phrases.addressee.finditer(part.text, sentence.start, sentence.end)]
    ought = phrases.ought.search(part.text, sentence.start, sentence.end)
    found: dict[str, Proposal] = {}
    hits = context.names(part, "state", "organisation", "body", start=sentence.start, end=sentence.end)
    groups = context.lexicon.stakeholders.find(part.text[sentence.start : sentence.end])
    spans = [(sentence.start + one.start, sentence.start + one.end, one.thing) for one in groups]
    for start in starts:
        for hit in lists.after(context, part, start, sentence.end, ("state", "organisation", "body")):
            spans.append((hit.start, hit.end, hit.thing))
    spans += [
        (hit.start, hit.end, hit.thing) for hit in hits if ought and part.text[hit.end : ought.start()].strip() == ""
    ]
    for start, end, thing in spans:
        after_verb = any(0 <= start - one <= 4 for one in starts)
        subject = ought is not None and 0 <= ought.start() - end <= 2 and start - sentence.start <= 40
        if after_verb or subject:
            found.setdefault(
                thing, Proposal("addressee", thing, 0.85, "addressee-named", (At(part, start, end).proof,))
            )
    if not found and read.lead is not None and _towards(context, read.lead.part, read.lead.text):
        lead = read.lead
        named = [
            (lead.start + one.start, lead.start + one.end, one.thing)
            for one in context.lexicon.stakeholders.find(lead.text)
        ]
        named += [(hit.start, hit.end, hit.thing) for hit in context.names(lead.part, "state", "organisation", "body")]
        for start, end, thing in named:
            found.setdefault(
                thing, Proposal("addressee", thing, 0.85, "addressee-in-lead", (At(lead.part, start, end).proof,))
            )
    return list(found.values())


def _once(found: list[Read]) -> list[Read]:
    kept: list[Read] = []
    for one in found:
        if not any(
            one.at.part is other.at.part and one.at.start < other.at.end and other.at.start < one.at.end
            for other in kept
        ):
            kept.append(one)
    return kept

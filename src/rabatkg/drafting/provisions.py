"""Which provisions of a plan a meeting serves: domains, objectives and actions that the report names by their number.

A number belongs to the plan or text that is named with it, else to the one that the section is about, else to the plan
that the report names most. Only what a sentence or a heading says is stated; what else is named is left as a question.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from rabatkg.drafting.context import At, Context
from rabatkg.drafting.meetings import Meeting
from rabatkg.drafting.phrases import Phrases
from rabatkg.drafting.proposals import Proposal, Question
from rabatkg.drafting.scope import of_the_meeting, opening, title_page
from rabatkg.drafting.source import Part
from rabatkg.drafting.words import words
from rabatkg.speech import Message, mark

FRAMES = ("plan", "instrument", "declaration")
NUMBER = re.compile(r"\d{1,2}[a-z]?(?![\w%]|[.,]\d)|[IVX]{1,5}(?![\w'])|[^\W\d_]+")
ROMAN = {"I": 1, "V": 5, "X": 10}
MOST_IN_RANGE = 30
NEAR = 70
MOST_QUESTIONS = 3
OPENING = 5
"""A provision that the first passages name is the one that the meeting is about."""
LONG_LABEL = 4
"""A label of so many words is the title of a provision wherever it stands in a heading; a shorter one only alone."""


@dataclass(frozen=True)
class Named:
    """A provision that is named: where, and which ones its number may mean."""

    at: At
    provisions: tuple[str, ...]


def numbered(phrases: Phrases, text: str, match: re.Match[str]) -> tuple[int, list[tuple[str, int]]]:
    """Return where a word for provisions begins with its numbers, and each number with where it ends.

    `domain 4`, `Domain IV`, `the fourth domain`, `actions 20 to 22`, `actions nos. 9 and 12`.
    """
    before = re.search(rf"\b({'|'.join(phrases.ordinals)})e?\s+$", text[: match.start()], re.IGNORECASE)
    place = phrases.number.match(text, match.end())
    if place is None and before is None:
        return match.start(), []
    found: list[tuple[str, int]] = []
    end = place.end() if place else match.end()
    ranged = False
    while number := NUMBER.match(text, end):
        value = _value(phrases, number[0])
        if value is None:
            break
        if ranged and found and found[-1][0].isdigit() and value.isdigit():
            found += [(str(one), number.end()) for one in range(int(found[-1][0]) + 1, int(value))][:MOST_IN_RANGE]
        found.append((value, number.end()))
        ranged = False
        if link := phrases.number_to.match(text, number.end()):
            ranged, end = True, link.end()
        elif link := phrases.number_and.match(text, number.end()):
            end = link.end()
        else:
            break
    if not found and before:
        return before.start(), [(str(phrases.ordinals.index(before[1].lower()) + 1), match.end())]
    return match.start(), found


def _value(phrases: Phrases, text: str) -> str | None:
    """Return a number in figures: of figures, of Roman figures, of a word; None where it is none."""
    if text[0].isdigit():
        return text.lower()
    if re.fullmatch(r"[IVX]+", text):
        figures = [ROMAN[one] for one in text]
        return str(sum(-one if one < after else one for one, after in zip(figures, [*figures[1:], 0], strict=True)))
    worded = phrases.few.get(text.lower())
    return str(worded) if worded else None


class Provisions:
    """The provisions of the plans of a dialogue, as a report names them."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.of_plan: dict[str, dict[tuple[str, str], str]] = {}
        for one in context.lexicon.of_kind("provision"):
            for level in context.phrases.provisions:
                if one.fact("type") == f"rkg:{level}" and (notation := one.fact("notation")):
                    self.of_plan.setdefault(self._plan(one.id), {})[level, notation.lower()] = one.id
        hits = [hit.thing for part in context.source.parts for hit in context.names(part, "plan")]
        counted = Counter(one for one in hits if one in self.of_plan)
        self.plan = counted.most_common(1)[0][0] if counted else context.lexicon.settings.plan

    def named(self, part: Part, start: int = 0, end: int | None = None) -> Iterator[Named]:
        """Yield the provisions that are named by number in a span of a passage."""
        for level, pattern in self.context.phrases.provisions.items():
            for match in pattern.finditer(part.text, start, len(part.text) if end is None else end):
                first, numbers = numbered(self.context.phrases, part.text, match)
                plan = self._frame(part, match.start(), numbers[-1][1]) if numbers else ""
                for number, stop in numbers:
                    if found := self._numbered(plan, level, number):
                        yield Named(At(part, first, stop), found)

    def titled(self, part: Part) -> Iterator[Named]:
        """Yield the domains whose title stands in a heading."""
        bare = re.sub(r"^[\W\d]*(?:[IVX]+\.)?\W*", "", part.text)
        for (level, _), thing in self.of_plan.get(self.plan, {}).items():
            known = self.context.lexicon.things[thing]
            labels = [*known.names.get(self.context.lexicon.language, ()), *known.facts.get("printedAs", ())]
            for label in labels if level == "Domain" else ():
                mine, its = [word.folded for word in words(label)], [word.folded for word in words(bare)]
                if mine == its or (len(mine) >= LONG_LABEL and " ".join(mine) in " ".join(its)):
                    yield Named(At(part, 0, len(part.text)), (thing,))
                    break

    def _plan(self, provision: str) -> str:
        seen = provision
        while (above := self.context.lexicon.things[seen].fact("within")) and above in self.context.lexicon.things:
            seen = above
        return seen

    def _numbered(self, plan: str, level: str, number: str) -> tuple[str, ...]:
        known = self.of_plan.get(plan, {})
        if (level, number) in known:
            return (known[level, number],)
        return tuple(
            one for (its, notation), one in known.items() if its == level and re.fullmatch(rf"{number}[a-z]", notation)
        )

    def _frame(self, part: Part, start: int, end: int) -> str:
        """Return the plan or text that a number belongs to."""
        context, sentence = self.context, part.sentence_at(start)
        hits = context.names(part, *FRAMES, start=sentence.start, end=sentence.end)
        near = [hit for hit in hits if 0 <= hit.start - end <= NEAR] or [
            hit for hit in hits if 0 <= start - hit.end <= NEAR
        ]
        if near or hits:
            return (near or hits)[0].thing
        around = [one for one in context.source.parts if one.level and one.text in part.path and one is not part]
        for heading in reversed(around):
            if named := context.names(heading, *FRAMES):
                return named[0].thing
        section = [one for one in context.source.parts if one.path == part.path and one.kind == "content"]
        things = {hit.thing for one in section for hit in context.names(one, *FRAMES)}
        return next(iter(things)) if len(things) == 1 and not part.level else self.plan


def provisions(context: Context, meeting: Meeting, known: Provisions) -> tuple[list[Proposal], list[Question]]:
    """Return the provisions that a meeting is said to serve, and questions for those that are only named."""
    found: dict[str, Proposal] = {}
    asked: dict[str, Question] = {}
    for named, rule, sure in _stated(context, meeting, known):
        proposals = tuple(Proposal("addresses", one, sure, rule, (named.at.proof,)) for one in named.provisions)
        if len(proposals) == 1:
            found.setdefault(named.provisions[0], proposals[0])
        else:
            asked.setdefault(
                named.at.text,
                Question(Message(mark("Which of the provisions of this number is meant?")), "addresses", proposals),
            )
    for said in context.sentences(meeting.parts):
        for named in known.named(said.part, said.sentence.start, said.sentence.end):
            if not any(one in found for one in named.provisions) and named.provisions[0] not in asked:
                about = Message(mark("Did the meeting deal with this provision? The report names it."))
                chosen = tuple(
                    Proposal("addresses", one, 0.4, "provision-named", (named.at.proof,)) for one in named.provisions
                )
                asked[named.provisions[0]] = Question(about, "addresses", chosen)
    return list(found.values()), list(asked.values())[:MOST_QUESTIONS]


def plan_of(context: Context, meeting: Meeting, known: Provisions) -> list[Proposal]:
    """Return the plan under which a meeting stands, where its title, its opening or the headings above it name it."""
    places = [*meeting.above, *title_page(meeting), *(opening(meeting) if meeting.main else meeting.foreword)]
    for part in places:
        for hit in context.names(part, "plan"):
            if hit.thing == known.plan and not context.phrases.planned.search(part.sentence_at(hit.start).text):
                at = At(part, hit.start, hit.end)
                return [Proposal("underPlan", hit.thing, 0.8, "plan-named", (at.proof,))]
    return []


def _stated(context: Context, meeting: Meeting, known: Provisions) -> Iterator[tuple[Named, str, float]]:
    phrases = context.phrases
    for part in (*meeting.above, *(one for one in meeting.parts if one.level)):
        yield from ((one, "provision-in-heading", 0.92) for one in (*known.named(part), *known.titled(part)))
    page = title_page(meeting)
    for part in page:
        if (
            not part.level
            and len(part.sentences) == 1
            and len(part.text) < 160
            and not phrases.passing.search(part.text)
        ):
            yield from (
                (one, "provision-in-title", 0.9) for one in known.named(part) if not phrases.ought.search(part.text)
            )
    for said in context.sentences(meeting.parts):
        if phrases.passing.search(said.text) or not (of_the_meeting(context, meeting, said) or not meeting.main):
            continue
        for named in known.named(said.part, said.sentence.start, said.sentence.end):
            before = said.part.text[said.sentence.start : named.at.start]
            cue = [match for match in phrases.addresses.finditer(before)]
            subject = (
                phrases.meeting.search(before)
                or phrases.discussions.search(before)
                or said.part in opening(meeting)[:4]
            )
            if phrases.ought.search(said.text):
                continue
            if cue and subject:
                yield named, "provision-in-sentence", 0.9
            elif said.part in opening(meeting)[:OPENING]:
                yield named, "provision-in-opening", 0.8

"""The rules together: the draft that a report calls for."""

from collections.abc import Iterator

from rabatkg.dates import days
from rabatkg.drafting.attendance import participants
from rabatkg.drafting.chairs import chairs
from rabatkg.drafting.context import At, Context
from rabatkg.drafting.figures import counts
from rabatkg.drafting.lexicon import Lexicon
from rabatkg.drafting.meetings import Meeting, meetings
from rabatkg.drafting.outcomes import Read, outcomes, themes
from rabatkg.drafting.pairs import pair
from rabatkg.drafting.persons import Mention, co_chairs, mentions, persons
from rabatkg.drafting.phrases import LANGUAGES, phrases_of
from rabatkg.drafting.places import place
from rabatkg.drafting.practices import announcements, follow_ups, practices
from rabatkg.drafting.proposals import Draft, Proposal, Question, Thing
from rabatkg.drafting.provisions import Provisions, plan_of, provisions
from rabatkg.drafting.recommendations import more, recommendations
from rabatkg.drafting.scope import main_clauses, of_the_meeting, opening
from rabatkg.drafting.source import Source
from rabatkg.drafting.titles import identifier, title
from rabatkg.drafting.when import when
from rabatkg.graph import Corpus
from rabatkg.speech import Message, Texts, mark

AROUND = 30
"""A quotation that shows whether a meeting was held has so many characters before and after the verb."""
HELD, PLANNED = "status/held", "status/planned"


def propose(source: Source, corpus: Corpus, class_name: str | None = None) -> Draft:
    """Return the records that a report seems to call for: its meeting, other meetings that it tells of, new entries.

    Args:
        source: the report.
        corpus: the graph whose registers and vocabularies the rules know names from.
        class_name: what class of meeting the report is of, where somebody has said so.

    Raises:
        DataError: no rules read the language of the report.
    """
    language = source.language if source.language in LANGUAGES else corpus.layout.settings.languages[0]
    context = Context(source, Lexicon(corpus, phrases_of(language)))
    told = meetings(context)
    named = {id(one): mentions(context, one) for one in told}
    known = Provisions(context)
    records: list[Thing] = []
    entries: dict[str, Thing] = {}
    asked: list[Question] = []
    taken = {one.id for one in context.lexicon.of_kind("meeting")}
    for one in told:
        record, new, again = _Record(context, one, known, named[id(one)], taken).drafted(
            class_name if one.main else None
        )
        taken.add(record.text("id") or "")
        records.append(record)
        entries.update({thing.text("id") or "": thing for thing in new if (thing.text("id") or "") not in entries})
        asked += again
    return Draft(source.document, (*records, *entries.values()), tuple(asked))


class _Record:
    """The record of one meeting on its way together."""

    def __init__(
        self, context: Context, meeting: Meeting, known: Provisions, named: list[Mention], taken: set[str]
    ) -> None:
        self.context, self.meeting, self.known, self.named, self.taken = context, meeting, known, named, taken
        self.proposals: list[Proposal] = []
        self.questions: list[Question] = []

    def drafted(self, class_name: str | None) -> tuple[Thing, list[Thing], list[Question]]:
        """Return the record, the new entries that it needs, and what is to be asked above all records."""
        context, meeting = self.context, self.meeting
        self._kind(class_name)
        dated, asked = when(context, meeting)
        self._add((dated, asked))
        places, asked, new = place(context, meeting, dated)
        self._add((places, asked))
        self._add(chairs(context, meeting))
        self._status()
        self.proposals += plan_of(context, meeting, self.known)
        self.proposals += self._present()
        people, entries = persons(context, self.named)
        self.proposals += people
        self._co_chairs()
        self.proposals += self._named(entries)
        self.proposals += themes(context, meeting.topic, "theme-in-title") if meeting.topic else []
        self.proposals += self._outcomes()
        self._provisions()
        called = {one.text("id") or "": one.of("title")[0].value for one in new}
        self.proposals += title(
            context, meeting, self.proposals, {key: value for key, value in called.items() if isinstance(value, Texts)}
        )
        key = identifier(context, meeting, self.proposals, self.taken)
        self.proposals.append(Proposal("id", key, 1.0, "identifier"))
        return Thing(tuple(self.proposals), tuple(self.questions)), [*new, *entries], list(self._same())

    def _add(self, found: tuple[list[Proposal], list[Question]]) -> None:
        self.proposals += found[0]
        self.questions += found[1]

    def _kind(self, class_name: str | None) -> None:
        lexicon, kind, at = self.context.lexicon, self.meeting.kind, self.meeting.named
        if kind is None or at is None:
            asks = Message(mark("What kind of meeting was it? The report does not say it plainly."))
            self.questions.append(Question(asks, "type"))
            self.proposals.append(
                Proposal("type", class_name or "TechnicalMeeting", 1.0 if class_name else 0.6, "kind-not-said")
            )
            return
        of = class_name or lexicon.class_of(kind)
        rule = "kind-in-heading" if self.meeting.heading else "kind-in-text"
        sure = 0.95 if self.meeting.heading else 0.85
        self.proposals.append(Proposal("type", of, sure, rule))
        if lexicon.class_of(kind) == of:
            self.proposals.append(Proposal("meetingKind", kind, sure, rule, (at.proof,)))

    def _co_chairs(self) -> None:
        """Propose co-chairs where no fixed phrase named two: the people who chaired, or the two states named."""
        said = {str(one.value) for one in self.proposals if one.key == "coChair"}
        if len(said) > 1:
            return
        for told in (co_chairs(self.named), pair(self.context, self.meeting, self.named)):
            states = {str(one.value) for one in told}
            if len(states) > 1 and said <= states:
                self.proposals += [one for one in told if str(one.value) not in said]
                self.questions = [one for one in self.questions if one.key != "coChair"]
                return

    def _status(self) -> None:
        """Propose that the meeting was held, or that it is planned where all is yet to come."""
        context, meeting = self.context, self.meeting
        for said in main_clauses(context, opening(meeting)):
            planned, held = context.phrases.planned.search(said.text), context.phrases.held.search(said.text)
            if not of_the_meeting(context, meeting, said):
                continue
            match = planned if meeting.planned else held
            if match and (meeting.planned or not planned):
                value, rule = (PLANNED, "planned-in-sentence") if meeting.planned else (HELD, "held-in-sentence")
                at = said.span(max(0, match.start() - AROUND), min(len(said.text), match.end() + AROUND))
                self.proposals.append(Proposal("status", value, 0.8 if meeting.planned else 0.95, rule, (at.proof,)))
                return
        shown = [one for one in self.proposals if one.key in ("coChair", "when", "start") and one.proofs]
        if shown:
            self.proposals.append(Proposal("status", HELD, 0.85, "held-as-told", shown[0].proofs))
        else:
            self.proposals.append(Proposal("status", HELD, 0.6, "held-as-reported"))

    def _provisions(self) -> None:
        """Propose the provisions; none is asked about that an outcome serves already."""
        found, asked = provisions(self.context, self.meeting, self.known)
        served = {
            str(value.value) for one in self.proposals for thing in _things(one) for value in thing.of("addresses")
        }
        self.proposals += found
        self.questions += [one for one in asked if not any(str(each.value) in served for each in one.alternatives)]

    def _present(self) -> list[Proposal]:
        spans = tuple(one.span for one in self.named)
        parts = {str(one.value) for one in self.proposals if one.key in ("coChair", "host", "chairedBy", "coOrganiser")}
        found = participants(self.context, self.meeting, spans)
        return [one for one in found if str(one.value) not in parts]

    def _named(self, entries: list[Thing]) -> list[Proposal]:
        """Return the organisations, bodies and dialogues that are named and that no other key holds."""
        held = {str(value.value) for one in self.proposals for thing in _things(one) for value in thing.proposals}
        held |= {str(one.value) for one in self.proposals}
        found: dict[str, Proposal] = {}
        for part in self.meeting.parts:
            for hit in (
                self.context.names(part, "organisation", "dialogue") if part.kind in ("content", "heading") else ()
            ):
                if len(hit.things) == 1 and hit.thing not in held:
                    at = At(part, hit.start, hit.end)
                    found.setdefault(hit.thing, Proposal("names", hit.thing, 0.85, "name-in-text", (at.proof,)))
        return list(found.values())

    def _outcomes(self) -> Iterator[Proposal]:
        context, meeting, known = self.context, self.meeting, self.known
        if meeting.planned:
            return
        yield from counts(context, meeting)
        found = recommendations(context, meeting)
        yield from outcomes(
            context, found, known, "Recommendation", "recommendation", Message(mark("Recommendation")),
            lambda read: more(context, read),
        )  # fmt: skip
        told = practices(context, meeting, self.named)
        done = follow_ups(context, meeting)
        yield from outcomes(
            context, _apart(told, found), known, "GoodPractice", "practice", Message(mark("Good practice"))
        )
        yield from outcomes(context, _apart(done, found), known, "FollowUp", "follow-up", Message(mark("Follow-up")))
        coming = list(announcements(context, meeting))
        for class_name, key, kind in (
            ("Announcement", "announcement", Message(mark("Announcement"))),
            ("Offer", "offer", Message(mark("Offer"))),
        ):
            read = [one for name, one in coming if name == class_name]
            yield from outcomes(context, _apart(read, [*found, *told, *done]), known, class_name, key, kind)

    def _same(self) -> Iterator[Question]:
        """Yield the question whether the graph holds the meeting already: of its class, at its time, in its place."""
        values = {
            one.key: str(one.value) for one in reversed(self.proposals) if isinstance(one.value, str) and one.sure
        }
        date, last = values.get("start") or values.get("when"), values.get("end") or values.get("when")
        mine = (days(date) if date else None, days(last) if last else None)
        if mine[0] is None or mine[1] is None:
            return
        chairs_ = {str(one.value) for one in self.proposals if one.key == "coChair"}
        for one in self.context.lexicon.of_kind("meeting"):
            earliest, latest = one.fact("earliest"), one.fact("latest")
            if one.fact("type") != f"rkg:{values.get('type')}" or not earliest or not latest:
                continue
            if earliest > str(mine[1][1]) or latest < str(mine[0][0]):
                continue
            place_ = one.fact("place")
            if (place_ and place_ == values.get("place")) or (chairs_ and chairs_ == set(one.facts.get("coChair", ()))):
                told = Message(
                    mark(
                        "{new} may be {known}, which the graph holds already. "
                        "If it is, write `adds: {known}` in the place of id and type."
                    ),
                    {"new": values["id"], "known": one.id},
                )
                yield Question(told, "adds")


def _things(one: Proposal) -> Iterator[Thing]:
    if isinstance(one.value, Thing):
        yield from one.value.every()


def _apart(read: list[Read], others: list[Read]) -> list[Read]:
    """Return what does not stand in the same words as something else."""
    return [
        one
        for one in read
        if not any(
            one.at.part is other.at.part and one.at.start < other.at.end and other.at.start < one.at.end
            for other in others
        )
    ]

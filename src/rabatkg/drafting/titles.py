"""What a meeting is called, in our own words and in every language; and the identifier that it is to have."""

from rabatkg.dates import days
from rabatkg.drafting import cldr
from rabatkg.drafting.context import Context
from rabatkg.drafting.meetings import Meeting
from rabatkg.drafting.outcomes import named_by, themes
from rabatkg.drafting.proposals import Proposal
from rabatkg.names import slug
from rabatkg.speech import Message, Texts, mark

UNDATED = "0000"
"""Stands in an identifier for the year that nobody said; the rule for identifiers asks for four digits."""


def title(context: Context, meeting: Meeting, said: list[Proposal], new_places: dict[str, Texts]) -> list[Proposal]:
    """Return the title of a meeting: its kind, what it is on, where and when; and how the report prints it.

    Args:
        context: the report.
        meeting: the meeting.
        said: what is proposed of it.
        new_places: what places are called that no register holds yet.
    """
    values = {one.key: one.value for one in reversed(said) if one.sure and isinstance(one.value, str)}
    languages = context.lexicon.settings.languages
    kind = context.lexicon.texts(meeting.kind) if meeting.kind else Message(mark("Meeting"))
    on = named_by(context, (str(one.value) for one in themes(context, meeting.topic))) if meeting.topic else None
    place = values.get("place")
    where = None
    if place:
        where = new_places.get(place) or (context.lexicon.texts(place) if place in context.lexicon.things else None)
    date = values.get("start") or values.get("when")
    span = days(date) if date else None
    then = None
    if date and span:
        then = Texts({one: date[:4] if len(date) == 4 else cldr.month_and_year(span[0], one) for one in languages})
    told: Message | Texts = kind
    if on:
        told = Message(mark("{kind}: {themes}"), {"kind": told, "themes": on})
    if where:
        told = Message(mark("{title}, {place}"), {"title": told, "place": where})
    if then:
        told = Message(mark("{title}, {date}"), {"title": told, "date": then})
    found = [Proposal("title", told, 0.9, "title-from-facts")]
    if meeting.named:
        end = meeting.topic.end if meeting.topic and meeting.topic.part is meeting.named.part else meeting.named.end
        printed = meeting.named.to(end)
        found.append(Proposal("printedAs", printed.text, 0.85, "title-as-printed", (printed.proof,)))
    return found


def identifier(context: Context, meeting: Meeting, said: list[Proposal], taken: set[str]) -> str:
    """Return an identifier that no meeting has: its year and month, its place, what it is on; else its kind."""
    values = {one.key: one.value for one in reversed(said) if one.sure and isinstance(one.value, str)}
    date = (values.get("start") or values.get("when") or UNDATED)[:7]
    words = []
    if values.get("place"):
        words.append(str(values["place"]).partition("/")[2])
    if meeting.topic and (about := themes(context, meeting.topic)):
        words.append(str(about[0].value).partition("/")[2])
    if not words:
        words.append((meeting.kind or "meeting-kind/meeting").partition("/")[2])
    key = slug("-".join([date, *words]))
    number = next(
        n for n in range(1, len(taken) + 2) if (f"meeting/{key}" if n == 1 else f"meeting/{key}-{n}") not in taken
    )
    return f"meeting/{key}" if number == 1 else f"meeting/{key}-{number}"

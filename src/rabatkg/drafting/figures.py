"""How many took part in a meeting, and from how many countries: figures with what makes them exact or not."""

import re

from rabatkg.drafting.context import Context, Said
from rabatkg.drafting.meetings import Meeting
from rabatkg.drafting.proposals import Proposal, Thing
from rabatkg.drafting.scope import main_clauses, of_the_meeting, opening
from rabatkg.speech import Message, mark

FIGURE = r"(?<![\w.,])(\d{1,3}(?:[ ., ]\d{3})+|\d{1,4})(?![\w%])"
YEAR = re.compile(r"(?:19|20)\d{2}")
REACH = 60
"""A qualifier stands so near before its figure."""


def counts(context: Context, meeting: Meeting) -> list[Proposal]:
    """Return the figures of participants and of countries, each with its qualifier, as outcomes."""
    found: dict[str, Proposal] = {}
    for said in main_clauses(context, opening(meeting)):
        if not of_the_meeting(context, meeting, said) or context.phrases.planned.search(said.text):
            continue
        people = _figure(context, said, context.phrases.people, 0)
        if people is None:
            continue
        found.setdefault("participants", _observation(context, said, "participants", people))
        countries = _figure(context, said, context.phrases.countries, 0)
        if countries is not None:
            found.setdefault("countries", _observation(context, said, "participating-countries", countries))
    return list(found.values())


def _figure(context: Context, said: Said, noun: re.Pattern[str], start: int) -> tuple[int, str, int, int] | None:
    """Return the first figure that counts a noun: its value, its qualifier, and where it begins and ends."""
    text, phrases = said.text, context.phrases
    spelled = "|".join(sorted(phrases.numerals, key=len, reverse=True))
    for match in re.finditer(rf"{FIGURE}|\b(?P<word>{spelled})\b", text[start:], re.IGNORECASE):
        behind = re.match(r"\s+(?:autres |other )?", text[start + match.end() :])
        counted = noun.match(text, start + match.end() + (behind.end() if behind else 0))
        if counted is None or re.search(r"\d", counted[0]) or YEAR.fullmatch(match[0]):
            continue
        begin = start + match.start()
        value = phrases.numerals[match["word"].lower()] if match["word"] else int(re.sub(r"\D", "", match[1]))
        before = text[max(0, begin - REACH) : begin]
        told = next((name for name, pattern in phrases.qualifiers.items() if pattern.search(before)), None)
        rounded = phrases.round_number.search(match[0])
        return (
            value,
            told or ("qualifier/about" if rounded else "qualifier/exact"),
            max(0, begin - len(before)),
            counted.end(),
        )
    return None


def _observation(context: Context, said: Said, measure: str, figure: tuple[int, str, int, int]) -> Proposal:
    value, qualifier, start, end = figure
    unit = "unit/participants" if measure == "participants" else "unit/countries"
    told = {
        "participants": Message(mark("Participants: {number}"), {"number": value}),
        "participating-countries": Message(mark("Countries that took part: {number}"), {"number": value}),
    }[measure]
    proof = (said.span(start, end).proof,)
    rule = f"count-of-{measure}"
    node = Thing(
        (
            Proposal("key", f"observation-{measure}", 1.0, rule),
            Proposal("type", "Observation", 1.0, rule),
            Proposal("title", told, 1.0, rule),
            Proposal("note", Message(mark("The report gives the figure in its own voice.")), 1.0, rule),
            Proposal("measure", f"measure/{measure}", 0.9, rule, proof),
            Proposal("value", str(value), 0.9, rule, proof),
            Proposal("unit", unit, 0.9, rule, proof),
            Proposal("qualifier", qualifier, 0.9, rule, proof),
        )
    )
    return Proposal("outcome", node, 0.9, rule, proof)

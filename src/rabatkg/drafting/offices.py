"""The office in which a person is named: how far it reaches in the text, and whose office it is."""

import re
from dataclasses import dataclass, replace

from rabatkg.drafting.context import At, Context
from rabatkg.drafting.demonyms import Demonyms
from rabatkg.drafting.houses import INSTITUTIONS, holder, inner_house, unknown
from rabatkg.drafting.people import Person
from rabatkg.drafting.phrases.form import Pattern
from rabatkg.drafting.source import Part
from rabatkg.drafting.words import words

LONGEST = 320
BESIDE = 4
"""An office that begins so few characters after the name of somebody else is that person's."""


@dataclass(frozen=True)
class Office:
    """An office as it is printed.

    Attributes:
        at: the words of the office; None where only the institution is said.
        whole: the office with the institution.
        of: the organisation or state whose office it is, where the graph knows it.
        house: the name of an institution that the graph does not know.
    """

    at: At | None
    whole: At
    of: str | None = None
    house: str | None = None


def office_of(context: Context, demonyms: Demonyms, person: Person, others: list[Person]) -> Office | None:
    """Return the office that stands with a name: after it, in a bracket, before it, or in the name's own rank."""
    part, end = person.at.part, person.at.end
    text, phrases = part.text, context.phrases
    stop = min([len(text), end + LONGEST, *(one.at.start for one in others if one.at.start > end)])
    if (told := _after_bracket(context, demonyms, person, stop)) is not None:
        return told
    if (match := phrases.holds.match(text, end)) and phrases.office.match(text, match.end()):
        return _described(context, demonyms, part, match.end(), _reach(context, part, match.end(), stop, ", "))
    gap = re.match(r",? ?\(|, | [–-] ", text[end:])
    heads = phrases.heads.match(text, end + gap.end()) if gap else None
    if gap and heads:
        begin = heads.start(1)
        whole = At(part, begin, _reach(context, part, begin, stop, gap[0]))
        of = holder(context, demonyms, whole)
        return Office(whole, whole, of, None if of else inner_house(context, whole))
    if gap:
        begin = end + gap.end()
        begin = max(begin, _reaches(phrases.article, text, begin))
        plausible = phrases.office.match(text, begin) or (person.honoured and _noun(context, text, begin))
        plausible = plausible and not phrases.office_ends.match(" " + text[begin:stop])
        if plausible:
            told = _described(context, demonyms, part, begin, _reach(context, part, begin, stop, gap[0]))
            if (spoken := _spoken_for(context, person)) is not None:
                return replace(told, of=spoken)
            if told.of is None and (before := _before(context, demonyms, person)) is not None:
                return replace(told, of=before.of)
            return told
    if (before := _before(context, demonyms, person)) is not None and not any(
        0 <= before.whole.start - one.at.end <= BESIDE for one in others
    ):
        return before
    if person.honoured and (link := phrases.of_name.match(text, end)):
        whole = At(part, link.end(), _reach(context, part, link.end(), stop, "("))
        told = _described(context, demonyms, part, whole.start, whole.end)
        if told.of or told.house:
            close = whole.start + len(told.house) + BESIDE if told.house and not told.of else whole.end
            return Office(person.rank, At(part, person.at.start, min(close, whole.end)), told.of, told.house)
    if person.rank:
        return Office(person.rank, person.at)
    return None


def _after_bracket(context: Context, demonyms: Demonyms, person: Person, stop: int) -> Office | None:
    """Return the office that stands after a bracket with a country or an organisation: `Ms Y (Aaa), head of unit`."""
    part, end = person.at.part, person.at.end
    bracket = re.match(r" ?\(([^()]{2,60})\), ", part.text[end:stop])
    if bracket is None:
        return None
    begin, inside = end + bracket.end(), At(part, end + bracket.start(1), end + bracket.end(1))
    of = holder(context, demonyms, inside)
    if of is None or not context.phrases.office.match(part.text, begin) or context.phrases.office.match(inside.text):
        return None
    told = _described(context, demonyms, part, begin, _reach(context, part, begin, stop, ", "))
    return replace(told, of=told.of or of)


def _spoken_for(context: Context, person: Person) -> str | None:
    """Return the institution on whose behalf a person is said to speak, right before the name."""
    part, start = person.at.part, person.at.start
    for hit in context.names(part, *INSTITUTIONS, end=start):
        if part.text[hit.end : start].strip(" ,()") == "" and context.phrases.on_behalf.search(part.text[: hit.start]):
            return hit.thing
    return None


def cell(context: Context, demonyms: Demonyms, part: Part, function: At, house: At | None) -> Office:
    """Return the office that two cells of a row say: the function, and the country or organisation."""
    of = holder(context, demonyms, house) if house else None
    own = unknown(context, house, of) if house is not None and of is None else None
    return Office(function, function, of or holder(context, demonyms, function), own)


def _noun(context: Context, text: str, place: int) -> bool:
    """Tell whether what follows a comma may be an office that the language does not list: a noun, and no clause."""
    phrases = context.phrases
    if phrases.office_ends.match(" " + text[place : place + 40]) or phrases.spoke.match(text, place):
        return False
    first = words(text[place : place + 40])
    if first and (first[0].folded in phrases.fillers or first[0].folded in phrases.linking):
        return False
    word = re.match(r"[^\W\d_]{4,}(?=[ ,])", text[place:])
    clause = re.match(r"[^,.;:]{4,90}(?=[,.;)])", text[place:])
    if clause and phrases.office_ends.search(" " + clause[0]):
        return False
    return bool(word and clause and not re.match(r"\w+(?:ing|ant|ed)\b", text[place:]))


def _reach(context: Context, part: Part, begin: int, stop: int, opened: str) -> int:
    """Return where an office ends: before a verb, a further person, or a comma that nothing of it goes on after."""
    phrases, text = context.phrases, part.text
    stop = min(stop, part.sentence_at(begin).end)
    if "(" in opened and (close := text.find(")", begin)) > 0:
        return min(close, stop)
    end = stop
    for match in phrases.office_ends.finditer(text, begin, stop):
        inside = text.count("(", begin, match.start()) > text.count(")", begin, match.start())
        if not (match[0] == ")" and inside):
            end = match.start()
            break
    place = text.find(",", begin, end)
    while place >= 0:
        if not _goes_on(context, part, begin, place, end):
            end = place
            break
        place = text.find(",", place + 1, end)
    return begin + len(phrases.dangling.sub("", text[begin:end]))


def _goes_on(context: Context, part: Part, begin: int, comma: int, end: int) -> bool:
    """Tell whether the office goes on after a comma."""
    phrases, text = context.phrases, part.text
    place = comma + 1 + len(text[comma + 1 :]) - len(text[comma + 1 :].lstrip())
    segment = text[place : text.find(",", place, end) if text.find(",", place, end) > 0 else end]
    if not segment or phrases.spoke.match(text, place) or phrases.office_ends.match(" " + segment):
        return False
    if phrases.office_goes_on.match(segment) or phrases.house.match(segment) or phrases.office.match(segment):
        return True
    if any(hit.start == place for hit in context.names(part, *INSTITUTIONS, "state", start=place)):
        return True
    listed = phrases.portfolio.search(text[begin:comma])
    return bool(listed and segment[0].isupper() and len(segment.split()) < 6)


def _described(context: Context, demonyms: Demonyms, part: Part, begin: int, end: int) -> Office:
    """Return an office parted from the institution where it is held."""
    phrases, text = context.phrases, part.text
    whole = At(part, begin, end)
    for match in phrases.within.finditer(text, begin + 1, end):
        place = match.end()
        named = _names_another(context, part, begin, match.start(), place, end)
        house = _reaches(phrases.house, text, place) > _reaches(phrases.office, text, place)
        if (named or house) and not phrases.office.fullmatch(text[place:end]):
            held = At(part, place, end)
            of = holder(context, demonyms, held)
            own = unknown(context, held, of) if house else None
            return Office(At(part, begin, match.start()), whole, of or holder(context, demonyms, whole), own)
    of = holder(context, demonyms, whole)
    if phrases.house.match(text, begin) and not phrases.office.match(text, begin):
        return Office(None, whole, of, unknown(context, whole, of))
    known = of is not None and not of.startswith("state/")
    return Office(whole, whole, of, None if known else inner_house(context, whole))


def _reaches(pattern: Pattern, text: str, place: int) -> int:
    """Return how far a pattern reaches from a place of the text; -1 where it does not match."""
    match = pattern.match(text, place)
    return match.end() if match else -1


def _names_another(context: Context, part: Part, begin: int, gap: int, place: int, end: int) -> bool:
    """Tell whether an institution is named at a place, and not only the acronym of the one right before it."""
    kinds = (*INSTITUTIONS, "state") if "(" in part.text[gap:place] else INSTITUTIONS
    here = [hit for hit in context.names(part, *kinds, start=gap, end=end) if hit.start <= place + 4 < hit.end + 4]
    before = [hit.thing for hit in context.names(part, *INSTITUTIONS, start=begin, end=gap) if hit.end >= gap - 1]
    return bool(here) and here[0].thing not in before


def _before(context: Context, demonyms: Demonyms, person: Person) -> Office | None:
    """Return the office that stands before a name: `the Mayor of X, Mr Y` or `Le représentant du HCR, M. Y`."""
    text, start, phrases = person.at.part.text, person.at.start, context.phrases
    gap = re.search(r"(,? )$", text[:start])
    if gap is None or (gap[0] == " " and not person.honoured):
        return None
    end = gap.start()
    for clause in _clauses(text, end):
        found = phrases.office.search(text, clause, end)
        if found is None:
            continue
        cut = [match.end() for match in phrases.before_office.finditer(text, clause, found.end())]
        begin = max([found.start() + len(found[0]) - len(found[0].lstrip()), *cut])
        begin = max(begin, _reaches(phrases.article, text, begin))
        said = text[begin:end]
        if not 3 < len(said) < LONGEST or phrases.office_ends.search(_bare(said)) or not phrases.office.match(said):
            return None
        if gap[0] == " " and len(words(said)) > 14:
            return None
        return _described(context, demonyms, person.at.part, begin, end)
    return None


def _clauses(text: str, end: int) -> list[int]:
    """Return where a clause that ends at a place may begin: after the last comma outside brackets, or one before it."""
    starts, depth = [], 0
    for place in range(end - 1, max(0, end - LONGEST), -1):
        sign = text[place]
        depth += (sign == ")") - (sign == "(")
        if (depth == 0 and sign in ",;:") or (sign == "." and text[place + 1 : place + 2] == " "):
            starts.append(place + 1)
            if sign != "," or len(starts) == 3:
                return starts
    return [*starts, max(0, end - LONGEST)]


def _bare(text: str) -> str:
    return re.sub(r"\([^()]*\)", "", text)

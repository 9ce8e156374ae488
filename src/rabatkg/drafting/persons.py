"""The people who took part in a meeting, each with the office in which the report names them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from rabatkg.drafting.context import At, Context
from rabatkg.drafting.demonyms import Demonyms
from rabatkg.drafting.meetings import Meeting
from rabatkg.drafting.offices import Office, cell, office_of
from rabatkg.drafting.people import NAME, Person, people
from rabatkg.drafting.proposals import Proposal, Thing
from rabatkg.drafting.source import Part
from rabatkg.drafting.words import fold, words
from rabatkg.names import slug
from rabatkg.speech import Message, Texts, mark

PRESENT = "role/participant"
LONGEST_KEY = 60
FIRST_NAMES = 3
"""The meaning of a column that holds first names beside one of family names."""


@dataclass(frozen=True)
class Mention:
    """A person with an office where the report names them."""

    person: Person
    office: Office
    role: str
    rule: str

    @property
    def span(self) -> At:
        """The words that name person and office together."""
        whole, at = self.office.whole, self.person.at
        return At(at.part, min(at.start, whole.start), max(at.end, whole.end))


def mentions(context: Context, meeting: Meeting) -> list[Mention]:
    """Return every mention of a person with an office or an institution, in running text and in tables."""
    demonyms = Demonyms(context.lexicon)
    found: list[Mention] = []
    columns: dict[int, int] | None = None
    for part in meeting.parts:
        if part.cells:
            columns = _columns(context, part) or columns
            found += _in_row(context, demonyms, part, columns)
            continue
        columns = None
        if part.kind == "content" or (part.level and "," in part.text):
            found += _in_text(context, demonyms, part)
    return found


def persons(context: Context, found: list[Mention]) -> tuple[list[Proposal], list[Thing]]:
    """Return a participation for each person, and a record for each person and institution that is not known yet."""
    participations: list[Proposal] = []
    records: dict[str, Thing] = {}
    for group in _together(found):
        best = _best(group)
        known = next(
            (
                context.lexicon.persons[key]
                for one in group
                if (key := fold(one.person.name)) in context.lexicon.persons
            ),
            None,
        )
        actor = known or f"person/{slug(best.person.name)}"
        if known is None:
            records[actor] = _entry(context, actor, best)
        house = next((one.office.house for one in group if one.office.house), None)
        if house and best.office.house:
            records[f"organisation/{slug(house)[:LONGEST_KEY]}"] = _house(context, house, best)
        participations.append(_participation(context, actor, best))
    return participations, list(records.values())


def co_chairs(found: list[Mention]) -> list[Proposal]:
    """Return the states and organisations for which people co-chaired a meeting."""
    reason = Message(mark("Somebody who speaks for it co-chaired."))
    told = [
        (one.office.of, one.span.proof) for one in found if one.role == "role/co-chair" and one.office.of is not None
    ]
    return [
        Proposal(
            "coChair",
            of,
            0.75 if of.startswith("state/") else 0.65,
            "co-chair-by-person",
            (proof,),
            "interpreted",
            reason,
        )
        for of, proof in told
    ]


def _in_text(context: Context, demonyms: Demonyms, part: Part) -> Iterator[Mention]:
    named = people(context, part)
    for person in named:
        office = office_of(context, demonyms, person, [one for one in named if one is not person])
        if office is None or (office.at is None and not (office.of or office.house)):
            continue
        if office.at is not None and not words(office.at.text):
            continue
        yield Mention(person, office, _role(context, person, office), "person-with-office")


def _role(context: Context, person: Person, office: Office) -> str:
    """Return the part that a person takes, by what stands right before and right after."""
    part = person.at.part
    sentence = part.sentence_at(person.at.start)
    start, end = min(person.at.start, office.whole.start), max(person.at.end, office.whole.end)
    before, after = part.text[sentence.start : start], part.text[end : sentence.end].lstrip(" ,")
    before = before if before.endswith(" ") or not before else before + " "
    for role, ahead, behind in context.phrases.roles:
        if role in context.lexicon.things and (ahead.search(before) or behind.match(after)):
            return role
    return PRESENT


def _columns(context: Context, part: Part) -> dict[int, int] | None:
    """Return which cells of a table hold names, functions and institutions, where this row is its head."""
    found: dict[int, int] = {}
    for meaning, pattern in enumerate(context.phrases.columns):
        for number, text in enumerate(part.cells):
            if meaning not in found and number not in found.values() and len(text) < 50 and pattern.search(text):
                found[meaning] = number
    if 0 not in found or len(found) < 2:
        return None
    names = [
        number
        for number, text in enumerate(part.cells)
        if context.phrases.columns[0].search(text) and number not in found.values()
    ]
    if names:
        given = min((found[0], *names), key=lambda number: not context.phrases.first_name.search(part.cells[number]))
        family = next(number for number in (found[0], *names) if number != given)
        found |= {0: family, FIRST_NAMES: given}
    return found


def _in_row(context: Context, demonyms: Demonyms, part: Part, columns: dict[int, int] | None) -> Iterator[Mention]:
    """Yield the person of a row: of a table whose head says what its cells hold."""
    if not columns or max(columns.values()) >= len(part.cells) or _columns(context, part) == columns:
        return
    spans = _cells(part)
    at = spans[columns[0]]
    if (beside := columns.get(FIRST_NAMES)) is not None:
        first, last = sorted((at, spans[beside]), key=lambda one: one.start)
        name = f"{spans[beside].text} {at.text}".strip()
        person: Person | None = Person(At(part, first.start, last.end), name, True)
    else:
        person = _name_in(context, part, at)
    if person is None:
        return
    function = spans[columns[1]] if 1 in columns and spans[columns[1]].text else None
    house = spans[columns[2]] if 2 in columns and spans[columns[2]].text else None
    if function is None and house is not None:
        told = cell(context, demonyms, part, house, house)
        yield Mention(person, Office(None, house, told.of, told.house), PRESENT, "person-in-table")
    elif function is not None:
        yield Mention(person, cell(context, demonyms, part, function, house), PRESENT, "person-in-table")


def _name_in(context: Context, part: Part, at: At) -> Person | None:
    """Return the person whose name stands in a cell, with or without a title."""
    named = [one for one in people(context, part) if one.at.start >= at.start and one.at.end <= at.end]
    if named:
        return named[0]
    text = at.text.strip()
    return Person(at, text, False) if " " in text and NAME.fullmatch(text) else None


def _cells(part: Part) -> list[At]:
    spans, place = [], 0
    for text in part.cells:
        start = part.text.index(text, place)
        spans.append(At(part, start, start + len(text)))
        place = start + len(text)
    return spans


def _together(found: list[Mention]) -> list[list[Mention]]:
    """Return the mentions person by person; a surname alone belongs to the person who bears it."""
    groups: dict[str, list[Mention]] = {}
    for one in sorted(found, key=lambda each: -len(words(each.person.name))):
        parts = {word.folded for word in words(one.person.name)}
        key = next((name for name in groups if parts <= set(name.split())), None)
        groups.setdefault(key or " ".join(word.folded for word in words(one.person.name)), []).append(one)
    order = {id(one): number for number, one in enumerate(found)}
    kept = [group for group in groups.values() if len(words(group[0].person.name)) > 1]
    return sorted(kept, key=lambda group: min(order[id(one)] for one in group))


def _best(group: list[Mention]) -> Mention:
    """Return the mention that says most: with an office before one without, running text before a table."""
    best = max(
        group, key=lambda one: (one.office.at is not None, one.office.of is not None or one.office.house is not None)
    )
    of = next((one.office.of for one in group if one.office.of), None)
    role = next((one.role for one in group if one.role != PRESENT), best.role)
    name = max((one.person for one in group), key=lambda one: len(words(one.name)))
    person = best.person if best.person.at.part is not name.at.part else name
    return Mention(replace(person, name=name.name), replace(best.office, of=best.office.of or of), role, best.rule)


def _participation(context: Context, actor: str, one: Mention) -> Proposal:
    rule, name = one.rule, actor.partition("/")[2]
    proofs = (one.span.proof,)
    sure = 0.92 if one.office.at is not None else 0.7
    proposals = [
        Proposal("key", f"{name}-{one.role.partition('/')[2]}"[:LONGEST_KEY].rstrip("-"), 1.0, rule),
        Proposal("actor", actor, sure, rule, proofs),
        Proposal("role", one.role, 0.75, rule, proofs),
    ]
    if one.office.at is not None:
        proposals.append(Proposal("capacity", _capacity(context, actor, one), sure, rule, proofs))
    elif one.office.of:
        proposals.append(Proposal("onBehalfOf", one.office.of, 0.7, rule, proofs))
    return Proposal("participation", Thing(tuple(proposals)), sure, rule, proofs)


def _capacity(context: Context, actor: str, one: Mention) -> Thing:
    assert one.office.at is not None
    office, rule, proofs = one.office.at, one.rule, (one.span.proof,)
    of = one.office.of or (f"organisation/{slug(one.office.house)[:LONGEST_KEY]}" if one.office.house else None)
    printed = office.part.text[office.start : office.end].strip()
    proposals = [
        Proposal("key", "capacity", 1.0, rule),
        Proposal("title", office_name(context, printed), 0.9, rule),
        Proposal("printedAs", printed, 0.92, rule, (office.proof,)),
        Proposal("actor", actor, 0.92, rule, proofs),
    ]
    if of:
        proposals.append(Proposal("organisation", of, 0.85 if one.office.of else 0.75, rule, proofs))
    return Thing(tuple(proposals))


def office_name(context: Context, printed: str) -> Texts:
    """Return what an office is called in our own words: by the noun that stands first in it, else as it is printed."""
    best: tuple[int, Texts] | None = None
    for pattern, texts in context.phrases.offices:
        match = pattern.search(printed)
        if match and (best is None or match.start() < best[0]):
            best = match.start(), Texts(texts)
    return best[1] if best else Texts({context.lexicon.language: printed})


def _entry(context: Context, actor: str, one: Mention) -> Thing:
    """Return the record of a person who is in no register yet."""
    told = Texts({language: one.person.name for language in context.lexicon.settings.languages})
    printed = one.person.at.text
    return Thing(
        (
            Proposal("id", actor, 0.9, one.rule),
            Proposal("type", "Person", 0.9, one.rule),
            Proposal("title", told, 0.9, one.rule, (one.person.at.proof,)),
            Proposal("printedAs", printed, 0.9, one.rule, (one.person.at.proof,)),
        )
    )


def _house(context: Context, house: str, one: Mention) -> Thing:
    """Return the record of an institution that is in no register yet."""
    key, proof = slug(house)[:LONGEST_KEY], (one.span.proof,)
    told = Texts({language: house for language in context.lexicon.settings.languages})
    return Thing(
        (
            Proposal("id", f"organisation/{key}", 0.75, "institution-of-person"),
            Proposal("type", "Organisation", 0.75, "institution-of-person"),
            Proposal("title", told, 0.75, "institution-of-person", proof),
            Proposal("printedAs", house, 0.75, "institution-of-person", proof),
            Proposal(
                "note",
                Message(mark("No register holds this institution yet; its name is as printed.")),
                1.0,
                "institution-of-person",
            ),
        )
    )

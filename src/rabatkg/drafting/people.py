"""Names of people in a text, as they are printed: after `Mr`, `S.E.` and the like, or right before an office."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rabatkg.drafting.cldr import months, weekdays
from rabatkg.drafting.context import At, Context
from rabatkg.drafting.source import Part
from rabatkg.drafting.towns import CAPITALS
from rabatkg.drafting.words import fold, words

LETTER = r"[^\W\d_]"
PIECE = (
    rf"(?:[{CAPITALS}]\.-?)+|[{CAPITALS}]{LETTER}*(?:['’][{CAPITALS}]?{LETTER}+)?(?:[-/]{LETTER}+(?:['’]{LETTER}+)?)*"
)
PARTICLE = (
    r"(?:d'|de la |de los |de l'|(?:de|da|do|dos|das|del|della|delle|di|du|des|van|von|der|den|ter|ten|el|al|"
    r"bin|ben|ibn|bint|ould|mint|y|e|la|le|af|zu|zur|op) )"
)
NAME = re.compile(rf"(?:{PARTICLE}){{0,2}}(?:{PIECE})(?: (?:{PARTICLE}){{0,3}}(?:{PIECE})){{0,6}}")
"""What a name looks like; `Sidi Mohamed Ould Taleb Amar`, `Thijs van der Kolk`, `N'Faly Sanoh`, `J.-P. Doe`."""
INSIDE = re.compile(r" de l['a]")
"""What a name that no honour goes before does not have inside, though it can have it."""
LEADING = re.compile(r"(?:de|du|des|la|le|el|al|y|e|da|do|dos|das) |d'")
"""With these begins what an office is of; a name only after `Mr` and the like."""


@dataclass(frozen=True)
class Person:
    """A name of a person where it is printed.

    Attributes:
        at: the name with what honours it.
        name: the name alone.
        honoured: whether a title stands before it, so that no office need follow to tell that it is a person.
        rank: a rank before the name that is an office, as in `Professor`.
    """

    at: At
    name: str
    honoured: bool
    rank: At | None = None


def people(context: Context, part: Part) -> list[Person]:
    """Return the people that a passage names, in order."""
    found: list[Person] = []
    honoured = sorted(_honoured(context, part), key=lambda one: one.at.start)
    for one in (*honoured, *_before_office(context, part), *_after_office(context, part)):
        if not any(one.at.start < other.at.end and other.at.start < one.at.end for other in found):
            found.append(one)
    return sorted(found, key=lambda one: one.at.start)


def _honoured(context: Context, part: Part) -> Iterator[Person]:
    phrases, text = context.phrases, part.text
    for match in re.finditer(rf"(?<![\w']){phrases.honorific.pattern}", text):
        place, rank = match.end(), None
        if ranked := phrases.rank.match(text, place):
            rank = At(part, place, ranked.end())
            place = ranked.end()
        name = _name(context, text, place)
        if name and not (rank and LEADING.match(name)):
            yield Person(At(part, match.start(), place + len(name)), name, True, rank)
    for match in re.finditer(rf"(?<![\w'-]){phrases.rank.pattern}", text):
        name = None if phrases.honorific.match(text, match.end()) else _name(context, text, match.end())
        if name and " " in name and not LEADING.match(name):
            yield Person(At(part, match.start(), match.end() + len(name)), name, True, At(part, *match.span()))


def _before_office(context: Context, part: Part) -> Iterator[Person]:
    """Yield the names of two words or more that an office follows, after a comma or in a bracket."""
    phrases, text = context.phrases, part.text
    for match in re.finditer(r", | \(| [–-] ", text):
        office = phrases.office.match(text, match.end())
        if office is None or phrases.office_ends.search(" " + office[0]) or _governed(context, office[0]):
            continue
        name = _ending(context, text, match.start())
        if (
            name
            and " " in name
            and not INSIDE.search(name)
            and not phrases.definite.search(text[: match.start() - len(name)])
            and not _thing(context, part, match.start() - len(name), match.start())
        ):
            yield Person(At(part, match.start() - len(name), match.start()), name, False)


def _governed(context: Context, office: str) -> bool:
    """Tell whether an office begins with a preposition: then it stands for itself and not beside the name before it."""
    first = words(office)[0]
    article = context.phrases.article.match(office)
    return first.folded in context.phrases.fillers and not (article and article[0])


def _after_office(context: Context, part: Part) -> Iterator[Person]:
    """Yield the names of two words or more between commas after an office: `the Minister of X, Jane Doe,`."""
    phrases, text = context.phrases, part.text
    for match in re.finditer(rf", (?=[{CAPITALS}])", text):
        name = _name(context, text, match.end())
        end = match.end() + len(name or "")
        if not name or " " not in name or not re.match(r"[,.;)]|$", text[end : end + 1]):
            continue
        clause = re.split(r"[;:.(]", text[: match.start()])[-1]
        office = phrases.office.search(clause)
        if office and not _thing(context, part, match.end(), end) and not phrases.office.match(name):
            yield Person(At(part, match.end(), end), name, False)


def _name(context: Context, text: str, place: int) -> str | None:
    """Return the name that begins at a place of the text, without words that belong to what follows."""
    match = NAME.match(text, place)
    if match is None:
        return None
    name = match[0]
    pieces = name.split(" ")
    for count, piece in enumerate(pieces):
        if count and _no_name(context, piece):
            name = " ".join(pieces[:count])
            break
    return (
        None
        if _no_name(context, pieces[0])
        else re.sub(r"(?: (?:de|da|do|du|des|van|von|la|le|el|al|y|e))+$", "", name)
    )


def _ending(context: Context, text: str, end: int) -> str | None:
    """Return the name that ends at a place of the text."""
    start = max(text.rfind(sign, 0, end) + 1 for sign in ',;:(|"«»•')
    for match in re.finditer(rf"(?<![\w'’-])[{CAPITALS}]", text[start:end]):
        place = start + match.start()
        name = _name(context, text, place)
        if name and place + len(name) == end:
            particle = re.search(r"(?<!\w)(?:(?:van|von|der|den|ter|ten) )+$", text[start:place])
            return (particle[0] if particle else "") + name
    return None


def _no_name(context: Context, word: str) -> bool:
    """Tell whether a word with a capital is no part of a name: a month, an institution, an article."""
    phrases, folded = context.phrases, fold(word)
    particle = word.islower()
    return not particle and (
        (folded in months(phrases.language) and len(word) > 3)
        or folded in weekdays(phrases.language)
        or (folded in phrases.fillers and len(word) > 1 and folded not in ("la", "le", "de", "du", "des", "d"))
        or bool(phrases.house.fullmatch(word))
        or bool(phrases.office.fullmatch(word))
        or bool(phrases.meeting.fullmatch(word))
        or (len(word) > 3 and word.isupper() and bool(context.lexicon.entities.find(word)))
    )


def _thing(context: Context, part: Part, start: int, end: int) -> bool:
    """Tell whether a span names something that the graph knows, and so no person."""
    return any(hit.start < end and start < hit.end and hit.end - hit.start > 3 for hit in context.names(part))

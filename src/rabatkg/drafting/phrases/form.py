"""What a language has to say so that reports in it can be read, and how that is read from its file."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Pattern = re.Pattern[str]
HYPHEN = re.compile(r"(?<=[Cc]o)-\?")
"""The hyphen after `co`: some print a dash."""
OUTSIDE = r"(?:(?<!\w)|(?!\w))"
"""No place inside a word."""
AS_WRITTEN = ("language", "until", "ordinal", "capital_months", "stakeholders", "kinds", "numerals", "few")
"""The keys whose values are taken from the file as they stand."""


@dataclass(frozen=True, eq=False)
class Phrases:
    """The phrases of one language. Patterns are searched in the normal form of a text: straight apostrophes."""

    language: str

    # dates
    until: str
    """What joins the first and the last day of a range."""
    ordinal: str
    """What may stand right after the number of a day."""
    ordinals: tuple[str, ...]
    """`first`, `second` and so on."""
    days: tuple[str, ...]
    """The days of a month in words, from the first on."""
    capital_months: bool
    """Whether the names of months are written with a capital."""
    in_year: Pattern
    """A year that stands for a date, in group 1."""

    spelled_year: Pattern
    """A year from 2001 on in words; what follows the thousands is in group 1."""

    # words
    fillers: frozenset[str]
    """Articles, prepositions and conjunctions, folded: they count for nothing inside the label of a concept."""
    linking: frozenset[str]
    """Words, folded, that may stand before a name in a list of names."""
    separator: Pattern
    """What stands between two names of a list."""
    aside: Pattern
    """What may stand between a subject and its verb: a bracket, a relative clause between commas."""
    stakeholders: Mapping[str, str]
    """What groups of actors are called beyond the labels of the vocabulary."""
    adjectives: tuple[str, ...]
    """The endings by which the name of a state becomes an adjective, as in `Ghana`, `Ghanaian`."""

    # meetings
    kinds: Mapping[str, tuple[str, ...]]
    """What kinds of meetings are called beyond the labels of the vocabulary."""
    several: Pattern
    """The plural of a word for a meeting."""
    begins: Pattern
    """What says that a date is that of the first day only."""
    ends: Pattern
    """What says that a date is that of the last day only."""
    few: Mapping[str, int]
    """Numbers from two on, in words."""
    lasts: Pattern
    """How many days a meeting lasted, in group 1."""
    next_day: Pattern
    """What adds a day to the date right before it."""
    online: Pattern
    """What says that nobody had to travel."""
    ahead: Pattern
    """What shows, right before the kind of a meeting, that this is a meeting which another one prepares or looks at."""
    meeting: Pattern
    """The meeting that a sentence may be about, by whatever word."""
    about: Pattern
    """What stands between the kind of a meeting and its subject."""
    topic_ends: Pattern
    """What ends the subject of a meeting in its title."""
    held: Pattern
    planned: Pattern
    relative: Pattern
    """A relative pronoun."""
    other: Pattern
    """Signs that a sentence is about another meeting, or about none that took place."""
    before_main: Pattern
    """A clause at the head of a sentence that tells of what went before, with the comma that ends it."""
    another: Pattern
    """Signs in a title that a line is about another meeting, or about a text."""
    definite: Pattern
    """An article that makes a word for a meeting mean the one that is spoken of, right before it."""
    venue: Pattern
    """A verb of hosting, right after the name of a town."""
    event_of: Pattern
    """A word for a meeting, right before the name of the town that it is called after."""
    part: Pattern
    """A part of a meeting: a ceremony, a session, a group."""
    printed: Pattern
    """Signs that a date is that of the paper and not of the meeting."""
    not_meeting: Pattern
    """Headings that name a meeting and yet open no account of it."""
    at: Pattern
    """A town right after what says where a meeting was held; the town begins where the pattern ends."""
    located: Pattern
    """A phrase after which comes the town where a meeting was held, whatever the sentence."""
    namesake: tuple[Pattern, Pattern]
    """What before, and what after the name of a town shows that something is called after it."""

    # chairs; patterns that end where a list of actors begins, and patterns that begin where one ends
    co_chair: tuple[Pattern, Pattern]
    leading: tuple[Pattern, Pattern]
    """Words for a chair that make co-chairs of two actors, and nothing of one."""
    chair: tuple[Pattern, Pattern]
    host: tuple[Pattern, Pattern]
    organiser: tuple[Pattern, Pattern]
    co_organiser: tuple[Pattern, Pattern]
    joining: Pattern
    """Co-organising without a word on who does it."""
    co_chairing: Pattern
    """Any word for chairing together."""
    not_a_meeting: Pattern
    """What may be chaired and is no meeting of this kind."""
    co_chairs: Pattern
    """The co-chairs, as a group."""

    # attendance and figures
    gathered: Pattern
    """A verb whose object are those who took part."""
    people_of: Pattern
    """Those who took part, right before the names of whom they stand for."""
    present: Pattern
    """A label before a list of those who took part."""
    attended: Pattern
    """A verb whose subject are those who took part, right after their names."""
    excused: Pattern
    supporting: Pattern
    """What shows that a name is that of a supporter, right before it."""
    spoke: Pattern
    """A verb of speech or of presentation, right after its subject."""
    speaking_for: Pattern
    """What makes a country the speaker although a preposition stands before it, as in `the delegation of`."""
    envoys: Pattern
    """Those who speak for a country, beside the adjective of it."""
    before_object: Pattern
    """A preposition before a name: what bears it is not the subject."""
    people: Pattern
    """Those who take part in a meeting, after a figure."""
    countries: Pattern
    """The countries they come from, after a figure."""
    qualifiers: Mapping[str, Pattern]
    """What makes a figure inexact, by the qualifier of the vocabulary."""
    numerals: Mapping[str, int]
    round_number: Pattern
    """A number in words that is round by itself, as in `a dozen`."""

    # persons and offices
    honorific: Pattern
    rank: Pattern
    """A rank that stands before a name and is an office by itself, as in `Professor`."""
    office: Pattern
    """The beginning of an office: its noun, with what may stand before it."""
    offices: tuple[tuple[Pattern, Mapping[str, str]], ...]
    """What an office is called in our own words, in every language: the pattern that it holds first decides."""
    holds: Pattern
    """What stands between a name and an office in a sentence that tells who somebody is."""
    heads: Pattern
    """A clause that tells what somebody heads, right after the comma behind the name; what it says is in group 1."""
    office_goes_on: Pattern
    """What goes on with an office after a comma."""
    office_ends: Pattern
    """What ends an office without a comma: a verb, a relative clause."""
    dangling: Pattern
    """What is left over at the end of an office, before a further person."""
    article: Pattern
    """An article or an honour that may begin an office and says nothing; it matches nothing too."""
    before_office: Pattern
    """What stands before an office and is no part of it."""
    portfolio: Pattern
    """An office or a house that is followed by a list of its subjects."""
    house: Pattern
    """The beginning of the name of an institution."""
    own_house: Pattern
    """One that is an organisation of its own and not a part of a government."""
    on_behalf: Pattern
    """What stands before the institution for which somebody speaks."""
    within: Pattern
    """What stands between an office and the institution where it is held."""
    of_name: Pattern
    """What stands between a name and an institution, where no office is said."""
    roles: tuple[tuple[str, Pattern, Pattern], ...]
    """A role of the vocabulary, what may stand before the person, and what after."""
    columns: tuple[Pattern, Pattern, Pattern]
    """Headings of a table of persons: names, functions, countries and organisations."""

    first_name: Pattern
    """The heading of a column of first names."""

    # provisions
    provisions: Mapping[str, Pattern]
    """What domains, objectives and actions are called, by the class of the ontology."""
    number: Pattern
    """What stands between that word and its number."""
    number_to: Pattern
    number_and: Pattern
    """What stands between the ends of a range of numbers, and between two numbers."""
    addresses: Pattern
    """What says that a meeting serves a provision."""
    discussions: Pattern
    """What a meeting does, as a subject: its discussions, its participants, `it`."""
    passing: Pattern
    """What says that a provision is only spoken of."""

    # outcomes
    recommendations: Pattern
    """A heading over recommendations."""
    practices: Pattern
    """A heading over good practices."""
    recommending: Pattern
    """A verb by which a meeting recommends, with its subject."""
    those: Pattern
    """The meeting or those who take part in it, as the whole of a lead-in."""
    suggesting: Pattern
    """A verb by which a meeting asks for something in a weaker way, with its subject."""
    asks: Pattern
    """An item of a list that begins with such a verb: its subject stands in the lead-in."""
    again: Pattern
    """What stands between two such verbs of one subject."""
    recommendation_is: Pattern
    """A sentence that tells what a recommendation is; what follows is the recommendation."""
    goes_on: Pattern
    """The beginning of a sentence that goes on with what the last one recommends; what follows is recommended."""
    no_recommendation: Pattern
    ought: Pattern
    """What ought to be done, in a sentence under a heading over recommendations."""
    addressee: Pattern
    """What stands before the addressee of a recommendation."""
    further: Pattern
    """What stands between two recommendations of one sentence."""
    principal: Pattern
    agreed: Pattern
    """A lead-in to what a meeting wants done, which says so under a heading over recommendations only."""
    towards: Pattern
    """A lead-in that names those to whom the items after it are addressed."""
    practice: Pattern
    """Words for a good practice, or for an experience that is shared."""
    praised: Pattern
    """What holds something up as an example."""
    general_practice: Pattern
    """Signs that good practices are spoken of in general."""
    shows: Pattern
    """A verb by which somebody presents what he does."""
    follow_up: Pattern
    """Words that tie what has been done to a recommendation."""
    done: Pattern
    """A verb that tells what has been done."""
    future: Pattern
    """Signs that something has not happened yet."""
    announces: Pattern
    """A verb by which somebody announces what is to come, right after the subject."""
    offers: Pattern
    """A verb by which somebody offers what may yet be declined."""

    def counted(self, said: str) -> int:
        """Return a number that a pattern has found, in figures or in words."""
        return int(said) if said.isdigit() else self.few[said.lower()]

    def years(self, text: str) -> list[str]:
        """Return the years that a text says, in figures or in words."""
        found = re.findall(r"\b(?:19|20)\d{2}\b", text)
        for match in self.spelled_year.finditer(text):
            word = match[1].lower()
            number = self.days.index(word) + 1 if word in self.days else self.numerals.get(word)
            found += [str(2000 + number)] if number else []
        return found


def load(path: Path) -> Phrases:
    """Return the phrases that the file of a language holds.

    A pattern is a list of alternatives; an alternative that is itself a list is one pattern in pieces. `<name>` stands
    for a pattern of the table `words`.
    """
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    known = {name: _joined(pattern, {}) for name, pattern in told["words"].items()}

    def pattern(alternatives: Sequence[Any], flags: re.RegexFlag) -> Pattern:
        return re.compile(_joined(alternatives, known), flags)

    values: dict[str, Any] = {}
    for table, flags in (("any-case", re.IGNORECASE), ("exact-case", re.NOFLAG)):
        for key, said in told[table].items():
            pair = isinstance(said, Mapping)
            values[key] = tuple(pattern(one, flags) for one in _whole(said)) if pair else pattern(said, flags)
    for key in ("qualifiers", "provisions"):
        values[key] = {name: pattern(said, re.IGNORECASE) for name, said in told[key].items()}
    columns = [pattern(told["columns"][key], re.IGNORECASE) for key in ("name", "function", "house")]
    return Phrases(
        **values,
        **{key: told[key] for key in AS_WRITTEN},
        fillers=frozenset(told["fillers"]),
        linking=frozenset(told["linking"]),
        days=tuple(told["days"]),
        ordinals=tuple(told["ordinals"]),
        adjectives=tuple(told["adjectives"]),
        columns=(columns[0], columns[1], columns[2]),
        roles=tuple(
            (one["role"], pattern(one["before"], re.IGNORECASE), pattern(one["after"], re.IGNORECASE))
            for one in told["roles"]
        ),
        offices=tuple(
            (re.compile(one["match"], re.IGNORECASE), {key: name for key, name in one.items() if key != "match"})
            for one in told["offices"]
        ),
    )


def _whole(pair: Mapping[str, Sequence[Any]]) -> Iterator[Sequence[Any]]:
    """Yield the two patterns of a pair; the second, which comes right after a name, begins with no half of a word."""
    first, second = pair.values()
    yield first
    yield [[OUTSIDE, "(?:", *([one] if isinstance(one, str) else one), ")"] for one in second]


def _joined(alternatives: Sequence[Any], words: Mapping[str, str]) -> str:
    """Return alternatives as one regular expression."""
    said = "|".join(one if isinstance(one, str) else "".join(one) for one in alternatives)
    said = HYPHEN.sub("[-–]?", said)
    return re.sub(r"<([a-z]+)>", lambda match: words.get(match[1], match[0]), said)

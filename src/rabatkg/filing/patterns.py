"""How the identifier of each kind of record is made of what it says.

* a meeting: its month, place and topic, `meeting/2031-03-exampleville-visas`, its class for the topic where it
  has a place and no title in the first language yet; with the day where a meeting of another day bears that already
* a session or presentation: its meeting, its class, its number or topic, `meeting/2031-03-exampleville/session-1`
* a participation: its meeting, who, in which role, `meeting/2031-03-exampleville/jane-doe-speaker`
* an outcome: where it arose, its class, its topic, `meeting/2031-03-exampleville/recommendation-fees`
* a domain, objective or action: its plan, its class, its number, `provision/lagoon-2030/action-2`
* another provision: its text and topic, `provision/lagoon-2030/fees`
* a chairmanship: who, and the year in which it began, `chairmanship/aaa-2030`
* a membership: who, and in which role or organisation, `membership/ccc-observer`
* a state: its code of three letters, `state/aaa`
* an organisation, body, instrument or initiative: its abbreviation, if it has one, else its name, `organisation/iom`
* whatever else has a name: its name, `person/jane-doe`
"""

from collections.abc import Callable, Iterator
from typing import Protocol

from rabatkg.dates import days
from rabatkg.names import kebab, slug
from rabatkg.reading import Mapping, Scalar, items


class Words(Protocol):
    """The words that a record is named by."""

    def topic(self, record: Mapping, kind: str, *besides: str) -> str:
        """Return what a record is about in a few words, without those that stand beside it already."""

    def name(self, record: Mapping) -> str:
        """Return what a record calls its thing, as a key."""

    def titled(self, record: Mapping) -> bool:
        """Tell whether a record has a title in the language of identifiers."""

    def abbreviation(self, record: Mapping) -> str:
        """Return the abbreviation of that, as a key; empty where it has none."""


def _meeting(words: Words, record: Mapping, kind: str) -> Iterator[str]:
    date = value(record, "start") or value(record, "when")
    if days(date) is None:
        return
    place = tail(value(record, "place"))
    for part in (date[:7], date):
        telling = words.titled(record) or not place
        topic = words.topic(record, kind, part, place) if telling else kebab(kind)
        yield "meeting/" + "-".join(filter(None, (part, place, topic)))


def _part(words: Words, record: Mapping, kind: str) -> Iterator[str]:
    whole = value(record, "partOf")
    yield f"{whole}/{kebab(kind)}-{value(record, 'ordinal') or words.topic(record, kind, whole)}"


def _participation(words: Words, record: Mapping, kind: str) -> Iterator[str]:
    parts = filter(None, (tail(value(record, "actor")), tail(value(record, "role"))))
    yield f"{value(record, 'inEvent')}/{'-'.join(parts)}"


def _outcome(words: Words, record: Mapping, kind: str) -> Iterator[str]:
    source = value(record, "arisesFrom")
    topic = words.topic(record, kind, slug(tail(source)))
    yield f"{source}/{kebab(kind)}-{topic}" if source else f"{kebab(kind)}/{topic}"


def _numbered(words: Words, record: Mapping, kind: str) -> Iterator[str]:
    text = (value(record, "within") or value(record, "provisionOf")).split("/")
    yield f"provision/{text[min(1, len(text) - 1)]}/{kebab(kind)}-{slug(value(record, 'notation'))}"


def _provision(words: Words, record: Mapping, kind: str) -> Iterator[str]:
    text = (value(record, "provisionOf") or value(record, "within")).split("/")
    yield f"provision/{text[min(1, len(text) - 1)]}/{words.topic(record, kind)}"


def _chairmanship(words: Words, record: Mapping, kind: str) -> Iterator[str]:
    since = value(record, "start") or value(record, "since")
    yield f"chairmanship/{'-'.join(filter(None, (tail(value(record, 'holder')), since[:4])))}"


def _membership(words: Words, record: Mapping, kind: str) -> Iterator[str]:
    holder = tail(value(record, "holder"))
    of = tail(value(record, "ofOrganisation")) or tail(value(record, "role"))
    yield f"membership/{'-'.join(filter(None, (holder, of)))}"
    yield f"membership/{'-'.join(filter(None, (holder, of, value(record, 'start')[:4])))}"


def _state(words: Words, record: Mapping, kind: str) -> Iterator[str]:
    yield f"state/{value(record, 'alpha3').lower()}"


def _abbreviated(words: Words, record: Mapping, kind: str) -> Iterator[str]:
    yield f"{kebab(kind)}/{words.abbreviation(record) or words.name(record)}"


def _named(words: Words, record: Mapping, kind: str) -> Iterator[str]:
    yield f"{_CALLED.get(kind, kebab(kind))}/{words.name(record)}"


_CALLED = {"ActionPlan": "plan"}
PATTERNS: dict[str, Callable[[Words, Mapping, str], Iterator[str]]] = {
    "Meeting": _meeting,
    "MeetingPart": _part,
    "Participation": _participation,
    "Outcome": _outcome,
    **dict.fromkeys(("Domain", "Objective", "Action"), _numbered),
    "Provision": _provision,
    "Chairmanship": _chairmanship,
    "Membership": _membership,
    "State": _state,
    **dict.fromkeys(("Organisation", "Body", "Instrument", "Initiative"), _abbreviated),
    **dict.fromkeys(("Person", "Place", "Dialogue", "Document", "Register", "ActionPlan", "Declaration"), _named),
}


def value(record: Mapping, key: str) -> str:
    """Return the value of a key, the first of several, written short or long; empty where there is none."""
    for one in items(record.get(key)):
        if isinstance(one, Mapping):
            return one.text("value") or ""
        if isinstance(one, Scalar):
            return one.text
    return ""


def tail(name: str) -> str:
    """Return the last part of an identifier, as a key."""
    return slug(name.rpartition("/")[2])

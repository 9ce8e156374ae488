"""Who takes part: states by side, organisations by kind, bodies, and persons with their offices."""

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from rabatkg.names import RKG
from rabatkg.publication.registers import Register, register
from rabatkg.publication.site import File, Site
from rabatkg.speech import mark, say

SECTIONS = {
    "states": mark("States"),
    "organisations": mark("Organisations"),
    "bodies": mark("Bodies and dialogues"),
    "persons": mark("Persons"),
}
BODIES = ("Body", "Dialogue")
MOST = 300
"""How many actors stand on one page."""


class Standing(NamedTuple):
    """A membership of the dialogue: its thing, the role, and when it began and ended, where that is known."""

    iri: str
    role: str
    start: str | None
    end: str | None


class Actor(NamedTuple):
    """An actor with its standings in the dialogue, the meetings it co-chaired, the texts it adopted, the chairmanships
    it held, and how many things speak of it.
    """

    iri: str
    standings: list[Standing]
    chaired: int
    adopted: int
    held: int
    spoken: int


class Person(NamedTuple):
    """A person with the offices it appears in, each with its day, and how many things speak of it."""

    iri: str
    offices: list[tuple[str, str | None]]
    spoken: int


class Line(NamedTuple):
    """A line of the register: its section, the side or kind within it, and who."""

    section: str
    group: str | None
    who: Actor | Person


def files(site: Site) -> Iterator[File]:
    """Yield the register of actors, on as many pages as it needs."""
    lines = len(register(site).of_kind("State", "Organisation", *BODIES, "Person"))
    for lang in site.languages:
        for number in range(1, max(1, -(-lines // MOST)) + 1):
            yield File(f"{lang}/{_path(number)}", partial(_page, site, lang, number))


def _path(number: int) -> str:
    return "actors.html" if number == 1 else f"actors/{number}.html"


def _page(site: Site, lang: str, number: int) -> bytes:
    told = register(site)
    lines = list(_lines(told, lang))
    sections: dict[str, dict[str | None, list[Actor | Person]]] = {}
    for line in lines[(number - 1) * MOST : number * MOST]:
        sections.setdefault(line.section, {}).setdefault(line.group, []).append(line.who)
    begins = {line.section: place // MOST + 1 for place, line in reversed(list(enumerate(lines)))}
    return site.pages.make(
        "actors.html",
        lang,
        _path(number),
        say("Actors", lang),
        sections=sections,
        titles={section: say(title, lang) for section, title in SECTIONS.items()},
        begins={section: _path(begins[section]) for section in SECTIONS if section in begins},
        number=number,
        paths=[_path(one) for one in range(1, max(1, -(-len(lines) // MOST)) + 1)],
    )


def _lines(told: Register, lang: str) -> Iterator[Line]:
    for section, kind, by in (("states", "State", "side"), ("organisations", "Organisation", "kind")):
        for value, iris in told.grouped(told.of_kind(kind), by, lang):
            yield from (Line(section, value, _actor(told, iri)) for iri in iris)
    for iri in told.by_name(told.of_kind(*BODIES), lang):
        yield Line("bodies", None, _actor(told, iri))
    for iri in told.by_name(told.of_kind("Person"), lang):
        yield Line("persons", None, Person(iri, _offices(told, iri), len(told.uses(iri))))


def _actor(told: Register, iri: str) -> Actor:
    return Actor(
        iri,
        _standings(told, iri),
        len(told.uses(iri, "coChair")),
        len([text for text in told.uses(iri, "adoptedBy") if told.holding.kind(text) == "Declaration"]),
        len([one for one in told.uses(iri, "holder") if told.holding.kind(one) == "Chairmanship"]),
        len(told.uses(iri)),
    )


def _standings(told: Register, iri: str) -> list[Standing]:
    """Return the memberships of the dialogue, the earliest first."""
    holding = told.holding
    found = [
        Standing(one, role, holding.value(one, f"{RKG}start"), holding.value(one, f"{RKG}end"))
        for one in sorted(told.uses(iri, "holder"))
        if holding.kind(one) == "Membership"
        and holding.value(one, f"{RKG}ofDialogue") == told.site.dialogue
        and (role := holding.value(one, f"{RKG}role"))
    ]
    return sorted(found, key=lambda one: (one.start or "", one.iri))


def _offices(told: Register, iri: str) -> list[tuple[str, str | None]]:
    """Return the offices of a person by their days, those without a day last."""
    holding = told.holding
    found = [one for one in sorted(told.uses(iri, "actor")) if holding.kind(one) == "Capacity"]
    found.sort(key=lambda one: holding.value(one, f"{RKG}earliest") or "~")
    return [(one, holding.value(one, f"{RKG}when")) for one in found]

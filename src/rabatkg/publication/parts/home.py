"""Where readers come in: the choice of a language, and the first page in each."""

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from rabatkg import speech
from rabatkg.coverage import LEVELS
from rabatkg.names import RKG, SKOS
from rabatkg.publication.pictures.threads import counted
from rabatkg.publication.remembering import once
from rabatkg.publication.site import File, Site
from rabatkg.speech import mark, say

LATEST = 6
"""How many of the latest meetings the first page names."""
HELD = "status/held"
TO_COME = ("status/planned", "status/envisaged", "status/postponed")
TITLE = mark("{dialogue}: what was said, decided and done, with its proof")


class Dated(NamedTuple):
    """A meeting, and when it was: a day, month or year, or the first and the last of them."""

    iri: str
    days: tuple[str, ...]


class Levels(NamedTuple):
    """How many actions of the plan stand at each level, the highest first: as stated, and on any basis."""

    actions: int
    told: tuple[tuple[str, int, int], ...]


def files(site: Site) -> Iterator[File]:
    """Yield the page at the root, and the first page in each language."""
    yield File("index.html", partial(_choice, site))
    for lang in site.languages:
        yield File(f"{lang}/index.html", partial(_home, site, lang))


def _choice(site: Site) -> bytes:
    choices = [(lang, speech.tongue(lang), _title(site, lang)) for lang in site.languages]
    return site.pages.make("choice.html", site.languages[0], "index.html", choices[0][2], choices=choices)


def _home(site: Site, lang: str) -> bytes:
    return site.pages.make(
        "home.html",
        lang,
        "index.html",
        _title(site, lang),
        summary=_text(site, site.dialogue, f"{RKG}summary", lang),
        figures=_figures(site),
        plan=site.kg[lang].plan,
        levels=_levels(site),
        meetings=_latest(site),
        last=_last(site),
        ahead=_ahead(site),
    )


def _title(site: Site, lang: str) -> str:
    return say(TITLE, lang, dialogue=site.words[lang].of(site.dialogue))


def _text(site: Site, iri: str, property: str, lang: str) -> str | None:
    """Return a text about a thing in a language, if there is one."""
    return next((term.value for term in site.holding.values(iri, property) if term.lang == lang), None)


@once
def _figures(site: Site) -> dict[str, int]:
    documents = site.holding.of_kind("Document")
    missing, held = site.names.thing("holding/known-missing"), site.names.thing("holding/held")
    lacking = sum(site.holding.value(iri, f"{RKG}holding") == missing for iri in documents)
    return {
        "documents": len(documents) - lacking,
        "missing": lacking,
        "whole": sum(site.holding.value(iri, f"{RKG}holding") == held for iri in documents),
        "meetings": len(site.holding.of_kind("Meeting")),
        "by_number": sum(one.unknown for one in counted(site)),
        "recommendations": len(site.holding.of_kind("Recommendation")),
        "claims": len(site.holding.of_kind("Claim")),
    }


@once
def _levels(site: Site) -> Levels | None:
    """Return the levels of the plan, or None where the graph holds no such plan, or no action of it."""
    kg = site.kg[site.languages[0]]
    rows = kg.coverage() if kg.plan in site.holding.of_kind("ActionPlan") else []
    told = tuple(
        (level, sum(row.level_stated == level for row in rows), sum(row.level_any == level for row in rows))
        for level in reversed(LEVELS)
    )
    return Levels(len(rows), told) if rows else None


@once
def _latest(site: Site) -> list[Dated]:
    """Return the latest meetings that were held, the last first."""
    held = site.names.thing(HELD)
    found = [
        (day, iri)
        for iri in site.holding.of_kind("Meeting")
        if site.holding.value(iri, f"{RKG}status") == held
        and site.holding.values(iri, f"{SKOS}prefLabel")
        and (day := site.holding.value(iri, f"{RKG}earliest"))
    ]
    return [Dated(iri, _days(site, iri)) for _, iri in sorted(found, reverse=True)[:LATEST]]


@once
def _last(site: Site) -> str:
    """Return the last day on which a meeting is known to have been held; empty where none has a day."""
    held = site.names.thing(HELD)
    met = (iri for iri in site.holding.of_kind("Meeting") if site.holding.value(iri, f"{RKG}status") == held)
    return max((site.holding.value(iri, f"{RKG}latest") or "" for iri in met), default="")


@once
def _ahead(site: Site) -> list[Dated]:
    """Return the meetings that are to be after the last that was held, the first of them first."""
    awaited = {site.names.thing(one) for one in TO_COME}
    found = [
        (day, iri)
        for iri in site.holding.of_kind("Meeting")
        if site.holding.value(iri, f"{RKG}status") in awaited
        and (day := site.holding.value(iri, f"{RKG}earliest") or "") > _last(site)
    ]
    return [Dated(iri, _days(site, iri)) for _, iri in sorted(found)[:LATEST]]


def _days(site: Site, iri: str) -> tuple[str, ...]:
    told = (site.holding.value(iri, f"{RKG}{name}") for name in ("when", "start", "end"))
    return tuple(dict.fromkeys(day for day in told if day))

"""Meetings as a calendar (iCalendar, RFC 5545), and places as features (GeoJSON, RFC 7946)."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from rabatkg.names import RKG
from rabatkg.publication.site import File, Site

STATUS = {"held": "CONFIRMED", "cancelled": "CANCELLED", "planned": "TENTATIVE", "envisaged": "TENTATIVE"}
"""What iCalendar calls the status of an event, by the key of ours; of another status nothing is told."""
WIDEST = 75
"""How many bytes a line of iCalendar may hold."""


def files(site: Site) -> Iterator[File]:
    """Yield the calendar in each language, and the places."""
    for lang in site.languages:
        yield File(f"{lang}/meetings.ics", partial(_calendar, site, lang))
    yield File("places.geojson", partial(_places, site))


def _calendar(site: Site, lang: str) -> bytes:
    """Return the meetings whose days are known."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//rabatkg//meetings//{lang.upper()}", "CALSCALE:GREGORIAN"]
    lines.append(f"X-WR-CALNAME:{_escaped(site.words[lang].of(site.dialogue))}")
    for iri in site.holding.of_kind("Meeting"):
        span = _days(site, iri)
        if span is not None:
            lines += _event(site, lang, iri, *span)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"]).encode()


def _days(site: Site, iri: str) -> tuple[date, date] | None:
    """Return the first and last day of a meeting, or None where one of them is not known."""
    hold = site.holding
    start = hold.value(iri, f"{RKG}start") or hold.value(iri, f"{RKG}when")
    end = hold.value(iri, f"{RKG}end") or start
    if not (start and end and len(start) == len(end) == 10):
        return None
    return date.fromisoformat(start), date.fromisoformat(end)


def _event(site: Site, lang: str, iri: str, first: date, last: date) -> Iterator[str]:
    """Yield the lines of a meeting; its stamp is the day after it ended, for no clock may be asked."""
    after = last + timedelta(days=1)
    words, hold = site.words[lang], site.holding
    yield "BEGIN:VEVENT"
    yield f"UID:{iri}"
    yield f"DTSTAMP:{after:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{after:%Y%m%d}"
    yield f"SUMMARY;LANGUAGE={lang}:{_escaped(words.of(iri))}"
    place = hold.value(iri, f"{RKG}place")
    if place:
        yield f"LOCATION;LANGUAGE={lang}:{_escaped(words.of(place))}"
    for term in hold.values(iri, f"{RKG}summary"):
        if term.lang == lang:
            yield f"DESCRIPTION;LANGUAGE={lang}:{_escaped(term.value)}"
    status = STATUS.get((hold.value(iri, f"{RKG}status") or "").rpartition("/")[2])
    if status:
        yield f"STATUS:{status}"
    page = site.places.page(iri)
    if page is not None:
        yield f"URL:{site.base}{lang}/{page}"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join("".join(part for part in line if part >= " ") for line in text.splitlines())


def _folded(line: str) -> str:
    """Return a line as RFC 5545 folds it: no more bytes than it allows, no character torn."""
    parts, room = [""], WIDEST
    for character in line:
        size = len(character.encode())
        if size > room:
            parts.append(" ")
            room = WIDEST - 1
        parts[-1] += character
        room -= size
    return "\r\n".join(parts)


def _places(site: Site) -> bytes:
    """Return the places; their geometry is null, which GeoJSON has for places whose coordinates are not told."""
    features = [
        {
            "type": "Feature",
            "id": iri,
            "geometry": None,
            "properties": {
                **{f"name_{lang}": words.of(iri) for lang, words in site.words.items()},
                "country": site.names.short(country) if country else None,
                "country_iri": country,
                "geonames": site.holding.value(iri, f"{RKG}geonames"),
                "meetings": [site.names.short(meeting) for meeting in meetings],
                "meeting_iris": meetings,
            },
        }
        for iri in site.holding.of_kind("Place")
        for country, meetings in [(site.holding.value(iri, f"{RKG}inCountry"), _held(site, iri))]
    ]
    document = {"type": "FeatureCollection", "features": features}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _held(site: Site, place: str) -> list[str]:
    """Return the IRIs of the meetings that were held at a place, in order."""
    return sorted(one.subject.value for one in site.holding.pointing(place) if one.property == f"{RKG}place")

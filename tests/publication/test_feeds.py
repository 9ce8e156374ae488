"""The feed is Atom, the calendar iCalendar, the places GeoJSON; each says what the graph says."""

import json
import re
from datetime import date, timedelta
from xml.etree import ElementTree

import icalendar
import pytest

from rabatkg.names import RKG
from rabatkg.publication.parts.calendar import _escaped, _folded
from rabatkg.publication.parts.feeds import MOST, TOLD, _plain, newest
from rabatkg.speech import say

ATOM = {"a": "http://www.w3.org/2005/Atom"}
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
languages = pytest.mark.parametrize("lang", ["en", "fr"])


@pytest.fixture(scope="module", params=["small", "lagoon"])
def site(request):
    return request.getfixturevalue(request.param)


def entries(site, lang):
    root = ElementTree.fromstring(site.by_path[f"{lang}/feed.atom"].make())
    return root, root.findall("a:entry", ATOM)


@languages
def test_the_feed_has_what_atom_demands(site, lang):
    root, told = entries(site, lang)
    assert root.get(LANG) == lang
    for element in (root, *told):
        assert all(element.findtext(f"a:{name}", namespaces=ATOM) for name in ("id", "title", "updated"))
        assert INSTANT.fullmatch(element.findtext("a:updated", namespaces=ATOM))
    assert root.findtext("a:author/a:name", namespaces=ATOM)
    ids = [entry.findtext("a:id", namespaces=ATOM) for entry in told]
    assert 0 < len(ids) == len(set(ids)) <= MOST


@languages
def test_entries_are_things_of_the_graph_on_their_days_the_newest_first(site, lang):
    root, told = entries(site, lang)
    moments = [entry.findtext("a:updated", namespaces=ATOM) for entry in told]
    assert moments == sorted(moments, reverse=True)
    assert root.findtext("a:updated", namespaces=ATOM) == moments[0]
    for entry in told:
        iri = entry.findtext("a:id", namespaces=ATOM)
        assert entry.findtext("a:title", namespaces=ATOM).endswith(site.words[lang].of(iri))
        kind = site.words[lang].of(entry.find("a:category", ATOM).get("term"))
        assert entry.findtext("a:title", namespaces=ATOM).lower().startswith(kind.lower())
        assert entry.findtext("a:summary", namespaces=ATOM)
        day = entry.findtext("a:updated", namespaces=ATOM)[:10]
        dated = ("madeOn", "when", "adoptedOn", "latest")
        assert any(day.startswith(site.holding.value(iri, f"{RKG}{name}") or "-") for name in dated)
        path = entry.find("a:link", ATOM).get("href").removeprefix(site.base).partition("#")[0]
        assert path in site.by_path


@languages
def test_the_feed_says_that_its_days_are_those_of_the_events(site, lang):
    root, _ = entries(site, lang)
    named = say("Events: {dialogue}", lang, dialogue=site.words[lang].of(site.dialogue))
    assert root.findtext("a:title", namespaces=ATOM) == named
    assert root.findtext("a:subtitle", namespaces=ATOM) == say(TOLD, lang)
    home = site.by_path[f"{lang}/index.html"].make().decode()
    assert '<link rel="alternate" type="application/atom+xml" href="feed.atom"' in home


def test_what_xml_has_no_place_for_is_left_out():
    assert _plain("a\0b\x0bc\ud800d\U0001f600") == "abcd\U0001f600"


def test_news_are_of_many_kinds(lagoon):
    kinds = {lagoon.holding.kind(iri) for _, iri in newest(lagoon)}
    assert {"Correction", "Declaration", "FollowUp", "ThematicMeeting"} <= kinds


def test_the_day_on_which_a_document_was_read_is_no_news(lagoon):
    holding = lagoon.holding
    read = [iri for iri in holding.of_kind("Document") if holding.value(iri, f"{RKG}read")]
    undated = {iri for iri in read if not holding.value(iri, f"{RKG}when")}
    assert undated and not undated & {iri for _, iri in newest(lagoon)}


@languages
def test_the_calendar_holds_the_meetings_whose_days_are_known(site, lang):
    calendar = icalendar.Calendar.from_ical(site.by_path[f"{lang}/meetings.ics"].make())
    events = {str(event["UID"]): event for event in calendar.walk("VEVENT")}
    known = {}
    for iri in site.holding.of_kind("Meeting"):
        first, last = (site.holding.value(iri, f"{RKG}{name}") for name in ("earliest", "latest"))
        told = site.holding.value(iri, f"{RKG}start") or site.holding.value(iri, f"{RKG}when") or ""
        if len(told) == 10:
            known[iri] = (date.fromisoformat(first), date.fromisoformat(last))
    assert events.keys() == known.keys()
    for iri, (first, last) in known.items():
        event = events[iri]
        assert event["DTSTART"].dt == first
        assert event["DTEND"].dt == last + timedelta(days=1)
        assert str(event["SUMMARY"]) == site.words[lang].of(iri)
        assert not event.errors


def test_a_calendar_is_not_empty(lagoon):
    assert b"BEGIN:VEVENT\r\nUID:https://example.org/lagoon/id/meeting/" in lagoon.by_path["en/meetings.ics"].make()


def test_long_lines_are_folded_and_none_is_torn(site):
    for lang in site.languages:
        made = site.by_path[f"{lang}/meetings.ics"].make()
        assert all(len(line) <= 75 for line in made.split(b"\r\n"))
    line = "SUMMARY:" + "é" * 200
    assert _folded(line).replace("\r\n ", "") == line
    assert all(len(part.encode()) <= 75 for part in _folded(line).split("\r\n"))


def test_a_text_with_marks_comes_through():
    text = 'Fees; visas, "and" more \\ and\na line'
    event = icalendar.Event.from_ical(f"BEGIN:VEVENT\r\nSUMMARY:{_escaped(text)}\r\nEND:VEVENT\r\n")
    assert str(event["SUMMARY"]) == text
    assert "\r" not in _escaped("a\rEND:VEVENT") and "\n" not in _escaped("a\nEND:VEVENT")


def test_places_are_features_without_coordinates(site):
    told = json.loads(site.by_path["places.geojson"].make())
    assert told["type"] == "FeatureCollection"
    assert [one["id"] for one in told["features"]] == site.holding.of_kind("Place")
    for one in told["features"]:
        assert one["type"] == "Feature" and one["geometry"] is None
        for lang in site.languages:
            assert one["properties"][f"name_{lang}"] == site.words[lang].of(one["id"])
        there = {iri for iri in site.holding if site.holding.value(iri, f"{RKG}place") == one["id"]}
        assert set(one["properties"]["meetings"]) == {site.names.short(iri) for iri in there}
        assert set(one["properties"]["meeting_iris"]) == there
        country = one["properties"]["country_iri"]
        assert country == site.holding.value(one["id"], f"{RKG}inCountry")
        assert one["properties"]["country"] == (site.names.short(country) if country else None)

"""A feed of events, by language (Atom, RFC 4287): meetings, texts, documents, follow-ups, corrections.

It is none of changes of these data, for the graph does not know when each record was made; it says so itself.
The days are those of the things themselves: on which a meeting ended, a text was adopted, a document written, a
correction made; none is that of a reading. Of a day that is not known the first that it may be stands.
"""

import re
from collections.abc import Iterator
from functools import partial
from xml.etree.ElementTree import Element, SubElement, tostring

from rabatkg.dates import days
from rabatkg.names import RKG
from rabatkg.publication import credits
from rabatkg.publication.downloads import Download
from rabatkg.publication.remembering import once
from rabatkg.publication.site import File, Site
from rabatkg.speech import dated, mark, say

MEDIA = "application/atom+xml"
ATOM = "http://www.w3.org/2005/Atom"
DATED = {
    "ActionPlan": ("adoptedOn",),
    "Correction": ("madeOn",),
    "Declaration": ("adoptedOn",),
    "Document": ("when",),
    "FollowUp": ("when",),
    "Instrument": ("adoptedOn", "when"),
    "Meeting": ("latest",),
}
"""The classes of things that the feed tells of, with the properties that date them, the first that there is."""
DAYS = ("when", "adoptedOn", "madeOn", "start")
"""The properties that say when something was, in the precision that is known."""
UNWRITABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
TOLD = mark("Events, texts and documents by their own days, not by the days on which these data changed")
MOST = 100
"""How many entries the feed has: the newest."""


def files(site: Site) -> Iterator[File]:
    """Yield the feed in each language."""
    for one in downloads(site):
        yield File(one.path, partial(getattr, one, "content"))


@once
def downloads(site: Site) -> tuple[Download, ...]:
    """Return the feed in each language."""
    return tuple(
        Download(
            f"{lang}/feed.atom", "application/atom+xml", TOLD, lambda: len(newest(site)), partial(_feed, site, lang)
        )
        for lang in site.languages
    )


@once
def newest(site: Site) -> tuple[tuple[str, str], ...]:
    """Return the newest things with their days, the newest first."""
    found = []
    for kind, names in DATED.items():
        for iri in site.holding.of_kind(kind):
            told = next((day for name in names if (day := site.holding.value(iri, f"{RKG}{name}"))), None)
            span = days(told) if told else None
            if span is not None:
                found.append((span[0].isoformat(), iri))
    return tuple(sorted(found, key=lambda one: (one[0], one[1]), reverse=True)[:MOST])


def _feed(site: Site, lang: str) -> bytes:
    words, address = site.words[lang], f"{site.base}{lang}/feed.atom"
    root = Element("feed", {"xmlns": ATOM, "xml:lang": lang})
    SubElement(root, "id").text = address
    SubElement(root, "title").text = say(mark("Events: {dialogue}"), lang, dialogue=words.of(site.dialogue))
    SubElement(root, "subtitle").text = say(TOLD, lang)
    SubElement(root, "updated").text = _instant(next((day for day, _ in newest(site)), "1970-01-01"))
    SubElement(SubElement(root, "author"), "name").text = credits.publisher(site)
    SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": address})
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": f"{site.base}{lang}/index.html"})
    for day, iri in newest(site):
        entry = SubElement(root, "entry")
        SubElement(entry, "id").text = iri
        SubElement(entry, "title").text = _plain(titled(site, lang, iri))
        SubElement(entry, "updated").text = _instant(day)
        place = site.places.page(iri)
        if place is not None:
            page = {"rel": "alternate", "type": "text/html", "href": f"{site.base}{lang}/{place}"}
            SubElement(entry, "link", page)
        kind = site.holding.kind(iri)
        if kind:
            SubElement(entry, "category", {"term": f"{RKG}{kind}", "label": words.of(f"{RKG}{kind}")})
        SubElement(entry, "summary").text = _plain(_summary(site, lang, iri))
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def titled(site: Site, lang: str, iri: str) -> str:
    """Return what a thing is, and what it is called."""
    words = site.words[lang]
    kind = words.of(f"{RKG}{site.holding.kind(iri)}")
    return say("{property}: {value}", lang, property=kind[:1].upper() + kind[1:], value=words.of(iri))


def _summary(site: Site, lang: str, iri: str) -> str:
    """Return what is told of a thing in a sentence or two: its summary, the grounds of a correction, or its kind."""
    hold, words = site.holding, site.words[lang]
    for name in ("summary", "grounds"):
        for term in hold.values(iri, f"{RKG}{name}"):
            if term.lang == lang:
                return term.value
    kind = words.of(hold.value(iri, f"{RKG}kind") or f"{RKG}{hold.kind(iri)}")
    days = [value for name in DAYS if (value := hold.value(iri, f"{RKG}{name}"))]
    return f"{kind}, {dated(days[0], lang)}" if days else kind


def _plain(text: str) -> str:
    """Return a text without the characters that XML has no place for."""
    return UNWRITABLE.sub("", text)


def _instant(day: str) -> str:
    return f"{day}T00:00:00Z"

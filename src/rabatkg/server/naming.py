"""IRIs of ours, led to the page or the file that a client wants; and what is said of those that lead nowhere."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import parse_qs, quote

from rabatkg.errors import near
from rabatkg.evidence.retired import Retired, retired
from rabatkg.names import HOME, KEY, OWL, RKG, RULE
from rabatkg.publication import Site
from rabatkg.publication.parts.dumps import dumps
from rabatkg.server.accepting import language, media
from rabatkg.server.exchange import Request, Response
from rabatkg.speech import mark, say

PAGE = "text/html"
OF_GRAPH = {
    "ttl": ("text/turtle", "turtle"),
    "jsonld": ("application/ld+json", "jsonld"),
    "nt": ("application/n-triples", "ntriples"),
    "nq": ("application/n-quads", "nquads"),
}
"""The forms of graphs by the endings of their files: media types, and names among those that a store is written in."""
QUESTION = {"csv": "text/csv", "json": "application/json", "rq": "application/sparql-query"}
"""The endings of the files of a saved question, with their media types."""
PACKED = ".gz"
"""The ending of the files of things that the site holds packed; the server gives them unpacked, too."""
OF_THING = re.compile(r"/[a-z-]+/(.+?)(?:\.(?:html|ttl|jsonld|nt)(?:\.gz)?)?")
"""The paths of a thing: of its IRI, of its pages, of its files; with its key."""
NOWHERE = mark("There is nothing at {address}.")
LONGEST = 200
"""Letters of a key; what is longer is none of ours."""
GONE = {
    "personal-data": mark("The data of this person were removed on {day}."),
    "mistaken": mark("{key} was retired on {day}: it should never have been made."),
    "renamed": mark("{key} is no longer used since {day}, and nothing took its place."),
    "merged": mark("{key} is no longer used since {day}, and nothing took its place."),
}
"""What became of identifiers that lead nowhere any more, by kind of retirement."""


class Variant(NamedTuple):
    """A form in which a thing is to be had: its media type, and its address from the root of the site."""

    type: str
    address: str


@dataclass(frozen=True)
class Missing:
    """An IRI of ours that leads nowhere.

    Attributes:
        status: 404 or 410.
        told: a template of what is said.
        values: what fills it.
        near: keys that may have been meant, with the addresses of their pages.
        iri: where the graph tells of what is gone, or None.
    """

    status: int
    told: str
    values: dict[str, str]
    near: tuple[tuple[str, str], ...] = ()
    iri: str | None = None


def spoken(site: Site, request: Request) -> str:
    """Return the language that a client wants: that of `?lang=`, else that of the path, else by its header."""
    asked = parse_qs(request.query).get("lang", [""])[-1]
    if asked in site.languages:
        return asked
    first = request.path.split("/")[1]
    return first if first in site.languages else language(request.told("accept-language"), site.languages)


def iri_of(site: Site, path: str) -> str | None:
    """Return the IRI of ours that a path of the server stands for; None where it is no such path."""
    for name, home in (("ontology", RKG), ("shapes", RULE)):
        if path == f"/{name}":
            return home.removesuffix("#")
    if path.startswith("/ontology/"):
        iri = f"{HOME}{path[1:]}"
        version = any(one.property == f"{OWL}versionIRI" for one in site.holding.pointing(iri))
        return iri if version or iri in site.holding else None
    if path.startswith("/graph/") and f"graph{path[6:]}" not in site.by_path:
        return f"{site.names.base}{path[1:]}"
    if path.startswith("/question/"):
        return site.names.thing(path[1:])
    return site.names.thing(path.removeprefix("/id/")) if path.startswith("/id/") else None


def variants(site: Site, iri: str, lang: str) -> Iterator[Variant]:
    """Yield the forms in which a thing is to be had, the one that we would rather give first."""
    if (name := iri.removeprefix(site.names.thing("question/"))) != iri:
        yield from _of_question(site, name, lang)
        return
    place = site.places.page(iri)
    if place is not None and f"{lang}/{place.path}" in site.by_path:
        fragment = f"#{quote(place.fragment, safe='-._~:/')}" if place.fragment else ""
        yield Variant(PAGE, f"/{lang}/{quote(place.path)}{fragment}")
    if (name := iri.removeprefix(f"{site.names.base}graph/")) != iri:
        if f"graph/{name}.nq.gz" in site.by_path:
            for form, (type_, _) in OF_GRAPH.items():
                yield Variant(type_, f"/graph/{quote(name)}.{form}")
        return
    stem = site.places.stem(iri)
    for form in site.places.forms(stem) if stem else ():
        if f"{stem}.{form}" in site.by_path:
            yield Variant(site.places.media(form), f"/{quote(f'{stem}.{form}'.removesuffix(PACKED))}")


def of_graph(site: Site, path: str) -> bool:
    """Return whether a path is that of a named graph in a form that we have."""
    name, _, ending = path.removeprefix("/graph/").rpartition(".")
    return path.startswith("/graph/") and ending in OF_GRAPH and name in site.holding.graphs


def graph(site: Site, path: str) -> tuple[str, bytes] | None:
    """Return a named graph in the form that a path asks for, with its media type; None where it is no such path."""
    if not of_graph(site, path):
        return None
    name, _, ending = path.removeprefix("/graph/").rpartition(".")
    type_, form = OF_GRAPH[ending]
    if form == "nquads":
        return type_, dumps(site).graph(name)
    return type_, site.store.written(form, site.names.graph(name))


def _of_question(site: Site, name: str, lang: str) -> Iterator[Variant]:
    if f"{lang}/question/{name}.html" in site.by_path:
        yield Variant(PAGE, f"/{lang}/question/{quote(name)}.html")
    for form, type_ in QUESTION.items():
        if f"question/{name}.{lang}.{form}" in site.by_path:
            yield Variant(type_, f"/question/{quote(name)}.{lang}.{form}")


def led(site: Site, iri: str, request: Request) -> Response | None:
    """Return where an IRI leads, for this client; None where it leads nowhere."""
    lang = spoken(site, request)
    found = list(variants(site, iri, lang))
    if not found:
        return None
    links = tuple(("Link", f'<{one.address}>; rel="alternate"; type="{one.type}"') for one in found)
    wanted = media(request.told("accept"), [one.type for one in found])
    if wanted is None:
        listed = "".join(f"{one.type} {one.address}\n" for one in found)
        told = say(mark("This is not to be had in a form that you accept, but in these:"), lang)
        body = f"{told}\n{listed}".encode()
        response = Response(406, body, headers=(*links, ("Content-Language", lang)))
        return response.varying("Accept", "Accept-Language")
    address = next(one.address for one in found if one.type == wanted)
    response = Response(303, f"{address}\n".encode(), headers=(("Location", address), *links))
    return response.varying("Accept", "Accept-Language")


def gone(site: Site, path: str, lang: str) -> Response | Missing | None:
    """Return what became of a thing that was retired: where it moved to, or why it is gone; None where it was not.

    The identifiers of removed persons are known by their digests alone, so that what is said does not repeat them.
    """
    told = OF_THING.fullmatch(path)
    key = told[1] if told else ""
    if not KEY.fullmatch(key):
        return None
    found: Retired | None = retired(site.store, site.names, key, lang)
    if found is None or (found.kind == "personal-data" and found.tombstone == key):
        return None
    if found.kind != "personal-data" and not path.startswith("/id/"):
        return None
    if found.now is not None:
        return Response(301, f"/id/{found.now}\n".encode(), headers=(("Location", f"/id/{quote(found.now)}"),))
    key = "" if found.kind == "personal-data" else key
    told_of = site.names.thing(found.tombstone)
    return Missing(410, GONE.get(found.kind, GONE["renamed"]), {"key": key, "day": found.on}, iri=told_of)


def missing(site: Site, path: str, lang: str) -> Missing:
    """Return what is said of a path that leads nowhere, with what may have been meant."""
    name = path.removeprefix("/id/").strip("/").removesuffix(".html")
    name = name.removeprefix(f"{lang}/").removeprefix("data/")
    if len(name) > LONGEST:
        return Missing(404, NOWHERE, {"address": f"{path[:LONGEST]}…"})
    keys = near(name, site.places.titled) if "/" in name else []
    pages = ((key, site.places.page(site.places.titled[key])) for key in keys)
    found = tuple((key, f"/{lang}/{place}") for key, place in pages if place is not None)
    return Missing(404, NOWHERE, {"address": path}, found)


def tombstone(site: Site, iri: str) -> bool:
    """Return whether a thing is one that was retired."""
    return site.places.holding.kind(iri) == "Tombstone"

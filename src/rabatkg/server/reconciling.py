"""Names matched with things of the graph, for OpenRefine and its like: the Reconciliation Service API 0.2.

https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from rapidfuzz import fuzz, process

from rabatkg.evidence.calling import folded
from rabatkg.names import OWL, RDF, RDFS, RKG, SKOS
from rabatkg.publication import Site
from rabatkg.server import protocol
from rabatkg.server.exchange import Request, Response
from rabatkg.speech import mark, say

LARGEST = 256_000
"""Bytes of a request."""
MOST_QUERIES, MOST_FOUND, FOUND = 50, 50, 10
LONGEST = 200
"""Letters of a name; what follows them does not count."""
LEAST = 75.0
"""Of a hundred: what is less alike is not offered."""
CALLED = (f"{SKOS}prefLabel", f"{SKOS}altLabel", f"{RDFS}label")
METHODS = "GET, HEAD, POST, OPTIONS"
Found = dict[str, Any]


class Index:
    """What the things of a site are called, their classes, and the properties that are said of them."""

    def __init__(self, site: Site, home: str) -> None:
        """Read the names, in every language; `home` is the address of the server."""
        self.site, self.home, holding = site, home, site.holding
        self.classes = {iri for iri in holding.of_kind(f"{OWL}Class") if iri.startswith(RKG)} or {
            one.subject.value for one in holding.pointing(f"{OWL}Class") if one.subject.value.startswith(RKG)
        }
        self.types: dict[str, list[str]] = {}
        self.names: dict[str, list[str]] = defaultdict(list)
        for key, iri in site.places.titled.items():
            types = [term.value for term in holding.values(iri, f"{RDF}type") if term.value in self.classes]
            own = f"{RKG}{holding.kind(iri)}"
            self.types[key] = sorted(types, key=lambda one: (one != own, one))
            for property in CALLED:
                for term in holding.values(iri, property):
                    if name := folded(term.value[:LONGEST]):
                        self.names[name].append(key)
        self.terms = {key for key, types in self.types.items() if f"{RKG}Term" in types}
        kinds = ("ObjectProperty", "DatatypeProperty")
        self.properties = sorted(
            {one.subject.value for kind in kinds for one in holding.pointing(f"{OWL}{kind}")} & set(holding)
        )

    def thing(self, key: str) -> str:
        """Return the IRI of a thing."""
        return self.site.places.titled[key]

    def alike(self, text: str, among: Iterable[str] | None = None) -> list[tuple[str, float]]:
        """Return the keys of the things that are called like a text, best first, with how alike, of a hundred.

        Of those that are alike as much, terms of vocabularies come last.
        """
        wanted = folded(text[:LONGEST])
        names = self.names if among is None else {name: self.names[name] for name in among}
        best: dict[str, float] = {}
        if wanted:
            hits = process.extract(wanted, names.keys(), scorer=_alike, score_cutoff=LEAST, limit=5 * MOST_FOUND)
            for name, score, _ in hits:
                for key in names[name]:
                    best[key] = max(best.get(key, 0.0), score)
        return sorted(best.items(), key=lambda one: (-one[1], one[0] in self.terms, len(one[0]), one[0]))


def _alike(one: Any, other: Any, /, *, score_cutoff: float | None = None) -> float:
    """Return how alike two folded names are: letter by letter, or word by word where their order differs."""
    if one == other:
        return 100.0
    whole = fuzz.ratio(one, other)
    words = fuzz.token_sort_ratio(one, other)
    part = fuzz.token_set_ratio(one, other) * 0.9 if " " in one else 0.0
    return min(99.0, max(whole, words * 0.98, part))


def answered(request: Request, index: Index, path: str, lang: str) -> Response:
    """Return the answer to a request to the service; `path` is that below the language."""
    if request.method == "OPTIONS":
        return protocol.preflight(METHODS)
    if request.method not in METHODS.split(", "):
        told = mark("This address takes {methods}.")
        return protocol.refusal(405, told, lang, methods=METHODS).saying("Allow", METHODS)
    try:
        given = dict(protocol.fields(request.query))
        if path == "/reconcile":
            queries = _queries(request, given)
            found: Any = manifest(index, lang) if queries is None else batch(index, queries, lang)
        elif path in (f"/reconcile/suggest/{kind}" for kind in ("entity", "type", "property")):
            found = suggested(index, path.rpartition("/")[2], given.get("prefix", ""), lang)
        elif path == "/reconcile/preview":
            return preview(index, given.get("id", ""), lang)
        else:
            return protocol.refusal(404, mark("There is nothing at this address."), lang)
    except protocol.Refused as refused:
        return protocol.refusal(refused.status, refused.message.template, lang, **refused.message.values)
    return Response(200, json.dumps(found, ensure_ascii=False).encode(), "application/json")


def _queries(request: Request, given: Mapping[str, str]) -> Mapping[str, Any] | None:
    """Return the queries of a request by their names, or None where it has none."""
    wrong = protocol.Refused(400, mark("The queries are not those of the Reconciliation Service API."))
    text: str | bytes | None = given.get("queries")
    if request.method == "POST":
        if (request.told("content-type") or "").startswith("application/json"):
            text = request.body
        else:
            text = dict(protocol.form_of(request)).get("queries")
        if not text:
            raise wrong
    if text is None:
        return None
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        raise wrong from None
    told = told.get("queries", told) if isinstance(told, dict) else told
    if not isinstance(told, dict) or not all(isinstance(one, dict) for one in told.values()):
        raise wrong
    if len(told) > MOST_QUERIES:
        raise protocol.Refused(400, mark("Send {most} queries at a time at most."), most=MOST_QUERIES)
    return told


def batch(index: Index, queries: Mapping[str, Any], lang: str) -> Found:
    """Return the candidates for each query."""
    return {name: {"result": _candidates(index, query, lang)} for name, query in queries.items()}


def _candidates(index: Index, query: Mapping[str, Any], lang: str) -> list[Found]:
    text, types, most = query.get("query"), query.get("type"), query.get("limit", FOUND)
    if not isinstance(text, str) or isinstance(most, bool) or not isinstance(most, int) or most < 1:
        raise protocol.Refused(400, mark("The queries are not those of the Reconciliation Service API."))
    wanted = {RKG + one for one in ([types] if isinstance(types, str) else types or []) if isinstance(one, str)}
    told = [(key, score) for key, score in index.alike(text) if not wanted or wanted & {*index.types[key]}]
    told = told[: min(most, MOST_FOUND)]
    certain = [key for key, score in told if score == 100.0]
    return [{**_entity(index, key, lang), "score": round(score, 1), "match": certain == [key]} for key, score in told]


def _entity(index: Index, key: str, lang: str) -> Found:
    words = index.site.words[lang]
    types = [{"id": one.removeprefix(RKG), "name": words.of(one)} for one in index.types[key]]
    return {"id": key, "name": words.of(index.thing(key)), "type": types}


def suggested(index: Index, kind: str, prefix: str, lang: str) -> Found:
    """Return what may be meant by the letters typed so far: things, classes or properties."""
    words, start = index.site.words[lang], folded(prefix[:LONGEST])
    if kind == "entity":
        begun = sorted((len(name), name) for name in index.names if start and name.startswith(start))
        keys = [key for _, name in begun for key in index.names[name]]
        keys += [key for key, _ in index.alike(prefix)]
        found = []
        for key in list(dict.fromkeys(keys))[:FOUND]:
            one = _entity(index, key, lang)
            found.append({**one, "notable": [{"id": type_["id"], "name": type_["name"]} for type_ in one.pop("type")]})
        return {"result": found}
    known = sorted(index.classes) if kind == "type" else index.properties
    named = [(words.of(iri), iri.removeprefix(RKG)) for iri in known]
    hits = sorted((name, key) for name, key in named if start in folded(name) or start in folded(key))
    return {"result": [{"id": key, "name": name} for name, key in hits[:FOUND]]}


def manifest(index: Index, lang: str) -> Found:
    """Return what the service tells of itself."""
    site = index.site
    home = index.home
    usual = sorted(
        {types[0] for types in index.types.values() if types}, key=lambda one: site.words[lang].of(one).casefold()
    )
    suggest = {
        kind: {"service_url": home.rstrip("/"), "service_path": f"/{lang}/reconcile/suggest/{kind}"}
        for kind in ("entity", "type", "property")
    }
    return {
        "versions": ["0.1", "0.2"],
        "name": say(mark("{dialogue}: things by their names"), lang, dialogue=site.words[lang].of(site.dialogue)),
        "identifierSpace": f"{site.base}id/",
        "schemaSpace": RKG,
        "documentation": f"{home}{lang}/about.html",
        "defaultTypes": [{"id": one.removeprefix(RKG), "name": site.words[lang].of(one)} for one in usual],
        "view": {"url": f"{home}id/{{{{id}}}}"},
        "preview": {"url": f"{home}{lang}/reconcile/preview?id={{{{id}}}}", "width": 400, "height": 160},
        "suggest": suggest,
        "batchSize": MOST_QUERIES,
    }


def preview(index: Index, key: str, lang: str) -> Response:
    """Return a small page that tells of a thing, to be shown within another."""
    if key not in index.types:
        return protocol.refusal(404, mark("There is nothing at this address."), lang)
    site, words = index.site, index.site.words[lang]
    iri = index.thing(key)
    kind = ", ".join(words.of(one) for one in index.types[key][:1])
    summary = next((one.value for one in site.holding.values(iri, f"{RKG}summary") if one.lang in (None, lang)), "")
    body = (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{escape(key)}</title></head><body>'
        f"<p><strong><bdi>{escape(words.of(iri))}</bdi></strong><br>{escape(kind)}</p>"
        f"<p><bdi>{escape(summary[:300])}</bdi></p><p><code>{escape(key)}</code></p></body></html>"
    )
    return Response(200, body.encode(), "text/html; charset=utf-8", framed=True)

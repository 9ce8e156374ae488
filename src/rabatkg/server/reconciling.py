"""Names matched with things of the graph, for OpenRefine and its like: the Reconciliation Service API 0.2.

https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from rabatkg.evidence.calling import folded
from rabatkg.names import RKG
from rabatkg.server import protocol
from rabatkg.server.exchange import Request, Response
from rabatkg.server.matching import LONGEST, Index
from rabatkg.speech import mark, say

LARGEST = 256_000
"""Bytes of a request."""
MOST_QUERIES, MOST_FOUND, FOUND = 50, 50, 10
MOST_THINGS, MOST_PROPERTIES = 1_000, 50
"""Of which values are asked at a time."""
TYPE = "type"
"""What the classes of a thing are asked by, as other properties are by their names."""
METHODS = "GET, HEAD, POST, OPTIONS"
Found = dict[str, Any]


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
            found: Any = _asked(request, given, index, lang)
        elif path == "/reconcile/properties":
            found = proposed(index, given.get("type", ""), lang)
        elif path in (f"/reconcile/suggest/{kind}" for kind in ("entity", "type", "property")):
            found = suggested(index, path.rpartition("/")[2], given.get("prefix", ""), lang)
        elif path == "/reconcile/preview":
            return preview(index, given.get("id", ""), lang)
        else:
            return protocol.refusal(404, mark("There is nothing at this address."), lang)
    except protocol.Refused as refused:
        return protocol.refusal(refused.status, refused.message.template, lang, **refused.message.values)
    return Response(200, json.dumps(found, ensure_ascii=False).encode(), "application/json")


def _asked(request: Request, given: Mapping[str, str], index: Index, lang: str) -> Found:
    """Return the answer to the queries of a request, or to its wish for values; the manifest where it has neither."""
    wrong = protocol.Refused(400, mark("The queries are not those of the Reconciliation Service API."))
    if request.method == "POST":
        if (request.told("content-type") or "").startswith("application/json"):
            told = _read(request.body, wrong)
            name = "extend" if isinstance(told, dict) and "extend" in told else "queries"
            told = told.get(name, told) if isinstance(told, dict) else told
            return extended(index, told, lang) if name == "extend" else batch(index, _queries(told, wrong), lang)
        given = dict(protocol.form_of(request))
    if "queries" in given:
        return batch(index, _queries(_read(given["queries"], wrong), wrong), lang)
    if "extend" in given:
        return extended(index, _read(given["extend"], wrong), lang)
    if request.method == "POST":
        raise wrong
    return manifest(index, lang)


def _read(text: str | bytes, wrong: protocol.Refused) -> Any:
    try:
        told = json.loads(text)
        json.dumps(told, ensure_ascii=False).encode()  # what holds half a letter can be told nobody
    except (ValueError, RecursionError):
        raise wrong from None
    return told


def _queries(told: Any, wrong: protocol.Refused) -> Mapping[str, Any]:
    """Return the queries by their names."""
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
    wanted = {RKG + one for one in (types if isinstance(types, list) else [types]) if isinstance(one, str)}
    return [
        {**_entity(index, one.key, lang), "score": round(one.score, 1), "match": one.certain}
        for one in index.matched(text, wanted)[: min(most, MOST_FOUND)]
    ]


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


def extended(index: Index, asked: Any, lang: str) -> Found:
    """Return what is said of some things by some properties: the values of each, by property, by thing.

    What the graph does not know has no values, for a column of names may hold some that were matched elsewhere.
    """
    ids, properties = (asked.get(name) if isinstance(asked, dict) else None for name in ("ids", "properties"))
    if not (isinstance(ids, list) and isinstance(properties, list)) or not all(
        isinstance(one, dict) and isinstance(one.get("id"), str) for one in properties
    ):
        raise protocol.Refused(400, mark("The queries are not those of the Reconciliation Service API."))
    if len(ids) > MOST_THINGS or len(properties) > MOST_PROPERTIES:
        told = mark("Ask for {most} properties of {things} things at a time at most.")
        raise protocol.Refused(400, told, most=MOST_PROPERTIES, things=MOST_THINGS)
    names = list(dict.fromkeys(one["id"] for one in properties))
    rows = {key: {name: list(_values(index, key, name, lang)) for name in names} for key in ids if isinstance(key, str)}
    return {"meta": [_property(index, name, lang) for name in names], "rows": rows}


def _values(index: Index, key: str, name: str, lang: str) -> Iterator[Found]:
    """Yield the values of a property of a thing, those that are texts in the reader's language or in none."""
    if key not in index.types:
        return
    site = index.site
    if name == TYPE:
        yield from _entity(index, key, lang)["type"]
        return
    if f"{RKG}{name}" not in index.properties:
        return
    for term in site.holding.values(index.thing(key), f"{RKG}{name}"):
        if term.kind == "uri":
            yield {"id": site.names.short(term.value), "name": site.words[lang].of(term.value)}
        elif term.lang in (None, lang):
            yield {"str": term.value}


def _property(index: Index, name: str, lang: str) -> Found:
    """Return what a property is called; one that we do not have is called as it was asked for."""
    called = index.site.words[lang].of(RKG + name) if RKG + name in index.properties else name
    return {"id": name, "name": say(mark("class"), lang) if name == TYPE else called}


def proposed(index: Index, kind: str, lang: str) -> Found:
    """Return the properties that are said of the things of a class, or of any: those said of most come first."""
    hold = index.site.holding
    keys = [key for key, types in index.types.items() if not kind or f"{RKG}{kind}" in types]
    said = Counter(name for key in keys for name in {one.property for one in hold.said(index.thing(key))})
    names = sorted((-n, iri.removeprefix(RKG)) for iri, n in said.items() if iri in index.properties)
    told = [_property(index, name, lang) for name in (TYPE, *(name for _, name in names))]
    return {"type": kind, "properties": told[:MOST_PROPERTIES]}


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
        "extend": {
            "propose_properties": {"service_url": home.rstrip("/"), "service_path": f"/{lang}/reconcile/properties"},
            "property_settings": [],
        },
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

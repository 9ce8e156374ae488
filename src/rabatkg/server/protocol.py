"""The SPARQL 1.1 Protocol, for queries: what a request asks, and what is answered."""

import math
from dataclasses import dataclass
from urllib.parse import parse_qsl

from rabatkg.errors import RabatkgError, UsageError
from rabatkg.names import RDF, RDFS, XSD
from rabatkg.publication import Site
from rabatkg.queries.faults import plainly
from rabatkg.queries.freehand import with_prefixes
from rabatkg.queries.vetting import datasets, vet
from rabatkg.server.accepting import media
from rabatkg.server.answers import Answers, given
from rabatkg.server.exchange import ESCAPE, Request, Response
from rabatkg.server.pool import Busy, Down, Pool, Spent
from rabatkg.server.shelf import ENDPOINT
from rabatkg.speech import Message, mark, say
from rabatkg.store import Term
from rabatkg.store.serialising import serialised
from rabatkg.store.strangers import GRAPHS, TABLES, TRUTHS, XML

LONGEST = 64_000
"""Bytes of the body of a request: a query, which may double in a form, and what comes with it."""
MOST_FIELDS = 2_000
FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
METHODS = "GET, HEAD, POST, OPTIONS"
AGAIN = 5
"""Seconds after which a client that was refused for want of room may try again."""
SD, VOID, FORMATS = (
    "http://www.w3.org/ns/sparql-service-description#",
    "http://rdfs.org/ns/void#",
    "http://www.w3.org/ns/formats/",
)
DESCRIBED = {"text/turtle": "turtle", "application/ld+json": "jsonld", "application/n-triples": "ntriples"}
"""The forms of the description of the service, with their names among those that a store is written in."""
FORMS = {"table": [*TABLES], "truth": [*TRUTHS], "graph": [*GRAPHS]}
"""The forms that each kind of answer is given in."""
RESULTS = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "JSON-LD", "RDF_XML"),
)
"""The forms that answers are given in, by their names in FORMATS."""


class Refused(Exception):
    """A request that is not answered: the status, and why."""

    def __init__(self, status: int, told: str, **values: object) -> None:
        """Take the status, and a template with its values."""
        super().__init__(status)
        self.status, self.message = status, Message(told, values)


@dataclass(frozen=True)
class Asked:
    """A query, and the graphs that the request names for it, or none for all."""

    query: str
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


def fields(text: str) -> list[tuple[str, str]]:
    """Return the fields of a query string or of a form; Refused where they cannot be read."""
    if ESCAPE.search(text):
        raise Refused(400, mark("A percent sign here is followed by no two hexadecimal digits."))
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError:
        raise Refused(400, mark("The request is not in UTF-8, or has too many fields.")) from None


def form_of(request: Request) -> list[tuple[str, str]]:
    """Return the fields of a form in the body of a request; Refused where it is not in UTF-8."""
    try:
        return fields(request.body.decode())
    except UnicodeDecodeError:
        raise Refused(400, mark("The request is not in UTF-8, or has too many fields.")) from None


def asked(request: Request) -> Asked | None:
    """Return what a request asks; None where it asks nothing, and so what the service is; Refused where it may not."""
    given = fields(request.query)
    if request.method == "POST":
        type_, _, parameters = (request.told("content-type") or "").lower().partition(";")
        charset = parameters.strip().removeprefix("charset=").strip('"')
        if parameters.strip().startswith("charset=") and charset not in ("utf-8", "utf8"):
            raise Refused(415, mark("Send the query in UTF-8."))
        if type_.strip() == UPDATE:
            raise Refused(403, mark("The graph is read-only: a query cannot change it."))
        if type_.strip() not in (FORM, QUERY):
            raise Refused(415, mark("Send the query as {form}, or by itself as {query}."), form=FORM, query=QUERY)
        if any(name in ("query", "update") for name, _ in given):
            raise Refused(400, mark("Ask one query at a time, in the address or in the body."))
        if type_.strip() == FORM:
            given += form_of(request)
        else:
            try:
                given.append(("query", request.body.decode()))
            except UnicodeDecodeError:
                raise Refused(400, mark("Send the query in UTF-8.")) from None
    if any(name == "update" for name, _ in given):
        raise Refused(403, mark("The graph is read-only: a query cannot change it."))
    queries = [value for name, value in given if name == "query"]
    if not queries and request.method != "POST" and not any(name.endswith("graph-uri") for name, _ in given):
        return None
    if len(queries) != 1:
        raise Refused(400, mark("Ask one query at a time, in the address or in the body."))
    default, named = (
        tuple(value for name, value in given if name == f"{kind}-graph-uri") for kind in ("default", "named")
    )
    return Asked(queries[0], default, named)


async def answered(
    request: Request, site: Site, home: str, pool: Pool, lang: str, answers: Answers | None = None
) -> Response:
    """Return the answer to a request to the SPARQL service.

    Args:
        request: what is asked.
        site: what is served.
        home: the address of the server.
        pool: what answers queries.
        lang: the language of what is said beside the answer.
        answers: those given before, of the same graph; by default none.
    """
    if request.method == "OPTIONS":
        return preflight(METHODS)
    if request.method not in METHODS.split(", "):
        return refusal(405, mark("This address takes {methods}."), lang, methods=METHODS).saying("Allow", METHODS)
    try:
        told = asked(request)
        if told is None:
            return described(request, site, home, lang)
        vet(told.query, dataset=True)
        query, here = with_prefixes(told.query), datasets(told.query)
    except Refused as refused:
        return refusal(refused.status, refused.message.template, lang, **refused.message.values)
    except UsageError as error:
        return refused_by(error, lang)
    accept = request.told("accept")
    wanted = {kind: media(accept, forms) for kind, forms in FORMS.items()}
    graphs = {"default": told.default, "named": told.named, "named_here": here}
    job: dict[str, object] = {"query": query, "base": f"{home}{ENDPOINT}", **graphs, **wanted}
    try:
        head, body = await given(job, pool, Answers(0) if answers is None else answers, request.client)
    except Busy as full:
        return busy(lang, math.ceil(full.again) or AGAIN)
    except Down:
        down = mark("What answers queries is being started anew; try again in {seconds} seconds.")
        return refusal(503, down, lang, seconds=AGAIN).saying("Retry-After", str(AGAIN))
    except Spent:
        return refusal(
            503,
            mark("The query was stopped: it takes longer than {seconds} seconds, or too much memory. Ask for less."),
            lang,
            seconds=f"{pool.seconds:g}",
        )
    if "problem" in head:
        problem = plainly(str(head["problem"]), told.query, query.count("\n") - told.query.count("\n"))
        return refusal(400, mark("This is not SPARQL: {problem}. Check the query."), lang, problem=problem)
    return told_by(head, body, lang)


def told_by(head: dict[str, object], body: bytes, lang: str) -> Response:
    """Return the response that a worker's answer makes."""
    if "unknown" in head:
        return refusal(400, mark("No graph here is called {name}."), lang, name=head["unknown"])
    if "full" in head:
        return refusal(503, mark("The answer is too large. Ask for less, with LIMIT."), lang)
    if "unwanted" in head:
        told, forms = mark("The answer is to be had as one of: {forms}."), FORMS[str(head["unwanted"])]
        return refusal(406, told, lang, forms=", ".join(forms)).varying("Accept")
    if "unfit" in head:
        told = mark("This answer holds what cannot be written as {form}. Ask for it as one of: {forms}.")
        others = ", ".join(one for one in FORMS[str(head["kind"])] if one not in (head["unfit"], *XML))
        return refusal(406, told, lang, form=head["unfit"], forms=others).varying("Accept")
    type_ = str(head["type"])
    type_ += "; charset=utf-8" if type_.startswith("text/") else ""
    return Response(200, body, type_).varying("Accept")


def busy(lang: str, again: int = AGAIN) -> Response:
    """Return what is answered to whom there is no room for, for so many seconds."""
    full = mark("Too many queries are being answered; try again in {seconds} seconds.")
    return refusal(429, full, lang, seconds=again).saying("Retry-After", str(again))


def preflight(methods: str) -> Response:
    """Return what a browser is told before it sends a request from the page of another site."""
    allowed = (
        ("Allow", methods),
        ("Access-Control-Allow-Methods", methods),
        ("Access-Control-Allow-Headers", "Accept, Accept-Language, Content-Type"),
        ("Access-Control-Max-Age", "86400"),
    )
    return Response(204, headers=allowed)


def refusal(status: int, told: str, lang: str, **values: object) -> Response:
    """Return a response that says in plain words why there is no answer."""
    text = say(told, lang, **values)
    return Response(status, f"{text}\n".encode("utf-8", "replace"), headers=(("Content-Language", lang),))


def refused_by(error: RabatkgError, lang: str, status: int = 400) -> Response:
    """Return the response that an error of ours makes."""
    return Response(
        status, f"{error.told_in(lang)}\n".encode("utf-8", "replace"), headers=(("Content-Language", lang),)
    )


def described(request: Request, site: Site, home: str, lang: str) -> Response:
    """Return the description of the service, or for people where the page is that asks it."""
    wanted = media(request.told("accept"), [*DESCRIBED, "text/html"])
    if wanted is None:
        told = mark("The answer is to be had as one of: {forms}.")
        return refusal(406, told, lang, forms=", ".join([*DESCRIBED, "text/html"])).varying("Accept")
    if wanted == "text/html":
        address = f"/{lang}/sparql.html"
        page = Response(303, f"{address}\n".encode(), headers=(("Location", address),))
        return page.varying("Accept", "Accept-Language")
    here = f"{home}{ENDPOINT}"
    service, dataset, graph = (Term("uri", here), Term("uri", f"{here}#dataset"), Term("uri", f"{here}#union"))

    def named(name: str, space: str = SD) -> Term:
        return Term("uri", space + name)

    triples = [
        (service, f"{RDF}type", named("Service")),
        (service, f"{SD}endpoint", service),
        (service, f"{SD}supportedLanguage", named("SPARQL11Query")),
        (service, f"{SD}feature", named("UnionDefaultGraph")),
        *((service, f"{SD}resultFormat", named(one, FORMATS)) for one in RESULTS),
        (service, f"{SD}defaultDataset", dataset),
        (dataset, f"{RDF}type", named("Dataset")),
        (dataset, f"{RDFS}seeAlso", Term("uri", f"{home}void.ttl")),
        (dataset, f"{SD}defaultGraph", graph),
        (graph, f"{RDF}type", named("Graph")),
        (graph, f"{VOID}triples", Term("literal", str(len(site.store)), None, f"{XSD}integer")),
    ]
    body = serialised(triples, DESCRIBED[wanted], {"formats": FORMATS, "sd": SD, "void": VOID})
    return Response(200, body, wanted + ("; charset=utf-8" if wanted.startswith("text/") else "")).varying("Accept")

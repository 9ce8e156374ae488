"""The page on which a record is checked: a form, and what is wrong with what was sent by it, line by line."""

import base64
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rabatkg.publication.books import recordbook
from rabatkg.server import protocol
from rabatkg.server.exchange import Request, Response
from rabatkg.server.pool import Busy, Down, Pool, Spent
from rabatkg.server.shelf import Shelf, type_of
from rabatkg.speech import mark, say

PAGE = "check.html"
METHODS = "GET, HEAD, POST"
LARGEST = 1_500_000
"""Bytes of a form: a file of the largest size that intake takes, and room for the rest."""
MOST = LARGEST // 1_000_000
"""The same as it is told, in MB."""
MOST_LINES = 400
"""Lines of a text that are shown whole; of a longer one, those that something is wrong with, and some around them."""
AROUND = 3
HELD = "Record-held"
"""The rule by which a record takes the place of another, or is not filed."""
PASTED = {".yaml": "YAML", ".jsonld": "JSON-LD", ".ttl": "Turtle", ".trig": "TriG"}
"""The forms of what is pasted, by the ending of its files."""
Found = dict[str, Any]


@dataclass(frozen=True)
class Line:
    """A line of a record, with what is wrong in it; `gap` where lines before it are not shown."""

    number: int
    text: str
    findings: Sequence[Found]
    gap: bool = False


async def answered(request: Request, shelf: Shelf, pool: Pool, lang: str) -> Response:
    """Return the page, empty or with the findings."""
    if request.method not in METHODS.split(", "):
        told = mark("This address takes {methods}.")
        return protocol.refusal(405, told, lang, methods=METHODS).saying("Allow", METHODS)
    if request.method != "POST":
        return await _page(shelf, lang)
    if request.swollen:
        problem = say(
            mark("This file is larger than {most} MB, the most that is checked here. Split it."), lang, most=MOST
        )
        return await _page(shelf, lang, 413, problem=problem)
    type_ = request.told("content-type") or ""
    if not type_.lower().startswith("multipart/form-data"):
        problem = say(mark("This page takes what its own form sends."), lang)
        return await _page(shelf, lang, 415, problem=problem)
    try:
        job = {"type": type_, "body": base64.b64encode(request.body).decode(), "lang": lang}
        head, _ = await pool.ask(job, request.client)
    except (Busy, Down):
        busy = say(mark("Others are having records checked; try again in a moment."), lang)
        return (await _page(shelf, lang, 429, problem=busy)).saying("Retry-After", str(protocol.AGAIN))
    except Spent:
        spent = say(
            mark("This could not be checked in {seconds} seconds. Split it."), lang, seconds=f"{pool.seconds:g}"
        )
        return await _page(shelf, lang, 503, problem=spent)
    if head.get("empty"):
        return await _page(shelf, lang, 400, problem=say(mark("There is nothing to check yet."), lang))
    return await _page(shelf, lang, told=head)


async def _page(shelf: Shelf, lang: str, status: int = 200, told: Found | None = None, problem: str = "") -> Response:
    findings: list[Found] = told["findings"] if told else []
    text = (told["text"] or "") if told else ""
    values = {
        "checked": told,
        "problem": problem,
        "findings": findings,
        "pasted": PASTED,
        "most": MOST,
        "held": any(one["rule"] == HELD for one in findings),
        "lines": list(lines(text, findings)) if text else [],
        "last": text.removesuffix("\n").count("\n") + 1 if text else 0,
        "errors": sum(one["severity"] == "error" for one in findings),
        "warnings": sum(one["severity"] == "warning" for one in findings),
    }
    title = say(mark("Check a record"), lang)
    body = await shelf.made(lambda: _made(shelf, lang, title, values))
    return Response(status, body, type_of("html"))


def _made(shelf: Shelf, lang: str, title: str, values: Found) -> bytes:
    explained = {rule.name for rule in recordbook(shelf.site).rulebook.rules} if values["findings"] else set()
    return shelf.site.pages.make("check.html", lang, PAGE, title, explained=explained, spoken=spoken, **values)


def spoken(message: str) -> list[tuple[str, bool]]:
    """Return the pieces of a message, each with whether it is to be typed: what stands between backticks."""
    pieces = message.split("`")
    if len(pieces) % 2 == 0:
        return [(message, False)]
    return [(piece, place % 2 == 1) for place, piece in enumerate(pieces) if piece]


def lines(text: str, findings: Sequence[Found]) -> Iterator[Line]:
    """Yield the lines of a text that are shown, each with its findings; those past the last line stand at the last."""
    found = text.removesuffix("\n").split("\n")
    at: dict[int, list[Found]] = defaultdict(list)
    for one in findings:
        if one["line"]:
            at[min(one["line"], len(found))].append(one)
    wanted = range(1, len(found) + 1)
    if len(found) > MOST_LINES:
        near = {number + step for number in at for step in range(-AROUND, AROUND + 1)}
        wanted = sorted(near & set(wanted))  # type: ignore[assignment]
    before = 0
    for number in wanted:
        yield Line(number, found[number - 1], at.get(number, ()), number != before + 1)
        before = number

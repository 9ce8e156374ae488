r"""What a query may not hold, told from its text before any parser sees it.

The engine has no switch that keeps a query from asking other servers, and falls over where one is nested deep enough.
So the text is read here by rules that cannot loop: comments, texts and IRIs are set aside as the grammar of SPARQL has
them, and of what is left each word and bracket is looked at. Escapes such as `\u0053` may be meant for letters: the
query is read as it stands, and again with them resolved, and must hold nothing forbidden either way.
"""

import re
from collections.abc import Callable

from rabatkg.errors import UsageError

LONGEST = 16_000
"""Bytes of a query."""
DEEPEST = 64
"""Brackets within brackets."""
MOST_OPERATORS = 500
"""Signs of sums, comparisons, choices and paths: the engine nests what stands in a row."""

ASIDE = re.compile(
    r"""#[^\n\r]*|<[^<>"{}|^`\\\x00-\x20]*>"""
    r"""|"{3}(?:"{0,2}(?:[^"\\]|\\.))*"{3}|'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}"""
    r"""|"(?!"")(?:[^"\\\n\r]|\\.)*"|'(?!'')(?:[^'\\\n\r]|\\.)*'|(?P<open>["'])""",
    re.S,
)
"""What says nothing of a query's own words: comments, IRIs and texts; `open` is where a text begins without an end."""
NAMES = re.compile(r"[?$]\w+|(?<![\w-])[\w-]*:[\w-]*|@[A-Za-z]+(?:-\w+)*")
"""Variables, prefixed names and tags of languages, in which any word may stand."""
ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
OPERATORS = re.compile(r"&&|\|\||\^\^|[<>!]=|[-+*/|^!=<>&]|\b(?:IN|UNION|MINUS|OPTIONAL)\b", re.I)
UPDATES = re.compile(r"\b(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|COPY|MOVE|ADD)\b", re.I)
DATASET = re.compile(r"\bFROM\b", re.I)


def vet(query: str, longest: int = LONGEST, dataset: bool = False) -> None:
    """Raise UsageError for a query that is too long or too deep, that would change the store or leave it.

    Args:
        query: the text.
        longest: bytes that it may have.
        dataset: whether FROM may stand in it; what it names must then be looked at by whoever asks.
    """
    if len(query.encode("utf-8", "surrogatepass")) > longest:
        raise UsageError("The query is longer than {most} bytes.", most=longest, remedy="Shorten it.")
    for text in dict.fromkeys((query, _resolved(query))):
        _looked_at(text, dataset)


def bare(query: str) -> str:
    """Return a query without comments, IRIs and texts; UsageError where a text has no end."""
    return _set_aside(query, lambda found: " ")


def _set_aside(query: str, kept: Callable[[str], str]) -> str:
    """Return a query with something else in the place of each comment, IRI and text."""

    def aside(found: re.Match[str]) -> str:
        if found["open"]:  # what follows might be read anew from each of its quotes, so nothing more is read
            line = query.count("\n", 0, found.start()) + 1
            raise UsageError("A text that begins in line {line} has no end.", line=line, remedy="Close its quotes.")
        return kept(found[0])

    return ASIDE.sub(aside, query)


def _looked_at(query: str, dataset: bool) -> None:
    own = bare(query)
    words = NAMES.sub(" ", own)
    if _depth(own) > DEEPEST:
        raise UsageError("The query is nested deeper than {most} levels.", most=DEEPEST, remedy="Flatten it.")
    if len(OPERATORS.findall(words)) > MOST_OPERATORS:
        raise UsageError(
            "The query has more than {most} operators.", most=MOST_OPERATORS, remedy="Ask for less at once."
        )
    if re.search(r"SERVICE", words, re.I):
        raise UsageError("SERVICE is not allowed: a query asks this graph only.", remedy="Remove it.")
    if not dataset and DATASET.search(words):
        raise UsageError("FROM is not allowed: a query asks all graphs.", remedy="Use GRAPH <…> {{ … }} to name one.")
    if UPDATES.search(words):
        raise UsageError(
            "The graph is read-only: a query cannot change it.", remedy="Ask with SELECT, ASK, CONSTRUCT or DESCRIBE."
        )


def _resolved(query: str) -> str:
    """Return the query with the escapes of letters as what they stand for."""

    def letter(found: re.Match[str]) -> str:
        code = int(found[1] or found[2], 16)
        return chr(code) if code < 0x110000 else found[0]

    return ESCAPED.sub(letter, query)


def _depth(text: str) -> int:
    depth = deepest = 0
    for sign in text:
        if sign in "({[":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in ")}]":
            depth -= 1
    return deepest


def datasets(query: str) -> list[str]:
    """Return the IRIs of the graphs that a query names by FROM; UsageError where one is not written out."""
    iris: list[str] = []

    def numbered(told: str) -> str:
        if not told.startswith("<"):
            return " "
        iris.append(told[1:-1])
        return f" <{len(iris) - 1}> "

    words = NAMES.sub(" ", _set_aside(query, numbered))
    named = re.findall(r"\bFROM\b(?:\s+NAMED\b)?\s*(?:<(\d+)>)?", words, re.I)
    if "" in named:
        raise UsageError("FROM must be followed by the IRI of a graph.", remedy="Write it out, between < and >.")
    return [iris[int(number)] for number in named]

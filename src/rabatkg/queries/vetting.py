r"""What a query may not hold, told from its text before any parser sees it.

The engine has no switch that keeps a query from asking other servers, and falls over where one is nested deep enough.
So the text is read here by rules that cannot loop: comments, texts and IRIs are set aside as the engine takes them,
and of what is left each word and bracket is looked at. Where the engine would go back and read the same letters as
something else, the query is refused rather than guessed at. Escapes such as `\u0053` may be meant for letters: the
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
MOST_TERMS = 2_500
"""Names and values: the engine nests the members of a list, too, and falls over at some four thousand."""

CODE = r"\\u(?![Dd][89A-Fa-f])[0-9A-Fa-f]{4}|\\U(?!0000[Dd][89A-Fa-f])00(?:0[0-9A-Fa-f]|10)[0-9A-Fa-f]{4}"
"""The escape of a letter by its number."""
ESCAPE = rf"""\\[tbnrf\\"']|{CODE}"""
"""An escape in a text. At any other, the engine takes three quotes for an empty text and the beginning of one."""
ASIDE = re.compile(
    rf"""#[^\n\r]*|<(?P<iri>(?:[^<>"{{}}|^`\\\x00-\x20]|{CODE})*)>"""
    rf"""|"{{3}}(?:"{{0,2}}(?:[^"\\]|{ESCAPE}))*"{{3}}|'{{3}}(?:'{{0,2}}(?:[^'\\]|{ESCAPE}))*'{{3}}"""
    rf"""|"(?!"")(?:[^"\\\n\r]|{ESCAPE})*"|'(?!'')(?:[^'\\\n\r]|{ESCAPE})*'"""
    r"""|\\[_~.\-!$&'()*+,;=/?#@%]|(?P<open>["'])"""
)
"""What says nothing of a query's own words: comments, IRIs, texts, and signs that belong to a prefixed name because
they are escaped; `open` is where a text begins without an end."""
WHOLE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
"""The beginning of an IRI that can be nothing else. What follows another `<` may be less than it is, up to a `>`."""
MANGLED = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{0,20}://[\w./#-]{0,60})")
"""What was meant for an IRI and is none."""
NAMES = re.compile(r"[?$]\w+|(?<![\w-])([\w-]*):[\w-]*|@[A-Za-z]+(?:-\w+)*")
"""Variables, prefixed names and tags of languages, in which any word may stand; but the engine may take a prefix, or
its beginning, for a word of its own: `SERVICE:x` is one of them."""
ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
OPERATORS = re.compile(r"&&|\|\||\^\^|[<>!]=|[-+*/|^!=<>&]|\b(?:IN|UNION|MINUS|OPTIONAL)\b", re.I)
TERMS = re.compile(r"[\w-]*:[\w-]*|\w+|[(\[]")
UPDATES = re.compile(r"\b(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|COPY|MOVE|ADD)\b", re.I)


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


def _set_aside(query: str, kept: Callable[[re.Match[str]], str]) -> str:
    """Return a query with something else in the place of each comment, IRI and text."""

    def aside(found: re.Match[str]) -> str:
        if found["open"]:  # what follows might be read anew from each of its quotes, so nothing more is read
            line = query.count("\n", 0, found.start()) + 1
            raise UsageError(
                "A text that begins in line {line} has no end, or an escape in it that there is not.",
                line=line,
                remedy="Close its quotes, and write two backslashes for one.",
            )
        return kept(found)

    return ASIDE.sub(aside, query)


def _perhaps_less(found: re.Match[str]) -> str:
    """Return what stands for something set aside; UsageError where it may be no IRI and hide something.

    A comment and an escaped sign leave nothing, an IRI or a text a bar, and what may be no IRI all that is in it.
    """
    iri = found["iri"]
    if iri is None or WHOLE.match(iri):
        return " " if found[0][0] in "#\\" else " _ "
    if "#" in iri or "'" in iri:
        raise UsageError(
            "What stands between < and > may be an IRI, or a comparison with a comment or a text.",
            remedy="Write the IRI out from its beginning, as in https://…, or put a space after <.",
        )
    return f" {iri} "


def _looked_at(query: str, dataset: bool) -> None:
    own = _set_aside(query, _perhaps_less)
    if mangled := MANGLED.search(own):
        raise UsageError(
            "The IRI that begins with {start} has no end, or a sign in it that no IRI has.",
            start=mangled[1],
            remedy="Write it between < and >, without blanks, quotes and brackets.",
        )
    if _depth(own) > DEEPEST:
        raise UsageError("The query is nested deeper than {most} levels.", most=DEEPEST, remedy="Flatten it.")
    if len(OPERATORS.findall(NAMES.sub(" ", own))) > MOST_OPERATORS:
        raise UsageError(
            "The query has more than {most} operators.", most=MOST_OPERATORS, remedy="Ask for less at once."
        )
    if len(TERMS.findall(own)) > MOST_TERMS:
        raise UsageError(
            "The query has more than {most} names and values.", most=MOST_TERMS, remedy="Ask for less at once."
        )
    left = bare(query)
    words = NAMES.sub(r" \1 ", left)
    if re.search(r"SERVICE", words, re.I):
        raise UsageError("SERVICE is not allowed: a query asks this graph only.", remedy="Remove it.")
    if not dataset and re.search(r"FROM", words, re.I):
        raise UsageError("FROM is not allowed: a query asks all graphs.", remedy="Use GRAPH <…> {{ … }} to name one.")
    if UPDATES.search(NAMES.sub(" ", left)):
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
            depth = max(0, depth - 1)
    return deepest


def datasets(query: str) -> list[str]:
    """Return the IRIs of the graphs that a query names by FROM; UsageError where one is not written out."""
    iris: list[str] = []

    def numbered(found: re.Match[str]) -> str:
        if found["iri"] is None:
            return " "
        iris.append(found["iri"])
        return f" <{len(iris) - 1}> "

    words = NAMES.sub(r" \1 ", _set_aside(query, numbered))
    named = re.findall(r"FROM\s*(?:NAMED)?\s*(?:<(\d+)>)?", words, re.I)
    if "" in named:
        raise UsageError("FROM must be followed by the IRI of a graph.", remedy="Write it out, between < and >.")
    return [iris[int(number)] for number in named]

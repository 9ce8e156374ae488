"""What keeps a text from being YAML, in plain words: what stands there, where, and what to do.

The parser says what it looked for; a person needs to know what they wrote. So the lines themselves are looked at.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from rabatkg.speech import Message, mark

INDENT = re.compile(r"[ ]*")
TEXT_WITH_COLON = re.compile(r"[ ]*(?:- +)*(?:[^\s:'\"\[{#][^:]*: +)([^'\"\[{|>#\s].*:(?: .*|$))")
"""A key, and a text without quotation marks in which another colon stands."""
NO_BLANK = re.compile(r"[ ]*(?:- +)*\w+:\S")
KEYED = re.compile(r"[ ]*(?:- +)*(?:['\"].*['\"]|[^\s'\"].*?):(?: |$)")
HARD = re.compile(r"[ ]*(?:- +)*(?:\w+:)?([\u00a0\u2007\u202f])")
"""A no-break space where a blank parts a key from its value, or indents."""
SIGNS = "%@`*&!,]}>|"
"""Signs that no text may begin with unless quotation marks stand around it."""

STOPS = {
    "expected '-' indicator": mark("a list stands above, and this is no item of it"),
    "expected key": mark("a key was to come here"),
    "node content": mark("a value was to come here"),
    "mapping values": mark("a colon stands here where none can"),
    "mapping keys": mark("a question mark stands here where none can"),
    "expected ':'": mark("a colon was to follow the key"),
    "<document start>": mark("something follows here, where the record has ended"),
    "document indicator": mark("a line of --- or ... stands inside a text"),
    "start any token": mark("a sign stands here that no text begins with"),
    "alphabetic or numeric": mark("a name was to follow & or *"),
    "comment or line break": mark("nothing but a comment can follow here on this line"),
    "tab character": mark("a tab stands here, where blanks indent"),
    "tag": mark("the sign ! begins a tag here"),
    "directive": mark("the sign % begins a line here"),
    "characters are not allowed": mark("it has characters that are no text"),
    "": mark("it cannot be read any further than here"),
}
"""Why the parser stopped, by words that it says then."""


def stopped(error: Any) -> Message:
    """Return why the parser stopped, in few words."""
    said = f"{getattr(error, 'problem', '')} {getattr(error, 'context', '')} {getattr(error, 'reason', '')}"
    return Message(next(told for words, told in STOPS.items() if words in said))


@dataclass(frozen=True)
class Broken:
    """Why a text is no YAML: what is wrong and what to do, in English, and the line and column, from 1."""

    template: str
    remedy: str
    line: int
    column: int
    values: dict[str, str] = field(default_factory=dict)


def broken(error: Any, source: str) -> Broken | None:
    """Return in plain words why the parser stopped; None where what it says itself must do.

    Args:
        error: what the parser raised, with the places where it stopped and where it had begun.
        source: the text.
    """
    stop, start = error.problem_mark or error.context_mark, error.context_mark or error.problem_mark
    if stop is None:
        return None
    return next(_found(error.problem or "", error.context or "", stop, start, source.split("\n")), None)


def _found(problem: str, context: str, stop: Any, start: Any, lines: list[str]) -> Iterator[Broken]:
    line = lines[stop.line] if stop.line < len(lines) else ""
    indent = INDENT.match(line)[0]  # type: ignore[index]  # it matches nothing, too
    if line[len(indent) : len(indent) + 1] == "\t":
        told, remedy = mark("A tab stands here, where blanks indent."), mark("Indent with blanks, two for each level.")
        yield Broken(told, remedy, stop.line + 1, len(indent) + 1)
    for at in sorted({start.line, stop.line - 1, stop.line} & set(range(len(lines)))):
        if hard := HARD.match(lines[at]):
            told = mark("A no-break space stands here, which looks like a blank and is none.")
            yield Broken(told, mark("Delete it, and type a blank in its place."), at + 1, hard.start(1) + 1)
    if "end of stream" in problem and "quoted" in context:
        told = mark("The quotation mark that opens here is never closed.")
        yield Broken(told, mark("Write the same sign again where the text ends."), start.line + 1, start.column + 1)
    if "flow" in context or "',' or" in problem:
        told, remedy = mark("The bracket that opens here is never closed."), mark("Close it with {sign}.")
        closing = "]" if "sequence" in context else "}"
        yield Broken(told, remedy, start.line + 1, start.column + 1, {"sign": closing})
    if "mapping values" in problem:
        yield from _colons(stop, lines, line, indent)
    if "could not find expected ':'" in problem:
        yield _keyless(start.line)
    if "escape" in problem:
        told = mark("Between double quotation marks, a backslash stands for more than itself.")
        yield Broken(told, mark("Take single quotation marks instead."), stop.line + 1, stop.column + 1)
    if "block sequence entries" in problem:
        told, remedy = mark("A list cannot begin on the line of its key."), mark("Begin it on a line of its own.")
        yield Broken(told, remedy, stop.line + 1, stop.column + 1)
    if ("expected key" in problem or "'-' indicator" in problem) and not line[: stop.column].strip(" "):
        yield _indented(stop.line, len(indent))
    yield from _signs(problem, stop, start, lines, line)


def _colons(stop: Any, lines: list[str], line: str, indent: str) -> Iterator[Broken]:
    """Yield what is wrong where a colon stands that cannot: in a text, or after a line that is not what it seems."""
    if text := TEXT_WITH_COLON.match(line):
        told = mark("A colon stands in this text, which has no quotation marks around it.")
        remedy = mark('Put them around the whole text: "{text}".')
        column = text.start(1) + 1
        yield Broken(told, remedy, stop.line + 1, column, {"text": text[1].strip().replace('"', "”")})
    above = next((at for at in range(stop.line - 1, -1, -1) if lines[at].strip()), None)
    if above is not None and NO_BLANK.match(lines[above]) and not KEYED.match(lines[above]):
        told, remedy = mark("No blank follows the colon here."), mark("Write one after it, as in `key: value`.")
        yield Broken(told, remedy, above + 1, lines[above].index(":") + 1)
    if above is not None and not KEYED.match(lines[above]) and INDENT.match(lines[above])[0] == indent:  # type: ignore[index]
        yield _keyless(above)
    if KEYED.match(line) and indent:
        yield _indented(stop.line, len(indent))


def _signs(problem: str, stop: Any, start: Any, lines: list[str], line: str) -> Iterator[Broken]:
    """Yield what is wrong where a sign stands that YAML reads as its own."""
    before = line[: stop.column].rstrip(" ")
    if "expected key" in problem and before[-1:] in ("'", '"'):
        told = mark("Something follows the quotation mark that closes this text.")
        remedy = mark("Put quotation marks around all of it, others than those in it, or write an apostrophe as ’.")
        yield Broken(told, remedy, stop.line + 1, stop.column + 1)
    if "expected key" in problem and before[-1:] in ("]", "}"):
        told, remedy = mark("Something follows the bracket that closes here."), mark("Take it out, or put it inside.")
        yield Broken(told, remedy, stop.line + 1, stop.column + 1)
    for place in (stop, start):
        text = lines[place.line] if place.line < len(lines) else ""
        sign = text[place.column : place.column + 1]
        value = re.match(rf"[ ]*(?:- +)*(?:[^\s:]+: +)?([{re.escape(SIGNS)}])", text)
        if sign and (sign in SIGNS or value):
            column = value.start(1) if value else place.column
            told = mark("A text cannot begin with {sign}: YAML reads that sign as its own.")
            remedy = mark("Put quotation marks around the text.")
            yield Broken(told, remedy, place.line + 1, column + 1, {"sign": text[column]})


def _keyless(line: int) -> Broken:
    told, remedy = mark("No colon stands on this line, after its key."), mark("Write `key: value`.")
    return Broken(told, remedy, line + 1, 1)


def _indented(line: int, width: int) -> Broken:
    told = mark("This line is indented by {width}: it stands neither beside the keys above it nor under one of them.")
    remedy = mark("Begin it exactly below the keys that it belongs with.")
    return Broken(told, remedy, line + 1, width + 1, {"width": str(width)})

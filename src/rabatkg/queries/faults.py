"""What an engine says of a query that it cannot read, in plain words, at its place in the query as it was written."""

import re

from rabatkg.queries.vetting import bare
from rabatkg.speech import Message, mark

PLACE = re.compile(r"\bat (\d+):(\d+): (.*)", re.DOTALL)
WORD = re.compile(r"[?$]?[\w:-]+|<[^<>\s]*>|\"[^\"\n]*\"|\S")
REASONS = {
    "The SELECT contains a": mark(
        "SELECT names a variable that is not grouped: name it in GROUP BY, or put it into COUNT, MIN or SAMPLE"
    ),
    "SELECT * is not authorized with GROUP BY": mark("SELECT * cannot stand with GROUP BY: name the variables"),
    "The SELECT overrides an existing variable": mark(
        "SELECT gives a value to a variable that has one already: call it otherwise after AS"
    ),
}
"""By what the engine says of a query that its grammar allows: the same in plain words."""
UNGROUPED = mark(
    "the variable {found} is not grouped: name it in GROUP BY, or put it into COUNT, MIN, SAMPLE or the like"
)
STUMBLED = mark("line {line}, column {column}: “{found}” cannot stand here, or something just before is wrong")
ENDED = mark("line {line}, column {column}: something is missing here, or wrong just before")
SELECTED = re.compile(r"\bSELECT\b(.*?)(?:\bWHERE\b|\{)", re.IGNORECASE | re.DOTALL)
GROUPED = re.compile(r"\bGROUP\s+BY\b(.*?)(?:\b(?:HAVING|ORDER|LIMIT|OFFSET|VALUES)\b|$)", re.IGNORECASE | re.DOTALL)
ENCLOSED = re.compile(r"\([^()]*\)")
VARIABLE = re.compile(r"[?$]\w+")


def plainly(told: str, written: str, added: int = 0) -> Message | str:
    """Return what is wrong with a query, in plain words where the engine tells where it stumbled.

    Args:
        told: what the engine says: `error at 2:8: expected one of …`.
        written: the query as a person wrote it.
        added: the lines that were put before it.
    """
    found = PLACE.search(told)
    if found is None:
        return told
    for reason, words in REASONS.items():
        if reason in found[3]:
            variable = _ungrouped(written) if reason.startswith("The SELECT contains") else None
            return Message(UNGROUPED, {"found": variable}) if variable else Message(words, {})
    lines = written.split("\n")
    line, column = max(1, int(found[1]) - added), int(found[2])
    text = lines[line - 1] if line <= len(lines) else ""
    word = next((one for one in WORD.finditer(text) if one.start() < column <= one.end()), None)
    if word is None:
        return Message(ENDED, {"line": line, "column": column})
    return Message(STUMBLED, {"line": line, "column": word.start() + 1, "found": word[0]})


def _ungrouped(query: str) -> str | None:
    """Return the first variable that the only SELECT of a query names without grouping by it, if that can be told."""
    own = bare(query)
    if len(re.findall(r"\bSELECT\b", own, re.IGNORECASE)) != 1 or not (selected := SELECTED.search(own)):
        return None  # each of several would be read to the end of the query
    clause = selected[1]
    while (outside := ENCLOSED.sub(" ", clause)) != clause:
        clause = outside
    grouped = {name for part in GROUPED.findall(own) for name in VARIABLE.findall(part)}
    return next((name for name in VARIABLE.findall(clause) if name not in grouped), None)

"""The values of answers, as programs have them: keys for things, numbers for numbers."""

from collections.abc import Callable
from typing import Any

from rabatkg.names import XSD, Names
from rabatkg.store import Answer, Term

PLAIN: dict[str, Callable[[str], Any]] = {
    f"{XSD}integer": int,
    f"{XSD}decimal": lambda text: float(text) if "." in text.rstrip("0").rstrip(".") else int(float(text)),
    f"{XSD}double": float,
    f"{XSD}boolean": lambda text: text in ("true", "1"),
}

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a text begins with that a spreadsheet takes for a formula (OWASP, CSV Injection)."""


def plain(term: Term, names: Names) -> Any:
    """Return a thing as its key, a number or truth value as such, and any other literal as its text."""
    if term.kind == "uri":
        return names.short(term.value)
    made = PLAIN.get(term.datatype or "")
    return made(term.value) if made else term.value


def table(answer: Answer, names: Names) -> list[dict[str, Any]]:
    """Return the rows of an answer with plain values, as `plain` gives them; what is unbound is not in its row."""
    told: dict[Term, Any] = {}
    rows = []
    for row in answer.rows:
        values = {}
        for name in answer.variables:
            term = row.get(name)
            if term is not None:
                value = told.get(term)
                if value is None:
                    value = told[term] = plain(term, names)
                values[name] = value
        rows.append(values)
    return rows


def guarded(term: Term) -> str:
    """Return the text of a literal for a table that people open: before what would be a formula stands an apostrophe.

    Numbers stay as they are.
    """
    formula = term.value.startswith(FORMULA) and term.datatype not in PLAIN
    return f"'{term.value}" if formula else term.value

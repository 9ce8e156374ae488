"""The values of answers, as programs have them: keys for things, numbers for numbers."""

from collections.abc import Callable
from typing import Any

from rabatkg.names import XSD, Names
from rabatkg.store import Term

PLAIN: dict[str, Callable[[str], Any]] = {
    f"{XSD}integer": int,
    f"{XSD}decimal": lambda text: float(text) if "." in text.rstrip("0").rstrip(".") else int(float(text)),
    f"{XSD}double": float,
    f"{XSD}boolean": lambda text: text in ("true", "1"),
}


def plain(term: Term, names: Names) -> Any:
    """Return a thing as its key, a number or truth value as such, and any other literal as its text."""
    if term.kind == "uri":
        return names.short(term.value)
    return PLAIN.get(term.datatype or "", str)(term.value)

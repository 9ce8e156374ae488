"""Text into RDF literals, strictly: a value that is not exactly what its datatype says is refused."""

import re
from calendar import monthrange
from datetime import date
from decimal import Decimal

from rdflib import XSD, Literal

PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
INTEGER = re.compile(r"-?(0|[1-9]\d*)")
DECIMAL = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?")
ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+")


def literal(text: str, kind: str) -> Literal | None:
    """Return the literal of kind string, integer, decimal, boolean or date, or None where the text is none."""
    if kind == "string":
        return Literal(text) if text.strip() else None
    if kind == "integer":
        return Literal(text, datatype=XSD.integer) if INTEGER.fullmatch(text) else None
    if kind == "decimal":
        return Literal(Decimal(text), datatype=XSD.decimal) if DECIMAL.fullmatch(text) else None
    if kind == "boolean":
        return Literal(text, datatype=XSD.boolean) if text in ("true", "false") else None
    span = days(text)
    if span is None:
        return None
    datatype = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}[len(text)]
    return Literal(text, datatype=datatype, normalize=False)


def days(text: str) -> tuple[date, date] | None:
    """Return the first and the last day that a date or partial date may mean, or None where it is none."""
    match = PARTIAL.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        assert year is not None
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except ValueError:
        return None

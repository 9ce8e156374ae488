"""Text into RDF literals, strictly: a value that is not exactly what its datatype says is refused."""

import re
from decimal import Decimal

from rdflib import XSD, Literal

from rabatkg.dates import days

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

"""Text into RDF literals, strictly: a value that is not exactly what its datatype says is refused.

The libraries below are lenient (`1_000`, ` 7 `, `٣` and `2025-W01-1` pass for figures and dates there), so that the
form is decided here, in ASCII and by the calendar.
"""

import re
import unicodedata
from decimal import Decimal

from rdflib import XSD, Literal

from rabatkg.dates import days

INTEGER = re.compile(r"0|-?[1-9][0-9]{0,17}")
DECIMAL = re.compile(r"(?!-0(?:\.0*)?\Z)-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,18})?")
"""Eighteen digits on either side of the point are what the stores compute with."""
_SIGN = r"[\w.~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2}"
ADDRESS = re.compile(
    rf"(?=.{{1,2000}}\Z)https?://[\w-]+(?:\.[\w-]+)*(?::[0-9]{{1,5}})?"
    rf"(?:/(?:{_SIGN})*)?(?:\?(?:{_SIGN}|\?)*)?(?:\#(?:{_SIGN}|\?)*)?"
)
"""An address on the web: of http or https, with a host, without a user's name, blanks, quotes or braces."""


def visible(text: str) -> bool:
    """Return whether a text has anything to see: a letter, a figure or a sign."""
    return any(unicodedata.category(letter)[0] in "LNPS" for letter in text)


def literal(text: str, kind: str) -> Literal | None:
    """Return the literal of kind string, integer, decimal, boolean or date, or None where the text is none."""
    if kind == "string":
        # a line break at the end is seen by no pattern of a shape; blanks there are told by the shapes that mind them
        return Literal(text) if visible(text) and text.strip() == text.strip(" ") else None
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

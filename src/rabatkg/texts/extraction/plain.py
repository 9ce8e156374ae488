"""Plain text: its encoding, and nothing else; the lines say for themselves what they are."""

import codecs
import re

from rabatkg.errors import DataError
from rabatkg.texts.extraction.report import Extract, Line

UTF_8, WINDOWS = "utf-8", "cp1252"
LONGEST, MOST_LINES = 4_000_000, 100_000
"""Characters and lines that a report may have."""
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f]")


def plain_text(raw: bytes) -> tuple[str, str]:
    """Return a plain text, and the name of its encoding: what its first bytes say, else UTF-8, else Windows-1252.

    In UTF-8 the text stands as it is, to the last space, for a register of passages counts its characters.

    Raises:
        DataError: these are not the bytes of a text.
    """
    for mark, encoding in _BOMS[1:]:
        if raw.startswith(mark):
            return _decoded(raw[len(mark) :], encoding), encoding
    try:
        return _checked(raw.decode(UTF_8)), UTF_8
    except UnicodeDecodeError:
        return _decoded(raw, WINDOWS), WINDOWS


def _decoded(raw: bytes, encoding: str) -> str:
    try:
        return _checked(raw.decode(encoding))
    except UnicodeDecodeError:
        raise _none() from None


def _checked(text: str) -> str:
    if _NO_TEXT.search(text):
        raise _none()
    return text


def _none() -> DataError:
    return DataError(
        "This is not the text of a report: it holds bytes that no text holds.",
        remedy="Give a text, a PDF, a DOCX or an HTML file, with the ending that it has.",
    )


def check_size(characters: int, lines: int) -> None:
    """Raise DataError where a text has more characters or lines than a report has."""
    if characters > LONGEST:
        raise DataError("The file is larger than {most} characters.", most=LONGEST, remedy="Split it.")
    if lines > MOST_LINES:
        raise DataError("This file has more than {most} lines.", most=MOST_LINES, remedy="Split it.")


def plain(raw: bytes) -> tuple[str, Extract]:
    """Return a plain text as it is, and its lines; DataError where it is none, or is larger than a report is."""
    text, encoding = plain_text(raw)
    check_size(len(text), text.count("\n") + 1)
    return text, Extract(tuple(Line(line.rstrip("\r")) for line in text.split("\n")), encoding=encoding)

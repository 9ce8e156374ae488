"""Read a report from a file: its form, its limits, the child process that its parser works in."""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from rabatkg.confined import confined
from rabatkg.errors import DataError
from rabatkg.reading import content
from rabatkg.texts.extraction.languages import language_of
from rabatkg.texts.extraction.pdf import Drawn, check_words, pages
from rabatkg.texts.extraction.plain import check_size, plain
from rabatkg.texts.extraction.report import Extract, Form, Report
from rabatkg.texts.extraction.setting import set_lines
from rabatkg.texts.extraction.web import web
from rabatkg.texts.extraction.word import word

LARGEST = 20_000_000
"""Bytes that a report may have."""
ENDINGS: Mapping[str, Form] = {
    ".pdf": "pdf",
    ".docx": "docx",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".txt": "txt",
    ".text": "txt",
    ".md": "txt",
}
SLOWEST = 20
"""Pages that a child reads at the least before it hands over to the next one, unless they are the last."""
_FORMS = "PDF, DOCX, HTML, TXT"


def read_report(path: Path) -> Report:
    """Return what a report holds: its lines, the language that it is written in, what it says of itself.

    Args:
        path: a file of PDF, DOCX, HTML or plain text, told by its ending.

    Raises:
        DataError: it cannot be read: it is larger than 20 MB, damaged, locked, scanned without text, made to harm, or
            of another form.
    """
    form = ENDINGS.get(path.suffix.lower())
    if form is None:
        raise DataError(
            "A report is read from {forms}; this file ends in {ending}.",
            forms=_FORMS,
            ending=path.suffix or "–",
            file=path,
            remedy="Save it in one of these forms, with its ending.",
        )
    raw = report_bytes(path)
    try:
        return _report(form, raw, path)
    except DataError as error:
        error.file = error.file or path
        raise


def report_bytes(path: Path) -> bytes:
    """Return the bytes of a report; no more of it is read than it may have, and DataError raised where it has more."""
    raw = content(path, LARGEST + 1)
    if len(raw) > LARGEST:
        raise DataError(
            "This file is larger than {most} MB.",
            most=LARGEST // 1_000_000,
            file=path,
            remedy="Take out its pictures, or split it.",
        )
    return raw


def _report(form: Form, raw: bytes, path: Path) -> Report:
    whole = None
    if form == "pdf":
        extract = _pdf(raw, path)
    elif form == "docx":
        extract = confined(word, raw, file=path)
    elif form == "html":
        extract = confined(web, raw, file=path)
    else:
        whole, extract = plain(raw)
    check_size(sum(len(line.text) for line in extract.lines), len(extract.lines))
    language = language_of(" ".join(line.text for line in extract.lines if not line.running))
    return Report(
        form, extract.lines, language, extract.title, extract.metadata, extract.encoding, whole, sha256(raw).hexdigest()
    )


def _pdf(raw: bytes, path: Path) -> Extract:
    drawn: list[Drawn] = []
    first: int | None = 0
    while first is not None:
        part = confined(pages, raw, first, file=path)
        drawn += part.lines
        if part.next is not None and part.next - first < SLOWEST:
            raise DataError(
                "The pages of this PDF take too long to read.",
                remedy="Save it anew with the program that made it, or print it to PDF.",
            )
        first = part.next
    check_words(tuple(drawn), max((line.page for line in drawn), default=1))
    return Extract(tuple(set_lines(drawn, part.height)), part.title, part.metadata)

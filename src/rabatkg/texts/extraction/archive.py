"""A DOCX is a ZIP archive: whether it is one that may be opened, before any parser of XML sees its parts."""

import zipfile
from io import BytesIO
from typing import Any

from rabatkg.errors import DataError
from rabatkg.reading.archives import DAMAGED
from rabatkg.speech import mark

MOST_PARTS = 2_000
LARGEST_PART = 60_000_000
LARGEST_WHOLE = 120_000_000
MOST_TIMES = 200
"""So many times its packed size a part may be, from `SMALL` bytes on; honest XML shrinks to a tenth or so."""
SMALL = 1_000_000
PROTECTED = b"\xd0\xcf\x11\xe0"
"""An OLE file: a document of Word before 2007, or one that is locked with a password."""
_SAVE = mark("Open it with the program that made it, and save it anew.")


def check_archive(raw: bytes, document: str) -> None:
    """Look over an archive: its parts, their sizes, no declaration of entities in any of them.

    Args:
        raw: the file.
        document: the part that has to be there.

    Raises:
        DataError: it is no such archive, or one that no program for writing texts makes.
    """
    if raw.startswith(PROTECTED):
        raise DataError(
            "This document is locked with a password, or is in the form of Word before 2007.",
            remedy="Save it without a password as DOCX.",
        )
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            _look_over(archive, document)
    except DAMAGED as error:
        raise DataError("This file is no DOCX, or is damaged.", remedy=_SAVE) from error


def _look_over(archive: zipfile.ZipFile, document: str) -> None:
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if document not in names:
        raise DataError("This file is no DOCX, or is damaged.", remedy=_SAVE)
    sizes = [part.file_size for part in parts]
    swollen = any(part.file_size > max(SMALL, MOST_TIMES * part.compress_size) for part in parts)
    if (
        len(parts) > MOST_PARTS
        or len(set(names)) < len(names)
        or max(sizes) > LARGEST_PART
        or sum(sizes) > LARGEST_WHOLE
        or swollen
    ):
        raise DataError("This file unpacks to more than a report can be.", remedy=_SAVE)
    for part in parts:
        if part.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in _head(archive, part):
            raise _declares()


def _head(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    with archive.open(part) as opened:
        content = opened.read(part.file_size + 1)
    if len(content) > part.file_size:
        raise DataError("This file unpacks to more than a report can be.", remedy=_SAVE)
    return content.replace(b"\0", b"")


def check_declared(element: Any) -> None:
    """Raise DataError where the part that an element of lxml was read from declares anything, however it is written."""
    if element.getroottree().docinfo.doctype:
        raise _declares()


def _declares() -> DataError:
    return DataError("This file declares entities of its own, which no report needs.", remedy=_SAVE)

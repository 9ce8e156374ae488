"""Look at a workbook as the archive that it is, before anything reads what is in it."""

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from rabatkg.errors import DataError
from rabatkg.reading.archives import DAMAGED
from rabatkg.speech import Message, mark

MOST_PARTS = 400
LARGEST_UNPACKED = 50_000_000
"""Bytes of all its parts together."""
PACKED = 200
"""A part may unpack to so many times its size; the sheets that programs write stay well below."""
SMALL = 1_000_000
"""Bytes of a part below which it does not matter how closely it is packed."""
ENCRYPTED = 0x1
COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
"""How files begin that are older than XLSX, or encrypted."""

REFUSED = {
    mark("macros"): r"vbaproject|macrosheets/|dialogsheets/|activex/|\.bin\.rels$|ctrlprops/",
    mark("links to other files"): r"externallinks/",
    mark("connections to other data"): r"connections\.xml|querytables/|model/|webextensions/|webqueries/",
    mark("other files inside it"): r"embeddings/|oleobject|richdata/rdrichvaluewebimage",
}
"""What a form has no use for, by the names of the parts that hold it."""
DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)", re.IGNORECASE)
ENCODING = re.compile(rb"""<\?xml[^>]{0,200}encoding\s*=\s*["']\s*([\w.-]+)""", re.IGNORECASE)
ENCODINGS = frozenset({b"utf-8", b"utf8", b"us-ascii", b"ascii"})
OUTSIDE = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>", re.IGNORECASE)
XML = (".xml", ".rels", ".vml")


def vetted(raw: bytes, path: Path) -> None:
    """Return when a workbook may be read.

    Args:
        raw: its bytes.
        path: where they are from.

    Raises:
        DataError: it is none, is too large or packed too closely, is encrypted, or carries what a form has no use for.
    """
    if raw.startswith(COMPOUND):
        raise DataError(
            "This workbook is protected by a password, or of the kind of before 2007.",
            file=path,
            remedy="Take the password off, and save it as XLSX.",
        )
    try:
        with ZipFile(BytesIO(raw)) as archive:
            _archive(archive, path)
    except DAMAGED as error:
        raise DataError(
            "This is not a workbook, or it is damaged.",
            file=path,
            remedy="Open it with the program that made it, and save it as XLSX.",
        ) from error


def _archive(archive: ZipFile, path: Path) -> None:
    parts = archive.infolist()
    names = [part.filename.casefold() for part in parts]
    sizes = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or sizes > LARGEST_UNPACKED or any(map(_too_close, parts)):
        raise DataError("This workbook unpacks to more than a form holds.", file=path, remedy="Split it.")
    if any(part.flag_bits & ENCRYPTED or part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in parts):
        raise DataError("This workbook is packed in a way that is not read.", file=path, remedy="Save it anew as XLSX.")
    if len(set(names)) < len(names) or any(_strange(name) for name in names):
        raise DataError("This workbook has parts with strange names.", file=path, remedy="Save it anew as XLSX.")
    if "xl/workbook.xml" not in names:
        raise DataError("This is not a workbook.", file=path, remedy="Save it as XLSX.")
    for told, pattern in REFUSED.items():
        if any(re.search(pattern, name) for name in names):
            raise _refused(told, path)
    for part in parts:
        if part.filename.casefold().endswith(XML):
            _part(archive.read(part), part.filename, path)


def _part(raw: bytes, name: str, path: Path) -> None:
    """Refuse a part that declares entities, is in an encoding that hides them, or points to a file elsewhere."""
    encoding = ENCODING.match(raw.removeprefix(b"\xef\xbb\xbf"))
    if b"\0" in raw or (encoding and encoding[1].lower() not in ENCODINGS) or DECLARED.search(raw):
        raise DataError(
            "The part {part} of this workbook is written in a way that is not read.",
            part=name,
            file=path,
            remedy="Save it anew as XLSX.",
        )
    if b"macroEnabled" in raw and name.casefold() == "[content_types].xml":
        raise _refused(mark("macros"), path)
    for found in OUTSIDE.findall(raw) if name.casefold().endswith(".rels") else ():
        if re.search(rb"TargetMode\s*=\s*[\"']External", found) and b"/hyperlink" not in found:
            raise _refused(mark("links to other files"), path)


def _too_close(part: ZipInfo) -> bool:
    return part.file_size > SMALL and part.file_size > PACKED * part.compress_size


def _strange(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ".." in name.split("/") or "\0" in name or not name.isprintable()


def _refused(what: str, path: Path) -> DataError:
    return DataError(
        "This workbook carries {what}.", what=Message(what), file=path, remedy="Save it without them, as plain XLSX."
    )

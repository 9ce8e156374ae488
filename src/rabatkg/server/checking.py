"""Records that strangers offer, checked in a process that may be lost: what `nursery` starts for the page.

The same readers and the same rules as `rabatkg record check`.
"""

import base64
import json
import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from urllib.parse import unquote

from rabatkg.confined import restrain
from rabatkg.errors import RabatkgError
from rabatkg.filing.minting import Naming
from rabatkg.findings import Finding
from rabatkg.forms.called import Called
from rabatkg.intake import offered
from rabatkg.layout import Layout
from rabatkg.names import Names
from rabatkg.records import Expander, Grammar
from rabatkg.speech import Message, mark, say
from rabatkg.validation import check_offered

WRITES = 2_000_000
"""Bytes of the one file that a worker writes: the record that it was handed."""
FORMS = (".yaml", ".jsonld", ".ttl", ".trig")
"""The endings of files that what is pasted is taken for."""
PLAIN = (".txt", ".text", "")
"""The endings of files that are read as what is pasted is, where a record stands in them."""
DOCUMENTS = (".pdf", ".docx", ".doc", ".odt", ".rtf", ".pages", ".txt", ".md", ".html", ".htm")
RECORD = re.compile(rb"(?m)^(?:id|adds|type|records|title)[ \t]*:")
PASTE = mark("Open it, copy the record in it, and paste that below; or save the record as plain text, ending in .yaml.")
NAME = "offered-record"
"""What a record is called here, which no message says of anything else."""
MOST_FIELDS, LONGEST_HEAD = 20, 16_000
"""Fields of a form that are read, and bytes of what is said of each."""
BOUNDARY = re.compile(r';\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70})(?=[\s;]|$))', re.I)
HEAD = re.compile(rb"[ \t]*\r?\n(.*?)\r?\n\r?\n", re.S)
DISPOSED = re.compile(r"(?im)^content-disposition:(.*)")
SAID = re.compile(r';\s*(name|filename\*?)=(?:"((?:[^"\\]|\\.)*)"|([^\s;"]*))', re.I)
UNSEEN = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True)
class Prepared:
    """What each check needs: where the graph stands, what reads records, and a folder to put them in."""

    layout: Layout
    expander: Expander
    folder: Path


def prepare(argument: str) -> Prepared:
    """Return what checks need; the argument is a layout in JSON."""
    from rabatkg.intake import rdf, tables, workbook  # noqa: F401  # loaded once, for all forks
    from rabatkg.validation import shapes  # noqa: F401

    layout = Layout(**{name: Path(path) for name, path in json.loads(argument).items()})
    grammar = Grammar.load(layout.ontology / "context.jsonld")
    languages = layout.settings.languages
    expander = Expander(grammar, Names.of(layout), languages, Naming(layout), Called(layout))
    return Prepared(layout, expander, Path(mkdtemp(prefix="rabatkg-check-")))


def buried(prepared: Prepared, process: int) -> None:
    """Remove what a worker left."""
    shutil.rmtree(prepared.folder / str(process), ignore_errors=True)


def finished(prepared: Prepared) -> None:
    """Remove what all left."""
    shutil.rmtree(prepared.folder, ignore_errors=True)


def work(prepared: Prepared, job: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Return what is wrong with a record.

    Args:
        prepared: what `prepare` returned.
        job: `type` and `body` (Base64) of a form with `text` and `form`, or with `file`; `lang`, the reader's language.

    Returns:
        `name` of what was checked; `pasted`, whether that is what was pasted; `text`, where it is one; `box`, what was
        pasted, and `chosen`, the form that it was said to be in; `findings`, each with what a reader needs of it; or
        `empty`.
    """
    fields = _fields(job["type"], base64.b64decode(job["body"]))
    name, content = _record(fields)
    if not content.strip():
        return {"empty": True}, b""
    ending = Path(name).suffix.lower()
    if not name or (ending in PLAIN and (RECORD.search(content) or guessed(content) != ".yaml")):
        ending = _chosen(fields) or guessed(content)
    folder = prepared.folder / str(os.getpid())
    folder.mkdir()
    path = folder / f"{NAME}{ending if ending.isascii() and len(ending) < 10 else ''}"
    path.write_bytes(content)
    restrain()
    called = name or say(mark("pasted text"), job["lang"])
    told: dict[str, Any] = {"name": called, "pasted": not name, "text": _text(content)}
    told |= {"box": _text(_pasted(fields)) or "", "chosen": _chosen(fields)}
    try:
        offers = offered(path, prepared.expander)
        verdict = check_offered(prepared.layout, offers)
        findings = [*verdict.held, *verdict.findings]
    except RabatkgError as error:
        remedy = Message(PASTE) if ending in DOCUMENTS else error.remedy
        parts = tuple(part for part in (error.message, remedy) if part)
        findings = [Finding("File-unread", parts, file=path, line=getattr(error, "line", None))]

    def shown(text: str) -> str:
        return text.replace(str(path), called).replace(path.name, called)

    return {**told, "findings": [_told(one, job["lang"], path, shown) for one in findings]}, b""


def _told(one: Finding, lang: str, path: Path, shown: Any) -> dict[str, Any]:
    here = one.file is None or Path(one.file) == path
    return {
        "severity": one.severity,
        "rule": one.rule,
        "line": one.line if here else None,
        "spot": (one.spot if one.sheet or one.head else "") if here else shown(one.place),
        "sheet": one.sheet,
        "about": ", ".join(part for part in (one.node, one.path) if part),
        "message": shown(" ".join(part.told_in(lang) for part in one.message)),
        "near": list(one.near),
    }


def _fields(type_: str, body: bytes) -> dict[str, tuple[str, bytes]]:
    """Return the fields of a form by name: the name of the file, or nothing, and the content.

    As browsers send them (RFC 7578): in UTF-8, no part within a part, none in a coding of its own. It is read in a time
    that grows with the form alone, whatever stands in it.
    """
    told = BOUNDARY.search(type_)
    if told is None:
        return {}
    edge = re.escape((told[1] or told[2]).encode("latin-1", "replace"))
    parts = re.split(rb"\r?\n--" + edge + rb"(?=--|[ \t]*\r?\n)", b"\n" + body, maxsplit=MOST_FIELDS + 1)
    found: dict[str, tuple[str, bytes]] = {}
    for part in parts[1 : MOST_FIELDS + 1]:
        head = HEAD.match(part[:LONGEST_HEAD])
        disposed = DISPOSED.search(head[1].decode("utf-8", "replace")) if head else None
        said = {key.lower(): quoted or plain for key, quoted, plain in SAID.findall(disposed[1] if disposed else "")}
        if head and "name" in said:
            other = unquote(said.get("filename*", "").rpartition("'")[2])  # as some programs write it: UTF-8''name
            name = UNSEEN.sub("", other or said.get("filename", "").replace('\\"', '"'))
            found[said["name"]] = (name, part[head.end() :])
    return found


def _record(fields: Mapping[str, tuple[str, bytes]]) -> tuple[str, bytes]:
    """Return the record that a form holds: the name of the file and its content, else nothing and what was pasted."""
    name, content = fields.get("file", ("", b""))
    if name and content:
        return Path(name.replace("\\", "/")).name[-80:], content
    return "", _pasted(fields)


def _pasted(fields: Mapping[str, tuple[str, bytes]]) -> bytes:
    return fields.get("text", ("", b""))[1].replace(b"\r\n", b"\n")


def _chosen(fields: Mapping[str, tuple[str, bytes]]) -> str:
    """Return the ending of files of the form that the text is said to be in; nothing where none is said."""
    form = fields.get("form", ("", b""))[1].decode("ascii", "replace")
    return form if form in FORMS else ""


def guessed(text: bytes) -> str:
    """Return the ending of files that a text looks like the content of."""
    start = text.lstrip()
    if start[:1] in (b"{", b"["):
        return ".jsonld"
    first = start[:7].lower()
    return ".ttl" if first.startswith((b"@prefix", b"prefix", b"@base", b"base", b"<http")) else ".yaml"


def _text(content: bytes) -> str | None:
    """Return the content as text, or None where it is none."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text or content[:2] == b"PK" else text

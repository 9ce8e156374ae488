"""Hostile workbooks: a small one that is right, taken apart and put together with something in it."""

import struct
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
FIELDS = {
    "id": "meeting/2031-07-lagoon",
    "type": "Webinar",
    "title.en": "Visas",
    "title.fr": "Visas",
    "status": "status/planned",
    "note.en": "No date is given.",
    "note.fr": "Aucune date n'est donnée.",
}
PROOF = ["passage/report-2031/0-8e9602da", "Third thematic meeting of the Lagoon Dialogue"]
SHEET, PROOFS = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"


def sheet(rows, more=""):
    """Return the XML of a sheet; a cell is a text, or the XML of one."""
    written = []
    for number, row in enumerate(rows, 1):
        cells = "".join(
            one
            if one.startswith("<c")
            else f'<c r="{chr(65 + place)}{number}" t="inlineStr"><is><t>{escape(one)}</t></is></c>'
            for place, one in enumerate(row)
        )
        written.append(f'<row r="{number}">{cells}</row>')
    return f"<worksheet {MAIN}><sheetData>{''.join(written)}</sheetData>{more}</worksheet>"


def record(fields=None, names=("field", "value"), more=""):
    """Return the XML of the sheet of a record: its fields one below the other."""
    rows = [[name, value] for name, value in (fields or FIELDS).items()]
    return sheet([["rabatkg record"], list(names), ["#"], ["#"], *rows], more)


def relations(**targets):
    """Return the XML that leads to other parts, by the kinds and the paths of these."""
    every = "".join(
        f'<Relationship Id="r{number}" Type="{OFFICE}/{kind.rstrip("0123456789")}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items(), 1)
    )
    return f"<Relationships {RELATIONS}>{every}</Relationships>"


def parts():
    """Return the parts of the workbook that is right."""
    return {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPES}.sheet.main+xml"/>'
        f'<Override PartName="/{SHEET}" ContentType="{TYPES}.worksheet+xml"/>'
        f'<Override PartName="/{PROOFS}" ContentType="{TYPES}.worksheet+xml"/></Types>',
        "_rels/.rels": relations(officeDocument="xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{OFFICE}"><sheets><sheet name="Record" sheetId="1" r:id="r1"/>'
        '<sheet name="Proof" sheetId="2" r:id="r2"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(worksheet1="worksheets/sheet1.xml", worksheet2="worksheets/sheet2.xml"),
        SHEET: record(),
        PROOFS: sheet([["rabatkg evidence"], ["passage", "quote"], ["#"], ["#"], PROOF]),
    }


def packed(found, method=ZIP_DEFLATED):
    """Return the archive of some parts."""
    stream = BytesIO()
    with ZipFile(stream, "w", method) as archive:
        for name, content in found.items():
            archive.writestr(name, content)
    return stream.getvalue()


def workbook(**replaced):
    """Return a function that makes the workbook with some parts added or replaced, by their paths."""

    def make(canary):
        told = {
            name: one.replace("{canary}", canary) if isinstance(one, str) else one
            for name, one in replaced["parts"].items()
        }
        return packed({**parts(), **told})

    return make


def with_part(name, content="<x/>"):
    """Return the workbook with a part more."""
    return workbook(parts={name: content})


def with_cell(cell):
    """Return the workbook with another cell in the place of the English note."""
    return with_text(cell.replace("<c", '<c r="B10"', 1))


def with_text(text, name="note.en"):
    """Return the workbook with another value of a field."""
    return with_part(SHEET, record({**FIELDS, name: text}))


def with_relation(kind, target, mode=' TargetMode="External"'):
    """Return the workbook with a relation more of its sheet."""
    relation = f'<Relationship Id="x" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'
    return with_part("xl/worksheets/_rels/sheet1.xml.rels", f"<Relationships {RELATIONS}>{relation}</Relationships>")


def with_head(head):
    """Return the workbook with a head before the sheet."""
    return with_part(SHEET, head + record())


def good(canary):
    """Return the workbook that is right."""
    return packed(parts())


def bomb(canary):
    """Return a workbook whose sheet unpacks to a gigabyte."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts().items():
            if "sheet1.xml" not in name or "rels" in name:
                archive.writestr(name, content)
        with archive.open(SHEET, "w", force_zip64=True) as part:
            for _ in range(64):
                part.write(b" " * (1 << 20))
    return stream.getvalue()


def lying(canary):
    """Return a workbook whose directory says that its sheet is small, though it is not."""
    raw = bytearray(packed({**parts(), SHEET: record(more=" " * 30_000_000)}))
    at = raw.rfind(SHEET.encode()) - 46
    struct.pack_into("<I", raw, at + 24, 100)
    return bytes(raw)


def encrypted(canary):
    """Return a workbook whose parts are marked as encrypted."""
    raw = bytearray(packed(parts()))
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = raw.find(sign)
        while at >= 0:
            raw[at + offset] |= 1
            at = raw.find(sign, at + 4)
    return bytes(raw)


def overlapping(canary):
    """Return a workbook all of whose parts are the same bytes."""
    raw = packed({f"xl/worksheets/sheet{n}.xml": b"\0" * 1_000_000 for n in range(60)} | parts())
    return raw


def nested(canary):
    """Return a workbook in a workbook."""
    return packed({**parts(), "xl/embeddings/book.xlsx": packed(parts())})


def cut(share):
    """Return a function that gives the first part of the workbook alone."""
    return lambda canary: packed(parts())[: int(len(packed(parts())) * share)]


def garbled(canary):
    """Return the workbook with some of its packed bytes changed."""
    raw = bytearray(packed(parts()))
    at = raw.find(SHEET.encode()) + 40
    raw[at : at + 60] = b"\xff" * 60
    return bytes(raw)


def twice(canary):
    """Return a workbook that has its sheet twice."""
    return packed({**parts(), "xl/worksheets/sheet3.xml": record()}).replace(b"sheet3.xml", b"sheet1.xml")


def climbing(canary):
    """Return a workbook with a part outside of itself."""
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        for name, content in {**parts(), "../../../tmp/hurt": "x"}.items():
            archive.writestr(ZipInfo(name), content)
    return stream.getvalue()


LAUGHS = (
    "<!DOCTYPE w [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
EXTERNAL = f'<externalLink {MAIN} xmlns:r="{OFFICE}"><externalBook r:id="x"/></externalLink>'
CELLS = {
    "formula": "<c><f>1+1</f><v>2</v></c>",
    "web service": '<c t="str"><f>WEBSERVICE("{canary}")</f><v>x</v></c>',
    "command": '<c><f>cmd|"/c calc"!A0</f></c>',
    "hyperlink formula": '<c><f>HYPERLINK("{canary}")</f></c>',
    "formula of another file": "<c><f>[1]Sheet1!A1</f></c>",
    "shared formula": '<c><f t="shared" ref="E5:E9" si="0">A1</f></c>',
    "array formula": '<c><f t="array" ref="E5">A1</f></c>',
    "formula without words": "<c><f/></c>",
    "error": '<c t="e"><v>#REF!</v></c>',
    "truth value": '<c t="b"><v>1</v></c>',
    "day": '<c t="d"><v>2031-07-04</v></c>',
    "string that is not there": '<c t="s"><v>999</v></c>',
    "string of a negative number": '<c t="s"><v>-7</v></c>',
    "figure that is none": "<c><v>1e99999</v></c>",
    "not a number": "<c><v>NaN</v></c>",
    "words for a figure": "<c><v>abc</v></c>",
}


def files():
    """Return the files by name."""
    found = {
        "bomb": bomb,
        "lying": lying,
        "encrypted": encrypted,
        "garbled": garbled,
        "twice": twice,
        "climbing": climbing,
        "nested": nested,
        "many alike": overlapping,
        "first half": cut(0.5),
        "nearly whole": cut(0.98),
        "first bytes": cut(0.05),
        "empty": b"",
        "no archive": b"PK\x03\x04" + b"\0" * 500,
        "empty archive": b"PK\x05\x06" + b"\0" * 18,
        "compound file": bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 2_000,
        "html": b"<html><table><tr><td>x</td></tr></table></html>",
        "text": b"id,type\n",
        "gzip": b"\x1f\x8b\x08" + b"\0" * 60,
        "no workbook": lambda canary: packed({"a.txt": "x"}),
        "no sheets": with_part("xl/workbook.xml", f"<workbook {MAIN}/>"),
        "packed otherwise": lambda canary: packed(parts(), ZIP_BZIP2),
        "zeros": b"\0" * 10_000,
        "too large": lambda canary: packed({**parts(), "x": "ab" * 4_000_000}, ZIP_STORED),
        "macros": with_part("xl/vbaProject.bin", b"\xd0\xcf"),
        "macro sheet": with_part("xl/macrosheets/sheet1.xml"),
        "macro type": with_part(
            "[Content_Types].xml", parts()["[Content_Types].xml"].replace("sheet.main", "sheet.macroEnabled.main")
        ),
        "active x": with_part("xl/activeX/activeX1.xml"),
        "embedded object": with_part("xl/embeddings/oleObject1.bin", b"MZ"),
        "external link": with_part("xl/externalLinks/externalLink1.xml", EXTERNAL),
        "connection": with_part(
            "xl/connections.xml",
            f'<connections {MAIN}><connection><webPr url="{{canary}}"/></connection></connections>',
        ),
        "query table": with_part("xl/queryTables/queryTable1.xml"),
        "data model": with_part("xl/model/item.data", b"x"),
        "linked picture": with_relation("image", "{canary}x.png"),
        "linked template": with_relation("attachedTemplate", "{canary}"),
        "linked file": with_relation("oleObject", "file:///etc/passwd"),
        "linked frame": with_relation("frame", "{canary}"),
        "external entity": with_head('<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        "external document type": with_head('<!DOCTYPE w SYSTEM "{canary}w.dtd">'),
        "parameter entity": with_head('<!DOCTYPE w [<!ENTITY % x SYSTEM "{canary}"> %x;]>'),
        "a billion laughs": with_head(LAUGHS),
        "hidden document type": with_part(
            SHEET,
            ('<?xml version="1.0" encoding="utf-16"?><!DOCTYPE w SYSTEM "{canary}">' + record()).encode("utf-16"),
        ),
        "seven bit": with_part(SHEET, b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x+AD4-'),
        "deep": with_part(SHEET, "<a>" * 200_000),
        "deep and closed": with_part(SHEET, "<a>" * 100_000 + "</a>" * 100_000),
        "not XML": with_part(SHEET, "id,type"),
        "cut XML": with_part(SHEET, record()[:-30]),
        "many attributes": with_part(SHEET, "<worksheet " + " ".join(f'a{n}="x"' for n in range(200_000)) + "/>"),
        "no sheet of a form": with_part(SHEET, sheet([["x"]])),
        "two records": workbook(parts={PROOFS: record()}),
        "unknown column": with_part(SHEET, record(names=("field", "values"))),
        "unknown field": with_text("x", "notes.fr"),
        "far cell": with_part(SHEET, record().replace('r="A11"', 'r="XFD1048576"')),
        "many cells": with_part(SHEET, sheet([["x"] * 26] * 9_000)),
        "hidden character": with_text("a\u202eb"),
        "escaped character": with_text("a_x202E_b"),
        "unproven": with_part(PROOFS, sheet([["rabatkg evidence"], ["passage", "quote"], ["#"], ["#"]])),
        "climbing identifier": with_text("meeting/../../x", "id"),
        "class of nowhere": with_text("Party", "type"),
        "unknown sheet": with_part(PROOFS, sheet([["rabatkg macros"], ["x"]])),
        "no such day": with_text("2031-02-30", "when"),
    }
    found |= {f"cell, {name}": with_cell(cell) for name, cell in CELLS.items()}
    return {f"{name}.xlsx": content for name, content in found.items()}

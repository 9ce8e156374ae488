"""Files that are no reports, are locked, or are made to harm: all refused in plain words, none with a traceback."""

import io
import time
import zipfile
import zlib

import docx
import fpdf
import pypdf
import pytest

from rabatkg.errors import DataError
from rabatkg.texts import read_report

TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
DOCUMENT = "word/document.xml"
LAUGHS = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'


def archive(**parts):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return held.getvalue()


def good_docx():
    held = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("A word.")
    document.save(held)
    return held.getvalue()


def garbled(raw):
    """Return an archive whose first part is packed in no way that can be unpacked."""
    with zipfile.ZipFile(io.BytesIO(raw)) as whole:
        part = whole.infolist()[0]
    start = part.header_offset + 30 + len(part.filename)
    return raw[:start] + b"\xff" * part.compress_size + raw[start + part.compress_size :]


def with_part(name, content):
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good_docx())) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, content if part.filename == name else old.read(part))
        if name not in old.namelist():
            new.writestr(name, content)
    return held.getvalue()


def with_part_elsewhere(declared):
    """A DOCX whose text stands in a part that no name shows to be XML, with a declaration before it."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good_docx())) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, old.read(part).replace(DOCUMENT.encode(), b"word/document.bin"))
        before = declared.partition("<a>")[0].partition("?>")[2].encode()
        new.writestr("word/document.bin", before + old.read(DOCUMENT).partition(b"?>")[2])
    return held.getvalue()


def good_pdf(pages=1, words="The delegates of the two towns met in the old harbour. "):
    paper = fpdf.FPDF()
    paper.set_font("helvetica", size=11)
    for _ in range(pages):
        paper.add_page()
        paper.multi_cell(0, 6, words * 5)
    return bytes(paper.output())


def locked_pdf():
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(good_pdf()))
    writer.encrypt("secret", algorithm="RC4-128")
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def drawn_pdf(content, *, filtered=b""):
    """A PDF of one page, with a stream of drawing orders."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), filtered, content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    start = len(body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % start
    return body + b"xref\n0 6\n0000000000 65535 f \n" + table + end


def bomb(size):
    packer = zlib.compressobj(9)
    return b"".join([*(packer.compress(b" " * 1_000_000) for _ in range(size)), packer.flush()])


REFUSED = {
    "nothing.pdf": (b"", "no PDF"),
    "garbage.pdf": (b"%PDF-1.7\xff\xfe\x00\x01", "no PDF"),
    "words.pdf": (b"These are words and no PDF.", "no PDF"),
    "cut.pdf": (good_pdf()[:300], "no PDF|pictures"),
    "locked.pdf": (locked_pdf(), "locked with a password"),
    "scanned.pdf": (drawn_pdf(b"q 595 0 0 842 0 0 cm /Im1 Do Q"), "pictures of pages"),
    "many.pdf": (good_pdf(pages=401), "401 pages"),
    "swollen.pdf": (drawn_pdf(bomb(400), filtered=b"/Filter/FlateDecode"), "pictures|could not be read|no PDF"),
    "endless.pdf": (drawn_pdf(b"q " * 3_000_000), "could not be read|pictures|too long|damaged"),
    "nested.pdf": (drawn_pdf(b"[" * 500_000), "could not be read|pictures|damaged|no PDF"),
    "nothing.docx": (b"", "no DOCX"),
    "words.docx": (b"These are words and no DOCX.", "no DOCX"),
    "old.docx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "locked with a password"),
    "other.docx": (archive(**{"[Content_Types].xml": TYPES, "xl/workbook.xml": "<a/>"}), "no DOCX"),
    "broken.docx": (archive(**{"[Content_Types].xml": TYPES, DOCUMENT: "<a"}), "damaged"),
    "entities.docx": (with_part(DOCUMENT, LAUGHS), "entities"),
    "entities16.docx": (with_part("word/styles.xml", LAUGHS.encode("utf-16")), "entities"),
    "entities beside.docx": (with_part_elsewhere(LAUGHS), "entities"),
    "swollen.docx": (with_part("word/big.xml", b" " * 50_000_000), "unpacks to more"),
    "parts.docx": (archive(**{f"p{n}": "" for n in range(3_000)}, **{DOCUMENT: "<a/>"}), "unpacks to more"),
    "deep.docx": (with_part(DOCUMENT, b"<a>" * 100_000), "damaged|could not be read"),
    "cut.docx": (good_docx()[:-200], "no DOCX"),
    "garbled.docx": (garbled(good_docx()), "no DOCX, or is damaged"),
    "deep.html": (b"<div>" * 50_000 + b"word", "deeper than|could not be read"),
    "bytes.html": (b"<p>\x00\x01\x02\x90</p>", "bytes that no text holds"),
    "bytes.txt": (b"\x00\x01\x02\x90\x8d", "bytes that no text holds"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "bytes that no text holds"),
    "report.odt": (b"PK", "PDF, DOCX, HTML, TXT"),
    "report": (b"words", "PDF, DOCX, HTML, TXT"),
    "large.txt": (b"word " * 4_000_001, "larger than 20 MB"),
    "lines.txt": (b"\n" * 100_000 + b"word", "more than 100000 lines"),
    "long.txt": (b"word " * 1_000_000, "larger than 4000000 characters"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_within_five_seconds(name, tmp_path):
    content, told = REFUSED[name]
    path = tmp_path / name
    path.write_bytes(content)
    began = time.monotonic()
    with pytest.raises(DataError, match=told) as caught:
        read_report(path)
    assert time.monotonic() - began < 6.5  # five for the child, the rest for starting and ending it
    assert caught.value.place == str(path)
    assert list(tmp_path.iterdir()) == [path]


def test_a_pdf_whose_password_is_empty_can_be_read(tmp_path):
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(good_pdf()))
    writer.encrypt("", owner_password="secret", algorithm="RC4-128")
    path = tmp_path / "report.pdf"
    writer.write(path)
    assert "delegates" in read_report(path).text


def test_a_long_pdf_is_read_whole_by_several_children(tmp_path, monkeypatch):
    from rabatkg.texts.extraction import pdf

    monkeypatch.setattr(pdf, "PATIENCE", 0.05)
    monkeypatch.setattr("rabatkg.texts.extraction.reading.SLOWEST", 1)
    path = tmp_path / "report.pdf"
    path.write_bytes(good_pdf(pages=60))
    report = read_report(path)
    assert {line.page for line in report.lines} == set(range(1, 61))


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(DataError, match="does not exist"):
        read_report(tmp_path / "none.pdf")

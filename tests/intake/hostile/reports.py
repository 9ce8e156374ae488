"""Hostile reports: PDF, DOCX, HTML and plain text that records are to be drafted from."""

import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def docx(body="<w:p><w:r><w:t>The meeting took place.</w:t></w:r></w:p>", head="", **more):
    """Return a function that makes a document of Word."""

    def make(canary):
        parts = {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{TYPE}"/></Types>',
            "_rels/.rels": f"<Relationships {RELATIONS}>"
            f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/document.xml": f"{head}<w:document {WORD}><w:body>{body}</w:body></w:document>",
            **more.get("parts", {}),
        }
        stream = BytesIO()
        with ZipFile(stream, "w", more.get("method", ZIP_DEFLATED)) as archive:
            for name, content in parts.items():
                archive.writestr(name, content.replace("{canary}", canary) if isinstance(content, str) else content)
        return stream.getvalue()

    return make


def pdf(*objects, trailer="", head=b"%PDF-1.7\n"):
    """Return a document of PDF with some objects, the first of which is its catalogue."""
    raw, places = bytearray(head), []
    for number, one in enumerate(objects, 1):
        places.append(len(raw))
        raw += f"{number} 0 obj\n".encode() + (one if isinstance(one, bytes) else one.encode()) + b"\nendobj\n"
    start = len(raw)
    raw += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    raw += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    raw += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(raw)


def stream(content, entries=""):
    """Return a stream of PDF."""
    return f"<< /Length {len(content)} {entries} >>\nstream\n".encode() + content + b"\nendstream"


def page(content, more=""):
    """Return a document of one page."""
    return pdf(
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R "
        f"/Resources << /Font << /F 5 0 R >> >> {more} >>",
        content,
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )  # fmt: skip


def flate(size, times=1):
    """Return a stream that unpacks to so many bytes, packed so many times."""
    raw = b"BT /F 12 Tf (x) Tj ET\n" * (size // 22)
    for _ in range(times):
        raw = zlib.compress(raw, 9)
    return stream(raw, "/Filter [" + "/FlateDecode " * times + "]")


LAUGHS = (
    "<!DOCTYPE w [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
CROSSED = pdf("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>")
ENDLESS = pdf(
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1000000000 >>",
    "<< /Type /Pages /Kids [2 0 R] /Count 1 /Parent 2 0 R >>",
)


def files():
    """Return the files by name; what is large is made only where it is asked for, so that a fork has little to copy."""
    return {
        "empty.pdf": b"",
        "no pages.pdf": pdf("<< /Type /Catalog >>"),
        "text.pdf": b"This is a report.",
        "head alone.pdf": b"%PDF-1.7\n",
        "zeros.pdf": b"\0" * 10_000,
        "cut off.pdf": page(stream(b"BT ET"))[:120],
        "encrypted.pdf": pdf(
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [] /Count 0 >>",
            "<< /Filter /Standard /V 2 /R 3 /Length 128 /P -1 /O <" + "00" * 32 + "> /U <" + "11" * 32 + "> >>",
            trailer="/Encrypt 3 0 R /ID [<00> <00>]",
        ),
        "pages in a circle.pdf": CROSSED,
        "endless pages.pdf": ENDLESS,
        "deep lists.pdf": lambda canary: page(stream(b"BT ET"), "/X " + "[" * 100_000),
        "deep dictionaries.pdf": lambda canary: page(stream(b"BT ET"), "/X " + "<< /a " * 50_000),
        "bomb.pdf": lambda canary: page(flate(400_000_000)),
        "bomb in a bomb.pdf": lambda canary: page(flate(300_000_000, 3)),
        "stream of many filters.pdf": lambda canary: page(flate(1_000_000, 60)),
        "no text.pdf": page(stream(b"0 0 m 10 10 l S")),
        "huge page.pdf": lambda canary: page(stream(b"BT /F 12 Tf " + b"(x) Tj " * 700_000 + b"ET")),
        "launch.pdf": pdf(
            "<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /Launch /F (calc.exe) >> >>",
            "<< /Type /Pages /Kids [] /Count 0 >>",
        ),
        "address.pdf": pdf(
            "<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /URI /URI ({canary}) >> >>",
            "<< /Type /Pages /Kids [] /Count 0 >>",
        ),
        "external stream.pdf": page(stream(b"", "/F << /FS /URL /F ({canary}) >>")),
        "table that leads nowhere.pdf": b"%PDF-1.7\nstartxref\n999999999\n%%EOF",
        "tables in a circle.pdf": b"%PDF-1.7\nxref\n0 1\n0000000000 65535 f \n"
        b"trailer\n<< /Size 1 /Prev 9 >>\nstartxref\n9\n%%EOF",
        "empty.docx": b"",
        "text.docx": b"This is a report.",
        "compound file.docx": bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 2_000,
        "cut off.docx": lambda canary: docx()(canary)[:300],
        "no document.docx": docx(parts={"_rels/.rels": f"<Relationships {RELATIONS}/>"}),
        "external entity.docx": docx(
            "<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        ),
        "entity of an address.docx": docx(
            "<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", '<!DOCTYPE w [<!ENTITY x SYSTEM "{canary}">]>'
        ),
        "external document type.docx": docx(head='<!DOCTYPE w SYSTEM "{canary}">'),
        "a billion laughs.docx": docx("<w:p><w:r><w:t>&i;</w:t></w:r></w:p>", LAUGHS),
        "bomb.docx": lambda canary: docx("<w:p/>", parts={"word/media/x.png": b"\0" * 300_000_000})(canary),
        "long text.docx": lambda canary: docx("<w:p><w:r><w:t>" + "word " * 3_000_000 + "</w:t></w:r></w:p>")(canary),
        "deep.docx": docx("<w:sdt><w:sdtContent>" * 100_000),
        "macros.docx": docx(parts={"word/vbaProject.bin": b"\xd0\xcf", "[Content_Types].xml": "<Types/>"}),
        "not XML.docx": docx(parts={"word/document.xml": "no"}),
        "too large.docx": lambda canary: docx(parts={"x": b"ab" * 11_000_000}, method=ZIP_STORED)(canary),
        "empty.html": b"",
        "nothing to read.html": "<html><script>fetch('{canary}')</script><style>x</style></html>",
        "too large.html": lambda canary: b"x" * 20_000_001,
        "deep.html": lambda canary: "<div>" * 200_000,
        "deep tables.html": "<table><tr><td>" * 60_000,
        "null bytes.html": b"\0" * 100_000,
        "open tag.html": "<" + "a" * 3_000_000,
        "empty.txt": b"",
        "null bytes.txt": b"\0" * 10_000,
        "program.txt": b"\x7fELF" + bytes(range(256)) * 100,
        "too large.txt": lambda canary: b"x" * 20_000_001,
        "blank.txt": b" \n" * 100,
        "other form.odt": b"PK",
        "old word.doc": bytes.fromhex("d0cf11e0a1b11ae1"),
        "rich text.rtf": b"{\\rtf1}",
        "a report without an ending": b"x",
    }

"""Files made up by a machine: right ones with pieces put in, taken out, doubled or moved; and some of pieces alone."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from hostile import jsonld, reports, tables, texts, turtle, workbooks
from hypothesis import strategies as st

PIECES = [
    *"{}[]()<>:;,.'\"\\/#@&*!|>%-?~ \n\t\r\0\x1b\x85\u200b\u202e\u2028\ufeffé١а😀\ud800",
    *("\r\n", "e\u0301", "'''", '"""', "- ", ": ", "? ", "---", "...", "<<:", "&a ", "*a", "!!str ", "%YAML 1.2"),
    *("@id", "@type", "@value", "@language", "@list", "@set", "@graph", "@context", "@base", "@reverse", "@vocab"),
    *("@prefix", "PREFIX", "GRAPH", "BASE", "a ", "_:b", "[]", "()", "<a>", "<<", ">>", "{|", "|}", "^^", "@en"),
    *("true", "null", "NaN", "1e999", "-0", "2031-02-30", "=1+1", "\\u0000", "\\ud800", "\\x41", "\\UFFFFFFFF", "\\N"),
    *("id", "type", "records", "adds", "key", "evidence", "shows", "claims", "basis", "because", "value", "part"),
    *("addresses", "state/aaa", "rkg:Claim", "rdf:subject", "rkg:evidence", "rkg:partOf", "skos:prefLabel"),
    *("rkg:earliest", "rkg:replaces"),
]
MARKUP = [
    *(
        "<",
        ">",
        "&",
        '"',
        "=",
        "/",
        " ",
        "\n",
        "\0",
        "\x0c",
        "é",
        "\ud800",
        "]]>",
        "<!--",
        "-->",
        "<![CDATA[",
        "<?x",
        "?>",
    ),
    *(
        "&amp;",
        "&#0;",
        "&#x110000;",
        "&#55296;",
        "&x;",
        "&nbsp;",
        "<!DOCTYPE x [<!ENTITY x 'y'>]>",
        "<x>",
        "</x>",
        "<x/>",
    ),
    *(
        ' r="A1"',
        ' r="XFE1048577"',
        ' t="s"',
        ' t="b"',
        ' t="e"',
        ' s="9999"',
        ' spans="1:9999"',
        "<f>1+1</f>",
        "<v>",
        "</v>",
    ),
    *("<v>99999999999</v>", "<row>", "</row>", "<c>", "</c>", '<mergeCell ref="A1:B9"/>', "<w:p>", "</w:p>", "<w:tbl>"),
    *(
        "<w:tr>",
        "<w:tc>",
        '<w:gridSpan w:val="999999"/>',
        "<w:t>",
        "</w:t>",
        "<w:del>",
        "<w:footnoteReference w:id='1'/>",
    ),
    *(
        "<table>",
        "<td colspan=99999999>",
        "<td rowspan=0>",
        "<script>",
        "<style>",
        "<base href=//a>",
        "<meta charset=utf-7>",
    ),
    *(
        'Target="../../x"',
        'TargetMode="External"',
        'Type="x"',
        "xl/worksheets/sheet2.xml",
        "<svg>",
        "<math>",
        "<pre>",
        "<br>",
    ),
]
BYTES = [
    *(
        b"\0",
        b"\xff",
        b"\n",
        b"(",
        b")",
        b"<",
        b">",
        b"[",
        b"]",
        b"<<",
        b">>",
        b"/",
        b"%",
        b"obj",
        b"endobj",
        b"stream",
    ),
    *(
        b"endstream",
        b"1 0 R",
        b"3 0 R",
        b"999999 0 R",
        b"-1",
        b"4294967296",
        b"1e9",
        b"/Length",
        b"/Kids",
        b"/Count",
        b"/Filter",
    ),
    *(
        b"/FlateDecode",
        b"/LZWDecode",
        b"/ASCII85Decode",
        b"/DecodeParms",
        b"/Predictor 15",
        b"/Columns 99999999",
        b"/Font",
    ),
    *(
        b"/Encoding",
        b"/ToUnicode",
        b"BT",
        b"ET",
        b"Tj",
        b"TJ",
        b"Tm",
        b"Td",
        b"q",
        b"Q",
        b"Do",
        b"BI",
        b"EI",
        b"startxref",
        b"xref",
    ),
    *(b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"\x08\x00", b"\x0e\x00", b"\xff\xff\xff\xff", b"\x01\x00\x00\x00"),
]
TEXTS = {
    ".yaml": [texts.GOOD, *(text for text in texts.PARTS.values() if len(text) < 3_000)],
    ".jsonld": [jsonld.node(), *(one for one in jsonld.files().values() if isinstance(one, str) and len(one) < 3_000)],
    ".ttl": [turtle.beside(""), *(one for one in turtle.files().values() if isinstance(one, str) and len(one) < 5_000)],
    ".csv": [tables.GOOD, *(one for one in tables.files().values() if isinstance(one, str) and len(one) < 3_000)],
    ".txt": [
        "Rapport de la réunion\n\n1. Ouverture\n\nLe président…\n\f2\n",
        "A report\r\n=====\r\n\r\n- one\r\n- two\r\n",
    ],
}
TEXTS[".trig"] = TEXTS[".ttl"]
PAGE = (
    "<!DOCTYPE html><html lang=en><head><title>Report</title></head><body><h1>Report</h1><p>The meeting took place.</p>"
    "<ul><li>one<li>two</ul><table><tr><th>a<td>b<tr><td colspan=2>c</table></body></html>"
)
CONTENT = b"BT /F 12 Tf 1 0 0 1 50 700 Tm (The meeting took place.) Tj 0 -14 Td [(It) -300 (ended)] TJ ET"
"""What stands on a page of PDF."""


@st.composite
def mutated(draw, seeds, pieces):
    """Return what is right but for some pieces that were put in, taken out, doubled or moved; of texts or of bytes."""
    whole = draw(st.sampled_from(seeds))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(whole)))
        end = min(len(whole), start + draw(st.sampled_from([0, 0, 1, 2, 5, 40])))
        way = draw(st.sampled_from(["put", "put", "put", "take", "double", "move"]))
        if way == "double":
            whole = whole[:end] + whole[start:]
        elif way == "move":
            whole = whole[:start] + whole[end:] + whole[start:end]
        else:
            whole = whole[:start] + (whole[:0] if way == "take" else draw(pieces)) + whole[end:]
    return whole


@st.composite
def archives(draw, raw):
    """Return an archive with something else in one of its parts, or one whose own bytes are not what they were."""
    if draw(st.integers(0, 3)) == 0:
        return draw(mutated([raw], pieces_of_bytes))
    with ZipFile(BytesIO(raw)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    name = draw(st.sampled_from(sorted(parts)))
    parts[name] = draw(mutated([parts[name]], pieces_of_markup))
    stream = BytesIO()
    with ZipFile(stream, "w", draw(st.sampled_from([ZIP_DEFLATED, ZIP_STORED]))) as archive:
        for one, content in parts.items():
            archive.writestr(one, encoded(content))
    return stream.getvalue()


def encoded(text):
    """Return a text as bytes; half a character stays half a character."""
    return text.encode("utf-8", "surrogatepass")


def text_of(ending):
    """Return a strategy for files of text that end so."""
    near = mutated(TEXTS[ending], pieces)
    return st.one_of(near, near, near, st.lists(pieces, max_size=40).map("".join)).map(encoded)


pieces = st.one_of(st.sampled_from(PIECES), st.text(max_size=4))
pieces_of_markup = st.one_of(st.sampled_from(MARKUP), st.text(max_size=3))
pieces_of_bytes = st.one_of(st.sampled_from(BYTES), st.binary(max_size=3))
FILES = {
    **{ending: text_of(ending) for ending in TEXTS},
    ".html": mutated([PAGE], pieces_of_markup).map(encoded),
    ".xlsx": archives(workbooks.good("")),
    ".docx": archives(reports.docx()("")),
    ".pdf": mutated([reports.page(reports.stream(CONTENT))], pieces_of_bytes),
}
"""For each ending, a strategy for the bytes of a file."""

"""What is wrong with a workbook is told at the cell that was typed; what is no form is refused before it is read."""

import re
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.styles import Font

from rabatkg.errors import DataError
from rabatkg.forms import Model, Things
from rabatkg.forms.workbook import drawn, workbook
from rabatkg.graph import with_records
from rabatkg.intake import offered
from rabatkg.intake.columns import FIRST_ROW, NAMES_ROW
from rabatkg.records import read
from rabatkg.validation import check_expansions, check_quotes, shapes_of

TESTS = Path(__file__).resolve().parent.parent
MEETING = TESTS / "good" / "examples" / "meeting.yaml"
BAD = sorted((TESTS / "bad").glob("*.yaml"))
NOT_IN_A_WORKBOOK = {
    "Record-id-twice": "a workbook holds one record",
    "Record-mapping": "a workbook holds one record, and its fields have names",
    "number": "the blanks around what is typed in a cell are not read, and the number is right without them",
}
"""Faults that a record in YAML may have, and one in a workbook cannot, with the reason."""


@pytest.fixture(scope="module")
def shapes(lagoon):
    return shapes_of(lagoon)


@pytest.fixture(scope="module")
def model(lagoon):
    return Model(lagoon)


@pytest.fixture(scope="module")
def things(lagoon):
    return Things.of(lagoon)


@pytest.fixture
def checked(lagoon, shapes, expander, tmp_path):
    """Return a function that offers the bytes of a workbook, and finds what is wrong with it."""

    def check(content, quotes=False):
        path = tmp_path / "offered.xlsx"
        path.write_bytes(content)
        offers = offered(path, expander)
        corpus = with_records(lagoon, offers)
        found = check_expansions(corpus, [one.id for one in offers], shapes)
        return (*found, *check_quotes(corpus, TESTS / "good" / "texts").findings) if quotes else found

    return check


@pytest.mark.parametrize(
    "path", [path for path in BAD if path.stem not in NOT_IN_A_WORKBOOK], ids=lambda path: path.stem
)
def test_a_fault_is_found_at_the_cell_of_what_is_wrong_in_yaml(path, lagoon, checked):
    _, line, column, *_ = path.with_suffix(".en.txt").read_text("utf-8").split(":")
    out = drawn(lagoon, None, "en", read(path))
    finding, *further = checked(out.content, path.stem.startswith("Quote-"))
    assert (finding.rule, further) == (path.stem, [])
    cells = {
        (cell.sheet, cell.line, cell.column)
        for place, found in out.places.items()
        for cell in found
        if (place.line, place.column) == (int(line), int(column.split(" ")[0]))
    }
    assert (finding.sheet, finding.line, finding.column) in cells
    assert len({(sheet, row) for sheet, row, _ in cells}) == 1


@pytest.mark.parametrize("name", NOT_IN_A_WORKBOOK)
def test_what_cannot_be_wrong_in_a_workbook_is_refused_or_right_there(name, lagoon, checked):
    tree = read(TESTS / "bad" / f"{name}.yaml")
    if name == "number":
        assert checked(drawn(lagoon, None, "en", tree).content) == ()
    else:
        with pytest.raises(DataError, match="one record"):
            drawn(lagoon, None, "en", tree)


# mistakes of the spreadsheet, and with it


@pytest.fixture(scope="module")
def form(model, things):
    return workbook(model, "ThematicMeeting", "en", read(MEETING), things)


@pytest.fixture
def told(form, checked):
    """Return a function that changes a form, and gives rule, place and key of each finding, and the cell changed."""

    def tell(change):
        book = load_workbook(BytesIO(form))
        cell = change(book)
        stream = BytesIO()
        book.save(stream)
        found = [(one.rule, f"{one.sheet}!{one.cell}", one.path) for one in checked(stream.getvalue())]
        return found, f"{cell.parent.title}!{cell.coordinate}" if cell is not None else None

    return tell


def field(book, name, value=0):
    """The cell of a field of the record."""
    sheet = book["Record"]
    row = next(row for row in range(FIRST_ROW, sheet.max_row + 1) if sheet.cell(row, 8).value == name)
    return sheet.cell(row, 2 + value)


def column(book, title, name, row=FIRST_ROW):
    """The cell of a column of another sheet."""
    sheet = book[title]
    return sheet.cell(row, next(cell.column for cell in sheet[NAMES_ROW] if cell.value == name))


def typed(cell, value, number_format="@"):
    cell.value, cell.number_format = value, number_format
    return cell


def row(book, title, number=FIRST_ROW, **values):
    """A row of another sheet, filled in; its first cell of these."""
    cells = [typed(column(book, title, name.replace("_", "."), number), value) for name, value in values.items()]
    return cells[0]


SESSION = {"type": "Session", "title_en": "Opening", "title_fr": "Ouverture"}
QUOTE = {"passage": "passage/report-2031/0-cfe41347", "quote": "co-chaired the meeting with Bbb"}
PROOF = {f"evidence_{name}": value for name, value in QUOTE.items()}


def test_the_form_is_right_before_it_is_changed(told):
    assert told(lambda book: None) == ([], None)


@pytest.mark.parametrize(
    ("name", "value", "number_format", "rule"),
    [
        ("when", date(2031, 3, 4), "dd/mm/yyyy", "Cell-date"),
        ("when", date(2031, 3, 1), "mmm-yy", "Cell-date"),
        ("when", 20310304, "0000-00-00", "Cell-number"),
        ("when", 2031.1, "General", "Cell-number"),
        ("when", "=TODAY()", "@", "Cell-formula"),
        ("place", "=[1]Sheet1!A1", "General", "Cell-formula"),
        ("title.en", '=HYPERLINK("https://example.org")', "@", "Cell-formula"),
        ("title.en", "#REF!", "@", "Cell-error"),
        ("title.en", True, "@", "Cell-boolean"),
        ("title.en", date(2031, 3, 4), "d mmm", "Cell-date"),
        ("ordinal", 0.5, "0%", "Cell-number"),
        ("ordinal", 1e15, "General", "Cell-number"),
    ],
)
def test_what_the_spreadsheet_made_of_a_value_is_found_at_its_cell(name, value, number_format, rule, told):
    found, place = told(lambda book: typed(field(book, name), value, number_format))
    assert found == [(rule, place, name.partition(".")[0])]


@pytest.mark.parametrize(
    ("name", "value", "text"), [("when", 2031, "2031"), ("ordinal", 3, "3"), ("title.en", 12, "12")]
)
def test_a_number_that_says_what_was_typed_is_read(name, value, text, form, expander, tmp_path):
    book = load_workbook(BytesIO(form))
    typed(field(book, name), value, "General")
    path = tmp_path / "offered.xlsx"
    book.save(path)
    (found,) = offered(path, expander)
    assert text in [one.text for one in found.statements if one.key == name.partition(".")[0]]
    assert not [one for one in found.problems if one.rule.startswith("Cell-")]


@pytest.mark.parametrize("value", ["true", True])
def test_a_truth_value_is_read_where_one_is_due(value, told):
    def change(book):
        row(book, "Outcomes", key="a", **{**SESSION, "type": "Recommendation"}, **PROOF)
        return typed(column(book, "Outcomes", "principal"), value)

    found, place = told(change)
    assert [one for one in found if one[1] == place] == []


def test_a_missing_value_is_found_at_the_empty_cell(told):
    found, place = told(lambda book: typed(field(book, "status"), None))
    assert found == [("Meeting-status", place, "status")]


def test_a_missing_text_is_found_at_the_empty_cell_of_its_language(told):
    found, place = told(lambda book: typed(field(book, "title.fr"), None))
    assert found == [("title-fr", place, "title")]


def test_a_missing_value_of_a_node_is_found_in_its_row(told):
    def change(book):
        row(book, "Participations", actor="state/aaa", **PROOF)
        return column(book, "Participations", "role")

    found, place = told(change)
    assert found == [("Participation-role", place, "role")]


@pytest.mark.parametrize("place", ["Record!J20", "Record!B4", "Evidence!K7", "Evidence!K3"])
def test_what_stands_beside_a_table_is_found(place, told):
    title, _, cell = place.partition("!")
    expected = [] if place == "Record!B4" else [("Cell-beside", place, None)]
    assert told(lambda book: typed(book[title][cell], "call Marie")) == (expected, place)


def test_a_value_in_a_row_without_a_field_is_found(told):
    found, place = told(lambda book: typed(book["Record"]["B70"], "state/aaa"))
    assert found == [("Cell-beside", place, None)]


def test_an_unknown_field_is_found_with_what_is_meant(form, checked):
    book = load_workbook(BytesIO(form))
    name = field(book, "coChair", 6)
    name.value = "coChairs"
    stream = BytesIO()
    book.save(stream)
    finding = next(one for one in checked(stream.getvalue()) if one.rule == "Record-unknown-key")
    assert (finding.cell, finding.near[0]) == (name.coordinate, "coChair")


def test_an_unknown_column_is_found_once(told):
    def change(book):
        row(book, "Parts", key="a", **SESSION)
        row(book, "Parts", FIRST_ROW + 1, key="b", **SESSION)
        return typed(column(book, "Parts", "summary.en", NAMES_ROW), "sumary.en")

    found, place = told(change)
    assert [one for one in found if one[0] == "Record-unknown-key"] == [("Record-unknown-key", place, "sumary.en")]


def test_a_further_sheet_is_found(told):
    def change(book):
        book.create_sheet("Empty")
        return typed(book.create_sheet("Notes")["B4"], "to do")

    found, place = told(change)
    assert found == [("Sheet-unknown", place, None)]


def test_a_sheet_that_stands_twice_is_read_twice(told):
    def change(book):
        row(book, "Parts", key="a", **SESSION, **PROOF)
        further = book.copy_worksheet(book["Parts"])
        return row(book, further.title, key="a")

    found, place = told(change)
    assert [(one[0], one[1]) for one in found] == [("Record-key-twice", place)]


def test_joined_cells_are_found(told):
    def change(book):
        book["Record"].merge_cells("B40:C41")
        return book["Record"]["B40"]

    found, place = told(change)
    assert found == [("Cell-merged", place, None)]


@pytest.mark.parametrize("values", [["place/exampleville", "place/a"], ["place/exampleville\nplace/a"]])
def test_a_second_value_of_a_field_that_takes_one_is_found(values, told):
    def change(book):
        for number, value in enumerate(values):
            typed(field(book, "place", number), value)
        return field(book, "place")

    found, place = told(change)
    assert ("Record-one-value", place, "place") in found


def test_a_second_identifier_is_found_where_it_stands(told):
    found, place = told(lambda book: typed(field(book, "id", 1), "meeting/2031-04"))
    assert found == [("Record-one-value", place, "id")]


def test_a_row_that_belongs_to_nothing_is_found_with_what_is_meant(form, checked):
    book = load_workbook(BytesIO(form))
    row(book, "Parts", key="session-9", **SESSION, **PROOF)
    of = row(book, "Participations", of="sesion-9", actor="state/aaa", role="role/chair", **PROOF)
    stream = BytesIO()
    book.save(stream)
    finding, *further = checked(stream.getvalue())
    assert further == []
    assert (finding.rule, finding.sheet, finding.cell) == ("Row-of", "Participations", of.coordinate)
    assert finding.near == ("session-9",)


def test_nodes_in_nodes_their_proof_and_their_values_are_found_by_their_keys(form, expander, tmp_path):
    book = load_workbook(BytesIO(form))
    row(book, "Parts", key="session-1", **SESSION)
    row(book, "Participations", of="session-1", actor="state/aaa", role="role/chair")
    row(book, "Evidence", FIRST_ROW + 1, of="session-1/aaa-chair", shows="actor\nrole", **QUOTE)
    row(book, "Values with proof", of="session-1", field="addresses — x", value="provision/a", basis="stated", **PROOF)
    row(book, "Values with proof", FIRST_ROW + 1, **PROOF)
    path = tmp_path / "offered.xlsx"
    book.save(path)
    (found,) = offered(path, expander)
    part = next(one for one in found.statements if one.text == "provision/a")
    assert str(part.subject).endswith("/2031-03-exampleville/session-1") and len(part.evidence) == 2
    chair = next(one for one in found.statements if one.text == "role/chair")
    assert str(chair.subject).endswith("/session-1/aaa-chair") and len(chair.evidence) == 1


def test_a_proof_with_nothing_to_prove_is_found(told):
    found, _ = told(lambda book: row(book, "Values with proof", **PROOF))
    assert [one[0] for one in found] == ["Row-proof"]


def test_a_node_key_twice_is_found_at_the_second(told):
    def change(book):
        row(book, "Parts", key="a", **SESSION, **PROOF)
        return row(book, "Parts", FIRST_ROW + 1, key="a", **SESSION, **PROOF)

    found, place = told(change)
    assert [one[:2] for one in found] == [("Record-key-twice", place)]


def test_a_value_for_a_field_with_its_own_sheet_is_found(told):
    found, place = told(lambda book: typed(field(book, "part"), "session-1"))
    assert found == [("Record-node", place, "part")]


def test_columns_rows_and_sheets_may_stand_in_any_order(form, expander, tmp_path):
    book = load_workbook(BytesIO(form))
    sheet = book["Evidence"]
    for number in (NAMES_ROW, FIRST_ROW):
        cells = [cell.value for cell in sheet[number]][::-1]
        for cell, value in zip(sheet[number], cells, strict=True):
            cell.value = value
    book.move_sheet("Evidence", -4)
    path = tmp_path / "offered.xlsx"
    book.save(path)
    (turned,) = offered(path, expander)
    path.write_bytes(form)
    (plain,) = offered(path, expander)
    assert {one.iri for one in turned.claims} == {one.iri for one in plain.claims}
    assert turned.problems == plain.problems == []


def test_a_character_that_nobody_sees_is_found(told):
    found, place = told(lambda book: typed(field(book, "title.en"), "Thematic\u200bmeeting"))
    assert [one[:2] for one in found] == [("File-character", place)]


# what is no form


def changed(form, change=None, **parts):
    """The archive of a form with parts put in (`a__b` is a/b), or changed by a function of name and content."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(form)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            raw = old.read(part)
            new.writestr(part.filename, change(part.filename, raw) if change else raw)
        for name, raw in parts.items():
            new.writestr(name, raw)
    return stream.getvalue()


def rels(kind, target):
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId9" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}" '
        'TargetMode="External"/></Relationships>'
    )


DTD = b'<!DOCTYPE a [<!ENTITY b "c">]>'


def entity(name, raw):
    return raw.replace(b"<worksheet", DTD + b"<worksheet", 1) if name == "xl/worksheets/sheet2.xml" else raw


def in_utf_16(name, raw):
    return raw.decode().replace("UTF-8", "UTF-16").encode("utf-16") if name == "xl/worksheets/sheet2.xml" else raw


HOSTILE = {
    "macros": lambda form: changed(form, **{"xl/vbaProject.bin": b"x"}),
    "macro-sheet": lambda form: changed(form, **{"xl/macrosheets/sheet1.xml": b"<a/>"}),
    "link": lambda form: changed(form, **{"xl/externalLinks/externalLink1.xml": b"<a/>"}),
    "link-by-rels": lambda form: changed(form, **{"xl/_rels/other.xml.rels": rels("oleObject", "file:///etc/passwd")}),
    "connection": lambda form: changed(form, **{"xl/connections.xml": b"<a/>"}),
    "embedded": lambda form: changed(form, **{"xl/embeddings/oleObject1.bin": b"x"}),
    "active-x": lambda form: changed(form, **{"xl/activeX/activeX1.xml": b"<a/>"}),
    "doctype": lambda form: changed(form, entity),
    "doctype-in-custom-xml": lambda form: changed(form, **{"customXml/item1.xml": DTD + b"<a>&b;</a>"}),
    "utf-16": lambda form: changed(form, in_utf_16),
    "bomb": lambda form: changed(form, **{"xl/media/image1.png": bytes(60_000_000)}),
    "packed": lambda form: changed(form, **{"customXml/item1.xml": b" " * 2_000_000}),
    "many-parts": lambda form: changed(form, **{f"docProps/{number}.xml": b"<a/>" for number in range(500)}),
    "strange-name": lambda form: changed(form, **{"../../etc/passwd": b"x"}),
    "name-twice": lambda form: changed(form, **{"XL/workbook.xml": b"<a/>"}),
    "before-2007": lambda form: bytes.fromhex("d0cf11e0a1b11ae1") + form,
    "half": lambda form: form[: len(form) // 2],
    "text": lambda form: b"id,type\n",
    "empty": lambda form: b"",
    "another-archive": lambda form: changed(form, lambda name, raw: raw)[:0] + archive({"a.txt": b"a"}),
    "too-large": lambda form: changed(form, **{"docProps/a.bin": bytes(range(256)) * 24_000}),
    "no-sheet-part": lambda form: changed(form, lambda name, raw: b"" if name == "xl/worksheets/sheet2.xml" else raw),
    "no-names": lambda form: changed(form, lambda name, raw: raw.replace(b"rabatkg record", b"record")),
}


def archive(parts):
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as new:
        for name, raw in parts.items():
            new.writestr(name, raw)
    return stream.getvalue()


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_form_is_refused(name, form, expander, tmp_path):
    path = tmp_path / "hostile.xlsx"
    content = HOSTILE[name](form)
    if name == "too-large":
        content += bytes(5_000_001)
    path.write_bytes(content)
    with pytest.raises(DataError) as refused:
        offered(path, expander)
    assert str(path) in str(refused.value) and refused.value.remedy is not None
    assert path.read_bytes() == content


def test_encrypted_parts_are_refused(form, expander, tmp_path):
    path = tmp_path / "hostile.xlsx"
    raw = bytearray(form)
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.index(sign) + offset] |= 1
    path.write_bytes(raw)
    with pytest.raises(DataError, match="packed in a way"):
        offered(path, expander)


@pytest.mark.parametrize(("line", "number"), [(6_000, 2), (20, 300)])
def test_a_sheet_larger_than_a_form_is_refused(line, number, form, expander, tmp_path):
    book = load_workbook(BytesIO(form))
    book["Record"].cell(line, number).value = "x"
    path = tmp_path / "hostile.xlsx"
    book.save(path)
    with pytest.raises(DataError, match="larger than a form"):
        offered(path, expander)


def test_addresses_that_a_spreadsheet_made_links_of_are_read(form, expander, tmp_path):
    """A spreadsheet makes a link of each address that is typed; what counts is the text."""
    book = load_workbook(BytesIO(form))
    cell = field(book, "link")
    cell.value, cell.hyperlink, cell.font = "https://example.org/a", "https://example.org/b", Font(underline="single")
    path = tmp_path / "offered.xlsx"
    book.save(path)
    (found,) = offered(path, expander)
    assert [one.text for one in found.statements if one.key == "link"] == ["https://example.org/a"]


def test_cells_that_only_look_are_no_values(form, expander, tmp_path):
    """Some spreadsheets write styled cells down to the last row, and inline text."""
    book = load_workbook(BytesIO(form))
    book["Record"].cell(1_048_576, 2).font = Font(bold=True)
    path = tmp_path / "offered.xlsx"
    book.save(path)
    inline = changed(path.read_bytes(), _inline)
    path.write_bytes(inline)
    (found,) = offered(path, expander)
    assert found.problems == []
    assert "An inline title" in [one.text for one in found.statements if one.key == "title"]


def _inline(name, raw):
    if name != "xl/worksheets/sheet2.xml":
        return raw
    text = b'<c r="B7" t="inlineStr"><is><r><t>An inline</t></r><r><t xml:space="preserve"> title</t></r></is></c>'
    return re.sub(rb'<c r="B7"[^>]*>.*?</c>', text, raw)

"""A record goes out into a workbook and comes back saying the same; what a person sees there can be filled in."""

from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from rabatkg.errors import DataError, UnknownName
from rabatkg.forms import held
from rabatkg.forms.workbook import drawn, table, workbook
from rabatkg.graph import assemble, holds_records
from rabatkg.intake.columns import FIRST_ROW, HEAD_ROW, NAMES_ROW, SIGN_ROW
from rabatkg.intake.tables import table_tree
from rabatkg.intake.workbook import sheets_tree
from rabatkg.layout import Layout
from rabatkg.records import Expander, items, read

GOOD = Path(__file__).resolve().parent.parent / "good"
MEETING = (GOOD / "examples" / "meeting.yaml").read_text("utf-8")
EXAMPLES = sorted(GOOD.glob("examples/*.yaml"))


def records_of(layout):
    for path in sorted(layout.data.rglob("*.yaml")):
        if holds_records(layout, path):
            tree = read(path)
            yield from ((path, record) for record in items(tree.get("records")) or [tree])


def said(expansion):
    """What a record says: statements, claims with their evidence, and the rules that it breaks."""
    claims = {}
    for one in expansion.claims:
        key = (one.iri, one.subject, one.predicate, one.object, one.rank, one.rank_rule, one.ranked_by)
        claims.setdefault(key, set()).update(triple for proof in one.evidence for triple in proof.triples())
    statements = {(one.subject, one.predicate, one.object, one.replaces) for one in expansion.statements}
    return expansion.id, statements, claims, Counter(one.rule for one in expansion.problems)


@pytest.fixture
def back(tmp_path, expander):
    """Return a function that reads a workbook back, as what its record says and what is wrong with its cells."""

    def read_back(content, own=expander):
        path = tmp_path / "back.xlsx"
        path.write_bytes(content)
        found = sheets_tree(path, own)
        return own.record(found.tree, path), found.problems

    return read_back


@pytest.mark.parametrize("folder", [GOOD, None], ids=["lagoon", "real"])
def test_every_record_comes_back_the_same(folder, back):
    layout = Layout.find(folder, environ={})
    corpus = assemble(layout)
    expander = Expander(corpus.grammar, corpus.names, layout.settings.languages)
    seen = 0
    for path, record in records_of(layout):
        found, problems = back(workbook(corpus, None, "en", record), expander)
        assert (said(found), problems) == (said(expander.record(record, path)), ()), path
        seen += 1
    assert seen == len(corpus.written) > 50


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_whole_form_says_the_same_in_every_language(path, lagoon, model, things, expander, back):
    record = read(path)
    written = expander.record(record, path)
    kind = held(lagoon.layout, written.id).class_name
    for lang in ("en", "fr"):
        found, problems = back(workbook(model, kind, lang, record, things))
        assert (said(found), problems) == (said(written), ())


def test_the_same_form_has_the_same_bytes(model, things):
    first, second = (workbook(model, "Session", "fr", None, things) for _ in range(2))
    assert first == second


@pytest.fixture(scope="module")
def form(model, things):
    return load_workbook(BytesIO(workbook(model, "ThematicMeeting", "en", read(MEETING), things)))


def rows_by_name(sheet):
    names = {cell.value: cell.column for cell in sheet[NAMES_ROW]}
    return {sheet.cell(row, names["field"]).value: row for row in range(FIRST_ROW, sheet.max_row + 1)}


def options(book, sheet, cell):
    """What may be chosen in a cell."""
    rules = [one for one in sheet.data_validations.dataValidation if cell in one.sqref]
    if not rules:
        return []
    title, _, cells = rules[0].formula1.rpartition("!")
    return [one.value for (one,) in book[title.strip("'")][cells.replace("$", "")] if one.value]


def test_a_form_explains_itself_on_its_first_sheet(form):
    guide, record, *rest = form.worksheets
    assert [sheet.sheet_state for sheet in form.worksheets] == ["visible"] * (len(form.worksheets) - 1) + ["hidden"]
    told = " ".join(str(cell.value) for row in guide.iter_rows() for cell in row)
    assert "Thematic meeting" in told and "rabatkg record check" in told
    assert all(sheet.title in told for sheet in rest[:-1])
    assert [sheet.title for sheet in rest[:3]] == ["Parts", "Outcomes", "Participations"]
    assert record.freeze_panes == f"B{HEAD_ROW + 1}"


def test_all_that_is_typed_is_text(form):
    for sheet in form.worksheets:
        for cell in (one for row in sheet.iter_rows() for one in row if one.has_style):
            assert cell.number_format == "@", (sheet.title, cell.coordinate)
            assert cell.value is None or cell.data_type == "s"
        assert sheet.row_dimensions[SIGN_ROW].hidden and sheet.row_dimensions[NAMES_ROW].hidden
        assert all(column.number_format == "@" for column in sheet.column_dimensions.values())


def test_what_must_be_filled_in_bears_a_star(form):
    record = form.worksheets[1]
    starred = {name for name, row in rows_by_name(record).items() if name and record.cell(row, 1).value.endswith(" *")}
    assert starred == {"id", "type", "title.en", "title.fr", "status"}
    wanted, free = (record.cell(rows_by_name(record)[name], 2).fill.fgColor.rgb for name in ("status", "place"))
    assert wanted != free


def test_what_names_things_is_chosen_from_a_list(form):
    record, parts, outcomes = form.worksheets[1:4]
    row = rows_by_name(record)["coChair"]
    assert "state/aaa — Aaa" in options(form, record, f"B{row}") == options(form, record, f"D{row}")
    assert options(form, record, f"B{rows_by_name(record)['status']}")[0] == "status/held — Held"
    assert options(form, parts, f"C{FIRST_ROW}") == ["Presentation", "Session"]
    of = next(one for one in outcomes.data_validations.dataValidation if f"A{FIRST_ROW}" in one.sqref)
    assert of.formula1.startswith(f"'{parts.title}'!$B$")


def test_what_is_chosen_from_a_list_is_read_without_what_it_is_called(form, model, things, back):
    book = load_workbook(BytesIO(workbook(model, "ThematicMeeting", "en", read(MEETING), things)))
    record = book.worksheets[1]
    row = rows_by_name(record)["coChair"]
    record.cell(row, 2).value, record.cell(row, 3).value = "state/bbb — Bbb", "state/aaa\nstate/ccc — Ccc"
    stream = BytesIO()
    book.save(stream)
    found, problems = back(stream.getvalue())
    assert {one.text for one in found.statements if one.key == "coChair"} == {"state/aaa", "state/bbb", "state/ccc"}
    assert problems == ()


def test_a_form_that_nobody_filled_in_says_but_what_it_is(model, things, back):
    found, problems = back(workbook(model, "ThematicMeeting", "en", None, things))
    assert [(one.key, one.text) for one in found.statements] == [("type", "ThematicMeeting")]
    assert problems == () and [one.rule for one in found.problems] == ["Record-id"]


@pytest.mark.parametrize(
    "text", ["=1+1", "#N/A", "_x0041_", "+33", "2024-10", "007", "TRUE", "a\nb", "\u00abl’été\u00bb"]
)
def test_a_text_stays_what_it_is(text, lagoon, back):
    record = read(MEETING.replace("Thematic meeting on visas", "TEXT"))
    title = record.entries["title"]
    title.entries["en"] = type(title.entries["en"])(text, title.entries["en"].mark)
    found, problems = back(workbook(lagoon, None, "en", record))
    assert problems == ()
    assert next(str(one.object) for one in found.statements if one.key == "title") == text


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("Thematic meeting on visas", '"bell \\a"', 4),
        ("Thematic meeting on visas", "long " * 7000, 4),
        ("[state/aaa, state/bbb]", '["state/aaa\\nstate/bbb"]', 8),
        ("coChair: [state/aaa, state/bbb]", 'part: [{key: a, host: ["a\\nb"]}]', 8),
        ("state/aaa, state/bbb", "[state/aaa]", 8),
        ("  - passage: passage/report-2031/0-cfe41347\n    quote:", "  -", 10),
        ("status: status/held", "part: [{title: {en: A}, part: [{key: a}]}]", 6),
    ],
)
def test_what_no_cell_can_hold_is_refused_with_its_place(old, new, line, lagoon):
    changed = MEETING.replace(old, new)
    assert changed != MEETING
    with pytest.raises(DataError) as refused:
        workbook(lagoon, None, "en", read(changed))
    assert refused.value.line == line


def test_a_workbook_holds_one_record(lagoon):
    with pytest.raises(DataError, match="one record"):
        workbook(lagoon, None, "en", read("records:\n  - id: place/a\n  - id: place/b\n"))


def test_no_form_is_made_for_what_no_record_may_be(model):
    with pytest.raises(UnknownName):
        workbook(model, "ThematicMeetings", "en")


def test_every_value_is_told_its_cell(lagoon):
    record = read(MEETING)
    found = drawn(lagoon, None, "en", record)
    book = load_workbook(BytesIO(found.content))
    for one in items(record.get("coChair")):
        (place,) = set(found.places[one.mark])
        assert book[place.sheet][place.cell].value == one.text


@pytest.mark.parametrize(
    ("kind", "row"),
    [
        ("Participation", {"meeting": "meeting/2031-03-exampleville", "actor": "state/aaa", "role": "role/chair"}),
        ("Recommendation", {"meeting": "meeting/2031-03-exampleville", "outcome": "a", "type": "Recommendation"}),
        ("Person", {"id": "person/jane-roe", "type": "Person", "title.en": "Jane Roe"}),
    ],
)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_form_of_a_table_can_be_filled_in(kind, row, lang, model, expander, tmp_path):
    form = table(model, kind, lang)
    head, *remarks = form.removeprefix("\ufeff").split("\r\n")
    separator = {"en": ",", "fr": ";"}[lang]
    names = head.split(separator)
    assert row.keys() <= set(names) and len(remarks) == 3
    path = tmp_path / "table.csv"
    path.write_text(form + separator.join(row.get(name, "") for name in names) + "\r\n", "utf-8", newline="")
    found = table_tree(path, expander)
    (record,) = items(found.tree.get("records"))
    node = next(
        (items(value)[0] for key, value in record.entries.items() if key in ("participation", "outcome")), record
    )
    kept = {key: value for key, value in row.items() if key not in ("meeting", "outcome") and "." not in key}
    assert {key: node.text(key) for key in kept} == kept
    assert found.problems == ()

"""The tables are valid CSVW, lead back to the statements that they were made of, and lose none of their values."""

import csv
import json
import re
from io import StringIO

import pytest
import uritemplate
from csvw import CSVW

from rabatkg.names import RKG, XSD
from rabatkg.publication.parts.tables import TABLES
from rabatkg.publication.tabulating import FORMULA, SEVERAL, Column, Table
from rabatkg.store import Term

NAMES = [table.name for table in TABLES]


@pytest.fixture(scope="module", params=["small", "lagoon"])
def site(request):
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="module")
def written(site, tmp_path_factory):
    folder = tmp_path_factory.mktemp("written")
    for path, file in site.by_path.items():
        if path.startswith("tables/"):
            target = folder / path
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(file.make())
    return folder / "tables"


def lines(folder, name):
    return list(csv.DictReader(StringIO((folder / f"{name}.csv").read_text(encoding="utf-8"), newline="")))


def valid(path):
    found = CSVW(str(path), validate=True)
    assert found.is_valid, [str(warning.message) for warning in found.warnings]


def test_all_tables_together_are_valid_csvw(written):
    valid(written / "csv-metadata.json")


@pytest.mark.parametrize("name", NAMES)
def test_each_table_by_itself_is_valid_csvw(written, name):
    valid(written / f"{name}.csv-metadata.json")


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("meetings", r"\d{4}-\d\d-\d\d,(day|month|year),", r"yesterday,\1,"),
        ("documents", r"holding/[\w-]+", "holding/unheard-of"),
        ("meetings", r"\nmeeting/[^,]+", r"\n"),
        ("meetings", r"(\nmeeting/.*\r)", r"\1\1"),
    ],
)
def test_the_check_can_fail(written, tmp_path, name, old, new):
    for path in written.iterdir():
        text = path.read_bytes().decode()
        changed = re.sub(old, new, text, count=1) if path.name == f"{name}.csv" else text
        assert changed != text or path.name != f"{name}.csv"
        (tmp_path / path.name).write_bytes(changed.encode())
    with pytest.raises((AssertionError, UserWarning, ValueError)):
        valid(tmp_path / "csv-metadata.json")


def schema(folder, name):
    return json.loads((folder / f"{name}.csv-metadata.json").read_bytes())["tableSchema"]


def statements(folder, name):
    """What CSVW says that a table states, by the rules of csv2rdf for the annotations that we use."""
    told = schema(folder, name)
    for row in lines(folder, name):
        for column in told["columns"]:
            value = row[column["name"]]
            if value == "" or column.get("suppressOutput"):
                continue
            subject = uritemplate.expand(told["aboutUrl"], row)
            predicate = uritemplate.expand(column["propertyUrl"], row)
            if "valueUrl" in column:
                yield subject, predicate, Term("uri", uritemplate.expand(column["valueUrl"], row))
            else:
                datatype = None if "lang" in column else XSD + column["datatype"]
                yield subject, predicate, Term("literal", value, column.get("lang"), datatype)


@pytest.mark.parametrize("name", NAMES)
def test_a_table_states_nothing_that_the_graph_does_not(site, written, name):
    told = list(statements(written, name))
    for subject, predicate, value in told:
        assert value in site.holding.values(subject, predicate), (subject, predicate)
    assert told or name == "participants" or not lines(written, name)


@pytest.mark.parametrize("table", TABLES, ids=NAMES)
def test_no_column_leaves_a_value_out(site, written, table):
    """Each value that a property has for the thing of a line stands in that line, or in another one of that thing."""
    told = lines(written, table.name)
    for column in table.columns(site):
        if not column.property or not table.about or table.name == "participants":
            continue
        for row in told:
            iri = site.names.full(row[table.about])
            values = [one.value for one in site.holding.said(iri) if one.property == column.property]
            values = [one for one in values if column.lang is None or one.lang == column.lang]
            texts = {site.names.short(one.value) if column.keys else one.value for one in values}
            if column.name == "class":
                texts = {site.holding.kind(iri)}
            cells = {cell for other in told if other[table.about] == row[table.about] for cell in [other[column.name]]}
            found = {part for cell in cells for part in (cell.split(SEVERAL) if column.several else [cell]) if part}
            assert found == texts, (iri, column.name)


def test_each_line_of_a_table_of_things_is_one_thing_and_none_is_missing(site, written):
    for name, kind, column in (
        ("meetings", "Meeting", "meeting"),
        ("claims", "Claim", "claim"),
        ("evidence", "Evidence", "evidence"),
    ):
        keys = {row[column] for row in lines(written, name)}
        assert keys == {site.names.short(iri) for iri in site.holding.of_kind(kind)}


def test_levels_are_those_of_coverage(small):
    table = next(table for table in TABLES if table.name == "provisions")
    rows = {
        row["provision"]: row
        for row in csv.DictReader(StringIO(table.written(small, table.rows(small)).decode(), newline=""))
    }
    covered = small.kg["en"].coverage()
    assert covered
    for one in covered:
        row = rows[one.provision]
        assert (row["level_stated"], row["level_any"]) == (one.level_stated, one.level_any)
        assert row["assessable"] == str(one.assessable).lower()


def test_columns_bear_their_titles_in_every_language(site, written):
    told = {column["name"]: column["titles"] for column in schema(written, "meetings")["columns"]}
    for name, titles in told.items():
        assert name.isascii() and set(titles) == {"und", *site.languages}
        assert titles["und"] == [name]
    for lang in site.languages:
        assert site.words[lang].of(f"{RKG}meetingKind") in told["meeting_kind"][lang]
        assert told["label_fr"][lang][0].endswith("(fr)")


@pytest.mark.parametrize("name", NAMES)
def test_no_title_is_a_key(site, written, name):
    titles = [
        title
        for column in schema(written, name)["columns"]
        for lang in site.languages
        for title in column["titles"][lang]
    ]
    assert titles and not [title for title in titles if re.search(r"\w:\w|_", title)]


def test_no_cell_is_a_formula(site, written):
    for name in NAMES:
        for row in lines(written, name):
            for cell in row.values():
                assert not cell.startswith(FORMULA) or cell.lstrip("+-").replace(".", "", 1).isdecimal()


def test_a_text_that_looks_like_a_formula_has_an_apostrophe_before_it(site):
    row = {"key": "a", "text": '=HYPERLINK("https://example.org")', "number": "-5"}
    columns = (Column("key"), Column("text"), Column("number", datatype="decimal"))
    table = Table("hostile", "", lambda site: columns, lambda site: iter([row]), ("key",))
    (line,) = csv.DictReader(StringIO(table.written(site, [row]).decode(), newline=""))
    assert line == row | {"text": "'" + row["text"]}


@pytest.mark.xdist_group("site")
def test_the_tables_of_the_graph_that_comes_along_are_valid(published_full, full):
    valid(published_full / "tables" / "csv-metadata.json")
    for name in NAMES:
        told = lines(published_full / "tables", name)
        assert told, name
        assert not any(cell.startswith(FORMULA) for row in told for cell in row.values())
        for subject, predicate, value in statements(published_full / "tables", name):
            assert value in full.holding.values(subject, predicate), (subject, predicate)

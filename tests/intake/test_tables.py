"""Tables: each row a record or a part of one, each fault at its line and column, and nothing guessed."""

import pytest

from rabatkg.errors import DataError
from rabatkg.graph import with_records
from rabatkg.intake.separated import table
from rabatkg.intake.tables import table_tree
from rabatkg.records import items
from rabatkg.validation import check_expansions, shapes_of

MEETING = "meeting/2031-03-exampleville"
PROOF = "passage/report-2031/0-cfe41347,co-chaired the meeting with Bbb"
PARTICIPANTS = f"""meeting,actor,role,passage,quote
{MEETING},state/ccc,role/speaker,{PROOF}
{MEETING},state/bbb,role/speaker,{PROOF}
"""
RECOMMENDATIONS = f"""meeting,outcome,type,title.en,title.fr,addressee,passage,quote
{MEETING},recommendation-8,Recommendation,To train staff,Former les agents,"state/aaa
state/bbb",{PROOF}
{MEETING},recommendation-9,Recommendation,To publish fees,Publier les frais,state/aaa,{PROOF}
"""


@pytest.fixture(scope="module")
def shapes(lagoon):
    return shapes_of(lagoon)


@pytest.fixture
def tree(expander, tmp_path):
    """Return a function that reads a table, and gives its records and what is wrong with its cells."""

    def read(text, name="table.csv"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        found = table_tree(path, expander)
        return items(found.tree.get("records")), found.problems

    return read


@pytest.fixture
def found(lagoon, shapes, offer):
    """Return a function that finds what is wrong with a table: rule, line and column."""

    def check(text):
        offers = offer("table.csv", text)
        corpus = with_records(lagoon, offers)
        findings = check_expansions(corpus, [one.id for one in offers], shapes)
        return [(one.rule, one.line, one.column) for one in findings]

    return check


def at(text, word):
    """The line and column where a word stands, as an editor shows them."""
    before = text[: text.index(word)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


@pytest.mark.parametrize("text", [PARTICIPANTS, RECOMMENDATIONS], ids=["participants", "recommendations"])
def test_a_table_that_is_right(text, found):
    assert found(text) == []


@pytest.mark.parametrize("text", [PARTICIPANTS, RECOMMENDATIONS], ids=["participants", "recommendations"])
def test_rows_become_an_addition_to_their_record(text, tree):
    (record,), problems = tree(text, "List of March.csv")
    assert problems == ()
    assert (record.text("adds"), record.text("key")) == (MEETING, "list-of-march")
    nodes = items(record.get("participation") or record.get("outcome"))
    assert len(nodes) == 2
    assert [items(node.get("evidence"))[0].text("quote") for node in nodes] == [PROOF.split(",")[1]] * 2


def test_rows_of_several_records_become_several_additions(tree):
    records, _ = tree(PARTICIPANTS + PARTICIPANTS.split("\n", 1)[1].replace(MEETING, "meeting/2031-09-otherville"))
    assert [record.text("adds") for record in records] == [MEETING, "meeting/2031-09-otherville"]
    assert [len(items(record.get("participation"))) for record in records] == [2, 2]


def test_each_row_may_be_a_record(found, tree):
    rows = [
        "id,type,title.en,title.fr",
        "person/jane-roe,Person,Jane Roe,Jane Roe",
        "person/john-roe,Person,John Roe,John Roe",
    ]
    text = "\n".join(rows) + "\n"
    records, problems = tree(text)
    assert [record.text("id") for record in records] == ["person/jane-roe", "person/john-roe"]
    assert problems == () and found(text) == []
    broken = text.replace("John Roe,John", "John Roe,").replace("person/john", "person/John")
    assert found(broken)[0] == ("Record-id", *at(broken, "person/John"))


def test_semicolons_a_byte_order_mark_and_remarks(tree):
    first, *rest = PARTICIPANTS.replace(",", ";").split("\n")
    text = "\ufeff" + "\r\n".join([first, "# Réunion;Acteur;Rôle;Passage;Citation", *rest]) + ";;;;\r\n\r\n"
    (record,), problems = tree(text)
    assert len(items(record.get("participation"))) == 2 and problems == ()


@pytest.mark.parametrize(
    ("head", "part"),
    [
        ("of,outcome,type,title.en", "outcome"),
        ("arisesFrom,key,type,title.en", "outcome"),
        ("partOf,key,type,title.en", "part"),
        ("inEvent,key,actor,title.en", "participation"),
        ("adds,part,type,title.en", "part"),
        ("meeting,role,actor,title.en", "participation"),
    ],
)
def test_the_columns_say_what_the_rows_are(head, part, tree):
    (record,), problems = tree(f"{head}\n{MEETING},a,b,c\n")
    assert part in record.entries and problems == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("key,type,title.en\na,b,c\n", "which record its rows belong to"),
        ("of,key,type,title.en\nmeeting/a,b,c,d\n", "do not say what its rows are"),
        ("of,part,outcome\nmeeting/a,b,c\n", "do not say what its rows are"),
        ("of,part\n,b\n", "No row of this table"),
        ("of,part\n", "no rows"),
    ],
)
def test_what_does_not_say_what_its_rows_are_is_refused(text, told, tree):
    with pytest.raises(DataError, match=told):
        tree(text)


def test_an_unknown_column_is_found_once_with_what_is_meant(tree):
    _, (problem,) = tree(
        PARTICIPANTS.replace("role", "rolle", 1)
        .replace("meeting,actor", "meeting,participation,actor")
        .replace(f"\n{MEETING},", f"\n{MEETING},a,")
    )
    assert (problem.rule, problem.mark.line, problem.mark.column) == ("Record-unknown-key", 1, 29)
    assert problem.near[0] == "role"


@pytest.mark.parametrize(
    ("text", "old", "new", "rule", "word"),
    [
        (PARTICIPANTS, "state/ccc", "state/cccc", "Record-unknown-reference", "state/cccc"),
        (PARTICIPANTS, "role/speaker", "speaker", "Record-reference", "speaker"),
        (PARTICIPANTS, f"{MEETING},state/ccc", "meeting/none,state/ccc", "Record-unknown-reference", "meeting/none"),
        (PARTICIPANTS, "state/ccc,", ",", "Participation-actor", None),
        (RECOMMENDATIONS, "state/bbb", "state/bbbb", "Record-unknown-reference", "state/bbbb"),
        (RECOMMENDATIONS, "recommendation-9", "recommendation-8", "Record-key-twice", None),
        (RECOMMENDATIONS, "recommendation-9", "Nine", "Record-key", "Nine"),
        (RECOMMENDATIONS, "To train staff", "=2+2", "Cell-formula", "=2+2"),
    ],
)
def test_a_fault_is_found_at_its_line_and_column(text, old, new, rule, word, found):
    changed = text.replace(old, new)
    places = {"Participation-actor": (2, 30), "Record-key-twice": (4, 30)}
    assert (rule, *(places[rule] if word is None else at(changed, word))) in found(changed)


@pytest.mark.parametrize("text", ["+33", "-1", "@a", "#4"])
def test_what_only_looks_like_a_formula_is_text(text, tree):
    (record,), problems = tree(RECOMMENDATIONS.replace("To train staff", text))
    assert items(record.get("outcome"))[0].get("title").text("en") == text
    assert problems == ()


@pytest.mark.parametrize(
    ("text", "line", "column", "told"),
    [
        ('a,b\n1,"2\n3,4\n', 2, 3, "left open"),
        ('a,b\n1,2"3\n', 2, 4, "has none around it"),
        ('a,b\n1,"2"3\n', 2, 6, "follows a quotation mark"),
        ("a,b\n1,2\n1\n", 3, 1, "row is 1"),
        ("a,b\n1,2,3\n", 2, 1, "row is 3"),
        ("a,b\n1,\x00\n", 2, 3, "zero byte"),
        ("a;b,c\n1,2\n", 1, 1, "Commas and semicolons"),
        ('a,b\n"1\n2",3\n"4,5\n', 4, 1, "left open"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_with_its_place(text, line, column, told):
    with pytest.raises(DataError, match=told) as refused:
        table(text, None)
    assert (refused.value.line, refused.value.column) == (line, column)


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("a\n1\n", [["a"], ["1"]]),
        ("a,b\n,\n1,\n,2", [["a", "b"], ["1", ""], ["", "2"]]),
        ('a,b\n"1,\n""2""",3', [["a", "b"], ['1,\n"2"', "3"]]),
        ('"a";"b"\n"";";"', [["a", "b"], ["", ";"]]),
    ],
)
def test_cells_are_told_apart(text, cells):
    assert [[cell.text for cell in row] for row in table(text, None)] == cells


@pytest.mark.parametrize(
    "text",
    ["a,b\n" + "1,2\n" * 5_001, ",".join("a" * 201) + "\n", "a\n" + "1" * 10_001, b"a,b\n\xff,1\n", "a,b\n" * 400_000],
)
def test_a_table_that_is_too_large_or_no_text_is_refused(text, tree):
    with pytest.raises(DataError):
        tree(text)


def test_every_cell_knows_where_it_stands():
    text = 'a,bb,c\n"1\n2",,"3"\n4,5,6\n'
    places = [[(cell.text, cell.mark.line, cell.mark.column) for cell in row] for row in table(text, None)]
    assert places == [
        [("a", 1, 1), ("bb", 1, 3), ("c", 1, 6)],
        [("1\n2", 2, 1), ("", 3, 4), ("3", 3, 5)],
        [("4", 4, 1), ("5", 4, 3), ("6", 4, 5)],
    ]

"""What is typed into a workbook or a table is told by its headings, in whatever language the form is."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from copies import copied
from rabatkg.forms.called import Called
from rabatkg.forms.workbook import workbook
from rabatkg.graph import with_records
from rabatkg.intake import offered
from rabatkg.reading import read
from rabatkg.records import Expander
from rabatkg.validation import check_expansions, check_offered, shapes_of

MEETING = """
type: ThematicMeeting
id: meeting/2031-11-exampleville
title: {en: Thematic meeting on forms, fr: Réunion thématique sur les formulaires}
status: status/held
when: 2031-11
host: [state/aaa]
coChair: [state/aaa, state/bbb]
outcome:
  - key: finding-1
    type: Finding
    title: {en: A finding, fr: Un constat}
    evidence: [{passage: passage/report-2031/0-50c78a70, quote: The Visa Agency finds}]
evidence:
  - passage: passage/report-2031/0-8e9602da
    quote: "4 and 5 March 2031"
    shows: [status, coChair]
  - passage: passage/report-2031/0-8e9602da
    quote: "4 and 5 March 2031"
"""


@pytest.fixture
def checked(lagoon, model, things, tmp_path):
    """Return a function that makes a form of the meeting, lets a person type in it, and finds what is wrong."""
    called = Called(lagoon.layout)
    expander = Expander(lagoon.grammar, lagoon.names, lagoon.layout.settings.languages, called=called)

    def check(typing, lang="fr"):
        path = tmp_path / "form.xlsx"
        path.write_bytes(workbook(model, "ThematicMeeting", lang, read(MEETING), things))
        book = load_workbook(path)
        typing({sheet["A1"].value.removeprefix("rabatkg "): sheet for sheet in book.worksheets})
        book.save(path)
        found = check_offered(lagoon.layout, offered(path, expander)).findings
        return {(one.rule, one.cell): (one, " ".join(part.told_in("en") for part in one.message)) for one in found}

    return check


@pytest.fixture
def judged(lagoon, expander, shapes):
    """Return a function that finds what is wrong with a record in YAML."""

    def judge(text):
        offers = expander.file(read(text, Path("record.yaml")), Path("record.yaml"))
        return check_expansions(with_records(lagoon, offers), [one.id for one in offers], shapes)

    return judge


@pytest.fixture(scope="module")
def shapes(lagoon):
    return shapes_of(lagoon)


def cell_of(sheet, field):
    """The first cell for a value of the record's own field."""
    row = next(row[0].row for row in sheet.iter_rows() if field in [cell.value for cell in row[5:]])
    return sheet[f"B{row}"]


def column_of(sheet, name):
    return next(cell.column_letter for cell in sheet[2] if cell.value == name)


def test_a_choice_whose_key_and_name_contradict_is_told_at_its_cell(checked):
    """Only the key counts; a heading in any language names what a proof shows, and is no fault."""
    places = {}

    def typing(sheets):
        for field, text in (("host", "state/aaa — Bbb"), ("status", "status/held — Réalisée jadis")):
            places[field] = cell_of(sheets["record"], field).coordinate
            cell_of(sheets["record"], field).value = text
        evidence = sheets["evidence"]
        evidence[f"{column_of(evidence, 'shows')}5"] = "STATUT : status/held\nCo-chair"

    found = checked(typing)
    assert found.keys() == {("Cell-choice", places["host"]), ("Cell-choice", places["status"])}
    wrong, told = found["Cell-choice", places["host"]]
    assert (wrong.sheet, wrong.severity, wrong.near) == ("Fiche", "error", ("state/bbb",))
    assert "only the key, state/aaa, is read" in told
    assert found["Cell-choice", places["status"]][0].severity == "warning"


def test_messages_speak_of_headings_and_not_of_yaml(checked):
    headings = {}

    def typing(sheets):
        evidence, outcomes = sheets["evidence"], sheets["outcome"]
        for name in ("passage", "quote", "shows"):
            headings[name] = evidence[f"{column_of(evidence, name)}3"].value.strip("* ")
        evidence[f"{column_of(evidence, 'shows')}5"] = "status\nnothing"
        evidence[f"{column_of(evidence, 'quote')}6"] = None
        outcomes[f"{column_of(outcomes, 'key')}5"] = "Not A Key"
        cell_of(sheets["record"], "title.fr").value = None

    told = {rule: words for (rule, _), (_, words) in checked(typing).items()}
    assert headings == {"passage": "Passage", "quote": "Citation", "shows": "Montre"}
    assert "Fill in “Passage” and “Citation”" in told["Record-evidence"]
    assert "“Montre” takes fields" in told["Record-shows"]
    assert "Fill in “Clé”" in told["Record-key"]
    assert "Nothing shows 'Coprésident: state/" in told["Record-unproven"]
    assert not [words for words in told.values() if "`" in words]


def test_a_heading_stands_for_its_key(lagoon):
    called = Called(lagoon.layout)
    for heading, key in (("Titre", "title"), ("title", "title"), ("STATUT", "status"), ("Co-chair", "coChair")):
        assert called(heading) == key
    assert called("nothing") is None


def test_the_columns_of_a_table_are_told_by_their_names(run):
    table = "meeting,actor,role,passage,\n{0},state/ccc,role/speeker,passage/report-2031/0-cfe41347,\n"
    Path("people.csv").write_text(table.format("meeting/2031-03-exampleville"), "utf-8")
    told = run("record", "check", "people.csv").stdout
    assert "\n  2:role  error" in told
    assert "\n  2:passage error" in told
    assert "2:role" in run("record", "check", "people.csv", "--format", "html").stdout


def test_a_form_of_a_thing_that_was_renamed_is_refused_with_one_word(run, lagoon, tmp_path):
    data = copied(lagoon.layout.data, tmp_path / "data")
    Path("old.yaml").write_text(
        "id: organisation/visa-bureau\ntype: Organisation\ntitle: {en: Visa Bureau, fr: Bureau des visas}\n"
        "partOf: organisation/nothing\n",
        "utf-8",
    )
    for command in (("check",), ("add", "--replace")):
        told = run("record", *command, "old.yaml", data=data)
        assert told.exit_code == 1
        assert told.stdout.count("error") == 2, "in the counts, and once below"
        assert "organisation/visa-agency took its place" in " ".join(told.stdout.split())


@pytest.mark.parametrize(
    ("key", "written", "near"),
    [
        ("addresses", "[{provision: Action 2, basis: stated}]", "provision/lagoon-2030/action-2"),
        ("status", "Held", "status/held"),
        ("coChair", "[Aaa]", "state/aaa"),
        ("meetingKind", "senior officials meeting", "meeting-kind/senior-officials-meeting"),
    ],
)
def test_what_may_be_meant_is_of_a_kind_that_fits_the_field(judged, key, written, near):
    kept = "\n".join(line for line in MEETING.splitlines() if not line.startswith(key))
    [found] = [one for one in judged(f"{kept}\n{key}: {written}\n") if one.rule == "Record-reference"]
    assert found.near[0] == near

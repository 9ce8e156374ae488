"""The form of a record: nobody's touch leaves it checkable, and what a record says goes into it and comes back."""

import re
from pathlib import Path

import pytest

from copies import copied
from rabatkg.forms import Model, Things, Words, held
from rabatkg.forms.template import template
from rabatkg.graph import assemble
from rabatkg.layout import Layout
from rabatkg.reading import Mapping, items, read
from rabatkg.records import Expander
from rabatkg.records.commented import commented
from rabatkg.records.written import said

GOOD = Path(__file__).resolve().parent.parent / "good"
KINDS = [one.name for one in Model(Words.of(Layout.find(GOOD))).kinds]
KEY = re.compile(r"^( *)(- )?([A-Za-z0-9]+):$")
BEHIND_A_SIGN = re.compile(r"#(  )*((- )?[A-Za-z0-9]+:|# )")
"""A key that is not in use: no remark has its first word just behind the sign, or two, four, … spaces behind it."""


def empty_keys(text):
    """The lines of keys that have neither a value nor lines of their own below them, remarks aside, with the keys."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line and not line.startswith("#")]
    for (number, line), (_, after) in zip(lines, [*lines[1:], (0, "end:")], strict=True):
        if match := KEY.match(line):
            indent = len(match[1] + (match[2] or ""))
            if len(after) - len(after.lstrip(" ")) <= indent:
                yield number, match[3]


def used(text):
    """The form as it is once every sign before a key has been taken away, without the pattern of a long value."""
    lines = [line[1:] if BEHIND_A_SIGN.match(line) else line for line in text.splitlines()]
    if "key:" in lines:
        del lines[lines.index("key:") : lines.index("key:") + 9]
    return "\n".join(lines)


@pytest.mark.parametrize("kind", KINDS)
def test_an_untouched_form_lacks_just_what_is_required(kind, model, things, expander):
    chosen = model.kind(kind)
    text = template(model, chosen, "en", things=things)
    fields = {one.key: one for one in model.fields(chosen.class_name)}
    waiting = {key for key, one in fields.items() if one.required or one.one_of[:1] == (key,)}
    tree = read(text)
    assert set(tree.entries) - {"type", "evidence"} == waiting
    assert ("evidence" in tree.entries) == any(fields[key].proof for key in waiting)
    [found] = expander.file(tree)
    empty = {number: key for number, key in empty_keys(text) if key not in ("passage", "quote")}
    problems = [one for one in found.problems if one.rule not in ("Record-id", "Record-evidence")]
    assert {one.mark.line for one in problems} == set(empty)
    assert {one.rule for one in problems} <= {"Record-value"}
    assert len(problems) == len(empty)
    assert [one.rule for one in found.problems].count("Record-evidence") == ("evidence" in tree.entries)


@pytest.mark.parametrize("kind", KINDS)
def test_all_that_stands_behind_a_sign_is_a_key_that_may_stand(kind, model, things, expander):
    chosen = model.kind(kind)
    tree = read(used(template(model, chosen, "fr", things=things)))
    fields = {one.key for one in model.fields(chosen.class_name)}
    assert tree.entries.keys() - {"id", "type", "evidence"} == fields
    [found] = expander.file(tree)
    assert [one.values for one in found.problems if one.rule in ("Record-unknown-key", "Record-node")] == []


@pytest.mark.parametrize(("lang", "words"), [("en", "Required."), ("fr", "Obligatoire.")])
def test_every_field_is_explained_in_the_language(lang, words, model, things):
    text = template(model, model.kind("recommendation"), lang, things=things)
    for field in model.fields("Recommendation"):
        label = field.label[lang]
        assert f"# {label[:1].upper()}{label[1:]}" in text
    assert words in text


def test_short_lists_are_written_out_and_long_ones_counted(model, things):
    text = template(model, model.kind("thematic-meeting"), "en", things=things)
    assert re.search(r"^#   status/held +Held$", text, re.MULTILINE)
    assert re.search(r"One of \d{2,}, as in theme/", text)
    assert "#   theme/" not in text


def test_an_untouched_form_is_checked_line_by_line(run, found_in):
    assert run("record", "new", "thematic-meeting", "--output", "m.yaml").exit_code == 0
    text = Path("m.yaml").read_text("utf-8")
    where = {line: number for number, line in enumerate(text.splitlines(), 1)}
    assert found_in(text) == [
        (where["type: ThematicMeeting"], "Record-id", None),
        (where["  en:"], "Record-value", "title"),
        (where["  fr:"], "Record-value", "title"),
        (where["status:"], "Record-value", "status"),
        (where["  - passage:"], "Record-evidence", "evidence"),
    ]


FILLED = {
    "#id:": "id: meeting/2032-04-exampleville-forms",
    "  en:": "  en: Thematic meeting on forms",
    "  fr:": "  fr: Réunion thématique sur les formulaires",
    "status:": "status: status/held",
    "  - passage:": "  - passage: passage/report-2031/0-8e9602da",
    "    quote:": '    quote: "Third thematic meeting of the Lagoon Dialogue"',
    "#when:": "when: 2032-04",
    "#place:": "place: place/exampleville",
    "#coChair: []": "coChair: [state/aaa, state/bbb]",
    "#outcome:": "outcome:",
}


def filled(text):
    """The form as a person fills it in, with the first outcome that it shows made a recommendation of their own."""
    for old, new in FILLED.items():
        assert f"\n{old}\n" in text, old
        text = text.replace(f"\n{old}\n", f"\n{new}\n", 1)
    start = text.index("#  - key: recommendation-1\n")
    lines = text[start:].split("\n\n")[0].splitlines()
    shown = [line[1:] for line in lines]
    values = {
        "      en:": "      en: Use one form",
        "      fr:": "      fr: Employer un seul formulaire",
        "    addressee:": "    addressee: [stakeholder/partner-countries]",
        "      - passage:": "      - passage: passage/report-2031/0-00610239",
        "        quote:": '        quote: "publish the fees of visas"',
    }
    assert values.keys() <= set(shown)
    written = "\n".join(values.get(line, line) for line in shown)
    return text.replace("\noutcome:\n", f"\noutcome:\n{written}\n", 1).replace(text[start:].split("\n\n")[0], "")


def test_a_form_that_is_filled_in_passes(run, found_in):
    text = filled(run("record", "new", "thematic-meeting").stdout)
    assert found_in(text) == []
    assert found_in(text.replace("status/held", "status/adopted")) != []


# what is held goes out and comes back


def round_trips(layout):
    corpus = assemble(layout)
    model, things = Model(corpus), Things.of(corpus)
    expander = Expander(corpus.grammar, corpus.names, corpus.layout.settings.languages)
    classes = {each.subject: each.text for one in corpus.written for each in one.statements if each.key == "type"}
    for path in sorted({one.file for one in corpus.written}):
        root, _, _ = commented(path.read_text("utf-8"))
        inner = next((one.value.entries for one in root.entries if one.key == "records"), None)
        blocks = [one.value for one in inner] if inner is not None else [root]
        before = expander.file(read(path), path)
        for block, one in zip(blocks, before, strict=True):
            text = template(model, model.kind(classes[one.iri]), "fr", record=block, things=things)
            [back] = expander.file(read(text), path)
            yield one, back, text


def test_the_records_of_the_lagoon_go_out_and_come_back():
    count = 0
    for one, back, text in round_trips(Layout.find(GOOD)):
        count += 1
        assert said(back) == said(one), one.id
        assert [each.rule for each in back.problems] == [], one.id
        assert commented(text)[1] is not None
    assert count > 50


@pytest.mark.slow
def test_the_records_of_the_data_go_out_and_come_back():
    count = 0
    for one, back, _ in round_trips(Layout.find(environ={})):
        count += 1
        assert said(back) == said(one), one.id
    assert count > 1000


def test_the_comparison_can_fail(expander):
    path = GOOD / "examples" / "meeting.yaml"
    text = path.read_text("utf-8")
    [one], [other] = expander.file(read(path)), expander.file(read(text.replace("state/bbb", "state/ccc")))
    assert said(one) != said(other)


def test_the_form_of_a_thing_keeps_its_comments_and_offers_what_is_not_said_yet(tmp_path):
    copied(GOOD, tmp_path / "lagoon")
    path = tmp_path / "lagoon" / "examples" / "meeting.yaml"
    path.write_text(path.read_text("utf-8").replace("when:", "# as the heading has it\nwhen:"), encoding="utf-8")
    words = Words.of(Layout.find(tmp_path / "lagoon"))
    record = held(words.layout, "meeting/2031-03-exampleville")
    assert record.class_name == "ThematicMeeting"
    text = template(Model(words), Model(words).kind("thematic-meeting"), "en", record=record.block)
    assert "\n# as the heading has it\nwhen: 2031-03-04\n" in text
    assert "\n#place:\n" in text and "\nplace:" not in text


def test_the_form_of_a_held_record_passes(run, found_in):
    assert found_in(run("record", "new", "--from", "meeting/2031-09-otherville").stdout) == []


def test_the_form_of_an_addition_says_what_is_added(run):
    text = run("record", "new", "--from", "addition/dialogue/lagoon").stdout
    assert "\nadds: dialogue/lagoon\n" in text
    assert "\nfounder: [state/aaa, state/bbb]\n" in text
    assert "\nid:" not in text and "\ntype:" not in text


def test_what_is_written_inside_a_record_leads_to_that_record(run):
    told = run("record", "new", "--from", "meeting/2031-09-otherville/opening")
    assert told.exit_code == 1
    assert "Name that record: meeting/2031-09-otherville" in told.stderr


def test_a_record_that_is_not_held_is_guessed(run):
    told = run("record", "new", "--from", "meeting/2031-09-othervile")
    assert told.exit_code == 1
    assert "Did you mean meeting/2031-09-otherville" in told.stderr


# the command


def test_without_a_kind_all_kinds_are_listed(run):
    told = run("record", "new", lang="fr")
    assert told.exit_code == 0
    made = {"correction": "rabatkg claim", "passage": "rabatkg document add", "tombstone": "rabatkg record retire"}
    assert {kind for kind in KINDS if re.search(rf"^{kind} ", told.stdout, re.MULTILINE)} == {*KINDS} - made.keys()
    assert "Réunion thématique" in told.stdout
    for kind, command in made.items():
        refused = run("record", "new", kind)
        assert refused.exit_code == 2
        assert f"A command makes it: {command} --help" in refused.stderr


def test_a_misspelt_kind_is_guessed(run):
    told = run("record", "new", "thematic-meting")
    assert (told.exit_code, told.stdout) == (1, "")
    assert "Did you mean thematic-meeting?" in told.stderr


def test_a_file_that_stands_is_never_written_over(run):
    Path("m.yaml").write_text("mine", encoding="utf-8")
    told = run("record", "new", "state", "--output", "m.yaml")
    assert told.exit_code == 1
    assert told.stderr.startswith("m.yaml: This file stands already.")
    assert Path("m.yaml").read_text("utf-8") == "mine"


def test_a_schema_is_named_where_editors_look_for_it(run):
    text = run("record", "new", "state", "--schema", "schemas/record.json").stdout
    assert text.startswith("# yaml-language-server: $schema=schemas/record.json\n")
    assert "yaml-language-server" not in run("record", "new", "state").stdout


def test_a_workbook_holds_what_the_record_says(run):
    told = run("record", "new", "--from", "state/aaa", "--format", "xlsx", "--output", "state.xlsx")
    assert told.exit_code == 0, told.output
    from openpyxl import load_workbook

    book = load_workbook("state.xlsx")
    cells = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    assert {"state/aaa", "AAA"} <= cells
    book.close()


@pytest.mark.parametrize(
    "typed",
    [
        ("state", "--from", "organisation/visa-agency"),
        ("state", "--format", "xlsx", "--schema", "s.json"),
        ("state", "--format", "xlsx", "--interactive"),
        ("state", "--from", "state/aaa", "--interactive"),
        ("--output", "m.yaml"),
    ],
)
def test_what_cannot_be_asked_together_is_refused(run, typed):
    told = run("record", "new", *typed)
    assert (told.exit_code, told.stdout) == (2, "")
    assert list(Path().iterdir()) == []


def test_values_are_those_of_the_record(expander):
    record = held(Layout.find(GOOD), "state/aaa")
    assert isinstance(record.tree, Mapping)
    assert [one.text for one in items(record.tree.get("alpha3"))] == ["AAA"]

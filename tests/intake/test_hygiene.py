"""What a text may not hide is told where it stands, and all of it at once."""

import os
import unicodedata

import pytest

from rabatkg.errors import DataError, UsageError
from rabatkg.graph import holds_records
from rabatkg.intake import offered
from rabatkg.intake.hygiene import UNSEEN, faults_of, text_of
from rabatkg.intake.offering import LARGEST
from rabatkg.layout import Layout
from rabatkg.records import Expander

RECORD = """id: meeting/2031-07-lagoon
type: ThematicMeeting
title:
  en: Thematic meeting on visas
  fr: Réunion thématique sur les visas
status: status/planned
"""
UNPROVEN = ("Record-unproven", 6, 9, ())


def test_every_control_format_and_private_character_is_unseen():
    kinds = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
    shown_with_what_follows = [*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD]
    hieroglyphs = range(0x13430, 0x13440)
    allowed = {*map(chr, shown_with_what_follows), *map(chr, hieroglyphs), "\t", "\n"}
    missed = [
        hex(code)
        for code in range(0x110000)
        if unicodedata.category(chr(code)) in kinds and chr(code) not in allowed and not UNSEEN.match(chr(code))
    ]
    assert missed == []


def test_no_letter_or_sign_of_european_and_african_languages_is_unseen():
    for letter in map(chr, [*range(0x20, 0x7F), *range(0xA0, 0xAD), *range(0xAE, 0x34F), *range(0x1E00, 0x1FFF)]):
        assert not UNSEEN.match(letter)
    assert not UNSEEN.search("’«»—–…€°№ \u00a0\u202f العربية አማርኛ ⵜⴰⵎⴰⵣⵉⵖⵜ")


@pytest.mark.parametrize(
    "sign", ["\x00", "\x1b", "\x85", "\xad", "\u200b", "\u200f", "\u202e", "\u2066", "\u2028", "\ue000"]
)
def test_a_character_that_nobody_sees_is_told_at_its_place(faults, sign):
    found = faults("record.yaml", RECORD.replace("on visas", f"on {sign}visas"))
    assert ("File-character", 4, 27, ()) in found


def test_such_a_character_in_a_comment_is_told_too(faults):
    assert faults("record.yaml", RECORD.replace("type:", "# \u202etxet\ntype:")) == [
        ("File-character", 2, 3, ()),
        ("Record-unproven", 7, 9, ()),
    ]


@pytest.mark.parametrize("sign", ["\\u202e", "\\x00", "\\u200b", "\\e", "\\uE000"])
def test_such_a_character_written_as_an_escape_is_told_at_its_text(faults, sign):
    found = faults("record.yaml", RECORD.replace("Thematic meeting on visas", f'"Thematic {sign} meeting"'))
    assert found == [("File-character", 4, 7, ()), UNPROVEN]


def test_what_is_hidden_does_not_come_through(offer):
    (record,) = offer("record.yaml", RECORD.replace("Thematic meeting on visas", '"Red \\e[31m alert"'))
    assert next(str(one.object) for one in record.statements if one.key == "title") == "Red \ufffd[31m alert"
    assert all("\x1b" not in str(value) for problem in record.problems for value in problem.values.values())


def test_a_mark_at_the_head_and_lines_ended_by_other_systems_are_no_faults(faults):
    assert faults("record.yaml", "\ufeff" + RECORD.replace("\n", "\r\n")) == [UNPROVEN]


def test_accents_apart_from_their_letters_are_put_together_with_a_warning(offer):
    (record,) = offer("record.yaml", RECORD.replace("é", "e\u0301"))
    assert [(one.rule, one.mark.line, one.mark.column, one.warning) for one in record.problems] == [
        ("File-accents", 5, 8, True),
        ("Record-unproven", 6, 9, False),
    ]
    assert [str(one.object) for one in record.statements if one.key == "title"][1] == "Réunion thématique sur les visas"


def test_letters_of_two_scripts_in_a_word_are_a_warning(offer):
    (record,) = offer("record.yaml", RECORD.replace("c meeting", "c mееting").replace("visas\ns", "виза\ns"))
    assert [(one.rule, one.mark.line, one.mark.column, one.near, one.warning) for one in record.problems] == [
        ("File-mixed-letters", 4, 16, ("meeting",), True),
        ("Record-unproven", 6, 9, (), False),
    ]


def test_all_that_yaml_may_not_be_is_told_at_once(faults):
    text = """id: &here meeting/x
type: !!python/object ThematicMeeting
title: *here
status: a
status: b
"""
    assert faults("record.yaml", text) == [
        ("File-yaml", 1, 5, ()),
        ("File-yaml", 2, 7, ()),
        ("File-yaml", 3, 8, ()),
        ("File-yaml", 5, 1, ()),
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"%YAML 1.1\n---\n{RECORD}", (1, 1)),
        (f"{RECORD}---\n{RECORD}", (7, 1)),
        (f"{RECORD}note: [[[[[[[[[[[[[x]]]]]]]]]]]]]\n", (7, 18)),
        (f"{RECORD}? [a, b]\n: c\n", (7, 3)),
        (f"{RECORD}note: 'x\n", (7, 7)),
    ],
    ids=["directive", "documents", "nested", "complex key", "open quotation"],
)
def test_each_fault_of_the_yaml_has_its_place(faults, text, place):
    (found,) = faults("record.yaml", text)
    assert (found[0], found[1:3]) == ("File-yaml", place)


def test_many_faults_are_told_up_to_a_number(faults):
    found = faults("record.yaml", RECORD + "host:\n" + "".join(f"  - state/x{n}\n" for n in range(900)))
    assert len(found) == 501
    assert [one[0] for one in found if one[0] != "Record-unproven"] == ["File-many-faults"]


def test_a_text_of_many_lines_is_no_longer_than_a_line_may_be(faults):
    folded = ">-\n" + "    Thematic meeting on visas\n" * 400
    found = faults("record.yaml", RECORD.replace("Thematic meeting on visas\n", folded))
    assert [one[0] for one in found] == ["File-long-text", "Record-unproven"]
    assert found[0][1:3] == (4, 7)


@pytest.mark.parametrize("several", ["[meeting/a, meeting/b]", "{kind: meeting}"])
def test_a_name_that_is_no_text_is_not_passed_over(lagoon, several, tmp_path):
    naming = Expander(lagoon.grammar, lagoon.names, ("en", "fr"), lambda tree: "meeting/named-by-us")
    (tmp_path / "record.yaml").write_text(RECORD.replace("meeting/2031-07-lagoon", several), encoding="utf-8")
    (record,) = offered(tmp_path / "record.yaml", naming)
    assert [one.rule for one in record.problems] == ["Record-id", "Record-unproven"]


def test_a_long_text_is_not_quoted_whole(offer):
    (record,) = offer("record.yaml", RECORD.replace("status/planned", "x" * 5000))
    assert max(len(str(value)) for one in record.problems for value in one.values.values()) == 201


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty"),
        (b"\n \n", "is empty"),
        (b"id: \xe9", "not UTF-8"),
        ("id: x".encode("utf-16"), "not UTF-8"),
        (b"#" * 1_000_001, "larger than 1000 kB"),
        (b"#\n" * 20_001, "more than 20000 lines"),
        (b"#\n# " + b"x" * 10_000, "more than 10000 characters"),
        (b"host:\n" + b"- state/aaa\n" * 9_000, "more than 5000 things"),
    ],
)
def test_what_cannot_be_read_is_refused(offer, content, told):
    with pytest.raises(DataError, match=told):
        offer(
            "record.yaml", content if content.startswith(b"id") or b"host" not in content else RECORD.encode() + content
        )


@pytest.mark.parametrize("content", ["# nothing\n", "records: []\n"])
def test_a_file_without_a_record_is_no_good_file(offer, content):
    try:
        found = [problem.rule for record in offer("record.yaml", content) for problem in record.problems]
    except DataError:
        return
    assert found


@pytest.mark.parametrize(
    ("ending", "told"),
    [
        (".rdf", "Save it as Turtle"), (".xml", "Save it as Turtle"), (".trix", "Turtle"), (".n3", "Turtle"),
        (".nq", "Turtle"), (".nt", "Turtle"), (".owl", "Turtle"), (".xls", "a workbook"), (".xlsm", "without macros"),
        (".ods", "workbook"), (".yml", "Rename it"), (".pdf", "record draft"), (".docx", "record draft"),
        (".txt", "Rename it"), ("", "Write the record in YAML"), (".exe", "Write the record in YAML"),
        (".yaml.gz", "Write the record in YAML"),
    ],
)  # fmt: skip
def test_no_other_form_is_read(offer, ending, told):
    with pytest.raises(UsageError, match=told):
        offer(f"record{ending}", RECORD)


def test_what_is_no_file_on_a_disk_is_not_read(expander, tmp_path):
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "folder.yaml").mkdir()
    for name, told in (
        ("pipe.yaml", "no ordinary file"),
        ("folder.yaml", "it is a folder"),
        ("none.yaml", "not exist"),
    ):
        with pytest.raises(DataError, match=told):
            offered(tmp_path / name, expander)


def test_our_own_records_hide_nothing(request):
    layout = Layout.find(request.config.rootpath)
    files = [path for path in sorted(layout.data.rglob("*.yaml")) if holds_records(layout, path)]
    assert len(files) > 100
    assert [problem for path in files for problem in faults_of(text_of(path, LARGEST), path)] == []


def test_what_is_filed_could_be_offered(lagoon, expander):
    files = sorted({one.file for one in lagoon.written})
    assert len(files) > 20
    for path in files:
        assert [problem for record in offered(path, expander) for problem in record.problems] == []

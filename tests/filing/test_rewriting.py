"""A sheet changes a YAML file where it says something, and nowhere else."""

from pathlib import Path

import pytest

from rabatkg.filing.rewriting import Sheet
from rabatkg.reading import Listing, Scalar, read

GOOD = Path(__file__).resolve().parents[1] / "good"
ODD = """\
# head
records:
  # about a
  - id: meeting/a   # beside
    coChair: [state/x,   state/y, "state/z"]   # three
    note:
      en: >
        folded
        text

      fr: "x: état/y 😀"
    evidence:
      - passage: p
        shows: ["coChair: state/x", when]
      - {pages: [q, r], verification: reported}

  - adds: meeting/b
    key: k
    theme:
      - theme/a
      # in between
      - theme/b

  -
    id: c
    text: |
      literal

# foot
"""
TEXTS = {"odd": ODD, "odd, of Windows": ODD.replace("\n", "\r\n"), "more": (GOOD / "more.yaml").read_text("utf-8")}


def plain(value):
    """The value as dictionaries, lists and texts."""
    if isinstance(value, Scalar):
        return value.text
    if isinstance(value, Listing):
        return [plain(one) for one in value.items]
    return {key: plain(one) for key, one in value.entries.items()}


def without(tree, steps):
    """The tree without the value at the end of a way, and without what is empty then."""
    if not steps:
        return None
    step, *rest = steps
    inner = without(tree[step], rest)
    if isinstance(tree, list):
        return [one for one in (*tree[:step], inner, *tree[step + 1 :]) if one is not None] or None
    left = {key: inner if key == step else value for key, value in tree.items()}
    return {key: value for key, value in left.items() if value is not None} or None


def ways(text):
    return [steps for steps, _ in Sheet(text).walk() if steps]


@pytest.mark.parametrize("name", TEXTS)
def test_what_is_left_says_what_it_said(name):
    text = TEXTS[name]
    tree = plain(read(text))
    for steps in ways(text)[:: 1 if name.startswith("odd") else 7]:
        sheet = Sheet(text)
        sheet.cut(steps)
        left = without(tree, steps)
        assert sheet.empty == (left is None)
        if left is not None:
            assert plain(read(sheet.written())) == left, steps


@pytest.mark.parametrize("name", ["odd", "odd, of Windows"])
def test_several_values_are_cut_at_once(name):
    text = TEXTS[name]
    tree = plain(read(text))
    ends = [steps for steps in ways(text) if steps[:2] in (("records", 0), ("records", 1)) and len(steps) > 3]
    for first in ends:
        for second in ends:
            if first == second[: len(first)] or second == first[: len(second)]:
                continue
            sheet = Sheet(text)
            sheet.cut(first)
            sheet.cut(second)
            later, earlier = sorted((first, second), key=str, reverse=True)
            assert plain(read(sheet.written())) == without(without(tree, later), earlier), (first, second)


def test_comments_and_blank_lines_stay():
    sheet = Sheet(ODD)
    sheet.cut(("records", 0, "note"))
    sheet.cut(("records", 1, "theme", 0))
    assert sheet.written() == ODD.replace(
        """\
    note:
      en: >
        folded
        text

      fr: "x: état/y 😀"
""",
        "",
    ).replace("      - theme/a\n", "")


def test_values_are_exchanged_and_added_where_they_stand():
    sheet = Sheet(ODD)
    sheet.exchange(sheet.at(("records", 0, "coChair", 2)), "state/z", "state/zz")
    sheet.exchange(sheet.at(("records", 0, "note", "fr")), "état/y", "lieu/y")
    sheet.first(sheet.at(("records", 2)), "key", "first")
    sheet.last(sheet.at(("records", 0, "coChair")), "state/new")
    sheet.last(sheet.at(("records", 1, "theme")), "theme/c")
    assert sheet.written() == (
        ODD.replace('"state/z"]   # three', '"state/zz", state/new]   # three')
        .replace("état/y", "lieu/y")
        .replace("    id: c", "    key: first\n    id: c")
        .replace("      - theme/b\n", "      - theme/b\n      - theme/c\n")
    )


def test_each_line_is_told_as_it_would_be_left():
    sheet = Sheet(ODD)
    sheet.cut(("records", 0, "coChair", 0))
    sheet.cut(("records", 1))
    sheet.exchange(sheet.at(("records", 0, "note", "fr")), "état/y", "lieu/y")
    assert "".join(left for _, left in sheet.lines()) == sheet.written()
    lines = dict(sheet.lines())
    assert lines[5] == '    coChair: [state/y, "state/z"]   # three\n'
    assert lines[17] == ""


def test_a_value_is_found_by_its_place():
    sheet = Sheet(ODD)
    for steps, piece in sheet.walk():
        assert sheet.at(sheet.way(piece.line, piece.column)).start == piece.start, steps

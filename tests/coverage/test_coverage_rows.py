"""Rows as data, and as a picture."""

import json
import sys
from xml.etree import ElementTree

import pytest

from rabatkg.coverage import reported
from rabatkg.errors import RabatkgError


def test_rows_are_json_and_lines(exampleville):
    kg = exampleville()
    for by in ("action", "objective", "objective-number", "domain"):
        rows = kg.coverage(by=by)
        told = json.loads(json.dumps([row.as_dict() for row in rows]))
        assert [one["provision"] for one in told] == [row.provision for row in rows]
        assert len({tuple(row.as_line()) for row in rows}) == 1, "every line has the same columns"
    table = kg.coverage().to_pandas()
    assert list(table["level_any"][:2]) == ["followed-up", "recommended"]
    assert len(table) == 9


def test_the_same_rows_give_the_same_picture(exampleville, tmp_path):
    kg = exampleville()
    first = kg.plot(tmp_path / "first.svg").read_bytes()
    assert kg.plot(tmp_path / "second.svg").read_bytes() == first
    assert kg.plot(tmp_path / "then.svg", as_of="2030").read_bytes() != first
    assert exampleville(lang="fr").plot(tmp_path / "french.svg").read_bytes() != first


def test_the_picture_names_its_plan_and_no_date(exampleville, tmp_path):
    tree = ElementTree.parse(exampleville().plot(tmp_path / "plan.svg"))
    assert "Plan of Exampleville" in "".join(tree.getroot().itertext())
    assert "date" not in {element.tag.rpartition("}")[2] for element in tree.iter()}


def test_a_picture_without_its_library_says_what_to_install(exampleville, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(RabatkgError, match=r"pip install 'rabatkg\[plot\]'"):
        exampleville().plot(tmp_path / "plan.svg")


def test_a_table_without_its_library_says_what_to_install(exampleville, monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(RabatkgError, match=r"pip install 'rabatkg\[pandas\]'"):
        exampleville().coverage().to_pandas()


def test_what_a_report_counts_itself_stands_beside_what_is_found(exampleville):
    kg = exampleville(lang="fr")
    (one,) = reported(kg.store, kg.names, kg.plan, "action", "fr")
    assert (one.figure, one.as_of, one.note) == ("5", "2030", "Le compte rendu ne dit pas lesquelles.")
    assert [support.quote for support in one.supports] == ["meetings of the year"]
    assert reported(kg.store, kg.names, kg.plan, "domain", "fr") == []


def test_what_a_report_counts_of_another_plan_does_not(exampleville):
    other = exampleville(
        ("concerns: plan/example-2030", "concerns: plan/other"),
        (
            "records:\n  - id: plan/example",
            "records:\n  - {id: plan/other, type: ActionPlan, title: {en: O, fr: A}}\n  - id: plan/example",
        ),
    )
    assert reported(other.store, other.names, other.plan) == []

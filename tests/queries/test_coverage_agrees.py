"""The saved questions and `rabatkg coverage` give the same levels, on any day."""

import pytest
from asked import QUESTIONS

from rabatkg.coverage import coverage
from rabatkg.queries import ask

PLAN = "plan/cadiz-2022"
DAYS = ["2022-12-01", "2023-06-30", "2023-12-31", "2024-02-15", "2024-12-31", "2026-11-22"]


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize(
    ("name", "by"),
    [("level-of-actions", "action"), ("level-of-objectives", "objective"), ("level-of-domains", "domain")],
)
def test_a_level_is_the_same_by_question_and_by_command(name, by, day, store, names):
    asked = ask(store, QUESTIONS[name], names, "en", {"as-of": day})
    levels = {names.short(row["provision"].value): names.short(row["level"].value) for row in asked.rows}
    told = {row.provision: f"level/{row.level_any}" for row in coverage(store, names, PLAN, by, as_of=day)}
    assert levels == told


@pytest.mark.parametrize("day", DAYS)
def test_what_is_unaddressed_is_the_same(day, store, names):
    asked = ask(store, QUESTIONS["unaddressed-actions"], names, "en", {"as-of": day})
    told = [row.provision for row in coverage(store, names, PLAN, as_of=day) if row.level_any == "nothing-found"]
    assert sorted({names.short(row["action"].value) for row in asked.rows}) == sorted(told)

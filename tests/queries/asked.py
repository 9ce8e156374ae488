"""Which questions there are, and the day on which the tests ask them."""

from pathlib import Path

from rabatkg.layout import Layout
from rabatkg.queries import Question, catalogue

ROOT = Path(__file__).parents[2]
QUESTIONS = catalogue(Layout.find(ROOT))
DAY = "2026-11-22"


def pinned(question: Question, **given: str) -> dict[str, str]:
    """Return the values to ask with: those given, and a fixed day for every date that defaults to today."""
    days = {one.name: DAY for one in question.parameters if one.default == "today"}
    return days | {name.replace("_", "-"): value for name, value in given.items()}

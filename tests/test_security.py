"""What is promised to strangers is promised in both languages, with the figures that the program holds to."""

import re
from pathlib import Path

import pytest

from rabatkg.queries import vetting

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / ".github" / name for name in ("SECURITY.md", "SECURITY.fr.md")]


def shape(path):
    """The headings, points, rows and commands of a page, in order, without their words."""
    text = path.read_text(encoding="utf-8")
    marks = re.findall(r"^(#+|\d+\.|-|\|)(?= )", text, re.M)
    return marks, sorted(re.findall(r"`([a-z]+(?: [a-z]+)?)`", text))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_limits_of_queries_are_those_of_the_program(page):
    text = page.read_text(encoding="utf-8")
    told = re.search(r"\((\d+) k[Bo], (\d+) (?:levels|niveaux),\s+(\d+)\s+(?:operators|opérateurs)\)", text)
    assert told is not None
    assert [int(one) for one in told.groups()] == [vetting.LONGEST // 1000, vetting.DEEPEST, vetting.MOST_OPERATORS]


def test_both_languages_promise_the_same():
    assert shape(PAGES[0]) == shape(PAGES[1])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_link_leads_to_a_file(page):
    links = re.findall(r"\]\(([^)]+)\)", page.read_text(encoding="utf-8"))
    assert len(links) >= 2
    assert [link for link in links if not (page.parent / link).is_file()] == []


@pytest.mark.parametrize("name", ["README.md", "README.fr.md"])
def test_the_first_page_leads_there(name):
    assert ".github/SECURITY" in (ROOT / name).read_text(encoding="utf-8")

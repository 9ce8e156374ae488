"""Another dialogue is another data folder: the program knows none by name."""

import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "src" / "rabatkg"
OF_ONE_DIALOGUE = re.compile(r"rabat(?!kg)|cadiz|cadix", re.IGNORECASE)


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_the_program_names_no_dialogue(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [f"{number}: {line}" for number, line in enumerate(lines, 1) if OF_ONE_DIALOGUE.search(line)] == []


@pytest.mark.parametrize("line", ["plan/cadiz-2022", "the Rabat Process", "Plan d’action de Cadix"])
def test_the_check_can_fail(line):
    assert OF_ONE_DIALOGUE.search(line)


@pytest.mark.parametrize("line", ["import rabatkg", "RABATKG_DATA", "class RabatkgError"])
def test_the_names_of_the_program_are_its_own(line):
    assert not OF_ONE_DIALOGUE.search(line)

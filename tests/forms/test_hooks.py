"""The hooks for pre-commit name commands that there are, and files that these commands take."""

import re
from pathlib import Path

import click
import pytest
import yaml

from copies import copied
from rabatkg.cli import main
from rabatkg.graph import holds_records
from rabatkg.layout import Layout

ROOT = Path(__file__).resolve().parent.parent.parent
GOOD = ROOT / "tests" / "good"
HOOKS = {one["id"]: one for one in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}


@pytest.mark.parametrize("hook", HOOKS.values(), ids=HOOKS)
def test_a_hook_runs_a_command_that_there_is(hook):
    program, *words = hook["entry"].split()
    assert program == "rabatkg"
    command = main
    for word in words:
        command = command.get_command(click.Context(command), word)
        assert command is not None, word
    assert any(parameter.name == "files" for parameter in command.params)
    assert hook["language"] == "python"
    assert {"id", "name", "description", "entry", "language"} <= hook.keys()


def test_there_are_the_two(run):
    assert set(HOOKS) == {"rabatkg-check", "rabatkg-fmt"}


@pytest.mark.parametrize("hook", HOOKS.values(), ids=HOOKS)
def test_a_hook_is_given_the_records_and_nothing_else(hook):
    layout = Layout.find(environ={})
    for path in sorted(layout.data.rglob("*.yaml")):
        name = path.relative_to(ROOT).as_posix()
        given = bool(re.search(hook["files"], name)) and not re.search(hook["exclude"], name)
        assert given == holds_records(layout, path), name


def test_what_the_hooks_run_says_whether_a_record_may_be_committed(run, tmp_path):
    data = copied(GOOD, tmp_path / "data")
    good = data / "examples" / "meeting.yaml"
    Path("good.yaml").write_text(good.read_text("utf-8"), encoding="utf-8")
    Path("bad.yaml").write_text(good.read_text("utf-8").replace("status/held", "held"), encoding="utf-8")
    entry = HOOKS["rabatkg-check"]["entry"].split()[1:]
    assert run(*entry, "good.yaml").exit_code == 0
    assert run(*entry, "good.yaml", "bad.yaml").exit_code == 1
    assert run(*HOOKS["rabatkg-fmt"]["entry"].split()[1:], "good.yaml", data=data).exit_code == 0

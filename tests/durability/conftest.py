"""What the tests of durability share: dialogues of their own, built once, and the program called in this process."""

import json
import os
import subprocess
import sys

import pytest
from desks import LAGOON, Desk


def run_apart(module, function, *args):
    """Call a function of a module in a fresh process, and return what it returns, as JSON has it.

    A process that forks must have written no store before: the threads of its engine are not there in its children.
    """
    code = f"import json, {module}; print(json.dumps({module}.{function}(*json.loads({json.dumps(args)!r}))))"
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture(scope="session")
def apart():
    """Return a function that calls another one in a fresh process; see `run_apart`."""
    return run_apart


@pytest.fixture(scope="session")
def origin(tmp_path_factory):
    """Return the folder of a desk with the Lagoon Dialogue, built; nobody changes it."""
    home = tmp_path_factory.mktemp("origin") / "desk"
    run_apart("desks", "founded", str(LAGOON), str(home))
    return home


@pytest.fixture
def desk(origin, tmp_path):
    """Return a copy of that desk."""
    return Desk(origin).copied(tmp_path / "desk")

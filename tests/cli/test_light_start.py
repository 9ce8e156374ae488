"""What a command loads: the engine and its own words, and nothing that it does not use."""

import os
import subprocess
import sys

import pytest

RUN = """
import atexit, sys
atexit.register(lambda: print(*sys.modules, file=sys.stderr))
from rabatkg.cli import main
main()
"""
HEAVY = {
    "SPARQLWrapper", "babel", "bs4", "docx", "filelock", "matplotlib", "numpy", "openpyxl", "owlrl", "pandas", "pypdf",
    "pyshacl", "rapidfuzz", "rdflib", "ruamel", "sqlite3", "yaml",
}  # fmt: skip
"""What builds, drafts, checks or draws: each costs more than most questions."""
SMALLER = {"calendar", "email", "hashlib", "http", "shutil", "socket", "subprocess", "tempfile", "textwrap"}
"""What some commands use, and a question that is answered in CSV does not."""
OURS = {"building", "drafting", "drawing", "filing", "forms", "graph", "inference", "intake", "records", "server",
        "texts", "validation"}  # fmt: skip
ACTION = "provision/example-2030/action-1"


@pytest.fixture(scope="module")
def loaded(request, tmp_path_factory):
    """Return a function that runs a command over Exampleville, and gives the names of the modules that it loaded."""
    data = request.config.rootpath / "tests" / "coverage" / "data"
    built = tmp_path_factory.mktemp("built")

    def run(*words, text=None):
        environ = os.environ | {"RABATKG_BUILD": str(built), "LC_ALL": "C", "COLUMNS": "100"}
        command = [sys.executable, "-c", RUN, "--data", str(data), *words]
        done = subprocess.run(command, env=environ, input=text, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return set(done.stderr.splitlines()[-1].split())

    assert "rdflib" in run("build")
    return run


@pytest.mark.parametrize(
    "words",
    [
        ["--help"],
        ["version"],
        ["query"],
        ["query", "actions-of-a-plan", "--format", "csv"],
        ["query", "unaddressed-actions"],
        ["why", ACTION],
        ["show", ACTION, "--format", "json"],
        ["search", "action"],
        ["coverage", "--format", "csv"],
        ["network"],
    ],
    ids=" ".join,
)
def test_a_command_loads_no_more_than_it_uses(loaded, words):
    modules = loaded(*words)
    assert {one.partition(".")[0] for one in modules} & HEAVY == set()
    assert {one.split(".")[1] for one in modules if one.startswith("rabatkg.")} & OURS == set()


def test_a_question_loads_no_other_way_of_asking(loaded):
    modules = loaded("query", "actions-of-a-plan", "--format", "csv")
    assert "pyoxigraph" in modules
    assert {f"rabatkg.{one}" for one in ("coverage", "evidence", "network")} & modules == set()
    assert {"rabatkg.queries.freehand", "rabatkg.queries.headings", *SMALLER} & modules == set()

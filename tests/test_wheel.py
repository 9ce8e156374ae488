"""What is installed is whole: a wheel carries ontology, data and questions, and works far from the checkout."""

import os
import subprocess
import sys
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

from copies import copied

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("ontology", "data", "queries")
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Return a wheel built from a copy of the project, so that nothing is left in it."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    source.mkdir()
    for name in (*FOLDERS, "src"):
        copied(ROOT / name, source / name, "__pycache__")
    for name in ("pyproject.toml", "README.md", "LICENSE", "CITATION.cff"):
        (source / name).write_bytes((ROOT / name).read_bytes())
    words = ["-m", "build", "--wheel", "--no-isolation", "--outdir", folder, source]
    done = subprocess.run([sys.executable, *map(str, words)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def rabatkg(wheel, tmp_path_factory):
    """Return a function that runs the installed program, far from the checkout."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder / "venv", with_pip=False, symlinks=True)
    programs = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
    (packages,) = (folder / "venv").rglob("site-packages")
    with ZipFile(wheel) as archive:
        archive.extractall(packages)
    borrowed = [path for path in sys.path if Path(path).name in ("site-packages", "dist-packages")]
    (packages / "borrowed.pth").write_text("\n".join(borrowed), encoding="utf-8")
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("RABATKG_", "PYTHON"))}

    def run(*words):
        code = "from importlib.metadata import entry_points as of; of(group='console_scripts')['rabatkg'].load()()"
        return subprocess.run(
            [programs / "python", "-c", code, *words],
            cwd=folder,
            env=environ | {"LC_ALL": "C", "COLUMNS": "100"},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_a_wheel_carries_ontology_data_and_questions(wheel):
    inside = set(ZipFile(wheel).namelist())
    wanted = {
        f"rabatkg/_graph/{path.relative_to(ROOT).as_posix()}"
        for name in FOLDERS
        for path in (ROOT / name).rglob("*")
        if path.is_file() and not path.name.startswith(".")
    } | {"rabatkg/_graph/CITATION.cff"}
    assert wanted <= inside
    assert "rabatkg/locale/fr/LC_MESSAGES/rabatkg.po" in inside and "rabatkg/py.typed" in inside
    assert {name for name in inside if name.endswith("data/LICENSE")} > {"rabatkg/_graph/data/LICENSE"}
    assert not [name for name in inside if name.startswith("rabatkg/_graph/") and name not in wanted]


def test_an_installed_program_builds_and_answers(rabatkg):
    built = rabatkg("build")
    assert built.returncode == 0, built.stderr
    assert "statements in" in built.stdout
    covered = rabatkg("coverage", "--format", "csv")
    assert covered.returncode == 0, covered.stderr
    assert len(covered.stdout.splitlines()) == 30
    assert rabatkg("query", "unaddressed-actions", "--lang", "fr").returncode == 0


def test_it_is_the_installed_program_that_ran(rabatkg):
    told = rabatkg("show", "state/mar", "--data", "nowhere")
    assert told.returncode == 2 and "nowhere is not a data folder" in told.stderr
    assert str(ROOT) not in rabatkg("--help").stdout

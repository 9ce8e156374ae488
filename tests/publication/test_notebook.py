"""The notebooks run from top to bottom, and are stored without what they gave."""

import json
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

import rabatkg

FOLDER = Path(rabatkg.__file__).parent / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
each = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)


def code(path):
    return [cell for cell in json.loads(path.read_bytes())["cells"] if cell["cell_type"] == "code"]


@each
def test_it_is_a_notebook_and_holds_no_outputs(path):
    nbformat.validate(nbformat.read(path, as_version=4))
    assert code(path)
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code(path))


def test_there_is_one_in_each_language_and_all_do_the_same(small):
    assert [path.name for path in NOTEBOOKS] == [f"first-steps.{lang}.ipynb" for lang in sorted(small.languages)]
    told = {
        tuple("".join(cell["source"]).replace(f"label_{lang}", "").replace(f'"{lang}"', "") for cell in code(path))
        for lang, path in zip(sorted(small.languages), NOTEBOOKS, strict=True)
    }
    assert len(told) == 1


def test_the_site_carries_them(small):
    for path in NOTEBOOKS:
        assert small.by_path[f"notebooks/{path.name}"].make() == path.read_bytes()


@pytest.mark.xdist_group("site")
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::RuntimeWarning", "ignore::ResourceWarning")
@each
def test_it_runs_and_each_answer_is_a_table_with_rows(full, tmp_path, monkeypatch, path):
    monkeypatch.setenv("RABATKG_BUILD", str(full.layout.build.absolute()))
    monkeypatch.setenv("PYTHONPATH", str(FOLDER.parents[1]))
    notebook = nbformat.read(path, as_version=4)
    place = {"metadata": {"path": str(tmp_path)}}
    NotebookClient(notebook, timeout=120, startup_timeout=120, resources=place).execute()
    answers = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for cell in answers:
        (output,) = [one for one in cell.outputs if one.output_type == "execute_result"]
        assert "Empty DataFrame" not in output.data["text/plain"]
        assert len(output.data["text/plain"].splitlines()) > 1

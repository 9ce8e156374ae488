"""The benchmarks run on a tiny corpus; what they measure there is nobody's business."""

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def measure(monkeypatch):
    spec = spec_from_file_location("measure", ROOT / "benchmarks" / "measure.py")
    module = module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "measure", module)
    spec.loader.exec_module(module)
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src"))
    return module


@pytest.mark.slow
def test_the_benchmarks_run(measure, capsys):
    measure.main(["--data", str(ROOT / "tests" / "coverage" / "data"), "--repeat", "1"])
    lines = capsys.readouterr().out.splitlines()
    table = [line.split(" | ") for line in lines if line.startswith("| ")]
    assert [row[0] for row in table[1:]] == [
        "| build",
        "| `unaddressed-actions`, as a command",
        "| `unaddressed-actions`, in process",
    ]


def test_a_ratio_says_how_many_times_as_long_the_other_way_takes(measure):
    row = measure.Row("build", measure.Cost(2, 100), measure.Cost(30, 250))
    assert row.cells == ("build", "2.00 s, 100 MB", "30.00 s, 250 MB", "15.0", "2.5")
    assert measure.Row("ask", measure.Cost(0.01), measure.Cost(0.02)).cells[1:] == ("10.0 ms", "20.0 ms", "2.0", "")


def test_a_process_that_fails_is_not_measured(measure):
    with pytest.raises(SystemExit, match="ended with 3"):
        measure.run(["-c", "raise SystemExit(3)"], {})

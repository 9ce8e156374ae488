"""The benchmarks run on a tiny corpus; what they measure there is nobody's business."""

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def benchmark(name, monkeypatch):
    spec = spec_from_file_location(name, ROOT / "benchmarks" / f"{name}.py")
    module = module_from_spec(spec)
    monkeypatch.setitem(sys.modules, name, module)
    spec.loader.exec_module(module)
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src"))
    return module


@pytest.fixture
def measure(monkeypatch):
    return benchmark("measure", monkeypatch)


@pytest.fixture
def one_record(monkeypatch):
    benchmark("blown_up", monkeypatch)
    return benchmark("one_record", monkeypatch)


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


@pytest.mark.slow
def test_the_check_of_one_record_is_measured_in_two_corpora(one_record, capsys):
    words = ["--record", "examples/meeting.yaml", "--copies", "2", "--repeat", "1"]
    one_record.main(["--data", str(ROOT / "tests" / "good"), *words])
    table = [line.split(" | ") for line in capsys.readouterr().out.splitlines() if line.startswith("| ")]
    small, large = (int(cell.partition(" ")[0].replace(",", "")) for cell in table[0][1:3])
    assert small < large
    assert [row[0] for row in table[1:]] == [
        "| `record check`, as it is",
        "| `record check`, with a misspelt reference",
        "| `record check`, without status",
        "| pySHACL over the whole graph, without status",
    ]

"""The benchmarks run on a tiny corpus; what they measure there is nobody's business. The corpora they make are ours."""

import importlib
import json
import math
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from rabatkg import building
from rabatkg.graph import assemble
from rabatkg.layout import Layout
from rabatkg.queries import catalogue
from rabatkg.queries.questions import ask
from rabatkg.validation import validate

ROOT = Path(__file__).resolve().parent.parent
BENCHMARKS = ROOT / "benchmarks"
SMALL = ROOT / "tests" / "coverage" / "data"
UNASKED = {
    "who-presented": "a presentation brings a thousand statements, and there is room for none",
    "reported-against-derived": "what a report counts stands in such a presentation",
}
"""Questions that the two documents answer and the small corpus does not, with the reason."""
MINTED = re.compile(r"/id/(claim|evidence)/[0-9a-f]{16}")


@pytest.fixture
def benchmark(monkeypatch):
    """Import a benchmark by its name."""
    monkeypatch.syspath_prepend(BENCHMARKS)
    for path in BENCHMARKS.glob("*.py"):
        monkeypatch.delitem(sys.modules, path.stem, raising=False)
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src"))
    return importlib.import_module


@pytest.fixture
def measure(benchmark):
    return benchmark("measure")


def federation(benchmark, data=SMALL, seed=5):
    return benchmark("federation").Federation(assemble(Layout.find(data)), seed)


@pytest.mark.exhaustive
def test_the_benchmarks_run(measure, capsys):
    measure.main(["--data", str(SMALL), "--repeat", "1"])
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


def test_a_process_that_fails_is_not_measured(benchmark):
    with pytest.raises(SystemExit, match="ended with 3"):
        benchmark("cost").run(["-c", "raise SystemExit(3)"], {})


def test_a_process_that_is_late_is_stopped_and_shown_so(benchmark):
    cost, written = benchmark("cost").run(["-c", "import time; time.sleep(60)"], {}, deadline=0.3)
    assert cost.is_late
    assert (str(cost), written) == ("> 0 s", "")
    assert cost.times(benchmark("cost").Cost(0.1)) == "> 3.0"


@pytest.mark.exhaustive
def test_the_check_of_one_record_is_measured_in_two_corpora(benchmark, capsys):
    words = ["--record", "examples/meeting.yaml", "--parts", "2", "--repeat", "1"]
    benchmark("one_record").main(["--data", str(ROOT / "tests" / "good"), *words])
    table = [line.split(" | ") for line in capsys.readouterr().out.splitlines() if line.startswith("| ")]
    small, large = (int(cell.partition(" ")[0].replace(",", "")) for cell in table[0][1:3])
    assert small < large
    assert [row[0] for row in table[1:]] == [
        "| `record check`, as it is",
        "| `record check`, with a misspelt reference",
        "| `record check`, without status",
        "| pySHACL over the whole graph, without status",
    ]


def test_the_same_seed_draws_the_same_bytes(benchmark, tmp_path):
    script = BENCHMARKS / "corpora.py"
    for order, seed in enumerate("556"):
        environ = os.environ | {"PYTHONHASHSEED": str(order + 1)}
        words = ["m", str(tmp_path / f"{order}.nq"), "--data", str(SMALL), "--seed", seed]
        subprocess.run([sys.executable, str(script), *words], env=environ, check=True)
    first, again, other = (set((tmp_path / f"{order}.nq").read_text().splitlines()) for order in range(3))
    assert (tmp_path / "0.nq").read_bytes() == (tmp_path / "1.nq").read_bytes()
    assert first == again != other


def test_parts_say_nothing_that_others_say(benchmark):
    drawn = federation(benchmark)
    said = [set(drawn.whole.splitlines()), *(set("".join(drawn.part(number)).splitlines()) for number in (1, 2, 3, 4))]
    assert sum(map(len, said)) == len(set().union(*said))
    assert len(said[1]) < len(said[2]), "an even part has a dialogue of its own beside its meetings"


def test_no_claim_of_a_part_bears_the_name_of_another(benchmark):
    drawn = federation(benchmark)
    number = min(int(found[0][-4:], 16) for found in MINTED.finditer(drawn.whole))
    first, second = (
        {found[0] for found in MINTED.finditer(text)} for text in (drawn.whole, "".join(drawn.part(number)))
    )
    assert second
    assert not first & second


def test_records_and_statements_of_a_federation_are_the_same(benchmark, tmp_path):
    drawn = federation(benchmark)
    layout = benchmark("as_records").write(drawn, 2, tmp_path / "written")
    corpus = assemble(layout)
    assert corpus.problems == []
    lines = drawn.whole + "".join(drawn.part(1)) + "".join(drawn.part(2))
    assert _masked("".join(building.in_memory(corpus).dump().decode())) == _masked(lines)


def _masked(text):
    """Return the lines said, without the names that are made of what a claim or a proof says."""
    kept = (line for line in text.splitlines() if "/graph/inferred>" not in line)
    return sorted({MINTED.sub(r"/id/\1", line) for line in kept})


@pytest.mark.exhaustive
def test_the_small_corpus_keeps_all_rules_and_answers_what_the_two_documents_answer(benchmark, tmp_path):
    corpora = benchmark("corpora")
    drawn = corpora.federation(corpora.SIZES["s"])
    corpus = assemble(benchmark("as_records").write(drawn, 0, tmp_path / "written"))
    assert validate(corpus).findings == ()
    small, large = (building.in_memory(one) for one in (corpus, assemble(Layout.find(None), corpora.SMALL)))
    assert sorted(line for line in small.dump().decode().splitlines(True) if "/graph/inferred>" not in line) == sorted(
        drawn.whole.splitlines(True)
    )
    asked = {name: one for name, one in catalogue(corpus.layout).items() if not one.is_check}
    rows = {
        name: [len(ask(store, one, corpus.names, "en").rows) for store in (small, large)] for name, one in asked.items()
    }
    assert {name for name, (few, many) in rows.items() if many and not few} == set(UNASKED)


@pytest.mark.exhaustive
def test_engines_do_the_same_work_side_by_side(benchmark, tmp_path):
    engines, corpora = benchmark("engines"), benchmark("corpora")
    bench = engines.Bench(corpora.Size(0), tmp_path, data=SMALL)
    costs = {row[0]: row[1:] for row in engines.measure(bench, closers=["rabatkg"])}
    assert list(costs) == ["load into memory", "closure", "write as nquads", "write as turtle", "write as trig"]
    assert all(re.match(r"[0-9.]+ m?s, [0-9]+ MB$", ours) for ours, *_ in costs.values())
    assert {name: sum(map(bool, cells)) for name, cells in costs.items()} == dict.fromkeys(costs, 3) | {"closure": 1}


def test_growth_tells_the_slope_of_the_last_step(benchmark, tmp_path, capsys):
    growth = benchmark("growth")
    sizes = [1_000, 10_000, 100_000]
    told = {
        "flat": [0.1, 0.1, 0.1],
        "linear": [0.1, 1, 10],
        "square": [0.1, 10, None],
        "steep": [0.01, 0.1, 10],
    }
    results = [
        {
            "size": str(size),
            "statements": size,
            "work": {"closure": size / 1e5},
            "questions": {name: {"seconds": one[at], "rows": 1, "deadline": 60} for name, one in told.items()},
        }
        for at, size in enumerate(sizes)
    ]
    found = {name: (str(costs[-1]), slope) for name, costs, slope in growth.slopes(results)}
    assert found["flat"] == ("100.0 ms", 0)
    assert math.isclose(found["linear"][1], 1)
    assert math.isclose(found["steep"][1], 2)
    assert found["square"][0] == "> 60 s"
    file, picture = tmp_path / "results.json", tmp_path / "growth.svg"
    file.write_text(json.dumps(results))
    growth.main(["table", str(file)])
    told = capsys.readouterr().out
    assert "1 late: `square`\n1 steeper than 1.15: `steep`\n" in told
    growth.main(["draw", str(file), str(picture)])
    before = picture.read_bytes()
    growth.main(["draw", str(file), str(picture)])
    assert picture.read_bytes() == before

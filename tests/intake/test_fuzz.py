"""Files of every form, made up by a machine: each is read or refused, soon, and nothing else ever happens.

Records in forms of text are read here, without the child process that would hide what goes wrong in them, and some of
them in the child, as they are offered. Workbooks and reports, whose parsers are the work of others, are all read in
the child: what falls over there is known by its signal.

FUZZ_EXAMPLES makes it as many as it says, drawn anew each time; see `make fuzz`. The file that was being read last
stays in FUZZ_FOLDER, and what failed in `.hypothesis`.
"""

import faulthandler
import os
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_up_files import FILES

from rabatkg.errors import DataError, RabatkgError
from rabatkg.intake import offered, offering
from rabatkg.texts.extraction import read_report
from rdf_forms import as_rdf

ASKED = int(os.environ.get("FUZZ_EXAMPLES", "0"))
CI, NIGHTLY = 2_000, 100_000
SHARES = {
    ".yaml": 0.2, ".jsonld": 0.15, ".ttl": 0.12, ".trig": 0.08, ".csv": 0.15,
    ".xlsx": 0.1, ".html": 0.06, ".docx": 0.05, ".pdf": 0.06, ".txt": 0.03,
}  # fmt: skip
"""What each form has of all examples."""
AS_OFFERED = 10
"""One in so many files of text is read as it is offered, in the child."""
SECONDS, LONGEST = 5, 60
"""Of the processor, and of the clock where much else goes on."""
QUIET = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Where the file stands that is being read."""
    named = os.environ.get("FUZZ_FOLDER")
    found = Path(named) if named else tmp_path_factory.mktemp("fuzz")
    found.mkdir(parents=True, exist_ok=True)
    return found


@pytest.fixture(scope="module")
def hung(folder):
    """The file that tells where a reader stood that did not come back; native code is interrupted in no other way."""
    with (folder / "hung.txt").open("w") as stream:
        yield stream


@pytest.fixture
def read(expander, folder, hung):
    """Return a function that reads a file of some bytes, in this process or as it is offered; None where refused."""

    def read(ending, raw, as_offered=False):
        path = folder / f"offered{ending}"
        path.write_bytes(raw)
        begun, clock = sum(os.times()[:4]), time.monotonic()
        faulthandler.dump_traceback_later(LONGEST, exit=True, file=hung)
        try:
            if ending in (".html", ".docx", ".pdf", ".txt"):
                found = read_report(path)
            elif as_offered:
                found = offered(path, expander)
            else:
                found = offering._offered(offering._reader(path), path, expander)
        except RabatkgError as error:
            assert error.told_in("en") and error.told_in("fr")
            assert not fallen(error), error.__cause__
            found = None
        finally:
            faulthandler.cancel_dump_traceback_later()
        assert sum(os.times()[:4]) - begun < SECONDS
        assert time.monotonic() - clock < LONGEST
        for problem in (problem for one in found or () for problem in one.problems) if ending not in REPORTS else ():
            check(problem, path, raw)
        return found

    return read


REPORTS = frozenset({".html", ".docx", ".pdf", ".txt"})


def check(problem, path, raw):
    """Make sure that a fault is told where it can be."""
    assert problem.mark.file == path
    assert problem.mark.line >= 1 and problem.mark.column >= 1
    if problem.mark.sheet is None:  # of YAML, the end may be told after the last line
        assert problem.mark.line <= raw.count(b"\n") + 1 + (not raw.endswith(b"\n"))


def fallen(error):
    """Whether it was no limit that ended the child, and no exception that damaged files raise, but native code."""
    told = str(error.__cause__ or "")
    return isinstance(error, DataError) and (told.startswith("SIG") or "PanicException" in told)


@pytest.mark.parametrize("ending", FILES)
def test_made_up_files_are_read_or_refused(ending, read, figure, exhaustive, share, capsys):
    counted = Counter()

    @settings(
        max_examples=round(SHARES[ending] * (ASKED or (NIGHTLY if exhaustive else share * CI))),
        derandomize=not (ASKED or exhaustive),
        deadline=None,
        suppress_health_check=QUIET,
        **({} if ASKED else {"database": None}),
    )
    @given(raw=FILES[ending], number=st.integers(1, AS_OFFERED))
    def made_up(raw, number):
        found = read(ending, raw, as_offered=ending == ".xlsx" or number == AS_OFFERED)
        counted["read" if found is not None else "refused"] += 1

    made_up()
    every = sum(counted.values())
    figure("fuzzing", every, every)
    if ASKED:
        with capsys.disabled():
            print(f"\n{every:,} made-up files that end in {ending}: {counted['read']:,} read, none fell over")
    assert counted["read"] > every / 50


def test_what_is_read_of_whole_records_with_a_piece_taken_out(read, lagoon, figure):
    """Each line of a record with nested nodes, claims and additions is taken out once."""
    for id, form in (("meeting/2031-09-otherville", "turtle"), ("addition/chairmanship/ccc-2026", "trig")):
        record = next(one for one in lagoon.written if one.id == id)
        lines = as_rdf(record, lagoon.names, lagoon.grammar, form).split(b"\n")
        assert read(".trig", b"\n".join(lines))
        for number in range(len(lines)):
            read(".trig", b"\n".join(lines[:number] + lines[number + 1 :]))
        figure("fuzzing", len(lines), len(lines))


def test_that_native_code_fell_over_is_noticed(read, monkeypatch):
    """A reader that dies in the child by a signal is found, though who offers the file is told that it is refused."""
    monkeypatch.setattr(offering, "_yaml", die)
    with pytest.raises(AssertionError, match="SIGSEGV"):
        read(".yaml", b"id: x\n", as_offered=True)


def die(path, expander):
    os.kill(os.getpid(), 11)

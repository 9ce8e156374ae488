"""What is promised of the program in figures, and what the tests counted of it: see `.github/SECURITY.md`.

A test tells what it counted by the fixture `figure`. `pytest --figures` runs those tests alone, prints a line for each
promise, and fails where one is not kept or was counted less often than it must be.
"""

from collections import defaultdict
from dataclasses import dataclass, field

import pytest


@dataclass(frozen=True)
class Promise:
    """A figure that must be reached.

    Attributes:
        told: the promise, in words.
        least: how many cases there must be; with --exhaustive, `most`.
        share: of the cases, how many must hold.
    """

    told: str
    least: int
    most: int = 0
    share: float = 1.0


PROMISES = {
    "bad records": Promise("bad files refused, each in time and memory, nothing fetched, no byte changed", 250, 500),
    "bad requests": Promise("bad records sent to the server refused in time, in plain words", 50),
    "bad queries": Promise("bad queries refused or cut, the server as well as before", 100),
    "off the protocol": Promise("requests off the protocol refused, in plain words", 70),
    "no fetch": Promise("ways to make it fetch something, none of which opens a connection or a file", 102),
    "limits": Promise("costly queries answered honestly within two seconds after their time", 30),
    "slow clients": Promise("clients that send or read too slowly cut within 15 s, others answered within 1 s", 5),
    "hostile pages": Promise("hostile resources inert in the pages of site and server", 29),
    "protocol": Promise("W3C tests of the SPARQL 1.1 Protocol for queries", 34),
    "graph store": Promise("cases of the W3C Graph Store Protocol that a push relies on, on a real store", 5),
    "parsers": Promise("W3C tests of RDF 1.1 syntaxes, read as the pinned list says", 779),
    "shacl": Promise("W3C tests of SHACL, asked in three ways, judged as the pinned list says", 363),
    "fuzzing": Promise("made-up files and queries read or refused, no crash, none longer than 5 s", 2_000, 100_000),
    "shape mutants": Promise("mutants of shapes noticed", 500),
    "data mutants": Promise("mutants of data noticed, each survivor with its reason", 200, 1_000, 0.98),
    "kills": Promise("kills at any moment: nothing lost, nothing half written, no repair needed", 100, 1_000),
    "faults": Promise("writes, fsyncs and renames that failed once: nothing lost", 500),
    "writers": Promise("changes of sixteen writers at once, all there", 160),
    "same record": Promise("of sixteen writers with one record, one filed it", 16),
    "pushes": Promise("moods of a server in which a push ends in time, tells the truth and no secret", 14),
    "load": Promise("answers to 50 clients beside two hostile ones: none wrong, nothing but 200, 429 and 503", 500),
    "cheap questions": Promise("cheap questions beside them answered within 1 s at the 95th percentile", 100),
    "soak": Promise("minutes with memory and descriptors flat", 0, 30),
    "records in two engines": Promise("records and files that mean the same to rdflib and to Oxigraph", 300),
    "queries in two engines": Promise("made-up queries answered alike by rdflib and by Oxigraph", 100, 2_000),
}


@dataclass
class Count:
    """What was counted of a promise."""

    met: int = 0
    of: int = 0
    told: list[str] = field(default_factory=list)


class Figures:
    """Gathers what the tests counted, in whichever process they ran."""

    def __init__(self, config):
        self.config = config
        self.counts = defaultdict(Count)

    def pytest_runtest_logreport(self, report):
        for name, value in report.user_properties:
            if name == "figure" and report.when == "teardown":
                promise, met, of, told = value
                count = self.counts[promise]
                count.met, count.of = count.met + met, count.of + of
                count.told += [told] if told else []

    def broken(self):
        """The promises that are not kept, or were counted too seldom."""
        for name, promise in PROMISES.items():
            least = self.least(promise)
            count = self.counts[name]
            if count.of < least or count.met < promise.share * count.of:
                yield name

    def least(self, promise):
        return max(promise.least, promise.most if self.config.getoption("--exhaustive") else 0)

    def pytest_sessionfinish(self, session):
        if any(self.broken()) and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter):
        terminalreporter.section("promises in figures")
        broken = {*self.broken()}
        for name, promise in PROMISES.items():
            count = self.counts[name]
            least = self.least(promise)
            kept = "NOT KEPT" if name in broken else "kept" if count.of else "not counted here"
            told = f" ({'; '.join(count.told)})" if count.told else ""
            share = f", {promise.share:.0%} of them" if promise.share < 1 else ""
            terminalreporter.line(
                f"{kept:>8}  {count.met:,} of {count.of:,}, at least {least:,}{share}: {promise.told}{told}"
            )

"""`rabatkg record add` is killed, and called by many at once: nothing is lost, and nothing is half written."""

import os
import random
import signal
import time
from dataclasses import dataclass, field
from pathlib import Path
from shutil import copytree

import pytest

from breaking import forked, held
from offers import filed, records
from rabatkg import filing, graph, writing
from rabatkg.cli import main
from rabatkg.layout import Layout
from rabatkg.writing.journal import DONE

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork"),
]
KILLS, WRITERS, CHANGES = 100, 16, 10
WINDOW = 0.03
"""Seconds within which the writing itself is over."""


def add(data, build, *words):
    """Run `rabatkg record add`, in this process, without a word; end the process as the command ends."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    os.environ["RABATKG_BUILD"] = str(build)
    try:
        main.main(["--data", str(data), "record", "add", *map(str, words)])
    except SystemExit as ended:
        os._exit(ended.code or 0)


@dataclass
class Victim:
    """A data folder in which one command after the other is killed.

    Every second one is killed at any moment of its life; the others as they write, or just before or after.
    """

    data: Path
    build: Path
    chance: random.Random
    expected: dict
    life: float = 0
    seen: dict = field(default_factory=lambda: {"before": 0, "after": 0})
    child: int = 0
    number: int = 0
    deadline: float | None = None

    def start(self, number):
        self.number = number
        offer = self.data.parent / f"{number}.yaml"
        offer.write_text(records(number), encoding="utf-8")
        self.child = forked(lambda: add(self.data, self.build, offer, "--register"))
        self.deadline = time.monotonic() + self.chance.uniform(0, self.life) if number % 2 else None

    def watch(self):
        """Kill the command if its time has come, and return whether it is over."""
        if self.deadline is None and self.writes():
            self.deadline = time.monotonic() + self.chance.uniform(0, WINDOW)
        ended = os.waitpid(self.child, os.WNOHANG)[0]
        if not ended and self.deadline is not None and time.monotonic() >= self.deadline:
            os.kill(self.child, signal.SIGKILL)
            ended = os.waitpid(self.child, 0)[0]
        if ended:
            self.look()
        return bool(ended)

    def writes(self):
        return any(name.endswith(".draft") for name in os.listdir(self.data / "examples"))

    def look(self):
        """What stands in the folder is what stood there, or that and both new records."""
        found = writing.steady(self.data, lambda: held(self.data))
        after = {**self.expected, **filed(self.number)}
        assert found in (self.expected, after), self.number
        self.seen["after" if found == after else "before"] += 1
        self.expected = found


def test_a_hundred_kills_at_random_moments(tmp_path, lagoon):
    """The next command always works, with no repair in between: each victim is followed by another in its folder."""
    seed = random.randrange(1 << 32)
    print(f"seed {seed}")
    folders = [copytree(lagoon, tmp_path / name) for name in "ab"]
    victims = [
        Victim(data, tmp_path / f"build-{data.name}", random.Random(f"{seed} {data.name}"), held(data))
        for data in folders
    ]
    started = time.monotonic()
    victims[0].start(999)
    assert os.waitstatus_to_exitcode(os.waitpid(victims[0].child, 0)[1]) == 0
    victims[0].look()
    life = time.monotonic() - started
    waiting, busy = list(range(KILLS)), []
    while waiting or busy:
        for victim in victims:
            if victim not in busy and waiting:
                victim.life = life
                victim.start(waiting.pop(0))
                busy.append(victim)
            elif victim in busy and victim.watch():
                busy.remove(victim)
        time.sleep(0.0005)
    before, after = (sum(victim.seen[state] for victim in victims) for state in ("before", "after"))
    print(f"{before} before, {after} after, life {life:.2f} s, {time.monotonic() - started:.1f} s in all")
    assert before + after == KILLS + 1
    assert before > KILLS / 10
    assert after > KILLS / 10
    for victim in victims:
        victim.start(900)
        assert os.waitstatus_to_exitcode(os.waitpid(victim.child, 0)[1]) == 0
        victim.look()
        assert held(victim.data).keys() >= filed(900).keys()
        assert {path.name for path in victim.data.rglob(".*")} == {DONE}
        corpus = graph.assemble(Layout.find(victim.data))
        assert corpus.problems == []
        assert not Layout.find(victim.data, victim.build).changed()


def all_ended(children):
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]


def test_sixteen_writers_at_once_while_a_reader_reads(lagoon, tmp_path):
    """Every record of every writer is there in the end, and each reading holds both records of a file or neither."""
    layout = Layout.find(lagoon, tmp_path / "build")

    def write(number):
        offer = tmp_path / f"{number}.yaml"
        offer.write_text(records(number), encoding="utf-8")
        done = filing.add(layout, offer, register=True)
        os._exit(0 if len(done.filed) == 2 else 1)

    children = [forked(lambda number=number: write(number)) for number in range(WRITERS)]
    readings = set()
    while any(_lives(child) for child in children):
        corpus = graph.assemble(layout)
        assert corpus.problems == []
        ids = {one.id for one in corpus.written}
        own = {int(name[-3:]) for name in ids if name.startswith("person/witness-")}
        assert {int(name[-3:]) for name in ids if name.startswith("meeting/2032-01-kill-")} == own
        readings.add(len(own))
        time.sleep(0.2)
    assert all_ended(children) == [0] * WRITERS
    assert len(readings) > 2, "the reader read while they wrote"
    found = held(lagoon)
    assert all(found[name] == content for n in range(WRITERS) for name, content in filed(n).items())
    assert graph.assemble(layout).problems == []


def _lives(child):
    return os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None

"""Commands are killed at any moment: what stood there stands, or what was to stand, and the next goes on from it."""

import os
import random
import re
from dataclasses import dataclass
from hashlib import sha256
from shutil import rmtree

import pytest
from command_lines import LINES, laid_out, typed
from desks import Desk
from zygote import Zygote

from breaking import standing
from rabatkg import writing
from rabatkg.store.noting import DUMP
from rabatkg.writing.journal import DONE
from rabatkg.writing.locking import LOCK

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
WINDOW = 0.03
"""Seconds within which what is in the data folder is written."""


@dataclass(frozen=True)
class Command:
    """How a command is killed.

    Attributes:
        kills: how often, at each change; in a release, all together are killed 1000 times.
        then: what is run after a kill where all was written already; None where the command would refuse.
    """

    kills: int = 2
    then: str | None = "build"


COMMANDS = {
    "record add": Command(4),
    "record rename": Command(),
    "record retire": Command(),
    "claim retract": Command(),
    "document add": Command(),
    "fmt": Command(3),
    "build": Command(3),
    "build anew": Command(2),
    "export": Command(2, LINES["export"][0]),
    "publish": Command(2, LINES["publish"][0]),
    "record new": Command(then=None),
    "record draft": Command(then=None),
}
AT_RELEASE = ("record rename", "record retire", "record new", "record draft")
"""Those that are killed so at a release only; they write by the same means as others."""
EVERY = 4
"""After one kill of so many, it is looked whether the next commands work; with --exhaustive after each."""
RELEASE = 1000
"""Kills in a release, shared out by `kills`."""


@pytest.fixture(scope="module")
def zygote():
    """Return the process that runs the commands."""
    with Zygote() as process:
        yield process


class Victim:
    """A command that is killed, again and again, on desks that are alike."""

    def __init__(self, name, zygote, origin, home):
        self.name, self.command = name, COMMANDS[name]
        self.zygote, self.origin, self.home = zygote, origin, home
        self.desk = self.fresh()
        self.before, self.old = self.seen(), self.dump()
        unhurt = zygote.run(self.desk, self.words)
        assert unhurt.code == 0, unhurt.told
        self.after, self.life = self.seen(), unhurt.life
        self.caught_up()
        self.new = self.dump()

    def fresh(self):
        """Return a desk as it stood before, in the same place."""
        rmtree(self.home, ignore_errors=True)
        desk = Desk(self.origin).copied(self.home)
        self.words = laid_out(self.name, desk)
        return desk

    def seen(self):
        """Return what a reader sees, the build folder aside: the files that are not hidden."""
        writing.recover(self.desk.data)
        files = {path: content for path, content in standing(self.home).items() if content is not None}
        return {path: content for path, content in files.items() if not re.search(r"(^|/)\.|^build", path)}

    def dump(self):
        """Return the digest of the graph as it was written down when it was built."""
        return sha256((self.desk.build / DUMP).read_bytes()).hexdigest()

    def graph(self):
        """Return the digest of the graph that the next command reads from the store."""
        out = self.home.with_suffix(".nq")
        read = self.zygote.run(self.desk, ["export", "--format", "nquads", "--output", str(out)])
        assert read.code == 0, read.told
        return sha256(out.read_bytes()).hexdigest()

    def caught_up(self):
        """Run what brings the graph up to the data, where that is not done by the command itself."""
        if self.command.then == "build":
            built = self.zygote.run(self.desk, ["build"])
            assert built.code == 0, built.told

    def killed(self, moment, watched, look):
        """Kill the command at a moment; return whether it was in time, and whether what it was to write stands."""
        self.desk = self.fresh()
        folders = [self.home, self.desk.build, *(path for path in self.desk.data.rglob("") if path.is_dir())]
        ended = self.zygote.run(self.desk, self.words, moment, folders if watched else None)
        case = (self.name, moment, watched, ended)
        assert ended.code in (0, -9), case
        found = self.seen()
        assert found in (self.before, self.after), case
        if ended.code == 0:
            assert found == self.after, case
        if look:
            self.goes_on(found == self.after and found != self.before, ended.code == 0, case)
        return ended.code == -9, found == self.after

    def goes_on(self, is_done, acknowledged, case):
        """Make sure that the next command reads the one graph or the other, and that the same one can be run again."""
        read = self.graph()
        assert read in (self.old, self.new), case
        if not is_done:
            again = self.zygote.run(self.desk, self.words)
            assert again.code == 0, (case, again)
        elif self.command.then:
            again = self.zygote.run(self.desk, typed(self.command.then))
            assert again.code == 0, (case, again)
        else:  # it refuses, as its file stands; what it left beside it is gone then
            again = self.zygote.run(self.desk, self.words)
            assert again.code == 1, (case, again)
        self.caught_up()
        assert self.seen() == self.after, case
        assert self.graph() == self.dump() == self.new, case
        assert {path.name for path in self.home.rglob(".*")} <= {LOCK, DONE}, case


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=[pytest.mark.exhaustive] * (name in AT_RELEASE)) for name in COMMANDS],
)
def test_a_command_killed_at_any_moment(name, zygote, origin, tmp_path, figure, exhaustive):
    """Every second kill comes at any moment of its life; the others as it writes, or just after."""
    command = COMMANDS[name]
    seed = random.randrange(1 << 32)
    print(f"seed {seed}")
    chance = random.Random(seed)
    kills = (
        command.kills * RELEASE // sum(each.kills for each in COMMANDS.values()) + 1 if exhaustive else command.kills
    )
    victim = Victim(name, zygote, origin, tmp_path / "desk")
    turn = 0
    ends = []
    while len(ends) < kills:
        turn += 1
        watched = turn % 2 == 0
        moment = chance.random() * (chance.choice((WINDOW, victim.life / 3)) if watched else victim.life)
        in_time, written = victim.killed(moment, watched, exhaustive or len(ends) % EVERY == 0)
        ends += [written] * in_time
        assert turn < 5 * kills + 5, f"{name} is hardly ever killed in time"
    figure("kills", kills, kills, f"{name} {kills}")

"""Each call by which a command writes fails once: what stood there stands, or what was to stand, whole; and it is told.

A command is run up to its first draft, and goes on from there in a child for each of its calls.
"""

import errno
import fcntl
import gc
import json
import os
import re
import signal
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree

import pytest
from command_lines import laid_out
from desks import DRAFT, Desk, tiny

from breaking import forked, put_back, standing, strike_each
from rabatkg import writing
from rabatkg.reading import reason
from rabatkg.writing.journal import DONE, JOURNAL
from rabatkg.writing.locking import LOCK

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
ERRORS = {
    code: reason(OSError(code, "")) for code in (errno.ENOSPC, errno.EIO, errno.EROFS, errno.EDQUOT, errno.EMFILE)
}
"""How the disk fails, and how that is told."""
LANGUAGES = ("en", "fr")
whole_write = os.write


def of_its_own(name, *paths):
    """Whether a call makes the draft of a file, or of a folder."""
    return name in ("open", "mkdir") and DRAFT.fullmatch(os.path.basename(paths[0])) is not None


def spread(calls):
    """Choose the first of each call, some of the first and of the last, and every fourth between them."""
    first = {call[1]: place for place, call in reversed([*enumerate(calls)])}.values()
    few, many = 5, len(calls) - 7
    return [call for place, call in enumerate(calls) if place < few or place > many or not place % 4 or place in first]


def firsts(calls):
    """Choose the first of each call, the last ones, and every ninth of all."""
    first = {call[1]: call[0] for call in reversed(calls)}.values()
    return [call for call in calls if call[0] in first or not call[0] % 9 or call in calls[-3:]]


def to_the_end(calls):
    """Choose those of a change of the data to its end, and of the graph that is then built, where a store begins."""
    end = next(place for place, call in enumerate(calls) if call[1] == "replace" and call[-1].endswith(DONE))
    return [*calls[: end + 2], next(call for call in calls[end + 2 :] if call[1] == "mkdir")]


@dataclass(frozen=True)
class Command:
    """What is run and struck.

    Attributes:
        words: the command line; without one, that of `command_lines`.
        chosen: picks the calls that are struck.
        again: after one strike of so many, the command is run again.
        reads: whether the graph is read from the store after each strike.
        unbuilt: whether no graph was built before. A process that has read a store has no child that can write one.
    """

    words: str = ""
    chosen: object = lambda calls: calls
    again: int = 6
    reads: bool = False
    unbuilt: bool = False


COMMANDS = {
    "init": Command("init {home}/mine", spread),
    "export": Command("export --output {home}/graph.ttl"),
    "validate": Command("validate --report {home}/report.json", again=12),
    "coverage": Command("coverage --plot {home}/coverage.svg"),
    "record new": Command("record new person --output {home}/person.yaml", again=12),
    "record schema": Command("record schema --output {home}/schema.json", again=4),
    "publish": Command("publish {home}/site", spread),
    "record add": Command(chosen=to_the_end, again=16, unbuilt=True),
    "record rename": Command(chosen=to_the_end, again=40, unbuilt=True),
    "record retire": Command(chosen=to_the_end, again=40, unbuilt=True),
    "claim retract": Command(chosen=to_the_end, again=40, unbuilt=True),
    "document add": Command(again=16, unbuilt=True),
    "fmt": Command(again=16, unbuilt=True),
    "build": Command(chosen=firsts, again=12, reads=True),
    "build anew": Command(chosen=firsts, again=12, reads=True),
}


def released(*groups):
    """Return groups that are struck at a release only."""
    return [pytest.param(some, marks=pytest.mark.exhaustive) for some in groups]


ALWAYS = [["init", "publish"], ["record add", "document add", "fmt"]]
CHANGES = ["claim retract", "record rename", "record retire"]
OUTPUTS = ["export", "coverage", "record new", "record schema", "validate"]
FAILING = [*ALWAYS, OUTPUTS, *released(["build"], ["build anew"], CHANGES)]
KILLED = [*ALWAYS, ["export", "record new"], ["build"], *released(["build anew"], CHANGES)]
"""Those of one group are struck in one process, one after the other; what is not struck here is at a release."""


def prepared(desk):
    """Let there be something to write, and in its place something else where it may take that place."""
    for file in ("graph.ttl", "report.json", "coverage.svg", "schema.json"):
        (desk.home / file).write_bytes(b"what stood there\n")


def seen(desk, reads=False):
    """Return what a reader sees: the files that are not hidden, and of the build folder the graph, where asked for."""
    writing.recover(desk.data)
    files = {path: content for path, content in standing(desk.home).items() if content is not None}
    found = {path: content for path, content in files.items() if not re.search(r"(^|/)\.|^build", path)}
    if reads:
        read = ("export", "--format", "nquads", "--output", desk.home.with_suffix(".nq"))
        assert in_fork(lambda: desk.run(*read))[0] == 0
        found["the graph"] = desk.home.with_suffix(".nq").read_bytes()
    return found


def let_go():
    """Hold no folder any more: a process that stops amid a change holds the lock for all the children it has."""
    for name in os.listdir("/proc/self/fd"):
        with suppress(OSError):
            if os.readlink(f"/proc/self/fd/{name}").endswith(LOCK):
                fcntl.flock(int(name), fcntl.LOCK_UN)


def in_fork(task):
    """Return what a task returns in a child: a process in which the engine has been at work can fork no more."""
    reading, telling = os.pipe()
    child = forked(lambda: whole_write(telling, json.dumps(task()).encode()))
    os.close(telling)
    with os.fdopen(reading, "rb") as told:
        found = told.read()
    assert os.waitpid(child, 0)[1] == 0
    return json.loads(found)


def hidden(desk):
    return [path.name for path in desk.home.rglob(".*") if path.name not in (LOCK, DONE, ".gitignore")]


@pytest.mark.parametrize("some", FAILING, ids=", ".join)
def test_a_call_that_fails_leaves_the_old_or_the_new_and_is_told(some, origin, tmp_path, apart, figure):
    for name, struck in apart("test_faults", "strike_all", some, str(origin), str(tmp_path)).items():
        figure("faults", struck, struck, f"{name} {struck}")


@pytest.mark.parametrize("some", KILLED, ids=", ".join)
def test_a_kill_at_a_call_leaves_the_old_or_the_new_and_needs_no_repair(some, origin, tmp_path, apart, figure):
    for name, killed in apart("test_faults", "strike_all", some, str(origin), str(tmp_path), True).items():
        figure("kills", killed, killed, f"{name} {killed}")


def strike_all(some, origin, folder, kill=False):
    """Strike commands, each on a desk of its own, and return how often each was."""
    tiny()
    gc.freeze()
    return {
        name: strike(name, Desk(origin).copied(Path(folder, name)), LANGUAGES[n % 2], kill)
        for n, name in enumerate(some)
    }


def strike(name, desk, lang, kill):
    """Strike one command, by a fault or a kill at each call, and return how often."""
    command = COMMANDS[name]
    prepared(desk)
    words = [word.format(home=desk.home) for word in command.words.split()] or laid_out(name, desk)
    os.chdir(desk.home)
    if command.unbuilt:
        rmtree(desk.build)
    if name == "publish":
        assert desk.run(*words)[0] == 0
        (desk.home / "site" / "en" / "3.html").write_bytes(b"what stood there\n")
    before, old, new, ends = {}, seen(desk, command.reads), {}, Counter()

    def fault(number, called, *args):
        if kill:
            os.kill(os.getpid(), signal.SIGKILL)
        if called == "write" and number % 2:
            return whole_write(args[0], bytes(args[1][: max(1, len(args[1]) // 2)]))
        if number % 8 == 7:
            raise KeyboardInterrupt
        code = [*ERRORS][number % len(ERRORS)]
        raise OSError(code, os.strerror(code))

    def look(struck):
        let_go()
        if struck is None:
            before.update(standing(desk.home))
            return
        case = (name, struck.number, struck.name, struck.ended)
        decided = (desk.data / JOURNAL).exists()
        left, found = hidden(desk), seen(desk, command.reads)
        if struck.number < 0:
            assert struck.ended[0] == 0, case
            new.update(found)
            assert new != old
        else:
            assert found in (old, new), case
            ends[struck.ended[0] if struck.ended else None] += 1
            if struck.ended is not None:
                told_well(case, desk, lang, decided, found == new, left)
            if found == old and not struck.number % command.again:
                again = in_fork(lambda: desk.run(*words, lang=lang))
                assert again[0] == 0, (case, again)
                assert seen(desk, command.reads) == new, case
                assert hidden(desk) == [], case
        put_back(desk.home, before)

    strike_each(lambda: desk.run(*words, lang=lang), fault, look, of_its_own, command.chosen)
    assert ends[None if kill else 1] > 0, ends
    assert sum(ends.values()) >= 6, ends
    return ends[None] if kill else sum(ends.values())


def told_well(case, desk, lang, decided, is_new, left):
    """Make sure that the end of a command that was struck is one of those that may be, and told in plain words."""
    code, told = case[-1]
    assert code in (0, 1, 130), case
    assert is_new or (code and not decided), case
    assert decided or is_new or left == [], (case, left)
    if code == 1:
        assert any(why.told_in(lang) in told for why in ERRORS.values()), case
        assert str(desk.home) in told, case
        assert not re.search("Traceback|RABATKG_DEBUG", told), case

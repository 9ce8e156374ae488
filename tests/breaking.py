"""Ways to break a writer off: at any of the calls by which it touches the disk."""

import json
import os
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from rabatkg.writing import system

CALLS = ("open", "write", "fsync", "replace", "rename", "link", "unlink", "mkdir", "chmod", "rmdir")
"""What changes a disk, in `os`."""
PLACES = [*((os, name) for name in CALLS), (Path, "read_bytes"), (system, "exchange"), (system, "settle")]
"""They, the reading of a file, since a disk may fail to read as well, and what is asked of the C library."""
_write = os.write


@contextmanager
def every_call(strike):
    """Call `strike(number, name, *args)` before each of the calls, from 0; it may raise, or end the process.

    What it returns, if that is not None, is what the call returns.
    """
    number = count()
    kept = [(place, name, getattr(place, name)) for place, name in PLACES]

    def struck(name, call):
        def calling(*args, **named):
            found = strike(next(number), name, *args)
            return call(*args, **named) if found is None else found

        return calling

    try:
        for place, name, call in kept:
            setattr(place, name, struck(name, call))
        yield
    finally:
        for place, name, call in kept:
            setattr(place, name, call)


class Enough(BaseException):
    """All has been struck that was to be."""


@dataclass(frozen=True)
class Struck:
    """How a task ended one of whose calls was struck: its number, its name, and what the task returned.

    The first is unhurt, and has no name; `ended` is None where the process ended.
    """

    number: int
    name: str
    ended: object


def strike_each(task, fault, look, begins=lambda name, *args: True, chosen=lambda calls: calls):
    """Run a task up to one of its calls, and let a child go on from there for each further call, which is struck in it.

    What a task does before it writes is so done once.

    Args:
        task: does something, and returns what JSON has a form for.
        fault: called at the struck call with its number, name and arguments; see `every_call`.
        look: is told of each end; it looks at what stands there, and puts it back as it was when it was told None.
        begins: picks the call at which the children begin, by name and arguments.
        chosen: picks the calls that are struck: of lists of number, name, and the paths among the arguments.
    """
    role, busy, failed = {}, [], []

    def run(armed):
        """Return the calls that a child made, and how it ended; None in the child."""
        reading, telling = os.pipe()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # the threads of pytest-xdist hold no lock that we need
            child = os.fork()
        if not child:
            os.close(reading)
            role.update(telling=telling, armed=armed, number=count())
            return None
        os.close(telling)
        with os.fdopen(reading, "rb") as told:
            lines = [json.loads(line) for line in told.read().splitlines()]
        os.waitpid(child, 0)
        return [line["call"] for line in lines if "call" in line], next((x["end"] for x in lines if "end" in x), None)

    def tell(**said):
        _write(role["telling"], json.dumps(said).encode() + b"\n")

    def looked(struck):
        try:
            look(struck)
        except BaseException as error:  # which the task is not to see
            failed.append(error)
            raise Enough from error

    def strike(_, name, *args):
        paths = [str(one) for one in args if isinstance(one, str | Path)]
        if role:
            number = next(role["number"])
            if number == role["armed"]:
                return fault(number, name, *args)
            tell(call=[number, name, *paths])
        elif not busy and begins(name, *paths):
            busy.append(True)
            looked(None)
            unhurt = run(None)
            if unhurt is None:
                return strike(_, name, *args)
            looked(Struck(-1, "", unhurt[1]))
            for armed, called, *_rest in chosen(unhurt[0]):
                told = run(armed)
                if told is None:
                    return strike(_, name, *args)
                looked(Struck(armed, called, told[1]))
            raise Enough
        return None

    try:
        with every_call(strike):
            ended = task()
    except Enough:
        if failed:
            raise failed[0] from None
        return
    except BaseException as error:
        if not role:
            raise
        ended = repr(error)
    assert role, f"no call was one to begin with: {ended}"
    tell(end=ended)
    os._exit(0)


def forked(task):
    """Run a task in a forked child, and return its process; an exception in it ends that with 1."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the threads of pytest-xdist hold no lock that we need
        child = os.fork()
    if not child:
        try:
            task()
        except BaseException:
            os._exit(1)
        os._exit(0)
    return child


def in_child(task):
    """Run a task in a forked child, and return how that ended, as `os.waitstatus_to_exitcode` has it."""
    return os.waitstatus_to_exitcode(os.waitpid(forked(task), 0)[1])


def held(folder):
    """Return what stands in a data folder as its readers see it: the contents of its YAML files."""
    found = {}
    for path in sorted(folder.rglob("*.yaml")):
        with path.open("rb") as stream:  # not by `read_bytes`, which may be struck
            found[path.relative_to(folder).as_posix()] = stream.read()
    return found


def standing(home):
    """Return all that stands in a folder, hidden or not: the bytes of files by their paths, None for folders."""
    found = {}
    for path in sorted(home.rglob("*")):
        with path.open("rb") if path.is_file() else open(os.devnull, "rb") as stream:
            found[path.relative_to(home).as_posix()] = None if path.is_dir() else stream.read()
    return found


def put_back(home, before):
    """Let the same stand in a folder as stood there."""
    now = standing(home)
    for name in sorted(now.keys() - before.keys(), reverse=True):
        (home / name).rmdir() if now[name] is None else (home / name).unlink()
    for name, content in before.items():
        if content is None:
            (home / name).mkdir(exist_ok=True)
        elif now.get(name) != content:
            (home / name).write_bytes(content)

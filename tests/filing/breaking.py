"""Ways to break a writer off: at any of the calls by which it touches the disk."""

import os
import warnings
from contextlib import contextmanager
from pathlib import Path

CALLS = ("open", "write", "fsync", "replace", "unlink", "mkdir", "chmod", "rmdir")
"""What changes a disk, in `os`; `Path.read_bytes` is added to them, since a disk may fail to read as well."""


@contextmanager
def every_call(strike):
    """Call `strike(number)` before each of the calls, from 0; `strike` may raise, or end the process."""
    count, kept = -1, {name: getattr(os, name) for name in CALLS}
    read = Path.read_bytes

    def struck(call):
        def calling(*args, **named):
            nonlocal count
            count += 1
            strike(count)
            return call(*args, **named)

        return calling

    try:
        for name, call in kept.items():
            setattr(os, name, struck(call))
        Path.read_bytes = struck(read)
        yield
    finally:
        for name, call in kept.items():
            setattr(os, name, call)
        Path.read_bytes = read


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

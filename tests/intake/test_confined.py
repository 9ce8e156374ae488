"""What runs in the child comes back, or is told in plain words; nothing is left of it."""

import contextlib
import gc
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rabatkg import confined as module
from rabatkg.confined import InChild, confined
from rabatkg.errors import DataError, UnknownName, UsageError

pytestmark = pytest.mark.skipif(not module.FORKS, reason="this system cannot fork")


def doubled(number):
    return 2 * number


def refuse():
    raise UnknownName("abc", ["abd"], "{name} is not {kind}.", kind="here", file=Path("x.yaml"), line=3, column=4)


def misuse():
    raise UsageError("Not like {this}.", this="that", remedy="Otherwise.")


def spin():
    while True:
        pass


def fill():
    return len([bytes(50_000_000) for _ in range(100)])


def deepen(n=0):
    return deepen(n + 1)


def fall():
    os.kill(os.getpid(), signal.SIGSEGV)


def leave():
    sys.exit(0)


def speak():
    print("out")
    print("err", file=sys.stderr)
    os.write(1, b"raw")
    os.write(2, b"raw")


def unpicklable():
    return lambda: 1


def stumble():
    return {}["missing"]


def write(path):
    path.write_text("hurt")


def touch(path):
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY))


def start():
    return subprocess.run(["true"], check=False).returncode


def connect(port):
    socket.create_connection(("127.0.0.1", port), timeout=1)


def open_files():
    return sorted(int(name) for name in os.listdir("/proc/self/fd"))


def living():
    """The processes that were begun here and have not been waited for."""
    return Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()


def flood():
    return b"x" * (module.LARGEST + 1)


@pytest.fixture(params=["forked", "started"])
def way(request, monkeypatch):
    monkeypatch.setattr(module, "FORKS", request.param == "forked")
    if request.param == "started":
        monkeypatch.syspath_prepend(Path(__file__).parent)
    return request.param


def test_a_result_comes_back(way):
    assert confined(divmod, 17, 5) == (3, 2)


def test_a_child_has_no_child(way):
    assert confined(confined, divmod, 17, 5) == (3, 2)


def test_our_errors_come_back_whole():
    with pytest.raises(UnknownName) as caught:
        confined(refuse)
    assert (caught.value.name, caught.value.near, caught.value.place) == ("abc", ("abd",), "x.yaml:3:4")
    assert caught.value.told_in("en") == "x.yaml:3:4: abc is not here. Did you mean abd?"
    with pytest.raises(UsageError, match=r"Not like that\. Otherwise\."):
        confined(misuse)


@pytest.mark.parametrize("task", [spin, fill, deepen, fall, leave, flood], ids=lambda task: task.__name__)
def test_what_takes_too_much_or_falls_over_is_refused(task):
    with pytest.raises(DataError) as caught:
        confined(task, seconds=0.7, memory=400_000_000, file=Path("offered.xlsx"))
    assert str(caught.value).startswith("offered.xlsx: This file could not be read within 0.7 s and 400 MB.")


class Panic(BaseException):
    """What Rust panics with comes so to Python."""


def panic():
    raise Panic("in native code")


@pytest.mark.parametrize(
    ("task", "told", "seconds"),
    [(fall, "SIGSEGV", 20), (panic, "in native code", 20), (spin, None, 0.5), (leave, None, 20)],
)
def test_that_native_code_fell_over_is_known(task, told, seconds):
    with pytest.raises(DataError, match=f"within {seconds} s") as caught:
        confined(task, seconds=seconds)
    assert caught.value.__cause__ is None if told is None else told in str(caught.value.__cause__)


def test_the_deadline_is_of_the_clock(way):
    begun = time.monotonic()
    with pytest.raises(DataError, match=r"within 0\.3 s"):
        confined(time.sleep, 60, seconds=0.3)
    assert time.monotonic() - begun < (5 if way == "forked" else 20)


@pytest.mark.parametrize("task", [stumble, unpicklable], ids=lambda task: task.__name__)
def test_a_fault_of_the_parser_is_a_fault_of_the_file(task):
    with pytest.raises(DataError, match="damaged") as caught:
        confined(task, file=Path("offered.pdf"))
    assert isinstance(caught.value.__cause__, InChild)
    assert "Traceback" in str(caught.value.__cause__)


def test_the_child_is_silent(capfd):
    assert confined(speak) is None
    assert capfd.readouterr() == ("", "")


def test_the_child_cannot_write_or_start_anything(tmp_path):
    kept = tmp_path / "kept.yaml"
    kept.write_text("whole")
    for task, *args in ((write, kept), (touch, tmp_path / "new"), (start,), (os.remove, kept), (os.fork,)):
        with pytest.raises(DataError, match="damaged") as caught:
            confined(task, *args)
        assert "PermissionError" in str(caught.value.__cause__)
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("kept.yaml", "whole")]


def test_the_child_cannot_connect(way):
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        server.settimeout(0.2)
        port = server.getsockname()[1]
        with pytest.raises(DataError, match="damaged") as caught:
            confined(socket.create_connection, ("127.0.0.1", port))
        assert "PermissionError" in str(caught.value.__cause__)
        with pytest.raises(TimeoutError):
            server.accept()


def test_nothing_is_left(tmp_path):
    gc.collect()
    before, children = open_files(), living()
    for task in (spin, fall, stumble, lambda: 1):
        with (tmp_path / "held").open("wb"), contextlib.suppress(DataError):
            confined(task, seconds=0.2)
    assert open_files() == before
    assert living() == children


def test_the_child_holds_none_of_our_files(tmp_path):
    with (tmp_path / "held").open("wb"):
        held = confined(open_files)
    assert len(held) == 5  # the three streams, the pipe, the folder that is being listed


def test_it_is_ready_in_some_milliseconds():
    confined(doubled, 1)
    begun = time.monotonic()
    for _ in range(10):
        assert confined(doubled, 21) == 42
    assert time.monotonic() - begun < 2

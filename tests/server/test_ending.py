"""What befalls the server itself: it is ended while it answers, it has few descriptors, those who work stop."""

import asyncio
import contextlib
import os
import re
import resource
import signal
import socket
import threading

import pytest

from rabatkg.cli import main
from rabatkg.server import checking, workers
from rabatkg.server.pool import Down, Pool, Spent

pytestmark = pytest.mark.xdist_group("server")

FEW = 128
"""Descriptors that a server has in which many more connect; the store alone wants 96."""
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(?c != ?f) }"
"""A query that is still being answered when the server ends."""


def few():
    """Let a server have few descriptors, and hear a hang-up."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (FEW, FEW))
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


@pytest.fixture
def narrow(serving, built):
    """Return a server with few descriptors; ended by the test itself."""
    running = serving.start("--seconds", "20", build=built, before=few)
    yield running
    if running.process.poll() is None:
        serving.stop(running)


def test_with_few_descriptors_it_serves_a_crowd_and_hung_up_on_while_it_answers_it_ends_quietly(serving, narrow):
    with contextlib.ExitStack() as crowd:
        for _ in range(FEW + 20):
            crowd.enter_context(socket.create_connection(("127.0.0.1", narrow.port)))
        assert serving.ask(narrow.port, "GET", "/sparql?query=ASK%7B%7D").status == 200
    head = f"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: {len(SLOW)}"
    asking = threading.Thread(target=serving.speak, args=(narrow.port, f"{head}\r\n\r\n{SLOW}".encode()))
    asking.start()

    def running():
        told = serving.ask(narrow.port, "GET", "/metrics").text
        return re.search(r'jobs_running\{pool="queries"\} 1', told)

    serving.until(running)
    assert serving.stop(narrow, signal.SIGHUP) == 0
    asking.join(20)
    assert not any("Traceback" in line or "Error" in line for line in narrow.log)
    assert sum("ulimit" in line for line in narrow.log) <= 1  # it is told of once, where it cannot be helped


def test_those_who_work_are_started_anew_where_what_forks_them_stands_still(built, monkeypatch):
    monkeypatch.setattr(workers, "UNBORN", 0.5)

    async def asked():
        pool = Pool("rabatkg.store.strangers", str(built / "store"), 0.2, 300_000_000, 2, 2, spare=0)
        try:
            await pool.start()
            assert not pool._home.control.getblocking()  # nobody waits for one that hears nothing
            os.kill(pool._home.process.pid, signal.SIGSTOP)
            os.waitid(os.P_PID, pool._home.process.pid, os.WSTOPPED | os.WNOWAIT)
            with contextlib.suppress(Spent, Down):
                await pool.ask({"query": "ASK {}"})
            for _ in range(300):
                if pool.fallen():
                    return True
                await asyncio.sleep(0.1)
            return False
        finally:
            pool.close()

    assert asyncio.run(asked())


def test_a_form_is_read_in_a_time_that_grows_with_it_alone():
    """Each of these once took the reader all its time, or brought it down."""
    edge = "multipart/form-data; boundary=XX"
    said = b'Content-Disposition: form-data; name="file"; filename="a.yaml"'

    def part(head, content=b"id: x"):
        return b"--XX\r\n" + head + b"\r\n\r\n" + content + b"\r\n"

    bad = part(said.replace(b".yaml", b".y\0ml"))
    assert checking._fields(edge, bad + b"--XX--\r\n") == {"file": ("a.yml", b"id: x")}
    elsewhere = part(b"Content-Disposition: form-data; name=file; filename*=utf-8''caf%C3%A9%00.yaml")
    assert checking._fields(edge, elsewhere + b"--XX--\r\n") == {"file": ("café.yaml", b"id: x")}
    for hostile in (
        part(said + b"".join(b"; a*%d*=b" % one for one in range(30_000))),
        part(b"Content-Disposition: form-data; name=file; filename=" + b"(" * 200_000),
        b"".join(part(b"Content-Disposition: form-data; name=f%d" % one) for one in range(15_000)),
        b"--XX\r\n" * 150_000,
        b"--XX \t" * 150_000,
    ):
        assert len(checking._fields(edge, hostile)) <= checking.MOST_FIELDS
    assert checking._fields("multipart/form-data" + "; boundary=" * 2_000, bad) == {}


@pytest.mark.parametrize(
    ("options", "word"), [(("--seconds", "nan"), "nan"), (("--proxy", "10.0.0.0/8"), "10.0.0.0/8")]
)
def test_what_is_no_time_and_no_proxy_is_refused(serving, capsys, options, word):
    with pytest.raises(SystemExit) as ended:
        main(["--data", str(serving.data), "--lang", "en", "serve", *options])
    assert ended.value.code == 2
    assert word in capsys.readouterr().err

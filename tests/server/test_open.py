"""The server open to others than this machine: only where that is said, and then it says what is left to do."""

import ctypes
import os
import subprocess
import sys

import pytest

from rabatkg.server.nursery import NEW_USER

pytestmark = pytest.mark.xdist_group("server")

OTHER = "127.0.0.2"
"""An address that is not the usual one, though of this machine still."""


def refused(serving, build, *options, lang="en"):
    """What is said where the server does not start."""
    command = [sys.executable, "-c", "import sys; from rabatkg.cli import main; sys.exit(main())"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "RABATKG_BUILD": str(build)}
    done = subprocess.run(
        [*command, "--data", str(serving.data), "--lang", lang, "serve", "--port", "0", *options],
        capture_output=True, text=True, timeout=60, env=environment, check=False,
    )  # fmt: skip
    assert done.returncode == 2 and "Traceback" not in done.stderr
    return done.stderr


def test_it_is_not_open_unless_that_is_said(serving, built):
    told = refused(serving, built, "--host", OTHER)
    assert OTHER in told and "--public" in told and "SECURITY.md" in told


def test_a_proxy_that_is_none_is_refused(serving, built):
    assert "proxy.example" in refused(serving, built, "--proxy", "proxy.example")


def test_open_it_says_what_is_left_to_do(serving, built):
    running = serving.start("--host", OTHER, "--public", build=built)
    try:
        for word in (f"http://{OTHER}:{running.port}/", "TLS", "proxy", "SECURITY.md"):
            serving.until(lambda word=word: word in "\n".join(running.log))
        answer = serving.ask(running.port, "GET", "/sparql?query=ASK%7B%7D", host=OTHER)
        assert answer.status == 200
        with pytest.raises(OSError):
            serving.ask(running.port, "GET", "/health")  # at the usual address there is nobody
        metrics = serving.ask(running.port, "GET", "/metrics", host=OTHER).text
        warned = 'rabatkg_apart{pool="queries"} 1' not in metrics
        serving.until(lambda: warned is any("one of two safeguards is missing" in line for line in running.log))
    finally:
        assert serving.stop(running) == 0


def powerless():
    """Take from a process what it needs to leave the network: no namespace lies deeper than the thirty-third."""
    libc = ctypes.CDLL(None)
    while libc.unshare(NEW_USER) == 0:
        pass


def test_it_warns_where_the_workers_may_reach_the_network(serving, built):
    running = serving.start("--host", OTHER, "--public", build=built, before=powerless)
    try:
        serving.until(lambda: any("one of two safeguards is missing" in line for line in running.log))
        metrics = serving.ask(running.port, "GET", "/metrics", host=OTHER).text
        assert 'rabatkg_apart{pool="queries"} 0' in metrics
        assert serving.ask(running.port, "GET", "/sparql?query=ASK%7B%7D", host=OTHER).status == 200
    finally:
        serving.stop(running)

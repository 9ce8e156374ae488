"""A server of the Lagoon Dialogue, started as a user starts it, and a client that speaks plain HTTP.

`RABATKG_SERVED_DATA` names another dialogue, as for the figures of a large one, and `RABATKG_SERVED_BUILD` what was
built of it.
"""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from canaries import Canary

from rabatkg import building, graph
from rabatkg.layout import Layout
from rabatkg.publication import Site

SERVED = Path(os.environ.get("RABATKG_SERVED_DATA") or Path(__file__).resolve().parents[1] / "good")
SECONDS = 2
"""What a query may take on the server of the tests."""


def heeding():
    """Let Ctrl-C reach this process, though whoever runs the tests may have had it ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def start(*options, build, data=SERVED, lang="en", before=heeding, reading=True):
    """Start a server on a free port; its process, port and log, the last growing. It finds no npm, which takes long.

    What is called in its process before it begins is `before`; without `reading`, nobody reads its log any further.
    """
    command = [sys.executable, "-c", "import sys; from rabatkg.cli import main; sys.exit(main())"]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "RABATKG_BUILD": str(build),
        "PATH": "",
    }
    process = subprocess.Popen(
        [*command, "--data", str(data), "--lang", lang, "serve", "--port", "0", *options],
        stderr=subprocess.PIPE,
        env=environment,
        text=True,
        preexec_fn=before,
    )
    log = []
    for line in process.stderr:
        log.append(line.rstrip("\n"))
        if found := re.search(r"http://127\.0\.0\.\d+:(\d+)/", line):
            read = threading.Thread(target=lambda: log.extend(one.rstrip("\n") for one in process.stderr), daemon=True)
            if reading:
                read.start()
            return SimpleNamespace(process=process, port=int(found[1]), log=log, reading=read, build=build)
    raise AssertionError("\n".join(log))


def stop(server, how=signal.SIGTERM):
    """End a server, and return its exit code."""
    server.process.send_signal(how)
    code = server.process.wait(60)
    server.reading.join(5)
    server.process.stderr.close()
    return code


class Answer(SimpleNamespace):
    """A status, headers by name in lower case, and a body."""

    @property
    def text(self):
        return self.body.decode()


def ask(port, method, target, headers=None, body=None, source="127.0.0.1", host="127.0.0.1"):
    """Return the answer to one request, its redirections not followed; `source` is the client's own address."""
    connection = http.client.HTTPConnection(host, port, timeout=20, source_address=(source, 0))
    try:
        connection.putrequest(method, target, skip_host="Host" in (headers or {}), skip_accept_encoding=True)
        for name, value in (headers or {}).items():
            connection.putheader(name, value)
        if body is not None:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        got = connection.getresponse()
        told = {}
        for name, value in got.getheaders():
            told[name.lower()] = f"{told[name.lower()]}, {value}" if name.lower() in told else value
        return Answer(status=got.status, headers=told, body=got.read())
    finally:
        connection.close()


def speak(port, *parts, wait=0.0, timeout=20):
    """Send bytes as they are, with a wait between them, and return all that comes back until the server hangs up."""
    with socket.create_connection(("127.0.0.1", port), timeout=timeout) as line:
        for part in parts:
            line.sendall(part)
            if wait:
                threading.Event().wait(wait)
        heard = b""
        while part := line.recv(1 << 16):
            heard += part
    return heard


def until(holds, seconds=30):
    """Wait till something holds: soon, but on a busy machine not at once."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.02)


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """Return the folder that the graph of the dialogue was built into."""
    if named := os.environ.get("RABATKG_SERVED_BUILD"):
        return Path(named)
    layout = Layout.find(SERVED, tmp_path_factory.mktemp("lagoon") / "build", environ={})
    building.build(graph.assemble(layout, layout.settings.corpus), layout.settings.corpus)
    return layout.build


@pytest.fixture(scope="session")
def server(built):
    """Return a server that runs for all tests."""
    running = start("--seconds", str(SECONDS), build=built)
    yield running
    stop(running)


@pytest.fixture(scope="session")
def site(built):
    """Return the site that the server serves."""
    return Site(Layout.find(SERVED, built, environ={}))


@pytest.fixture(scope="session")
def serving():
    """Return what starts a server, and what stops one, for tests that need one of their own."""
    return SimpleNamespace(start=start, stop=stop, ask=ask, speak=speak, until=until, data=SERVED)


@pytest.fixture(scope="session")
def spoken(server):
    """Return a function that sends the server bytes as they are, and returns all that comes back."""
    return lambda *parts, **told: speak(server.port, *parts, **told)


@pytest.fixture(scope="session")
def fetch(server):
    """Return a function that asks the server: method, target, headers, body."""
    return lambda method, target, headers=None, body=None, **more: ask(
        server.port, method, target, headers, body, **more
    )


@pytest.fixture(scope="module")
def canary(tmp_path_factory):
    """Return a server and a file that nobody may ask for."""
    found = Canary(tmp_path_factory.mktemp("canary"))
    yield found
    found.close()

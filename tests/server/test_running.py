"""The server from its start to its end: where it listens, what it notes, and that it takes up a new graph."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from urllib.parse import quote

import pytest

from copies import copied
from rabatkg import building, graph
from rabatkg.layout import Layout

pytestmark = pytest.mark.xdist_group("server")

COMMAND = [sys.executable, "-c", "import sys; from rabatkg.cli import main; sys.exit(main())"]


def run(serving, build, *options, lang="en"):
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "RABATKG_BUILD": str(build)}
    return subprocess.run(
        [*COMMAND, "--data", str(serving.data), "--lang", lang, "serve", *options],
        capture_output=True, text=True, timeout=60, env=environment, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.1", "example.org", "::"])
def test_it_listens_on_this_machine_alone(serving, built, host):
    done = run(serving, built, "--host", host)
    assert done.returncode == 2
    assert host in done.stderr and "127.0.0.1" in done.stderr and "Traceback" not in done.stderr


def test_a_port_that_is_taken_is_told_of(serving, built):
    with socket.create_server(("127.0.0.1", 0)) as other:
        done = run(serving, built, "--port", str(other.getsockname()[1]))
    assert done.returncode == 1
    assert "--port" in done.stderr and "Traceback" not in done.stderr


def test_without_a_graph_it_says_so(serving, tmp_path):
    done = run(serving, tmp_path / "nothing")
    assert done.returncode == 1
    assert "rabatkg build" in done.stderr and "Traceback" not in done.stderr


def alive(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def asks(running, serving):
    """What the page, the query and the names of the server call the agency: whether by its new name."""
    new = quote('ASK { ?agency skos:prefLabel "Permit Agency"@en }')
    told = [
        serving.ask(running.port, "GET", "/en/organisation/visa-agency.html"),
        serving.ask(running.port, "GET", f"/sparql?query={new}"),
        serving.ask(running.port, "GET", "/reconcile/suggest/entity?prefix=permit"),
    ]
    words = ("<bdi>Permit Agency</bdi></h1>", "true", "organisation/visa-agency")
    assert {one.status for one in told} == {200}
    return [word in one.text for word, one in zip(words, told, strict=True)]


def test_who_asks_for_no_language_gets_that_of_the_server(serving, built):
    server = serving.start(build=built, lang="fr")
    try:
        told = {None: "fr", "en": "en", "de": "fr", "de, en;q=0.2": "en", "*": "fr", "de, *;q=0.5": "fr"}
        for languages, lang in told.items():
            headers = {"Accept-Language": languages} if languages else {}
            for target, place in (
                ("/", "index.html"),
                ("/id/organisation/visa-agency", "organisation/visa-agency.html"),
            ):
                led = serving.ask(server.port, "GET", target, headers)
                assert led.headers["location"] == f"/{lang}/{place}", languages
    finally:
        serving.stop(server)


def test_it_takes_up_a_new_graph_and_ends_on_ctrl_c(serving, built, tmp_path):
    build = shutil.copytree(built, tmp_path / "build")
    data = copied(serving.data, tmp_path / "data")
    running = serving.start(build=build, data=data)
    try:
        listed = ["ps", "-o", "pid=", "--ppid", str(running.process.pid)]
        children = subprocess.run(listed, capture_output=True, text=True, check=True).stdout.split()
        assert len(children) == 2
        assert asks(running, serving) == [False, False, False]
        for path in data.rglob("*.yaml"):
            path.write_text(path.read_text().replace("Visa Agency", "Permit Agency"))
        layout = Layout.find(data, build, environ={})
        building.build(graph.assemble(layout, layout.settings.corpus), layout.settings.corpus)
        deadline = time.monotonic() + 60
        while asks(running, serving) != [True, True, True]:
            assert time.monotonic() < deadline
            time.sleep(0.3)
    finally:
        code = serving.stop(running, signal.SIGINT)
    assert code == 130
    assert not any("Traceback" in line for line in running.log)
    deadline = time.monotonic() + 20
    while any(alive(int(child)) for child in children):
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_what_is_noted_tells_nothing_of_who_asked_or_what(serving, server, fetch):
    before = len(server.log)
    fetch("GET", "/sparql?query=ASK%20%7B%20%3Curn:secret%3E%20?p%20?o%20%7D", {"User-Agent": "someone"})
    fetch("GET", "/en/secret/page?secret")
    fetch("GET", "/en/search.html?secret")
    serving.until(lambda: any("/en/search.html" in line for line in server.log[before:]))
    noted = [line for line in server.log[before:] if line.startswith("20")]
    assert noted[-1].split()[1:4] == ["GET", "/en/search.html", "200"]
    assert not any(word in line for line in server.log[before:] for word in ("secret", "someone"))
    assert not any("127.0.0.1" in line for line in noted)

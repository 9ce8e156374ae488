"""What is not quite HTTP, or not quite soon: refused, or cut, while others are answered."""

import re
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import psutil
import pytest
from off_protocol import BODIES, HEADS, LINES, PATHS, get

pytestmark = pytest.mark.xdist_group("server")

HOST = b"Host: x\r\n"
CLOSE = b"Connection: close\r\n\r\n"
POST = b"POST /sparql HTTP/1.1\r\n" + HOST
CHUNK = b"ffff\r\n" + b"a" * 0xFFFF + b"\r\n"


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET / HTTP/1.1\r\n" + CLOSE, 400),  # no host
        (b"GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n" + CLOSE, 400),
        (b"GET /\r\n\r\n", 400),
        (b"HELLO\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400),  # TLS to a plain port
        (b"GET / HTTP/3.7\r\n" + HOST + CLOSE, 505),
        (b"GET / HTTP/1.1\r\n" + HOST + b"X: a\x00b\r\n" + CLOSE, 400),
        (b"GET / HTTP/1.1\r\n" + HOST + b"X: " + b"a" * 40_000 + b"\r\n" + CLOSE, 431),
        (b"GET / HTTP/1.1\r\n" + HOST + b"X: a\r\n" * 10_000 + CLOSE, 431),
        (b"GET /" + b"a" * 40_000 + b" HTTP/1.1\r\n" + HOST + CLOSE, 414),
        (POST + b"Content-Length: x\r\n" + CLOSE, 400),
        (POST + b"Content-Length: -1\r\n" + CLOSE, 400),
        (POST + b"Content-Length: 3\r\nContent-Length: 4\r\n" + CLOSE + b"abc", 400),
        (POST + b"Content-Length: 100000000000\r\n" + CLOSE, 413),
        (POST + b"Transfer-Encoding: chunked\r\n" + CLOSE + b"zz\r\n", 400),
        (POST + b"Transfer-Encoding: gzip\r\n" + CLOSE, 501),
        (POST + b"Content-Encoding: gzip\r\nContent-Length: 3\r\n" + CLOSE + b"abc", 415),
        (POST + b"Transfer-Encoding: chunked\r\n" + CLOSE + CHUNK + CHUNK + b"0\r\n\r\n", 413),
        (b"GET http://other.example/en/ HTTP/1.1\r\n" + HOST + CLOSE, 200),
        (b"GET http://[/ HTTP/1.1\r\n" + HOST + CLOSE, 400),
        (b"CONNECT other.example:443 HTTP/1.1\r\n" + HOST + CLOSE, 400),
        (b"GET /en/ HTTP/1.0\r\n\r\n", 200),
        (b"GET /en/\xc3\xa9 HTTP/1.1\r\n" + HOST + CLOSE, 400),
    ],
)
def test_what_is_not_http_is_refused(spoken, sent, status, figure):
    began = time.monotonic()
    heard = spoken(sent)
    assert heard.split(b"\r\n")[0].split()[1] == str(status).encode(), heard[:200]
    assert b"Traceback" not in heard
    assert time.monotonic() - began < 5
    if status != 200:
        figure("off the protocol")


WORDS = re.compile(rb"[A-Z][^\n]{10,120}[.]\n")
"""A sentence in plain words."""


@pytest.mark.parametrize("requests", [LINES, HEADS, BODIES], ids=["lines", "heads", "bodies"])
def test_what_is_off_the_protocol_is_refused_in_plain_words(spoken, requests, figure):
    began = time.monotonic()
    with ThreadPoolExecutor(8) as clients:
        found = dict(zip(requests, clients.map(spoken, requests.values()), strict=True))
    assert time.monotonic() - began < 10
    for name, heard in found.items():
        head, _, body = heard.partition(b"\r\n\r\n")
        assert re.match(rb"HTTP/1\.1 (4\d\d|501|505) ", head), (name, heard[:200])
        assert b"X-Content-Type-Options: nosniff" in head and WORDS.match(body), (name, heard)
        assert heard.count(b"HTTP/1.1 ") == 1, (name, heard)  # what follows is not taken for another request
    figure("off the protocol", of=len(found), met=len(found))


def test_no_path_leads_out_of_the_site(spoken, figure):
    with ThreadPoolExecutor(8) as clients:
        found = dict(zip(PATHS, clients.map(lambda path: spoken(get(path)), PATHS), strict=True))
    for path, heard in found.items():
        assert re.match(rb"HTTP/1\.1 40[04] ", heard), (path, heard[:200])
        assert not re.search(rb"root:|MANIFEST|PATH=|Traceback|<script>alert", heard), path
    figure("off the protocol", of=len(found), met=len(found))


def test_what_is_smuggled_behind_a_request_is_not_answered(spoken):
    """A proxy that sees another end of the body than we do would send one client's words as another's."""
    hidden = b"GET /en/ HTTP/1.1\r\nHost: x\r\n\r\n"
    chunked = b"Transfer-Encoding: chunked\r\n"
    for request in (
        POST + b"Content-Length: %d\r\n" % (len(hidden) + 5) + chunked + b"\r\n0\r\n\r\n" + hidden,
        POST + b"Content-Length: 4\r\nContent-Length: 0\r\n\r\n" + hidden,
        POST + chunked + b"Transfer-Encoding: identity\r\n\r\n0\r\n\r\n" + hidden,
        b"GET /en/ HTTP/1.1\r\nHost: x\r\nX: y\n\n" + hidden,
    ):
        assert [part[:1] for part in spoken(request).split(b"HTTP/1.1 ")[1:]] in ([b"4"], [b"5"])


def test_requests_on_one_line_are_answered_in_turn(spoken):
    one = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\n" + HOST + b"\r\n"
    last = b"GET /en/no-such-page HTTP/1.1\r\n" + HOST + CLOSE
    heard = spoken(one * 3 + last)
    assert [part[:3] for part in heard.split(b"HTTP/1.1 ")[1:]] == [b"200", b"200", b"200", b"404"]


def test_a_client_that_waits_for_leave_gets_it(spoken):
    head = POST + b"Content-Type: application/sparql-query\r\n"
    heard = spoken(head + b"Content-Length: 6\r\nExpect: 100-continue\r\n" + CLOSE, b"ASK {}", wait=0.3)
    assert heard.startswith(b"HTTP/1.1 100") and b"HTTP/1.1 200" in heard


def test_a_client_that_shuts_its_side_is_still_answered(server):
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as line:
        line.sendall(b"GET /en/ HTTP/1.1\r\n" + HOST + b"\r\n")
        line.shutdown(socket.SHUT_WR)
        assert line.recv(100).startswith(b"HTTP/1.1 200")


LARGE = f"/sparql?query={quote('SELECT * { ?s ?p ?o . ?a ?b ?c } LIMIT 100000')}".encode()


def unread(server, found):
    """Ask for much and read nothing of it; note the seconds until the server hangs up."""
    serving = psutil.Process(server.process.pid)
    with socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        line.connect(("127.0.0.1", server.port))
        port, began = line.getsockname()[1], time.monotonic()
        line.sendall(b"GET " + LARGE + b" HTTP/1.1\r\n" + HOST + b"Accept: text/csv\r\n\r\n")
        met = False
        while (there := port in {one.raddr.port for one in serving.net_connections("tcp") if one.raddr}) or not met:
            met = met or there
            assert time.monotonic() - began < 25
            time.sleep(0.3)
        found["answer"] = (time.monotonic() - began, line.recv(1000))


def test_slow_clients_are_cut_and_nobody_waits_for_them(server, fetch, figure):
    """Five kinds of slow clients at once, so that their ten seconds pass but once, and two hundred who say nothing."""
    began = time.monotonic()
    found = {}

    def drip(kind, first, again):
        with socket.create_connection(("127.0.0.1", server.port), timeout=25) as line:
            line.sendall(first)
            line.settimeout(0.5)
            heard = b""
            while time.monotonic() - began < 20:
                try:
                    part = line.recv(1000)
                    if not part:
                        break
                    heard += part
                except TimeoutError:
                    if again and not heard:
                        line.sendall(again)
                except ConnectionError:
                    break
            found[kind] = (time.monotonic() - began, heard)

    post = POST + b"Content-Type: application/sparql-query\r\n"
    kinds = {
        "nothing": (b"", b""),
        "head": (b"GET / HTTP/1.1\r\n", b"X: y\r\n"),
        "length": (post + b"Content-Length: 1000\r\n\r\n", b"a"),
        "chunks": (post + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n"),
    }
    clients = [threading.Thread(target=drip, args=(kind, *said)) for kind, said in kinds.items()]
    clients.append(threading.Thread(target=unread, args=(server, found)))
    for one in clients:
        one.start()
    idle = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(200)]
    asked = time.monotonic()
    assert fetch("GET", "/sparql?query=ASK%7B%7D").status == 200
    assert time.monotonic() - asked < 4  # and not ten, as the slow ones
    for one in clients:
        one.join()
    for one in idle:
        one.close()
    assert all(8 < seconds < 15 for seconds, _ in found.values()), found
    assert found["nothing"][1] == b""
    assert all(found[kind][1].startswith(b"HTTP/1.1 408") for kind in ("head", "length", "chunks")), found
    assert found["answer"][1].startswith(b"HTTP/1.1 200"), found
    figure("slow clients", of=len(found), met=len(found), told=f"{max(seconds for seconds, _ in found.values()):.1f} s")


def test_a_query_that_nobody_waits_for_is_stopped(server, fetch):
    """Were it not, four of them would take all the turns for two seconds."""
    endless = b"SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    head = POST + b"Content-Type: application/sparql-query\r\n"
    for _ in range(12):
        with socket.create_connection(("127.0.0.1", server.port)) as line:
            line.sendall(head + b"Content-Length: %d\r\n\r\n" % len(endless) + endless)
            threading.Event().wait(0.05)
    began = time.monotonic()
    assert fetch("GET", "/sparql?query=ASK%7B%7D").status == 200
    assert time.monotonic() - began < 4.5

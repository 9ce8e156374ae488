"""What is not quite HTTP, or not quite soon: refused, or cut, while others are answered."""

import socket
import threading
import time

import pytest

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
def test_what_is_not_http_is_refused(spoken, sent, status):
    began = time.monotonic()
    heard = spoken(sent)
    assert heard.split(b"\r\n")[0].split()[1] == str(status).encode(), heard[:200]
    assert b"Traceback" not in heard
    assert time.monotonic() - began < 5


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


def test_slow_clients_are_cut_and_nobody_waits_for_them(server, fetch):
    """Four kinds of slow clients at once, so that their ten seconds pass but once, and two hundred who say nothing."""
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
    for one in clients:
        one.start()
    idle = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(200)]
    asked = time.monotonic()
    assert fetch("GET", "/sparql?query=ASK%7B%7D").status == 200
    assert time.monotonic() - asked < 1
    for one in clients:
        one.join()
    for one in idle:
        one.close()
    assert all(8 < seconds < 15 for seconds, _ in found.values()), found
    assert found["nothing"][1] == b""
    assert all(found[kind][1].startswith(b"HTTP/1.1 408") for kind in ("head", "length", "chunks")), found


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

"""One request over the wire: who may be asked, what is sent once and what again, and what is never taken."""

import shutil
import ssl
import subprocess
import threading
import time
from base64 import b64encode
from http.server import HTTPServer
from urllib.request import Request

import bad_server as bad
import pytest

from rabatkg.errors import DataError, UsageError
from rabatkg.store import graph_store
from rabatkg.store.transport import Endpoint, Limits, Line, send

WHO = {"RABATKG_USER": "warden", "RABATKG_PASSWORD": "sésame ouvre-toi"}
QUICK = Limits(connect=2, total=5, first_pause=0.02)


@pytest.fixture
def server():
    with bad.serving() as state:
        yield state


def asked(server, path="/store?graph=urn:g", limits=QUICK, again=None, environ=None, **request):
    endpoint = Endpoint.of(f"{server.url}/store", environ or {})
    return send(endpoint, Request(server.url + path, **request), limits, fine={200, 201, 204, 404}, again=again)


@pytest.mark.parametrize(
    ("url", "environ", "words"),
    [
        ("ftp://example.org/", {}, "not an address on the web"),
        ("example.org/sparql", {}, "not an address on the web"),
        ("https://example.org/a b", {}, "not an address on the web"),
        ("https://example.org/\r\nX-Bad: 1", {}, "not an address on the web"),
        ("https://example.org/#part", {}, "not an address on the web"),
        ("https://[::1/", {}, "not an address on the web"),
        ("https://example.org:99999/", {}, "not an address on the web"),
        ("https://warden:open@example.org/", {}, "must not hold a user"),
        ("https://warden@example.org/", {}, "must not hold a user"),
        ("https://example.org/", {"RABATKG_USER": "warden"}, "Set either"),
        ("https://example.org/", WHO | {"RABATKG_TOKEN": "t"}, "Set either"),
        ("https://example.org/", {"RABATKG_TOKEN": "t\nX-Bad: 1"}, "such characters"),
        ("http://example.org/", WHO, "would travel unencrypted"),
        ("http://127.0.0.1.example.org/", WHO, "would travel unencrypted"),
        ("http://localhost.example.org/", {"RABATKG_TOKEN": "t"}, "would travel unencrypted"),
    ],
)
def test_what_may_not_be_asked(url, environ, words):
    with pytest.raises(UsageError, match=words) as refusal:
        Endpoint.of(url, environ)
    assert not any(secret in str(refusal.value) for secret in ("open", *WHO.values()))


@pytest.mark.parametrize(
    ("url", "more"),
    [
        ("https://example.org/sparql?default-graph-uri=urn%3Ag", {}),
        ("http://127.0.0.1:8890/", {}),
        ("http://[::1]:8890/", {}),
        ("http://localhost/", {}),
        ("http://example.org/", {"RABATKG_UNENCRYPTED": "1"}),
    ],
)
def test_what_may_be_asked(url, more):
    endpoint = Endpoint.of(url, WHO | more)
    assert endpoint.password == WHO["RABATKG_PASSWORD"]
    assert not any(secret in repr(endpoint) for secret in endpoint.secrets)
    assert "?" not in endpoint.shown


def test_credentials_stay_on_one_server():
    endpoint = Endpoint.of("https://example.org/store", WHO)
    assert endpoint.at("https://example.org/query").user == "warden"
    for other in ("https://example.org:444/query", "http://example.org/query", "https://other.example.org/query"):
        with pytest.raises(UsageError, match="not on one server"):
            endpoint.at(other)
    with pytest.raises(ValueError, match="another server"):
        send(endpoint, Request("https://other.example.org/"))


def test_a_password_is_sent_as_the_server_asks(server):
    basic = f"Basic {b64encode(':'.join(WHO.values()).encode()).decode()}"

    def closed(handler, seen):
        return seen.headers.get("Authorization") != basic and bad.unauthorized(handler, seen)

    server.mood = closed
    with Line(Endpoint.of(f"{server.url}/store", WHO), QUICK) as line:
        for _ in range(2):
            line.send(Request(f"{server.url}/store?graph=urn:g"), fine={404})
    assert [seen.headers.get("Authorization") for seen in server.seen] == [None, basic, basic]


def test_a_line_is_kept(server):
    ports = []
    server.mood = lambda handler, seen: ports.append(handler.client_address[1])
    with Line(Endpoint.of(f"{server.url}/store", {}), QUICK) as line:
        for _ in range(5):
            line.send(Request(f"{server.url}/store?graph=urn:g"), fine={404})
    assert len(ports) == 5
    assert len(set(ports)) == 1


def test_a_line_that_the_server_gave_up_is_opened_anew(server):
    def hangs_up(handler, seen):
        handler.behave(seen)
        handler.close_connection = True
        return True

    server.mood = hangs_up
    with Line(Endpoint.of(f"{server.url}/store", {}), Limits(tries=1)) as line:
        for _ in range(3):
            line.send(Request(f"{server.url}/store?graph=urn:g"), fine={404})
    assert len(server.seen) == 3


def test_words_of_farewell_are_not_taken_for_an_answer(server):
    """Oxigraph says 500 on a connection that rested, and hangs up."""
    said = threading.Event()

    def farewell(handler, seen):
        handler.behave(seen)
        time.sleep(0.1)  # the answer has been read by now
        handler.say(500, b"Resource temporarily unavailable")
        handler.close_connection = True
        said.set()
        return True

    server.mood = farewell
    with Line(Endpoint.of(f"{server.url}/store", {}), Limits(tries=1)) as line:
        line.send(Request(f"{server.url}/store?graph=urn:g"), fine={404})
        assert said.wait(5)
        server.mood = None
        assert line.send(Request(f"{server.url}/store?graph=urn:g"), fine={404}).status == 404


@pytest.mark.parametrize(
    ("method", "again", "times"), [("GET", None, 3), ("PUT", None, 3), ("POST", None, 1), ("POST", True, 3)]
)
def test_only_what_may_be_sent_twice_is_sent_twice(server, method, again, times):
    server.mood = bad.reset
    with pytest.raises(DataError, match="broke the connection off"):
        asked(server, method=method, data=None if method == "GET" else b"", again=again)
    assert len(server.seen) == times


def test_nobody_waits_longer_than_there_is_time_for(server):
    server.mood = bad.busy(10, Retry_After="60")
    began = time.monotonic()
    with pytest.raises(DataError, match="too busy"):
        asked(server)
    assert time.monotonic() - began < QUICK.total - 1
    assert len(server.seen) == 1


def test_all_tries_together_keep_to_the_limit(server):
    def slowly_busy(handler, seen):
        time.sleep(0.3)
        return handler.say(503)

    server.mood = slowly_busy
    began = time.monotonic()
    with pytest.raises(DataError):
        asked(server, limits=Limits(total=1, tries=100, first_pause=0.01))
    assert time.monotonic() - began < 4  # all the tries would take half a minute


@pytest.mark.parametrize(
    ("headers", "body", "words"),
    [
        ({}, b"x" * 20_000, "larger than 10000 bytes"),
        ({"Content_Encoding": "gzip"}, b"\x1f\x8b", "compresses its answer"),
        ({"kind": "text/html"}, bad.PAGE, "a page for people"),
        ({"kind": "application/rdf+xml"}, b"<rdf:RDF/>", "application/rdf[+]xml, which was not asked for"),
    ],
)
def test_what_was_not_asked_for_is_not_taken(server, headers, body, words):
    server.mood = lambda handler, seen: handler.say(200, body, headers.get("kind"), **_but_kind(headers))
    with pytest.raises(DataError, match=words):
        asked(server, limits=Limits(largest=10_000), headers={"Accept": "application/n-triples"})


def _but_kind(headers):
    return {name: value for name, value in headers.items() if name != "kind"}


ODD = [
    b'HTTP/1.1 401 no\r\nWWW-Authenticate: Digest realm=, nonce="y", qop=auth\r\nContent-Length: 0\r\n\r\n',
    b"HTTP/1.1 401 no\r\nWWW-Authenticate: Digest realm=x, nonce=y, algorithm=MD4\r\nContent-Length: 0\r\n\r\n",
    b"HTTP/1.1 401 no\r\nWWW-Authenticate: Digest realm=\xff, nonce=y\r\nContent-Length: 0\r\n\r\n",
    b"HTTP/1.1 302 no\r\nLocation: http://[x/\r\nContent-Length: 0\r\n\r\n",
    b"HTTP/1.1 503 no\r\nRetry-After: Wed, 21 Oct 9999999 07:28:00 GMT\r\nContent-Length: 0\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nabc\r\n0\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"9" * 30 + b"\r\nabc\r\n0\r\n\r\n",
    b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n",
    b"HTTP/1.1 999 what\r\nContent-Length: 3\r\n\r\n\xff\xfe\x00",
    b"\x00" * 100_000,
]


@pytest.mark.parametrize("reply", ODD, ids=range(len(ODD)))
def test_whatever_comes_is_told_in_words(server, reply):
    def odd(handler, seen):
        handler.wfile.write(reply)
        handler.close_connection = True
        return True

    server.mood = odd
    with pytest.raises(DataError) as error:
        asked(server, environ=WHO, limits=Limits(total=2, tries=1))
    told = error.value.told_in("fr")
    assert told.replace("\N{NO-BREAK SPACE}", " ").isprintable()
    assert not any(secret in told for secret in WHO.values())


def test_a_refusal_before_all_was_sent_is_understood(server):
    """A server that does not want to read so much answers, and hangs up."""
    seen = []

    def refuses(self):
        seen.append(self.command)
        self.say(413, b"too large", "text/plain")
        self.close_connection = True

    class Hasty(bad.Handler):
        do_PUT = refuses

    with HTTPServer(("127.0.0.1", 0), Hasty) as hasty:
        hasty.state = bad.State(f"http://127.0.0.1:{hasty.server_port}")
        threading.Thread(target=hasty.serve_forever, args=(0.01,), daemon=True).start()
        with pytest.raises(DataError, match=r"does not take 20000000 bytes|broke the connection off"):
            asked(hasty.state, data=b"x" * 20_000_000, method="PUT")
        hasty.shutdown()
    assert seen


def test_a_certificate_that_nobody_signed_is_not_trusted(tmp_path):
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("no openssl to make a certificate with")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    make = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=127.0.0.1", "-days", "2"]
    subprocess.run([openssl, *make, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with bad.Server(("127.0.0.1", 0), bad.Handler) as server:
        server.state = bad.State()
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        endpoint = Endpoint.of(f"https://127.0.0.1:{server.server_port}/store", WHO)
        with pytest.raises(DataError, match="cannot be trusted: self-signed certificate"):
            send(endpoint, Request(endpoint.url), QUICK)
        server.shutdown()
        thread.join()
        assert server.state.seen == []


def test_a_host_that_does_not_exist():
    with pytest.raises(DataError, match=r"No host is found that is called nowhere\.invalid"):
        send(Endpoint.of("https://nowhere.invalid/", {}), Request("https://nowhere.invalid/"), QUICK)


@pytest.mark.parametrize(
    ("graphs", "questions"),
    [
        ("http://localhost:7878/store", "http://localhost:7878/query"),
        ("https://example.org/sparql-graph-crud-auth", "https://example.org/sparql"),
        ("https://example.org/repositories/dialogue/rdf-graphs/service", "https://example.org/repositories/dialogue"),
        ("https://example.org:8182/sparql/gsp/", "https://example.org:8182/sparql"),
        ("http://localhost:3030/dialogue/data", "http://localhost:3030/dialogue/query"),
    ],
)
def test_where_known_servers_answer_questions(graphs, questions):
    assert graph_store.query_address(graphs) == questions


def test_a_large_graph_is_sent_in_pieces_that_may_be_sent_twice(monkeypatch):
    monkeypatch.setattr(graph_store, "PIECE", 1000)
    lines = [f'<http://a/{n}> <http://b> "{"x" * 50}" .\n'.encode() for n in range(100)]
    lines += [f"_:b{n} <http://b> _:b{n + 1} .\n".encode() for n in range(60)]
    pieces = list(graph_store.pieces(b"".join(sorted(lines))))
    assert sorted(line for piece in pieces for line in piece.splitlines(keepends=True)) == sorted(lines)
    assert all(len(piece) <= 1000 for piece in pieces[1:])
    assert [b"_:" in piece for piece in pieces] == [True] + [False] * (len(pieces) - 1)

"""A graph store on loopback that behaves, until it is told not to: a real server with moods.

It speaks the Graph Store Protocol at `/store` and answers SPARQL at `/query`, both from one pyoxigraph store. A mood is
a function that is handed each request that `spoils` picks, and does with the connection what it likes; it returns True
once it has answered, or False to let the server answer as it should.
"""

import socket
import struct
import threading
import time
from collections.abc import Callable
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox

NTRIPLES = ox.RdfFormat.N_TRIPLES
LONGEST = 20
"""Seconds after which a mood that lasts ends by itself, so that no test hangs."""
PAGE = b"<!DOCTYPE html><html><title>Log in</title><form><input name=password></form></html>"


@dataclass
class Seen:
    """A request, as it came in."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def writes(self):
        return self.method in ("PUT", "POST", "DELETE") and self.path.startswith("/store")

    @property
    def graph(self):
        return parse_qs(urlsplit(self.path).query).get("graph", [""])[0]


@dataclass
class State:
    """What the server holds, what it saw, and its mood."""

    url: str = ""
    store: ox.Store = field(default_factory=ox.Store)
    seen: list[Seen] = field(default_factory=list)
    mood: Callable[["Handler", Seen], bool] | None = None
    spoils: Callable[["State", Seen], bool] = lambda state, seen: True
    ended: threading.Event = field(default_factory=threading.Event)

    @property
    def written(self):
        """How many requests to write came in."""
        return sum(seen.writes for seen in self.seen)


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    @property
    def state(self):
        return self.server.state

    def _any(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        seen = Seen(self.command, self.path, dict(self.headers.items()), body)
        self.state.seen.append(seen)
        if self.state.mood and self.state.spoils(self.state, seen) and self.state.mood(self, seen):
            return
        self.behave(seen)

    do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = _any

    def behave(self, seen):
        """Answer as a graph store should."""
        if seen.path.startswith("/query"):
            return self._asked(parse_qs(seen.body.decode())["query"][0], seen.headers["Accept"])
        store, graph = self.state.store, ox.NamedNode(seen.graph)
        held = store.contains_named_graph(graph)
        if seen.method == "GET":
            if not held:
                return self.say(404, b"no such graph", "text/plain")
            triples = ox.serialize(store.quads_for_pattern(None, None, None, graph), format=ox.RdfFormat.N_QUADS)
            text = b"".join(line.rpartition(b" <")[0] + b" .\n" for line in triples.splitlines())
            return self.say(200, text, "application/n-triples")
        if seen.method in ("PUT", "DELETE"):
            store.remove_graph(graph)
        if seen.method != "DELETE":
            store.load(seen.body, format=NTRIPLES, to_graph=graph)
        return self.say(204 if held else 404 if seen.method == "DELETE" else 201)

    def _asked(self, query, accept):
        found = self.state.store.query(query, use_default_graph_as_union=True)
        if isinstance(found, ox.QueryTriples):
            return self.say(200, found.serialize(format=NTRIPLES), "application/n-triples")
        return self.say(200, found.serialize(format=ox.QueryResultsFormat.JSON), "application/sparql-results+json")

    def say(self, status, body=b"", kind=None, **headers):
        """Answer."""
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        if kind:
            self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)
        return True

    def wait(self):
        """Do nothing till the test ends, then hang up."""
        self.state.ended.wait(LONGEST)
        self.close_connection = True
        return True

    def log_message(self, *told):
        """Keep quiet."""

    def handle(self):
        with suppress(OSError):
            super().handle()


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 50

    def handle_error(self, request, client_address):
        """Keep quiet: clients hang up on moods."""


@contextmanager
def serving():
    """Run a server for a while, and yield its state."""
    with Server(("127.0.0.1", 0), Handler) as server:
        state = server.state = State(f"http://127.0.0.1:{server.server_port}")
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield state
        finally:
            state.ended.set()
            server.shutdown()
            thread.join()


# The moods of one answer


def redirect(to):
    """Send elsewhere."""
    return lambda handler, seen: handler.say(302, Location=f"{to}{seen.path}")


def page(handler, seen):
    """Answer with a page where one logs in, and call it a success."""
    return handler.say(200, PAGE, "text/html; charset=utf-8")


def stall(handler, seen):
    """Say nothing at all."""
    return handler.wait()


def stall_in_body(handler, seen):
    """Begin to answer, and stop."""
    handler.wfile.write(
        b"HTTP/1.1 200 OK\r\nContent-Type: application/n-triples\r\nContent-Length: 900\r\n\r\n<http://a>"
    )
    return handler.wait()


def drip(handler, seen):
    """Answer a letter at a time, without end."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/n-triples\r\n\r\n")
    return _letters(handler, b"#")


def drip_headers(handler, seen):
    """Send headers a letter at a time, without end."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    return _letters(handler, b"x")


def _letters(handler, letter):
    until = time.monotonic() + LONGEST
    while not handler.state.ended.is_set() and time.monotonic() < until:
        handler.wfile.write(letter)
        time.sleep(0.02)
    handler.close_connection = True
    return True


def reset(handler, seen):
    """Break the connection off."""
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()
    handler.close_connection = True
    return True


def truncated(handler, seen):
    """Promise more than comes."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/n-triples\r\nContent-Length: 900\r\n\r\n# all\n")
    handler.close_connection = True
    return True


def garbage(handler, seen):
    """Speak something else than HTTP."""
    handler.wfile.write(b"SSH-2.0-OpenSSH_9.2\r\n")
    handler.close_connection = True
    return True


def unauthorized(handler, seen):
    """Refuse whoever asks."""
    return handler.say(401, b"no", "text/plain", WWW_Authenticate='Basic realm="graphs"')


def unauthorized_by_digest(handler, seen):
    """Refuse whoever asks, though the password is hashed."""
    challenge = 'Digest realm="graphs", nonce="f00", qop="auth", algorithm="MD5"'
    return handler.say(401, b"no", "text/plain", WWW_Authenticate=challenge)


def answering(status):
    """Refuse with a status, and with all that was sent, as a careless server does."""

    def told(handler, seen):
        words = f"refused\x1b[31m {seen.headers}\n{seen.path}".encode()
        return handler.say(status, words, "text/plain")

    return told


def busy(times, **headers):
    """Answer 503 so many times, and then as it should."""
    left = [times]

    def told(handler, seen):
        left[0] -= 1
        return left[0] >= 0 and handler.say(503, b"", **headers)

    return told


def stored_nothing(handler, seen):
    """Say that it was stored, and store nothing."""
    return seen.writes and handler.say(204)


def stored_half(handler, seen):
    """Say that all was stored, and store half of it."""
    if not seen.writes or seen.method == "DELETE":
        return False
    lines = seen.body.splitlines(keepends=True)
    seen.body = b"".join(lines[: len(lines) // 2])
    return False


def stored_elsewhere(handler, seen):
    """Say that it was stored, and store it as another graph."""
    if not seen.writes:
        return False
    handler.state.store.load(seen.body, format=NTRIPLES, to_graph=ox.NamedNode("urn:elsewhere"))
    return handler.say(204)


def stored_otherwise(handler, seen):
    """Store all, but one literal differently."""
    seen.body = seen.body.replace(b"@en .", b"@fr .", 1)
    return False


def loses(handler, seen):
    """Store all, give it back once, and then lose it."""
    if seen.method == "GET" and seen.graph and not seen.graph.endswith("/pushing"):
        handler.behave(seen)
        handler.state.store.remove_graph(ox.NamedNode(seen.graph))
        return True
    return False

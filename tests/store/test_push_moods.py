"""Whatever a server does, a push ends in time, tells the truth, shows no secret, and says "pushed" only if it was."""

import os
import re
import sys
import time
from base64 import b64encode
from subprocess import PIPE, Popen

import bad_server as bad
import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from rabatkg.cli import main
from rabatkg.store import build

USER, PASSWORD, TOKEN = "warden-of-the-lagoon", "sesame & cœur", "bearer-0af3"
SECRETS = [USER, PASSWORD, TOKEN, b64encode(f"{USER}:{PASSWORD}".encode()).decode()]
DEADLINE = 0.6
"""Seconds that one answer is waited for, where a server is slow on purpose."""
SOON = 1.4
"""Seconds where it is asked again when it fails, so that this ends soon."""
PATIENT = 20
"""Seconds where it is not; on a busy machine even a good answer may take its time."""
FOREIGN = ox.Quad(*[ox.NamedNode(f"http://example.org/{name}") for name in "spog"])
UNTOUCHED = "None of the graphs at"
UNFINISHED = "The push is not finished"
GRAPHS = 6


@pytest.fixture(scope="module")
def built(tmp_path_factory, exampleville):
    """A small graph, built: the ontology's blank nodes, a vocabulary, a few records."""
    folder = tmp_path_factory.mktemp("small")
    whole = exampleville()
    names = sorted(whole.store.graphs())
    chosen = [one for one in names if one.endswith("graph/shapes/terms")] + [one for one in names if "/meeting/" in one]
    kept = {ox.NamedNode(name) for name in chosen[:GRAPHS]}
    assert len(kept) == GRAPHS
    quads = [quad for quad in ox.parse(whole.store.dump(), format=ox.RdfFormat.N_QUADS) if quad.graph_name in kept]
    assert any(isinstance(quad.object, ox.BlankNode) for quad in quads)
    build(folder / "store", [ox.serialize(quads, format=ox.RdfFormat.N_QUADS)])
    return folder


@pytest.fixture
def server():
    with bad.serving() as state:
        state.store.add(FOREIGN)
        yield state


@pytest.fixture
def push(built, request):
    """Run `rabatkg push` as a person would, with a password in the environment."""
    data = request.config.rootpath / "tests" / "coverage" / "data"

    def once(state, *words, deadline=PATIENT, lang="en", **environ):
        environ = environ or {"RABATKG_USER": USER, "RABATKG_PASSWORD": PASSWORD}
        environ |= {"RABATKG_BUILD": str(built), "LC_ALL": "C"}
        address = state if isinstance(state, str) else f"{state.url}/store"
        line = ["--data", str(data), "--lang", lang, "push", address, "--deadline", str(deadline), *words]
        began = time.monotonic()
        done = CliRunner().invoke(main, line, env=environ)
        done.seconds = time.monotonic() - began
        return done

    return once


def holds_all(state, built):
    """Whether the server holds what was built, and the graph of others, and nothing else."""
    return _lines(state.store) == _lines([*ox.Store.read_only(str(built / "store")), FOREIGN])


def _lines(quads):
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(map(str, dataset))


AT_ONCE = lambda state, seen: True  # noqa: E731
WRITING = lambda state, seen: seen.writes and state.written > 3  # noqa: E731
MARKING = lambda state, seen: seen.writes  # noqa: E731
READING_BACK = lambda state, seen: not seen.writes and state.written >= GRAPHS  # noqa: E731
WHEN = {"at once": AT_ONCE, "marking": MARKING, "writing": WRITING, "reading back": READING_BACK}

MOODS = {
    "page": (bad.page, "a page for people"),
    "stall": (bad.stall, "had not answered in full after 0.6 s"),
    "stall in the body": (bad.stall_in_body, "had not answered in full after 0.6 s"),
    "drip": (bad.drip, "had not answered in full after 0.6 s"),
    "drip of headers": (bad.drip_headers, "had not answered in full after 0.6 s"),
    "reset": (bad.reset, "broke the connection off"),
    "truncated": (bad.truncated, "cut its answer short"),
    "garbage": (bad.garbage, "does not speak HTTP"),
    "401": (bad.unauthorized, "does not accept you"),
    "401 by Digest": (bad.unauthorized_by_digest, "does not accept you"),
    "403": (bad.answering(403), "does not allow you"),
    "405": (bad.answering(405), "does not know how"),
    "413": (bad.answering(413), "bytes at once"),
    "415": (bad.answering(415), "does not know the format"),
    "429": (bad.answering(429), "too busy"),
    "500": (bad.answering(500), "answers 500: refused"),
    "503 for an hour": (bad.busy(10**9, Retry_After="3600"), "too busy"),
}
WAITED = {
    **dict.fromkeys(["stall", "stall in the body", "drip", "drip of headers"], DEADLINE),
    **dict.fromkeys(["reset", "truncated", "429"], SOON),
}
SELDOM = {"garbage", "405", "415", "401 by Digest", "429", "drip of headers", "truncated"}
"""Moods that do the same in each phase."""
CASES = [(mood, when) for mood in MOODS for when in WHEN if when == "writing" or mood not in SELDOM]
CASES = [case for case in CASES if case != ("page", "writing") and case != ("page", "marking")]


@pytest.mark.parametrize(("mood", "when"), CASES, ids=[" ".join(case) for case in CASES])
def test_a_bad_mood_is_told_as_it_is(server, push, built, mood, when, figure):
    server.mood, words = MOODS[mood]
    server.spoils = WHEN[when]
    before = _lines(server.store)
    done = push(server, deadline=WAITED.get(mood, PATIENT))
    _told_honestly(done, server, before)
    assert words in done.stderr
    server.mood = None
    again = push(server)
    assert again.exit_code == 0, again.output
    assert again.stdout.startswith("Pushed to ")
    assert holds_all(server, built)
    figure("pushes")


def _told_honestly(done, server, before):
    assert done.exit_code == 1, done.output
    assert done.stdout == ""
    assert "pushed" not in done.stderr.lower()
    assert done.seconds < 4 * DEADLINE + 5
    assert not any(secret in done.output for secret in SECRETS)
    assert "\x1b" not in done.output
    now = [line for line in _lines(server.store) if "graph/pushing" not in line]
    if UNFINISHED in done.stderr:
        assert "run the same command again" in done.stderr
        assert now != _lines(server.store), "the mark should stand there"
    else:
        assert UNTOUCHED in done.stderr
        assert now == before


@pytest.mark.parametrize("when", ["marking", "writing", "reading back"])
def test_a_push_that_is_killed_is_told_on_the_server_and_finished_by_the_next(
    server, push, built, when, figure, request
):
    began = Popen(
        [sys.executable, "-c", "from rabatkg.cli import main; main()", "push", f"{server.url}/store"],
        env=os.environ
        | {"RABATKG_BUILD": str(built), "PYTHONPATH": os.pathsep.join(sys.path)}
        | {"RABATKG_DATA": str(request.config.rootpath / "tests" / "coverage" / "data")},
        stdout=PIPE,
        stderr=PIPE,
    )

    def kill(handler, seen):
        began.kill()
        return False

    server.mood, server.spoils = kill, WHEN[when]
    told, _ = began.communicate(timeout=60)
    assert (began.returncode, told) == (-9, b"")
    server.mood = None
    if when != "marking":
        assert any("graph/pushing" in line for line in _lines(server.store))
    assert push(server).exit_code == 0
    assert holds_all(server, built)
    figure("pushes")


LIES = {
    "stored nothing": (bad.stored_nothing, "does not keep what is sent"),
    "stored half": (bad.stored_half, "does not give back the graph"),
    "stored elsewhere": (bad.stored_elsewhere, "does not give back the graph"),
    "stored otherwise": (bad.stored_otherwise, "does not give back the graph"),
    "loses": (bad.loses, "counts 0 statements in the graph"),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_lie_is_found_out(server, push, built, lie, figure):
    server.mood, words = LIES[lie]
    server.spoils = AT_ONCE if lie in ("stored nothing", "loses") else lambda state, seen: state.written > 3
    before = _lines(server.store)
    done = push(server)
    assert done.exit_code == 1
    assert done.stdout == ""
    assert words in done.stderr
    if lie == "stored nothing":
        assert _lines(server.store) == before
    server.mood = None
    server.store.remove_graph(ox.NamedNode("urn:elsewhere"))
    assert push(server).exit_code == 0
    assert holds_all(server, built)
    figure("pushes")


def test_a_server_that_counts_too_much_loses_nothing(server, push):
    """Graphs that were not asked for are never taken for ours, and removed."""

    def tells_all(handler, seen):
        seen.body = re.sub(rb"FILTER%28.*?%29%29", b"", seen.body)
        return False

    server.mood = tells_all
    done = push(server)
    assert done.exit_code == 1
    assert "cannot be read" in done.stderr
    assert FOREIGN in server.store
    assert not server.written


@pytest.mark.parametrize("when", WHEN)
def test_a_redirect_takes_nothing_along(server, push, when):
    with bad.serving() as canary:
        server.mood, server.spoils = bad.redirect(canary.url), WHEN[when]
        before = _lines(server.store)
        done = push(server)
        _told_honestly(done, server, before)
        assert f"sends to another address, {canary.url}/" in done.stderr
        assert canary.seen == []


def test_who_is_busy_for_a_moment_is_asked_again(server, push, built):
    server.mood, server.spoils = bad.busy(2), WRITING
    done = push(server)
    assert done.exit_code == 0
    assert holds_all(server, built)


def test_retry_after_is_waited_for(server, push):
    server.mood, server.spoils = bad.busy(1, Retry_After="2"), WRITING
    began = time.monotonic()
    assert push(server).exit_code == 0
    assert time.monotonic() - began > 2


def test_nobody_there(server, push):
    done = push("http://127.0.0.1:1/store", deadline=SOON)
    assert done.exit_code == 1
    assert "connection was refused" in done.stderr


def test_a_password_goes_only_to_whom_asks_for_one(server, push):
    assert push(server).exit_code == 0
    assert not any("Authorization" in seen.headers for seen in server.seen)


def test_a_token_is_never_shown(server, push):
    server.mood, server.spoils = bad.answering(500), WRITING
    done = push(server, RABATKG_TOKEN=TOKEN)
    assert done.exit_code == 1
    assert all(seen.headers["Authorization"] == f"Bearer {TOKEN}" for seen in server.seen)
    assert TOKEN not in done.output


def test_a_server_that_repeats_the_password_is_not_repeated(server, push):
    def careless(handler, seen):
        if "Authorization" not in seen.headers:
            return bad.unauthorized(handler, seen)
        told = f"no: {seen.headers['Authorization']} {USER} {PASSWORD}"
        return handler.say(500, told.encode(), "text/plain; charset=utf-8")

    server.mood = careless
    done = push(server)
    assert "answers 500: no: Basic *** *** ***" in done.stderr
    assert not any(secret in done.output for secret in SECRETS)


def test_a_hashed_password_is_never_sent(server, push):
    server.mood = bad.unauthorized_by_digest
    push(server)
    signed = [seen.headers["Authorization"] for seen in server.seen if "Authorization" in seen.headers]
    assert signed
    assert all(one.startswith("Digest ") for one in signed)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://warden:sesame@127.0.0.1/store", "must not hold a user or a password"),
        ("ftp://127.0.0.1/store", "not an address on the web"),
        ("http://example.org/store", "would travel unencrypted"),
        ("http://127.0.0.1:9/graphs", "--query-endpoint"),
    ],
)
def test_wrong_addresses_are_refused_before_anything_is_sent(push, url, words):
    done = push(url)
    assert done.exit_code == 2
    assert words in done.stderr
    assert "sesame" not in done.output

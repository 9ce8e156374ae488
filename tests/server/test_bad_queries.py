"""Bad queries end in time and are answered in plain words, and the server is as well as before."""

import re
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from urllib.parse import quote

import psutil
import pytest
from bad_queries import CUT, WRONG, long, nested

from rabatkg.names import PREFIXES
from rabatkg.queries.vetting import LONGEST

pytestmark = pytest.mark.xdist_group("server")

QUERY = {"Content-Type": "application/sparql-query"}
SECONDS = 2
"""What a query may take on the server of the tests."""
FORBIDDEN = {
    "SERVICE": "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }",
    "FROM": "SELECT * FROM <http://x/> { ?s ?p ?o }",
    "INSERT": "INSERT DATA { <http://x/a> <http://x/b> 1 }",
    "a path around in circles": CUT["a path around in circles"],
    "too large an answer": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
}
"""What is refused or cut for other reasons."""
KINDS = 19
"""How many kinds of refusals there are of all these."""
IN_BOTH = {"variable", "variables", "rule", *PREFIXES}
"""Words of our refusals that are the same in English and in French."""
VALUE = re.compile(r"“.*”|«.*»|\S+://\S*|\b\w+:(?![\w/])|[?$]\w+|\d+")
"""What a refusal repeats of a query, and figures."""
BYTES = {
    "not UTF-8": b"ASK { ?s ?p '\xff' }",
    "half a letter": b"ASK { ?s ?p '\xed\xa0\x80' }",
    "a letter too long": b"ASK { ?s ?p '\xc0\xaf' }",
    "UTF-16": "ASK {}".encode("utf-16"),
    "UTF-32": "ASK {}".encode("utf-32"),
    "Latin 1": "ASK { ?s ?p 'é' }".encode("latin-1"),
    "cut": b"ASK { ?s ?p '\xc3",
    "gzip": b"\x1f\x8b\x08\x00\x00\x00\x00\x00",
    "noise": bytes(range(256)),
}


@pytest.fixture(scope="module")
def asked(fetch):
    """Return a function that asks queries beside each other, each from another client; answers and seconds by name."""

    def ask(queries, lang):
        def one(item):
            (name, query), number = item
            began = time.monotonic()
            body = query if isinstance(query, bytes) else query.encode()
            source = f"127.0.0.{number}"
            answer = fetch("POST", "/sparql", {**QUERY, "Accept-Language": lang}, body, source=source)
            return name, (answer, time.monotonic() - began)

        with ThreadPoolExecutor(6) as clients:
            return dict(clients.map(one, zip(queries.items(), cycle(range(2, 200)))))

    return ask


@pytest.fixture(scope="module")
def refused(asked):
    """The answers to all that is wrong, and the seconds that they took, by the language of the reader and by name."""
    queries = {**WRONG, **nested(), **long(), **BYTES}
    assert len(queries) >= 150
    return {lang: asked(queries, lang) for lang in ("en", "fr")}


@pytest.fixture(scope="module", autouse=True)
def as_before(server, fetch):
    """The process of the server, and its children, are the same after all these queries, and no heavier."""
    process = psutil.Process(server.process.pid)
    before = {one.pid for one in process.children()}
    yield
    assert process.is_running() and {one.pid for one in process.children()} == before
    assert fetch("GET", "/sparql?query=ASK%7B%7D").status == 200
    assert not any("Traceback" in line for line in server.log)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_what_is_wrong_is_told_in_plain_words(refused, lang, figure):
    found = refused[lang]
    wrong = {name: (answer.status, answer.text[:80]) for name, (answer, _) in found.items() if answer.status != 400}
    assert wrong == {}
    for name, (answer, seconds) in found.items():
        assert seconds < SECONDS + 2, name
        assert answer.headers["content-language"] == lang
        assert answer.headers["content-type"].startswith("text/plain")
        assert plain(answer.text), (name, answer.text)
    if lang == "en":
        figure("bad queries", of=len(found), met=len(found))


def test_every_kind_of_refusal_is_told_in_the_language_of_the_reader(asked, refused):
    told = {lang: {**refused[lang], **asked(FORBIDDEN, lang)} for lang in ("en", "fr")}
    kinds = defaultdict(set)
    for name, (english, _) in told["en"].items():
        french, _ = told["fr"][name]
        assert (english.status, french.headers["content-language"]) == (french.status, "fr"), name
        assert in_both(english.text, french.text) <= IN_BOTH, (name, french.text)
        kinds[kind(english.text)].add(kind(french.text))
    assert len(kinds) == KINDS, sorted(kinds)
    assert all(len(said) == 1 for said in kinds.values()), kinds
    assert len(set.union(*kinds.values())) == KINDS


def test_words_of_another_language_are_seen():
    english = "This is not SPARQL: something is missing here. Check the query.\n"
    assert in_both(english, "Ceci n’est pas du SPARQL : il manque quelque chose. Vérifiez la requête.\n") == set()
    assert in_both(english, "Ceci n’est pas du SPARQL : something is missing here.\n") > {"something", "missing"}


def kind(text):
    """Return a refusal without what it repeats of the query, and without its figures."""
    return VALUE.sub("…", text)


def in_both(english, french):
    """Return the words that two refusals share, but for what they repeat, and for the words of SPARQL itself."""
    return set.intersection(*(set(re.findall(r"\b[a-zà-ÿ]{3,}\b", kind(text))) for text in (english, french)))


def plain(text):
    """Whether a refusal is one or two sentences on one line, with nothing of the machine in them."""
    machine = r"Traceback|pyoxigraph|Error\b|expected one of|\.py\b|0x[0-9a-f]+|panicked|[\x00-\x09\x0b-\x1f\x7f]"
    return re.fullmatch(r"[^\n]{10,400}[.]\n", text) and not re.search(machine, text)


def test_one_byte_less_is_answered(fetch):
    for sign in ("a", "é"):
        text = "ASK {} #" + "a" * (LONGEST % 2) + sign * ((LONGEST - 8) // len(sign.encode()))
        assert len(text.encode()) == LONGEST
        assert fetch("POST", "/sparql", QUERY, text.encode()).status == 200


def test_what_is_bad_for_the_engine_ends_in_time(asked, figure):
    found = asked(CUT, "en")
    for name, (answer, seconds) in found.items():
        assert answer.status in (200, 400, 503), (name, answer.status, answer.text)
        assert seconds < SECONDS + 2, (name, seconds)
        assert answer.status == 200 or plain(answer.text), (name, answer.text)
    figure("bad queries", of=len(found), met=len(found))


def test_a_cheap_query_is_answered_at_once_behind_a_bad_one(fetch):
    bad = ["ASK { FILTER(" + "(" * 3_000 + " }", CUT["a deep path"], "ASK {"]
    for number, query in enumerate(bad):  # a cheap query is another each time, as answers are kept
        fetch("POST", "/sparql", QUERY, query.encode(), source="127.0.0.9")
        began = time.monotonic()
        assert fetch("GET", f"/sparql?query={quote(f'ASK {{ ?s ?p {number} }}')}").status == 200
        assert time.monotonic() - began < SECONDS  # which the bad one might have had

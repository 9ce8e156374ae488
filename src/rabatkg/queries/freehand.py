"""SPARQL that a person wrote, run in a child process under a deadline and a memory limit.

No engine here can be interrupted from within, and a deeply nested query ends the whole process: so the query is
vetted as text first, then runs where its end harms nobody.
"""

import json
import re
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from rabatkg.errors import UnknownName, UsageError
from rabatkg.names import PREFIXES
from rabatkg.speech import mark
from rabatkg.store import Answer, Row, Term
from rabatkg.store.apart import ASIDE, unknown_word

if TYPE_CHECKING:
    from rabatkg.store.remote import Remote

SECONDS = 20
MEGABYTES = 2048
LONGEST = 16_000
DEEPEST = 64
_NAMES = re.compile(r"[?$]\w+|[\w-]*:[\w-]*")
"""Variables and prefixed names, in which any word may stand."""


def ask(store: Path, sparql: str, seconds: float = SECONDS, megabytes: int = MEGABYTES) -> Answer:
    """Return the answer to a SELECT or ASK query, or the triples of a CONSTRUCT as three columns.

    Args:
        store: folder of the built store.
        sparql: the query.
        seconds: the deadline.
        megabytes: how much memory the query may take.

    Raises:
        UsageError: the query is refused, wrong, too slow or too large.
    """
    import subprocess

    vet(sparql)
    sparql = with_prefixes(sparql)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "rabatkg.store.apart", str(store), str(megabytes)],
            input=sparql.encode(),
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise UsageError(
            "The query took longer than {seconds} seconds and was stopped.",
            seconds=seconds,
            remedy="Ask for less, begin with what is rarest, or give it a longer --deadline.",
        ) from error
    if b"Traceback" in done.stderr and b"MemoryError" not in done.stderr:
        raise RuntimeError(done.stderr.decode("utf-8", "replace"))
    if done.returncode != 0:
        raise UsageError(
            "The query was stopped: it needs more memory than {megabytes} MB, or is nested too deep.",
            megabytes=megabytes,
            remedy="Ask for less.",
        )
    told = json.loads(done.stdout)
    if "unknown" in told:
        word, known = told["unknown"]
        raise UnknownName(word, known, mark("{name} is not a word of the ontology."))
    if "error" in told:
        raise UsageError("This is not SPARQL: {problem}.", problem=told["error"], remedy="Check the query.")
    rows: list[Row] = [{name: Term(*term) for name, term in row.items()} for row in told["rows"]]
    return Answer(tuple(told["variables"]), rows)


def ask_server(store: "Remote", sparql: str, seconds: float = SECONDS) -> Answer:
    """Return the answer of a server to the same; it is the server that spends its time and memory.

    Raises:
        UsageError: the query is refused or wrong.
        DataError: the server does not answer, or not in time.
    """
    vet(sparql)
    with closing(store.within(seconds)) as soon:
        if unknown := unknown_word(soon, sparql):
            raise UnknownName(*unknown, mark("{name} is not a word of the ontology."))
        return soon.select(with_prefixes(sparql))


def vet(sparql: str) -> None:
    """Raise UsageError for a query that is too long or too deep, that would change the store or leave it."""
    bare = ASIDE.sub(" ", sparql)
    words = _NAMES.sub(" ", bare)
    if len(sparql.encode()) > LONGEST:
        raise UsageError("The query is longer than {most} bytes.", most=LONGEST, remedy="Shorten it.")
    if _depth(bare) > DEEPEST:
        raise UsageError("The query is nested deeper than {most} levels.", most=DEEPEST, remedy="Flatten it.")
    if re.search(r"SERVICE", words, re.I):
        raise UsageError("SERVICE is not allowed: a query asks this graph only.", remedy="Remove it.")
    if re.search(r"\bFROM\b", words, re.I):
        raise UsageError("FROM is not allowed: a query asks all graphs.", remedy="Use GRAPH <…> {{ … }} to name one.")
    if re.search(r"\b(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|COPY|MOVE|ADD)\b", words, re.I):
        raise UsageError(
            "The graph is read-only: a query cannot change it.", remedy="Ask with SELECT, ASK or CONSTRUCT."
        )


def with_prefixes(sparql: str) -> str:
    """Return the query with the prefixes of the house declared where it uses them without saying so.

    Raises:
        UsageError: it uses a prefix that neither it nor the house declares.
    """
    bare = ASIDE.sub(" ", sparql)
    declared = set(re.findall(r"\bPREFIX\s+([\w-]*):", bare, re.I))
    used = set(re.findall(r"(?<![\w:?$-])([A-Za-z][\w-]*):", bare)) - declared - {"_"}
    for prefix in sorted(used - set(PREFIXES)):
        raise UsageError(
            "The prefix {prefix}: is not declared.",
            prefix=prefix,
            known=", ".join(sorted(PREFIXES)),
            remedy="Begin the query with PREFIX {prefix}: <…>; known without that are: {known}.",
        )
    return "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in sorted(used)) + sparql


def _depth(text: str) -> int:
    depth = deepest = 0
    for sign in text:
        if sign in "({[":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in ")}]":
            depth -= 1
    return deepest

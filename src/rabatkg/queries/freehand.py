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
from rabatkg.queries.faults import plainly
from rabatkg.queries.vetting import bare, vet
from rabatkg.speech import mark
from rabatkg.store import Answer, Row, Store, Term
from rabatkg.store.apart import unknown_word

if TYPE_CHECKING:
    from rabatkg.store.remote import Remote

SECONDS = 20
MEGABYTES = 2048
NO_WORD = mark("{name} is not a word of the ontology.")


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
    sent = with_prefixes(sparql)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "rabatkg.store.apart", str(store), str(megabytes)],
            input=sent.encode(),
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
        raise UnknownName(word, known, NO_WORD)
    if "error" in told:
        raise _wrong(told["error"], sparql, sent)
    rows: list[Row] = [{name: Term(*term) for name, term in row.items()} for row in told["rows"]]
    return Answer(tuple(told["variables"]), rows)


def ask_here(store: Store, sparql: str) -> Answer:
    """Return the answer of a store to the same, in this process and without a deadline.

    Raises:
        UsageError: the query is refused or wrong.
    """
    vet(sparql)
    if unknown := unknown_word(store, sparql):
        raise UnknownName(*unknown, NO_WORD)
    sent = with_prefixes(sparql)
    try:
        return store.select(sent)
    except UsageError as error:
        told = str(error.message.values.get("problem", error))
        raise _wrong(told, sparql, sent) from error


def _wrong(told: str, sparql: str, sent: str) -> UsageError:
    """Return what is wrong with a query, by what the engine says of it as it was sent."""
    problem = plainly(told, sparql, sent.count("\n") - sparql.count("\n"))
    return UsageError("This is not SPARQL: {problem}.", problem=problem, remedy="Check the query.")


def ask_server(store: "Remote", sparql: str, seconds: float = SECONDS) -> Answer:
    """Return the answer of a server to the same; it is the server that spends its time and memory.

    Raises:
        UsageError: the query is refused or wrong.
        DataError: the server does not answer, or not in time.
    """
    vet(sparql)
    with closing(store.within(seconds)) as soon:
        if unknown := unknown_word(soon, sparql):
            raise UnknownName(*unknown, NO_WORD)
        return soon.select(with_prefixes(sparql))


def with_prefixes(sparql: str) -> str:
    """Return the query with the prefixes of the house declared where it uses them without saying so.

    Raises:
        UsageError: it uses a prefix that neither it nor the house declares.
    """
    own = bare(sparql)
    declared = set(re.findall(r"\bPREFIX\s+([\w-]*):", own, re.I))
    used = set(re.findall(r"(?<![\w:?$-])([A-Za-z][\w-]*):", own)) - declared - {"_"}
    for prefix in sorted(used - set(PREFIXES)):
        raise UsageError(
            "The prefix {prefix}: is not declared.",
            prefix=prefix,
            known=", ".join(sorted(PREFIXES)),
            remedy="Begin the query with PREFIX {prefix}: <…>; known without that are: {known}.",
        )
    return "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in sorted(used)) + sparql

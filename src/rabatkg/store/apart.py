"""A query asked in a process of its own, with little memory: what `rabatkg.queries.freehand` starts.

It loads the engine and little else, so that the process begins at once. The folder of the store and the megabytes come
as arguments, the query on the standard input; the answer, or what is wrong, is written as JSON.
"""

import json
import re
import sys
from pathlib import Path

from rabatkg.errors import UsageError
from rabatkg.names import RDFS, RKG
from rabatkg.store.asked import Store
from rabatkg.store.embedded import Embedded

ASIDE = re.compile(
    r"#[^\n]*|<[^<>\"{}|^`\\\s]*>|\"\"\".*?\"\"\"|'''.*?'''|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'", re.S
)
"""What says nothing of a query's own words: comments, IRIs and texts."""
OURS = re.compile(r"(?<![\w:?$])rkg:(\w+)")


def unknown_word(store: Store, sparql: str) -> tuple[str, list[str]] | None:
    """Return a word of ours in the query that the ontology does not define, and those that it does."""
    used = set(OURS.findall(ASIDE.sub(" ", sparql)))
    if not used:
        return None
    words = f"SELECT ?word WHERE {{ ?word <{RDFS}isDefinedBy> <{RKG.removesuffix('#')}> }}"
    known = {row["word"].value.removeprefix(RKG) for row in store.select(words).rows}
    for word in sorted(used - known):
        return f"rkg:{word}", [f"rkg:{name}" for name in sorted(known)]
    return None


def answered(path: Path, megabytes: int, sparql: str) -> str:
    """Return the answer to a query as JSON, from this process, whose memory is limited from now on."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    store = Embedded.open(path)
    if unknown := unknown_word(store, sparql):
        return json.dumps({"unknown": unknown})
    try:
        answer = store.select(sparql)
    except UsageError as error:
        return json.dumps({"error": str(error.message.values.get("problem", error))})
    return json.dumps(
        {"variables": answer.variables, "rows": [{k: tuple(v) for k, v in row.items()} for row in answer.rows]}
    )


if __name__ == "__main__":
    print(answered(Path(sys.argv[1]), int(sys.argv[2]), sys.stdin.read()))

"""What must be true of a server before it is asked: which dialogue it holds, and that queries see all its graphs."""

from collections.abc import Iterable

from rabatkg import __version__
from rabatkg.errors import DataError
from rabatkg.names import OWL, RDFS, RKG, Names
from rabatkg.speech import mark
from rabatkg.store.pushing import MARK
from rabatkg.store.remote import Remote
from rabatkg.store.transport import USUAL, Endpoint, Limits, Line

ONTOLOGY = RKG.removesuffix("#")
WAYS: tuple[dict[str, str], ...] = ({}, {"union-default-graph": "true"})
"""What is said beside a query so that it sees all graphs: nothing, or what Oxigraph's server understands."""


def opened(endpoint: Endpoint, names: Names, dialogue: str, limits: Limits = USUAL) -> Remote:
    """Return the graph of a dialogue on a server, once it is known to answer as a built store does.

    Args:
        endpoint: where the server takes queries.
        dialogue: the key of the dialogue.
        limits: how long each request is waited for.

    Raises:
        DataError: the server does not answer; it holds nothing, another dialogue, several in one, or a graph that this
            program does not understand; or its queries do not see all graphs.
    """
    line = Line(endpoint, limits)
    try:
        return _known(line, names, dialogue)
    except BaseException:
        line.close()
        raise


def _known(line: Line, names: Names, dialogue: str) -> Remote:
    found, endpoint = Remote(line, names.graph("")), line.endpoint
    own, words = names.graph("ontology"), _words(found)
    if own not in words:
        raise _other(found, words, names.graph(""))
    _finished(found, names.graph(MARK))
    _understood(found, own)
    others = sorted(words.keys() - {own})
    if others:
        raise DataError(
            "{url} holds other dialogues too, and would mix them: {graphs}.",
            url=endpoint.shown,
            graphs=", ".join(others[:3]),
            remedy="Give each dialogue a dataset of its own on the server.",
        )
    for way in WAYS:
        one = Remote(line, names.graph(""), way)
        if _seen(one) < words[own]:
            continue
        if _seen(one, f"<{names.thing(dialogue)}> a ?class") < words[own]:
            raise DataError(
                "{url} does not hold the dialogue {dialogue}.",
                url=endpoint.shown,
                dialogue=dialogue,
                remedy="Name its data folder with --data, or the address of another graph.",
            )
        return one
    raise DataError(
        "Queries to {url} do not see all its graphs together, as they must.",
        url=endpoint.shown,
        remedy=mark(
            "Switch that on: `--union-default-graph` for Oxigraph, `unionDefaultGraph` for Jena Fuseki. "
            "Virtuoso, GraphDB and Neptune do so from the start."
        ),
    )


def _words(store: Remote) -> dict[str, int]:
    """Return the graphs that hold words of our ontology, and how many."""
    found = store.select(
        f"SELECT ?g (COUNT(DISTINCT ?word) AS ?n) WHERE {{ GRAPH ?g {{ ?word <{RDFS}isDefinedBy> <{ONTOLOGY}> }} }} "
        "GROUP BY ?g"
    )
    return {row["g"].value: int(row["n"].value) for row in found.rows if "g" in row}


def _seen(store: Remote, beside: str = "") -> int:
    """Return how many words of our ontology are seen without naming a graph, beside something in another graph."""
    found = store.select(
        f"SELECT (COUNT(DISTINCT ?word) AS ?n) WHERE {{ ?word <{RDFS}isDefinedBy> <{ONTOLOGY}> . {beside} }}"
    )
    return int(found.rows[0]["n"].value)


def _other(store: Remote, graphs: Iterable[str], own: str) -> DataError:
    url = store.endpoint.shown
    bases = sorted({graph.removesuffix("ontology") for graph in graphs})
    if bases:
        remedy = mark("Name the data folder of that dialogue with --data, or the address of another graph.")
        several = ", ".join(bases[:3])
        return DataError("{url} holds another dialogue: {bases}.", url=url, bases=several, remedy=remedy)
    remedy = mark("Put it there with `rabatkg push`, or name another address.")
    if store.select("ASK { GRAPH ?g { ?s ?p ?o } }").rows[0]["answer"].value == "false":
        return DataError("{url} is empty: no graph of it holds anything.", url=url, remedy=remedy)
    return DataError(
        "{url} holds nothing of this dialogue, whose graphs begin with {own}.", url=url, own=own, remedy=remedy
    )


def _finished(store: Remote, place: str) -> None:
    """Raise DataError where a push was broken off, and the graphs may be those of two days."""
    if store.select(f"ASK {{ GRAPH <{place}> {{ ?s ?p ?o }} }}").rows[0]["answer"].value == "true":
        raise DataError(
            "A push to {url} is under way, or was broken off: it may hold a mixture of old and new.",
            url=store.endpoint.shown,
            remedy="Wait for its end, or push again.",
        )


def _understood(store: Remote, graph: str) -> None:
    """Raise DataError where the graph was made by a version of the ontology that means other things."""
    found = store.select(f"SELECT ?v WHERE {{ GRAPH <{graph}> {{ <{ONTOLOGY}> <{OWL}versionInfo> ?v }} }}")
    versions = {row["v"].value for row in found.rows}
    if not any(one.split(".")[:2] == __version__.split(".")[:2] for one in versions):
        raise DataError(
            "The graph at {url} speaks version {version} of the ontology; this program speaks {own}.",
            url=store.endpoint.shown,
            version=", ".join(sorted(versions)) or "?",
            own=__version__,
            remedy="Push the graph again with this version of rabatkg, or use the version that it was made with.",
        )

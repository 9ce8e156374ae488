"""Queries made up from the grammar of the saved questions have the same answers in rdflib and in Oxigraph."""

from collections import Counter
from decimal import Decimal
from functools import partial
from typing import NamedTuple

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from made_up_queries import MadeUp, branches
from rdflib import Dataset, URIRef

from rabatkg import queries
from rabatkg.building import in_memory
from rabatkg.confined import confined
from rabatkg.errors import DataError
from rabatkg.layout import Layout
from rabatkg.names import RKG, XSD

pytestmark = pytest.mark.xdist_group("engines")
"""The two engines are loaded once."""

FEW, MANY = 180, 3_000
SECONDS = 2.0
"""What the two have together for one query; what takes longer is not counted."""
NUMBERS = frozenset(f"{XSD}{kind}" for kind in ("integer", "decimal", "double", "float"))
QUIET = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large]
BRANCHES = "{ ?x a rkg:Action } UNION { ?x a rkg:Action }"
KNOWN = {
    "SELECT ?x { OPTIONAL { ?x rkg:nothing ?y } }": "rdflib leaves out a row in which nothing stands",
    "SELECT ?x ?n { ?x a rkg:Action { SELECT ?x (COUNT(?y) AS ?n) { ?y rkg:nothing ?x } GROUP BY ?x } }": (
        "rdflib makes a row of nothing of a GROUP BY that groups nothing; made-up queries group first, and something"
    ),
    f"SELECT ?x {{ BIND(1 AS ?y) {BRANCHES} {BRANCHES} {{ SELECT DISTINCT ?x {{ ?x a rkg:Action }} }} }}": (
        "rdflib may have the same row of a UNION once; made-up queries with branches count no rows"
    ),
    "SELECT ?x { ?x rkg:belongsTo|(rkg:belongsTo/rkg:nothing?) ?y }": (
        "Oxigraph has a row once that two branches of a path lead to; likewise"
    ),
}
"""What one of the two is known to answer otherwise than SPARQL has it; no saved question relies on it."""


class Engines(NamedTuple):
    """The same statements in both."""

    oxigraph: ox.Store
    rdflib: Dataset


@pytest.fixture(scope="module")
def lines(dialogue):
    """The Lagoon Dialogue, inferred statements included."""
    return in_memory(dialogue("lagoon").corpus).dump()


@pytest.fixture(scope="module")
def engines(lines):
    return loaded(lines, lines)


@pytest.fixture(scope="module")
def texts(request, engines):
    """Made-up queries."""
    questions = queries.catalogue(Layout.find(request.config.rootpath, environ={})).values()
    holds = partial(engines.oxigraph.query, use_default_graph_as_union=True)
    return MadeUp(questions, lambda sparql: bool(holds(sparql))).texts


def loaded(one, other):
    store = ox.Store()
    store.load(one, ox.RdfFormat.N_QUADS)
    dataset = Dataset(default_union=True)
    dataset.parse(data=other, format="nquads")
    return Engines(store, dataset)


def answers(engines, sparql):
    """Return both answers, each as a bag of rows, or as whether there is any."""
    return by_oxigraph(engines.oxigraph, sparql), by_rdflib(engines.rdflib, sparql)


def by_oxigraph(store, sparql):
    found = store.query(sparql, use_default_graph_as_union=True)
    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    return Counter(tuple(_value(one) for one in row) for row in found)


def by_rdflib(dataset, sparql):
    found = dataset.query(sparql)
    return found.askAnswer if found.type == "ASK" else Counter(tuple(_term(one) for one in row) for row in found)


def _value(term):
    if isinstance(term, ox.Literal):
        return _literal(term.value, term.language, term.datatype.value)
    return None if term is None else ("iri", term.value) if isinstance(term, ox.NamedNode) else "unnamed"


def _term(term):
    if term is None or isinstance(term, URIRef):
        return None if term is None else ("iri", str(term))
    if not hasattr(term, "datatype"):
        return "unnamed"
    return _literal(str(term), term.language, str(term.datatype or f"{XSD}string"))


def _literal(text, language, datatype):
    """Return a value that is the same for the same number, however it is written."""
    if language:
        return "text", text, language
    return ("number", Decimal(text)) if datatype in NUMBERS else (datatype, text)


def alike(one, other, sparql):
    """Return whether two answers have the same rows, each as often, but for what is known."""
    if isinstance(one, bool):
        return one == other
    one, other = ({row: many for row, many in each.items() if any(row)} for each in (one, other))
    return one.keys() == other.keys() if branches(sparql) else one == other


def asked(engines, texts, many, **chosen):
    """Ask many made-up queries of both engines; return how many were answered, and how."""
    counted = Counter()

    @settings(max_examples=many, deadline=None, database=None, suppress_health_check=QUIET, **chosen)
    @given(sparql=texts)
    def ask(sparql):
        try:
            one, other = confined(answers, engines, sparql, seconds=SECONDS)
        except DataError as error:
            if error.__cause__ is not None:
                raise
            counted["too long"] += 1
            return
        assert alike(one, other, sparql), sparql
        counted["answered" if one else "empty"] += 1

    ask()
    return counted


def test_made_up_queries_are_answered_alike(engines, texts, figure, exhaustive, share):
    counted = asked(engines, texts, MANY if exhaustive else round(share * FEW), derandomize=not exhaustive)
    same = counted["answered"] + counted["empty"]
    told = f"{counted['empty']} of them have no answer, {counted['too long']} more took too long"
    figure("queries in two engines", same, same, told)
    assert counted["too long"] < same  # hardly any, where nothing else goes on
    assert counted["answered"] > same / 3


def test_what_one_of_them_lacks_is_found(lines, texts):
    lacking = b"".join(line for line in lines.splitlines(keepends=True) if b'"@fr' not in line)
    with pytest.raises(AssertionError):
        asked(loaded(lines, lacking), texts, 100, derandomize=True, phases=[Phase.generate])


@pytest.mark.parametrize("sparql", KNOWN, ids=lambda sparql: KNOWN[sparql])
def test_known_differences_are_there_still(sparql, engines):
    one, other = answers(engines, f"PREFIX rkg: <{RKG}>\n{sparql}")
    assert one != other

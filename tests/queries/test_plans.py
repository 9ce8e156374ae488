"""How a question must be written, so that every engine finds a good plan and gives the rows in the same order."""

import csv
import re
from collections import defaultdict

import pytest
from asked import QUESTIONS, ROOT
from rdflib import RDF, Variable
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue

GOLDEN = ROOT / "tests" / "golden"
EXISTS = ("Builtin_EXISTS", "Builtin_NOTEXISTS")
CHOOSING = {RDF.predicate}
"""Properties whose object is a property: a variable that stands there is chosen by the claims."""


def parts(node):
    """Yield the nodes of a query's algebra."""
    if isinstance(node, CompValue):
        yield node
        node = list(node.values())
    if isinstance(node, list | tuple):
        for part in node:
            yield from parts(part)


def named(node, *names):
    return [part for part in parts(node) if part.name in names]


def triples(node):
    return [triple for part in named(node, "BGP") for triple in part.triples or ()]


@pytest.fixture(scope="module", params=QUESTIONS)
def algebra(request):
    return prepareQuery(QUESTIONS[request.param].sparql).algebra


def test_no_pattern_is_all_of_the_graph(algebra):
    """Where all three are variables, the property is one of a list, or one that a claim or the ontology names."""
    chosen = {triple[2] for triple in triples(algebra) if triple[1] in CHOOSING}
    chosen |= {name for row in named(algebra, "values") for one in row.res for name in one}
    chosen |= {name for sub in named(algebra, "Distinct") for name in sub.p.PV}
    open_ = [triple for triple in triples(algebra) if all(isinstance(part, Variable) for part in triple)]
    assert [triple for triple in open_ if triple[1] not in chosen] == []


def test_an_exists_holds_one_pattern(algebra):
    """Oxigraph answers each pattern of an EXISTS alone, for every row: several make the square of the graph.

    An OPTIONAL part with FILTER(!BOUND(…)) says the same, and starts at the row.
    """
    for exists in named(algebra, *EXISTS):
        assert len(triples(exists.graph)) == 1


def test_an_exists_is_only_asked_in_a_filter(algebra):
    """As a value it is a boolean, for which Virtuoso gives a number."""
    assert [told for told in named(algebra, "Extend") if named(told.expr, *EXISTS)] == []


def test_what_may_be_absent_comes_last(algebra):
    """A pattern after an OPTIONAL part is joined with all of its rows, and not reached from them."""

    def absent(node):
        return node.name == "LeftJoin" or (node.name in ("Filter", "Extend") and absent(node.p))

    assert [join for join in named(algebra, "Join") if absent(join.p1)] == []


@pytest.mark.parametrize("corpus", ("two-documents", "full"))
@pytest.mark.parametrize("name", QUESTIONS)
def test_the_order_is_settled(name, corpus):
    """Rows that agree in all that they are ordered by are the same row: pages of an answer neither repeat nor skip."""
    keys = set(re.findall(r"\?(\w+)", QUESTIONS[name].sparql.rpartition("ORDER BY")[2]))
    alike = defaultdict(set)
    with (GOLDEN / corpus / f"{name}.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            alike[tuple(row[key] for key in row if key in keys)].add(tuple(row.values()))
    assert keys
    assert [rows for rows in alike.values() if len(rows) > 1] == []

"""Prepare the SPARQL of a shape for rdflib, so that it starts at the node that it is asked of.

rdflib puts the patterns of a query in order before it knows which node `$this` is, and where one group follows
another it works both out before it joins them. Either way it may run through all meetings, or all claims, to find the
few that belong to one node. Here the patterns about `$this` come first, and a group of plain patterns is worked out
for each answer of the group before it. The answers are the same.
"""

from functools import cache
from typing import Any

from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.algebra import traverse
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.sparql import Query
from rdflib.term import Variable

THIS = Variable("this")
PLAIN = frozenset({"BGP", "Union", "Join"})
"""The groups whose answers are the same whether they are worked out alone or for each answer of the group before."""

EXISTS = frozenset({"Builtin_EXISTS", "Builtin_NOTEXISTS"})


@cache
def prepared(text: str) -> Query:
    """Return the query that a text is, ready to be asked with `$this` bound."""
    query = prepareQuery(text)
    traverse(query.algebra, visitPost=_settle)
    return query


def _settle(part: Any) -> None:
    if not isinstance(part, CompValue):
        return
    if part.name == "BGP":
        part["triples"] = _ordered(part.triples)
    elif part.name == "Join" and _is_plain(part.p2):
        part["lazy"] = True
    elif part.name in EXISTS:
        traverse(part.graph, visitPost=_settle)  # rdflib keeps the group that it made of it as an attribute


def _is_plain(part: Any) -> bool:
    return part.name in PLAIN and all(_is_plain(part[name]) for name in ("p1", "p2") if name in part)


def _ordered(triples: list[Any]) -> list[Any]:
    """Return the patterns of a group: those about `$this` first, then each as soon as most of it is known."""
    left, known, found = list(triples), {THIS}, []

    def order(triple: Any) -> tuple[bool, int, int]:
        named = _variables(triple)
        return THIS not in triple, len(named - known), -len(named & known)

    while left:
        left.sort(key=order)
        found.append(left.pop(0))
        known |= _variables(found[-1])
    return found


def _variables(triple: Any) -> set[Variable]:
    return {one for one in triple if isinstance(one, Variable)}

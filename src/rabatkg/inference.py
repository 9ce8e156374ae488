"""What follows from what was said: the OWL 2 RL closure, by rules compiled from the ontology's own axioms.

Each axiom becomes one SPARQL query that yields only what is not yet there; the queries run in turn until none
yields anything. owlrl is the judge of this module and does its work where it is asked for.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rabatkg.names import OWL, RDF, RDFS
from rabatkg.store import Embedded

AXIOMS = {
    "subclass": f"SELECT ?a ?b WHERE {{ ?a <{RDFS}subClassOf> ?b . FILTER(isIRI(?a) && isIRI(?b)) }}",
    "same-class": f"SELECT ?a ?b WHERE {{ ?a <{OWL}equivalentClass> ?b . FILTER(isIRI(?a) && isIRI(?b)) }}",
    "subproperty": f"SELECT ?a ?b WHERE {{ ?a <{RDFS}subPropertyOf> ?b . FILTER(isIRI(?a) && isIRI(?b)) }}",
    "same-property": f"SELECT ?a ?b WHERE {{ ?a <{OWL}equivalentProperty> ?b . FILTER(isIRI(?a) && isIRI(?b)) }}",
    "domain": f"SELECT ?a ?b WHERE {{ ?a <{RDFS}domain> ?b . FILTER(isIRI(?b)) }}",
    "range": f"SELECT ?a ?b WHERE {{ ?a <{RDFS}range> ?b ; a <{OWL}ObjectProperty> . FILTER(isIRI(?b)) }}",
    "inverse": f"SELECT ?a ?b WHERE {{ ?a <{OWL}inverseOf> ?b . FILTER(isIRI(?a) && isIRI(?b)) }}",
    "symmetric": f"SELECT ?a WHERE {{ ?a a <{OWL}SymmetricProperty> }}",
    "transitive": f"SELECT ?a WHERE {{ ?a a <{OWL}TransitiveProperty> }}",
    "chain": f"""SELECT ?a ?list ?at ?step WHERE {{
        ?a <{OWL}propertyChainAxiom> ?list . ?list <{RDF}rest>* ?at . ?at <{RDF}first> ?step }}""",
    "rest": f"SELECT ?a ?b WHERE {{ ?a <{RDF}rest> ?b }}",
}

if TYPE_CHECKING:
    from rdflib.term import Node

    Triple = tuple[Node, Node, Node]

OF_OWL = (OWL, RDFS)
"""Namespaces of the words about words, of which owlrl derives much that nobody asks."""


@dataclass(frozen=True)
class Rule:
    """One axiom as a rule: the triple that follows, and the pattern that it follows from."""

    axiom: str
    head: str
    body: str

    @property
    def query(self) -> str:
        """A SPARQL query for what the rule adds."""
        return f"CONSTRUCT {{ {self.head} }} WHERE {{ {self.body} FILTER NOT EXISTS {{ {self.head} }} }}"


def rules(store: Embedded) -> list[Rule]:
    """Return the rules that the axioms in the store give, always in the same order."""
    pairs = {name: store.select(query).rows for name, query in AXIOMS.items() if name not in ("chain", "rest")}

    def each(*names: str) -> Iterator[tuple[str, str]]:
        for name in names:
            for row in pairs[name]:
                yield row["a"].value, row["b"].value
                if name.startswith("same") or name == "inverse":
                    yield row["b"].value, row["a"].value

    found = [Rule("subclass", f"?x a <{b}> .", f"?x a <{a}> .") for a, b in each("subclass", "same-class")]
    found += [
        Rule("subproperty", f"?x <{b}> ?y .", f"?x <{a}> ?y .")
        for a, b in each("subproperty", "same-property")
        if a != b
    ]
    found += [Rule("domain", f"?x a <{b}> .", f"?x <{a}> ?y .") for a, b in each("domain")]
    found += [Rule("range", f"?y a <{b}> .", f"?x <{a}> ?y . FILTER(!isLiteral(?y))") for a, b in each("range")]
    found += [Rule("inverse", f"?y <{b}> ?x .", f"?x <{a}> ?y .") for a, b in each("inverse")]
    for row in pairs["symmetric"]:
        found.append(Rule("symmetric", f"?y <{row['a'].value}> ?x .", f"?x <{row['a'].value}> ?y ."))
    for row in pairs["transitive"]:
        found.append(Rule("transitive", f"?x <{row['a'].value}> ?y .", f"?x <{row['a'].value}>+ ?y ."))
    found += _chains(store)
    order = list(AXIOMS)
    return sorted(set(found), key=lambda rule: (order.index(rule.axiom), rule.head, rule.body))


def close(store: Embedded, graph: str, told: Callable[[int, int], None] = lambda turn, new: None) -> int:
    """Add to the graph what follows from all graphs of the store.

    Args:
        store: what was asserted, with the ontology.
        graph: IRI of the graph that takes what follows.
        told: called after each turn with its number and how many triples it added.

    Returns:
        How many triples were added.
    """
    compiled, turn, total = rules(store), 0, 0
    while True:
        turn += 1
        new = sum(store.construct_into(rule.query, graph) for rule in compiled)
        total += new
        told(turn, new)
        if not new:
            return total


def close_by_owlrl(triples: Iterable["Triple"]) -> "set[Triple]":
    """Return what owlrl derives from rdflib triples, what was asserted left out. Slow; the judge of `close`."""
    from owlrl import DeductiveClosure, OWLRL_Semantics
    from rdflib import Graph

    graph = Graph()
    for triple in triples:
        graph.add(triple)
    before = set(graph)
    DeductiveClosure(OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(graph)
    return set(graph) - before


def matters(triple: "Triple", words: Collection[str]) -> bool:
    """Tell whether a triple says something in these words, and not something about OWL itself."""
    subject, predicate, object_ = (str(part) for part in triple)
    if subject.startswith(OF_OWL) or predicate.startswith(OF_OWL):
        return False
    return (object_ if predicate == f"{RDF}type" else predicate) in words and not object_.startswith(OWL)


def _chains(store: Embedded) -> Iterator[Rule]:
    follows = {row["a"].value: row["b"].value for row in store.select(AXIOMS["rest"]).rows}
    chains: dict[tuple[str, str], dict[str, str]] = {}
    for row in store.select(AXIOMS["chain"]).rows:
        chains.setdefault((row["a"].value, row["list"].value), {})[row["at"].value] = row["step"].value
    for (head, at), steps in chains.items():
        path = []
        while at in steps:
            path.append(f"<{steps[at]}>")
            at = follows.get(at, "")
        yield Rule("chain", f"?x <{head}> ?y .", f"?x {'/'.join(path)} ?y .")

"""What follows: one step back from a statement that a rule computed to those that it follows from."""

from collections.abc import Iterator
from dataclasses import dataclass

from rabatkg.names import OWL, RDF, RDFS
from rabatkg.store import Store, Term

Triple = tuple[str, str, Term]


@dataclass(frozen=True)
class Derivation:
    """The rule by which a statement follows, by its word in RDFS or OWL, and the statements that it follows from."""

    rule: str
    premises: tuple[Triple, ...]


def derivation(store: Store, subject: str, property: str, value: Term) -> Derivation | None:
    """Return the first step found by which a statement between two things follows, or None if none of ours does."""
    return next(_steps(store, subject, property, value), None) if value.kind == "uri" else None


def _steps(store: Store, subject: str, property: str, value: Term) -> Iterator[Derivation]:
    """Yield the steps by a subproperty, by a chain of two, and by transitivity."""
    for row in store.select(
        f"""SELECT DISTINCT ?p WHERE {{
            ?p <{RDFS}subPropertyOf> <{property}> . <{subject}> ?p <{value.value}> }} ORDER BY ?p"""
    ).rows:
        yield Derivation("subPropertyOf", ((subject, row["p"].value, value),))
    for row in store.select(
        f"""SELECT ?p ?q ?m WHERE {{
            {{ <{property}> <{OWL}propertyChainAxiom> ?list . ?list <{RDF}first> ?p ; <{RDF}rest>/<{RDF}first> ?q }}
            UNION {{ <{property}> a <{OWL}TransitiveProperty> . BIND(<{property}> AS ?p) BIND(<{property}> AS ?q) }}
            <{subject}> ?p ?m . ?m ?q <{value.value}> }} ORDER BY ?p ?m"""
    ).rows:
        rule = "TransitiveProperty" if row["p"].value == property else "propertyChainAxiom"
        middle = row["m"]
        yield Derivation(rule, ((subject, row["p"].value, middle), (middle.value, row["q"].value, value)))

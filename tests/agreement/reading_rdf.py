"""RDF as rdflib and as Oxigraph read it, in terms that can be compared; and as our own intake reads it."""

import pyoxigraph as ox
from rdflib import Dataset, Graph, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from rabatkg.intake.rdf import records
from rabatkg.names import XSD

LIBRARIES = {
    "turtle": ("turtle", ox.RdfFormat.TURTLE),
    "trig": ("trig", ox.RdfFormat.TRIG),
    "jsonld": ("json-ld", ox.RdfFormat.JSON_LD),
    "ntriples": ("nt", ox.RdfFormat.N_TRIPLES),
    "nquads": ("nquads", ox.RdfFormat.N_QUADS),
}
"""The forms that we write, by the names that the two libraries have for them."""
OFFERED = {"turtle": ".ttl", "trig": ".trig", "jsonld": ".jsonld", "ntriples": ".ttl"}
"""The forms that may be offered as records, with their endings; N-Triples are Turtle as well."""
NAMED = frozenset({"trig", "nquads"})
"""The forms with named graphs."""


def by_rdflib(text, form):
    """Return the statements that rdflib reads, with their graphs in the forms that have any."""
    if form not in NAMED:
        return {(*map(_term, triple), None) for triple in Graph().parse(data=text, format=LIBRARIES[form][0])}
    quads = Dataset().parse(data=text, format=LIBRARIES[form][0]).quads()
    return {(*map(_term, quad[:3]), _graph(quad[3])) for quad in quads}


def by_oxigraph(text, form):
    """Return the statements that Oxigraph reads, in the same terms."""
    found = ox.parse(text, LIBRARIES[form][1])
    return {(*map(_told, quad.triple), getattr(quad.graph_name, "value", None)) for quad in found}


def by_our_intake(text, form, folder, expander):
    """Return the records that our intake reads, and every fault that it finds."""
    path = folder / f"offered{OFFERED[form]}"
    path.write_bytes(text)
    found, problems = records(path, expander)
    every = [*problems, *(problem for one in found for problem in one.problems)]
    return found, [one for one in every if not one.warning]


def _graph(name):
    return None if name in (None, DATASET_DEFAULT_GRAPH_ID) else str(name)


def _term(node):
    """Return a term of rdflib as kind, characters, language and datatype; blank nodes there are none of."""
    if isinstance(node, URIRef):
        return "iri", str(node), None, None
    return "literal", str(node), node.language, None if node.language else str(node.datatype or f"{XSD}string")


def _told(node):
    if isinstance(node, ox.NamedNode):
        return "iri", node.value, None, None
    return "literal", node.value, node.language, None if node.language else node.datatype.value

"""What follows from what was said: the OWL 2 RL closure, by the axioms that the ontology states.

Terms are N-Triples text, `<iri>` or `"text"@en`, so that a graph need not be loaded to be closed. Only properties and
classes of which an axiom speaks are looked at.
"""

from rabatkg.inference.closing import Told, close, closure
from rabatkg.inference.judging import close_by_owlrl, matters
from rabatkg.inference.rules import Rules

__all__ = ["Rules", "Told", "close", "close_by_owlrl", "closure", "matters"]

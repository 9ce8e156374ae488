"""RDF that somebody offers, in JSON-LD, Turtle or TriG: into records, where each statement has its line and column."""

from rabatkg.intake.rdf.offered import FORMS, records

__all__ = ["FORMS", "records"]

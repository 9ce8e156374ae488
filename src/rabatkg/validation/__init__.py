"""Validation: the grammar of records, the shapes, the claims and the quotations, and what each of them saw."""

from rabatkg.validation.checking import (
    Report,
    check_expansions,
    check_graph,
    rules,
    shapes_of,
    validate,
)
from rabatkg.validation.claims import Share
from rabatkg.validation.offers import Verdict, check_offered
from rabatkg.validation.quotations import Compared, check_quotes
from rabatkg.validation.shapes import Result, Shapes

__all__ = [
    "Compared",
    "Report",
    "Result",
    "Shapes",
    "Share",
    "Verdict",
    "check_expansions",
    "check_graph",
    "check_offered",
    "check_quotes",
    "rules",
    "shapes_of",
    "validate",
]

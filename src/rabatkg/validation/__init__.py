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
from rabatkg.validation.engines import Engine, engine
from rabatkg.validation.held import RULE as HELD
from rabatkg.validation.held import finding as held_already
from rabatkg.validation.offers import RETIRED_ID, Verdict, check_offered
from rabatkg.validation.quotations import Compared, check_quotes
from rabatkg.validation.shapes import Result, Shapes

__all__ = [
    "HELD",
    "RETIRED_ID",
    "Compared",
    "Engine",
    "Report",
    "Result",
    "Shapes",
    "Share",
    "Verdict",
    "check_expansions",
    "check_graph",
    "check_offered",
    "check_quotes",
    "engine",
    "held_already",
    "rules",
    "shapes_of",
    "validate",
]

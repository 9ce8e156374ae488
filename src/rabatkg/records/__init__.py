"""Records: reading them, expanding them into statements with their claims, and knowing every line."""

from rabatkg.reading import Listing, Mapping, Mark, Scalar, Value, items, read
from rabatkg.records.expanding import Expander
from rabatkg.records.grammar import Grammar, Key
from rabatkg.records.problems import Problem
from rabatkg.records.statements import Claim, Evidence, Expansion, Statement
from rabatkg.records.typed import Choice, Typed

__all__ = [
    "Choice",
    "Claim",
    "Evidence",
    "Expander",
    "Expansion",
    "Grammar",
    "Key",
    "Listing",
    "Mapping",
    "Mark",
    "Problem",
    "Scalar",
    "Statement",
    "Typed",
    "Value",
    "items",
    "read",
]

"""Coverage: what came of each provision of a plan, at which level, and the words that show it."""

from rabatkg.coverage.covering import BY, coverage, coverages, reading
from rabatkg.coverage.levels import last_day
from rabatkg.coverage.reported import Reported, reported
from rabatkg.coverage.rows import LEVELS, Count, Hop, Missing, Proof, Row

__all__ = [
    "BY",
    "LEVELS",
    "Count",
    "Hop",
    "Missing",
    "Proof",
    "Reported",
    "Row",
    "coverage",
    "coverages",
    "last_day",
    "reading",
    "reported",
]

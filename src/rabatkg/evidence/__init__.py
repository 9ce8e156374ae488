"""The evidence behind facts: why something is said, what is said of a thing, and where words stand."""

from rabatkg.evidence.asking import Group, Reader, Statement, why
from rabatkg.evidence.calling import folded
from rabatkg.evidence.corrections import Corrected, corrections
from rabatkg.evidence.naming import resolve
from rabatkg.evidence.nearness import namesakes
from rabatkg.evidence.properties import RECORD_KEYS, askable
from rabatkg.evidence.reading import from_files, from_store, sentences
from rabatkg.evidence.retired import Retired, removed, retired
from rabatkg.evidence.searching import FIELDS, Hit, search
from rabatkg.evidence.showing import Fact, Facts, Thing, show
from rabatkg.evidence.supports import Source, Support, supports
from rabatkg.evidence.wording import Wording, values

__all__ = [
    "FIELDS",
    "RECORD_KEYS",
    "Corrected",
    "Fact",
    "Facts",
    "Group",
    "Hit",
    "Reader",
    "Retired",
    "Source",
    "Statement",
    "Support",
    "Thing",
    "Wording",
    "askable",
    "corrections",
    "folded",
    "from_files",
    "from_store",
    "namesakes",
    "removed",
    "resolve",
    "retired",
    "search",
    "sentences",
    "show",
    "supports",
    "values",
    "why",
]

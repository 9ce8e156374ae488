"""The evidence behind facts: why something is said, what is said of a thing, and where words stand."""

from rabatkg.evidence.asking import Group, Reader, Statement, why
from rabatkg.evidence.naming import folded, resolve
from rabatkg.evidence.reading import from_files, from_store, sentences
from rabatkg.evidence.searching import FIELDS, Hit, search
from rabatkg.evidence.showing import Fact, Facts, Thing, show
from rabatkg.evidence.supports import Source, Support, supports
from rabatkg.evidence.wording import Wording, values

__all__ = [
    "FIELDS",
    "Fact",
    "Facts",
    "Group",
    "Hit",
    "Reader",
    "Source",
    "Statement",
    "Support",
    "Thing",
    "Wording",
    "folded",
    "from_files",
    "from_store",
    "resolve",
    "search",
    "sentences",
    "show",
    "supports",
    "values",
    "why",
]

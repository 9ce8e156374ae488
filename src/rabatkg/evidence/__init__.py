"""The evidence behind facts: why something is said, what is said of a thing, and where words stand.

A module is loaded when something of it is first asked for: a command that needs labels alone loads no more. What is
called like its module (`corrections`, `retired`, `supports`) is imported from there.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rabatkg.evidence.asking import Group, Reader, Statement, why
    from rabatkg.evidence.calling import folded
    from rabatkg.evidence.corrections import Corrected
    from rabatkg.evidence.naming import resolve
    from rabatkg.evidence.nearness import namesakes
    from rabatkg.evidence.properties import RECORD_KEYS, askable
    from rabatkg.evidence.reading import from_files, from_store, sentences
    from rabatkg.evidence.retired import Retired, removed
    from rabatkg.evidence.searching import FIELDS, Hit, search
    from rabatkg.evidence.showing import Fact, Facts, Thing, show
    from rabatkg.evidence.supports import Source, Support
    from rabatkg.evidence.wording import Wording, values
else:
    _HOMES = {
        "asking": ("Group", "Reader", "Statement", "why"),
        "calling": ("folded",),
        "corrections": ("Corrected",),
        "naming": ("resolve",),
        "nearness": ("namesakes",),
        "properties": ("RECORD_KEYS", "askable"),
        "reading": ("from_files", "from_store", "sentences"),
        "retired": ("Retired", "removed"),
        "searching": ("FIELDS", "Hit", "search"),
        "showing": ("Fact", "Facts", "Thing", "show"),
        "supports": ("Source", "Support"),
        "wording": ("Wording", "values"),
    }

    def __getattr__(name):
        for module, names in _HOMES.items():
            if name in names:
                return getattr(import_module(f"{__name__}.{module}"), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


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
    "folded",
    "from_files",
    "from_store",
    "namesakes",
    "removed",
    "resolve",
    "search",
    "sentences",
    "show",
    "values",
    "why",
]

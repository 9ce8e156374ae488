"""Reading: files, and the YAML of records as a small tree in which every value knows its line and column."""

from importlib import import_module
from typing import TYPE_CHECKING

from rabatkg.reading.files import content, decoded, holding, identity, reason, table, text
from rabatkg.reading.remembered import Remembered, Said, noted

if TYPE_CHECKING:
    from rabatkg.reading.narrow import DEEPEST, LARGEST, LOADER, read, read_all
    from rabatkg.reading.tree import Listing, Mapping, Mark, Scalar, Value, items
else:

    def __getattr__(name):
        """Load what reads YAML, and the tree that it reads, when they are first asked for: not all commands ask."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        tree, narrow = (import_module(f"{__name__}.{module}") for module in ("tree", "narrow"))
        return getattr(narrow if hasattr(narrow, name) else tree, name)


__all__ = [
    "DEEPEST",
    "LARGEST",
    "LOADER",
    "Listing",
    "Mapping",
    "Mark",
    "Remembered",
    "Said",
    "Scalar",
    "Value",
    "content",
    "decoded",
    "holding",
    "identity",
    "items",
    "noted",
    "read",
    "read_all",
    "reason",
    "table",
    "text",
]

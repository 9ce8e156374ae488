"""Reading: files, and the YAML of records as a small tree in which every value knows its line and column."""

from rabatkg.reading.files import content, decoded, reason, table, text
from rabatkg.reading.narrow import DEEPEST, LARGEST, LOADER, read, read_all
from rabatkg.reading.tree import Listing, Mapping, Mark, Scalar, Value, items

__all__ = [
    "DEEPEST",
    "LARGEST",
    "LOADER",
    "Listing",
    "Mapping",
    "Mark",
    "Scalar",
    "Value",
    "content",
    "decoded",
    "items",
    "read",
    "read_all",
    "reason",
    "table",
    "text",
]

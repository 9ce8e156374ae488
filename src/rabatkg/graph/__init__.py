"""Put the graph together: words, records, claims and passages, each triple in one named graph."""

from rabatkg.graph.assembling import assemble, with_records
from rabatkg.graph.corpus import Corpus, is_asserted, kind_of
from rabatkg.graph.faults import faults
from rabatkg.graph.files import (
    ASIDE,
    PASSAGES,
    SETTINGS,
    corpora,
    file_of,
    holds_records,
    reader,
    record_files,
    register_files,
)
from rabatkg.graph.lines import Quad
from rabatkg.graph.shelf import Shelf
from rabatkg.graph.words import word_files, words

__all__ = [
    "ASIDE",
    "PASSAGES",
    "SETTINGS",
    "Corpus",
    "Quad",
    "Shelf",
    "assemble",
    "corpora",
    "faults",
    "file_of",
    "holds_records",
    "is_asserted",
    "kind_of",
    "reader",
    "record_files",
    "register_files",
    "with_records",
    "word_files",
    "words",
]

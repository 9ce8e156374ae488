"""What a neighbourhood is asked, and answers from the built store or the files only when it is asked."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from rdflib import RDF, URIRef
from rdflib.term import Node

from rabatkg.graph import register_files
from rabatkg.layout import Layout
from rabatkg.names import RKG
from rabatkg.records import Mark
from rabatkg.records.retired import REPLACED
from rabatkg.texts import PassageRegister
from rabatkg.validation.surroundings import Surroundings

K = TypeVar("K")
TOMBSTONE = URIRef(RKG + "Tombstone")
ELSEWHERE = Mark(Path("."), 1, 1)
"""Where a thing stands whose record need not be read: in no file of records."""


class Elsewhere(Mapping[K, Mark]):
    """Places of the records here, but for what stands elsewhere: there the first that says something is looked for."""

    def __init__(self, own: Mapping[K, Mark], stands: Callable[[K], bool]) -> None:
        self._own, self._stands = own, stands

    def __getitem__(self, key: K) -> Mark:
        return ELSEWHERE if self._stands(key) else self._own[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._own)

    def __len__(self) -> int:
        return len(self._own)


class Retired(Mapping[Node, Node | None]):
    """The identifiers that are no longer used: those that the records here retire, and those of the store.

    Args:
        own: those that the records here retire, with what took their place.
        beside: the store.
        built: ask the store as it was built, with what the records here are to take the place of.
    """

    def __init__(self, own: Mapping[Node, Node | None], beside: Surroundings, built: bool = False) -> None:
        self._own, self._beside, self._built = own, beside, built

    def __contains__(self, node: object) -> bool:
        if not isinstance(node, URIRef) or node in self._own:
            return node in self._own
        return any(self._says(s, p, graph) for s, p, _, graph in self._beside.quads(node, RDF.type, TOMBSTONE))

    def __getitem__(self, node: Node) -> Node | None:
        if node in self._own:
            return self._own[node]
        after = (o for s, p, o, graph in self._beside.quads(node, REPLACED, None) if self._says(s, p, graph))
        return next(after, None)

    def _says(self, subject: Node, predicate: Node, graph: str) -> bool:
        return self._built or self._beside.says(subject, predicate, graph)

    def __iter__(self) -> Iterator[Node]:
        return iter(self._own)

    def __len__(self) -> int:
        return len(self._own)


class Registers(Mapping[str, PassageRegister]):
    """The registers of passages, each read when it is asked for."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._read: dict[str, PassageRegister] = {}

    @cached_property
    def _files(self) -> dict[str, Path]:
        return register_files(self._layout)

    def __getitem__(self, key: str) -> PassageRegister:
        if key not in self._read:
            self._read[key] = PassageRegister.load(self._files[key])
        return self._read[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

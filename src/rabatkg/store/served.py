"""What a server tells of the records in it, as far as some records that are offered make one ask.

The table of holdings beside a built store was made of files. A server has only graphs. Each record has one of its own,
which says what it speaks of; a claim is taken for that of the record that says the same, or else describes its subject.
"""

import sqlite3
from collections import abc, defaultdict
from collections.abc import Callable, Iterable, Iterator

from rdflib import RDF, URIRef

from rabatkg import graph
from rabatkg.errors import DataError
from rabatkg.graph.corpus import CALLED, TOPMOST
from rabatkg.layout import Layout
from rabatkg.names import PREFIXES, RKG, Names, slug
from rabatkg.records import Expansion
from rabatkg.store.asked import Store
from rabatkg.store.holdings import TABLES, Holdings, Pairs
from rabatkg.store.terms import Row

AT_ONCE = 200
"""How many things a server is asked for in one request."""
NOBODY = -1
"""The number of the record of a claim whose record is not known."""


class Served(Holdings):
    """The holdings that a server tells of: in a table what concerns some records, all else asked when it is needed.

    Args:
        store: the server's.
        names: of the dialogue.
        pairs: numbers what is spoken of.
        is_record: whether a graph is that of one record.
        is_asserted: whether what a graph says is asserted, or is a word that records may use.
    """

    def __init__(
        self,
        store: Store,
        names: Names,
        pairs: Pairs,
        is_record: Callable[[str], bool],
        is_asserted: Callable[[str], bool],
    ) -> None:
        super().__init__(sqlite3.connect(":memory:"))
        self._table.executescript(TABLES)
        self._store, self._naming, self._pairs = store, names, pairs
        self._is_record, self._is_asserted = is_record, is_asserted
        self._numbers: dict[str, int] = {}

    def ask(self, layout: Layout, offers: Iterable[Expansion]) -> None:
        """Ask for all that concerns records that are offered.

        Raises:
            DataError: a record on the server speaks of the same, and its file is not here to settle it by.
        """
        chosen = list(offers)
        ids = {one.id for one in chosen}
        spoken = {pair for one in chosen for pair in self._pairs.of(one)}
        things = {str(each.subject) for one in chosen for each in one.statements}
        things |= {str(each.subject) for one in chosen for each in one.claims}
        evidence = {str(proof.iri) for one in chosen for claim in one.claims for proof in claim.evidence}
        own = self._several("SELECT DISTINCT ?g ?s ?p", "g", map(self._naming.graph, ids), "GRAPH ?g { ?s ?p ?o }")
        things |= {row["s"].value for row in own}
        spoken |= {self._pair(row) for row in own}
        said = self._several("SELECT DISTINCT ?g ?s ?p", "s", things, "GRAPH ?g { ?s ?p ?o }")
        made: dict[int, set[int]] = defaultdict(set)
        described: dict[str, set[int]] = defaultdict(set)
        for row in said:
            if self._is_record(row["g"].value):
                number = self._number(row["g"].value)
                made[self._pair(row)].add(number)
                if row["p"].value == str(RDF.type):
                    described[row["s"].value].add(number)
        self._file(layout, ids, {number for pair in spoken for number in made[pair]})
        spoken_by = ((pair, number) for pair, numbers in made.items() for number in numbers)
        self._table.executemany("INSERT INTO speaks VALUES (?, ?)", spoken_by)
        claim = (
            f"GRAPH <{self._naming.graph('claims')}> {{ ?c <{RDF.subject}> ?s ; <{RDF.predicate}> ?p . "
            f"OPTIONAL {{ ?c <{RKG}evidence> ?e }} }}"
        )
        claims = self._several("SELECT ?c ?s ?p ?e", "s", things, claim)
        evidence |= {row["e"].value for row in claims if "e" in row}
        claims += self._several("SELECT ?c ?s ?p ?e", "e", evidence, claim.replace("OPTIONAL", ""))
        rows = {
            (row["c"].value, pair, row["e"].value if "e" in row else None, number)
            for row, pair in ((row, self._pair(row)) for row in claims)
            for number in made[pair] or described[row["s"].value] or (NOBODY,)
        }
        self._table.executemany("INSERT INTO claim VALUES (?, ?, ?, ?)", rows)

    def names(self, kind: str, gone: abc.Set[int]) -> list[str]:
        """Return the names of a kind, as records write them, but for those that stand in these records alone."""
        start = PREFIXES.get(kind) or self._naming.thing(f"{kind}/")
        found = self._store.select(
            f'SELECT DISTINCT ?s ?g WHERE {{ GRAPH ?g {{ ?s a ?kind }} FILTER(STRSTARTS(STR(?s), "{start}")) }}'
        )
        here = (row for row in found.rows if self._stands(row["g"].value, gone))
        return list(dict.fromkeys(self._naming.short(row["s"].value) for row in here))

    def called(self, but: abc.Set[int]) -> Iterator[tuple[str, str]]:
        """Yield what things are called, the slug of the words and the name, where it is not said by these pairs."""
        some = " ".join(f"<{one}>" for one in sorted(CALLED))
        found = self._store.select(f"SELECT ?g ?s ?p ?o WHERE {{ VALUES ?p {{ {some} }} GRAPH ?g {{ ?s ?p ?o }} }}")
        for row in found.rows:
            name, words = self._naming.short(row["s"].value), slug(row["o"].value)
            if self._is_asserted(row["g"].value) and words and TOPMOST.fullmatch(name) and self._pair(row) not in but:
                yield words, name

    def _stands(self, name: str, gone: abc.Set[int]) -> bool:
        return self._is_asserted(name) and self._numbers.get(name) not in gone

    def _file(self, layout: Layout, ids: set[str], numbers: set[int]) -> None:
        """Note the records, with their files where they speak of what is spoken of here."""
        for name, number in self._numbers.items():
            id_, file = name.removeprefix(self._naming.graph("")), ""
            if number in numbers and id_ not in ids:
                path = graph.file_of(layout, id_)
                if path is None:
                    raise DataError(
                        "What is checked speaks of the same as {id}, and the file of that record is not in the data "
                        "folder to settle it by.",
                        id=id_,
                        remedy="Put the file of that record there, and check again.",
                    )
                file = layout.name(path)
            self._table.execute("INSERT INTO record VALUES (?, ?, ?)", (number, id_, file))

    def _number(self, name: str) -> int:
        return self._numbers.setdefault(name, len(self._numbers))

    def _pair(self, row: Row) -> int:
        return self._pairs(URIRef(row["s"].value), URIRef(row["p"].value))

    def _several(self, asked: str, variable: str, values: Iterable[str], where: str) -> list[Row]:
        """Return the rows of a question about several things, asked for so many at a time."""
        wanted, rows = sorted(values), []
        for start in range(0, len(wanted), AT_ONCE):
            some = " ".join(URIRef(one).n3() for one in wanted[start : start + AT_ONCE])
            rows += self._store.select(f"{asked} WHERE {{ VALUES ?{variable} {{ {some} }} {where} }}").rows
        return rows

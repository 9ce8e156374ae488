"""Holdings: which record speaks of what, and in which file it stands.

The store knows what is said, and in which graph, but not which record made a claim that several make, nor what an
addition took out of a record. That stands in a small table beside the store, made when the store is built, so that
whoever looks at one record need not read the others.
"""

import sqlite3
from collections import abc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from rdflib import RDF, URIRef
from rdflib.term import Node

from rabatkg import __version__, graph
from rabatkg.graph import Corpus, kind_of
from rabatkg.layout import STORE, Layout
from rabatkg.records import Claim, Expansion, Grammar, Statement
from rabatkg.records.adding import BOUNDS
from rabatkg.records.bounds import ENDS, STARTS

HOLDINGS = "holdings.sqlite"
FORM = "2"
"""The form of the table; one of another form is none."""
AT_ONCE = 500
TABLES = """
CREATE TABLE made (what TEXT PRIMARY KEY, value TEXT);
CREATE TABLE record (number INTEGER PRIMARY KEY, id TEXT, file TEXT);
CREATE TABLE speaks (pair INTEGER, record INTEGER, PRIMARY KEY (pair, record)) WITHOUT ROWID;
CREATE TABLE claim (iri TEXT, pair INTEGER, evidence TEXT, record INTEGER);
CREATE TABLE name (kind TEXT, name TEXT, record INTEGER, PRIMARY KEY (kind, name)) WITHOUT ROWID;
CREATE TABLE called (words TEXT, name TEXT, pair INTEGER);
"""
_INDEXES = """
CREATE INDEX record_id ON record (id);
CREATE INDEX record_file ON record (file);
CREATE INDEX speaks_record ON speaks (record);
CREATE INDEX claim_iri ON claim (iri);
CREATE INDEX claim_pair ON claim (pair);
CREATE INDEX claim_evidence ON claim (evidence);
"""


@dataclass(frozen=True)
class Held:
    """A record as it was built: its number in the order of the corpus, its identifier, and its file in the layout."""

    number: int
    id: str
    file: str


class Pairs:
    """Numbers that stand for a thing and one of its properties.

    What is settled between several records (an addition sets a text aside, a correction a date) is settled within a
    pair. The dates of a thing, with the first and last day that follow from them and the class by which they do, are
    one property here.
    """

    def __init__(self, grammar: Grammar) -> None:
        """Take the table of keys, which says what dates are."""
        self._dates = {*BOUNDS, RDF.type, *(URIRef(grammar.keys[name].iri) for name in (*STARTS, *ENDS))}

    def __call__(self, subject: Node, predicate: Node) -> int:
        """Return the number of a pair."""
        about = f"{subject} {'dates' if predicate in self._dates else predicate}"
        return int.from_bytes(blake2b(about.encode(), digest_size=8).digest(), signed=True)

    def of(self, one: Expansion) -> set[int]:
        """Return the numbers of what a record speaks of, be it in a statement or in a claim."""
        spoken: list[Statement | Claim] = [*one.statements, *one.claims]
        return {self(each.subject, each.predicate) for each in spoken}


def written(corpus: Corpus, name: str) -> bytes:
    """Return the table of a corpus without problems, as the bytes of a SQLite database.

    Args:
        name: what the corpus is called.
    """
    pairs = Pairs(corpus.grammar)
    with closing(sqlite3.connect(":memory:")) as table:
        table.executescript(TABLES)
        made = {"form": FORM, "version": __version__, "base": corpus.names.base, "corpus": name}
        table.executemany("INSERT INTO made VALUES (?, ?)", made.items())
        table.executemany("INSERT INTO record VALUES (?, ?, ?)", _records(corpus))
        table.executemany("INSERT INTO speaks VALUES (?, ?)", _speaks(corpus, pairs))
        table.executemany("INSERT INTO claim VALUES (?, ?, ?, ?)", _claims(corpus, pairs))
        table.executemany("INSERT OR IGNORE INTO name VALUES (?, ?, ?)", _names(corpus))
        called = {(words, named, pairs(s, p)) for s, p, words, named in corpus.labels()}
        table.executemany("INSERT INTO called VALUES (?, ?, ?)", sorted(called))
        table.executescript(_INDEXES)
        table.commit()
        return table.serialize()


def _records(corpus: Corpus) -> Iterator[tuple[int, str, str]]:
    for number, one in enumerate(corpus.written):
        place = one.file.relative_to(corpus.layout.data).as_posix() if one.file else ""
        yield number, one.id, f"data/{place}"


def _speaks(corpus: Corpus, pairs: Pairs) -> Iterator[tuple[int, int]]:
    for number, one in enumerate(corpus.written):
        for pair in sorted(pairs.of(one)):
            yield pair, number


def _claims(corpus: Corpus, pairs: Pairs) -> Iterator[tuple[str, int, str | None, int]]:
    for number, one in enumerate(corpus.expansions):
        for each in one.claims:
            about = pairs(each.subject, each.predicate)
            for evidence in each.evidence:
                yield each.iri, about, evidence.iri, number
            if not each.evidence:
                yield each.iri, about, None, number


def _names(corpus: Corpus) -> Iterator[tuple[str, str, int | None]]:
    for number, one in enumerate(corpus.written):
        for short in (corpus.names.short(str(iri)) for iri in one.marks):
            yield kind_of(short), short, number
    for short in sorted(map(corpus.names.short, corpus.things)):
        yield kind_of(short), short, None


class Holdings:
    """The table of a built store, opened for reading."""

    def __init__(self, table: sqlite3.Connection) -> None:
        """Take the database; use `open` instead."""
        self._table = table

    @classmethod
    def open(cls, layout: Layout, corpus: str) -> "Holdings | None":
        """Return the table beside the built store, or None where there is none for this corpus of this dialogue.

        Args:
            corpus: the name of the corpus that the store is to hold.
        """
        path = (layout.build / STORE / HOLDINGS).absolute()
        wanted = {"form": FORM, "version": __version__, "base": layout.settings.base, "corpus": corpus}
        try:
            table = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
        except sqlite3.Error:
            return None
        with suppress(sqlite3.Error):
            if dict(table.execute("SELECT what, value FROM made")) == wanted:
                return cls(table)
        table.close()
        return None

    def close(self) -> None:
        """Close the database."""
        self._table.close()

    def of_ids(self, ids: Iterable[str]) -> list[Held]:
        """Return the records that bear one of these identifiers."""
        return self._records("id", ids)

    def in_files(self, files: Iterable[str]) -> list[Held]:
        """Return the records of files, named as in the layout."""
        return self._records("file", files)

    def pairs(self, records: Iterable[Held]) -> set[int]:
        """Return the pairs of which records speak, be it in a statement or in a claim."""
        numbers = [one.number for one in records]
        return {row[0] for row in self._each("SELECT pair FROM speaks WHERE record IN", numbers)}

    def speakers(self, pairs: Iterable[int]) -> list[Held]:
        """Return the records that speak of one of these pairs."""
        numbers = {row[0] for row in self._each("SELECT record FROM speaks WHERE pair IN", pairs)}
        return self._records("number", numbers)

    def claims(self, pairs: Iterable[int]) -> set[str]:
        """Return the IRIs of the claims about one of these pairs."""
        return {row[0] for row in self._each("SELECT DISTINCT iri FROM claim WHERE pair IN", pairs)}

    def evidence_only_of(self, claims: set[str]) -> set[str]:
        """Return the IRIs of the evidence that supports these claims and no others."""
        rows = self._each("SELECT DISTINCT evidence FROM claim WHERE evidence IS NOT NULL AND iri IN", claims)
        query = "SELECT iri FROM claim WHERE evidence = ?"
        return {row[0] for row in rows if all(iri in claims for (iri,) in self._table.execute(query, row))}

    def made_by_others(self, node: str, gone: abc.Set[int]) -> bool:
        """Return whether a claim, or a piece of evidence, stands in a record other than those of these numbers."""
        query = "SELECT record FROM claim WHERE iri = ?1 UNION ALL SELECT record FROM claim WHERE evidence = ?1"
        return any(number not in gone for (number,) in self._table.execute(query, (node,)))

    def names(self, kind: str, gone: abc.Set[int]) -> list[str]:
        """Return the names of a kind, as records write them, but for those that stand in these records, by number."""
        query = "SELECT name, record FROM name WHERE kind = ?"
        return [name for name, number in self._table.execute(query, (kind,)) if number not in gone]

    def called(self, but: abc.Set[int]) -> Iterator[tuple[str, str]]:
        """Yield what things are called, the slug of the words and the name, where it is not said by these pairs."""
        rows = self._table.execute("SELECT words, name, pair FROM called")
        yield from ((words, name) for words, name, pair in rows if pair not in but)

    def _records(self, column: str, values: Iterable[Any]) -> list[Held]:
        rows = self._each(f"SELECT number, id, file FROM record WHERE {column} IN", values)
        return sorted((Held(*row) for row in rows), key=lambda one: one.number)

    def _each(self, query: str, values: Iterable[Any]) -> Iterator[Sequence[Any]]:
        """Yield the rows of a query that ends in `IN`, for all values."""
        wanted = list(dict.fromkeys(values))
        for start in range(0, len(wanted), AT_ONCE):
            some = wanted[start : start + AT_ONCE]
            yield from self._table.execute(f"{query} ({', '.join('?' * len(some))})", some)


def file_of(layout: Layout, id: str) -> Path | None:
    """Return the file of the usual corpus in which a record stands, or None where no record bears the identifier.

    Where a store is built, only the files are searched that have changed since; see `graph.file_of`.

    Raises:
        DataError: a file that may hold it cannot be read.
    """
    changed, holdings = layout.changed(), Holdings.open(layout, layout.settings.corpus)
    if holdings is None:
        return graph.file_of(layout, id)
    with closing(holdings):
        held = [one.file for one in holdings.of_ids([id])]
    if changed is None or any(not name.startswith("data/") for name in changed):
        return graph.file_of(layout, id)
    for name in held:
        if name not in changed:
            return layout.path(name)
    return graph.file_of(layout, id, [layout.path(name) for name in changed])

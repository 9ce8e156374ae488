"""The answers of the saved questions, each asked once for its page, its files and the archive."""

import csv
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from io import StringIO
from typing import NamedTuple

from rabatkg.dates import days
from rabatkg.names import RKG
from rabatkg.publication.downloads import packed
from rabatkg.publication.remembering import once
from rabatkg.publication.site import Site
from rabatkg.queries import Parameter, Question, catalogue
from rabatkg.queries.answers import guarded
from rabatkg.queries.patterns import Patterns, asked_otherwise, patterns
from rabatkg.queries.questions import bind, bound
from rabatkg.store import Answer, Row, Term
from rabatkg.store.results import written

FIRST = 30
"""How many rows of an answer a page may show."""
BEARS_DAYS = {"Document": ("latest", "read"), "Correction": ("madeOn",)}
"""The properties by which the classes of what the graph was made from bear a day."""


class Told(NamedTuple):
    """An answer as it is kept.

    Attributes:
        variables: its columns.
        number: how many rows it has.
        first: the first of them.
        csv, json: all of them as files, packed.
    """

    variables: tuple[str, ...]
    number: int
    first: list[Row]
    csv: bytes
    json: bytes


class Answering:
    """The saved questions of a site, and their answers.

    Args:
        site: what is published.
    """

    def __init__(self, site: Site) -> None:
        """Read the catalogue."""
        self.site = site
        self.questions: Mapping[str, Question] = catalogue(site.layout)
        self._told: dict[tuple[str, str], Told] = {}
        self._patterns: dict[str, Patterns] = {}

    @cached_property
    def day(self) -> str:
        """The day that stands for today: the last that a document may be of or may have been read on, or a correction
        was made on. So the same graph answers the same, whenever it is asked; `0001-01-01` if none is told.
        """
        holding = self.site.holding
        told = (
            span[1]
            for kind, properties in BEARS_DAYS.items()
            for iri in holding.of_kind(kind)
            for name in properties
            for term in holding.values(iri, f"{RKG}{name}")
            if (span := days(term.value))
        )
        return max(told, default=date.min).isoformat()

    def given(self, parameter: Parameter) -> str | None:
        """Return the value that a parameter is given: its default, with the day for today; None leaves it open."""
        return self.day if parameter.default == "today" else parameter.default

    def sparql(self, name: str, lang: str) -> str:
        """Return the SPARQL of a question as it is asked, with its values and the language in it."""
        question = self.questions[name]
        given = {one.name: value for one in question.parameters if (value := self.given(one)) is not None}
        return bound(question, bind(question, self.site.names, lang, given))

    def patterns(self, name: str, lang: str) -> Patterns:
        """Return what a question looks for, as it is asked in a language."""
        sparql = self.sparql(name, lang)
        if name not in self._patterns:
            self._patterns[name] = patterns(sparql)
        return asked_otherwise(self._patterns[name], sparql)

    def told(self, name: str, lang: str) -> Told:
        """Return the answer to a question in a language."""
        if (name, lang) not in self._told:
            answer = self.site.store.select(self.sparql(name, lang))
            self._told[name, lang] = Told(
                answer.variables,
                len(answer.rows),
                answer.rows[:FIRST],
                packed(self._csv(answer)),
                packed(written(answer)),
            )
        return self._told[name, lang]

    def csv(self, name: str, lang: str) -> bytes:
        """Return an answer for people, packed: CSV with keys for things; no cell is a formula to a spreadsheet.

        Packed, the answers to all questions take a tenth of the room.
        """
        return self.told(name, lang).csv

    def json(self, name: str, lang: str) -> bytes:
        """Return an answer for programs, packed: SPARQL 1.1 Query Results JSON Format, with nothing changed."""
        return self.told(name, lang).json

    def _csv(self, answer: Answer) -> bytes:
        names, kept = self.site.names, StringIO()
        told: dict[Term, str] = {}
        lines = csv.writer(kept, lineterminator="\r\n")
        lines.writerow(answer.variables)
        for row in answer.rows:
            for term in row.values():
                if term not in told:
                    told[term] = names.short(term.value) if term.kind == "uri" else guarded(term)
            lines.writerow([told[row[name]] if name in row else "" for name in answer.variables])
        return kept.getvalue().encode()


@once
def answering(site: Site) -> Answering:
    """Return the answers of a site, which all its parts share."""
    return Answering(site)

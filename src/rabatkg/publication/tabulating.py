"""Flat tables for spreadsheets and statistics, described by CSVW: each column a property of the things in the rows.

Where a column is a property, its title is the label of that property, and CSVW leads back to the statement: the same
subject, property and value. A cell that holds several values parts them by `;`; those values are not led back to, for
CSVW has no form for it, but the dumps have them all.
"""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO
from typing import Any

from rabatkg.names import HOME, RKG
from rabatkg.publication.site import Site
from rabatkg.speech import say
from rabatkg.store import Term

SEVERAL = ";"
"""What parts the values of a cell."""
FORMULA = tuple("=+-@\t\r")
"""What a spreadsheet takes for the beginning of a formula."""
UNSPOKEN = "und"
"""What CSVW calls the language of titles that are of none."""
SHARED = "terms"
"""The table of what dialogues have in common, and the ontology names."""
Row = dict[str, str]
Rows = Callable[[Site], Iterator[Row]]


@dataclass(frozen=True)
class Column:
    """A column.

    Attributes:
        name: its name in the first line, in ASCII.
        property: the IRI of the property that it holds, or none.
        title: what it holds, as an English template; by default the label of the property.
        lang: the language of its texts.
        datatype: of CSVW.
        several: whether a cell may hold several values.
        keys: whether the values are things, written as keys.
        address: whether the values are addresses of what is not ours.
        mixed: whether the values are of several datatypes, as are dates that may lack their day or month.
        refers: the table that has a line for each of these things.
        required: whether each line has a value.
    """

    name: str
    property: str = ""
    title: str = ""
    lang: str | None = None
    datatype: str = "string"
    several: bool = False
    keys: bool = False
    address: bool = False
    mixed: bool = False
    refers: str | None = None
    required: bool = False

    def titles(self, site: Site) -> dict[str, list[str]]:
        """Return what it is called, by language; the name in its first line is of none."""
        made = {
            lang: say(self.title, lang) if self.title else site.words[lang].of(self.property) for lang in site.words
        }
        suffix = f" ({self.lang})" if self.lang else ""
        return {UNSPOKEN: [self.name], **{lang: [f"{title}{suffix}"] for lang, title in made.items()}}

    def cell(self, site: Site, terms: Sequence[Term]) -> str:
        """Return values of the property as they stand in a cell."""
        found = [term for term in terms if self.lang is None or term.lang == self.lang]
        texts = [site.names.short(term.value) if self.keys else term.value for term in found]
        return SEVERAL.join(texts if self.several else texts[:1])


@dataclass(frozen=True)
class Table:
    """A table.

    Attributes:
        name: of its file, without the ending.
        title: what its lines are, as an English template.
        columns: in their order.
        rows: its lines.
        key: the columns that tell its lines apart.
        about: the column that holds the key of the thing that its lines are about, if they are about one.
        predicates: templates of the properties of columns for which each line names its own.
    """

    name: str
    title: str
    columns: Callable[[Site], Sequence[Column]]
    rows: Rows
    key: tuple[str, ...]
    about: str | None = None
    predicates: Mapping[str, str] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """Where it stands below the site's root."""
        return f"tables/{self.name}.csv"

    def written(self, site: Site, rows: Iterable[Row]) -> bytes:
        """Return lines as CSV (RFC 4180, UTF-8); a text that looks like a formula has an apostrophe before it."""
        columns = self.columns(site)
        text = StringIO()
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow([column.name for column in columns])
        for row in rows:
            writer.writerow([_guarded(row.get(column.name, ""), column.datatype) for column in columns])
        return text.getvalue().encode()

    def described(self, site: Site, rows: Sequence[Row] | None = None) -> dict[str, Any]:
        """Return its description in CSVW.

        Args:
            site: the site that it is a part of.
            rows: its lines, where the other tables are described beside it, so that it can refer to them. CSVW lets a
                column refer to a table only where no cell of it is empty.
        """
        columns = self.columns(site)
        schema: dict[str, Any] = {
            "columns": [self._column(site, column) for column in columns],
            "primaryKey": list(self.key),
        }
        if self.about:
            schema["aboutUrl"] = _address(site, self.about, self.name)
        if rows is not None:
            schema["foreignKeys"] = [
                {
                    "columnReference": column.name,
                    "reference": {"resource": f"{column.refers}.csv", "columnReference": KEYS[column.refers]},
                }
                for column in columns
                if column.refers and all(row.get(column.name) for row in rows)
            ]
        return {
            "url": f"{self.name}.csv",
            "dc:title": [{"@value": say(self.title, lang), "@language": lang} for lang in site.languages],
            "tableSchema": schema,
        }

    def _column(self, site: Site, column: Column) -> dict[str, Any]:
        made: dict[str, Any] = {
            "name": column.name,
            "titles": column.titles(site),
            "datatype": column.datatype,
        }
        if column.lang:
            made["lang"] = column.lang
        if column.required:
            made["required"] = True
        if column.several:
            made["separator"] = SEVERAL
        predicate = self.predicates.get(column.name, column.property)
        led_back = not (column.several or column.mixed or (column.keys and _unsettled(site, column)))
        if predicate and self.about and led_back:
            made["propertyUrl"] = predicate
            if column.address:
                made["valueUrl"] = f"{{+{column.name}}}"
            elif column.keys:
                made["valueUrl"] = _address(site, column.name, column.refers)
        else:
            made["suppressOutput"] = True
        return made


KEYS: dict[str, str] = {}
"""The column that tells the lines of a table apart, by the name of the table, where one does."""


def _address(site: Site, column: str, table: str | None) -> str:
    """Return the template of the IRI of the thing whose key stands in a column, and has its line in a table."""
    if column == "class":
        return f"{RKG}{{class}}"
    return f"{HOME if table == SHARED else site.names.base}id/{{+{column}}}"


def _unsettled(site: Site, column: Column) -> bool:
    """Tell whether things of the dialogue and things that dialogues have in common may stand in one column."""
    return column.refers is None and column.name != "class" and site.names.base != HOME


def _guarded(text: str, datatype: str) -> str:
    return f"'{text}" if datatype == "string" and text.startswith(FORMULA) else text


def metadata(tables: Sequence[dict[str, Any]], **more: Any) -> bytes:
    """Return the descriptions of tables as one document, or that of one table as its own."""
    content = tables[0] if not more else {**more, "tables": list(tables)}
    document = {"@context": "http://www.w3.org/ns/csvw", **content}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()

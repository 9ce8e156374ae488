"""The columns that tables are made of, and the lines for things of some classes."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from rabatkg.names import RDF, RKG, SKOS
from rabatkg.publication.site import Site
from rabatkg.publication.tabulating import Column, Row
from rabatkg.speech import mark
from rabatkg.store import Term

PRECISION = {4: "year", 7: "month", 10: "day"}
"""How precise a date is, by the length of its text."""
LED_BY = ("when", "start", "asOf", "adoptedOn", "end")
"""The properties whose dates make a thing's `earliest` and `latest`, the first that it has being told."""
Listed = Callable[[Site], Sequence[Column]]


def own(name: str, column: str = "", **more: object) -> Column:
    """Return the column of a property of ours; `name` as `meetingKind`, `column` where it is called otherwise."""
    snake = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)
    return Column(column or snake, f"{RKG}{name}", **more)  # type: ignore[arg-type]  # the fields of a column


def thing(name: str, refers: str | None = None, *, several: bool = False) -> Column:
    """Return the column of a property of ours whose values are things."""
    return own(name, keys=True, refers=refers, several=several)


def dated(name: str) -> Column:
    """Return the column of a property of ours whose values are dates that may lack their day or month."""
    return own(name, mixed=True)


def key(name: str) -> Column:
    """Return the column with the keys of the things that the lines are about."""
    return Column(name, title=mark("Key"), required=True)


def texts(site: Site, name: str, property: str, title: str = "") -> list[Column]:
    """Return a column for each language of the texts of a property."""
    return [Column(f"{name}_{lang}", property, title, lang=lang) for lang in site.languages]


CLASS = Column("class", f"{RDF}type", mark("Class"), keys=True)
NOTATION = Column("notation", f"{SKOS}notation", mixed=True)
DATES = (
    own("earliest", datatype="date"),
    own("latest", datatype="date"),
    Column("precision", title=mark("Precision of the date: day, month or year")),
)


def things(site: Site, classes: Sequence[str], columns: Listed) -> Iterator[Row]:
    """Yield a line for each thing of some classes, by its key."""
    listed = columns(site)
    for iri in sorted({iri for name in classes for iri in site.holding.of_kind(name)}):
        said = defaultdict[str, list[Term]](list)
        for one in site.holding.said(iri):
            said[one.property].append(one.value)
        row = {column.name: column.cell(site, said[column.property]) for column in listed}
        row[listed[0].name] = site.names.short(iri)
        row["class"] = site.holding.kind(iri) or ""
        dates = [value for name in LED_BY if (value := site.holding.value(iri, f"{RKG}{name}"))]
        row["precision"] = PRECISION.get(len(dates[0]), "") if dates and row.get("earliest") else ""
        yield row

"""rabatkg diff"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from rabatkg.cli import frame
from rabatkg.speech import mark, translated

if TYPE_CHECKING:
    from rabatkg.evidence import Wording
    from rabatkg.publication.comparing import Changed, Comparison, Record

FORMATS = ("table", "json", "markdown")
CAME = (mark("came:"), mark("went:"))
"""What stands before the rows of a changelog, where a sign would begin a list within the list."""
SHOWN = 20
"""Rows of an answer that a page shows; JSON has them all."""


@frame.command()
@click.argument("old", metavar="OLD", type=click.Path(path_type=Path))
@click.argument("new", metavar="NEW", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="table",
    show_default=True,
    help="How it is written; markdown is fit for a changelog.",
)
@frame.pass_desk
def command(desk: frame.Desk, old: Path, new: Path, form: str) -> None:
    """Show which saved answers changed between two builds, and which record did it.

    OLD and NEW are build folders, published sites, or dumps in N-Quads (.nq, .nq.gz).
    """
    from rabatkg.evidence import Wording
    from rabatkg.names import Names
    from rabatkg.publication.comparing import compare, opened
    from rabatkg.queries import catalogue

    questions, names = catalogue(desk.layout).values(), Names.of(desk.layout)
    before, after = opened(old), opened(new)
    found = compare(before, after, questions, names, desk.lang)
    if form == "json":
        click.echo(json.dumps(asdict(found), ensure_ascii=False, indent=2))
        return
    style = Style("### ", "- ", "`", *map(desk.say, CAME)) if form == "markdown" else Style()
    page = _Page(desk, style, Wording(after, names, desk.lang))
    click.echo("\n".join(page.lines(found)))


class Style(NamedTuple):
    """The marks of a page: before a heading and an item, around a key, before a row that came and one that went."""

    heading: str = ""
    item: str = ""
    quote: str = ""
    came: str = "+"
    went: str = "−"


@dataclass(frozen=True)
class _Page:
    """What changed, in words."""

    desk: frame.Desk
    style: Style
    wording: "Wording"

    def lines(self, found: "Comparison") -> Iterator[str]:
        """Yield the lines of the page."""
        desk, (heading, item, quote, *_) = self.desk, self.style
        if not found.records:
            yield desk.say("Nothing changed.")
            return
        if found.answers:
            changed = desk.count("{n} answer changed", "{n} answers changed", n=len(found.answers))
            yield heading + desk.say("{changed}, of {asked}", changed=changed, asked=found.asked)
        else:
            yield heading + desk.say("No answer changed, of {asked}", asked=found.asked)
        for one in found.answers:
            yield from ("", f"{item}{quote}{one.name}{quote}: {one.question}")
            yield from self._rows(one, "  - " if item else "  ")
        changed = desk.count("{n} record changed", "{n} records changed", n=len(found.records))
        yield from ("", heading + changed, "")
        for record in found.records:
            yield item + desk.say("; ").join(self._record(record))

    def _record(self, record: "Record") -> Iterator[str]:
        desk, quote = self.desk, self.style.quote
        told = desk.say("statements: {added} came, {removed} went", added=record.added, removed=record.removed)
        yield desk.say("{property}: {value}", property=f"{quote}{record.key}{quote} ({record.label})", value=told)
        if record.was:
            yield desk.say("renamed: it was called “{name}”", name=record.was)
        if record.now:
            yield desk.say("renamed: its key is now {key}", key=f"{quote}{record.now}{quote}")
        if record.documents:
            yield desk.say("by {documents}", documents=", ".join(record.documents))

    def _rows(self, one: "Changed", indent: str) -> Iterator[str]:
        desk, quote = self.desk, self.style.quote
        for sign, rows in ((self.style.came, one.came), (self.style.went, one.went)):
            for row in rows[:SHOWN]:
                yield f"{indent}{sign} {self._row(row)}"
            if len(rows) > SHOWN:
                rest = desk.count("and {n} more row", "and {n} more rows", n=len(rows) - SHOWN)
                yield f"{indent}{sign} … {rest}"
        records = ", ".join(f"{quote}{key}{quote}" for key in one.records)
        yield indent + desk.say("because of {records}", records=records)

    def _row(self, row: dict[str, Any]) -> str:
        from rabatkg.queries.headings import HEADINGS

        return self.desk.say("; ").join(
            self.desk.say(
                "{property}: {value}",
                property=translated(HEADINGS.get(name, name), self.desk.lang),
                value=self._told(value),
            )
            for name, value in row.items()
        )

    def _told(self, value: object) -> str:
        """Return a value in words where it is one of a vocabulary or of the ontology, else as it stands."""
        names, text = self.wording.names, " ".join(str(value).split())
        is_word = text.startswith("rkg:") or text.partition("/")[0] in names.shared
        return self.wording.of(names.full(text)) if is_word and " " not in text else text

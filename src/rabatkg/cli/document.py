"""rabatkg document"""

from hashlib import sha256
from pathlib import Path
from typing import Any

import click

from rabatkg.cli import frame, output
from rabatkg.cli.paths import nearby
from rabatkg.errors import DataError
from rabatkg.speech import mark, mark_count

COLUMNS = {
    "document": mark("Document"),
    "title": mark("Title"),
    "language": mark("Language"),
    "holding": mark("Holding"),
    "passages": mark("Passages"),
}
PASSAGES = mark_count("{n} passage.", "{n} passages.")


class Add(frame.Command):
    """A command that takes a title in each language of the dialogue."""

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return the parameters, one title for each language among them."""
        desk = ctx.find_object(frame.Desk) or frame.Desk()
        known = {parameter.name for parameter in self.params}
        titles = [(f"title_{lang}", f"--title-{lang}") for lang in desk.languages]
        self.params += [
            click.Option([option, name], required=True, metavar="TEXT", help=mark("The title, in this language."))
            for name, option in titles
            if name not in known
        ]
        return super().get_params(ctx)


@frame.group()
def command() -> None:
    """List the documents that the graph rests on, or add one."""


@command.command("list")
@output.format_option
@frame.pass_desk
def list_command(desk: frame.Desk, form: str) -> None:
    """List the documents: those held, those partly read, and those known to be missing."""
    from rabatkg import graph  # loads an RDF library that other commands do without

    corpus = graph.assemble(desk.layout)
    passages = {f"document/{key}": len(register.passages) for key, register in corpus.registers.items()}
    rows: list[dict[str, Any]] = []
    for one in corpus.expansions:
        said = {
            each.key: each.text
            for each in one.statements
            if each.subject == one.iri and getattr(each.object, "language", None) in (None, desk.lang)
        }
        if said.get("type") == "Document":
            rows.append({"document": one.id, **said, "passages": passages.get(one.id)})
    rows.sort(key=lambda row: (row.get("holding", ""), row["document"]))
    output.write(rows, form, desk.lang, COLUMNS)


@command.command("add", cls=Add)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--key", required=True, metavar="KEY", help="What the document is to be called, as in som-2031.")
@click.option("--language", required=True, metavar="CODE", help="The language that the document is written in.")
@click.option(
    "--profile",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="How its lines are to be read. Default: a profile is suggested.",
)
@frame.pass_desk
def add(desk: frame.Desk, /, file: Path, key: str, language: str, profile: Path | None, **titles: str) -> None:
    """File a document: its record, how its lines are read, and the register of its passages.

    FILE is a PDF, a DOCX, an HTML file or plain text. It is not copied: the data keep the places and the first words of
    its passages.
    """
    from rabatkg import graph, texts
    from rabatkg.records import Expander
    from rabatkg.records.house import house

    corpus = graph.assemble(desk.layout)
    expander = Expander(corpus.grammar, corpus.names, desk.languages)
    checksum = sha256(texts.report_bytes(file)).hexdigest()
    for one in corpus.expansions:
        if one.id == f"document/{key}":
            place = one.marks[one.iri]
            raise DataError(
                "{document} is filed already.",
                document=one.id,
                file=place.file,
                line=place.line,
                remedy="Choose another key; if this is the document that was known to be missing, take it out there.",
            )
    for held, register in corpus.registers.items():
        if register.checksum == checksum:
            raise DataError(
                "This very file is held already, as document/{held}.", held=held, file=file, remedy="Use that one."
            )
    added = texts.document_add(
        file,
        desk.layout.data,
        key=key,
        title={lang: titles[f"title_{lang}"] for lang in desk.languages},
        language=language,
        profile=texts.load_profile(profile) if profile else None,
        settled=lambda record: house(record, expander),
    )
    for path in (added.record, added.profile, added.passages):
        click.echo(nearby(path))
    click.echo(desk.count(*PASSAGES, n=len(added.register.passages)), err=True)
    if added.encoding not in (None, "utf-8"):
        desk.note("This file is not UTF-8; it was read as {encoding}.", encoding=added.encoding)
    if profile is None:
        desk.note("Look over the profile; a heading or a footer taken for text is corrected there.")

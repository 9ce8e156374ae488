"""rabatkg record draft"""

import re
from pathlib import Path

import click

from rabatkg import writing
from rabatkg.cli import frame
from rabatkg.cli.paths import nearby, vacant
from rabatkg.errors import UsageError
from rabatkg.speech import mark_count

READ = mark_count("{file}: {n} passage.", "{file}: {n} passages.")
RECORDS = mark_count("{n} record", "{n} records")
VALUES = mark_count("{n} value", "{n} values")
QUESTIONS = mark_count("{n} question", "{n} questions")
KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
UNDERSTOOD = ("en", "fr")
"""The languages of reports that the rules know the phrases of."""


@frame.command()
@click.argument("report", metavar="REPORT", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--output",
    "file",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write into this file, which must not be there yet. Default: the terminal.",
)
@click.option("--document", "key", metavar="KEY", help="What the report is to be called as a document, as in som-2031.")
@click.option("--kind", metavar="KIND", help="What kind of meeting it reports, as in thematic-meeting.")
@frame.pass_desk
def command(desk: frame.Desk, report: Path, file: Path | None, key: str | None, kind: str | None) -> None:
    """Propose the record of a meeting from its report, with quotations, and with questions where rules are unsure.

    REPORT is a PDF, DOCX, HTML or plain-text file in English or French. Rules read it, without a network; beside each
    value they say how sure they are. Nothing is filed: go through the draft, then `rabatkg record check` it.
    """
    if key is not None and not KEY.fullmatch(key):
        raise UsageError("{key} cannot be a key.", key=key, remedy="Use small letters, digits and single hyphens.")
    if file is not None:
        vacant(file)
    from rabatkg import forms, graph
    from rabatkg.drafting.reports import source_of
    from rabatkg.drafting.writing import drafted

    source = source_of(report, desk.layout, key)
    click.echo(desk.count(*READ, n=len(source.parts), file=nearby(report)), err=True)
    if source.encoding not in (None, "utf-8"):
        desk.note("This file is not UTF-8; it was read as {encoding}.", encoding=source.encoding)
    if source.language not in UNDERSTOOD:
        desk.note("This report seems to be neither in English nor in French; the rules will find little in it.")
    corpus = graph.assemble(desk.layout)
    class_name = forms.Model(corpus).kind(kind).class_name if kind is not None else None
    draft = drafted(report, source, corpus, class_name, desk.lang)
    if file is not None:
        writing.new(file, draft.text.encode())
    else:
        click.echo(draft.text, nl=False)
    desk.note(
        "{records}, {values}, {questions}. Nothing is filed.",
        records=desk.count(*RECORDS, n=draft.records),
        values=desk.count(*VALUES, n=draft.values),
        questions=desk.count(*QUESTIONS, n=draft.questions),
    )
    if file is not None:
        desk.note("When the questions are answered: rabatkg record check {file}", file=nearby(file))

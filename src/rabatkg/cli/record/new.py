"""rabatkg record new"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rabatkg import writing
from rabatkg.cli import frame, output
from rabatkg.cli.paths import nearby, vacant
from rabatkg.cli.telling import faint, fold, title
from rabatkg.errors import UsageError
from rabatkg.speech import mark

if TYPE_CHECKING:
    from rabatkg.forms import Kind, Model
    from rabatkg.forms.voice import Question

COLUMNS = {"kind": mark("Kind"), "label": mark("Label"), "identifier": mark("Identifier")}


@frame.command()
@click.argument("kind", required=False, metavar="[KIND]")
@click.option(
    "--format",
    "form",
    type=click.Choice(["yaml", "xlsx", "csv"]),
    default="yaml",
    show_default=True,
    help="A text file with remarks, a workbook with lists to choose from, or a table with a row for each thing.",
)
@click.option("--interactive", is_flag=True, help="Ask for the values one by one, and check each answer at once.")
@click.option("--from", "thing", metavar="THING", help="Fill in what the record of this thing says.")
@click.option(
    "--schema",
    metavar="FILE",
    help="Name this JSON Schema in the first line, so that editors complete and underline; see `record schema`.",
)
@click.option(
    "--output",
    "file",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write into this file, which must not be there yet. Default: the terminal.",
)
@frame.pass_desk
def command(
    desk: frame.Desk,
    kind: str | None,
    form: str,
    interactive: bool,
    thing: str | None,
    schema: str | None,
    file: Path | None,
) -> None:
    """Write the form of a record, every field of it explained.

    KIND is what the record is to be, as in thematic-meeting; without it, all kinds are listed.
    """
    if interactive and (form != "yaml" or thing is not None):
        raise UsageError(
            "--interactive goes with no other --format, and not with --from.", remedy="Take one of them away."
        )
    if form != "yaml" and schema is not None:
        raise UsageError("Only the form in YAML names a schema.", remedy="Take --schema away.")
    if form == "csv" and thing is not None:
        raise UsageError("A table has no room for a whole record.", remedy="Take --from away, or ask for xlsx.")
    if file is not None:
        vacant(file)
    from rabatkg.forms import Model, Words  # loads an RDF library that other commands do without

    if kind is None and thing is None:
        if interactive or file is not None:
            raise UsageError(
                "No kind of record is named.", remedy="Name one, as in: rabatkg record new thematic-meeting"
            )
        _list(desk, Model(Words.of(desk.layout)))
        return
    if interactive:
        _ask(desk, str(kind), file, schema)
        return
    if form == "csv":
        _write(desk, file, _table(desk, str(kind)).encode())
    elif form == "xlsx":
        _write(desk, file, _workbook(desk, kind, thing))
    else:
        _write(desk, file, _text(desk, kind, thing, schema).encode())


def _list(desk: frame.Desk, model: "Model") -> None:
    from rabatkg.forms.explaining import text

    rows = [
        {"kind": one.name, "label": text(one.label, desk.lang), "identifier": one.example or ""}
        for one in model.offered
    ]
    output.write(rows, "table", desk.lang, COLUMNS)
    desk.note("For the form of one of these: rabatkg record new KIND")


def _text(desk: frame.Desk, kind: str | None, thing: str | None, schema: str | None) -> str:
    from rabatkg import forms
    from rabatkg.forms.template import template

    words = forms.Words.of(desk.layout)
    model, things = forms.Model(words), forms.Things.of(words)
    if thing is None:
        return template(model, _by_hand(model, kind), desk.lang, things=things, schema=schema)
    record = forms.held(desk.layout, thing)
    found = _same(model, kind, record.class_name, thing)
    return template(model, found, desk.lang, record=record.block, things=things, schema=schema)


def _workbook(desk: frame.Desk, kind: str | None, thing: str | None) -> bytes:
    from rabatkg import forms, graph
    from rabatkg.forms.workbook import workbook

    corpus = graph.assemble(desk.layout)
    model, things = forms.Model(corpus), forms.Things.of(corpus)
    record = forms.held(desk.layout, thing) if thing is not None else None
    found = _same(model, kind, record.class_name, str(thing)) if record else _by_hand(model, kind)
    return workbook(model, found.class_name, desk.lang, record.tree if record else None, things)


def _table(desk: frame.Desk, kind: str) -> str:
    from rabatkg import forms
    from rabatkg.forms.workbook import table

    model = forms.Model(forms.Words.of(desk.layout))
    return table(model, _by_hand(model, kind).class_name, desk.lang)


def _by_hand(model: "Model", kind: str | None) -> "Kind":
    """Return the kind that a person names; UsageError where a command makes the records of that kind."""
    from rabatkg.forms.fields import MADE_BY

    found = model.kind(str(kind))
    if (made := MADE_BY.get(found.class_name)) is not None:
        raise UsageError(
            "A record of the kind {kind} is not written by hand.",
            kind=found.name,
            command=made,
            remedy=mark("A command makes it: {command} --help"),
        )
    return found


def _same(model: "Model", kind: str | None, class_name: str, thing: str) -> "Kind":
    """Return the kind of a record that is held; UsageError where another one was named beside it."""
    found = model.kind(class_name)
    if kind is not None and model.kind(kind) != found:
        raise UsageError(
            "{thing} is of the kind {held}, not {kind}.",
            thing=thing,
            held=found.name,
            kind=kind,
            remedy="Leave the kind out, or name that one.",
        )
    return found


def _write(desk: frame.Desk, file: Path | None, content: bytes) -> None:
    if file is not None:
        writing.new(file, content)
        _written(desk, file)
        return
    if content.startswith(b"PK") and sys.stdout.isatty():
        raise UsageError("A workbook cannot be shown on a terminal.", remedy="Name a file with --output.")
    click.echo(content, nl=False)


def _written(desk: frame.Desk, file: Path) -> None:
    desk.note("Written: {file}. When it is filled in: rabatkg record check {file}", file=nearby(file))


def _ask(desk: frame.Desk, kind: str, file: Path | None, schema: str | None) -> None:
    from rabatkg import forms, graph
    from rabatkg.forms.asking import Conversation
    from rabatkg.forms.template import SCHEMA
    from rabatkg.forms.voice import Voice

    corpus = graph.assemble(desk.layout)
    model = forms.Model(corpus)
    chosen = _by_hand(model, kind)
    passages = [f"passage/{key}/{one.key}" for key, register in corpus.registers.items() for one in register.passages]
    head = f"{SCHEMA.format(schema=schema)}\n" if schema else ""

    def put(question: "Question") -> str:
        if file is not None:
            writing.replace(file, (head + conversation.written()).encode())
        return _put(question)

    if file is None:
        desk.note("With --output FILE, what you answer is kept there as you go, even if this window is closed.")
    else:
        writing.new(file, b"")
    voice = Voice(desk.lang, forms.Things.of(corpus), put, lambda told: click.echo(fold(told), err=True))
    conversation = Conversation(model, voice, passages)
    written = (head + conversation.record(chosen)).encode()
    if conversation.stopped:
        desk.note("Stopped. What was answered so far is kept.")
    if file is None:
        click.echo(written, nl=False)
    else:
        writing.replace(file, written)
        _written(desk, file)


def _put(question: "Question") -> str:
    """Put a question on the terminal and return what is typed there."""
    from rabatkg.forms.voice import Stopped

    click.echo(err=True)
    for number, (key, title_of) in enumerate(question.choices, 1):
        click.echo(f"  {number:>3}  {title_of}  {faint(key)}", err=True)
    try:
        typed: str = click.prompt(title(question.text), default="", show_default=False, err=True)
    except click.Abort as error:
        click.echo(err=True)
        raise Stopped from error
    return typed

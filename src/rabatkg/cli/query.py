"""rabatkg query: a saved question, or SPARQL of one's own."""

import sys
from pathlib import Path

import click

from rabatkg.cli import frame, output
from rabatkg.cli.opening import opened
from rabatkg.cli.options import endpoint_option
from rabatkg.errors import UsageError
from rabatkg.names import RKG, Names
from rabatkg.queries import Question, ask, catalogue, find, plain, table
from rabatkg.queries.headers import own_words
from rabatkg.speech import mark, mark_count, translated
from rabatkg.store import Answer, Store, Term

CATALOGUE = {
    "theme": mark("Theme"),
    "name": mark("Name"),
    "question": mark("Question"),
    "parameters": mark("Parameters"),
}
ROWS = mark_count("{n} row", "{n} rows")


@frame.command()
@click.argument("name", required=False)
@click.option(
    "--param", "params", multiple=True, metavar="NAME=VALUE", help="Narrow a saved question; may be repeated."
)
@click.option("--sparql", is_flag=True, help="Show the SPARQL of a saved question instead of its answer.")
@click.option(
    "--catalogue",
    "page",
    type=click.Choice(["markdown", "turtle"]),
    help="Write the whole catalogue as a page or as RDF.",
)
@click.option("--deadline", type=click.FloatRange(min=0.1), help="Seconds for your own SPARQL.")
@endpoint_option
@output.format_option
@frame.pass_desk
def command(
    desk: frame.Desk,
    name: str | None,
    params: tuple[str, ...],
    sparql: bool,
    page: str | None,
    deadline: float | None,
    form: str,
) -> None:
    """Ask a saved question by NAME, or your own SPARQL from a FILE or from standard input (-).

    Without a name, list the saved questions.
    """
    if name is None and (params or sparql):
        raise UsageError("--param and --sparql need the name of a saved question.", remedy="Name one before them.")
    if page is not None:
        if name is not None:
            raise UsageError("--catalogue takes no name: it writes all questions.", remedy="Leave the name out.")
        from rabatkg.queries import published

        names = Names.of(desk.layout)
        click.echo(published.write(list(catalogue(desk.layout).values()), page, desk.lang, names), nl=False)
        return
    if name is None:
        _list(desk, form)
        return
    if name == "-" or name.endswith((".rq", ".sparql")):
        _own(desk, name, params, deadline, form)
        return
    question = find(desk.layout, name)
    if sparql:
        click.echo(question.sparql, nl=False)
        return
    names = Names.of(desk.layout)
    given = _given(params)
    store = opened(desk).store
    answer = ask(store, question, names, desk.lang, given)
    desk.note("{question}", question=question.question[desk.lang])
    for parameter in question.parameters:
        if parameter.default is not None and parameter.name not in {name.replace("_", "-") for name in given}:
            desk.note("{name} = {value}, unless --param says otherwise", name=parameter.name, value=parameter.default)
    _write(desk, answer, names, form, store)
    if question.is_check and answer.rows:
        desk.note("{remedy}", remedy=question.remedy[desk.lang])
        raise SystemExit(1)


def _list(desk: frame.Desk, form: str) -> None:
    from rabatkg.queries import published

    def told(question: Question) -> dict[str, object]:
        return {
            "theme": translated(published.THEMES.get(question.theme, question.theme), desk.lang)
            if form == "table"
            else question.theme,
            "name": question.name,
            "question": question.question[desk.lang],
            "parameters": ", ".join(parameter.name for parameter in question.parameters),
        }

    output.write([told(question) for question in catalogue(desk.layout).values()], form, desk.lang, CATALOGUE)


def _own(desk: frame.Desk, name: str, params: tuple[str, ...], deadline: float | None, form: str) -> None:
    from rabatkg.queries import freehand

    if params:
        raise UsageError("--param narrows saved questions only.", remedy="Write the value into your query.")
    if name == "-":
        text = sys.stdin.buffer.read().decode("utf-8", "replace")
    elif Path(name).is_file():
        text = own_words(Path(name))
    else:
        raise UsageError("There is no file {name}.", name=name, remedy="Check the path.")
    store, seconds = opened(desk).store, deadline or freehand.SECONDS
    if desk.endpoint is None:
        answer = freehand.ask(desk.layout.store, text, seconds)
    else:
        from rabatkg.store.remote import Remote

        assert isinstance(store, Remote)
        answer = freehand.ask_server(store, text, seconds)
    _write(desk, answer, Names.of(desk.layout), form, store)


def _write(desk: frame.Desk, answer: Answer, names: Names, form: str, store: Store) -> None:
    """Write the rows: keys for programs, and in a table words for what belongs to a vocabulary or to the ontology."""
    if form == "table":
        rows, headings = _worded(answer, store, names, desk.lang)
    else:
        rows, headings = table(answer, names), {name: name for name in answer.variables}
    output.write(rows, form, desk.lang, headings)
    click.echo(desk.count(*ROWS, n=len(rows)), err=True)


def _worded(answer: Answer, store: Store, names: Names, lang: str) -> tuple[list[dict[str, object]], dict[str, str]]:
    from rabatkg.evidence import Wording
    from rabatkg.queries.headings import HEADINGS

    wording = Wording(store, names, lang)
    wording.learn({term.value for row in answer.rows for term in row.values() if _is_word(term, names)})

    def told(term: Term) -> object:
        return wording.of(term.value) if _is_word(term, names) else plain(term, names)

    rows = [{name: told(row[name]) for name in answer.variables if name in row} for row in answer.rows]
    return rows, {name: HEADINGS.get(name, name) for name in answer.variables}


def _is_word(term: Term, names: Names) -> bool:
    return term.kind == "uri" and (
        term.value.startswith(RKG) or names.short(term.value).partition("/")[0] in names.shared
    )


def _given(params: tuple[str, ...]) -> dict[str, str]:
    given = {}
    for param in params:
        name, equals, value = param.partition("=")
        if not equals or not name:
            raise UsageError(
                "'{param}' is not of the form name=value.", param=param, remedy="As in --param holder=state/prt."
            )
        given[name.strip()] = value.strip()
    return given

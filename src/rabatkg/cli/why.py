"""rabatkg why"""

from dataclasses import asdict
from pathlib import Path

import click

from rabatkg.cli import frame, output, telling
from rabatkg.cli.opening import opened, tell_retired
from rabatkg.cli.options import endpoint_option, texts_option
from rabatkg.evidence import Group, Statement, Thing, Wording, askable
from rabatkg.evidence.asking import RANKS
from rabatkg.speech import mark

RULES = {
    "subPropertyOf": mark("a narrower property says so"),
    "propertyChainAxiom": mark("two statements, one after the other, say so"),
    "TransitiveProperty": mark("what is within a part is within the whole"),
}


@frame.command()
@click.argument("thing")
@click.argument("property", required=False)
@texts_option(
    help="The folder of the documents themselves; the whole sentences around each quotation are then shown.",
)
@endpoint_option
@output.format_option
@frame.pass_desk
def command(desk: frame.Desk, thing: str, property: str | None, texts: Path | None, form: str) -> None:
    """Show the evidence behind what is said of a THING, or behind one PROPERTY of it.

    A thing is named by its key (meeting/2024-02-som), its label, or what its text calls it (Action 17);
    a property by its label (involves), its key in records (coChair), or its IRI.
    """
    kg = opened(desk)
    tell_retired(desk, kg, thing)
    iri = kg.thing(thing)
    groups = kg.why(iri, property, texts)
    if form == "json":
        click.echo(output.as_json([asdict(group) for group in groups]))
    elif form == "csv":
        rows = [group.as_line() for group in groups]
        click.echo(output.as_csv(rows, list(rows[0]) if rows else []), nl=False)
    else:
        about = kg.show(iri)
        click.echo(f"{telling.title(telling.fold(about.label))}\n{telling.faint(about.key)}\n")
        click.echo("\n\n".join(_told(desk, group, about) for group in groups))
    if not groups and property is not None:
        wording = Wording(kg.store, kg.names, desk.lang)
        several = ", ".join(dict.fromkeys(wording.of(one) for one in askable(wording, iri)))
        if several:
            desk.note(
                "No evidence is owed for {name}. What can be asked of it: {several}.", name=property, several=several
            )
            return
    if not groups:
        desk.note("Nothing that is said of this owes evidence: own words, structure, or a register.")


def _told(desk: frame.Desk, group: Group, about: Thing) -> str:
    statements = [_statement(desk, one, about.key) for one in group.statements]
    lines = [telling.fold(one, 0, 2) for one in statements if one != about.label]
    if group.support is not None:
        lines += telling.told(group.support, desk.lang, 4)
    if group.rule is not None:
        lines.append(telling.fold(desk.say("derived: {rule}", rule=desk.say(RULES[group.rule])), 4, 2))
        lines += [telling.fold(f"← {premise.words}", 4, 2) for premise in group.premises]
    if group.sentence is not None:
        lines.append(telling.faint(telling.fold(desk.say("In full: {text}", text=group.sentence), 4, 2)))
    return "\n".join(lines)


def _statement(desk: frame.Desk, statement: Statement, about: str) -> str:
    words = statement.said if statement.subject == about else statement.words
    if statement.rank is None:
        return words
    if statement.on is not None and statement.rule is not None:
        since = telling.corrected(desk.lang, statement.rank, statement.on, statement.rule, statement.stands)
        return f"{words} ({since})  [{statement.by}]"
    rank = desk.say(RANKS[statement.rank]) if statement.rank in RANKS else statement.rank
    reason = desk.say("{rank}: {rule}", rank=rank, rule=statement.rule) if statement.rule else rank
    return f"{words} ({reason})"

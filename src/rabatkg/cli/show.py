"""rabatkg show"""

from collections.abc import Iterable
from dataclasses import asdict

import click

from rabatkg.cli import frame, output, telling
from rabatkg.cli.opening import opened, tell_retired
from rabatkg.cli.options import endpoint_option
from rabatkg.evidence import Facts, Thing, Wording, namesakes
from rabatkg.speech import mark_count

MOST = 12
MORE = mark_count("… and {n} more", "… and {n} more")


@frame.command()
@click.argument("thing")
@click.option("--all", "whole", is_flag=True, help="Show every value, however many there are.")
@endpoint_option
@output.format_option
@frame.pass_desk
def command(desk: frame.Desk, thing: str, whole: bool, form: str) -> None:
    """Show a THING in words: what is said of it, on which evidence, and what points to it.

    A thing is named by its key (state/mar), its label (Morocco), or what its text calls it (Action 17).
    """
    kg = opened(desk)
    tell_retired(desk, kg, thing)
    found = kg.show(thing)
    if form == "json":
        click.echo(output.as_json([asdict(found)]))
    elif form == "csv":
        rows = list(_lines(found))
        click.echo(output.as_csv(rows, ("direction", "property", "value", "words", "basis", "passage")), nl=False)
    else:
        click.echo("\n".join(_told(desk, found, None if whole else MOST)))
        others = namesakes(Wording(kg.store, kg.names, desk.lang), thing, found.iri)
        if others:
            named = desk.say("; ").join(f"{label} [{key}]" for key, label in others.items())
            click.echo("\n" + telling.fold(desk.say("other things so named: {names}", names=named), 0, 2))


def _lines(thing: Thing) -> Iterable[dict[str, object]]:
    for direction, facts in (("said", thing.said), ("pointing", thing.pointing)):
        for group in facts:
            for fact in group.facts:
                yield {
                    "direction": direction,
                    "property": group.property,
                    "value": fact.value,
                    "words": fact.words,
                    "basis": [support.basis for support in fact.supports],
                    "passage": [source.passage for support in fact.supports for source in support.sources],
                }


def _told(desk: frame.Desk, thing: Thing, most: int | None) -> Iterable[str]:
    yield telling.title(telling.fold(thing.label))
    yield telling.faint(f"{thing.kind}  {thing.key}")
    if thing.other_labels:
        yield telling.fold(desk.say("also: {names}", names=desk.say("; ").join(thing.other_labels)), 0, 2)
    for text in (thing.summary, thing.note):
        if text:
            yield ""
            yield telling.fold(text)
    yield from _thread(desk, thing)
    for group in thing.said:
        yield from _group(desk, group, most, "")
    yield from _corrections(desk, thing)
    if thing.pointing:
        yield ""
        yield telling.title(desk.say("What points to it"))
    for group in thing.pointing:
        yield from _group(desk, group, most, "← ")


def _thread(desk: frame.Desk, thing: Thing) -> Iterable[str]:
    if thing.thread:
        yield ""
        yield telling.title(desk.say("Step by step"))
    for step in thing.thread:
        mark_here = "→ " if step.here else "  "
        when = step.when or desk.say("no date")
        yield telling.fold(f"{mark_here}{when}  {step.kind}: {step.words}  [{step.key}]", 2, 16)
        if step.event:
            yield telling.faint(telling.fold(step.event, 16, 2))


def _corrections(desk: frame.Desk, thing: Thing) -> Iterable[str]:
    if thing.corrections:
        yield ""
        yield telling.title(desk.say("Corrections"))
    for one in thing.corrections:
        words = one.said if one.subject == thing.key else one.words
        if one.instead:
            words = desk.say("{old} → {new}", old=words, new=", ".join(one.instead))
        yield telling.fold(words if one.key == thing.key else f"{words}  [{one.key}]", 2, 2)
        told = telling.corrected(desk.lang, one.rank, one.on, one.grounds, one.stands)
        yield telling.faint(telling.fold(told, 6, 2))


def _group(desk: frame.Desk, group: Facts, most: int | None, arrow: str) -> Iterable[str]:
    yield ""
    yield f"{arrow}{group.label}"
    for fact in group.facts[:most]:
        named = f"  [{fact.value}]" if fact.value != fact.words else ""
        yield telling.fold(f"{fact.words}{named}", 2, 2)
        proofs = dict.fromkeys(
            f"{support.basis_label.lower()}, {source.told_in(desk.lang)}"
            for support in fact.supports
            for source in support.sources
        )
        yield from (telling.faint(telling.fold(proof, 6, 2)) for proof in proofs)
    if most is not None and len(group.facts) > most:
        yield "  " + desk.count(*MORE, n=len(group.facts) - most)

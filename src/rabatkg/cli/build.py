"""rabatkg build"""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from rabatkg.cli import frame
from rabatkg.cli.options import corpus_option, texts_option
from rabatkg.speech import mark_count

if TYPE_CHECKING:
    from rabatkg.graph import Shelf
    from rabatkg.store.noting import Built

REFUSED = mark_count("{n} fault; nothing was built.", "{n} faults; nothing was built.")
RECORDS = mark_count("{n} record", "{n} records")
FILES = mark_count("{n} file", "{n} files")
NAMED = 3
"""So many files that were read are named."""


@frame.command()
@corpus_option
@click.option(
    "--reasoner",
    type=click.Choice(["rules", "owlrl"]),
    default="rules",
    show_default=True,
    help="What draws the inferences; both draw the same, owlrl slowly.",
)
@texts_option(
    help="The folder of the documents themselves; their passages then go into the graph.",
)
@click.option("--fresh", is_flag=True, help="Read every file and make everything anew, whatever stands there.")
@frame.pass_desk
def command(desk: frame.Desk, corpus: str | None, reasoner: str, texts: Path | None, fresh: bool) -> None:
    """Put records and ontology together into the graph, with all that follows from them.

    The graph goes into the build folder. Only files are read that have changed since it was built; where none has,
    nothing is done. Exits with 1 and builds nothing if a record is at fault.
    """
    from rabatkg import queries, writing
    from rabatkg.reading.sweeping import unswept
    from rabatkg.store import noting

    writing.folder(desk.layout.build)
    name = corpus or desk.layout.settings.corpus
    with writing.locked(desk.layout.build, lambda held: click.echo(held.told_in(desk.lang), err=True)), unswept():
        built = None if fresh else noting.unchanged(desk.layout, name, reasoner, texts)
        if built is not None:
            desk.note("Nothing has changed since the graph of corpus {corpus} was built.", corpus=name)
            for place in noting.PLACES:
                writing.clear(desk.layout.build / place)
        else:
            built = _build(desk, name, reasoner, texts, fresh)
        queries.remember(desk.layout)
    if texts is not None:
        desk.note("Documents found among the texts: {n}.", n=built.texts)
    click.echo(
        desk.say(
            "{total} statements in {graphs} graphs: {asserted} asserted, {inferred} inferred ({seconds} s, {folder}).",
            total=built.asserted + built.inferred,
            graphs=built.graphs,
            asserted=built.asserted,
            inferred=built.inferred,
            seconds=built.seconds,
            folder=desk.layout.build,
        )
    )


def _build(desk: frame.Desk, name: str, reasoner: str, texts: Path | None, fresh: bool) -> "Built":
    from rabatkg import building, graph  # loads an RDF library that is not needed to find that nothing has changed
    from rabatkg.findings import Finding

    found = graph.assemble(desk.layout, name, fresh)
    problems = building.problems(found)
    if problems:
        for finding in sorted((Finding.of_problem(one) for one in problems), key=lambda one: one.order):
            click.echo(finding.told_in(desk.lang))
        click.echo(desk.count(*REFUSED, n=len(problems)), err=True)
        raise SystemExit(1)
    desk.note("Corpus {corpus}: {records}.", corpus=name, records=desk.count(*RECORDS, n=len(found.expansions)))
    if found.shelf is not None:
        _tell_what_was_read(desk, found.shelf)

    def told(turn: int, new: int) -> None:
        desk.note("Inference, turn {turn}: {new} new statements.", turn=turn, new=new)

    return building.build(found, name, reasoner, texts, told, fresh)


def _tell_what_was_read(desk: frame.Desk, shelf: "Shelf") -> None:
    read, files = len(shelf.anew), desk.count(*FILES, n=shelf.asked)
    if read == shelf.asked:
        desk.note("Read {files}.", files=files)
    elif 0 < read <= NAMED:
        names = ", ".join(sorted(shelf.anew))
        desk.note("Read {n} of {files}, the others being as they were: {names}.", n=read, files=files, names=names)
    else:
        desk.note("Read {n} of {files}, the others being as they were.", n=read, files=files)

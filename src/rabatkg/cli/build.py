"""rabatkg build"""

from pathlib import Path

import click

from rabatkg.cli import frame
from rabatkg.cli.options import corpus_option, texts_option
from rabatkg.speech import mark_count

REFUSED = mark_count("{n} fault; nothing was built.", "{n} faults; nothing was built.")
RECORDS = mark_count("{n} record", "{n} records")


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
@frame.pass_desk
def command(desk: frame.Desk, corpus: str | None, reasoner: str, texts: Path | None) -> None:
    """Put records and ontology together into the graph, with all that follows from them.

    The graph goes into the build folder. Exits with 1 and builds nothing if a record is at fault.
    """
    from rabatkg import building, graph, writing  # loads an RDF library that other commands do without
    from rabatkg.findings import Finding

    writing.folder(desk.layout.build)
    name = corpus or desk.layout.settings.corpus
    found = graph.assemble(desk.layout, name)
    problems = building.problems(found)
    if problems:
        for finding in sorted((Finding.of_problem(one) for one in problems), key=lambda one: one.order):
            click.echo(finding.told_in(desk.lang))
        click.echo(desk.count(*REFUSED, n=len(problems)), err=True)
        raise SystemExit(1)
    desk.note("Corpus {corpus}: {records}.", corpus=name, records=desk.count(*RECORDS, n=len(found.expansions)))

    def told(turn: int, new: int) -> None:
        desk.note("Inference, turn {turn}: {new} new statements.", turn=turn, new=new)

    built = building.build(found, name, reasoner, texts, told)
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

"""rabatkg export"""

from pathlib import Path

import click

from rabatkg import writing
from rabatkg.cli import frame
from rabatkg.cli.opening import opened
from rabatkg.cli.options import endpoint_option
from rabatkg.errors import UnknownName
from rabatkg.names import Names
from rabatkg.store import FORMATS, Store


@frame.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(sorted(FORMATS)),
    default="turtle",
    show_default=True,
    help="The form to write. nquads and trig keep the graphs apart.",
)
@click.option("--graph", metavar="NAME", help="Only this graph: ontology, claims, inferred, or a record's key.")
@click.option(
    "--output",
    metavar="FILE",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="The file to write. Default: standard output.",
)
@endpoint_option
@frame.pass_desk
def command(desk: frame.Desk, form: str, graph: str | None, output: Path | None) -> None:
    """Write the graph as RDF. The same graph always gives the same bytes."""
    kg = opened(desk)
    written = kg.store.written(form, _graph(kg.store, kg.names, graph) if graph else None)
    if output is None:
        click.echo(written, nl=False)
        return
    writing.replace(output, written)
    desk.note("{file}: {size} bytes.", file=output, size=len(written))


def _graph(store: Store, names: Names, asked: str) -> str:
    """Return the IRI of a graph from its name, or from the IRI itself."""
    known = {iri.partition("/graph/")[2] or iri: iri for iri in store.graphs()}
    if asked in known:
        return known[asked]
    if asked in known.values():
        return asked
    raise UnknownName(asked, known, "No graph here is called {name}.")

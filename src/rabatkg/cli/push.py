"""rabatkg push"""

import sys
import time

import click

from rabatkg.cli import frame
from rabatkg.cli.opening import opened
from rabatkg.speech import mark
from rabatkg.store import Embedded
from rabatkg.store.endpoint import Endpoint, Limits
from rabatkg.store.graph_store import GraphStore, query_address
from rabatkg.store.pushing import Difference, Push

EACH = 200
"""Graphs between two lines of progress."""
COMPARED = mark("{k} of {n} graphs compared.")
SENT = mark("{k} of {n} graphs sent.")


@frame.command()
@click.argument("endpoint", metavar="ADDRESS")
@click.option(
    "--query-endpoint", metavar="ADDRESS", help="Where the server answers SPARQL, if it is none of those known."
)
@click.option("--dry-run", is_flag=True, help="Tell what would be sent and removed, and write nothing.")
@click.option(
    "--deadline",
    type=click.FloatRange(min=0.1),
    default=Limits().total,
    show_default=True,
    help="Seconds for any one answer of the server.",
)
@frame.pass_desk
def command(desk: frame.Desk, endpoint: str, query_endpoint: str | None, dry_run: bool, deadline: float) -> None:
    """Load the built graph into a store elsewhere, by the SPARQL 1.1 Graph Store Protocol.

    ADDRESS is where the store takes graphs, as http://localhost:7878/store of Oxigraph or
    https://example.org/sparql-graph-crud-auth of Virtuoso. Who you are stands in the environment: RABATKG_USER and
    RABATKG_PASSWORD, or RABATKG_TOKEN.

    Only what differs is sent. Then everything is read back and compared: exits with 0 only if the store holds exactly
    the graph that was built. Graphs of others stay as they are.
    """
    graphs = Endpoint.of(endpoint)
    queries = graphs.at(query_endpoint or query_address(endpoint))
    kg = opened(desk)
    assert isinstance(kg.store, Embedded)
    began = time.monotonic()
    with GraphStore(graphs, queries, Limits(total=deadline)) as server:
        push = Push(kg.store, kg.names, server)
        try:
            difference = push.compare(lambda k, n: _progress(desk, COMPARED, k, n))
            if difference.unfinished:
                desk.note("An earlier push had not been finished there, or is still running.")
            if dry_run or not difference:
                click.echo(_told(desk, push, difference, graphs.shown))
                return
            is_union = push.carry_out(difference, lambda k, n: _progress(desk, SENT, k, n))
        except KeyboardInterrupt:
            click.echo(err=True)
            click.echo(push.standing.told_in(desk.lang), err=True)
            sys.exit(frame.INTERRUPTED)
    if not is_union:
        desk.note(
            "Questions to {url} see no named graphs unless they name them; ours expect that they see all.",
            url=queries.shown,
        )
    click.echo(
        desk.say(
            "Pushed to {url}, read back and compared. Graphs: {graphs} ({sent} sent, {gone} removed, {same} left "
            "alone). Statements: {statements}. Time: {seconds} s. sha256: {digest}",
            url=graphs.shown,
            graphs=len(push.seals),
            statements=push.total,
            sent=len(difference.to_send),
            gone=len(difference.gone),
            same=len(difference.same),
            seconds=round(time.monotonic() - began, 1),
            digest=push.digest,
        )
    )


def _progress(desk: frame.Desk, template: str, k: int, n: int) -> None:
    if k % EACH == 0 or (k == n and n > EACH):
        desk.note(template, k=k, n=n)


def _told(desk: frame.Desk, push: Push, difference: Difference, url: str) -> str:
    """Return what is on the server already, and what a push would change."""
    if not difference:
        return desk.say(
            "{url} already holds all of it, read and compared; nothing was sent. Graphs: {graphs}. Statements: "
            "{statements}. sha256: {digest}",
            url=url,
            graphs=len(push.seals),
            statements=push.total,
            digest=push.digest,
        )
    return desk.say(
        "Graphs at {url}: {new} to be added, {changed} to be replaced, {gone} to be removed, {same} to be left alone. "
        "Nothing was sent.",
        url=url,
        new=len(difference.new),
        changed=len(difference.changed),
        gone=len(difference.gone),
        same=len(difference.same),
    )

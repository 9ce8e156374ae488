"""rabatkg serve"""

from math import isfinite

import click

from rabatkg.cli import frame
from rabatkg.errors import RabatkgError, UsageError
from rabatkg.speech import mark


@frame.command()
@click.option("--host", metavar="ADDRESS", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="The port; 0 for any.")
@click.option("--base", metavar="ADDRESS", help="Where the site stands on the web, ending in a slash.")
@click.option(
    "--seconds",
    type=click.FloatRange(0.1, 600),
    default=10.0,
    show_default=True,
    help="How long a query may take before it is stopped.",
)
@click.option("--public", is_flag=True, help="Let others than this machine reach it, at the address of --host.")
@click.option(
    "--proxy",
    "proxies",
    metavar="ADDRESS",
    multiple=True,
    help="A proxy before the server, which is believed whom it speaks for.",
)
@click.option("--quiet", is_flag=True, help="Do not note each request.")
@frame.pass_desk
def command(
    desk: frame.Desk,
    host: str,
    port: int,
    base: str | None,
    seconds: float,
    public: bool,
    proxies: tuple[str, ...],
    quiet: bool,
) -> None:
    """Serve the pages live, with each thing at its address in the form that is asked for, and SPARQL at /sparql.

    Records are checked at /en/check.html; /reconcile is for OpenRefine; /health and /metrics tell how it does. Nothing
    can be changed. It listens on this machine alone, unless --public is given, until Ctrl-C. A graph that is built anew
    meanwhile is taken up. Who asks for no language gets the one of --lang.
    """
    from rabatkg.cli.opening import opened
    from rabatkg.server.clients import address
    from rabatkg.server.running import LOOPBACK, Service, run

    if host not in LOOPBACK and not public:
        raise UsageError(
            "At {host} others than this machine could reach the server, and nothing says that they may.",
            host=host,
            several=", ".join(LOOPBACK),
            remedy=mark("Name one of {several}, or add --public once you have read .github/SECURITY.md."),
        )
    if not isfinite(seconds):
        raise UsageError("A query cannot take {seconds} seconds.", seconds=seconds, remedy=mark("Name a number."))
    for proxy in proxies:
        if not address(proxy):
            raise UsageError("{address} is not the address of a proxy.", address=proxy, remedy=mark("Name its number."))
    opened(desk)

    def told(home: str) -> None:
        desk.note("Serving at {address} until Ctrl-C.", address=home)
        if public:
            desk.note(
                "Others can reach it. Your part is TLS, by a proxy before it (name it with --proxy), a limit of the "
                "connections of each address, a firewall that lets it open none, and updates: see .github/SECURITY.md."
            )

    def trouble(error: RabatkgError) -> None:
        click.echo(error.told_in(desk.lang), err=True)

    def note(line: str) -> None:
        if not quiet:
            click.echo(line, err=True)

    trusted = [address(proxy) for proxy in proxies]
    run(Service(desk.layout, base, seconds, desk.lang, told, trouble, note, trusted, public), host, port)

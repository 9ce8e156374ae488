"""rabatkg record check"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rabatkg import writing
from rabatkg.cli import findings_files, findings_page, frame, output
from rabatkg.cli.opening import opened
from rabatkg.cli.options import endpoint_option, fail_on_option, texts_option
from rabatkg.cli.paths import nearby
from rabatkg.errors import DataError, UsageError
from rabatkg.reading import content
from rabatkg.speech import mark, mark_count

if TYPE_CHECKING:
    from rabatkg.findings import Finding
    from rabatkg.records import Expansion
    from rabatkg.store.remote import Remote

FORMATS = ("text", "json", "csv", "html", "sarif")
WRITTEN = {f".{one}": one for one in FORMATS if one != "text"}
"""The endings of files that findings are written into, each with the form that they take there."""
QUESTIONS = mark_count("{n} question is still open", "{n} questions are still open")
ENDINGS = (".yaml", ".xlsx", ".csv", ".jsonld", ".ttl", ".trig")
"""The endings of files that are taken out of a folder."""


@frame.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(exists=True, path_type=Path))
@texts_option(
    help="The folder of the documents themselves; the quotations of the records are then compared with them.",
)
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="How it is told.")
@click.option(
    "--output",
    "report",
    metavar="FILE",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Also write the findings into this file, in the form that its ending names: .json, .csv, .html or .sarif.",
)
@fail_on_option
@endpoint_option
@frame.pass_desk
def command(
    desk: frame.Desk, files: tuple[Path, ...], texts: Path | None, form: str, report: Path | None, fail_on: str
) -> None:
    """Check records before they are filed: every fault, where it stands, and what to do about it.

    FILE is a record in YAML, a workbook (XLSX), a table (CSV), JSON-LD, Turtle or TriG, or a folder of such files.
    Files named together are checked together, so that one may name what another brings. Nothing is filed.
    """
    if report is not None and report.suffix.lower() not in WRITTEN:
        raise UsageError(
            "Findings are not written into files that end in '{ending}'.",
            ending=report.suffix,
            several=", ".join(WRITTEN),
            remedy=mark("Name a file that ends in one of {several}."),
        )
    from rabatkg.validation import check_offered

    chosen = list(_chosen(desk, files))
    offers, unread = read(desk, chosen)
    verdict = check_offered(desk.layout, offers, texts, _server(desk))
    findings = findings_page.settled([*unread, *verdict.held, *verdict.findings])
    if form == "text":
        findings_page.show(desk, findings, chosen)
        desk.note(
            "{asked} asked of the shapes, beside {fetched} of the graph.",
            asked=desk.count("{n} node", "{n} nodes", n=verdict.asked),
            fetched=desk.count("{n} statement", "{n} statements", n=verdict.fetched),
        )
        whole = {one.file for one in unread}
        for file in chosen:
            if file not in whole and (left := _questions(file)):
                desk.note("{questions} in {file}.", questions=desk.count(*QUESTIONS, n=left), file=nearby(file))
        if texts is None:
            desk.note("Quotations are compared with their sources where --texts names the folder of the documents.")
    else:
        click.echo(_told(desk, findings, form, len(chosen)), nl=False)
    if report is not None:
        writing.replace(report, _told(desk, findings, WRITTEN[report.suffix.lower()], len(chosen)).encode())
        desk.note("Written: {file}.", file=nearby(report))
    counts = findings_page.counted(findings)
    raise SystemExit(int(counts["errors"] > 0 or (fail_on == "warning" and counts["warnings"] > 0)))


def _server(desk: frame.Desk) -> "Remote | None":
    """Return the graph on the server that the user names, if any."""
    if desk.endpoint is None:
        return None
    from rabatkg.store.remote import Remote

    store = opened(desk).store
    assert isinstance(store, Remote)
    return store


def read(desk: frame.Desk, files: list[Path]) -> "tuple[list[Expansion], list[Finding]]":
    """Return the records that the files offer, and a finding for each file that cannot be read at all."""
    from rabatkg.filing.minting import Naming
    from rabatkg.findings import Finding
    from rabatkg.forms.called import Called
    from rabatkg.intake import offered
    from rabatkg.names import Names
    from rabatkg.records import Expander, Grammar

    grammar = Grammar.load(desk.layout.ontology / "context.jsonld")
    expander = Expander(
        grammar, Names.of(desk.layout), desk.layout.settings.languages, Naming(desk.layout), Called(desk.layout)
    )
    offers, unread = [], []
    for file in files:
        try:
            offers += offered(file, expander)
        except DataError as error:
            unread.append(Finding.of_error(error, file))
    return offers, unread


def _questions(file: Path) -> int:
    """Return how many questions a draft still asks; a line of one is taken out when it is answered."""
    if file.suffix != ".yaml":
        return 0
    return sum(line.lstrip().startswith(b"# ?") for line in content(file).splitlines())


def _chosen(desk: frame.Desk, files: tuple[Path, ...]) -> Iterator[Path]:
    from rabatkg.graph import holds_records  # loads an RDF library that other commands do without

    for file in files:
        if file.is_dir():
            found = [
                path for path in sorted(file.rglob("*")) if path.suffix in ENDINGS and holds_records(desk.layout, path)
            ]
            if not found:
                raise UsageError("There are no records in {folder}.", folder=file, remedy="Name files of records.")
            yield from found
        elif not holds_records(desk.layout, file):
            raise UsageError("{file} holds no records.", file=file, remedy="Name files of records.")
        else:
            yield file


def _told(desk: frame.Desk, findings: "list[Finding]", form: str, files: int) -> str:
    if form == "csv":
        return output.as_csv(findings_page.rows(findings, desk.lang), findings_page.COLUMNS)
    if form == "sarif":
        from rabatkg import __version__

        return f"{findings_files.as_sarif(findings, desk.lang, __version__)}\n"
    if form == "html":
        return f"{findings_files.as_html(desk, findings, files)}\n"
    return f"{output.as_json(findings_page.rows(findings, desk.lang))}\n"

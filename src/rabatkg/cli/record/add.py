"""rabatkg record add"""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from rabatkg.cli import changing, findings_page, frame
from rabatkg.cli.options import as_of_option, texts_option
from rabatkg.cli.paths import nearby
from rabatkg.cli.telling import fold, title
from rabatkg.speech import mark, mark_count

if TYPE_CHECKING:
    from rabatkg.filing import Filing
    from rabatkg.filing.registering import Proposal

ENTRIES = mark_count("{n} entry of the registers", "{n} entries of the registers")
FILED = {
    (False, False): mark("Filed: {id} in {file}"),
    (False, True): mark("Replaced: {id} in {file}"),
    (True, False): mark("Would be filed: {id} in {file}"),
    (True, True): mark("Would be replaced: {id} in {file}"),
}


@frame.command()
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@changing.dry_run_option
@click.option("--register", is_flag=True, help="File the entries of the registers too that the record calls for.")
@click.option("--replace", is_flag=True, help="Let the record take the place of the one with its identifier.")
@texts_option(
    help="The folder of the documents themselves; the quotations of the record are then compared with them.",
)
@as_of_option
@frame.pass_desk
def command(
    desk: frame.Desk, file: Path, dry_run: bool, register: bool, replace: bool, texts: Path | None, as_of: str | None
) -> None:
    """File a record: check it, give it its name, write it into the data folder, and tell what that changes.

    FILE is a record, or several, in any form that `rabatkg record check` reads. All of it is filed, or nothing. A
    record without `id` is named after its date, place and topic; once filed, that name stays. Comments are not filed.

    The graph is then built anew, so that `rabatkg coverage` shows it at once.
    """
    from rabatkg import filing  # loads an RDF library that other commands do without
    from rabatkg.coverage.levels import last_day

    if as_of is not None:
        last_day(as_of)

    done = filing.add(
        desk.layout,
        file,
        texts=texts,
        register=register,
        replace=replace,
        dry_run=dry_run,
        told=lambda message: changing.say_to(desk, message),
    )
    findings_page.show(desk, findings_page.settled(done.findings), [nearby(file)])
    _entries(desk, done, register)
    _likes(desk, done)
    if done.after is None:
        if dry_run:
            _with_entries(desk, file, done, register, replace, texts, as_of)
        desk.note("Nothing was filed.")
        raise SystemExit(1)
    click.echo()
    for one in done.filed:
        click.echo(desk.say(FILED[dry_run, one.replaced], id=one.id, file=nearby(one.path)))
    if any(one.minted for one in done.filed):
        desk.note("A name that was given here stays: other records and pages will lead to it.")
    _corpora(desk, done)
    click.echo()
    changing.consequences(desk, done.before, done.after, as_of)
    if not dry_run:
        changing.built(desk, texts)


def _with_entries(
    desk: frame.Desk,
    file: Path,
    done: "Filing",
    register: bool,
    replace: bool,
    texts: Path | None,
    as_of: str | None,
) -> None:
    """Tell of a record that lacks only entries of the registers what it would change together with these."""
    from rabatkg import filing

    if not register and done.proposals and all(one.complete for one in done.proposals):
        done = filing.add(desk.layout, file, texts=texts, register=True, replace=replace, dry_run=True)
    if done.after is None:
        desk.note("What it changes can be told once the errors above are mended.")
        return
    desk.note("With --register, which files the entries above together with the record:")
    changing.consequences(desk, done.before, done.after, as_of)


def _likes(desk: frame.Desk, done: "Filing") -> None:
    """Tell what is held that may be the same, unless a finding has told it."""
    told = {(one.node, one.value) for one in done.findings if one.rule == "Meeting-duplicate"}
    for one in done.likes:
        if (one.new, one.held) not in told:
            click.echo()
            click.echo(
                fold(
                    desk.say(
                        "{new} is much like {held}, “{name}”, which is held already. Is it the same?",
                        new=one.new,
                        held=one.held,
                        name=one.name,
                    ),
                    0,
                    2,
                )
            )


def _entries(desk: frame.Desk, done: "Filing", register: bool) -> None:
    """Show the entries that are called for, the held ones that may be meant, and what to do."""
    if not done.proposals:
        return
    click.echo()
    click.echo(title(desk.say("{entries} to be made", entries=desk.count(*ENTRIES, n=len(done.proposals)))))
    for one in done.proposals:
        near = ", ".join(f"{key} ({name.told_in(desk.lang)})" for key, name in one.near)
        click.echo(f"  {desk.say('{name}: did you mean {near}?', name=one.id, near=near) if near else one.id}")
        for line in _written(done, one):
            click.echo(f"    {line}".rstrip())
    open_ones = [one.id for one in done.proposals if not one.complete]
    if open_ones:
        names = ", ".join(open_ones)
        desk.note("Complete under `records:` in your file, beside the record itself: {names}", names=names)
    if len(open_ones) < len(done.proposals) and not register:
        desk.note("Correct the names that mean something else; --register files these entries with the record.")


def _written(done: "Filing", one: "Proposal") -> list[str]:
    from rabatkg.records.house import page

    if one.record is None:
        return []
    corpus = done.before
    return page(one.record, corpus.grammar, corpus.layout.settings.languages).splitlines()


def _corpora(desk: frame.Desk, done: "Filing") -> None:
    left = sorted(name for name, takes in done.corpora.items() if not takes)
    usual = desk.layout.settings.corpus
    for name in left:
        if name == usual:
            desk.note(
                "Corpus {name} names its files one by one: add the file to corpora.yaml, or it is not read.", name=name
            )
        else:
            desk.note("Corpus {name} names its files one by one, and stays as it is.", name=name)

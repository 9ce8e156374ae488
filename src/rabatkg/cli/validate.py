"""rabatkg validate"""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rabatkg import writing
from rabatkg.cli import findings_page, frame, output
from rabatkg.cli.findings_page import COLUMNS, ERRORS, WARNINGS
from rabatkg.cli.options import corpus_option, fail_on_option, texts_option
from rabatkg.errors import UsageError
from rabatkg.speech import mark, mark_count

if TYPE_CHECKING:
    from rabatkg.findings import Finding
    from rabatkg.validation import Report

CHECKS = mark_count("{n} saved check asked", "{n} saved checks asked")
RULES = mark_count("{n} rule asked", "{n} rules asked")
SHARES = {
    "quotations": mark("quotations found in their passages"),
    "claimed": mark("statements that owe a passage and stand in a claim"),
    "accounted": mark("content passages accounted for"),
    "named": mark("numbers, dates, names and addresses of the texts accounted for"),
}


@frame.command()
@corpus_option
@texts_option(
    help="The folder of the documents themselves; every quotation and every passage is then compared with them.",
)
@click.option(
    "--account",
    is_flag=True,
    help="With --texts: also list every number, date, name and address of the texts that nothing accounts for.",
)
@click.option(
    "--report",
    metavar="FILE",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Also write counts and findings, in every language, into this JSON file.",
)
@click.option(
    "--engine",
    type=click.Choice(["pyshacl", "bulk"]),
    default="pyshacl",
    show_default=True,
    help="What applies the shapes: pySHACL to everything; or, many times faster, shacl-rust, "
    "and pySHACL to what that points at.",
)
@fail_on_option
@output.format_option
@frame.pass_desk
def command(
    desk: frame.Desk,
    corpus: str | None,
    texts: Path | None,
    account: bool,
    report: Path | None,
    engine: str,
    fail_on: str,
    form: str,
) -> None:
    """Check the whole corpus: records, shapes, claims, quotations and the saved checks.

    Counts come first, then what is wrong, line by line, and what to do about it.
    """
    if account and texts is None:
        raise UsageError("--account needs the texts.", remedy="Name their folder with --texts DIR.")
    from rabatkg import accounting, building, graph, validation  # loads RDF libraries that other commands do without
    from rabatkg.queries.checks import checks, failures

    applied = validation.engine(engine)
    desk.note("Reading the records …")
    found = graph.assemble(desk.layout, corpus)
    desk.note("Asking the shapes …")
    checked = validation.validate(found, texts, applied)
    findings = list(checked.findings)
    asked = checks(found)
    if building.problems(found):
        desk.note("The saved checks are asked once the records can be built.")
        asked = ()
    else:
        desk.note("Asking the saved checks …")
        findings += failures(found, building.in_memory(found), asked)
    named = None
    if account and texts is not None:
        desk.note("Looking in the texts for what nothing accounts for …")
        accounted = accounting.account(found, texts)
        findings += accounted.findings
        named = {
            "done": sum(tally.accounted for tally in accounted.tallies.values()),
            "due": sum(tally.met for tally in accounted.tallies.values()),
        }
    findings = findings_page.settled(findings)
    counts = _counts(checked, findings, len(asked))
    if account:
        counts["named"] = named
    if report is not None:
        _write(desk, report, counts, checked.seen, findings)
    told = "\n".join(_told(desk, counts))
    click.echo(told, err=form != "table")
    if form == "table":
        for one in findings:
            click.echo(one.told_in(desk.lang))
    else:
        output.write(findings_page.rows(findings, desk.lang), form, desk.lang, {key: key for key in COLUMNS})
    raise SystemExit(int(counts["errors"] > 0 or (fail_on == "warning" and counts["warnings"] > 0)))


def _counts(checked: "Report", findings: "Sequence[Finding]", asked: int) -> dict[str, Any]:
    """Return what was counted, under the names that the report gives it."""
    shares = {"quotations": checked.quotes, "claimed": checked.claimed, "accounted": checked.accounted}
    return {
        **findings_page.counted(findings),
        "rules": len(checked.seen),
        "checks": asked,
        **{name: share and {"done": share.done, "due": share.due} for name, share in shares.items()},
    }


def _told(desk: frame.Desk, counts: Mapping[str, Any]) -> Iterable[str]:
    yield desk.say(
        "{errors}, {warnings}; {rules}, {checks}",
        errors=desk.count(*ERRORS, n=counts["errors"]),
        warnings=desk.count(*WARNINGS, n=counts["warnings"]),
        rules=desk.count(*RULES, n=counts["rules"]),
        checks=desk.count(*CHECKS, n=counts["checks"]),
    )
    for name, words in SHARES.items():
        if name not in counts:
            continue
        share = counts[name]
        if share is None:
            yield desk.say("{what}: not compared, for want of --texts", what=desk.say(words))
        else:
            yield desk.say("{what}: {done}/{due} = {percent} %", what=desk.say(words), **share, percent=_percent(share))


def _percent(share: Mapping[str, int]) -> float:
    """Return the share of a hundred, with a tenth where it has one, rounded down, so that only the whole is 100."""
    done, due = share["done"], share["due"]
    tenths = 1000 if done == due else 1000 * done // due
    return tenths / 10 if tenths % 10 else tenths // 10


def _write(
    desk: frame.Desk, file: Path, counts: Mapping[str, Any], seen: Mapping[str, int], findings: "Iterable[Finding]"
) -> None:
    rows = [
        {
            **findings_page.row(one, desk.lang),
            "message": {lang: findings_page.message(one, lang) for lang in desk.languages},
        }
        for one in findings
    ]
    report = {"counts": counts, "nodes seen by each rule": dict(seen), "findings": rows}
    writing.replace(file, (json.dumps(report, ensure_ascii=False, indent=2, default=str) + "\n").encode())

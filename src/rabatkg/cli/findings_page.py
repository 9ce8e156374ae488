"""Findings on a terminal: counts first, then file by file and line by line, what is wrong and what to do."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rabatkg.cli import frame
from rabatkg.cli.paths import nearby
from rabatkg.cli.telling import faint, fold, title
from rabatkg.speech import mark, mark_count, say

if TYPE_CHECKING:
    from rabatkg.findings import Finding

COLUMNS = (
    "severity",
    "rule",
    "file",
    "line",
    "column",
    "sheet",
    "cell",
    "node",
    "path",
    "value",
    "near",
    "message",
)
"""What a finding is in rows: of JSON, of CSV, of a report."""
ERRORS = mark_count("{n} error", "{n} errors")
WARNINGS = mark_count("{n} warning", "{n} warnings")
FILES = mark_count("in {n} file", "in {n} files")
SEVERITIES = {"error": mark("error"), "warning": mark("warning")}
_COLOURS = {"error": "red", "warning": "yellow"}
_PLACE = 8


def settled(findings: "Iterable[Finding]") -> "list[Finding]":
    """Return the findings in order, their files named as the user would type them."""
    return sorted((replace(one, file=one.file and nearby(one.file)) for one in findings), key=lambda one: one.order)


def counted(findings: "Sequence[Finding]") -> dict[str, int]:
    """Return how many findings are errors and how many are warnings."""
    return {f"{kind}s": sum(one.severity == kind for one in findings) for kind in ("error", "warning")}


def row(finding: "Finding", lang: str) -> dict[str, object]:
    """Return the finding as a row of COLUMNS, told in the language."""
    found: dict[str, object] = {name: getattr(finding, name) for name in COLUMNS if name != "message"}
    return {**found, "near": list(finding.near), "message": message(finding, lang)}


def message(finding: "Finding", lang: str) -> str:
    """Return what is wrong and what to do, in the language."""
    return " ".join(part.told_in(lang) for part in finding.message)


def summary(desk: frame.Desk, findings: "Sequence[Finding]", files: int) -> str:
    """Return the counts in a line."""
    counts = counted(findings)
    return desk.say(
        "{errors}, {warnings} {files}",
        errors=desk.count(*ERRORS, n=counts["errors"]),
        warnings=desk.count(*WARNINGS, n=counts["warnings"]),
        files=desk.count(*FILES, n=files),
    )


def show(desk: frame.Desk, findings: "Sequence[Finding]", files: Sequence[Path]) -> None:
    """Write the counts, then the findings of each file, to stdout.

    Args:
        findings: in order, as `settled` leaves them.
        files: those that were checked, those with nothing wrong among them.
    """
    click.echo(summary(desk, findings, len(files)))
    for file, group in groupby(findings, key=lambda one: one.file):
        click.echo()
        click.echo(title(str(file) if file else desk.say("without a file")))
        for line in _lines(desk.lang, list(group)):
            click.echo(line)


def _lines(lang: str, findings: "Sequence[Finding]") -> Iterator[str]:
    sheet = None
    for one in findings:
        if one.sheet is not None and one.sheet != sheet:
            sheet = one.sheet
            yield "  " + say(mark("sheet {name}"), lang, name=sheet)
        about = ", ".join(part for part in (one.node, one.path) if part)
        severity = click.style(say(SEVERITIES[one.severity], lang), fg=_COLOURS[one.severity])
        told = f"  {about}" if about else ""
        yield f"  {one.spot:<{_PLACE - 1}} {severity}{told}  {faint(one.rule)}"
        yield fold(message(one, lang), _PLACE + 2)
        if one.near:
            yield fold(say(mark("Did you mean {near}?"), lang, near=", ".join(one.near)), _PLACE + 2)


def rows(findings: "Iterable[Finding]", lang: str) -> list[Mapping[str, Any]]:
    """Return the findings as rows."""
    return [row(one, lang) for one in findings]

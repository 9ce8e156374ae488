"""Findings for other programs: a page to send to a colleague, and SARIF for editors and code hosts."""

import json
from collections.abc import Sequence
from html import escape
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rabatkg.cli import frame
from rabatkg.cli.findings_page import SEVERITIES, message, summary
from rabatkg.speech import mark, say

if TYPE_CHECKING:
    from rabatkg.findings import Finding

SARIF = "https://json.schemastore.org/sarif-2.1.0.json"
"""The schema of SARIF 2.1.0, an OASIS standard, that editors and code hosts show findings from."""
STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b}"
    "h2{font-size:1.1rem;margin-top:2rem}table{border-collapse:collapse;width:100%}"
    "td,th{text-align:left;vertical-align:top;padding:.4rem .8rem .4rem 0;border-top:1px solid #ccc}"
    ".error{color:#a40000;font-weight:600}.warning{color:#8a5a00;font-weight:600}code{font-size:.9em;color:#555}"
)


def as_sarif(findings: "Sequence[Finding]", lang: str, version: str) -> str:
    """Return the findings as a SARIF 2.1.0 log; lines and columns count from 1, as there."""
    run = {
        "tool": {
            "driver": {
                "name": "rabatkg",
                "version": version,
                "rules": [{"id": rule} for rule in sorted({one.rule for one in findings})],
            }
        },
        "language": lang,
        "results": [_result(one, lang) for one in findings],
    }
    return json.dumps({"$schema": SARIF, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _result(one: "Finding", lang: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "ruleId": one.rule,
        "level": one.severity,
        "message": {"text": " ".join(part for part in (message(one, lang), _meant(one, lang)) if part)},
    }
    if one.file is None:
        return found
    address = one.file.as_uri() if one.file.is_absolute() else Path(one.file).as_posix()
    place: dict[str, Any] = {"physicalLocation": {"artifactLocation": {"uri": address}}}
    if one.sheet is not None:
        place["logicalLocations"] = [{"fullyQualifiedName": f"{one.sheet}!{one.cell}", "kind": "cell"}]
    elif one.line is not None:
        place["physicalLocation"]["region"] = {"startLine": one.line, "startColumn": one.column or 1}
    return {**found, "locations": [place]}


def _meant(one: "Finding", lang: str) -> str:
    return say(mark("Did you mean {near}?"), lang, near=", ".join(one.near)) if one.near else ""


def as_html(desk: frame.Desk, findings: "Sequence[Finding]", files: int) -> str:
    """Return the findings as a page that stands by itself, without scripts, every word of the files escaped."""
    heading = escape(desk.say("Findings"))
    parts = [
        f'<!DOCTYPE html><html lang="{desk.lang}"><head><meta charset="utf-8">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<title>{heading}</title><style>{STYLE}</style></head><body>",
        f"<h1>{heading}</h1><p>{escape(summary(desk, findings, files))}</p>",
    ]
    columns = (mark("Place"), mark("Severity"), mark("About"), mark("What is wrong, and what to do"))
    for file, group in groupby(findings, key=lambda one: one.file):
        head = "".join(f"<th>{escape(desk.say(column))}</th>" for column in columns)
        parts.append(f"<h2>{escape(str(file or ''))}</h2><table><thead><tr>{head}</tr></thead><tbody>")
        parts.extend(_line(one, desk.lang) for one in group)
        parts.append("</tbody></table>")
    return "".join([*parts, "</body></html>"])


def _line(one: "Finding", lang: str) -> str:
    place = f"{one.sheet}!{one.cell}" if one.sheet else one.spot
    about = ", ".join(part for part in (one.node, one.path) if part)
    severity = say(SEVERITIES[one.severity], lang)
    told = f"{escape(message(one, lang))} <bdi>{escape(_meant(one, lang))}</bdi> <code>{escape(one.rule)}</code>"
    return (
        f'<tr><td>{escape(place)}</td><td class="{one.severity}">{escape(severity)}</td>'
        f"<td><bdi>{escape(about)}</bdi></td><td>{told}</td></tr>"
    )

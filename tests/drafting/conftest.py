"""Reports of a few lines, made in memory, and what the rules read in them."""

from functools import cache
from pathlib import Path

import pytest

from rabatkg.drafting.context import Context
from rabatkg.drafting.lexicon import Lexicon
from rabatkg.drafting.meetings import meetings
from rabatkg.drafting.phrases import phrases_of
from rabatkg.drafting.rules import propose
from rabatkg.drafting.sentences import sentences
from rabatkg.drafting.source import Part, Section, Sentence, Source
from rabatkg.graph import assemble
from rabatkg.layout import Layout
from rabatkg.texts import normalise

GOOD = Path(__file__).resolve().parents[1] / "good"


@cache
def assembled(fictional):
    """The Lagoon Dialogue of the tests, or the graph that comes along, with the states of the world."""
    return assemble(Layout.find(GOOD if fictional else None))


@cache
def lexicon(language, fictional):
    return Lexicon(assembled(fictional), phrases_of(language))


def report(language, *lines):
    """A report: `# ` begins a heading, `## ` one below it, `- ` an item, `| ` a row, `~ ` a running head."""
    parts, above = [], []
    for number, line in enumerate(lines):
        mark, _, rest = line.partition(" ")
        level = len(mark) if mark and set(mark) == {"#"} else 0
        cells = tuple(normalise(cell) for cell in rest.split(" | ")) if mark == "|" else ()
        text = normalise(rest if level or mark in ("|", "~") else line)
        spans = [(0, len(text))] if level else sentences(text)
        above = [one for one in above if one[0] < level] if level else above
        parts.append(
            Part(
                iri=f"passage/report/0-{number:08}",
                kind="heading" if level else "furniture" if mark == "~" else "content",
                section="0",
                path=tuple(title for _, title in above),
                page=None,
                text=text,
                sentences=tuple(Sentence(text[start:end], start, end) for start, end in spans),
                level=level,
                item=mark == "-",
                cells=cells,
            )
        )
        above += [(level, text)] if level else []
    sections = (Section("", (), tuple(parts)),)
    return Source(
        "document/report", "report.txt", "0" * 64, False, language, parts[0].text, None, tuple(parts), sections
    )


@pytest.fixture
def lexicon_of():
    """Return a function that gives the names, concepts and provisions that are known in a language."""
    return lexicon


@pytest.fixture
def report_of():
    """Return a function that makes a report of lines."""
    return report


@pytest.fixture
def corpus_of():
    """Return a function that gives the graph that a report is read with."""
    return assembled


@pytest.fixture
def context_of():
    """Return a function that gives what the rules look at, and the meeting that a report is of."""

    def of(language, *lines, fictional=False):
        context = Context(report(language, *lines), lexicon(language, fictional))
        return context, meetings(context)[0]

    return of


@pytest.fixture
def drafted():
    """Return a function that drafts a report and gives its records."""

    def of(language, *lines, fictional=False):
        return propose(report(language, *lines), assembled(fictional)).records

    return of


@pytest.fixture
def values(drafted):
    """Return a function that gives the sure values of a key of the meeting that a report is of."""

    def of(key, language, *lines, fictional=False):
        return [one.value for one in drafted(language, *lines, fictional=fictional)[0].of(key) if one.sure]

    return of

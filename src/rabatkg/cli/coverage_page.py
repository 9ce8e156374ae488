"""Coverage on a terminal: the plan from its domains down, a level a line, and under it the best proof."""

from collections.abc import Iterable, Iterator, Sequence
from textwrap import shorten

from rabatkg.cli.telling import faint, fold, quoted, title, width
from rabatkg.coverage import LEVELS, Proof, Row, reported
from rabatkg.evidence import Source, Wording
from rabatkg.knowledge import Knowledge
from rabatkg.speech import count, mark, mark_count, say

PIES = dict(zip(LEVELS, "○◔◑◕●", strict=True))
"""A fuller pie is a higher level; with its name beside it."""
LEVEL = 20
UNCERTAIN = " (?)"
MARGIN = 6
KINDS = {
    "action": mark_count("{n} action", "{n} actions"),
    "objective": mark_count("{n} objective", "{n} objectives"),
    "objective-number": mark_count("{n} objective number", "{n} objective numbers"),
    "domain": mark_count("{n} domain", "{n} domains"),
}
HEADINGS = {
    "action": mark("Action"),
    "objective": mark("Objective"),
    "objective-number": mark("Objective"),
    "domain": mark("Domain"),
}


def page(
    kg: Knowledge,
    plan: str,
    by: str,
    rows: Sequence[Row],
    headings: Sequence[Row],
    as_of: str | None,
    known_by: str | None,
) -> Iterator[str]:
    """Yield the lines of the page.

    Args:
        kg: the graph, in the language of the reader.
        plan: the plan, as it was named.
        by: what a row is.
        rows: the rows.
        headings: the rows of the provisions that stand over them.
        as_of, known_by: what was asked, to be told again.
    """
    teller = _Teller(kg, by)
    yield title(teller.words.of(kg.thing(plan)))
    for asked, template in ((as_of, mark("as of {date}")), (known_by, mark("known by {date}"))):
        if asked is not None:
            yield say(template, kg.lang, date=asked)
    yield ""
    yield teller.columns()
    yield from teller.rows(rows, {row.provision: row for row in headings})
    yield ""
    yield from teller.summary(rows)
    yield from teller.reports(plan, rows, known_by)
    yield from teller.missing(rows)
    yield from teller.sources(rows)


class _Teller:
    """Rows in words, in one language."""

    def __init__(self, kg: Knowledge, by: str) -> None:
        self.kg, self.by, self.lang = kg, by, kg.lang
        self.words = Wording(kg.store, kg.names, kg.lang)
        self.room = width() - MARGIN - 2 * (LEVEL + 1)

    def columns(self) -> str:
        """Return the heads of the columns, ruled."""
        heads = (say(HEADINGS[self.by], self.lang), say("as stated", self.lang), say("on any basis", self.lang))
        line = f"{'':{MARGIN}}{heads[0]:{self.room}} {heads[1]:{LEVEL}} {heads[2]}"
        return f"{line}\n{faint('─' * width())}"

    def rows(self, rows: Iterable[Row], headings: dict[str, Row]) -> Iterator[str]:
        """Yield the rows, each new domain and objective with a heading."""
        before: tuple[str, ...] = ()
        for row in rows:
            for depth, above in enumerate(row.above):
                if above in headings and before[: depth + 1] != row.above[: depth + 1]:
                    yield from self._heading(headings[above], depth)
            before = row.above
            yield from self._row(row)

    def summary(self, rows: Sequence[Row]) -> Iterator[str]:
        """Yield how many rows are at each level."""
        yield title(count(*KINDS[self.by], self.lang, n=len(rows)))
        for level in reversed(LEVELS):
            stated = sum(row.level_stated == level for row in rows)
            found = sum(row.level_any == level for row in rows)
            yield f"{self._level(level):{MARGIN + self.room}} {stated:>4}{'':{LEVEL - 4}} {found:>4}"
        if not all(row.certain_any and row.certain_stated for row in rows):
            yield say("(?) rests only on things of which no precise enough date is known.", self.lang)
        silent = [row for row in rows if not row.assessable]
        if silent:
            several = _ranges(row.notation for row in silent)
            yield say("Not assessable, as no document held treats their domain: {numbers}.", self.lang, numbers=several)

    def reports(self, plan: str, rows: Sequence[Row], known_by: str | None) -> Iterator[str]:
        """Yield what reports count themselves, beside what the graph finds."""
        for one in reported(self.kg.store, self.kg.names, self.kg.thing(plan), self.by, self.lang, known_by):
            parts = [say("A report counts for itself: {title}.", self.lang, title=one.title.rstrip("."))]
            for support in one.supports[:1]:
                place = say("; ", self.lang).join(_place(source) for source in support.sources)
                parts.append(f"{quoted(support.quote, self.lang)} {place}." if support.quote else f"{place}.")
            parts += [one.note] if one.note else []
            found = sum(row.level_any != LEVELS[0] for row in rows)
            stated = sum(row.level_stated != LEVELS[0] for row in rows)
            beside = say(
                "Here something was found for {found} of {n}, as stated for {stated}.",
                self.lang,
                found=found,
                n=len(rows),
                stated=stated,
            )
            yield ""
            yield fold(" ".join([*parts, beside]), 0, 2)

    def missing(self, rows: Sequence[Row]) -> Iterator[str]:
        """Yield the missing documents that could change a verdict, with the rows that they could change."""
        touched: dict[str, tuple[str, list[str]]] = {}
        for row in rows:
            for one in row.missing:
                touched.setdefault(one.document, (one.title, []))[1].append(row.notation)
        if touched:
            yield ""
            yield title(say("Documents known to be missing that could raise a level", self.lang))
        for document, (name, notations) in touched.items():
            yield fold(f"{name} [{document}]: {_ranges(notations)}", 2, 2)

    def sources(self, rows: Sequence[Row]) -> Iterator[str]:
        """Yield the documents quoted, by the short names used above."""
        found = {source.document: source.title for row in rows for source in [_source(row)] if source}
        if found:
            yield ""
            yield title(say("Sources", self.lang))
        for document, name in sorted(found.items()):
            yield fold(f"{document.partition('/')[2]}  {name}", 2, 2)

    def _heading(self, row: Row, depth: int) -> Iterator[str]:
        kind = self.words.of(self.kg.names.full(f"rkg:{row.kind}"))
        text = f"{kind} {row.notation} — {row.title}"
        if depth == 0:
            yield ""
            yield title(_cut(text, width()))
        else:
            yield "  " + _cut(text, width() - 2)

    def _row(self, row: Row) -> Iterator[str]:
        stated = self._level(row.level_stated, row.certain_stated)
        found = self._level(row.level_any, row.certain_any)
        if not row.assessable:
            found = f"? {say('not assessable', self.lang)}"
        yield f"{row.notation:>4}  {_cut(row.title, self.room - 1):{self.room}} {stated:{LEVEL}} {found}".rstrip()
        if row.actions:
            shares = ", ".join(
                say("{level} {k} of {n}", self.lang, level=self._name(one.level), k=one.any, n=row.actions)
                for one in row.counts
                if one.any
            )
            yield faint(fold(say("actions: {shares}", self.lang, shares=shares), MARGIN, 2))
        if len({heading.level_any for heading in row.headings}) > 1:
            each = ", ".join(f"{one.notation} {self._name(one.level_any)}" for one in row.headings)
            yield faint(fold(say("any of its headings counts: {each}", self.lang, each=each), MARGIN, 2))
        if row.proofs:
            yield faint(" " * MARGIN + self._proof(row.proofs[0], len(row.proofs)))

    def _proof(self, proof: Proof, of: int) -> str:
        """Return the best proof on one line; what of the quotation does not fit is cut, and `why` has it whole."""
        parts = [proof.kind_label.lower(), self.words.of(self.kg.names.thing(f"basis/{proof.basis}")).lower()]
        if not proof.certain:
            parts.append(say("date uncertain", self.lang))
        before = ", ".join(parts)
        after = _place(proof.source) if proof.source else ""
        after += f" (+{of - 1})" if of > 1 else ""
        if not proof.quote:
            return f"{before}  {after}"
        room = width() - MARGIN - len(say("{what}: {words}", self.lang, what=before, words="“” ")) - len(after)
        words = quoted(_cut(proof.quote, max(room, 20)), self.lang)
        return say("{what}: {words}", self.lang, what=before, words=f"{words} {after}")

    def _level(self, level: str, certain: bool = True) -> str:
        return f"{PIES[level]} {self._name(level)}{'' if certain else UNCERTAIN}"

    def _name(self, level: str) -> str:
        return self.words.of(self.kg.names.thing(f"level/{level}")).lower()


def _source(row: Row) -> Source | None:
    return row.proofs[0].source if row.proofs else None


def _place(source: Source) -> str:
    """Return a place by the short name of its document: som-2024 §4-3 p. 8."""
    parts = [source.document.partition("/")[2]]
    parts += [f"§{source.section}"] if source.section is not None else []
    parts += [f"p. {source.page}"] if source.page is not None else []
    return " ".join(parts)


def _cut(text: str, room: int) -> str:
    """Return the text, or as many of its words as there is room for."""
    return shorten(text, max(room, 20), placeholder=" …")


def _ranges(notations: Iterable[str]) -> str:
    """Return 1–4, 6, 7a for 1, 2, 3, 4, 6, 7a."""
    runs: list[list[str]] = []
    for notation in dict.fromkeys(notations):
        last = runs[-1][-1] if runs else ""
        if notation.isdecimal() and last.isdecimal() and int(notation) == int(last) + 1:
            runs[-1].append(notation)
        else:
            runs.append([notation])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(run) for run in runs)

"""Coverage: each plan as a matrix of its provisions by chairmanship, as of any year, and the proofs of each."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from rabatkg.coverage import LEVELS, Missing, Reported, Row, reported
from rabatkg.dates import days
from rabatkg.names import RKG
from rabatkg.publication.downloads import Download
from rabatkg.publication.pictures.lines import written
from rabatkg.publication.pictures.matrix import Line, Matrix, adopted, matrix, read, treated, years
from rabatkg.publication.pictures.paging import numbered
from rabatkg.publication.pictures.plans import has_actions, known, main, plans
from rabatkg.publication.pictures.proofs import addresses, claims, home, marked, placed_by, shown
from rabatkg.publication.pictures.telling import questions, told_dates, tongue
from rabatkg.publication.remembering import once
from rabatkg.publication.site import File, Site
from rabatkg.speech import mark, say

COUNTED = ("domain", "objective-number", "action")
"""By what reports count; a heading that is split in two, as 5a and 5b, is one objective to them."""
MOST_LISTED = 15
"""How many figures of reports and missing documents are listed on a page."""


@dataclass(frozen=True)
class Beside:
    """A figure of a report, and the provisions found here to be discussed or more at the same time."""

    figure: Reported
    stated: tuple[Row, ...]
    any: tuple[Row, ...]
    later: tuple[Row, ...]
    """Those that are discussed or more only by what is of later or of unknown time."""


def files(site: Site) -> Iterator[File]:
    """Yield for each plan its matrix, that of each year, the pages of proofs, a table, and a picture if it can be."""
    for plan in plans(site):
        for lang in site.languages:
            yield File(f"{lang}/{main(site, plan)}", partial(_matrix_page, site, lang, plan, None))
            if not known(site, plan):
                continue
            for year in years(site, plan):
                yield File(f"{lang}/{of_year(site, plan, year)}", partial(_matrix_page, site, lang, plan, year))
            for line in matrix(site, lang, plan, None).lines:
                if first := home(site, line.row):
                    for number in range(1, len(shown(site, lang, plan)[line.row.provision]) + 1):
                        make = partial(_proofs_page, site, lang, plan, line, number)
                        yield File(f"{lang}/{numbered(first, number)}", make)
            if drawn(site, plan):
                yield File(f"{lang}/{_picture(site, plan)}", partial(_drawing, site, lang, plan))
    for one in downloads(site):
        yield File(one.path, partial(getattr, one, "content"))


@once
def downloads(site: Site) -> tuple[Download, ...]:
    """Return the tables of the plans."""
    title = mark("What came of each provision of a plan, a line for each proof")
    return tuple(
        Download(table(site, plan), "text/csv", title, partial(_lines, site, plan), partial(_table, site, plan))
        for plan in plans(site)
        if known(site, plan)
    )


@once
def _table(site: Site, plan: str) -> bytes:
    return written(site, plan)


def _lines(site: Site, plan: str) -> int:
    return sum(1 for _ in csv.reader(StringIO(_table(site, plan).decode(), newline=""))) - 1


def of_year(site: Site, plan: str, year: str) -> str:
    """Return the path of the matrix of a plan as of a year."""
    return f"{main(site, plan).removesuffix('.html')}/{year}.html"


def drawn(site: Site, plan: str) -> bool:
    """Tell whether there is a picture of a plan: it has actions, and what draws it is installed."""
    return find_spec("matplotlib") is not None and has_actions(site, plan)


def table(site: Site, plan: str) -> str:
    """Return the path, from the site's root, of the matrix of a plan as a file for spreadsheets."""
    return main(site, plan).removesuffix(".html") + ".csv"


def _picture(site: Site, plan: str) -> str:
    return main(site, plan).removesuffix(".html") + ".svg"


def _drawing(site: Site, lang: str, plan: str) -> bytes:
    with TemporaryDirectory() as folder:
        return site.kg[lang].plot(Path(folder, "coverage.svg"), plan).read_bytes()


def _matrix_page(site: Site, lang: str, plan: str, year: str | None) -> bytes:
    held = known(site, plan)
    found = matrix(site, lang, plan, year) if held else Matrix((), ())
    rows = [line.row for line in found.of_kind("Action")]
    words, usual = site.words[lang], plans(site)[0]
    iris = {level: site.names.thing(f"level/{level}") for level in reversed(LEVELS)}
    defined = words.definitions(iris.values())
    title = say(mark("Coverage"), lang) if plan == usual else say(mark("Coverage: {plan}"), lang, plan=words.of(plan))
    if year:
        title = say(mark("{title}, as of the end of {year}"), lang, title=title, year=year)
    return site.pages.make(
        "coverage.html",
        lang,
        of_year(site, plan, year) if year else main(site, plan),
        title,
        plan=plan,
        adopted=adopted(site, plan),
        matrix=found,
        actions=rows,
        found_any=sum(row.level_any != LEVELS[0] for row in rows),
        found_stated=sum(row.level_stated != LEVELS[0] for row in rows),
        treated_any=sum(treated(row.level_any) for row in rows),
        addresses=addresses(site, lang, plan) if held else {},
        homes={line.row.provision: home(site, line.row) for line in found.lines},
        names={level: words.of(iri) for level, iri in iris.items()},
        interpreted=words.of(site.names.thing("basis/interpreted")).lower(),
        levels=[(level, words.of(iri), defined.get(iri, "")) for level, iri in iris.items()],
        year=year,
        years=[(one, of_year(site, plan, one)) for one in years(site, plan)] if held else [],
        now=main(site, plan),
        changes=_changes(site, lang, plan, year, found) if year else [],
        reports=_beside(site, lang, plan) if held and not year else [],
        missing=_missing(rows),
        others=[(other, main(site, other)) for other in plans(site) if other != plan],
        asked=questions(
            site, lang, "coverage-by-chairmanship", "reported-against-derived", "what-could-change-a-level"
        ),
        most=MOST_LISTED,
        picture=_picture(site, plan) if drawn(site, plan) else None,
        table=table(site, plan) if held and not year else None,
        tongue=tongue,
    )


def _changes(site: Site, lang: str, plan: str, year: str, found: Matrix) -> list[tuple[Line, Row]]:
    """Return the provisions whose level is another than a year before, each with its verdict of then."""
    before = {line.row.provision: line.row for line in matrix(site, lang, plan, f"{int(year) - 1:04}").lines}
    return [
        (line, then)
        for line in found.lines
        for then in (before[line.row.provision],)
        if (line.row.level_any, line.row.level_stated) != (then.level_any, then.level_stated)
    ]


def _beside(site: Site, lang: str, plan: str) -> list[Beside]:
    """Return the figures of reports, each with what is found here for its time."""
    found = []
    for by in COUNTED:
        for figure in reported(site.store, site.names, plan, by, lang):
            until = figure.as_of if figure.as_of and days(figure.as_of) else None
            rows, now = (read(site, lang, plan)((by,), day, None)[by] for day in (until, None))
            then = {row.provision for row in rows if treated(row.level_any)}
            own = Beside(
                figure,
                tuple(row for row in rows if treated(row.level_stated)),
                tuple(row for row in rows if treated(row.level_any)),
                tuple(row for row in now if treated(row.level_any) and row.provision not in then),
            )
            found.append(own)
    return found


def _missing(rows: Sequence[Row]) -> list[tuple[str, str, list[Row]]]:
    """Return the missing documents that could raise a level, each with the actions that it could raise."""
    found: dict[Missing, list[Row]] = {}
    titles: dict[str, Missing] = {}
    for row in rows:
        for one in row.missing:
            found.setdefault(titles.setdefault(one.document, one), []).append(row)
    return [(one.document, one.title, own) for one, own in found.items()]


def _proofs_page(site: Site, lang: str, plan: str, line: Line, number: int) -> bytes:
    first, groups = home(site, line.row), shown(site, lang, plan)[line.row.provision]
    assert first is not None
    lines = {one.row.provision: one for one in matrix(site, lang, plan, None).lines}
    own = line.row
    kind = site.words[lang].of(f"{RKG}{own.kind}")
    return site.pages.make(
        "proofs.html",
        lang,
        numbered(first, number),
        say(mark("{kind} {number}: {title}"), lang, kind=kind, number=own.notation, title=own.title),
        plan=plan,
        line=line,
        number=number,
        groups=groups[number - 1],
        addresses=[numbered(first, one) for one in range(1, len(groups) + 1)],
        above=[(lines[key].row, home(site, lines[key].row)) for key in own.above if key in lines],
        within=[(one, home(site, one.row)) for one in lines.values() if own.provision in one.row.above],
        now=main(site, plan),
        marked=marked,
        most=MOST_LISTED,
        told_dates=told_dates,
        tongue=tongue,
        placed_by=placed_by,
        claims=claims,
        unpaged=any(
            hop.source and hop.source.passage and hop.source.page is None
            for _, proofs in groups[number - 1]
            for proof in proofs
            for hop in proof.hops
        ),
    )

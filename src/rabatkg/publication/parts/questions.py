"""The catalogue of questions: a page for each with its answer, its SPARQL and its diagram, and the answers as files."""

import gzip
import lzma
import tarfile
from collections.abc import Iterator, Sequence
from functools import partial
from io import BytesIO
from typing import NamedTuple

from rabatkg.dates import days
from rabatkg.names import DCTERMS, RKG, XSD
from rabatkg.publication.answering import Answering, Told, answering
from rabatkg.publication.diagram import COMPUTED, drawn
from rabatkg.publication.pages import Page
from rabatkg.publication.site import File, Site
from rabatkg.queries import Parameter, Question, published
from rabatkg.queries.answers import PLAIN
from rabatkg.queries.headings import HEADINGS
from rabatkg.queries.patterns import EITHER, NONE, OPTIONAL, SOME, without_header
from rabatkg.speech import mark, say, translated
from rabatkg.store import Row, Term

BROADEST = {"coverage": 24_000}
"""About how many bytes the rows of a page may take, by theme; whatever an answer has beyond is in its files."""
OTHERWISE = 6_000
"""The same for the other themes."""
KINDS = {
    "thing": mark("the key of a thing that begins so"),
    "date": mark("a day, a month or a year"),
    "text": mark("a text"),
    "integer": mark("a whole number"),
    "choice": mark("one of these words"),
}
"""What the values of parameters are called."""
HOWS = {
    OPTIONAL: mark("if there is one"),
    EITHER: mark("one of several ways"),
    SOME: mark("there is one"),
    NONE: mark("there is none"),
    COMPUTED: mark("computed"),
}
"""How a pattern binds, in words."""
DAYS = frozenset(f"{XSD}{name}" for name in ("date", "gYearMonth", "gYear"))
ARCHIVE = "answers.tar.xz"
"""The archive of all answers: packed together, those in two languages take the room of one, and less than in a ZIP."""


class Cell(NamedTuple):
    """A value as a page shows it: its text, where it leads, its language if that is another, and its kind."""

    text: str
    address: str | None = None
    lang: str | None = None
    kind: str = ""
    bound: str | None = None
    """The day that the answer has, where only a month or a year is known, and shown."""

    @property
    def size(self) -> int:
        """About how many bytes of the page it takes."""
        return len(self.text.encode()) + len(self.address or "") + 30


def files(site: Site) -> Iterator[File]:
    """Yield the catalogue, and for each question its page, its answers and its SPARQL."""
    told = answering(site)
    for lang in site.languages:
        yield File(f"{lang}/questions.html", partial(_catalogue, told, lang))
    for name in told.questions:
        yield File(f"answers/{name}.json.gz", partial(told.json, name, site.languages[0]))
        for lang in site.languages:
            yield File(f"{lang}/question/{name}.html", partial(_page, told, name, lang))
            yield File(f"answers/{name}.{lang}.csv.gz", partial(told.csv, name, lang))
            yield File(f"question/{name}.{lang}.rq", partial(_sparql, told, name, lang))
    yield File(ARCHIVE, partial(_archive, told))
    yield File("questions.ttl", partial(_published, told))


def _sparql(told: Answering, name: str, lang: str) -> bytes:
    return told.sparql(name, lang).encode()


def _published(told: Answering) -> bytes:
    site = told.site
    return published.write(list(told.questions.values()), "turtle", site.languages[0], site.names).encode()


def _archive(told: Answering) -> bytes:
    """Return all answers as CSV in one file, which tells neither times nor who made it."""
    held = BytesIO()
    with tarfile.open(fileobj=held, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name in told.questions:
            for lang in told.site.languages:
                content = gzip.decompress(told.csv(name, lang))
                entry = tarfile.TarInfo(f"answers/{name}.{lang}.csv")
                entry.size = len(content)
                archive.addfile(entry, BytesIO(content))
    return lzma.compress(held.getvalue())


def _catalogue(told: Answering, lang: str) -> bytes:
    themes: dict[str, list[Question]] = {}
    for question in told.questions.values():
        themes.setdefault(question.theme, []).append(question)
    title = say("Questions", lang)
    return told.site.pages.make(
        "questions.html", lang, "questions.html", title, themes=_named(themes, lang), answering=told
    )


def _named(themes: dict[str, list[Question]], lang: str) -> list[tuple[str, str, list[Question]]]:
    """Return the themes with what they are called, those of the checks at the end."""
    order = sorted(themes, key=lambda theme: (theme == "checks", theme))
    return [(theme, _theme(theme, lang), themes[theme]) for theme in order]


def _theme(theme: str, lang: str) -> str:
    told = translated(published.THEMES.get(theme, theme), lang)
    return told[:1].upper() + told[1:]


def _page(told: Answering, name: str, lang: str) -> bytes:
    site, question, answer = told.site, told.questions[name], told.told(name, lang)
    page = Page(lang, f"question/{name}.html", question.question[lang], site)
    rows = list(_rows(page, answer))
    columns = [place for place in range(len(answer.variables)) if not _repeats(rows, place)]
    most = BROADEST.get(question.theme, OTHERWISE)
    shown = list(_fitting([[row[place] for place in columns] for row in rows], most))
    found = told.patterns(name, lang)
    hows = {how: say(word, lang) for how, word in HOWS.items()}
    return site.pages.make(
        "question.html",
        lang,
        page.path,
        page.title,
        question=question,
        theme=_theme(question.theme, lang),
        answer=answer,
        headings=[translated(HEADINGS.get(answer.variables[n], answer.variables[n]), lang) for n in columns],
        rows=shown,
        vague=any(cell.bound for row in shown for cell in row),
        asked_of=told.day if "today" in [one.default for one in question.parameters] else None,
        parameters=[_parameter(told, page, one) for one in question.parameters],
        sparql=without_header(told.sparql(name, lang)),
        picture=drawn(found, answer.variables, hows),
        patterns=found,
        hows=hows,
    )


def _parameter(told: Answering, page: Page, one: Parameter) -> tuple[Parameter, str, Cell | None]:
    """Return a parameter with the kind of its values, and the value that is taken where none is given."""
    default = told.given(one)
    value = None
    if default is not None:
        named = Term("uri", told.site.names.full(default))
        datatype = f"{XSD}date" if one.kind == "date" else None
        value = _cell(page, named if one.kind == "thing" else Term("literal", default, None, datatype), {})
    return one, say(KINDS[one.kind], page.lang), value


def _rows(page: Page, answer: Told) -> Iterator[list[Cell]]:
    nothing = Cell("")
    for row in answer.first:
        yield [_cell(page, row[name], row, name) if name in row else nothing for name in answer.variables]


def _fitting(rows: Sequence[Sequence[Cell]], most: int) -> Iterator[Sequence[Cell]]:
    """Yield rows until they are as broad as a page may be."""
    size = 0
    for row in rows:
        size += sum(cell.size for cell in row) + 10
        if size > most:
            return
        yield row


def _repeats(rows: Sequence[Sequence[Cell]], place: int) -> bool:
    """Tell whether a column only tells what the things of another are called, which the links do already."""
    if not any(row[place].text for row in rows) or any(row[place].address for row in rows):
        return False
    others = [n for n in range(len(rows[0])) if n != place and any(row[n].address for row in rows)]
    return any(all(row[n].text == row[place].text for row in rows) for n in others)


def _cell(page: Page, term: Term, row: Row, column: str = "") -> Cell:
    if term.kind == "uri":
        return Cell(_called(page, term.value), page.link(term.value))
    if term.kind == "bnode":
        return Cell("–")
    if column == "quote":
        return Cell(term.value, None, _language(page, row), "quote")
    other = term.lang if term.lang not in (None, page.lang) else None
    kind = "number" if term.datatype in PLAIN else "time" if term.datatype in DAYS else ""
    known = _known(page, term.value, row) if kind == "time" else None
    return Cell(known or page.told(term), None, other, kind, term.value if known else None)


def _known(page: Page, day: str, row: Row) -> str | None:
    """Return the month or year that a day only begins or ends, where no more is known of a thing of the row."""
    things = [page.site.holding.value(term.value, f"{RKG}when") for term in row.values() if term.kind == "uri"]
    for when in things:
        span = days(when) if when else None
        if span and span[0] < span[1] and day in (span[0].isoformat(), span[1].isoformat()):
            return when
    return None


def _called(page: Page, iri: str) -> str:
    """Return what a thing is called; a passage, by the key of its document and its section."""
    holding = page.site.holding
    document = holding.value(iri, f"{RKG}inDocument")
    if document is None:
        return page.word(iri)
    section = holding.value(iri, f"{RKG}section") or ""
    return f"{page.site.names.short(document).partition('/')[2]} {section}".strip()


def _language(page: Page, row: Row) -> str | None:
    """Return the language of a quotation: that of its document, where the row names one passage of it."""
    passage = row.get("passage")
    if passage is None:
        return None
    holding = page.site.holding
    document = holding.value(passage.value, f"{RKG}inDocument") or passage.value
    languages = [term.value for term in holding.values(document, f"{DCTERMS}language")]
    return languages[0] if len(languages) == 1 and languages[0] != page.lang else None

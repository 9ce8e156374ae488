"""A reading profile for a document that nobody has looked at yet: a start, to be corrected by hand.

A plain text shows its headings by numbers, capitals and the room around them; the other forms say which lines they are.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import dropwhile, pairwise, takewhile
from statistics import median

from rabatkg.names import slug
from rabatkg.texts.extraction import PAGE_TOP, RUNNING_LINE, Line, Report
from rabatkg.texts.normal import normalise
from rabatkg.texts.profile import BULLET, LINK, Opening, Pattern, Profile, Wrap
from rabatkg.texts.reading import read_text

NUMBERED = Opening(re.compile(r"(\d+(?:\.\d+)*)[.)]\s+\S.{0,80}[^.;:,]$"), section=r"\1")
HEADINGS = (
    Opening(re.compile(r"#{1,6}\s+\S")),
    Opening(re.compile(r"(Article|Section|Chapter|Chapitre|Annexe?)\s+(\d+)\b.{0,80}$"), section=r"\1-\2"),
    Opening(
        re.compile(
            r"(Agenda item|Axe|Domaine?|Objecti[fv]e?|Panel|Pil(?:ier|lar)|Point|Session|Th[eè]me)\s+(\d+|[IVX]+)"
            r"\s*[:–—-]\s.{0,160}[^.;,]$"
        ),
        section=r"\1-\2",
    ),
    NUMBERED,
    Opening(re.compile(r"([IVX]{1,5})[.)]\s+\S.{0,80}[^.;:,]$"), section=r"\1"),
    Opening(re.compile(r"(?=.*[A-ZÀ-Þ]{3})[^a-zß-ÿ]{4,80}$")),
)
PAGE_NUMBER = r"\W*\d{1,4}\W*$"
REPEATED = 3
"""A line that stands so many times, but for its digits, is a running head or foot."""
SHORT, WIDE, UNBROKEN = 120, 200, 150
"""The longest line that can be furniture; the widest line of a page; above this median, lines are paragraphs."""
HEADING = re.compile(r"(?=[A-ZÀ-Þ])(?!.*\b\d{4}\b)[^|]{3,150}(?<![.;:,!?…])$")
"""A passage that is a heading where it stands alone in a text of wide lines, above a paragraph."""
ITEMS = (r"[-–—*·]\s+(?=\S)", r"\(?[a-z][.)]\s+(?=\S)", r"\(?\d{1,2}[.)]\s+(?=\S)", r"\(?[ivx]{1,4}[.)]\s+(?=\S)")
"""Beside a bullet, what an item of a list may begin with."""
LABEL = re.compile(r"[A-ZÀ-Þ][^\W\d_]*(?:[ '’-][^\W\d_]+){0,4}\s?:\s+\S")
"""What a line of particulars begins with, as in `Place: Exampleville`."""
CELLS = r"[^|]*\s\|\s"
ENUMERATED = re.compile(r"(?=\S+[.)]\s|\d+\.\d)(\d+(?:\.\d+)*|[IVX]{1,5}|[A-H])[.)]?\s")
SLUG_WORDS = 4
MOST_TITLE_LINES = 6


def suggest(source: str | Report) -> Profile:
    """Return a profile for a text, or for a report: wrap and measure, running lines, headings, items of lists.

    Page numbers of a plain text are taken for furniture and give no page: on which side of its page a number stands is
    not known. A report in another form is divided as the form says.
    """
    if isinstance(source, Report) and source.form != "txt":
        return _styled(source)
    raw = source if isinstance(source, str) else source.text
    lines = raw.removesuffix("\n").split("\n")
    printed = [text for line in lines if (text := normalise(line))]
    numbers = sum(1 for text in printed if re.match(PAGE_NUMBER, text))
    wrap, measure = _wrap(lines, printed), _measure(printed)
    plain = Profile(
        wrap=wrap,
        measure=measure,
        openings=(*_title(lines, measure), *_openings(lines)) if wrap == "wrapped" else HEADINGS,
        furniture=(*_furniture(printed), *([re.compile(PAGE_NUMBER)] if numbers > 1 else [])),
        bullets=(re.compile(BULLET), *_items(lines, wrap)),
    )
    if measure is None and wrap != "none":
        return plain
    return replace(plain, openings=(*plain.openings, *_standing_alone(raw, plain)))


def _styled(report: Report) -> Profile:
    paged = report.form == "pdf"
    texts = [line.text for line in report.lines if not line.running]
    rows = any(line.cells for line in report.lines)
    signs = [line.text for line in report.lines if line.item]
    items = [re.compile(item) for item in ITEMS if any(re.match(item, text) for text in signs)]
    return Profile(
        wrap="wrapped" if paged else "none",
        measure=_measure([text for text in texts if text]) if paged else None,
        openings=(*_of_headings(report.lines), *(_labels(texts) if paged else ())),
        bullets=(re.compile(BULLET), *items, *([re.compile(CELLS)] if rows else [])),
        page_top=re.compile(PAGE_TOP) if paged else None,
        pages_counted=paged,
        running=re.compile(RUNNING_LINE),
    )


def _of_headings(lines: Sequence[Line]) -> Iterator[Opening]:
    """Yield an opening for each heading: its words, and a section for all but the first, which is the title."""
    seen: set[str] = set()
    sections: Counter[str] = Counter()
    first = next((line.level for line in lines if line.level), 0)
    for place, line in enumerate(line for line in lines if line.level):
        text = normalise(line.text)
        if text in seen or not text:
            continue
        seen.add(text)
        title = place == 0 or (line.level <= first and not sections)
        section = None if title else _section(text, sections)
        yield Opening(re.compile(re.escape(text).replace("\\ ", " ") + "$"), section=section)


def _section(text: str, sections: Counter[str]) -> str:
    """Return what a section is called: its number, else the first words of its heading."""
    name = _slug(text)
    sections[name] += 1
    return name if sections[name] == 1 else f"{name}-{sections[name]}"


def _slug(text: str) -> str:
    number = ENUMERATED.match(text)
    return slug(number[1]) if number else "-".join(slug(text).split("-")[:SLUG_WORDS]) or "section"


def _title(lines: Sequence[str], measure: int | None) -> Iterator[Opening]:
    """Yield an opening for each line of the block that a text begins with, where its lines are short: its title."""
    printed = (line.strip() for line in lines)
    block = list(takewhile(bool, dropwhile(lambda text: not text, printed)))
    short = measure is not None and all(len(text) <= 0.85 * measure for text in block)
    if not short or not 1 < len(block) <= MOST_TITLE_LINES or any(text.endswith((".", ";", ",")) for text in block):
        return
    for text in map(normalise, block):
        if not text[0].islower():  # such a line goes on with the one above
            yield Opening(_exactly(text), kind="heading" if HEADING.match(text) else "content")


def _openings(lines: Sequence[str]) -> tuple[Opening, ...]:
    """Return the forms of heading of a wrapped text.

    Where paragraphs are numbered, a number makes no heading; the numbered lines that stand alone are named one by one.
    """
    alone = _alone(lines)
    numbered = [text for line in lines if NUMBERED.match.match(text := normalise(line))]
    single = [text for text in numbered if text in alone]
    found = [*HEADINGS, *_labels(lines)]
    if len(single) < 0.6 * len(numbered):
        place = found.index(NUMBERED)
        found[place : place + 1] = [Opening(_exactly(text), section=_number(text)) for text in dict.fromkeys(single)]
    return tuple(found)


def _standing_alone(raw: str, profile: Profile) -> Iterator[Opening]:
    """Yield an opening for each short passage, in a text of wide lines, that more stands under and nothing ends."""
    seen: set[str] = set()
    sections: Counter[str] = Counter()
    pieces = read_text(raw, profile).pieces
    for piece, below in pairwise(pieces):
        text = piece.text.text
        under = below.kind == "heading" or (below.kind == "content" and len(below.text) > len(text))
        if piece.kind != "content" or not under or not HEADING.match(text):
            continue
        if text in seen or any(pattern.match(text) for pattern in (*profile.bullets, *profile.links)):
            continue
        seen.add(text)
        line = normalise(raw[piece.start : raw.find("\n", piece.start)])
        yield Opening(_exactly(line), section=_section(text, sections))


def _labels(lines: Sequence[str]) -> list[Opening]:
    """Return the form of a line of particulars, where such lines stand under each other and not by chance."""
    texts = ["", *map(normalise, lines)]
    full = max(map(len, texts), default=0)
    apart = [
        not above or LABEL.match(above) or above.endswith((".", ")")) or len(above) < 0.7 * full
        for above, text in pairwise(texts)
        if LABEL.match(text)
    ]
    return [Opening(LABEL, kind="content")] if sum(map(bool, apart)) >= max(2, 0.8 * len(apart)) else []


def _exactly(text: str) -> Pattern:
    return re.compile(re.escape(text).replace("\\ ", " ") + "$")


def _number(text: str) -> str:
    return (re.match(r"[\d.]*\d", text) or [text])[0].replace(".", "-")


def _alone(lines: Sequence[str]) -> frozenset[str]:
    """Return the lines with an empty one above and below, or nothing."""
    around = ["", *lines, ""]
    return frozenset(
        normalise(line)
        for above, line, below in zip(around, lines, around[2:], strict=False)
        if line.strip() and not above.strip() and not below.strip()
    )


def _items(lines: Sequence[str], wrap: Wrap) -> list[Pattern]:
    """Return the signs that items begin with: those at which, as a rule, something else has ended."""
    if wrap == "interleaved":
        return []
    found = []
    for sign in map(re.compile, ITEMS):
        starts = [
            (above, text)
            for above, line in pairwise(["", *lines])
            if sign.match(text := normalise(line)) and not NUMBERED.match.match(text)
        ]
        ended = sum(1 for above, _ in starts if not above.strip() or above.rstrip().endswith((":", ";", ".", ",")))
        if len(starts) > 1 and ended >= 0.8 * len(starts):
            found.append(sign)
    return found


def _wrap(lines: Sequence[str], printed: Sequence[str]) -> Wrap:
    empty = sum(1 for line, after in pairwise(lines) if line.strip() and not after)
    breaks = any(line and not line.strip() for line in lines)
    if breaks and printed and empty > 0.8 * len(printed):
        return "interleaved"
    if printed and empty < 0.05 * len(printed) and median(map(len, printed)) > UNBROKEN:
        return "none"
    return "wrapped"


def _measure(printed: Sequence[str]) -> int | None:
    """Return the length of a full line where most lines are broken near it."""
    if not printed:
        return None
    full = sorted(map(len, printed))[int(0.95 * (len(printed) - 1))]
    near = sum(1 for text in printed if 0.85 * full <= len(text) <= 1.1 * full)
    return full if full <= WIDE and near > 0.4 * len(printed) else None


def _furniture(printed: Sequence[str]) -> tuple[Pattern, ...]:
    apart = re.compile(f"{BULLET}|{LINK}|{PAGE_NUMBER}")
    times = Counter(re.sub(r"\d+", "0", text) for text in printed if len(text) <= SHORT and not apart.match(text))
    repeated = sorted(text for text, count in times.items() if count >= REPEATED)
    return tuple(re.compile(re.escape(text).replace("0", r"\d+").replace("\\ ", " ") + "$") for text in repeated)

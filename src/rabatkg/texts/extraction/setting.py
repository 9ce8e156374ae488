"""How a PDF was set: which of its lines are heads and feet, headings, items, and where a paragraph ends.

Measures are taken from the pages themselves: the size of most letters is that of the text, the distance of most lines
is that within a paragraph.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby, pairwise

from rabatkg.texts.extraction.cleaning import STARTS_ITEM
from rabatkg.texts.extraction.hyphens import softened
from rabatkg.texts.extraction.pdf import Drawn
from rabatkg.texts.extraction.report import BETWEEN_CELLS, Line
from rabatkg.texts.extraction.rows import rows

MARGIN = 3
"""So many lines from the top and from the bottom of a page may be running ones."""
NEAR = 4.0
"""Points by which a running line may stand higher or lower from page to page."""
MARGINS, NUMBERS, EDGE = 0.15, 0.1, 0.07
"""The share of the height of a page within which, from its edges, repeated lines, bare numbers and small print run."""
LARGER = 1.12
APART = 1.3
"""So many times the usual distance from the line above begins a paragraph."""
LONGEST_HEADING = 160
LONGEST_BOLD = 100
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"\W*(?:page|p\.|seite|página)?\W*\d{1,3}(?:\s*(?:/|of|sur|de|von|out of)\s*\d{1,3})?\W*", re.IGNORECASE
)
_LEADERS = re.compile(r"(?:\.\s?){4,}")
_NO_HEADING = (".", ";", ",")


def set_lines(drawn: Sequence[Drawn], height: float) -> list[Line]:
    """Return the lines of a report from the lines of its pages.

    Args:
        drawn: in the order in which they are drawn, page after page.
        height: of a page, in points.
    """
    running = _running(drawn, height, _most(drawn, lambda line: line.size) or 10.0)
    drawn = rows(drawn)
    printed = [line for line in drawn if line not in running]
    size = _most(printed, lambda line: line.size) or 10.0
    leading = _leading(printed, size)
    levels = _levels(printed, size)
    texts = dict(zip(map(id, printed), softened([line.text for line in printed]), strict=True))
    lines: list[Line] = []
    above: Drawn | None = None
    for line in drawn:
        if line in running:
            lines.append(Line(line.text, page=line.page, running=True))
            continue
        level = levels.get(id(line), 0)
        same = above is not None and above.page == line.page
        distance = above.y - line.y if above is not None and same else 0.0
        apart = distance > APART * leading * max(1.0, min(line.size, above.size) / size if above else 1.0)
        if above is not None and level and levels.get(id(above), 0) == level and _joins(above, line, distance, lines):
            last = lines.pop()
            lines.append(Line(f"{last.text} {line.text}", last.page, level, last.bold))
        else:
            if above is not None and (apart or level or levels.get(id(above), 0)):
                lines.append(Line("", page=line.page))
            lines.append(_line(line, texts[id(line)], level))
        above = line
    return lines


def _line(line: Drawn, text: str, level: int) -> Line:
    cells = line.cells if len(line.cells) > 1 else ()
    item = level == 0 and bool(STARTS_ITEM.match(text))
    if cells and len(cells) == 2 and len(cells[0]) <= 3:  # a bullet or a number, and what it counts
        text = f"{cells[0]}{'.' * cells[0].isdecimal()} {cells[1]}"
        cells, item = (), level == 0
    return Line(BETWEEN_CELLS.join(cells) if cells else text, line.page, level, line.bold, item, cells)


def _joins(above: Drawn, line: Drawn, distance: float, lines: Sequence[Line]) -> bool:
    """Tell whether a heading goes on in the line below it."""
    near = 0 < distance <= 1.45 * line.size
    alike = above.size == line.size and above.bold == line.bold
    return near and alike and len(lines[-1].text) + len(line.text) <= LONGEST_HEADING


def _running(drawn: Sequence[Drawn], height: float, size: float) -> set[Drawn]:
    """Return the running heads and feet: what stands at one height on several pages, and printed page numbers.

    So does, on a page of its own, what is set in smaller letters close to the edge. From the edge of a page inwards,
    the first line that is nothing of this ends them.
    """
    edges: list[list[Drawn]] = []
    alike: dict[str, list[Drawn]] = {}
    for _, page in groupby(drawn, key=lambda line: line.page):
        by_height = sorted(page, key=lambda line: -line.y)
        edges += [by_height[:MARGIN], by_height[MARGIN:][-MARGIN:][::-1]]
        for line in (*edges[-2], *edges[-1]):
            alike.setdefault(_DIGITS.sub("0", line.text), []).append(line)
    found: set[Drawn] = set()
    for edge in edges:
        for line in edge:
            within = min(line.y, height - line.y) / height if height else 0.0
            level = {one.page for one in alike[_DIGITS.sub("0", line.text)] if abs(one.y - line.y) <= NEAR}
            repeated = within < MARGINS and len(level) >= max(2, len(edges) / 6)
            numbers = within < NUMBERS and _PAGE_NUMBER.fullmatch(line.text)
            if not (repeated or numbers or (within < EDGE and line.size < size)):
                break
            found.add(line)
    return found


def _most(lines: Iterable[Drawn], measure: Callable[[Drawn], float]) -> float | None:
    """Return the measure that most characters have."""
    times: Counter[float] = Counter()
    for line in lines:
        times[measure(line)] += len(line.text)
    return times.most_common(1)[0][0] if times else None


def _leading(lines: Sequence[Drawn], size: float) -> float:
    """Return the usual distance from line to line."""
    distances: Counter[float] = Counter()
    for above, line in pairwise(lines):
        distance = above.y - line.y
        if above.page == line.page and 0.8 * size < distance < 2.5 * size and line.size == size:
            distances[round(distance, 0)] += 1
    return distances.most_common(1)[0][0] if distances else 1.2 * size


def _levels(lines: Sequence[Drawn], size: float) -> dict[int, int]:
    """Return the level of each heading, by the identity of the line: larger letters above smaller ones, bold last."""
    large = [
        one for one in lines if one.size >= LARGER * size and len(one.text) <= LONGEST_HEADING and _heads(one.text)
    ]
    ranks = {one: place for place, one in enumerate(sorted({line.size for line in large}, reverse=True), 1)}
    levels = {id(line): ranks[line.size] for line in large}
    for number, line in enumerate(lines):
        above, below = lines[number - 1] if number else None, lines[number + 1] if number + 1 < len(lines) else None
        alone = not _same_paragraph(above, line) and not _same_paragraph(line, below)
        short = len(line.text) <= LONGEST_BOLD and not line.text.endswith(_NO_HEADING)
        if id(line) not in levels and line.bold and alone and short and _heads(line.text):
            levels[id(line)] = len(ranks) + 1
    return levels


def _heads(text: str) -> bool:
    """Tell whether a line can be a heading: it has letters, and no dots that lead to a page number."""
    return any(map(str.isalpha, text)) and not _LEADERS.search(text)


def _same_paragraph(above: Drawn | None, below: Drawn | None) -> bool:
    """Tell whether two lines are both bold and of one size and page, as the lines of one bold paragraph are."""
    if above is None or below is None or above.page != below.page:
        return False
    near = 0 < above.y - below.y < 1.6 * below.size
    return near and above.bold and below.bold and len(above.text) > LONGEST_BOLD / 2

"""Rows of tables, and items of lists, put together again from the lines that a PDF draws cell by cell.

Prose goes down, or to the next column and up a good way. Where the next line stands to the right and no lower, or only
a few lines higher, a further cell of a row has begun; what then goes down under a cell belongs to it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from rabatkg.texts.extraction.hyphens import SOFT, softened
from rabatkg.texts.extraction.pdf import Drawn

TALLEST = 10
"""Lines of the tallest cell; a greater leap is one to the next column."""
NEXT_LINE = 1.6
"""So many times the size of the letters lower stands, at the most, the next line of a cell."""
WITHIN = 1.3
"""So many times the size of the letters is the distance between the lines of a first cell."""
INDENT = 1.2
"""So many times the size of the letters, at the least, one cell begins to the right of another."""
ALIGNED = 2.0
"""Points by which the lines of a cell may begin apart."""


@dataclass
class _Row:
    """A row as it grows: its cells, each with where it begins and the lines in it."""

    lines: list[Drawn]
    cells: list[tuple[float, list[str]]] = field(default_factory=list)

    @classmethod
    def of(cls, line: Drawn) -> "_Row":
        return cls([line], [(x, [text]) for x, text in zip(line.places, line.cells, strict=True)])

    @property
    def last(self) -> Drawn:
        return self.lines[-1]

    def takes(self, line: Drawn) -> bool:
        """Take a line into the row, if it belongs there."""
        last, size = self.last, max(line.size, self.last.size)
        rise = line.y - last.y
        if len(line.cells) > 1 and rise < -size / 2:
            return False
        if line.x > self.cells[-1][0] + INDENT * size and -size / 2 <= rise <= TALLEST * size:
            self.cells += [(x, [text]) for x, text in zip(line.places, line.cells, strict=True)]
        elif len(self.cells) > 1 and -NEXT_LINE * size <= rise < 0 and (words := self._under(line)) is not None:
            words.append(line.text)
        elif len(self.cells) == 1 and self._goes_on(line):
            self.cells[0][1].append(line.text)
        else:
            return False
        self.lines.append(line)
        return True

    def _under(self, line: Drawn) -> list[str] | None:
        """Return the cell, bar the first, that a line stands under."""
        return next((words for x, words in self.cells[1:] if abs(x - line.x) <= ALIGNED), None)

    def _goes_on(self, line: Drawn) -> bool:
        """Tell whether a line goes on in what may become a first cell."""
        near = 0 < self.last.y - line.y <= WITHIN * line.size
        return near and abs(line.x - self.last.x) <= ALIGNED and line.style == self.last.style

    def end(self) -> Iterator[Drawn]:
        """Yield the row as one line, or the lines of what is none."""
        if len(self.cells) == 1 or len(self.lines) == 1:
            yield from self.lines
            return
        cells = tuple(_joined(words) for _, words in self.cells)
        lowest = min(line.y for line in self.lines)
        bold = all(line.bold for line in self.lines)
        places = tuple(x for x, _ in self.cells)
        size = max(self.lines, key=lambda line: len(line.text)).size
        yield replace(self.lines[0], y=lowest, size=size, bold=bold, cells=cells, places=places)


def rows(lines: Sequence[Drawn]) -> list[Drawn]:
    """Return the lines with each row of a table as one line, its cells apart."""
    found: list[Drawn] = []
    for _, page in groupby(lines, key=lambda line: line.page):
        row: _Row | None = None
        for line in page:
            if row is not None and row.takes(line):
                continue
            found += row.end() if row is not None else ()
            row = _Row.of(line)
        found += row.end() if row is not None else ()
    return found


def _joined(words: Sequence[str]) -> str:
    parts = (line[:-1] if line.endswith(SOFT) else f"{line} " for line in softened(words))
    return "".join(parts).strip()

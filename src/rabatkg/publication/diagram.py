"""The pattern of a question drawn: variables and terms as boxes, one under the other, joined by what they share.

Each part of a pattern that hangs together is a tree, which grows from the first column of the answer: a box for each
pattern, at the end of a line with its property. What has its box elsewhere is drawn again in pale, so that no line
crosses another.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from rabatkg.queries.patterns import ALWAYS, Pattern, Patterns

TYPE = "rdf:type"
LETTER, SMALL = 7.9, 7.0
"""The widths of a letter of the boxes and of the lines, in pixels; both are of one width for all letters."""
ROW, TALL, PAD, STEM = 34, 24, 8, 14
"""The height of a row and of a box, the space within it, and how far a line hangs from the left of its box."""
COMPUTED = "computed"
LONGEST = 44
"""Letters of a node that are drawn; a literal or an address may have more, which are in the list of patterns."""


class Box(NamedTuple):
    """A box with the line that leads to it.

    Attributes:
        text: the variable or term; `kind`, the class that it must be of.
        line: the property, from the box above to this one, or with `back` from this one to that above.
        how: as in `Pattern`, or computed.
        column: whether the answer has a column of it; `again`, whether it has been drawn before.
        x, y: the left of the box and its middle, in pixels; `begin`, where its line begins; `above`, the middle of
            the box that it hangs from, or None.
    """

    text: str
    kind: str
    line: str
    how: str
    back: bool
    column: bool
    again: bool
    x: float
    y: float
    width: float
    begin: float = 0
    above: float | None = None


class Picture(NamedTuple):
    """A drawing, with its size in pixels."""

    boxes: tuple[Box, ...]
    width: int
    height: int


class _Edge(NamedTuple):
    ends: tuple[str, str]
    line: str
    how: str


def drawn(found: Patterns, columns: Iterable[str], hows: Mapping[str, str]) -> Picture:
    """Return the drawing of a question's patterns.

    Args:
        found: the patterns.
        columns: the variables of the answer, without `?`.
        hows: what `how` is called in the reader's language; what is not called anything is not told.
    """
    drawing = _Drawing(found, [f"?{name}" for name in columns], hows)
    width = max((box.x + box.width for box in drawing.boxes), default=0)
    return Picture(tuple(drawing.boxes), round(width) + 2, len(drawing.boxes) * ROW)


class _Drawing:
    def __init__(self, found: Patterns, columns: list[str], hows: Mapping[str, str]) -> None:
        self.boxes: list[Box] = []
        self._hows = hows
        self._columns, self._known = frozenset(columns), set[str]()
        typed = [one for one in found.triples if _tells_kind(one)]
        self._kinds: dict[str, str] = {}
        for one in typed:
            self._kinds[one.subject] = " ".join(filter(None, (self._kinds.get(one.subject), one.value)))
        edges = [_Edge((one.subject, one.value), one.path, one.how) for one in found.triples if one not in typed]
        for computing in found.computed:
            source = next((one for one in computing.sources if one != computing.variable), None)
            if source:
                edges.append(_Edge((source, computing.variable), _name(computing.expression), COMPUTED))
        self._left = dict.fromkeys(edges)
        ends = [end for edge in edges for end in edge.ends]
        for root in dict.fromkeys([*columns, *ends, *self._kinds, *found.variables]):
            if root not in self._known and (_varies(root) or self._edges(root)):
                self._grow(root)

    def _edges(self, node: str) -> list[_Edge]:
        return [edge for edge in self._left if node in edge.ends]

    def _grow(self, root: str) -> None:
        """Draw all that hangs together with a node, each other one as near to it as may be."""
        self._known.add(root)
        below: dict[str, list[tuple[_Edge, str, bool]]] = {}
        nodes = [root]
        for node in nodes:
            below[node] = []
            for edge in self._edges(node):
                del self._left[edge]
                other = edge.ends[1] if edge.ends[0] == node else edge.ends[0]
                below[node].append((edge, other, other in self._known))
                if _varies(other) and other not in self._known:
                    self._known.add(other)
                    nodes.append(other)
        self._draw(root, below)

    def _draw(
        self,
        node: str,
        below: dict[str, list[tuple[_Edge, str, bool]]],
        edge: _Edge | None = None,
        above: Box | None = None,
        again: bool = False,
    ) -> None:
        kind = "" if again else self._kinds.get(node, "")
        line = self._line(edge) if edge else ""
        begin = above.x + STEM if above else 0.0
        text = _cut(node)
        box = Box(
            text=text,
            kind=kind,
            line=line,
            how=edge.how if edge else ALWAYS,
            back=edge is not None and edge.ends[1] != node,
            column=node in self._columns,
            again=again,
            x=begin + 30 + len(line) * SMALL if above else 1.0,
            y=len(self.boxes) * ROW + ROW / 2,
            width=2 * PAD + len(text) * LETTER + (SMALL * (len(kind) + 3) if kind else 0),
            begin=begin,
            above=above.y if above else None,
        )
        self.boxes.append(box)
        for one, other, drawn_before in () if again else below.get(node, ()):
            self._draw(other, below, one, box, drawn_before)

    def _line(self, edge: _Edge) -> str:
        how = self._hows.get(edge.how)
        return f"{edge.line} ({how})" if how else edge.line


def _varies(node: str) -> bool:
    """Tell whether a node stands for whatever fits: a variable, or a node without a name."""
    return node.startswith(("?", "["))


def _tells_kind(one: Pattern) -> bool:
    return one.path == TYPE and one.how == ALWAYS and not one.value.startswith("?")


def _name(expression: str) -> str:
    """Return the name of the function that makes a value, or = where one is taken as it is."""
    name = expression.partition("(")[0].strip()
    return name if name.isalpha() else "="


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"

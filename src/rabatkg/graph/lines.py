"""Statements as lines of N-Quads, in its canonical form, so that they can be compared, sorted and closed as text."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from rdflib import BNode, Literal, URIRef
from rdflib.term import Node

from rabatkg.names import XSD

Quad = tuple[Node, Node, Node, URIRef]
_SPECIAL = re.compile(r'[\x00-\x1f"\\\x7f]')
_ESCAPES = {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F)}
_ESCAPES |= {ord(sign): f"\\{letter}" for sign, letter in zip('\b\t\n\f\r"\\', 'btnfr"\\', strict=True)}
_STRING = URIRef(f"{XSD}string")


def line(subject: Node, predicate: Node, object_: Node, graph: str) -> str:
    """Return a statement as a line, with its end."""
    return f"{term(subject)} <{predicate}> {term(object_)} <{graph}> .\n"


def term(node: Node) -> str:
    """Return a term as it stands in a line."""
    if node.__class__ is URIRef:
        return f"<{node}>"
    if isinstance(node, Literal):
        text = str(node)
        if _SPECIAL.search(text):
            text = text.translate(_ESCAPES)
        if node.language:
            return f'"{text}"@{node.language}'
        return f'"{text}"' if node.datatype in (None, _STRING) else f'"{text}"^^<{node.datatype}>'
    return f"_:{node}" if isinstance(node, BNode) else f"<{node}>"


def lines(quads: Iterable[Quad]) -> list[str]:
    """Return the statements as lines, each once."""
    return list(dict.fromkeys(line(*quad) for quad in quads))


def triple(line: str) -> str:
    """Return what a line says, without the graph that says it."""
    return line[: line.rindex(" <")]


class Said:
    """Lines by their properties."""

    def __init__(self, lines: Iterable[str]) -> None:
        """Sort the lines."""
        self._lines: defaultdict[str, list[str]] = defaultdict(list)
        for one in lines:
            self._lines[one.split(" ", 2)[1]].append(one)

    def __call__(self, properties: Iterable[str]) -> Iterator[tuple[str, str, str]]:
        """Yield the triples with these properties, by their parts; one that stands in two graphs comes twice.

        Args:
            properties: IRIs between < and >.
        """
        for name in properties:
            for one in self._lines.get(name, ()):
                subject, _, rest = one.split(" ", 2)
                yield subject, name, triple(rest)

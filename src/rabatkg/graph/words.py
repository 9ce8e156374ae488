"""The graphs that are written by hand in Turtle: ontology, alignments, vocabularies, shapes."""

from functools import lru_cache
from pathlib import Path

from rdflib import Graph, URIRef
from rdflib.plugins.parsers.notation3 import BadSyntax
from rdflib.term import Node

from rabatkg.errors import DataError
from rabatkg.graph.shelf import Shelf
from rabatkg.layout import Layout
from rabatkg.names import Names
from rabatkg.reading import text


def words(layout: Layout, names: Names, shelf: Shelf) -> dict[URIRef, Graph]:
    """Return the graphs written by hand in Turtle: ontology, alignments, vocabularies, shapes."""
    found = {}
    for name, path in word_files(layout, names).items():
        found[name] = Graph()
        for triple in shelf.said(f"ontology/{path.relative_to(layout.ontology).as_posix()}", path, _turtle):
            found[name].add(triple)
    return found


def word_files(layout: Layout, names: Names) -> dict[URIRef, Path]:
    """Return the files of words, by the IRI of the graph that each becomes."""
    found = {}
    for path in sorted(layout.ontology.rglob("*.ttl")):
        parts = path.relative_to(layout.ontology).with_suffix("").parts
        found[URIRef(names.graph("ontology" if parts == ("rabatkg",) else "/".join(parts)))] = path
    return found


def _turtle(path: Path) -> tuple[tuple[Node, Node, Node], ...]:
    try:
        return _parsed(text(path), path.resolve().as_uri())
    except BadSyntax as error:
        raise DataError(
            "This is not Turtle: {problem}.",
            problem=error.message.split("Bad syntax (")[-1].split(") at ^")[0],
            file=path,
            line=error.lines + 1,
            remedy="Check the punctuation and the prefixes.",
        ) from error


@lru_cache(maxsize=64)
def _parsed(turtle: str, home: str) -> tuple[tuple[Node, Node, Node], ...]:
    """Return what a text says; a change of the data folder asks for the same words several times."""
    return tuple(Graph().parse(data=turtle, format="turtle", publicID=home))

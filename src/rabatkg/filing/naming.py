"""What identifiers in the data folder stand for, what is called after what, and where a name stands."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from rdflib import URIRef
from rdflib.term import Node

from rabatkg.errors import DataError, UnknownName, near
from rabatkg.graph import Corpus, kind_of
from rabatkg.names import KEY, slug
from rabatkg.reading import Mark
from rabatkg.records import Expansion
from rabatkg.speech import mark

TEXTS = frozenset({"plan", "declaration", "instrument"})
"""Kinds whose provisions may be called after them."""


def meant(corpus: Corpus, name: str) -> URIRef:
    """Return the thing that a record describes under an identifier.

    Raises:
        UnknownName: it is no identifier, or no record describes it; with those that may be meant.
        DataError: it is no longer used.
    """
    if not KEY.fullmatch(name):
        raise _no_identifier(corpus, name)
    iri = URIRef(corpus.names.thing(name))
    if iri in corpus.retired:
        after = corpus.retired[iri]
        raise DataError(
            "{name} is no longer used.",
            name=name,
            new=corpus.names.short(str(after)),
            remedy=mark("`rabatkg show` tells what became of it.")
            if after is None
            else mark("{new} took its place: name that."),
        )
    if not any(iri in one.marks for one in corpus.expansions):
        known = (corpus.names.short(str(node)) for one in corpus.expansions for node in one.marks)
        raise UnknownName(
            name,
            [one for one in known if kind_of(one) == kind_of(name)],
            mark("No record describes {name}."),
            remedy=mark("Name a thing that has a record, by its identifier."),
        )
    return iri


def _no_identifier(corpus: Corpus, name: str) -> UnknownName:
    """Return the error that a title, or anything else, stands where an identifier is due; with those so called."""
    called: dict[str, str] = {}
    held = {one.id for one in corpus.written}
    for words, key in corpus.called():
        if key in held:
            called.setdefault(words, key)
    meant = dict.fromkeys(called[words] for words in near(slug(name), called))
    error = UnknownName(
        name,
        (),
        mark("{name} is no identifier as records write it."),
        offer=", ".join(meant),
        remedy=mark("Did you mean {offer}?") if meant else mark("Name a thing that has a record, by its identifier."),
    )
    error.near = tuple(meant)
    return error


def owner(corpus: Corpus, iri: URIRef) -> Expansion:
    """Return the record that describes a thing."""
    return next(one for one in corpus.written if iri in one.marks)


def under(corpus: Corpus, iri: str) -> list[URIRef]:
    """Return a thing and all that is called after it, as its outcomes and parts are."""
    nodes = (node for one in corpus.written for node in one.marks)
    return [node for node in dict.fromkeys(nodes) if str(node) == iri or node.startswith(f"{iri}/")]


def homes(corpus: Corpus, names: Collection[str]) -> dict[Path, list[str]]:
    """Return the files that describe some things, each with those things: a corpus need not hold all of them."""
    found: dict[Path, list[str]] = {}
    for one in corpus.written:
        mine = [name for node in one.marks if (name := corpus.names.short(str(node))) in names]
        if mine and one.file is not None:
            found.setdefault(one.file, []).extend(mine)
    return found


def provisions(corpus: Corpus, name: str) -> str | None:
    """Return how the names of a text's provisions begin, where all that begin so are its own, as `provision/x`."""
    kind, _, key = name.partition("/")
    start = f"provision/{key}"
    nodes = [node for node in under(corpus, corpus.names.thing(start)) if not node.endswith(f"/{start}")]
    inside = {URIRef(corpus.grammar.keys[word].iri) for word in ("within", "provisionOf")}
    above: dict[Node, Node] = {
        each.subject: each.object for one in corpus.written for each in one.statements if each.predicate in inside
    }
    text = URIRef(corpus.names.thing(name))
    return start if kind in TEXTS and nodes and all(_top(node, above) == text for node in nodes) else None


def standing(name: str, path: Path, words: str) -> Iterator[tuple[int, Mark]]:
    """Yield where an identifier stands in the words of a file, whatever they are: the character, and the place."""
    for found in re.finditer(rf"(?<![\w/-]){re.escape(name)}(?![\w-])", words):
        at = found.start()
        yield at, Mark(path, words.count("\n", 0, at) + 1, at - words.rfind("\n", 0, at))


def _top(node: Node, above: dict[Node, Node]) -> Node:
    seen = set[Node]()
    while node in above and node not in seen:
        seen.add(node)
        node = above[node]
    return node

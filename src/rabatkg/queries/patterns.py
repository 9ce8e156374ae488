"""What a saved question looks for, read from its SPARQL: the patterns between its variables, and what must hold."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from rabatkg.names import PREFIXES

if TYPE_CHECKING:
    from rdflib.namespace import NamespaceManager
    from rdflib.term import Node

ALWAYS, OPTIONAL, EITHER, SOME, NONE = "", "optional", "either", "some", "none"
"""Whether a row must have a pattern; may have it; has it in one of several branches; or whether, for a row to stand,
there must be something of the kind, or nothing."""
ASIDE = re.compile(r"^#[^\n]*\n|(?<=\s)#[^\n]*", re.M)
COMPUTED = re.compile(r"\s+AS\s+(\?\w+)\s*\)", re.I)
HOLDS = re.compile(r"\b(?:FILTER|HAVING|VALUES)\b", re.I)
VARIABLE = re.compile(r"\?\w+")
COMMENTED = re.compile(r"^(?:#[^\n]*\n|\s*\n)+")
OPENING, CLOSING = "({", ")}"


class Pattern(NamedTuple):
    """One triple pattern: a variable or term, the property or path, a variable or term, and how it binds."""

    subject: str
    path: str
    value: str
    how: str = ALWAYS


class Computing(NamedTuple):
    """A variable that is computed from others: the expression, the variables in it, and the name of what it makes."""

    expression: str
    sources: tuple[str, ...]
    variable: str


class Patterns(NamedTuple):
    """What a question looks for.

    Attributes:
        triples: in the order of the text, each once.
        computed: what is made of what was found.
        conditions: what must hold, and the values that narrow it, as the SPARQL writes it.
    """

    triples: tuple[Pattern, ...]
    computed: tuple[Computing, ...]
    conditions: tuple[str, ...]

    @property
    def variables(self) -> tuple[str, ...]:
        """All variables, in the order in which they are met."""
        found = [end for one in self.triples for end in (one.subject, one.value) if end.startswith("?")]
        for computing in self.computed:
            found += [*computing.sources, computing.variable]
        return tuple(dict.fromkeys(found + [name for text in self.conditions for name in VARIABLE.findall(text)]))


def without_header(sparql: str) -> str:
    """Return a saved query without the comments at its head."""
    return COMMENTED.sub("", sparql)


def patterns(sparql: str) -> Patterns:
    """Return what a query looks for.

    Args:
        sparql: a query as `queries.bound` gives it.
    """
    from rdflib import Graph
    from rdflib.plugins.sparql.algebra import translateQuery
    from rdflib.plugins.sparql.parser import parseQuery

    graph = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    query = translateQuery(parseQuery(sparql))
    for prefix, bound in query.prologue.namespace_manager.store.namespaces():
        graph.bind(prefix, bound)
    reading = _Reading(graph.namespace_manager, without_header(sparql))
    found = dict.fromkeys(reading.triples(query.algebra, ALWAYS))
    return asked_otherwise(Patterns(tuple(found), (), ()), sparql)


def asked_otherwise(found: Patterns, sparql: str) -> Patterns:
    """Return what a query looks for that is the same but for the values in it."""
    bare = ASIDE.sub("", without_header(sparql))
    return Patterns(found.triples, tuple(dict.fromkeys(_computed(bare))), tuple(dict.fromkeys(_conditions(bare))))


class _Reading:
    """The patterns in rdflib's algebra of a query, with its terms in short; those of a block in the text's order."""

    def __init__(self, names: "NamespaceManager", text: str) -> None:
        self._names, self._text = names, text
        self._unnamed: dict[str, str] = {}

    def triples(self, node: Any, how: str) -> Iterator[Pattern]:
        """Yield the patterns of a part of the algebra."""
        if isinstance(node, (list, tuple)):
            for one in node:
                yield from self.triples(one, how)
            return
        match getattr(node, "name", None):
            case "BGP":
                block = [Pattern(self._term(s), self._path(p), self._term(o), how) for s, p, o in node.triples]
                yield from sorted(block, key=self._place)
            case "LeftJoin":
                yield from self.triples(node.p1, how)
                yield from self.triples([node.p2, node.expr], how or OPTIONAL)
            case "Union":
                yield from self.triples([node.p1, node.p2], how or EITHER)
            case "Minus":
                yield from self.triples(node.p1, how)
                yield from self.triples(node.p2, NONE)
            case "Builtin_NOTEXISTS":
                yield from self.triples(_group(node.graph), NONE)
            case "Builtin_EXISTS":
                yield from self.triples(_group(node.graph), how or SOME)
            case str():
                children = dict(node)
                first = [children.pop(part) for part in ("p", "p1", "p2") if part in children]
                yield from self.triples([*first, *children.values()], how)

    def _place(self, one: Pattern) -> tuple[int, int, Pattern]:
        return self._text.find(one.subject), self._text.find(one.value), one

    def _term(self, term: "Node") -> str:
        from rdflib import BNode, URIRef

        if isinstance(term, BNode):
            return self._unnamed.setdefault(str(term), f"[{len(self._unnamed) + 1}]")
        return self._short(str(term)) if isinstance(term, URIRef) else term.n3(self._names)

    def _path(self, path: Any) -> str:
        from rdflib import URIRef

        text = f"<{path}>" if isinstance(path, URIRef) else path.n3(self._names)
        return re.sub(r"<([^<>]+)>", lambda match: self._short(match[1]), text)

    def _short(self, iri: str) -> str:
        """Return an IRI with the longest prefix that the query or the house has for it, or in pointed brackets."""
        bound = ((str(namespace), prefix) for prefix, namespace in self._names.namespaces())
        for namespace, prefix in sorted(bound, key=lambda one: (-len(one[0]), one[1])):
            if iri.startswith(namespace) and re.fullmatch(r"[\w-]+", iri[len(namespace) :]):
                return f"{prefix}:{iri[len(namespace) :]}"
        return f"<{iri}>"


def _group(graph: Any) -> Any:
    """Return the algebra of a group within EXISTS, which rdflib leaves as it was parsed in some places."""
    from rdflib.plugins.sparql.algebra import translateGroupGraphPattern

    return translateGroupGraphPattern(graph) if graph.name == "GroupGraphPatternSub" else graph


def _computed(text: str) -> Iterator[Computing]:
    for match in COMPUTED.finditer(text):
        begin = _opened(text, match.end() - 1)
        expression = " ".join(text[begin + 1 : match.start()].split())
        yield Computing(expression, tuple(dict.fromkeys(VARIABLE.findall(expression))), match[1])


def _conditions(text: str) -> Iterator[str]:
    for match in HOLDS.finditer(text):
        begin = min(place for sign in OPENING if (place := text.find(sign, match.end())) >= 0)
        end = _closed(text, begin)
        if match[0].upper() == "VALUES" and text[begin] == "(":  # the names of several variables, then their values
            end = _closed(text, text.find("{", end))
        yield " ".join(text[match.start() : end + 1].split())


def _opened(text: str, place: int) -> int:
    """Return where the bracket opens that closes here."""
    depth = 0
    while True:
        depth += (text[place] in CLOSING) - (text[place] in OPENING)
        if not depth:
            return place
        place -= 1


def _closed(text: str, place: int) -> int:
    """Return where the bracket closes that opens here."""
    depth = 0
    while True:
        depth += (text[place] in OPENING) - (text[place] in CLOSING)
        if not depth:
            return place
        place += 1

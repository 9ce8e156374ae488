"""Mutants of the shapes: each says something slightly else than the shapes do, as a slip of the pen would.

An operator takes a statement and the graph of the shapes, and yields what stands in the place of the statement.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rdflib import RDF, RDFS, SH, XSD, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from rabatkg.names import RKG, RULE

Triple = tuple[Node, Node, Node]
MAY_BE_EMPTY = URIRef(RULE + "mayBeEmpty")
OTHER = {SH.IRI: SH.BlankNodeOrIRI, XSD.string: XSD.token, XSD.integer: XSD.int, XSD.decimal: XSD.double}
LISTS = (SH["in"], SH["or"], SH["and"], SH.xone, SH.languageIn, SH.ignoredProperties)


@dataclass(frozen=True)
class Mutant:
    """A statement of the shapes that is another.

    Attributes:
        operator: what was done.
        file: the file that says it.
        name: the rule, the word and the change, in words.
        gone, come: what is taken out of the graph of all shapes, and what is put there.
    """

    operator: str
    file: str
    name: str
    gone: tuple[Triple, ...]
    come: tuple[Triple, ...]


def mutants(file: str, subjects: set[Node], graph: Graph, ontology: Graph) -> Iterator[Mutant]:
    """Yield the mutants of a file, always in the same order.

    Args:
        file: its name.
        subjects: what it speaks of.
        graph: what all files say.
        ontology: for the classes above and beside others.
    """
    told = [(s, p, o) for s in subjects if not isinstance(s, BNode) for _, p, o in graph.triples((s, None, None))]
    for s, p, o in sorted(told, key=lambda one: (one[0], one[1], _worded(graph, one[2]))):
        for operator, new in _changed(s, p, o, graph, ontology):
            if new == (p, o):
                continue
            come = [(s, new[0], new[1])] if new else []
            name = f"{_short(s)} {_short(p)} {_worded(graph, o)} -> {_change(graph, o, *new) if new else 'nothing'}"
            extra = ()
            if new and isinstance(new[1], list):
                start = BNode()
                extra = _listed(start, new[1])
                come = [(s, new[0], start)]
            yield Mutant(operator, file, name, ((s, p, o),), (*come, *extra))
    for s in sorted({s for s, _, o in told if o in (SH.NodeShape, SH.PropertyShape)}):
        for operator, word, value in (
            ("switch off", SH.deactivated, Literal(True)),
            ("lower the severity", SH.severity, SH.Info),
            ("lower the severity", SH.severity, SH.Warning),
            ("let it see nothing", MAY_BE_EMPTY, Literal(True)),
        ):
            asked = (s, SH.targetClass, None) in graph or (s, SH.targetSubjectsOf, None) in graph
            if (s, word, None) not in graph and (asked or word != SH.severity):  # of the others none is reported
                yield Mutant(operator, file, f"{_short(s)} + {_short(word)} {_short(value)}", (), ((s, word, value),))


def _changed(s, p, o, graph, ontology):
    """Yield the name of an operator, and the word and value that take the place of a statement, or nothing."""
    yield "drop", None
    yield "misspell the word", (_misspelt(p), o)
    if str(p).startswith(str(SH)):
        yield "misspell the word", (URIRef(str(SH) + str(p).removeprefix(str(SH)).lower() + "s"), o)
        yield "another namespace", (URIRef(str(p).replace("http:", "https:")), o)
    if isinstance(o, URIRef):
        yield "misspell the value", (p, _misspelt(o))
    if o in OTHER:
        yield "another kind", (p, OTHER[o])
    if p == SH.datatype:
        yield "another kind", (p, XSD.string if o != XSD.string else RDF.langString)
    if p == SH.nodeKind:
        yield "another kind", (p, SH.Literal)
    if p in (SH.targetClass, SH["class"]):
        for above in sorted(ontology.objects(o, RDFS.subClassOf)):
            yield "a wider class", (p, above)
        for beside in _beside(o, ontology):
            yield "another class", (p, beside)
    if p in (SH.targetSubjectsOf, SH.path):
        other = URIRef(RKG + "theme") if o != URIRef(RKG + "theme") else URIRef(RKG + "region")
        yield "another property", (p, other)
    if isinstance(o, Literal) and o.datatype == XSD.integer:
        for n in (-1, 1):
            yield "another number", (p, Literal(int(o) + n))
    if isinstance(o, Literal) and o.datatype == XSD.boolean:
        yield "turn the switch", (p, Literal(not o.toPython()))
    if p == SH.pattern:
        for text in _laxer(str(o)):
            yield "another pattern", (p, Literal(text))
    if p in (SH.lessThan, SH.lessThanOrEquals):
        yield "another comparison", (SH.lessThanOrEquals if p == SH.lessThan else SH.lessThan, o)
    if p in (SH.hasValue,):
        yield "another value", (p, URIRef(f"{o}".rpartition("/")[0] + "/other"))
    if p == SH.severity:
        yield "another severity", (p, SH.Violation)
        yield "another severity", (p, SH.Info)
    if p in LISTS:
        yield from _other_lists(p, list(graph.items(o)), graph)
    if p in (SH["or"], SH["and"], SH.xone):
        kinds = all("#is-" in str(one) for one in graph.items(o))  # a thing is of one of them, so that one is any
        for word in sorted({SH["or"], SH["and"], SH.xone} - {p} - ({SH.xone} if kinds else set())):
            yield "another junction", (word, o)
    if p == SH.select:
        yield from (("another query", (p, Literal(text))) for text in _queries(str(o)))
    if p == SH.message:
        yield "another language", (p, Literal(str(o), lang="de"))
        yield "another text", (p, Literal(str(o).replace(".", "", 1), lang=o.language))
        yield "another text", (p, Literal(str(o) + " .", lang=o.language))


def _other_lists(p, members, shapes):
    for index, one in enumerate(members):
        if len(members) > 1:
            yield "one less in the list", (p, members[:index] + members[index + 1 :])
        yield "misspell in the list", (p, [*members[:index], _other(one), *members[index + 1 :]])
    further = {
        SH["in"]: lambda: sorted(set(_kin(shapes, members)) - set(members))[:1] or [_further(members[0])],
        SH.ignoredProperties: lambda: sorted(set(_properties(shapes)) - set(members))[::7],
        SH.languageIn: lambda: [Literal("de")],
    }
    for one in further.get(p, lambda: ())():
        yield "one more in the list", (p, [*members, one])


def _kin(shapes, members):
    if isinstance(members[0], Literal):
        return []
    start = str(members[0]).rpartition("/")[0]
    return [o for _, _, o in shapes if str(o).startswith(f"{start}/")]


def _further(member):
    """Return another value of the kind of one."""
    if isinstance(member, URIRef):
        return URIRef(f"{member}-other")
    return Literal(not member.toPython()) if member.datatype == XSD.boolean else Literal("word")


def _properties(shapes):
    return {one for start in shapes.objects(None, SH.ignoredProperties) for one in shapes.items(start)}


def _beside(one, ontology):
    kin = {c for above in ontology.objects(one, RDFS.subClassOf) for c in ontology.subjects(RDFS.subClassOf, above)}
    return sorted(c for c in kin - {one} if str(c).startswith(RKG))[:2]


def _laxer(pattern):
    """Yield a pattern without its beginning, its end, and any of its parts, or with another of them."""
    yield ".*"
    yield pattern.removeprefix("^").removeprefix("/")
    yield pattern.removesuffix("$")
    for old, new in (("+", "*"), ("[a-z0-9]", "[A-Za-z0-9]"), ("[0-9]", "."), ("-", "."), ("\\.", "."), ("{4}", "+")):
        if old in pattern:
            yield pattern.replace(old, new, 1)
            yield pattern.replace(old, new)
    for found in re.finditer(r"\{(\d+)(,\d+)?\}", pattern):
        yield f"{pattern[: found.start()]}+{pattern[found.end() :]}"


def _queries(text):
    """Yield a query without one of its lines, and with one of its words turned into its contrary."""
    lines = text.split("\n")
    for index, line in enumerate(lines):
        if line.strip() and not re.fullmatch(r"[{}\s]*", line):
            yield "\n".join([*lines[:index], *lines[index + 1 :]])
    for old, new in (
        ("NOT EXISTS", "EXISTS"), ("!EXISTS", "EXISTS"), ("!=", "="), (" = ", " != "), ("<=", "<"), (">=", ">"),
        (" < ", " <= "), (" > ", " >= "), ("&&", "||"), ("||", "&&"), ("!CONTAINS", "CONTAINS"), ("!STR", "STR"),
        ("!BOUND", "BOUND"), ("BOUND", "!BOUND"), (" < ", " > "), (" > ", " < "),
    ):  # fmt: skip
        for found in re.finditer(re.escape(old), text):
            yield text[: found.start()] + new + text[found.end() :]


def _listed(start, members):
    graph = Graph()
    Collection(graph, start, members)
    return tuple(graph)


def _misspelt(iri):
    """Return an IRI with two letters in the wrong order."""
    text = str(iri)
    at = next(n for n in range(len(text) - 2, 0, -1) if text[n] != text[n + 1])
    return URIRef(text[:at] + text[at + 1] + text[at] + text[at + 2 :])


def _other(one):
    return _misspelt(one) if isinstance(one, URIRef) else Literal(f"{one}x")


def _worded(graph, node):
    if isinstance(node, BNode):
        return "( " + " ".join(_short(one) for one in graph.items(node)) + " )"
    return _short(node)


def _change(graph, old, word, value):
    if isinstance(value, list):
        before = list(graph.items(old))
        less = [f"less {_short(one)}" for one in before if one not in value]
        return " ".join([_short(word), *less, *(f"more {_short(one)}" for one in value if one not in before)])
    return f"{_short(word)} {_worded(graph, value)}"


def _short(node):
    text = str(node)
    for namespace, prefix in ((RULE, ""), (RKG, "rkg:"), (str(SH), "sh:"), (str(XSD), "xsd:")):
        text = text.replace(namespace, prefix) if isinstance(node, URIRef) else text
    return " ".join(text.split())
